//! Sets keys in front matter and in records.
//!
//! Everything else of a file stays as its author wrote it.

use toml_edit::{DocumentMut, Item, Value, value};

/// Sets keys at the top of a text in TOML and leaves everything else as it is written, comments included. `None` takes a key out.
///
/// # Errors
/// When the text is no TOML.
pub fn set_keys(toml: &str, keys: &[(&str, Option<Value>)]) -> Result<String, String> {
    let mut document: DocumentMut = toml.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    for (key, new) in keys {
        match new {
            Some(new) => {
                // What is behind a value, such as a comment, stays.
                let decor = document.get(key).and_then(Item::as_value).map(|old| old.decor().clone());
                document[key] = value(new.clone());
                if let (Some(decor), Some(written)) = (decor, document[key].as_value_mut()) {
                    *written.decor_mut() = decor;
                }
            }
            None => {
                document.remove(key);
            }
        }
    }
    Ok(document.to_string())
}

/// A page, or a file of records, with these keys: in the front matter, or at the top.
///
/// # Errors
/// When the settings of the file cannot be read.
pub fn with_source(path: &str, text: &str, keys: &[(&str, Option<Value>)]) -> Result<String, String> {
    if !path.ends_with(".md") {
        return set_keys(text, keys);
    }
    let start = text.find('\n').map(|end| end + 1).filter(|_| text.starts_with("+++"));
    let start = start.ok_or("it does not begin with its settings between two lines `+++`")?;
    let end = text[start..].find("\n+++").map(|end| start + end + 1).ok_or("its settings never end")?;
    let new = set_keys(&text[start..end], keys)?;
    Ok(format!("{}{new}{}", &text[..start], &text[end..]))
}
