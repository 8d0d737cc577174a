//! Messages about documents and short codes.

use super::{error, excerpt, excerpt_long, meant, warning};
use crate::diagnostic::{Diagnostic, Place};

/// A short code that people cannot type easily.
pub fn bad_short_code(place: Place, code: &str) -> Diagnostic {
    let hint = "write 1 to 12 small letters, digits and hyphens";
    error(place, "bad-short-code", format!("`{}` cannot be a short code", excerpt(code)), hint)
}

/// A short code that nobody knows.
pub fn unknown_short_code(place: Place, code: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, format!("add a line to content/short-codes.toml: {} = \"@/page.md\"", excerpt(code)));
    error(place, "unknown-short-code", format!("unknown short code `{}`", excerpt(code)), hint)
}

/// A printed short code that leads elsewhere now.
pub fn short_code_changed(place: Place, code: &str, old: &str) -> Diagnostic {
    let message = format!("the short code `{code}` is printed already and leads to `{}`", excerpt(old));
    let hint = "give it back its page and choose a new code; if only the file moved, change short-codes.lock too";
    error(place, "short-code-changed", message, hint)
}

/// A printed short code that is gone.
pub fn short_code_gone(place: Place, code: &str, old: &str) -> Diagnostic {
    let message = format!("the short code `{code}` is printed already and leads nowhere now");
    let hint = format!("add a line to content/short-codes.toml: {code} = \"{}\"", excerpt(old));
    error(place, "short-code-gone", message, hint)
}

/// A short code that is not yet written down as printed.
pub fn short_code_not_kept(place: Place, code: &str, to: &str) -> Diagnostic {
    let message = format!("the short code `{code}` is not kept for good yet");
    let hint = format!("before you print it, add a line to content/short-codes.lock: {code} = \"{}\"", excerpt(to));
    warning(place, "short-code-not-kept", message, hint)
}

/// A language that is printed in short addresses, and that the site no longer has.
pub fn short_code_language_gone(place: Place, tag: &str) -> Diagnostic {
    let message = format!(
        "short addresses that end in `/{}/` are printed already, and the site lacks this language",
        excerpt(tag)
    );
    let hint = "they offer the other languages now; give the site this language back if you can";
    warning(place, "short-code-language-gone", message, hint)
}

/// Languages that are not yet written down as printed.
pub fn short_code_languages_not_kept(place: Place, tags: &[&str]) -> Diagnostic {
    let listed: Vec<String> = tags.iter().map(|tag| format!("\"{tag}\"")).collect();
    let message = format!("short addresses on paper in {} more languages are not kept for good yet", tags.len());
    let hint = format!(
        "before you print them, add to `\"{{language}}\" = [...]` in content/short-codes.lock: {}",
        listed.join(", ")
    );
    warning(place, "short-code-not-kept", message, hint)
}

/// A page that names a short code which does not lead to it.
pub fn code_not_of_page(place: Place, code: &str, key: &str) -> Diagnostic {
    let message = format!("the short code `{}` does not lead to this page", excerpt(code));
    let hint = format!("add a line to content/short-codes.toml: {} = \"@/{key}\", or remove this one", excerpt(code));
    error(place, "code-not-of-page", message, hint)
}

/// A code for cameras that does not say what it opens.
pub fn code_without_text(place: Place) -> Diagnostic {
    error(
        place,
        "code-without-text",
        "this code does not say what it opens",
        "say it in `alt`: alt=\"Opens the help page\"",
    )
}

/// A variant of something that is no talk, or of a variant.
pub fn bad_base(place: Place, to: &str) -> Diagnostic {
    let message = format!("`{}` cannot have variants", excerpt(to));
    error(place, "bad-base", message, "name a talk that is no variant itself: a page with kind = \"slides\"")
}

/// A page that was replaced by one that was replaced, too.
pub fn replaced_twice(place: Place, to: &str) -> Diagnostic {
    let message = format!("`{}` was replaced itself", excerpt(to));
    error(place, "replaced-twice", message, "name the page that stands now, so that nobody is led from one to the next")
}

/// A setting that this kind of document does not have.
pub fn not_for_kind(place: Place, key: &str, kind: &str) -> Diagnostic {
    error(place, "not-for-kind", format!("`{key}` means nothing for a document of kind `{kind}`"), "remove this line")
}

/// A slide that says nothing.
pub fn slide_without_text(place: Place) -> Diagnostic {
    error(place, "slide-without-text", "this slide has no words", "write some, or remove the line `---` beside it")
}

/// A slide without a title.
pub fn slide_without_title(place: Place) -> Diagnostic {
    let hint = "begin it with a heading: ## Title {#id}";
    error(place, "slide-without-title", "this slide has no title, so nobody can find it by name", hint)
}

/// A second slide with the same title.
pub fn slide_title_repeated(place: Place, title: &str) -> Diagnostic {
    let message = format!("another slide has the title `{}` already", excerpt(title));
    error(place, "slide-title-repeated", message, "give each slide a title of its own")
}

/// A slide of a talk without notes.
pub fn slide_without_notes(place: Place) -> Diagnostic {
    let hint = "say what the presenter says: {% notes() %} … {% end %}";
    error(place, "slide-without-notes", "this slide has no notes for the presenter", hint)
}

/// A table's row with more or fewer cells than its head.
pub fn uneven_row(place: Place, found: usize, expected: usize) -> Diagnostic {
    let message = format!("this row has {found} cells, the head of its table has {expected}");
    error(place, "uneven-row", message, "give each row as many cells as the head; an empty one is written | |")
}

