//! Why a file is not read or not published, said in its own words.

use crate::diagnostic::{Diagnostic, Place, report};
use crate::source::{Data, Fault, PUBLISHED, Refusal, Source};

/// Reports why what stands at a path cannot be read; `None` if it can.
pub(super) fn unread(source: &Source) -> Option<Diagnostic> {
    let place = Place::whole(&source.path);
    Some(match &source.data {
        Data::Unreadable(reason) => report::unreadable(place, reason),
        Data::TooLarge(most) => report::too_large(place, *most),
        Data::Outside => report::leaves_site(place, &source.path),
        Data::Fault(fault) => match fault {
            Fault::Dangling => report::dangling_link(place),
            Fault::Circle => report::link_circle(place),
            Fault::LinkInLink => report::link_in_link(place),
            Fault::OtherPart => report::link_elsewhere(place),
            Fault::Special => report::no_real_file(place),
            Fault::NoFolder => report::file_for_folder(place, "file", "folder"),
            Fault::NoFile => report::file_for_folder(place, "folder", "file"),
            Fault::Twins => report::same_name(place),
            Fault::Name => report::bad_name(place),
        },
        _ => return None,
    })
}

/// Reports why a file is not published.
pub(super) fn refused(source: &Source, refusal: Refusal) -> Diagnostic {
    let place = Place::whole(&source.path);
    let original = source.original.as_deref().unwrap_or_default();
    match refusal {
        Refusal::Page => report::nearly_page(place),
        Refusal::Copy => report::copied_file(place, original),
        Refusal::Beside => report::page_beside(place, original),
        Refusal::Record => report::misplaced_records(place),
        Refusal::Program => report::program_not_published(place),
        Refusal::Script => report::script_not_published(place),
        Refusal::Server => report::server_orders(place),
        Refusal::Unlisted => report::not_published(place, &PUBLISHED.iter().map(|kind| kind.what).collect::<Vec<_>>()),
    }
}
