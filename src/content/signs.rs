//! The table of what authors mean as more than words although this site's Markdown does not know it so.
//!
//! Gathered from CommonMark 0.31, GitHub Flavored Markdown, and the handbooks of what people write with elsewhere: Word, Notion,
//! Obsidian, Docusaurus, Hugo, MkDocs, Jekyll, Pandoc, MediaWiki. In each pattern group 1 is what is shown to the author.

/// One kind of signs.
pub struct MarkupSign {
    /// What the author meant, as one says “no …”.
    pub meant: &'static str,
    /// A regular expression over the words of a block, whose lines are separate; group 1 is what is reported.
    pub pattern: &'static str,
    /// What to do.
    pub hint: &'static str,
    /// Where it counts.
    pub location: Where,
    /// Whether readers lose something but see no signs.
    pub is_harmless: bool,
    /// Texts in which it is found.
    #[cfg(test)]
    pub examples: &'static [&'static str],
}

/// Where signs count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// Everywhere.
    Anywhere,
    /// At the beginning of a line of running text: no heading, no cell.
    LineStart,
    /// Everywhere but in the words of a link.
    OutsideLinks,
}

const fn anywhere(
    meant: &'static str,
    pattern: &'static str,
    hint: &'static str,
    examples: &'static [&'static str],
) -> MarkupSign {
    let _ = examples;
    MarkupSign {
        meant,
        pattern,
        hint,
        location: Where::Anywhere,
        is_harmless: false,
        #[cfg(test)]
        examples,
    }
}

const fn at_line_start(
    meant: &'static str,
    pattern: &'static str,
    hint: &'static str,
    examples: &'static [&'static str],
) -> MarkupSign {
    MarkupSign { location: Where::LineStart, ..anywhere(meant, pattern, hint, examples) }
}

const fn harmless(
    location: Where,
    meant: &'static str,
    pattern: &'static str,
    hint: &'static str,
    examples: &'static [&'static str],
) -> MarkupSign {
    MarkupSign { location, is_harmless: true, ..anywhere(meant, pattern, hint, examples) }
}

const LINK: &str =
    "write [words](@/page.md) or [words](https://…) without spaces between or inside, title in straight quotes";
const NOTICE: &str =
    "write > [!NOTE] alone on its line (or TIP, IMPORTANT, WARNING, CAUTION), or {% notice(kind=\"danger\") %}";
const BULLET: &str = "begin each line of a list with a hyphen and a space: - words";
const NUMBER: &str = "begin each line with 1. 2. 3. in these digits, each with a full stop and a space";
const BREAK: &str = "write --- alone between two empty lines";
const TABLE: &str = "write a line | --- | --- | below the heads, with as many parts as the head row; \\| shows a bar";

