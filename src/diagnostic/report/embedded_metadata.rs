//! Messages about files that people bring: `what` is the kind of file, `clean` how it is cleaned. What was found is never repeated.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, warning};
use crate::diagnostic::{Diagnostic, Location};

/// A file that says where it was made.
pub fn file_says_where(location: Location, what: &str, clean: &str) -> Diagnostic {
    error(location, "file-place", format!("{what} says where it was made, which nobody should learn from it"), clean)
}

/// A file that names its author, owner or organisation.
pub fn file_names_person(location: Location, what: &str, clean: &str) -> Diagnostic {
    error(location, "file-person", format!("{what} names a person or an organisation in its hidden details"), clean)
}

/// A file with other hidden words and facts.
pub fn file_has_details(location: Location, what: &str, clean: &str) -> Diagnostic {
    error(location, "file-details", format!("{what} has hidden details, such as its camera, notes or history"), clean)
}

/// A file that names a folder of a computer.
pub fn file_names_folder(location: Location, what: &str, clean: &str) -> Diagnostic {
    let message = format!("{what} names a folder of somebody's computer, which often holds a person's name");
    let hint = if what == "this drawing" {
        clean
    } else {
        "remove the link to that file or save it elsewhere, then save this again"
    };
    error(location, "file-folder", message, hint)
}

/// A file with comments.
pub fn file_has_comments(location: Location, what: &str, clean: &str) -> Diagnostic {
    error(location, "file-comments", format!("{what} has comments, or names people who made some"), clean)
}

/// A file with a small picture of itself.
pub fn file_has_thumbnail(location: Location, what: &str, clean: &str) -> Diagnostic {
    let message = format!("{what} has a small hidden picture of how it looked once");
    let hint = if what == "this presentation" || what == "this document" || what == "this workbook" {
        "under File > Info > Properties > Advanced Properties > Summary untick Save Preview Picture, then save"
    } else {
        clean
    };
    error(location, "file-thumbnail", message, hint)
}

/// A presentation with hidden slides, or a workbook with hidden sheets.
pub fn file_hides_parts(location: Location, what: &str) -> Diagnostic {
    let (parts, hint) = if what == "this workbook" {
        ("sheets", "in Excel right-click the name of a sheet, choose Unhide, and delete what is not for readers")
    } else {
        ("slides", "in PowerPoint delete the slides that are struck through in the list, or show them again")
    };
    error(location, "hidden-parts", format!("{what} has hidden {parts}, which everybody can open"), hint)
}

/// A document in which changes were tracked.
pub fn file_has_changes(location: Location, what: &str) -> Diagnostic {
    let message = format!("{what} still holds what was struck out or added, and by whom");
    let hint = "in Word: Review > Accept > Accept All Changes and Stop Tracking, then save";
    let hint = if what == "this workbook" { "in Excel: Review > Unshare Workbook, then save" } else { hint };
    error(location, "tracked-changes", message, hint)
}

/// A document with hidden words.
pub fn file_hides_words(location: Location, what: &str) -> Diagnostic {
    let message = format!("{what} has hidden words, which everybody can make visible");
    let hint = "in Word: File > Info > Check for Issues > Inspect Document, remove Hidden Text, then save";
    error(location, "hidden-words", message, hint)
}

/// A document with a picture of which a part was cut off.
pub fn picture_cropped(location: Location, what: &str) -> Diagnostic {
    let message = format!("a picture in {what} is cropped, and everybody can bring back what was cut off");
    let hint = "select any picture: Picture Format > Compress Pictures, untick Apply only to this picture, tick Delete cropped \
                areas of pictures, then save";
    error(location, "picture-cropped", message, hint)
}

/// A file with macros, controls, scripts or actions.
pub fn file_has_programs(location: Location, what: &str, hint: &str) -> Diagnostic {
    error(location, "file-programs", format!("{what} can carry small programs, such as macros"), hint)
}

/// A file inside a file.
pub fn file_in_file(location: Location, what: &str) -> Diagnostic {
    let hint = "remove it, or put a picture of it there; publish the other file beside this one if readers need it";
    error(location, "file-in-file", format!("{what} has another file in it, which nobody has looked at"), hint)
}

/// A picture with something behind its end.
pub fn file_goes_on(location: Location, what: &str) -> Diagnostic {
    let message = format!("{what} goes on after its end: a short film, another picture, or what was cut off");
    error(location, "file-goes-on", message, "open it in Paint, select all, paste it into a new picture and save that")
}

