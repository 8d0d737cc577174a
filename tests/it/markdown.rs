//! Markdown as readers get it.

use crate::expect::assert_text;
use crate::kit::{PICTURE, Site};

/// The article of a page with that Markdown.
fn article(markdown: &str) -> String {
    Site::page_of(markdown).article("/page/").to_owned()
}

/// The findings of a page with that Markdown, without path and page.
fn findings(markdown: &str) -> String {
    let all = Site::page_of(markdown).diagnostics();
    all.lines().filter_map(|line| line.strip_prefix("content/page.md:")).collect::<Vec<_>>().join("\n")
}

#[test]
fn words_and_lines() {
    assert_text!(
        article("One *two* **three** `four` ~~five~~\nsix \\\nseven &amp; <https://example.org>\n\n---\n\n> eight"),
        r#"
        <p>One <em>two</em> <strong>three</strong> <code>four</code> <s>five</s>
        six <br>
        seven &amp; <a href="https://example.org" rel="noreferrer">https://example.org</a></p>
        <hr>
        <blockquote>
        <p>eight</p>
        </blockquote>
    "#
    );
}

#[test]
fn signs_of_html_are_escaped() {
    assert_text!(
        article("a < b & c > d \"e\" 'f' \\<b> `<i>`\n\n    <script>\n"),
        r#"
        <p>a &lt; b &amp; c &gt; d &quot;e&quot; 'f' &lt;b&gt; <code>&lt;i&gt;</code></p>
        <pre tabindex="0"><code>&lt;script&gt;
        </code></pre>
    "#
    );
}

#[test]
fn lists() {
    assert_text!(
        article("- a\n- b\n  1. c\n  2. d\n\n3. e\n4. f\n\n- loose\n\n- list"),
        r#"
        <ul>
        <li>a</li>
        <li>b<ol>
        <li>c</li>
        <li>d</li>
        </ol>
        </li>
        </ul>
        <ol start="3">
        <li>e</li>
        <li>f</li>
        </ol>
        <ul>
        <li><p>loose</p>
        </li>
        <li><p>list</p>
        </li>
        </ul>
    "#
    );
}

#[test]
fn code_on_lines_of_its_own() {
    assert_text!(
        article("```toml extra\na = \"<b>\"\n```"),
        r#"
        <pre tabindex="0"><code class="language-toml">a = &quot;&lt;b&gt;&quot;
        </code></pre>
    "#
    );
}

#[test]
fn tables_have_a_name_and_heads() {
    assert_text!(
        article("| | Left | Mid | Right |\n|---|:--|:-:|--:|\n| a | *b* | c | 1 |\n| d | `e\\|` | f | 2 |"),
        r#"
        <div class="table" role="region" tabindex="0" aria-label="Table">
        <table>
        <thead>
        <tr><td></td><th scope="col">Left</th><th scope="col" class="center">Mid</th><th scope="col" class="end">Right</th></tr>
        </thead>
        <tbody>
        <tr><td>a</td><td><em>b</em></td><td class="center">c</td><td class="end">1</td></tr>
        <tr><td>d</td><td><code>e|</code></td><td class="center">f</td><td class="end">2</td></tr>
        </tbody>
        </table>
        </div>
    "#
    );
}

#[test]
fn an_empty_corner_heads_nothing() {
    let shown = article("| | Day |\n|---|---|\n| a | b |");
    assert!(shown.contains("<tr><td></td><th scope=\"col\">Day</th></tr>"), "{shown}");
}

#[test]
fn task_lists_say_what_is_done() {
    assert_text!(
        article("- [x] ring\n- [ ] write\n- plain"),
        r#"
        <ul>
        <li class="task"><input type="checkbox" disabled checked aria-label="Done"> ring</li>
        <li class="task"><input type="checkbox" disabled aria-label="Not done"> write</li>
        <li>plain</li>
        </ul>
    "#
    );
}

#[test]
fn definition_lists() {
    assert_text!(
        article("Debt bondage\n: Work to pay a debt.\n: That never ends."),
        r#"
        <dl>
        <dt>Debt bondage</dt>
        <dd>Work to pay a debt.</dd>
        <dd>That never ends.</dd>
        </dl>
    "#
    );
}

