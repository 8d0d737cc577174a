//! What authors write and readers would see otherwise: every word is published or spoken of, and signs without effect are said.

use crate::kit::Site;
use liberate::diagnostic::Severity;

/// The findings of a page with that Markdown, as `line code`.
fn said(markdown: &str) -> Vec<String> {
    let site = Site::page_of(markdown);
    let own = site.built().diagnostics.iter().filter(|finding| &*finding.location.file == "content/page.md");
    own.map(|finding| {
        let line = site.line_of(finding);
        let line: usize = line.split(':').nth(1).and_then(|line| line.parse().ok()).expect("a finding has a line");
        format!("{} {}", line - 4, finding.code)
    })
    .collect()
}

#[track_caller]
fn check(markdown: &str, expected: &[&str]) {
    assert_eq!(said(markdown), expected, "{markdown}\n{}", Site::page_of(markdown).diagnostics());
}

#[track_caller]
fn shows(markdown: &str, expected: &str) {
    assert_eq!(Site::page_of(markdown).article("/page/"), expected, "{markdown}");
}

// Comments and HTML

#[test]
fn a_comment_hides_itself_and_nothing_else() {
    shows("<!-- note --> **Do not go back** there.", "<p><strong>Do not go back</strong> there.</p>");
    shows("Do <!-- a --> not <!-- b -->go.", "<p>Do  not go.</p>");
    shows("Before.\n\n<!--\n<p>Old</p>\n\n<div>Older</div>\n-->\n\nAfter.", "<p>Before.</p>\n<p>After.</p>");
    shows("One <!-- a\n\nb --> two.", "<p>One  two.</p>");
    shows("- one <!-- a\n\n  b -->\n- two", "<ul>\n<li>one </li>\n<li>two</li>\n</ul>");
    shows("<!-- `code` ``` --> Words.", "<p>Words.</p>");
    shows("<!-- {{ contact(id=\"x\") }} {% notice(kind=\"info\") %} --> Words.", "<p>Words.</p>");
    shows("`<!-- shown -->` and words", "<p><code>&lt;!-- shown --&gt;</code> and words</p>");
    shows("A.\n\n<!-- alone -->\n\nB.", "<p>A.</p>\n<p>B.</p>");
    shows("> <!-- a --> Words.", "<blockquote>\n<p>Words.</p>\n</blockquote>");
}

#[test]
fn html_is_refused_whatever_it_begins_with() {
    for html in [
        "</div> Do not go back.",
        "Words </b> more.",
        "<![CDATA[ words ]]> more",
        "<?php words ?> more",
        "<!DOCTYPE html> words",
        "<custom-tag>\nwords",
        "<table><tr><td>words",
        "<pre>\nwords\n</pre>",
        "Do <span class=\"a\">not</span> go",
        "Words <br/> words",
        "<textarea> words",
    ] {
        check(html, &["1 raw-html"]);
    }
    check("<details>\n\nWords\n\n</details>", &["1 raw-html", "5 raw-html"]);
    check("Words <b> and <i>more</i></b>.", &["1 raw-html", "1 raw-html"]);
}

#[test]
fn a_comment_without_an_end_is_named_once() {
    check("Words.\n\n<!-- open\n\nMore words.", &["3 unclosed-comment"]);
    check("Words <!-- open\nmore", &["1 unclosed-comment"]);
    check("<!--> words -->", &["1 signs-shown"]);
    check("Words --> more", &["1 signs-shown"]);
}

#[test]
fn references_to_characters_stay() {
    shows("a&nbsp;b &copy; &#8209; &lt;x&gt;", "<p>a\u{a0}b © \u{2011} &lt;x&gt;</p>");
    check("a&nbsp b", &["1 signs-shown"]);
    check("a &amp;nbsp; b", &["1 signs-shown"]);
    check("a &unheard; b", &["1 signs-shown"]);
}

// Words that would vanish

#[test]
fn lines_that_only_give_an_address_are_said() {
    check("[Opening hours]: 9-17\n\n[Note]: Friday \"closed\"\n\nWords.", &["1 lost-words", "3 lost-words"]);
    check("> [Hours]: 9\n\n- [Note]: x\n- y", &["1 lost-words", "3 lost-words"]);
    check("[ساعات]: 9-17", &["1 lost-words"]);
    check("[a]: @/_index.md\n[a]: @/page.md\n\nSee [a].", &["2 lost-words"]);
    check("[b]: https://example.org/x\n\nWords.", &["1 unused-reference"]);
    check("[//]: # (hidden)\n\nWords.", &["1 unused-reference"]);
    check("[a]:\n  @/_index.md\n  \"t\"\n\nSee [A].", &[]);
}

