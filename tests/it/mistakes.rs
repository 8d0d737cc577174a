//! Many mistakes at once: one run says each of them once, where it is, why, and what to do next.

use crate::command::{liberate, temporary};
use crate::kit::{PICTURE, Site, is_error};
use liberate::diagnostic::{Diagnostic, ListedFinding, to_json, to_terminal};
use std::collections::BTreeSet;
use std::sync::Arc;

/// One file for each mistake, named by its number.
const MISTAKES: &str = r#"
=== content/help.md
+++
title = "Help"
+++

## Who helps
=== content/contacts.toml
[helpline]
name = "Helpline"
display = "0121 496 0000"
digits = "01214960000"
audience = "public"
state = "publish"
checked_on = 2026-11-01
=== content/m01.md
+++
title = "Unclosed"

Some text.
=== content/m02.md
+++
title = "Bad
+++

Some text.
=== content/m03.md
+++
title = "Unknown key"
descripton = "Misspelt."
+++
=== content/m04.md
+++
title = "Wrong type"
weight = "three"
+++
=== content/m05.md
+++
title = "Bad date"
date = "22.11.2026"
+++
=== content/m07.md
+++
title = "Unknown shortcode"
+++

{{ contakt(id="helpline") }}
=== content/m08.md
+++
title = "Missing argument"
+++

{{ contact() }}
=== content/m09.md
+++
title = "Unknown contact"
+++

{{ contact(id="helplin") }}
=== content/m10.md
+++
title = "Missing page"
+++

Read [about help](@/hepl.md).
=== content/m11.md
+++
title = "Missing anchor"
+++

