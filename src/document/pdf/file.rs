//! Finished pages as tagged PDF.
//!
//! Every file keeps PDF/UA-1 or is not made.

use super::super::form::{DocumentRequest, WrittenFile};
use super::super::model::Document;
use super::layout::{failure, typeset};
use crate::diagnostic::Reported;
use typst::foundations::{Datetime, Smart};
use typst::layout::Sides;
use typst::model::Document as _;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// The end of the name of a form for print shops.
const BLEED: &str = "-bleed";

/// Writes a document as tagged PDF. Reports what does not fit, letters that no font has, and why no file could be made.
pub(in crate::document) fn pdf(request: &DocumentRequest) -> Reported<Option<WrittenFile>> {
    let mut diagnostics = Vec::new();
    let value = typeset(request, request.form.name, &mut diagnostics).and_then(|paged| {
        let paged = if request.form.name.ends_with(BLEED) { paged } else { trimmed(&paged) };
        let exported = typst_pdf::pdf(&paged, &options(request)?);
        let pages = paged.pages().len();
        match exported {
            Ok(bytes) => Some(WrittenFile { bytes: directed(bytes, request.document), pages }),
            Err(errors) => {
                let reason = request.typesetter.typesetter().explain(&errors);
                diagnostics.extend(failure(request, request.form.name, &reason));
                None
            }
        }
    });
    request.typesetter.typesetter().forget();
    Reported { value, diagnostics }
}

/// Cuts off what lies around the pages for a print shop. Every form is laid out with it, so that one layout does for two forms.
fn trimmed(paged: &PagedDocument) -> PagedDocument {
    let trim = |page: &Page| Page { bleed: Sides::default(), ..page.clone() };
    PagedDocument::new(paged.pages().iter().map(trim).collect(), paged.info().clone())
}

/// Settings of the export. The document's own date is the only time in the file.
fn options(request: &DocumentRequest) -> Option<PdfOptions> {
    let document = request.document;
    let mut date = document.date.splitn(3, '-').map(|part| part.parse::<u16>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let moment = Datetime::from_ymd_hms(i32::from(year), month as u8, day as u8, 0, 0, 0)?;
    Some(PdfOptions {
        ident: Smart::Custom(format!("{} {} {}", document.address, document.lang, request.form.suffix)),
        creator: Smart::Custom(Some("liberate".to_owned())),
        timestamp: Some(Timestamp::new_utc(moment)),
        standards: PdfStandards::new(&[PdfStandard::V_1_7, PdfStandard::Ua_1]).ok()?,
        ..PdfOptions::default()
    })
}

/// Typst 0.15 knows few languages from right to left: it takes Punjabi for one, and Sorani for none. What the file says of
/// its direction is what the document says.
fn directed(mut bytes: Vec<u8>, document: &Document) -> Vec<u8> {
    let (wrong, right): (&[u8], &[u8]) = match document.dir {
        "rtl" => (b"/Direction/L2R", b"/Direction/R2L"),
        _ => (b"/Direction/R2L", b"/Direction/L2R"),
    };
    if let Some(at) = bytes.windows(wrong.len()).position(|window| window == wrong) {
        bytes[at..at + wrong.len()].copy_from_slice(right);
    }
    bytes
}