#[test]
fn alerts_become_notices() {
    for (word, class, title) in [
        ("NOTE", "note", "Note"),
        ("TIP", "tip", "Tip"),
        ("IMPORTANT", "important", "Important"),
        ("WARNING", "warning", "Take care"),
        ("CAUTION", "caution", "Be careful"),
    ] {
        let expected = format!(
            "<div class=\"notice notice-{class}\" role=\"note\" aria-label=\"{title}\">\n<p class=\"notice-title\">{title}</p>\n<p>Words.</p>\n</div>"
        );
        assert_eq!(article(&format!("> [!{word}]\n> Words.")), expected);
    }
}

// Footnotes

#[test]
fn footnotes_lead_there_and_back() {
    assert_text!(
        article("One[^a] and two[^b] and one again[^a].\n\n[^b]: Second.\n[^a]: *First.*"),
        r##"
        <p>One<sup id="mark.1"><a href="#note.1">1</a></sup> and two<sup id="mark.2"><a href="#note.2">2</a></sup> and one again<sup id="mark.1.2"><a href="#note.1">1</a></sup>.</p>
        <section class="footnotes" aria-label="Notes">
        <ol>
        <li id="note.1"><p><em>First.</em></p>
        <p class="footnote-back"><a href="#mark.1" aria-label="Back to note 1">↩</a> <a href="#mark.1.2" aria-label="Back to note 1">↩</a> </p></li>
        <li id="note.2"><p>Second.</p>
        <p class="footnote-back"><a href="#mark.2" aria-label="Back to note 2">↩</a> </p></li>
        </ol>
        </section>
    "##
    );
}

#[test]
fn footnotes_are_numbered_as_they_are_met() {
    let shown = article("One[^z], two[^a].\n\n[^a]: A.\n[^z]: Z.");
    assert!(shown.find("<p>Z.</p>") < shown.find("<p>A.</p>"), "{shown}");
}

#[test]
fn footnotes_without_text_or_without_mark_are_reported() {
    assert_eq!(
        findings("One.[^a]"),
        "5:5 error missing-footnote this footnote has no text | write its text on a line that begins with the same mark and a colon, such as [^1]: …"
    );
    assert_eq!(
        findings("One.\n\n[^a]: Unused."),
        "7:1 warning unused-footnote nothing refers to the footnote `a` | write [^a] where it belongs, or remove it"
    );
}

#[test]
fn ids_of_headings_and_footnotes_differ() {
    for heading in ["Footnote 1", "Mark 1"] {
        let shown = article(&format!("## {heading}\n\nOne.[^a]\n\n[^a]: A."));
        let id = format!("id=\"{}\"", heading.to_lowercase().replace(' ', "-"));
        assert_eq!(shown.matches(&id).count(), 1, "{shown}");
    }
}

// Headings

#[test]
fn headings_have_ids() {
    assert_text!(
        article(
            "## What it is\n\n## Don’t confront them!\n\n### Łódź & *you* `now`\n\n## What it is\n\n## Own {#chosen}\n\n## ???"
        ),
        r#"
        <h2 id="what-it-is">What it is</h2>
        <h2 id="dont-confront-them">Don’t confront them!</h2>
        <h3 id="lodz-you-now">Łódź &amp; <em>you</em> <code>now</code></h3>
        <h2 id="what-it-is-2">What it is</h2>
        <h2 id="chosen">Own</h2>
        <h2 id="section-6">???</h2>
    "#
    );
}

#[test]
fn heading_mistakes_are_reported() {
    assert_eq!(
        findings("# Title"),
        "5:1 error heading-one the page's title is its only heading with one `#` | begin headings in the text with ##"
    );
    assert_eq!(
        findings("### Deep"),
        "5:1 error heading-skipped a heading of level 3 follows one of level 1 | write ## here, or add the heading between"
    );
    assert_eq!(
        findings("##"),
        "5:1 error empty-heading this heading has no words | write the heading, or remove the line"
    );
    assert_eq!(
        findings("## A {#x}\n\n## B {#x}"),
        "7:1 error duplicate-anchor two headings have the id `x` | give one of them another id"
    );
    assert_eq!(findings("## A\n\n### B\n\n#### C\n\n## D\n\n### E"), "");
}

#[test]
fn an_id_that_was_given_before_is_not_given_again() {
    let shown = article("## One\n\n## One\n\n## One-2");
    for id in ["id=\"one\"", "id=\"one-2\"", "id=\"one-2-2\""] {
        assert_eq!(shown.matches(id).count(), 1, "{id} in {shown}");
    }
}