Read [who helps](@/help.md#who-help).
=== content/m12.md
+++
title = "Missing picture"
+++

![A door](doorway.jpg)
=== content/m13.md
+++
title = "Picture without words"
+++

![](photo.png)
=== content/m14.md
+++
title = "Twin"
slug = "twin"
+++
=== content/m14-too.md
+++
title = "Other twin"
slug = "twin"
+++
=== content/m15.md
+++
title = "Small"
slug = "rights"
+++
=== content/m15-too.md
+++
title = "Capital"
slug = "Rights"
+++
=== content/m16.md
+++
title = "Odd template"
template = "odd.html"
+++
=== themes/plain/templates/odd.html
<h1>{{ page.title }}</h1>
<p>{{ page.subtitle }}</p>
=== content/m18.md
+++
title = "Typed number"
+++

Ring 0121 496 0000 now.
=== content/m19.md
+++
title = "Skipped level"
+++

## First

#### Third
=== content/m20.md
+++
title = "Loop"
aliases = ["/m20/"]
+++
=== content/m21.md
+++
title = "Leaving"
+++

Read [the list](../../../etc/list.txt).
"#;

/// Every mistake: where it is, its code, and what its line holds.
const EXPECTED: &[(&str, &str, &str)] = &[
    ("content/m01.md:1:1", "unclosed-front-matter", "+++"),
    ("content/m02.md:2:13", "bad-toml", "title = \"Bad"),
    ("content/m03.md:3:1", "unknown-key", "descripton = \"Misspelt.\""),
    ("content/m04.md:3:10", "wrong-type", "weight = \"three\""),
    ("content/m05.md:3:8", "bad-date", "date = \"22.11.2026\""),
    ("content/m06.md:5:4", "bad-utf8", "Caf\u{fffd} is open."),
    ("content/m07.md:5:1", "unknown-shortcode", "{{ contakt("),
    ("content/m08.md:5:1", "missing-argument", "{{ contact() }}"),
    ("content/m09.md:5:12", "unknown-contact", "helplin"),
    ("content/m10.md:5:6", "unknown-page", "@/hepl.md"),
    ("content/m11.md:5:6", "unknown-anchor", "#who-help"),
    ("content/m12.md:5:1", "missing-picture", "doorway.jpg"),
    ("content/m13.md:5:1", "picture-without-text", "![](photo.png)"),
    ("content/m14.md:3:8", "address-collision", "slug = \"twin\""),
    ("content/m15.md:3:8", "address-case", "slug = \"rights\""),
    ("content/m18.md:5:6", "typed-number", "0121 496 0000"),
    ("content/m19.md:7:1", "heading-skipped", "#### Third"),
    ("content/m20.md:3:12", "redirect-loop", "/m20/"),
    ("content/m21.md:5:6", "leaves-site", "../../../etc/list.txt"),
    ("themes/plain/strings/pl.toml:1:1", "missing-string", ""),
    ("themes/plain/templates/odd.html:2:12", "template-failed", "{{ page.subtitle }}"),
];

fn mistakes() -> Site {
    let mut site = Site::new(MISTAKES)
        .with_bytes("content/photo.png", PICTURE)
        .with_bytes("content/m06.md", b"+++\ntitle = \"Encoding\"\n+++\n\nCaf\xe9 is open.\n");
    site.replace("themes/plain/strings/pl.toml", "table.label = \"Tabela\"\n", "");
    site
}

/// Where a finding is, and its code.
fn location(site: &Site, finding: &Diagnostic) -> (String, String) {
    let line = site.line_of(finding);
    let (location, _) = line.split_once(' ').expect("a line has several words");
    (location.to_owned(), finding.code.to_owned())
}

fn expected_places() -> BTreeSet<(String, String)> {
    EXPECTED.iter().map(|(location, code, _)| ((*location).to_owned(), (*code).to_owned())).collect()
}

/// What every message keeps to: few plain words, nothing of the machine, and advice.
pub fn check_wording(finding: &Diagnostic) {
    let Diagnostic { message, hint, location, .. } = finding;
    let words = message.split_whitespace().count();
    assert!((1..=25).contains(&words), "{words} words: {message}");
    assert!(!hint.trim().is_empty(), "no advice: {message}");
    assert!(
        !location.file.starts_with('/') && !location.file.contains(env!("CARGO_MANIFEST_DIR")),
        "{}",
        location.file
    );
    for said in [message, hint] {
        // What an author wrote is in backticks and may be anything.
        let own: String = said.split('`').step_by(2).collect();
        for never in [
            "::", "Option", "Vec<", "&str", "String", "Arc<", "Some(", "None", "Err(", "unwrap", "panicked", "/tmp/",
            "/home/", "\n",
        ] {
            assert!(!own.contains(never), "{never:?} in: {said}");
        }
        // Templates and styles are read by others, whose sentences are passed on.
        let ours = !finding.code.starts_with("template-");
        assert!(!(ours && said.ends_with('.')), "a full stop in: {said}");
        let mut first = said.chars();
        let sentence = first.next().is_some_and(char::is_uppercase) && first.next().is_some_and(char::is_lowercase);
        assert!(!sentence, "a capital letter begins: {said}");
    }
}

#[test]
fn one_run_finds_every_mistake_and_nothing_else() {
    let site = mistakes();
    let found: BTreeSet<_> =
        site.diagnostics_of_all_editions().iter().map(|finding| location(&site, finding)).collect();
    let expected = expected_places();
    let kinds: BTreeSet<&str> = EXPECTED.iter().map(|(_, code, _)| *code).collect();
    assert!(kinds.len() >= 21, "there are {} kinds of mistakes", kinds.len());
    assert_eq!(
        found.difference(&expected).collect::<Vec<_>>(),
        Vec::<&(String, String)>::new(),
        "nothing else is found"
    );
    assert_eq!(
        expected.difference(&found).collect::<Vec<_>>(),
        Vec::<&(String, String)>::new(),
        "every mistake is found"
    );
}

#[test]
fn one_run_finds_every_mistake_once() {
    let site = mistakes();
    let findings = site.diagnostics_of_all_editions();
    let lines: Vec<String> = findings.iter().map(|finding| site.line_of(finding)).collect();
    assert_eq!(findings.len(), EXPECTED.len(), "{lines:#?}");
}

#[test]
fn each_finding_can_be_acted_on() {
    let site = mistakes();
    site.diagnostics_of_all_editions().iter().for_each(check_wording);
}

#[test]
fn text_and_json_say_the_same() {
    let site = mistakes();
    let findings = site.diagnostics_of_all_editions();
    let text_of = |path: &str| site.workspace().sources().get(path).and_then(|source| source.text().cloned());
    let json = serde_json::to_value(to_json(&findings, &text_of)).expect("findings can be written as JSON");
    for (finding, json) in findings.iter().zip(json.as_array().expect("findings are a list")) {
        let object = json.as_object().expect("a finding is an object");
        let keys: Vec<&str> = object.keys().map(String::as_str).collect();
        assert_eq!(keys, ["severity", "code", "path", "line", "column", "excerpt", "message", "hint"]);
        let said = |key: &str| object[key].as_str().expect("it is a text").to_owned();
        let whole = format!(
            "{}:{}:{} {} {} {} | {}",
            said("path"),
            object["line"],
            object["column"],
            said("severity"),
            said("code"),
            said("message"),
            said("hint")
        );
        assert_eq!(whole, site.line_of(finding));
        let (_, _, excerpt) = *EXPECTED.iter().find(|(_, code, _)| *code == finding.code).expect("it is expected");
        assert!(said("excerpt").contains(excerpt), "{whole}: {}", said("excerpt"));
        let terminal = plain(&to_terminal(&ListedFinding { first: finding, others: Vec::new() }, &text_of));
        for piece in
            [said("message"), said("hint"), format!("{}:{}:{}", said("path"), object["line"], object["column"])]
        {
            assert!(unwrapped(&terminal).contains(&unwrapped(&piece)), "{piece}\n{terminal}");
        }
    }
}

/// A text for the terminal without its colours.
fn plain(text: &str) -> String {
    let pieces = text
        .split('\u{1b}')
        .enumerate()
        .map(|(index, piece)| if index == 0 { piece } else { piece.split_once('m').map_or("", |(_, rest)| rest) });
    pieces.collect()
}

/// A text without its line endings, which the terminal sets where it likes.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_program_says_it_all_and_ends_with_one() {
    let folder = temporary();
    let site = mistakes();
    site.write_to(folder.path());
    let outside = temporary();
    std::fs::write(outside.path().join("secret.txt"), "secret").unwrap();
    std::fs::create_dir_all(folder.path().join("static")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), folder.path().join("static/secret.txt")).unwrap();
    let run = liberate(folder.path(), &["check", "--format", "json", "--at", "2026-11-22"]);
    assert_eq!(run.code, 1, "{}", run.errors);
    assert_eq!(run.errors, "");
    let said: serde_json::Value = serde_json::from_str(&run.output).expect("the output is JSON");
    let text_of = |path: &str| site.workspace().sources().get(path).and_then(|source| source.text().cloned());
    let mut expected = site.diagnostics_of_all_editions();
    let outside = Arc::from("static/secret.txt");
    expected.push(liberate::diagnostic::report::leaves_site(liberate::diagnostic::Location::whole(&outside), &outside));
    liberate::diagnostic::tidy(&mut expected);
    assert_eq!(said, serde_json::to_value(to_json(&expected, &text_of)).unwrap());
    assert!(!run.output.contains(&*folder.path().to_string_lossy()), "no path of the machine is shown");
    let text = liberate(folder.path(), &["check", "--at", "2026-11-22"]);
    assert_eq!(text.code, 1);
    assert!(!text.errors.contains(&*folder.path().to_string_lossy()), "no path of the machine is shown");
    for finding in &expected {
        let message = unwrapped(&finding.message);
        assert!(unwrapped(&text.errors).contains(&message), "the text lacks: {message}");
    }
    assert!(!folder.path().join("dist").exists(), "a check writes nothing");
}

