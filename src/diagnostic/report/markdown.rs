//! Messages about Markdown.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt, warning};
use crate::diagnostic::{Diagnostic, Location};

/// A file at which the parser failed.
pub fn unparsable(location: Location) -> Diagnostic {
    let hint = "undo the last change; if it is right, please report this file as a fault of the program";
    error(location, "unparsable", "the text of this file cannot be read", hint)
}

/// A heading of level 1 in the text.
pub fn heading_one(location: Location) -> Diagnostic {
    let hint = "begin headings in the text with ##";
    error(location, "heading-one", "the page's title is its only heading with one `#`", hint)
}

/// A heading level left out.
pub fn heading_skipped(location: Location, from: u8, to: u8) -> Diagnostic {
    let message = format!("a heading of level {to} follows one of level {from}");
    let hint = format!("write {} here, or add the heading between", "#".repeat(usize::from(from) + 1));
    error(location, "heading-skipped", message, hint)
}

/// A heading without words.
pub fn empty_heading(location: Location) -> Diagnostic {
    error(location, "empty-heading", "this heading has no words", "write the heading, or remove the line")
}

/// Two headings with one id.
pub fn duplicate_anchor(location: Location, id: &str) -> Diagnostic {
    error(location, "duplicate-anchor", format!("two headings have the id `{id}`"), "give one of them another id")
}

/// HTML in Markdown.
pub fn raw_html(location: Location, html: &str) -> Diagnostic {
    let message = format!("HTML is not allowed in pages: `{}`", excerpt(html));
    let name = html.trim_start_matches(['<', '/']).split([' ', '>', '/', '\n']).next().unwrap_or_default();
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
        "style" | "link" | "font" | "center" => "remove it: how a page looks is set in the theme's folder `styles`",
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
    error(location, "raw-html", message, hint)
}

/// A footnote that is not there.
pub fn missing_footnote(location: Location) -> Diagnostic {
    let hint = "write its text on a line that begins with the same mark and a colon, such as [^1]: …";
    error(location, "missing-footnote", "this footnote has no text", hint)
}

/// A footnote that nobody refers to.
pub fn unused_footnote(location: Location, label: &str) -> Diagnostic {
    let hint = format!("write [^{label}] where it belongs, or remove it");
    warning(location, "unused-footnote", format!("nothing refers to the footnote `{label}`"), hint)
}

/// Two notes for one mark; readers would see the first.
pub fn doubled_footnote(location: Location, label: &str) -> Diagnostic {
    let message = format!("the footnote `{}` is there twice, and readers see the first", excerpt(label));
    error(location, "doubled-footnote", message, "give one of them another mark, or remove it")
}

/// Signs that readers see although their author meant something else.
pub fn signs_shown(location: Location, written: &str, meant: &str, hint: &str) -> Diagnostic {
    error(
        location,
        "signs-shown",
        format!("this is no {meant}: readers see `{}` as it is written", excerpt(written)),
        hint,
    )
}

/// Markup, or what comes close to it, in words that are shown as they are written.
pub fn signs_in_plain_words(location: Location, written: &str, meant: &str) -> Diagnostic {
    let message = format!("this makes no {meant} here: readers see `{}` as it is written", excerpt(written));
    error(
        location,
        "signs-shown",
        message,
        "write plain words: titles, records, strings and shortcodes know no Markdown",
    )
}

/// Signs that look harmless but have no effect.
pub fn signs_without_effect(location: Location, written: &str, meant: &str, hint: &str) -> Diagnostic {
    warning(location, "signs-without-effect", format!("this makes no {meant}: `{}`", excerpt(written)), hint)
}

/// A comment without an end.
pub fn unclosed_comment(location: Location) -> Diagnostic {
    let hint = "write --> where it ends; to show a < as text, write \\<";
    error(location, "unclosed-comment", "this comment begins here and never ends", hint)
}

/// Words that no reader sees.
pub fn lost_words(location: Location, written: &str) -> Diagnostic {
    let hint =
        "write \\[ instead of [ to show the line; with a colon behind the bracket it only gives links an address";
    error(location, "lost-words", format!("readers never see these words: `{}`", excerpt(written)), hint)
}

/// An address for links that no link uses.
pub fn unused_reference(location: Location, written: &str) -> Diagnostic {
    let hint = "write [words][label] where it belongs, remove it, or begin it with \\[ to show the line";
    warning(
        location,
        "unused-reference",
        format!("no link uses `{}`, and readers never see it", excerpt(written)),
        hint,
    )
}

/// Code that goes on to the end.
pub fn unclosed_code(location: Location, fence: &str) -> Diagnostic {
    let hint = format!("write {fence} on a line of its own where it ends");
    error(location, "unclosed-code", "this code never ends, so everything below is code", hint)
}

/// Words that are code because of the spaces in front of them.
pub fn indented_code(location: Location) -> Diagnostic {
    let hint = "remove the spaces, or put code between two lines of ```";
    warning(location, "indented-code", "the spaces in front of this line make it code", hint)
}

/// Words with a line of hyphens or equals signs right below.
pub fn underlined_heading(location: Location, by_equals: bool) -> Diagnostic {
    let line = if by_equals { "===" } else { "---" };
    let hint =
        format!("put an empty line above {line} to begin a new part, or write ## before the words for a heading");
    error(location, "underlined-heading", format!("the line `{line}` makes a heading of the line above"), hint)
}

/// Braces behind a heading.
pub fn heading_braces(location: Location, braces: &str) -> Diagnostic {
    let message = format!("readers never see `{}` behind this heading", excerpt(braces));
    error(location, "heading-braces", message, "write {#name} with one name and nothing else, or \\{ to show a brace")
}

/// A number that became a quotation.
pub fn became_quote(location: Location) -> Diagnostic {
    let hint = "write the words, such as more than, or \\> to show the sign";
    warning(location, "became-quote", "the sign > makes this line a quotation and is not shown", hint)
}

/// A notice without words.
pub fn empty_notice(location: Location) -> Diagnostic {
    error(location, "empty-notice", "this notice has no words", "begin each of its lines with >, right below the mark")
}

/// Words between single tildes.
pub fn single_tilde(location: Location) -> Diagnostic {
    let hint = "write \\~ to show the sign, or ~~words~~ for what is no longer true";
    error(location, "single-tilde", "the signs ~ strike out the words between them", hint)
}

/// A colon at a line's beginning that makes a definition.
pub fn stray_colon(location: Location) -> Diagnostic {
    let hint = "write \\: to show the colon; a meaning is written right below its term, with a space behind the colon";
    error(location, "stray-colon", "this colon is not shown: it makes the line the meaning of what is above", hint)
}

/// A sign with a meaning of its own that makes an item of a list.
pub fn lost_sign(location: Location, sign: char) -> Diagnostic {
    let hint = format!("write \\{sign} to show the sign, or begin items of a list with a hyphen");
    error(location, "lost-sign", format!("the sign {sign} makes this line an item of a list and is not shown"), hint)
}

/// Numbers of a list that are shown otherwise.
pub fn list_numbers(location: Location, written: u64, shown: u64) -> Diagnostic {
    let hint = format!("number the lines without a gap; to show other numbers, write {written}\\. at their beginning");
    error(location, "list-numbers", format!("readers see the number {shown} where this list has {written}"), hint)
}

/// A line that became a list by its number.
pub fn became_list(location: Location, number: u64) -> Diagnostic {
    let hint = format!("write {number}\\. to show it as words, or begin the list with 1.");
    warning(location, "became-list", format!("the number {number} makes this line a list"), hint)
}
