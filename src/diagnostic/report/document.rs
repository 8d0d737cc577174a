//! Messages about documents and short codes.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt, excerpt_long, meant, warning};
use crate::diagnostic::{Diagnostic, Location};

/// A short code that people cannot type easily.
pub fn bad_short_code(location: Location, code: &str) -> Diagnostic {
    let hint = "write 1 to 12 small letters, digits and hyphens";
    error(location, "bad-short-code", format!("`{}` cannot be a short code", excerpt(code)), hint)
}

/// A short code that nobody knows.
pub fn unknown_short_code(location: Location, code: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, format!("add a line to content/short-codes.toml: {} = \"@/page.md\"", excerpt(code)));
    error(location, "unknown-short-code", format!("unknown short code `{}`", excerpt(code)), hint)
}

/// A printed short code that leads elsewhere now.
pub fn short_code_changed(location: Location, code: &str, old: &str) -> Diagnostic {
    let message = format!("the short code `{code}` is printed already and leads to `{}`", excerpt(old));
    let hint = "give it back its page and choose a new code; if only the file moved, change short-codes.lock too";
    error(location, "short-code-changed", message, hint)
}

/// A printed short code that is gone.
pub fn short_code_gone(location: Location, code: &str, old: &str) -> Diagnostic {
    let message = format!("the short code `{code}` is printed already and leads nowhere now");
    let hint = format!("add a line to content/short-codes.toml: {code} = \"{}\"", excerpt(old));
    error(location, "short-code-gone", message, hint)
}

/// A short code that is not yet written down as printed.
pub fn short_code_not_kept(location: Location, code: &str, to: &str) -> Diagnostic {
    let message = format!("the short code `{code}` is not kept for good yet");
    let hint = format!("before you print it, add a line to content/short-codes.lock: {code} = \"{}\"", excerpt(to));
    warning(location, "short-code-not-kept", message, hint)
}

/// A language that is printed in short addresses, and that the site no longer has.
pub fn short_code_language_gone(location: Location, tag: &str) -> Diagnostic {
    let message = format!(
        "short addresses that end in `/{}/` are printed already, and the site lacks this language",
        excerpt(tag)
    );
    let hint = "they offer the other languages now; give the site this language back if you can";
    warning(location, "short-code-language-gone", message, hint)
}

/// Languages that are not yet written down as printed.
pub fn short_code_languages_not_kept(location: Location, tags: &[&str]) -> Diagnostic {
    let listed: Vec<String> = tags.iter().map(|tag| format!("\"{tag}\"")).collect();
    let message = format!("short addresses on paper in {} more languages are not kept for good yet", tags.len());
    let hint = format!(
        "before you print them, add to `\"{{language}}\" = [...]` in content/short-codes.lock: {}",
        listed.join(", ")
    );
    warning(location, "short-code-not-kept", message, hint)
}

/// A page that names a short code which does not lead to it.
pub fn code_not_of_page(location: Location, code: &str, key: &str) -> Diagnostic {
    let message = format!("the short code `{}` does not lead to this page", excerpt(code));
    let hint = format!("add a line to content/short-codes.toml: {} = \"@/{key}\", or remove this one", excerpt(code));
    error(location, "code-not-of-page", message, hint)
}

/// A code for cameras that does not say what it opens.
pub fn code_without_text(location: Location) -> Diagnostic {
    error(
        location,
        "code-without-text",
        "this code does not say what it opens",
        "say it in `alt`: alt=\"Opens the help page\"",
    )
}

/// A variant of something that is no talk, or of a variant.
pub fn bad_base(location: Location, to: &str) -> Diagnostic {
    let message = format!("`{}` cannot have variants", excerpt(to));
    error(location, "bad-base", message, "name a talk that is no variant itself: a page with kind = \"slides\"")
}