/// A slide, panel or face on which the words do not fit.
pub fn slide_too_full(place: Place, title: &str) -> Diagnostic {
    let what = if title.is_empty() { "this slide".to_owned() } else { format!("the slide `{}`", excerpt(title)) };
    let hint = "shorten it, move words into the notes, or make two of it";
    warning(place, "slide-too-full", format!("{what} has more words than people can read on it"), hint)
}

/// A picture that Office cannot show.
pub fn picture_not_for_slides(place: Place, path: &str) -> Diagnostic {
    let message = format!("the picture `{}` cannot stand in a presentation", excerpt(path));
    error(place, "picture-not-for-slides", message, "save it as PNG or JPEG")
}

/// An address that is too long for any code.
pub fn code_too_long(place: Place) -> Diagnostic {
    error(place, "code-too-long", "this address is too long for a code", "give the page a short code and name that")
}

/// Letters that stand in no font of the theme; at least one.
pub fn letters_without_font(place: Place, letters: &[char]) -> Diagnostic {
    let named: Vec<String> =
        letters.iter().take(3).map(|letter| format!("`{letter}` (U+{:04X})", u32::from(*letter))).collect();
    let more = letters.len() - named.len();
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let message = format!("no font of the theme has {}{more}", named.join(", "));
    error(place, "letters-without-font", message, "write it in another way, or add a font to the theme's `fonts`")
}

/// A document that its template could not lay out. `place` is in the template, if that is where the reason stands.
pub fn not_typeset(place: Place, form: &str, reason: &str) -> Diagnostic {
    let message = format!("the theme could not lay out `{form}`: {}", excerpt_long(reason));
    error(place, "not-typeset", message, "tell the people who make the theme, and name this document")
}

/// A picture that no PDF can show.
pub fn picture_not_for_paper(place: Place, path: &str) -> Diagnostic {
    let message = format!("the picture `{}` cannot be read, so it cannot stand in a PDF", excerpt(path));
    error(place, "picture-not-for-paper", message, "open it, save it again as PNG or JPEG, and name the new file")
}

/// A document with more words than anybody reads or hears at once.
pub fn document_too_long(place: Place) -> Diagnostic {
    let message = "from here on, this document has more words than a talk of a day";
    error(place, "document-too-long", message, "make several documents of it, or a page")
}

/// A drawing in a document with filters, copies of its parts, very many masks or very many words.
pub fn picture_too_rich(place: Place, path: &str) -> Diagnostic {
    let message = format!(
        "the drawing `{}` has filters, hundreds of masks, many clones or 20 kB of words, which no sheet can show",
        excerpt(path)
    );
    error(
        place,
        "picture-not-for-paper",
        message,
        "save it without shadows, blur and clones and with less text, or as PNG, and name that file",
    )
}

/// A picture in a document that takes more pixels or bytes than any sheet can show.
pub fn picture_too_large(place: Place, path: &str) -> Diagnostic {
    let message = format!("the picture `{}` is too large for a document", excerpt(path));
    let hint = "save a photo with at most 18 million pixels and 16 MB; simplify a drawing until it is below 500 kB";
    error(place, "picture-too-large", message, hint)
}

/// Words that a theme's template does not show.
pub fn words_left_out(place: Place, form: &str, words: &str) -> Diagnostic {
    let message = format!("the theme's form `{form}` does not show `{}`", excerpt(words.trim()));
    error(place, "words-left-out", message, "move it into a paragraph or a list, or tell the people who make the theme")
}

/// Blocks in blocks in blocks.
pub fn nested_too_deep(place: Place, most: usize) -> Diagnostic {
    let message = format!("this stands inside more than {most} others, which nobody can read");
    error(place, "nested-too-deep", message, "take it out of some of the lists, quotes or notices around it")
}

/// A face or panel for which there is no room.
pub fn too_many_faces(place: Place, most: usize) -> Diagnostic {
    let message = format!("this document has room for {most} parts, and this is one too many");
    error(place, "too-many-faces", message, "remove a line `---`, or make a page of its own of this part")
}

/// Notes in something that nobody presents.
pub fn notes_outside_talk(place: Place) -> Diagnostic {
    let hint = "remove them, or write them as a paragraph: only talks (kind = \"slides\") have notes";
    error(place, "notes-outside-talk", "these notes would be shown to nobody", hint)
}

/// Something that only a page on the screen can show.
pub fn not_on_paper(place: Place, what: &str) -> Diagnostic {
    let message = format!("{what} cannot stand in a document for paper or slides");
    error(place, "not-on-paper", message, "write it as text, a list or a notice")
}

/// More logos than a document has room for.
pub fn too_many_logos(place: Place, most: usize) -> Diagnostic {
    error(
        place,
        "too-many-logos",
        format!("documents have room for {most} logos"),
        "remove the `[[logos]]` that matter least",
    )
}

/// A logo whose file is not there.
pub fn unknown_logo(place: Place, file: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "put the file below `static/` and name it from the site's root: static/logos/example.png");
    error(place, "unknown-logo", format!("there is no file `{}`", excerpt(file)), hint)
}

/// A logo in a form that some documents cannot show.
pub fn logo_form(place: Place, file: &str) -> Diagnostic {
    let message = format!("`{}` is neither PNG nor JPEG, so PowerPoint may not show it", excerpt(file));
    error(place, "logo-form", message, "save the logo as PNG, at least 600 pixels wide, and name that file")
}

/// A picture for social media that has several parts.
pub fn one_picture_only(place: Place) -> Diagnostic {
    let hint = "remove the line `---`, or make a page of its own for each picture";
    error(place, "one-picture-only", "a picture for social media has one part only", hint)
}