#[test]
fn long_pages_have_a_table_of_contents() {
    let markdown = "## A\n\n### Inner\n\n## B\n\n## C\n\n## D";
    Site::page_of(markdown).shows(
        "/page/",
        &["<ol class=\"toc\"><li><a href=\"#a\">A</a><a href=\"#inner\">Inner</a></li><li><a href=\"#b\">B</a></li>"],
    );
    Site::page_of("## A\n\n## B").lacks("/page/", &["class=\"toc\""]);
    Site::new("=== content/page.md\n+++\ntitle = \"Page\"\ntoc = true\n+++\n\n## A\n")
        .shows("/page/", &["<ol class=\"toc\">"]);
}

// Links

#[test]
fn links_between_pages_name_files() {
    let site = Site::page_of("[Home](@/_index.md), [below](#one), [help](@/help.md#who \"Help\"), [mail](mailto:a@example.org), [out](https://example.org/?a=1&b=2)\n\n## One")
        .with("=== content/help.md\n+++\ntitle = \"Help\"\n+++\n\n## Who\n");
    assert_text!(
        site.article("/page/"),
        r##"
        <p><a href="/">Home</a>, <a href="#one">below</a>, <a href="/help/#who" title="Help">help</a>, <a href="mailto:a@example.org" rel="noreferrer">mail</a>, <a href="https://example.org/?a=1&amp;b=2" rel="noreferrer">out</a></p>
        <h2 id="one">One</h2>
    "##
    );
}

#[test]
fn reference_links_work() {
    assert_eq!(
        article("[Home][h] and [h].\n\n[h]: @/_index.md"),
        "<p><a href=\"/\">Home</a> and <a href=\"/\">h</a>.</p>"
    );
}

#[test]
fn link_mistakes_are_reported() {
    let check = |markdown: &str, expected: &str| assert_eq!(findings(markdown), expected, "{markdown}");
    check("[a](@/pag.md)", "5:1 error unknown-page there is no page `@/pag.md` | did you mean `@/page.md`?");
    check("[a](page.md)", "5:1 error unknown-page there is no page `page.md` | did you mean `@/page.md`?");
    check(
        "[a](@/page.md#on)\n\n## One",
        "5:1 error unknown-anchor `page.md` has no heading `#on` | did you mean `#one`?",
    );
    check("[a](#on)\n\n## One", "5:1 error unknown-anchor `page.md` has no heading `#on` | did you mean `#one`?");
    check("[a]()", "5:1 error empty-link this link leads nowhere | write where it leads, such as [words](@/help.md)");
    check(
        "[a](/page/)",
        "5:1 error bare-address `/page/` is an address of the site itself | name the file, such as @/help.md, so that it leads to the reader's language",
    );
    check(
        "[a](http://example.org)",
        "5:1 error bad-scheme `http://example.org` is not an address that a page may link to | use a full https address, or name a file such as @/help.md",
    );
    check(
        "[a](//example.org)",
        "5:1 error bad-scheme `//example.org` is not an address that a page may link to | use a full https address, or name a file such as @/help.md",
    );
    check(
        "[a](javascript:alert)",
        "5:1 error bad-scheme `javascript:alert` is not an address that a page may link to | use a full https address, or name a file such as @/help.md",
    );
    check(
        "[a](data:text/html,x)",
        "5:1 error bad-scheme `data:text/html,x` is not an address that a page may link to | use a full https address, or name a file such as @/help.md",
    );
    check(
        "[ring](tel:999)",
        "5:1 error typed-tel-link `tel:999` is typed by hand | write {{ number(id=\"…\") }}, so that every page shows the number of the record",
    );
}

#[test]
fn one_mistake_in_the_text_is_one_finding() {
    for markdown in ["[](@/page.md)", "# Title", "## A\n\n#### B", "Ring 0800 123 4567."] {
        let site = Site::page_of(markdown);
        assert_eq!(site.codes().len(), 1, "{markdown}\n{}", site.diagnostics());
    }
}

#[test]
fn links_without_words_are_reported() {
    let expected = "5:1 error link-without-words this link has no words | write [what the reader will find](address)";
    assert!(findings("[](@/page.md)").contains(expected), "{}", findings("[](@/page.md)"));
}

#[test]
fn links_to_files_of_a_language_lead_to_the_page() {
    let site = Site::page_of("[a](@/help.pl.md)").with("=== content/help.md\n+++\ntitle = \"Help\"\n+++\n");
    assert_eq!(site.article("/page/"), "<p><a href=\"/help/\">a</a></p>");
}

// Pictures