/// A page that was replaced by one that was replaced, too.
pub fn replaced_twice(location: Location, to: &str) -> Diagnostic {
    let message = format!("`{}` was replaced itself", excerpt(to));
    error(
        location,
        "replaced-twice",
        message,
        "name the page that is there now, so that nobody is led from one to the next",
    )
}

/// A setting that this kind of document does not have.
pub fn not_for_kind(location: Location, key: &str, kind: &str) -> Diagnostic {
    error(
        location,
        "not-for-kind",
        format!("`{key}` means nothing for a document of kind `{kind}`"),
        "remove this line",
    )
}

/// A slide that says nothing.
pub fn slide_without_text(location: Location) -> Diagnostic {
    error(location, "slide-without-text", "this slide has no words", "write some, or remove the line `---` beside it")
}

/// A slide without a title.
pub fn slide_without_title(location: Location) -> Diagnostic {
    let hint = "begin it with a heading: ## Title {#id}";
    error(location, "slide-without-title", "this slide has no title, so nobody can find it by name", hint)
}

/// A second slide with the same title.
pub fn slide_title_repeated(location: Location, title: &str) -> Diagnostic {
    let message = format!("another slide has the title `{}` already", excerpt(title));
    error(location, "slide-title-repeated", message, "give each slide a title of its own")
}

/// A slide of a talk without notes.
pub fn slide_without_notes(location: Location) -> Diagnostic {
    let hint = "say what the presenter says: {% notes() %} … {% end %}";
    error(location, "slide-without-notes", "this slide has no notes for the presenter", hint)
}

/// A table's row with more or fewer cells than its head.
pub fn uneven_row(location: Location, found: usize, expected: usize) -> Diagnostic {
    let message = format!("this row has {found} cells, the head of its table has {expected}");
    error(location, "uneven-row", message, "give each row as many cells as the head; an empty one is written | |")
}

/// A slide, panel or face on which the words do not fit.
pub fn slide_too_full(location: Location, title: &str) -> Diagnostic {
    let what = if title.is_empty() { "this slide".to_owned() } else { format!("the slide `{}`", excerpt(title)) };
    let hint = "shorten it, move words into the notes, or make two of it";
    warning(location, "slide-too-full", format!("{what} has more words than people can read on it"), hint)
}

/// A picture that Office cannot show.
pub fn picture_not_for_slides(location: Location, path: &str) -> Diagnostic {
    let message = format!("the picture `{}` cannot be used in a presentation", excerpt(path));
    error(location, "picture-not-for-slides", message, "save it as PNG or JPEG")
}

/// An address that is too long for any code.
pub fn code_too_long(location: Location) -> Diagnostic {
    error(location, "code-too-long", "this address is too long for a code", "give the page a short code and name that")
}

/// Letters that are in no font of the theme; at least one.
pub fn letters_without_font(location: Location, letters: &[char]) -> Diagnostic {
    let named: Vec<String> =
        letters.iter().take(3).map(|letter| format!("`{letter}` (U+{:04X})", u32::from(*letter))).collect();
    let more = letters.len() - named.len();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let message = format!("no font of the theme has {}{more}", named.join(", "));
    error(location, "letters-without-font", message, "write it in another way, or add a font to the theme's `fonts`")
}

/// A document that its template could not lay out. `location` is in the template, if that is where the reason is.
pub fn not_typeset(location: Location, form: &str, reason: &str) -> Diagnostic {
    let message = format!("the theme could not lay out `{form}`: {}", excerpt_long(reason));
    error(location, "not-typeset", message, "tell the people who make the theme, and name this document")
}

/// A picture that no PDF can show.
pub fn picture_not_for_paper(location: Location, path: &str) -> Diagnostic {
    let message = format!("the picture `{}` cannot be read, so it cannot be put into a PDF", excerpt(path));
    error(location, "picture-not-for-paper", message, "open it, save it again as PNG or JPEG, and name the new file")
}