/// All of them; of what overlaps the first counts.
pub const SIGNS: &[MarkupSign] = &[
    anywhere(
        "notice",
        r"([\[［][!！] ?[\p{L}][\p{L}\w \-|]*[\]］][-+]?)",
        NOTICE,
        &["[!DANGER]\nLeave", "[!NOTE] Good to know", "[!note ]", "[!warning]- Folded", "［！注意］"],
    ),
    at_line_start("notice", r"(?m)^(:{3,}[^\n]*)", NOTICE, &[":::warning\nLeave\n:::", "::: tip"]),
    at_line_start(
        "notice",
        r#"(?m)^((?:!!!|\?\?\?\+?)[ \t]+\w[^\n]*)"#,
        NOTICE,
        &["!!! note", "??? tip \"Title\"", "???+ note"],
    ),
    at_line_start("notice", r"(?m)^(\.\. [\w-]+::)", NOTICE, &[".. note:: Words"]),
    anywhere("comment", r"(%%[^%\n]+%%)", "write <!-- words for authors -->", &["%%ask the team%%"]),
    anywhere("comment", r"(-->)", "write <!-- before it, or remove it", &["words --> more"]),
    anywhere(
        "table of contents",
        r"(?i)(\[\[_?toc_?\]\]|\[toc\]|@\[toc\]|<<toc>>)",
        "remove it; a page with four headings has one, and toc = true asks for it",
        &["[TOC]", "[[_TOC_]]", "<<toc>>"],
    ),
    anywhere("link", r"(!?\[\[[^\[\]\n]*\]\])", LINK, &["[[help]]", "![[picture.png]]", "[[help|About help]]"]),
    anywhere(
        "link",
        r"(!?\[[^\[\]\n]*\]\()",
        LINK,
        &["[about help](@/get help.md)", "[about help](@/get-help.md “Help”)", "![A door](my door.jpg)"],
    ),
    anywhere(
        "link",
        r"(?i)([\[［【][^\[\]［］【】\n]*[\]］】]\s{0,2}[(（] ?<?(?:@/|\w+://|www\.|mailto:|tel:|#|/|\.\.?/|[^\s()（）]+\.[a-z]{2,}))",
        LINK,
        &["[about help] (@/help.md)", "［帮助］（@/help.md）", "[帮助]（https://example.org）", "[list] (list.pdf)"],
    ),
    anywhere("link", r"(?i)([)）]\[(?:@/|\w+://|mailto:|#|/))", LINK, &["(about help)[@/help.md]"]),
    anywhere(
        "link",
        r"(\[[^\[\]\n]*\]\[[^\[\]\n]*\p{L}[^\[\]\n]*\]|\[[^\[\]\n]+\]\[\])",
        "write the line [label]: @/page.md below, with the same label, or write [words](@/page.md)",
        &["[about help][help]", "[help][]"],
    ),
    anywhere(
        "link",
        r"(?i)(\[(?:\w+://|www\.)[^\]\n]*\]|\[[^\]\n|]+\|\w+://[^\]\n]*\])",
        LINK,
        &["[https://example.org words]", "[words|https://example.org]"],
    ),
    anywhere(
        "link",
        r"(?i)(<(?:[a-z]+://|www\.|@/|mailto:|tel:)[^>\n]*>?)",
        "write [words](address), without spaces in the address",
        &["<https://example.org/a b>", "<@/help.md>", "<www.example.org>"],
    ),
    anywhere(
        "sign that this site knows",
        r"(?i)(\[/(?:b|i|u|s|url|img|quote|list|code|color|size|center)\])",
        "write **bold**, *emphasised*, [words](address)",
        &["[b]bold[/b]"],
    ),
    anywhere(
        "shortcode",
        r#"(\[/?[a-z][a-z_-]* [a-z_-]+=["“”'][^\]\n]*\])"#,
        "write {{ name(key=\"value\") }}, with a name of this site",
        &["[gallery ids=\"1\"]"],
    ),
    anywhere(
        "footnote",
        r"(\[fn:[^\]\n]*\])",
        "write [^1], and its words on a line that begins with [^1]:",
        &["Words[fn:1]"],
    ),
    at_line_start(
        "abbreviation",
        r"(?m)^(\*?\[[^\]\n]+\]:)",
        "write the words in full where they first occur",
        &["*[NRM]: National"],
    ),
    at_line_start(
        "heading",
        r"(?m)^([ \u{a0}\u{3000}]*(?:#{2,}[^\s#\u{2}\u{fe0f}][^\n]*|#{1,}\u{a0}[^\n]*|#{1,6} \S[^\n]*|#{7,}[^\n]*|＃+[^\n]*))",
        "write ## at the beginning of a line, a space behind it, then the heading",
        &["##Who can help", "##\u{a0}Who", "####### Deep", "＃ 帮助", "＃＃帮助", "###د مرستې"],
    ),
    at_line_start(
        "heading",
        r"(?m)^(={2,}[ \t]+[^=\n]+[ \t]={2,}[ \t]*|h[1-6]\. \S[^\n]*)$",
        "write ## Words",
        &["== Who can help ==", "h2. Who can help"],
    ),
    at_line_start(
        "break",
        r"(?m)^([=\-–—―−]{3,}[ \t]*|—{2,}|[–—] [–—] [–— ]+|\*{2} \*|\+{3,}|;{3,})$",
        BREAK,
        &["———", "Words\n\n——", "– – –", "===", "+++"],
    ),
    at_line_start(
        "task",
        r"(?m)^(?:[-*+] ?)?(\[(?:| {2,}| ?[xX✓✔✗✘vV] ?|-)\] ?[^\s(\[:]|[-*+]\[[ xX]?\])",
        "write - [ ] words, or - [x] words for what is done",
        &["[] ring", "[✓] ring", "[ x ] ring", "-[ ] ring", "[x]ring"],
    ),
    at_line_start(
        "list",
        r"(?m)^([\u{a0}\u{3000} ]*[•◦▪▫●○■□‣⁃∙·➢➤►][ \t\u{a0}\u{3000}]*[^\s])",
        BULLET,
        &["• one", "·\tone", "●一"],
    ),
    at_line_start(
        "list",
        r"(?m)^([\u{a0}\u{3000}]*[-+*]\u{a0}|-\p{L}|\u{a0}+- |\*\p{L}[^*\n]*\n\*\p{L})",
        BULLET,
        &["-\u{a0}one", "-one\n-two", "*one\n*two"],
    ),
    at_line_start(
        "list",
        r"(?m)^([–—―−‐‑⁻‒] ?[^\s\d–—][^\n]*\n[–—―−‐‑‒] ?\S)",
        BULLET,
        &["– one\n– two", "— one\n— two"],
    ),
    at_line_start("list", r"\A(o[ \t][^\n]+(?:\no[ \t][^\n]+)+)\z", BULLET, &["o one\no two"]),
    at_line_start(
        "list",
        r"(?m)^([-+*] [^\n]*)",
        "begin a line of its own with it; nothing may come before it",
        &["- one"],
    ),
    at_line_start(
        "list",
        r"(?m)^([۰-۹٠-٩०-९০-৯੦-੯፩-፼０-９]{1,3}[.)．）、\-]\s*[^\s0-9۰-۹٠-٩०-९০-৯੦-੯０-９])",
        NUMBER,
        &["۱. اول", "١) أول", "১. এক", "１．一", "੧. ਇੱਕ", "፩. ሓደ"],
    ),
    at_line_start(
        "list",
        r"(?m)^([0-9]{1,3}[）．、][^\n]|[0-9]{1,2}[.)](?:\p{L}|\u{a0}))",
        NUMBER,
        &["1）一", "1、一", "1.First", "2)\u{a0}Second"],
    ),
    at_line_start(
        "list",
        r"(?m)^((?:[①-⓿㈠-㈩❶-➓]|[一二三四五六七八九十]{1,3}[、．]|\(?\w{1,2}\))[^\n]*\n(?:[①-⓿㈠-㈩❶-➓]|[一二三四五六七八九十]{1,3}[、．]|\(?\w{1,2}\)))",
        NUMBER,
        &["① 一\n② 二", "一、打\n二、写", "a) one\nb) two", "(1) one\n(2) two"],
    ),
    at_line_start(
        "list",
        r"\n(\d{1,2}[.)] \S[^\n]*\n\d{1,2}[.)] \S)",
        "put an empty line above the list, or begin it with 1.",
        &["Steps\n2. Two\n3. Three"],
    ),
    at_line_start("quotation", r"(?m)^(＞[^\n]*)", "write > in front of each line", &["＞ 引用"]),
    at_line_start("table", r"(?m)^(\|[^|\n][^\n]*\|)[ \t]*$", TABLE, &["| a | b |\n| c | d |"]),
    at_line_start("table", r"(?m)^(\|?[ :]*-{2,}[ :]*\|[-: |]*)$", TABLE, &["a | b\n---|---|---"]),
    at_line_start(
        "table",
        r"(?m)^([^\n|]*\S ?\| ?\S[^\n]*\n[^\n|]*\S ?\| ?\S[^\n]*)",
        TABLE,
        &["Day | Time\nMonday | 9"],
    ),
    at_line_start("table", r"(?m)^(｜[^\n]*｜|\+[-=]{3,}[+=-]*)", TABLE, &["｜一｜二｜", "+---+---+"]),
    at_line_start(
        "part of a page",
        r#"(?m)^(import .* from ['"“][^\n]*|export (?:const|default) [^\n]*)"#,
        "remove it",
        &["import Tabs from '@theme/Tabs'"],
    ),
    at_line_start(
        "setting",
        r"(?m)^([\p{L}][\w -]*:: ?\S)",
        "put it into the settings at the top, or write one colon",
        &["status:: open"],
    ),
    anywhere(
        "bold text",
        r"(?:^|[^*])(\*{2,3}(?:[^*\n]*\*{2,3})?)(?:[^*]|$)",
        "write **words** without spaces inside; next to a letter leave punctuation outside: **words**:",
        &["**bold **", "** bold**", "**重要：**请", "**“bold”**text", "**open"],
    ),
    anywhere(
        "bold text",
        r"(?:^|[^_])(__[^_\n]+__|__[^\s_]|[^\s_\x02]__)(?:[^_]|$)",
        "write **words**; \\_ shows the sign itself",
        &["__bold __", "wo__bold__rd"],
    ),
    anywhere(
        "emphasised text",
        r#"(?:^|[\s(（「“"'])(\*["“‘「（(]?[\p{L}\p{M}\p{N}][^*\n]*\*)"#,
        "write *words* without spaces inside; \\* shows the sign itself",
        &["*words *", "*重要：*请"],
    ),
    anywhere(
        "emphasised text",
        r#"(?:^|[\s(（「“"'])(_["“‘「（(]?[\p{L}\p{M}\p{N}][^_\n]*_)(?:[\s\p{P}]|$)"#,
        "write *words* without spaces inside; \\_ shows the sign itself",
        &["_words _"],
    ),
    anywhere(
        "emphasised text",
        r"(＊+[^＊\n]+＊+|＿{2}[^＿\n]+＿{2})",
        "write **words** with the signs * of this keyboard",
        &["＊＊重要＊＊"],
    ),
    anywhere(
        "struck-out text",
        r"(?:^|[^~])(~{2,}[^~\n]*(?:~{2,})?)",
        "write ~~words~~ without spaces inside",
        &["~~old ~~"],
    ),
    anywhere("marked text", r"(?:^|[^=])(==[^=\s][^=\n]*==)(?:[^=]|$)", "write **words**", &["==mark=="]),
    anywhere("marked text", r"(?:^|[^+\w])(\+\+[^+\s][^+\n]*\+\+)", "write the words alone", &["++new++"]),
    anywhere("raised sign", r"(\^[^\s^]+\^)", "write the raised sign itself, such as ², or the word", &["m^2^"]),
    anywhere("reference", r"(?m)[ \x02](\^[A-Za-z][\w-]*)$", "remove it", &["Words ^a1b2c3"]),
    anywhere(
        "formula",
        r"(?:^|[\s(])(\$\$?(?:[^\s$\d][^\s$]*|[^$\n]*[\\^_=][^$\n]*)\$\$?)(?:[\s).,;:]|$)",
        "write it in words and plain signs",
        &["$math$", "$x^2$", "$$E = mc^2$$"],
    ),
    anywhere(
        "hidden text",
        r"(\|\|[^|\n]+\|\||>![^!\n]+!<)",
        "write {% details(summary=\"…\") %} … {% end %}",
        &["||secret||"],
    ),
    anywhere(
        "pictogram",
        r"(?:^|[\s(])(:[a-z][a-z0-9_+-]*:)",
        "type the sign itself, or write {{ icon(name=\"…\") }}",
        &["Ring :phone: now", ":warning:"],
    ),
    anywhere(
        "shortcode",
        r"((?:｛\s?[｛{%％]|\{\s?[｛％]|\{\s[{%])[^}｝\n]*[}｝]*)",
        "write {{ name(…) }} with these braces and no spaces between them",
        &["｛｛ number ｝｝", "{ { number(id=\"a\") } }", "{｛ a }}"],
    ),
    anywhere(
        "name of a paragraph",
        r"([｛{][:#.][^}｝\n]*[}｝])",
        "remove it; only headings have names: ## Words {#name}",
        &["Words. {#here}", "{:.class}", "{.big}", "{: #id }"],
    ),
    anywhere(
        "sign that this site knows",
        r"(?:^|[^{｛])([｛{](?:[^{}｛｝%\n][^{}｛｝\n]*[=(][^{}｛｝\n]*|decorative)[}｝])",
        "write a shortcode in two braces, {{ name(…) }}; \\{ shows a brace",
        &["{width=50%}", "{contact(id=\"a\")}", "{decorative}"],
    ),
    anywhere(
        "name of a character",
        r"(&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]+|#[xX][0-9a-fA-F]+);|&(?:nbsp|amp|lt|gt|quot|ndash|mdash|hellip|shy)(?-u:\b))",
        "type the character itself",
        &["a&nbsp b", "&unknown;"],
    ),
    anywhere(
        "HTML",
        r"(</?[a-zA-Z][^>\n]*>?|<(?:\?|![A-Za-z\[])[^>\n]*>?)",
        "use Markdown or a shortcode; to show a < as text, write \\<",
        &["<div class=a", "<?php"],
    ),
    anywhere(
        "code",
        r"(`+[^`\n]*`*|｀[^｀\n]*｀)",
        "write ` on both sides of code, as many as there are; for quotations write “…”, for apostrophes ’",
        &["a `b", "``a`", "don`t", "｀a｀"],
    ),
    anywhere(
        "sign of Markdown",
        r"(\\[^\n]?)",
        "remove the backslash, or write two to show one; it has an effect in front of signs of Markdown only",
        &["a \\– b", "last words\\", "one\\ntwo"],
    ),
    harmless(
        Where::LineStart,
        "heading",
        r"(?m)^(#\p{L}[^\s#]* [^\n#]+)$",
        "write ## Words for a heading, or \\# to show the sign",
        &["#Who can help"],
    ),
    harmless(
        Where::OutsideLinks,
        "link",
        r"(?i)(?:^|[^\w@/.-])((?:https?://|www\.)[^\s<>\x02]+[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})",
        "write [words](https://…), or <https://…> to show the address",
        &["See https://example.org/a.", "Write to help@example.org."],
    ),
    harmless(Where::Anywhere, "column", r"([^\s\x02]\t+[^\s])", "write a table, or a space", &["Monday\t9 to 5"]),
];
