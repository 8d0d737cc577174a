//! Messages about files that come back from translators: why a text, or the whole file, is not taken in.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::error as refused;
use super::wording::excerpt;
use crate::diagnostic::{Diagnostic, Location};

// The file

/// A file of a kind that is not read.
pub fn exchange_kind(location: Location, what: &str, hint: &str) -> Diagnostic {
    refused(location, "exchange-kind", format!("this file is {what}"), hint)
}

/// A file that is larger, or nested deeper, than any translation.
pub fn exchange_too_large(location: Location, what: &str, limit: usize) -> Diagnostic {
    let message = format!("this file has more than {limit} {what}");
    refused(location, "exchange-too-large", message, "export fewer pages at once")
}

/// Bytes that are no letters in the encoding that the file names.
pub fn exchange_encoding(location: Location, encoding: &str) -> Diagnostic {
    let message = format!("this file holds bytes that are no letters in `{}`", excerpt(encoding));
    refused(location, "exchange-encoding", message, "save it with the encoding UTF-8")
}

/// An encoding that nobody knows.
pub fn exchange_encoding_unknown(location: Location, encoding: &str) -> Diagnostic {
    let message = format!("`{}` is no known encoding", excerpt(encoding));
    refused(location, "exchange-encoding", message, "save the file with the encoding UTF-8")
}

/// XML that breaks off, or is not nested as it must be.
pub fn exchange_broken(location: Location) -> Diagnostic {
    let message = "the XML breaks here: a tag, a sign or the end is wrong";
    refused(location, "exchange-broken", message.to_owned(), "save the file again in the translation tool")
}

/// A definition of the document's own, which could stand for anything.
pub fn exchange_dtd(location: Location) -> Diagnostic {
    let message = "this file defines entities or a document type of its own";
    refused(location, "exchange-dtd", message.to_owned(), "remove the lines from `<!DOCTYPE` to its end")
}

/// A language that the file does not name, or names otherwise than it was sent.
pub fn exchange_language(location: Location, which: &str, found: &str, wanted: &str) -> Diagnostic {
    let message = match found {
        "" => format!("this file does not say its {which}, which was `{wanted}`"),
        found => format!("the {which} of this file is `{}`, and was `{wanted}`", excerpt(found)),
    };
    refused(location, "exchange-language", message, "set the language that it was exported with")
}

/// A language into which the site is not translated.
pub fn exchange_language_unknown(location: Location, found: &str, known: &str) -> Diagnostic {
    let message = format!("`{}` is no language to translate into", excerpt(found));
    refused(location, "exchange-language", message, format!("use one of: {known}"))
}

/// A part of the file that belongs to no source.
pub fn exchange_no_source(location: Location, original: &str) -> Diagnostic {
    let message = format!("there is no file `{}` to translate", excerpt(original));
    refused(location, "exchange-no-source", message, "export again, and leave names of files as they are")
}

/// A source that is in the file twice.
pub fn exchange_file_twice(location: Location, original: &str) -> Diagnostic {
    let message = format!("`{}` is in this file twice", excerpt(original));
    refused(location, "exchange-twice", message, "keep one of them")
}

/// A source that changed after it was sent.
pub fn exchange_changed(location: Location, original: &str) -> Diagnostic {
    let message = format!("`{original}` has changed since this was exported");
    refused(location, "exchange-changed", message, "export it again, carry the translation over")
}

/// A file without any translated text.
pub fn exchange_empty(location: Location) -> Diagnostic {
    refused(location, "exchange-empty", "this file holds no translation".to_owned(), "fill in the translated texts")
}

/// A file in which every text is the English one.
pub fn exchange_all_english(location: Location, original: &str) -> Diagnostic {
    let message = format!("all texts of `{original}` are still English");
    refused(location, "exchange-untranslated", message, "translate them, or empty them to leave the file out")
}

/// A table whose heading no longer names its file.
pub fn exchange_heading(location: Location, heading: &str) -> Diagnostic {
    let message = format!("the heading `{}` no longer names a file and its number", excerpt(heading));
    refused(location, "exchange-heading", message, "write the heading as it was exported")
}

/// A row that has lost or gained cells, or is outside of the tables that were sent.
pub fn exchange_row(location: Location, found: usize) -> Diagnostic {
    let message = format!("this row has {found} cells, and was exported below a heading with 4");
    refused(location, "exchange-row", message, "restore the row as it was exported")
}

// A text

fn text(location: Location, code: &'static str, id: &str, what: &str, hint: &str) -> Diagnostic {
    refused(location, code, format!("text `{}`: {what}", excerpt(id)), hint)
}

/// A text that is there twice.
pub fn text_twice(location: Location, id: &str) -> Diagnostic {
    text(location, "exchange-twice", id, "it is in this file twice", "keep one of them")
}

/// A text that the source does not have.
pub fn text_unknown(location: Location, id: &str) -> Diagnostic {
    text(location, "exchange-unknown", id, "the source has no such text", "remove it, or restore its number")
}

/// A text whose English is not what was sent.
pub fn text_of_another(location: Location, id: &str) -> Diagnostic {
    let what = "the English beside it is not what was exported";
    text(location, "exchange-source", id, what, "restore the English, and put the translation where it belongs")
}

/// A text that is not translated.
pub fn text_missing(location: Location, id: &str) -> Diagnostic {
    let hint = "fill it in; a file is taken in whole, or left out when all its texts are empty";
    text(location, "exchange-missing", id, "its translation is missing", hint)
}

