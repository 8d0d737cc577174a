//! Takes out what those who made a theme wrote for each other: readers load it, and it may say what nobody should read.
//!
//! A template or a script goes in, the same without them comes out.

use crate::text::html::{HtmlTokenizer, Token};
use crate::text::script;

/// A script without its comments. Lines that held nothing else go, too; the code stays as it is.
///
/// A comment that begins with `/*!` stays: that is how licences ask to be kept.
pub fn script_without_comments(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut kept = 0;
    for comment in script::comments(code) {
        let text = &code[comment.clone()];
        if text.starts_with("/*!") {
            continue;
        }
        out.push_str(&code[kept..comment.start]);
        kept = comment.end;
        let is_alone = out.rsplit('\n').next().is_none_or(|line| line.trim().is_empty());
        let rest = &code[kept..];
        let ends_line = rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') || rest.trim().is_empty();
        if ends_line {
            out.truncate(out.trim_end_matches([' ', '\t']).len());
        }
        if ends_line && is_alone {
            kept += rest.find('\n').map_or(rest.len(), |end| end + 1);
        } else if text.contains('\n') && !ends_line {
            // An end of line may end a statement.
            out.push('\n');
        } else if !ends_line {
            out.push(' ');
        }
    }
    out.push_str(&code[kept..]);
    out
}

/// A page or a drawing without its comments.
pub fn markup_without_comments(text: String) -> String {
    if !text.contains("<!--") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut tokens = HtmlTokenizer::new(&text);
    let mut kept = 0;
    while let Some(token) = tokens.next_token() {
        if matches!(token, Token::Comment(_)) && text[tokens.start()..].starts_with("<!--") {
            out.push_str(&text[kept..tokens.start()]);
            kept = tokens.end();
        }
    }
    out.push_str(&text[kept..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_lose_their_comments_and_nothing_else() {
        let check = |code: &str, expected: &str| assert_eq!(script_without_comments(code), expected, "{code:?}");
        check("leave();\n", "leave();\n");
        check("// a\nleave(); // b\n  /* c\n  d */\nstay();\n", "leave();\nstay();\n");
        check("a/* b */c", "a c");
        check("a/* b\n */c", "a\nc");
        check("return /* b */ 1", "return   1");
        check("/*! licence */\na()", "/*! licence */\na()");
        check("a = '// b';\n//# sourceMappingURL=a.js.map", "a = '// b';\n");
    }

    #[test]
    fn pages_lose_their_comments_and_nothing_else() {
        let check = |html: &str, expected: &str| assert_eq!(markup_without_comments(html.to_owned()), expected);
        check("<p>a<!-- b -->c</p>", "<p>ac</p>");
        check("<!--><p><!-- --!><b>", "<p><b>");
        check("<title><!-- a --></title><p title=\"<!-- a -->\">", "<title><!-- a --></title><p title=\"<!-- a -->\">");
        check("<?xml version=\"1.0\"?><svg><!-- a --></svg>", "<?xml version=\"1.0\"?><svg></svg>");
    }
}