#[test]
fn a_footnote_is_found_whatever_the_case_of_its_label() {
    for (mark, note) in
        [("Source", "source"), ("Straße", "STRASSE"), ("a  b", "A b"), ("ΠΗΓΗ", "πηγη"), ("Źródło", "źródło")]
    {
        let site = Site::page_of(&format!("One.[^{mark}]\n\n[^{note}]: The words."));
        let shown = site.article("/page/");
        assert!(shown.contains("<li id=\"note.1\"><p>The words.</p>"), "{mark}: {shown}");
    }
    check("One.[^a]\n\n[^a]: X.\n\n[^A]: Y.", &["5 doubled-footnote"]);
}

#[test]
fn footnotes_stand_anywhere_and_lead_to_others() {
    for note in ["- [^1]: words", "> [^1]: words", "[^1]: words"] {
        let site = Site::page_of(&format!("One.[^1]\n\n{note}"));
        assert!(site.article("/page/").contains("<p>words</p>"), "{note}");
    }
    let site = Site::page_of("One.[^1]\n\n[^1]: A.[^2]\n\n[^2]: B.");
    assert!(site.article("/page/").contains("id=\"note.2\""));
    let site = Site::page_of("One.\n\n[^1]: A.[^2]\n\n[^2]: B.");
    assert!(
        !site.article_despite_findings("/page/").contains("note."),
        "a note that nobody refers to brings no others"
    );
    check("One.\n\n[^1]: A.[^2]\n\n[^2]: B.", &["3 unused-footnote", "5 unused-footnote"]);
    check("One.\n\n[^1]: A.[^1]", &["3 unused-footnote"]);
}

#[test]
fn code_ends_where_its_fence_does() {
    for behind in ["\t", " \t ", "\t\t", ""] {
        shows(&format!("```\na\n```{behind}\nWords."), "<pre tabindex=\"0\"><code>a\n</code></pre>\n<p>Words.</p>");
        shows(
            &format!("> ~~~\n> a\n> ~~~{behind}\n\nWords."),
            "<blockquote>\n<pre tabindex=\"0\"><code>a\n</code></pre>\n</blockquote>\n<p>Words.</p>",
        );
    }
    check("```\na\n``` b\nWords.", &["1 unclosed-code"]);
    check("````\na\n```\nWords.", &["1 unclosed-code"]);
    check("~~~\na\n```", &["1 unclosed-code"]);
    check("- ```\n  a\n\nWords.", &["1 unclosed-code"]);
    check("    pasted **words**", &["1 indented-code"]);
}

#[test]
fn a_colon_is_a_meaning_or_it_is_said() {
    check("We are open.\n: Closed on Friday", &["2 stray-colon"]);
    check("Smile\n:) here", &["2 stray-colon"]);
    check("Opening hours\n\n: Closed on Friday", &["3 stray-colon"]);
    check("Term\n:Meaning", &["2 stray-colon"]);
    check("Term\n: Meaning\n: Another.\n\nOther\n: Meaning", &[]);
    shows("We are open.\n\\: Closed", "<p>We are open.\n: Closed</p>");
}

#[test]
fn signs_at_the_beginning_of_a_line_are_not_lost() {
    check("Ring\n+ 44 121 496 0000", &["2 lost-sign"]);
    check("It is free*.\n\n* Except on Sundays", &["3 lost-sign"]);
    check("> 18 years", &["1 became-quote"]);
    check("24. December closed\n26. December closed", &["1 list-numbers"]);
    check("1. a\n2. b\n2. c", &["1 list-numbers"]);
    check("2026. A year.", &["1 became-list"]);
    check("14. November", &["1 became-list"]);
    check("1. a\n\nWords.\n\n2. b", &[]);
    check("1. a\n1. b\n1. c", &[]);
    check("~closed~", &["1 single-tilde"]);
}

// Signs that have no effect

#[test]
fn signs_that_readers_would_see_are_said() {
    for markdown in [
        "> [!DANGER]\n> Leave now.",
        "> [!NOTE] Title\n> Words.",
        "> [!note ]\n> Words.",
        "> [!warning]- Folded\n> Words.",
        "[about help] (@/_index.md)",
        "[about help](@/get help.md)",
        "[about help](@/_index.md “Help”)",
        "[about help][nowhere]",
        "［帮助］（@/_index.md）",
        "##Who can help",
        "###ਮਦਦ",
        "＃ 帮助",
        ":::warning\nLeave.\n:::",
        "!!! note\n    Words",
        "[[help]]",
        "![[picture.png]]",
        "==mark==",
        "%%for the team%%",
        "Words. {#here}",
        "{:.class}",
        "![](x.png){width=50%}",
        "**bold **words",
        "** bold** words",
        "words **“bold”**text",
        "**重要：**请注意",
        "*وعدہ *",
        "`code",
        "don`t",
        "m^2^",
        "$x^2$",
        "||secret||",
        "[TOC]",
        ":warning: Words",
        "• one\n• two",
        "– one\n– two",
        "1）一\n2）二",
        "۱. اول\n۲. دوم",
        "১. এক",
        "- [] ring",
        "- [ x ] ring",
        "| a | b |\n| c | d |",
        "| a | b |\n|---|\n| c | d |",
        "Day | Time\nMonday | 9",
        "*[NRM]: words",
        "Words ^block-1",
        "last words\\",
        "C:\\Users",
        "[gallery ids=\"1\"]",
        "<https://example.org/a b>",
        "———",
        "== Title ==",
        "status:: open",
    ] {
        let site = Site::page_of(markdown);
        let errors: Vec<&str> = site.built().diagnostics.iter().map(|finding| finding.code).collect();
        assert!(errors.contains(&"signs-shown"), "{markdown}: {}", site.diagnostics());
        assert!(site.built().diagnostics.iter().any(|finding| finding.severity == Severity::Error));
    }
}