/// A text of which only some parts are translated.
pub fn text_partial(location: Location, id: &str, translated: usize, all: usize) -> Diagnostic {
    let what = format!("only {translated} of its {all} parts are translated");
    text(location, "exchange-missing", id, &what, "translate every segment")
}

/// A part that says of itself that it is translated, and is empty.
pub fn text_left_empty(location: Location, id: &str) -> Diagnostic {
    let what = "a segment is marked as translated and is empty, which would leave nothing on the page";
    text(location, "exchange-missing", id, what, "translate it, or join it with the segment that holds its words")
}

/// A part that says of itself that it is not translated.
pub fn text_initial(location: Location, id: &str) -> Diagnostic {
    let what = "its state `initial` says that it is not translated yet";
    text(location, "exchange-state", id, what, "finish it and mark it as translated")
}

/// A state that the standard does not have.
pub fn text_state(location: Location, id: &str, state: &str) -> Diagnostic {
    let what = format!("`{}` is no state of a segment", excerpt(state));
    text(location, "exchange-state", id, &what, "use translated, reviewed or final")
}

/// Parts whose order cannot be told.
pub fn text_order(location: Location, id: &str) -> Diagnostic {
    let what = "the order of its parts is not clear: each place must be taken once";
    text(location, "exchange-order", id, what, "mend `order`, or remove it from all its targets")
}

/// Something inside a text that is not understood.
pub fn text_foreign(location: Location, id: &str, what: &str) -> Diagnostic {
    let what = format!("it holds {what}");
    text(location, "exchange-foreign", id, &what, "leave plain words and the exported placeholders")
}

/// Tracked changes, comments or the like of an office program.
pub fn text_unfinished(location: Location, id: &str, what: &str) -> Diagnostic {
    let what = format!("it holds {what}");
    text(location, "exchange-unfinished", id, &what, "accept or reject all changes, delete comments, save again")
}

/// A text in several paragraphs or lines.
pub fn text_lines(location: Location, id: &str) -> Diagnostic {
    let what = "it has several lines or paragraphs, and its source has one";
    text(location, "exchange-lines", id, what, "join them with a space")
}

/// A placeholder that is there twice, or was never there.
pub fn text_extra_placeholder(location: Location, id: &str, shown: &str) -> Diagnostic {
    let what = format!("{shown} is there twice, or is none of the source's");
    text(location, "exchange-placeholder", id, &what, "keep each placeholder once")
}

/// A placeholder that is gone.
pub fn text_missing_placeholder(location: Location, id: &str, shown: &str) -> Diagnostic {
    text(location, "exchange-placeholder", id, &format!("{shown} is missing"), "put it back where it belongs")
}

/// Placeholders that overlap.
pub fn text_nesting(location: Location, id: &str) -> Diagnostic {
    let what = "what is around words begins and ends in the wrong order";
    text(location, "exchange-placeholder", id, what, "put each end behind its beginning, one inside the other")
}

/// A pair of placeholders without words.
pub fn text_empty_pair(location: Location, id: &str, number: usize) -> Diagnostic {
    let what = format!("there is nothing inside placeholder {number}");
    text(location, "exchange-placeholder", id, &what, "put the words between its two ends")
}

/// Numbers that are not the source's.
pub fn text_numbers(location: Location, id: &str, own: &str, source: &str) -> Diagnostic {
    let none = |numbers: &str| if numbers.is_empty() { "none".to_owned() } else { excerpt(numbers) };
    let what = format!("its numbers are not those of the source: {} instead of {}", none(own), none(source));
    text(location, "exchange-numbers", id, &what, "write the same numbers in digits")
}

/// A straight quotation mark inside a shortcode.
pub fn text_quote(location: Location, id: &str) -> Diagnostic {
    text(
        location,
        "exchange-quote",
        id,
        "it holds a straight quotation mark",
        "use the quotation marks of the language",
    )
}

/// Names that are divided by bars, of which there are more or fewer.
pub fn text_bars(location: Location, id: &str) -> Diagnostic {
    let what = "it has another number of names between bars `|` than the source";
    text(location, "exchange-bars", id, what, "keep as many names, with a bar between two")
}

/// Braces in a text of records, where they would stand for a value.
pub fn text_braces(location: Location, id: &str) -> Diagnostic {
    text(location, "exchange-braces", id, "it holds braces that the source does not have", "remove them")
}

/// A sign without a shape.
pub fn text_sign(location: Location, id: &str, sign: char) -> Diagnostic {
    let what = format!("it holds the invisible sign U+{:04X}", u32::from(sign));
    text(location, "exchange-sign", id, &what, "remove it")
}

/// A text that is still English.
pub fn text_english(location: Location, id: &str) -> Diagnostic {
    let what = "it says the same as the English";
    text(location, "exchange-untranslated", id, what, "translate it, or mark it as reviewed in the translation tool")
}

/// A text that a page would show otherwise than it was written.
pub fn text_shown_otherwise(location: Location, id: &str) -> Diagnostic {
    let what = "a page cannot show these words and placeholders as they are here";
    let hint = "put a space outside of placeholders around words, and signs such as commas outside of them, too";
    text(location, "exchange-shown-otherwise", id, what, hint)
}

/// A file that would not be in order with its translation.
pub fn exchange_fails(location: Location, original: &str, why: &str) -> Diagnostic {
    let message = format!("`{original}` would not hold together with these texts: {}", excerpt(why));
    refused(location, "exchange-fails", message, "compare the texts with their source")
}
