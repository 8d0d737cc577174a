//! The quotes around values that the HTML standard does not ask for: a page loses them while it is read for other reasons.
//!
//! The tokenizer notes them; what is published is the page without.

use super::{HtmlTokenizer, ends_name};

/// Whether a value may be written without quotes, in front of the byte `next`. Source: HTML standard, 13.1.2.3.
fn needs_none(value: &str, next: u8) -> bool {
    let may_be_bare =
        |byte: u8| !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\'' | b'=' | b'<' | b'>' | b'`');
    ends_name(next) && !value.is_empty() && value.bytes().all(may_be_bare)
}

impl<'a> HtmlTokenizer<'a> {
    /// Begins to read, and notes quotes for [`Self::without_quotes`].
    pub fn noting_quotes(text: &'a str) -> Self {
        Self { quotes: Some(Vec::with_capacity(256)), ..Self::new(text) }
    }

    /// The text without the quotes that are not needed, as far as it was read; `None` if they were not noted.
    pub fn without_quotes(&self) -> Option<String> {
        let mut out = String::with_capacity(self.text.len());
        let mut from = 0;
        for (start, end) in self.quotes.as_ref()? {
            out.push_str(&self.text[from..start - 1]);
            out.push_str(&self.text[*start..*end]);
            // Without quotes the slash of an empty element would be part of the value.
            if self.text.as_bytes()[end + 1] == b'/' {
                out.push(' ');
            }
            from = end + 1;
        }
        out.push_str(&self.text[from..]);
        Some(out)
    }

    /// Notes the value that ends, with its quote if it has one, before the offset `end` of the rest of the text.
    pub(super) fn note_quotes(&mut self, rest: &str, value: &str, end: usize) {
        let Some(quotes) = &mut self.quotes else { return };
        let is_quoted = matches!(rest.as_bytes()[end - 1], b'"' | b'\'');
        if is_quoted && rest.as_bytes().get(end).is_some_and(|next| needs_none(value, *next)) {
            let end = self.at + end - 1;
            quotes.push((end - value.len(), end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_needless_quotes_go() {
        let check = |html: &str, expected: &str| {
            let mut tokens = HtmlTokenizer::noting_quotes(html);
            while tokens.next_token().is_some() {}
            assert_eq!(tokens.without_quotes().as_deref(), Some(expected));
        };
        check("<a class=\"b\" href='/c/'>d=\"e\"</a>", "<a class=b href=/c/>d=\"e\"</a>");
        check(
            "<a b=\"\" c=\"d e\" f='g\"' h=\"i=j\" k=\"`\" l=\"<\">",
            "<a b=\"\" c=\"d e\" f='g\"' h=\"i=j\" k=\"`\" l=\"<\">",
        );
        check("<br a=\"b\"/><path d=\"c\" />", "<br a=b /><path d=c />");
        check("<a b=\"c\"d=\"e\">", "<a b=\"c\"d=e>");
        check("<a b=\"&amp;c\" d=é\" e=\"é\">", "<a b=&amp;c d=é\" e=é>");
        check(
            "<script>a = \"b\"</script><!-- c=\"d\" --><p x=\"y\"",
            "<script>a = \"b\"</script><!-- c=\"d\" --><p x=\"y\"",
        );
    }
}