fn picture_findings(markdown: &str) -> String {
    let site = Site::page_of(markdown).with_bytes("content/x.png", PICTURE);
    site.diagnostics().replace("content/page.md:", "")
}

#[test]
fn pictures_are_described_or_called_decorative() {
    assert_eq!(picture_findings("![A gate](x.png)"), "");
    assert_eq!(picture_findings("![](x.png){decorative} and words"), "");
    assert_eq!(
        picture_findings("![](x.png)"),
        "5:1 error picture-without-text this picture has no alternative text \
         | write ![what it shows](picture.jpg), or ![](picture.jpg){decorative} if it says nothing"
    );
}

#[test]
fn a_decorative_picture_with_a_text_is_reported() {
    assert_eq!(
        picture_findings("![A gate](x.png){decorative}"),
        "5:1 error decorative-with-text this picture is called decorative but has an alternative text \
         | remove the text or the word {decorative}"
    );
}

#[test]
fn a_decorative_picture_has_an_empty_text() {
    let site = Site::page_of("![](x.png){decorative} words").with_bytes("content/x.png", PICTURE);
    site.shows("/page/", &["alt=\"\" width=\"2\" height=\"1\"", "> words</p>"]);
    site.lacks("/page/", &["{decorative}"]);
}

#[test]
fn alternative_texts_are_plain() {
    let site = Site::page_of("![A *red* \"gate\"](x.png \"Title\")").with_bytes("content/x.png", PICTURE);
    site.shows("/page/", &["alt=\"A red &quot;gate&quot;\"", "title=\"Title\""]);
}

// HTML

#[test]
fn html_is_refused_with_what_to_write_instead() {
    let check = |markdown: &str, expected: &str| {
        let found = findings(markdown);
        assert!(found.starts_with(expected), "{markdown}\n{found}");
    };
    check(
        "<script>alert(1)</script>",
        "5:1 error raw-html HTML is not allowed in pages: `<script>alert(1)</script>` | remove it",
    );
    check("a <b>c</b>", "5:3 error raw-html HTML is not allowed in pages: `<b>` | write **bold**");
    check("<img src=x>", "5:1 error raw-html HTML is not allowed in pages: `<img src=x>` | write ![what it shows]");
    check("a<br>b", "5:2 error raw-html HTML is not allowed in pages: `<br>` | end the line with a backslash");
    check("<div>\nx\n</div>", "5:1 error raw-html HTML is not allowed in pages: `<div>` | use {{ lang(");
}

#[test]
fn html_never_reaches_a_page() {
    for markdown in [
        "<script>evil()</script>",
        "a <img src=x onerror=evil()> b",
        "<a href=\"javascript:evil()\">x</a>",
        "<!-- evil() -->\n\nx",
    ] {
        let site = Site::page_of(markdown);
        assert!(!site.page_despite_findings("/page/").contains("evil"), "{}", site.page_despite_findings("/page/"));
    }
}

#[test]
fn comments_are_for_authors() {
    assert_eq!(
        article("One.\n\n<!-- To do: check. -->\n\nTwo <!-- really --> three."),
        "<p>One.</p>\n<p>Two  three.</p>"
    );
}

#[test]
fn nothing_that_people_type_breaks_the_program() {
    for markdown in [
        "{{",
        "}}",
        "{% %}",
        "{{}}",
        "{{ }}",
        "{%end%}",
        "{% end %}{% end %}",
        "[",
        "![",
        "[^",
        "[^]",
        "|",
        "|-|",
        ":",
        "\\",
        "`",
        "```",
        "{{ number(id=\"",
        "{% notice(kind=\"",
        "## {#",
        "- {% steps() %}",
        "> {% notice(kind=\"info\") %}",
        "| {{ a() }} |\n|---|\n| {% b() %} |",
        "\u{e000}\u{e001}",
        "\u{0}",
        "\u{feff}",
        "{{ é(ü=\"ß\") }}",
        "[{{ a() }}]({{ b() }})",
        "![{{ a() }}]({{ b() }})",
        "[^{{ a() }}]",
        "<!-- {% notice(kind=\"info\") %} -->",
        "{% notice(kind=\"info\") %}{% end %}",
        "+++",
        "&#0; &#x110000; &nbsp;",
        "{decorative}",
        "){decorative}",
    ] {
        let site = Site::page_of(markdown);
        assert!(!site.codes().contains(&"unparsable"), "{markdown:?}: {}", site.diagnostics());
        site.page_despite_findings("/page/");
    }
}