#[test]
fn what_is_shown_on_purpose_is_not_judged() {
    for markdown in [
        "`**x** [[y]] {#z} :::a`",
        "```\n##Title\n**x **\n[a] (@/b.md)\n```",
        "\\*\\*stars\\*\\*, \\[\\[brackets\\]\\], \\{#braces}, \\~\\~, \\`, a \\\\ b",
        "\\##Title",
        "<!-- ##Title **x ** -->\n\nWords.",
        "It costs $5 and $10; 5 * 3; “[She] said [so]” [sic] (page 3).",
        "Required fields* are short. *Required",
        "— Words of somebody.",
        "#EndSlavery",
    ] {
        check(markdown, &[]);
    }
}

#[test]
fn what_is_no_link_or_heading_is_a_hint() {
    check("See https://example.org/help.", &["1 signs-without-effect"]);
    check("[https://example.org](https://example.org), <https://example.org>", &[]);
    check("#Who can help", &["1 signs-without-effect"]);
    check("Monday\t9 to 5", &["1 signs-without-effect"]);
}

#[test]
fn a_line_below_words_makes_a_heading_and_is_said() {
    check("## A\n\nWords.\n---\n\nMore.", &["4 underlined-heading"]);
    check("Words.\n===", &["2 underlined-heading"]);
    check("Words.\n-\n\nMore.", &["2 underlined-heading"]);
    check("Words.\n\n---\n\nMore.", &[]);
    check("## Title {9-17}", &["1 heading-braces"]);
    check("## Title {#id .big}", &["1 heading-braces"]);
    check("> [!NOTE]\n\nWords.", &["1 empty-notice"]);
}

// Shortcodes and characters

#[test]
fn a_shortcode_where_nothing_can_be_shown_is_said_and_leaves_nothing() {
    for markdown in [
        "[Home](@/_index.md \"Call {{ number(id=\"helpline\") }} now\") words",
        "[Home][a] words\n\n[a]: @/_index.md \"{{ number(id=\"helpline\") }}\"",
        "## Words {#x{{ number(id=\"helpline\") }}}",
    ] {
        let site = Site::page_of(markdown);
        assert!(site.codes().contains(&"shortcode-misplaced"), "{markdown}: {}", site.diagnostics());
        let page = site.page_despite_findings("/page/");
        assert!(!page.contains(['\u{e000}', '\u{e001}', '\u{1}', '\u{2}']), "{page}");
    }
    for markdown in ["`{{ x }}`", "```{{ x }}\n{{ y }}\n```", "| a |\n|---|\n| `{{ x }}` |", "<!-- {{ x }} --> a"] {
        check(markdown, &[]);
    }
}

#[test]
fn characters_without_a_shape_are_said_wherever_they_stand() {
    let check = |path: &str, text: &str, code: &str| {
        let site = Site::page_of("Words.").with(&format!("=== {path}\n{text}"));
        assert!(site.codes().contains(&code), "{path}: {}", site.diagnostics());
    };
    check("content/a.md", "+++\ntitle = \"A\"\n+++\n\nGo to the \u{202e}eci\u{202c}.\n", "unshown-character");
    check("content/a.md", "+++\ntitle = \"A\\u202eb\"\n+++\n\nWords.\n", "unshown-character");
    check("content/a.md", "+++\ntitle = \"A\"\n+++\n\nA &#x202e; b.\n", "unshown-character");
    check("content/a.md", "+++\ntitle = \"A\"\n+++\n\n\u{f0b7} one\n", "unshown-character");
    check("content/a.md", "+++\ntitle = \"A\"\n+++\n\na\0b\n", "unshown-character");
    check("content/a.md", "+++\ntitle = \"A\"\n+++\n\na\u{200b}b\n", "unseen-character");
    check("content/contacts.toml", "# \u{2067}\n", "unshown-character");
    check("content/a.csv", "Name,Count\na\u{85}b,1\n", "unshown-character");
    check("content/guide.toml", "title = \"a\u{fffd}\"\n", "unshown-character");
    check("content/a\u{200b}b.md", "+++\ntitle = \"A\"\n+++\n\nWords.\n", "unseen-in-name");
    let site = Site::page_of("Words.").settings("# \u{202e}");
    assert!(site.codes().contains(&"unshown-character"), "{}", site.diagnostics());
}

