//! Messages about files that cannot be read or do not belong, and about what translations were made from.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt, warning};
use crate::diagnostic::{Diagnostic, Location};

/// A kept source whose words are not those that its name says.
pub fn damaged_source(location: Location) -> Diagnostic {
    let hint = "bring the file back as it was; nobody edits what translations were made from";
    error(location, "damaged-source", "these are not the words that this file was kept for", hint)
}

/// A translation whose source was not kept.
pub fn missing_source(location: Location, path: &str) -> Diagnostic {
    let hint = format!(
        "bring `{path}` back, or compare the translation with today's source and run `liberate translate confirm`"
    );
    error(
        location,
        "missing-source",
        "the text that this translation was made from is not there, so nobody knows what changed",
        hint,
    )
}

/// A file that stands for a translation and holds none.
pub fn not_translated(location: Location, source: &str) -> Diagnostic {
    let hint = "translate it; until then readers get the source, with a label";
    warning(
        location,
        "not-translated",
        format!("this is blank or says the same as `{source}`, so it is no translation yet"),
        hint,
    )
}

/// A translation whose source has changed.
pub fn translation_outdated(
    location: Location,
    passages: usize,
    source: &str,
    key: &str,
    language: &str,
) -> Diagnostic {
    let what = if passages == 1 { "1 passage".to_owned() } else { format!("{passages} passages") };
    let message = format!("{what} of `{source}` changed since this translation was made");
    warning(
        location,
        "translation-outdated",
        message,
        format!("see the words with `liberate translate diff {key} {language}`"),
    )
}

/// A translation that has other blocks than the text that it was made from.
pub fn built_otherwise(location: Location, source: &str) -> Diagnostic {
    let message =
        format!("its paragraphs and lists are not those of the text that it was made from, so readers get `{source}`");
    warning(
        location,
        "translation-built-otherwise",
        message,
        "translate the changed passages, then run `liberate translate confirm`",
    )
}

/// Words of records whose source has changed.
pub fn records_outdated(location: Location, texts: usize, source: &str, file: &str) -> Diagnostic {
    let what = if texts == 1 { "1 text".to_owned() } else { format!("{texts} texts") };
    let message = format!("{what} of `{source}` changed since these words were made; readers get the source there");
    warning(location, "records-outdated", message, format!("see the words with `liberate translate diff {file}`"))
}

/// A file that cannot be read.
pub fn unreadable(location: Location, reason: &str) -> Diagnostic {
    let hint = "close the program that holds it, or check who may read it, then save it again";
    error(location, "unreadable", format!("this file cannot be read: {reason}"), hint)
}

/// A file that is larger than anything of its kind needs to be.
pub fn too_large(location: Location, most: u64) -> Diagnostic {
    let most = if most < 1 << 20 { format!("{} kB", most >> 10) } else { format!("{} MB", most >> 20) };
    let message = format!("this file is larger than {most}, and nothing of its kind needs to be");
    error(location, "unreadable", message, "take out what does not belong in it, or divide it into several files")
}

/// A file of tables with more entries than anything needs.
pub fn too_many_entries(location: Location, most: usize) -> Diagnostic {
    let message = format!("this file has more than {most} lines and values, and nothing of its kind needs so many");
    error(location, "unreadable", message, "take out what does not belong in it")
}

/// Lines of a file of tables that cannot be read, besides those that were named.
pub fn more_bad_toml(location: Location, more: usize) -> Diagnostic {
    let message = format!("{more} more lines of this file cannot be read");
    error(location, "bad-toml", message, "mend the lines that are named, and look again")
}

/// A path that leads out of the site's folder.
pub fn leaves_site(location: Location, path: &str) -> Diagnostic {
    let hint = "use a path inside the site; copy the file into it if you need it";
    error(location, "leaves-site", format!("`{}` leads out of the site's folder", excerpt(path)), hint)
}

/// Text in another encoding.
pub fn bad_utf8(location: Location) -> Diagnostic {
    error(location, "bad-utf8", "this text is not in UTF-8", "save the file again and choose the encoding UTF-8")
}