/// A document with more words than anybody reads or hears at once.
pub fn document_too_long(location: Location) -> Diagnostic {
    let message = "from here on, this document has more words than a talk of a day";
    error(location, "document-too-long", message, "make several documents of it, or a page")
}

/// A drawing in a document with filters, copies of its parts, very many masks or very many words.
pub fn picture_too_rich(location: Location, path: &str) -> Diagnostic {
    let message = format!(
        "the drawing `{}` has filters, hundreds of masks, many clones or 20 kB of words, which no sheet can show",
        excerpt(path)
    );
    error(
        location,
        "picture-not-for-paper",
        message,
        "save it without shadows, blur and clones and with less text, or as PNG, and name that file",
    )
}

/// A picture in a document that takes more pixels or bytes than any sheet can show.
pub fn picture_too_large(location: Location, path: &str) -> Diagnostic {
    let message = format!("the picture `{}` is too large for a document", excerpt(path));
    let hint = "save a photo with at most 18 million pixels and 16 MB; simplify a drawing until it is below 500 kB";
    error(location, "picture-too-large", message, hint)
}

/// Words that a theme's template does not show.
pub fn words_left_out(location: Location, form: &str, words: &str) -> Diagnostic {
    let message = format!("the theme's form `{form}` does not show `{}`", excerpt(words.trim()));
    error(
        location,
        "words-left-out",
        message,
        "move it into a paragraph or a list, or tell the people who make the theme",
    )
}

/// Blocks in blocks in blocks.
pub fn nested_too_deep(location: Location, most: usize) -> Diagnostic {
    let message = format!("this is inside more than {most} others, which nobody can read");
    error(location, "nested-too-deep", message, "take it out of some of the lists, quotes or notices around it")
}

/// A face or panel for which there is no room.
pub fn too_many_faces(location: Location, most: usize) -> Diagnostic {
    let message = format!("this document has room for {most} parts, and this is one too many");
    error(location, "too-many-faces", message, "remove a line `---`, or make a page of its own of this part")
}

/// Notes in something that nobody presents.
pub fn notes_outside_talk(location: Location) -> Diagnostic {
    let hint = "remove them, or write them as a paragraph: only talks (kind = \"slides\") have notes";
    error(location, "notes-outside-talk", "these notes would be shown to nobody", hint)
}

/// Something that only a page on the screen can show.
pub fn not_on_paper(location: Location, what: &str) -> Diagnostic {
    let message = format!("{what} cannot be used in a document for paper or slides");
    error(location, "not-on-paper", message, "write it as text, a list or a notice")
}

/// More logos than a document has room for.
pub fn too_many_logos(location: Location, most: usize) -> Diagnostic {
    error(
        location,
        "too-many-logos",
        format!("documents have room for {most} logos"),
        "remove the `[[logos]]` that matter least",
    )
}

/// A logo whose file is not there.
pub fn unknown_logo(location: Location, file: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "put the file below `static/` and name it from the site's root: static/logos/example.png");
    error(location, "unknown-logo", format!("there is no file `{}`", excerpt(file)), hint)
}

/// A logo in a form that some documents cannot show.
pub fn logo_form(location: Location, file: &str) -> Diagnostic {
    let message = format!("`{}` is neither PNG nor JPEG, so PowerPoint may not show it", excerpt(file));
    error(location, "logo-form", message, "save the logo as PNG, at least 600 pixels wide, and name that file")
}

/// A picture for social media that has several parts.
pub fn one_picture_only(location: Location) -> Diagnostic {
    let hint = "remove the line `---`, or make a page of its own for each picture";
    error(location, "one-picture-only", "a picture for social media has one part only", hint)
}

/// A pictogram that presentations cannot show.
pub fn pictogram_not_for_slides(location: Location) -> Diagnostic {
    let message = "a pictogram on this slide cannot be drawn in a presentation, so its words are alone there";
    let hint = "draw it in one colour and in plain shapes: no text, pictures, gradients or transforms";
    warning(location, "pictogram-not-for-slides", message, hint)
}