#[test]
fn characters_that_a_script_needs_are_fine() {
    for markdown in ["می\u{200c}شود", "👩\u{200d}👧 ☎\u{fe0f}", "a\u{200e}b", "\u{2067}اردو\u{2069}", "co\u{ad}operate"]
    {
        let site = Site::page_of(markdown);
        let codes = site.codes();
        assert!(!codes.iter().any(|code| code.starts_with("un")), "{markdown}: {codes:?}");
    }
}

#[test]
fn names_that_look_alike_can_be_told_apart() {
    let site = Site::page_of("{{ number(id=\"help\u{200b}line\") }} [a](@/hel\u{2060}p.md#x\u{ad}y)");
    let said = site.diagnostics();
    assert!(said.contains("`helpU+200Bline`") && said.contains("@/helU+2060p.md"), "{said}");
}

// Words that are no Markdown

/// Titles, records, strings and words in shortcodes are shown as they are written, so every mark in them would be seen.
#[test]
fn markup_in_words_that_know_none_is_said_wherever_they_stand() {
    type Place = (&'static str, fn(&str) -> String);
    let places: [Place; 6] = [
        ("content/page.md", |words| format!("+++\ntitle = '''{words}'''\n+++\n\nWords.\n")),
        ("content/page.md", |words| format!("+++\ntitle = \"T\"\ndescription = '''{words}'''\n+++\n\nWords.\n")),
        ("content/signs.toml", |words| {
            format!("[debt]\ntext = '''{words}'''\naudience = \"public\"\nstate = \"publish\"\n")
        }),
        ("content/contacts.pl.toml", |words| format!("[helpline]\npurpose = '''{words}'''\n")),
        ("content/guide.toml", |words| {
            format!(
                "[guide]\ntitle = \"G\"\nstart = \"a\"\n[a]\nquestion = '''{words}'''\nanswers.b = \"Yes\"\n[b]\noutcome = \"O\"\n"
            )
        }),
        ("themes/plain/strings/pl.toml", |words| format!("[skip]\nto_content = '''{words}'''\n")),
    ];
    let written = [
        "Ring **now**",
        "*Ring* now",
        "Ring ~~now~~",
        "[Ring](@/help.md) now",
        "[Ring] (https://example.org)",
        "Press `1`",
        "<b>Ring</b> now",
        "Ring &amp; wait",
        "Ring \\* now",
        "# Ring",
        "##Ring",
        "> [!DANGER] Ring",
        ":::warning Ring",
        "[[help]]",
        "Ring ==now==",
        "{{ number(id=\"helpline\") }}",
        "<https://example.org>",
    ];
    for (path, file) in places {
        for words in written {
            let site = Site::new(&format!("=== {path}\n{}", file(words)));
            let said = site.built().diagnostics.iter().any(|finding| {
                finding.code == "signs-shown"
                    && &*finding.location.file == path
                    && finding.message.contains("here: readers see")
            });
            assert!(said, "{words} in {path}: {}", site.diagnostics());
        }
        for words in [
            "Ring 999* (free)",
            "C# & R&D: 5 < 6, a_b, 2 * 3 * 4",
            "“Ring” – now!",
            "1. Ring; 2. wait",
            "{count} [sic]",
        ] {
            let site = Site::new(&format!("=== {path}\n{}", file(words)));
            assert!(!site.codes().contains(&"signs-shown"), "{words} in {path}: {}", site.diagnostics());
        }
    }
}

#[test]
fn markup_in_the_words_of_a_shortcode_is_said() {
    for markdown in [
        "{% details(summary=\"**More**\") %}\n\nWords.\n\n{% end %}",
        "{% notice(kind=\"info\", title=\"[Ring] (https://example.org)\") %}\n\nWords.\n\n{% end %}",
        "{% language(tag=\"pl\", text=\"<i>tak</i>\") %}",
    ] {
        assert!(said(markdown).contains(&"1 signs-shown".to_owned()), "{markdown}: {:?}", said(markdown));
    }
    let slides =
        "=== content/talk.md\n+++\ntitle = \"T\"\nkind = \"slides\"\n+++\n\n## One\n\n:::warning\n\n---\n\n##Two\n";
    assert_eq!(Site::new(slides).codes().iter().filter(|code| **code == "signs-shown").count(), 2);
}
