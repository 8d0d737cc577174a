//! Messages about Markdown.

use super::{error, excerpt, warning};
use crate::diagnostic::{Diagnostic, Place};

/// A file at which the parser failed.
pub fn unparsable(place: Place) -> Diagnostic {
    let hint = "undo the last change; if it is right, please report this file as a fault of the program";
    error(place, "unparsable", "the text of this file cannot be read", hint)
}

/// A heading of level 1 in the text.
pub fn heading_one(place: Place) -> Diagnostic {
    let hint = "begin headings in the text with ##";
    error(place, "heading-one", "the page's title is its only heading with one `#`", hint)
}

/// A heading level left out.
pub fn heading_skipped(place: Place, from: u8, to: u8) -> Diagnostic {
    let message = format!("a heading of level {to} follows one of level {from}");
    let hint = format!("write {} here, or add the heading between", "#".repeat(usize::from(from) + 1));
    error(place, "heading-skipped", message, hint)
}

/// A heading without words.
pub fn empty_heading(place: Place) -> Diagnostic {
    error(place, "empty-heading", "this heading has no words", "write the heading, or remove the line")
}

/// Two headings with one id.
pub fn duplicate_anchor(place: Place, id: &str) -> Diagnostic {
    error(place, "duplicate-anchor", format!("two headings have the id `{id}`"), "give one of them another id")
}

/// HTML in Markdown.
pub fn raw_html(place: Place, html: &str) -> Diagnostic {
    let message = format!("HTML is not allowed in pages: `{}`", excerpt(html));
    let name = html.trim_start_matches('<').split([' ', '>', '/', '\n']).next().unwrap_or_default();
    let hint = match name.to_ascii_lowercase().as_str() {
        "img" | "picture" => "write ![what it shows](picture.jpg) and put the picture beside the page",
        "a" => "write [words](@/page.md)",
        "b" | "strong" => "write **bold**",
        "i" | "em" => "write *emphasised*",
        "s" | "del" | "strike" => "write ~~no longer true~~",
        "br" => "end the line with a backslash, or begin a new paragraph",
        "hr" => "write --- on a line of its own",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "write ## Heading, or ### for one below it",
        "ul" | "ol" | "li" => "begin each line of a list with - or with 1.",
        "table" | "tr" | "td" | "th" => "write | Column | Column |, then | --- | --- |, then a line for each row",
        "blockquote" => "begin the line with >",
        "code" | "pre" => "write `code`, or put it between two lines of ```",
        "script" | "iframe" | "embed" | "object" | "frame" => {
            "remove it: pages load nothing from elsewhere and run no code"
        }
        "style" | "link" | "font" | "center" => "remove it: how a page looks stands in the theme's folder `styles`",
        "video" | "audio" => "put the file beside the page and link to the file: nothing plays by itself",
        "form" | "input" | "button" | "select" | "textarea" => {
            "remove it and link to the service's own form: this site asks nobody for anything"
        }
        "svg" => {
            "write {{ icon(name=\"…\") }}, or put the drawing beside the page and write ![what it shows](drawing.svg)"
        }
        "span" | "div" | "p" => "use {{ lang(tag=\"…\", text=\"…\") }} or {% notice() %} … {% end %}",
        "details" | "summary" => "use {% details(summary=\"…\") %} … {% end %}",
        _ => "use Markdown or a shortcode; to show a < as text, write \\<",
    };
    error(place, "raw-html", message, hint)
}

/// A footnote that is not there.
pub fn missing_footnote(place: Place) -> Diagnostic {
    let hint = "write its text on a line that begins with the same mark and a colon, such as [^1]: …";
    error(place, "missing-footnote", "this footnote has no text", hint)
}

/// A footnote that nobody refers to.
pub fn unused_footnote(place: Place, label: &str) -> Diagnostic {
    let hint = format!("write [^{label}] where it belongs, or remove it");
    warning(place, "unused-footnote", format!("nothing refers to the footnote `{label}`"), hint)
}