#[test]
fn a_template_that_cannot_be_read_stands_beside_every_other_mistake() {
    let site = mistakes().with("=== themes/plain/templates/broken.html\n<p>\n{{ page.title }\n</p>\n");
    let found: BTreeSet<_> =
        site.diagnostics_of_all_editions().iter().map(|finding| location(&site, finding)).collect();
    let mut expected = expected_places();
    // Without all templates nothing can be rendered, so what fails only there is not seen.
    expected.retain(|(_, code)| code != "template-failed");
    let missing: Vec<_> = expected.difference(&found).collect();
    assert!(missing.is_empty(), "a template's mistake hides {missing:?}");
    assert!(
        found.iter().any(|(location, code)| code == "template-syntax"
            && location.starts_with("themes/plain/templates/broken.html:2:")),
        "{found:?}"
    );
    site.diagnostics_of_all_editions().iter().for_each(check_wording);
}

#[test]
fn a_template_that_cannot_be_read_hides_nothing() {
    let site = mistakes().with("=== themes/plain/templates/broken.html\n<p>\n{{ page.title }\n</p>\n");
    assert!(site.diagnostics_of_all_editions().iter().any(|finding| finding.code == "template-failed"));
}

/// The first finding of a site whose home page is shown by `template`.
fn said_of(template: &str) -> String {
    let site = Site::new(&format!("=== themes/plain/templates/home.html\n<p>\n{template}\n"));
    site.diagnostics().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn templates_are_spoken_of_in_plain_words() {
    for template in [
        "{{ page + 1 }}",
        "{{ page.title | round }}",
        "{{ asset(path=3) }}",
        "{{ t(key=page.nothing) }}",
        "{{ page.title | truncate(length=-1) }}",
        "{% if page.title > 3 %}{% endif %}",
    ] {
        let said = said_of(template);
        for never in ["&str", "i64", "f64", "usize", "map/struct", "`string`"] {
            assert!(!said.contains(never), "{template}\n{said}");
        }
    }
}

#[test]
fn what_a_template_lacks_is_reported_at_its_line() {
    for template in [
        "{{ nothing(x=1) }}",
        "{{ page.title | nothing }}",
        "{{ page.title is nothing }}",
        "{% include \"none.html\" %}",
    ] {
        let said = said_of(template);
        assert!(said.starts_with("themes/plain/templates/home.html:2:"), "{template}\n{said}");
    }
}

#[test]
fn every_page_with_a_mistake_is_still_there() {
    let site = mistakes();
    for number in (1..=21).filter(|number| ![14, 15, 16, 17].contains(number)) {
        site.page_despite_findings(&format!("/m{number:02}/"));
    }
    assert!(site.built().diagnostics.iter().any(is_error));
}

#[test]
fn more_mistakes_of_other_kinds() {
    let site = Site::page_of(
        "<b>html</b>\n\n[^1]\n\n{% notice(kind=\"x\") %}\n\n{{ number( }}\n\n[](@/page.md)\n\n[a](http://x.example)\n\n![b](https://x.example/y.png)",
    )
    .with("=== content/page.de.md\n+++\ntitle = \"Seite\"\n+++\n")
    .with("=== content/alias.md\n+++\ntitle = \"A\"\naliases = [\"x\"]\nslug = \"a b\"\n[taxonomies]\nnone = [\"x\"]\n+++\n")
    .with("=== content/contacts.toml\n[a]\ndisplay = \"1\"\nstate = \"x\"\n")
    .with("=== themes/plain/styles/bad.css\n} a {\n")
    .settings("minfy = true");
    let codes: BTreeSet<&str> = site.codes().into_iter().collect();
    let expected = [
        "bad-alias",
        "bad-argument",
        "bad-scheme",
        "bad-shortcode",
        "bad-slug",
        "bad-style",
        "link-without-words",
        "missing-footnote",
        "missing-key",
        "number-disagrees",
        "raw-html",
        "remote-picture",
        "unclosed-shortcode",
        "unknown-key",
        "unknown-language",
        "unknown-taxonomy",
        "unknown-word",
    ];
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), expected, "{}", site.diagnostics());
    site.built().diagnostics.iter().for_each(check_wording);
}
