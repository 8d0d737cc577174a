//! Why a file is not read or not published, said in its own words.
//!
//! A source goes in, one finding comes out.

use crate::diagnostic::{Diagnostic, Location, report};
use crate::source::{Data, PUBLISHED, Refusal, Source, SourceFault};

/// Reports why what is at a path cannot be read; `None` if it can.
pub(super) fn unread(source: &Source) -> Option<Diagnostic> {
    let location = Location::whole(&source.path);
    Some(match &source.data {
        Data::Unreadable(reason) => report::unreadable(location, reason),
        Data::TooLarge(most) => report::too_large(location, *most),
        Data::Outside => report::leaves_site(location, &source.path),
        Data::Fault(fault) => match fault {
            SourceFault::Dangling => report::dangling_link(location),
            SourceFault::Circle => report::link_circle(location),
            SourceFault::LinkInLink => report::link_in_link(location),
            SourceFault::OtherPart => report::link_elsewhere(location),
            SourceFault::Special => report::no_real_file(location),
            SourceFault::NoFolder => report::file_for_folder(location, "file", "folder"),
            SourceFault::NoFile => report::file_for_folder(location, "folder", "file"),
            SourceFault::Twins => report::same_name(location),
            SourceFault::Name => report::bad_name(location),
        },
        _ => return None,
    })
}

/// Reports why a file is not published.
pub(super) fn refused(source: &Source, refusal: Refusal) -> Diagnostic {
    let location = Location::whole(&source.path);
    let original = source.original.as_deref().unwrap_or_default();
    match refusal {
        Refusal::Page => report::nearly_page(location),
        Refusal::Copy => report::copied_file(location, original),
        Refusal::Beside => report::page_beside(location, original),
        Refusal::Record => report::misplaced_records(location),
        Refusal::Program => report::program_not_published(location),
        Refusal::Script => report::script_not_published(location),
        Refusal::Server => report::server_orders(location),
        Refusal::Unlisted => {
            report::not_published(location, &PUBLISHED.iter().map(|kind| kind.what).collect::<Vec<_>>())
        }
    }
}