/// A picture in a document that says where it was taken.
pub fn picture_says_where(location: Location, what: &str) -> Diagnostic {
    let message = format!("a picture or film in {what} says where it was made");
    error(location, "picture-place", message, HOW_TO_CLEAN_A_PICTURE_INSIDE)
}

/// A picture in a document with other traces.
pub fn picture_has_details(location: Location, what: &str) -> Diagnostic {
    let message = format!("a picture or film in {what} has hidden details, such as its camera or a name");
    error(location, "picture-details", message, HOW_TO_CLEAN_A_PICTURE_INSIDE)
}

const HOW_TO_CLEAN_A_PICTURE_INSIDE: &str = "clean the photo's own file (in Windows right-click it: Properties > Details > \
     Remove Properties and Personal Information), then put it in again in place of the old one";

/// A PDF without tags.
pub fn pdf_without_tags(location: Location) -> Diagnostic {
    let message = "this PDF has no tags, so screen readers cannot tell headings, lists and tables";
    let hint = "in Word: Save As > PDF, and under `Options` tick `Document structure tags for accessibility`";
    warning(location, "pdf-without-tags", message, hint)
}

/// A PDF without a title.
pub fn pdf_without_title(location: Location) -> Diagnostic {
    let message = "this PDF has no title, so screen readers say the name of the file";
    warning(location, "pdf-without-title", message, "in Word: File > Info > Title, then make the PDF again")
}

/// A PDF that does not say its language.
pub fn pdf_without_language(location: Location) -> Diagnostic {
    let message = "this PDF does not say its language, so screen readers may read it out wrongly";
    let hint = "in Word: Review > Language > Set Proofing Language, then make the PDF again with tags";
    warning(location, "pdf-without-language", message, hint)
}

/// The code of a file that is damaged.
pub const BROKEN: &str = "file-broken";

/// A file that is not what its name says, or is damaged.
pub fn file_broken(location: Location, form: &str) -> Diagnostic {
    let message = format!("this file cannot be read as {form}, so nobody can see what is in it");
    error(location, BROKEN, message, "open it in its program, save it again, and copy that file here")
}

/// A file that is locked.
pub fn file_locked(location: Location, what: &str) -> Diagnostic {
    let message = format!("{what} is locked, so nobody can see what is in it");
    error(
        location,
        "file-locked",
        message,
        "save it again without a password and without limits on copying or printing",
    )
}

/// A file that holds more than the program unpacks, or holds it in a way that it cannot unpack.
pub fn file_too_large(location: Location, what: &str) -> Diagnostic {
    let message = format!("{what} is too large, or packed in a way that cannot be looked into");
    error(location, "file-too-large", message, "make its pictures smaller or divide it, then save it again")
}

/// A file of a form that is not looked into.
pub fn file_not_inspected(location: Location, instead: &str) -> Diagnostic {
    let message = "files of this form can carry names and places that cannot be seen here";
    error(location, "file-not-inspected", message, instead)
}

/// The code of a file with a document type.
pub const DOCUMENT_TYPE: &str = "file-document-type";

/// A drawing or another file in XML with a document type.
pub fn file_has_document_type(location: Location) -> Diagnostic {
    let message = "this file has a document type, which can hide scripts and more behind short names";
    let hint = "delete all from <!DOCTYPE to its end; or in Inkscape: File > Save As > Plain SVG";
    error(location, DOCUMENT_TYPE, message, hint)
}

/// A file of markup that is in another encoding than UTF-8.
pub fn file_not_utf8(location: Location) -> Diagnostic {
    let message = "this file is not in UTF-8, so browsers may read something else in it than is seen here";
    error(location, "file-encoding", message, "save it as UTF-8, and let it say no other encoding")
}

/// Something in a drawing that no picture needs and that can load, run or change what it leads to.
pub fn drawing_element(location: Location, name: &str) -> Diagnostic {
    let message =
        format!("`{}` in this drawing can load or change what nobody sees here", super::wording::excerpt(name));
    error(location, "drawing-element", message, "remove it; or in Inkscape: File > Save As > Plain SVG")
}

/// A link in a drawing that leads to another site.
pub fn drawing_leads_away(location: Location, address: &str) -> Diagnostic {
    let message =
        format!("a link in this drawing leads to `{}`, which no check follows", super::wording::excerpt(address));
    error(location, "drawing-link", message, "remove the link from the drawing, and link on the page beside it")
}
