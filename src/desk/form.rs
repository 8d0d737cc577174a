//! What a form of the desk sent: names and texts.
//!
//! The body of a request goes in; line ends come out as the program writes them. Knows no file.

use percent_encoding::percent_decode;

/// Fields at most: a page of 500 passages with its settings has a few more.
const MOST_FIELDS: usize = 4000;

/// The fields of a form, in the order in which the browser sent them; a name may come more than once.
#[derive(Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
}

impl Form {
    /// Reads `application/x-www-form-urlencoded`; `None` for what is no text in UTF-8, or has too many fields.
    ///
    /// Browsers send every line end as CR LF, whatever was in the field before (HTML Standard, "Form submission"), so each is one LF here.
    pub fn parse(encoded: &[u8]) -> Option<Self> {
        let pairs = encoded.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        let mut fields = Vec::new();
        for pair in pairs {
            let sign = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let value = pair.get(sign + 1..).unwrap_or_default();
            fields.push((decoded(&pair[..sign])?, decoded(value)?));
            if fields.len() > MOST_FIELDS {
                return None;
            }
        }
        Some(Self { fields })
    }

    /// The first text of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The first text of that name without white space around it; empty if there is none.
    pub fn trimmed(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default().trim()
    }

    /// All texts of that name.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.fields.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

fn decoded(bytes: &[u8]) -> Option<String> {
    let spaced: Vec<u8> = bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let text = percent_decode(&spaced).decode_utf8().ok()?;
    Some(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_browsers_send_them() {
        let form = Form::parse(b"a=1+2%0D%0A3&b=%D8%A7&a=&c").unwrap();
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1 2\n3", ""]);
        assert_eq!(form.get("b"), Some("ا"));
        assert_eq!(form.get("c"), Some(""));
        assert_eq!(form.get("d"), None);
    }

    #[test]
    fn what_is_no_text_is_no_form() {
        assert!(Form::parse(b"a=%ff").is_none());
        assert!(Form::parse(&b"a=1&".repeat(MOST_FIELDS + 1)).is_none());
    }
}
