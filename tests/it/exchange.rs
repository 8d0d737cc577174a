//! What comes back from translators: complete and in order, or refused by text.

use crate::kit::Site;
use liberate::translation::{import, write_table, write_xliff};

const PAGE: &str = "=== content/page.md
+++
title = \"Advice\"
+++

Ring {{ number(id=\"helpline\") }} and [what to say](@/page.md#say) **now**. They had 23,411 calls in 2025.

- Say who. Say where you are now.
- Another thing

| One | Two |
|---|---|
| Left | Right |

## What to say {#say}
=== content/contacts.toml
[helpline]
name = \"Helpline\"
display = \"0121 496 0001\"
digits = \"01214960001\"
purpose = \"For everybody who needs help.\"
hours = \"Day and night.\"
routes = [\"By text.\", \"By post.\"]
checked_on = 2026-11-01
audience = \"public\"
state = \"publish\"
";

/// The second item, which tests write over: its id.
const ITEM: &str = "p3";

fn site() -> Site {
    Site::new(PAGE)
}

fn xliff(site: &Site, source: &str) -> String {
    site.at_desk(|desk| write_xliff(&desk.export("pl", Some(source)).unwrap(), "en", "pl"))
}

fn table(site: &Site, source: &str) -> String {
    site.at_desk(|desk| write_table(&desk.export("pl", Some(source)).unwrap(), "en", "pl", "ltr"))
}

/// Puts a target behind every source of an export, in capitals with a Polish letter.
fn filled(xml: &str) -> String {
    let mut out = String::new();
    for line in xml.split_inclusive('\n') {
        out.push_str(line);
        if let Some(source) = line.trim().strip_prefix("<source xml:space=\"preserve\">") {
            out.push_str(&format!("<target>{}</target>\n", shouted(source.trim_end_matches("</source>"))));
        }
    }
    out
}

fn filled_table(html: &str) -> String {
    let mut out = String::new();
    for line in html.split_inclusive('\n') {
        let cells: Vec<&str> = line.split("</td><td>").collect();
        let filled = cells.get(1).map(|source| format!("dir=\"ltr\"><p>{}</p></td>", shouted(source)));
        out.push_str(&filled.map_or_else(|| line.to_owned(), |cell| line.replace("dir=\"ltr\"></td>", &cell)));
    }
    out
}

fn shouted(source: &str) -> String {
    let mut inside = false;
    let shouted = source.chars().map(|sign| {
        inside = (inside || matches!(sign, '<' | '{')) && !matches!(sign, '>' | '}');
        if inside || matches!(sign, '>' | '}') {
            sign.to_string()
        } else {
            sign.to_uppercase().to_string().replace('A', "Ą")
        }
    });
    shouted.collect()
}

/// The one unit of an export with that id, as it is.
fn unit<'x>(xml: &'x str, id: &str) -> &'x str {
    let start = xml.find(&format!("<unit id=\"{id}\"")).unwrap_or_else(|| panic!("no {id} in {xml}"));
    &xml[start..start + xml[start..].find("</unit>").unwrap() + "</unit>".len()]
}

/// The new text of the translation, or the codes and messages of all findings, one a line, each with its line in the file.
fn come_back(site: &Site, bytes: &[u8]) -> Result<String, String> {
    site.at_desk(|desk| match import(desk, "back.xlf", bytes) {
        Ok(imported) => Ok(imported.changes.writes.last().unwrap().1.clone()),
        Err(refused) => {
            assert!(!refused.findings.is_empty());
            let lines = refused.findings.iter().map(|finding| {
                let at = (finding.location.span.start as usize).min(refused.text.len());
                let line = refused.text[..at].matches('\n').count() + 1;
                assert!(!finding.hint.is_empty() && finding.message.split_whitespace().count() <= 25, "{finding:?}");
                format!("{line} {} {}", finding.code, finding.message)
            });
            Err(lines.collect::<Vec<_>>().join("\n"))
        }
    })
}

#[track_caller]
fn taken(site: &Site, bytes: &[u8]) -> String {
    come_back(site, bytes).unwrap_or_else(|why| panic!("{why}\n{}", String::from_utf8_lossy(bytes)))
}

#[track_caller]
fn refused(site: &Site, bytes: &[u8], why: &str) {
    match come_back(site, bytes) {
        Ok(text) => panic!("this was taken, and should be refused with {why:?}:\n{text}"),
        Err(found) => assert!(found.contains(why), "{why:?} is not said, but:\n{found}"),
    }
}

/// The filled export with another inside of the item.
fn with_item(site: &Site, inside: &str) -> String {
    let xml = filled(&xliff(site, "page.md"));
    let old = unit(&xml, ITEM).to_owned();
    xml.replace(&old, &format!("<unit id=\"{ITEM}\">\n{inside}\n</unit>"))
}

fn item(site: &Site, inside: &str) -> Result<String, String> {
    let text = come_back(site, with_item(site, inside).as_bytes())?;
    let line = text.lines().filter(|line| line.starts_with("- ")).nth(1).unwrap_or_default();
    Ok(line.trim_start_matches("- ").to_owned())
}

/// What the second item says when its words came back as `words`, in XML.
fn words(site: &Site, words: &str) -> Result<String, String> {
    item(site, &format!("<segment><source>Another thing</source><target>{words}</target></segment>"))
}

// Segments

#[test]
fn every_part_of_a_text_is_translated_or_none() {
    let site = site();
    let two = |first: &str, second: &str| {
        item(
            &site,
            &format!(
                "<segment{first}</segment>\n<ignorable><source> </source></ignorable>\n<segment{second}</segment>"
            ),
        )
    };
    let (one, other) = ("><source>Another</source>", "><source>thing</source>");
    let fine = two(&format!("{one}<target>Inna</target>"), &format!("{other}<target>rzecz</target>"));
    assert_eq!(fine.unwrap(), "Inna rzecz");
    for (first, second, why) in [
        (format!("{one}<target>Inna</target>"), other.to_owned(), "only 1 of its 2 parts"),
        (one.to_owned(), format!("{other}<target>rzecz</target>"), "only 1 of its 2 parts"),
        (format!("{one}<target>Inna</target>"), format!("{other}<target/>"), "only 1 of its 2 parts"),
        (format!("{one}<target> </target>"), format!("{other}<target>rzecz</target>"), "only 1 of its 2 parts"),
        (one.to_owned(), other.to_owned(), "its translation is missing"),
        (
            format!("{one}<target>Inna rzecz</target>"),
            format!(" state=\"final\"{other}<target/>"),
            "marked as translated and is empty",
        ),
        (format!("{one}<target>Inna</target>"), "><target>rzecz</target>".to_owned(), "not what was exported"),
        (format!("{one}<target>Inna</target><target>Inny</target>"), other.to_owned(), "twice"),
    ] {
        assert!(two(&first, &second).as_ref().is_err_and(|found| found.contains(why)), "{first} {second} {why}");
    }
}

#[test]
fn parts_come_in_the_order_of_the_translation() {
    let site = site();
    let three = |orders: [&str; 3]| {
        let order = |order: &str| if order.is_empty() { String::new() } else { format!(" order=\"{order}\"") };
        item(
            &site,
            &format!(
                "<segment><source>Another</source><target{}>rzecz</target></segment><ignorable><source> </source><target{}> </target></ignorable><segment><source>thing</source><target{}>Inna</target></segment>",
                order(orders[0]),
                order(orders[1]),
                order(orders[2]),
            ),
        )
    };
    assert_eq!(three(["3", "2", "1"]).unwrap(), "Inna rzecz");
    assert_eq!(three(["3", "", "1"]).unwrap(), "Inna rzecz");
    assert_eq!(three(["", "", ""]).unwrap(), "rzecz Inna");
    for orders in [["1", "2", "1"], ["3", "2", ""], ["4", "2", "1"], ["0", "2", "1"], ["-1", "2", "x"], ["2", "", ""]] {
        assert!(three(orders).is_err_and(|found| found.contains("exchange-order")), "{orders:?}");
    }
}

#[test]
fn states_are_believed() {
    let site = site();
    let state = |state: &str| {
        item(&site, &format!("<segment {state}><source>Another thing</source><target>Inna rzecz</target></segment>"))
    };
    for fine in ["", "state=\"translated\"", "state=\"reviewed\"", "state=\"final\" subState=\"a:b\""] {
        assert_eq!(state(fine).unwrap(), "Inna rzecz", "{fine}");
    }
    assert!(state("state=\"initial\"").unwrap_err().contains("not translated yet"));
    assert!(state("state=\"needs-translation\"").unwrap_err().contains("no state of a segment"));
}

// Ids, files, languages

#[test]
fn every_text_is_there_once_and_is_the_source_s() {
    let site = site();
    let xml = filled(&xliff(&site, "page.md"));
    let one = unit(&xml, ITEM).to_owned();
    refused(&site, xml.replace(&one, &format!("{one}{one}")).as_bytes(), "is in this file twice");
    refused(&site, xml.replace(&one, "").as_bytes(), "`p3`: its translation is missing");
    refused(&site, xml.replace("id=\"p3\"", "id=\"p99\"").as_bytes(), "the source has no such text");
    let swapped =
        xml.replace("id=\"p3\"", "id=\"x\"").replace("id=\"p2\"", "id=\"p3\"").replace("id=\"x\"", "id=\"p2\"");
    refused(&site, swapped.as_bytes(), "is not what was exported");
    let renamed = xml.replace("content/page.md", "content/contacts.toml");
    refused(&site, renamed.as_bytes(), "has changed since this was exported");
    refused(&site, xml.replace("content/page.md", "content/other.md").as_bytes(), "there is no file");
    refused(&site, xml.replace("content/page.md", "../../page.md").as_bytes(), "there is no file");
    let file = &xml[xml.find("<file").unwrap()..xml.find("</xliff>").unwrap()];
    refused(&site, xml.replace("</xliff>", &format!("{file}</xliff>")).as_bytes(), "is in this file twice");
    refused(&site, xliff(&site, "page.md").as_bytes(), "holds no translation");
}

#[test]
fn the_languages_are_those_of_the_export() {
    let site = site();
    let xml = filled(&xliff(&site, "page.md"));
    let check = |old: &str, new: &str, why: &str| refused(&site, xml.replace(old, new).as_bytes(), why);
    check("trgLang=\"pl\"", "trgLang=\"ur\"", "the language of the translation of this file is `ur`, and was `pl`");
    check(" trgLang=\"pl\"", "", "does not say its language of the translation, which was `pl`");
    check("trgLang=\"pl\"", "trgLang=\"pl-Cyrl\"", "was `pl`");
    check("srcLang=\"en\"", "srcLang=\"de\"", "the language of the source of this file is `de`, and was `en`");
    check(" srcLang=\"en\"", "", "does not say its language of the source");
    check("<target>", "<target xml:lang=\"cs\">", "the language of a text");
    let old = xml.replace("<note category=\"language\">pl</note>", "");
    refused(&site, old.replace("trgLang=\"pl\"", "trgLang=\"xx\"").as_bytes(), "`xx` is no language to translate into");
    taken(
        &site,
        xml.replace("srcLang=\"en\"", "srcLang=\"en-GB\"").replace("trgLang=\"pl\"", "trgLang=\"pl-PL\"").as_bytes(),
    );
    let html = filled_table(&table(&site, "page.md"));
    refused(&site, html.replace("<h1>en – pl</h1>", "<h1>en – ur</h1>").as_bytes(), "was `pl`");
    refused(&site, html.replace("(pl)", "(ur)").as_bytes(), "was `ur`");
}

// Kinds of files

#[test]
fn other_kinds_of_files_are_named() {
    let site = site();
    let xml = filled(&xliff(&site, "page.md"));
    let core = "urn:oasis:names:tc:xliff:document:2.0";
    let check = |bytes: &[u8], why: &str| refused(&site, bytes, why);
    check(b"<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"/>", "this file is XLIFF 1.2");
    check(
        xml.replace(core, "urn:oasis:names:tc:xliff:document:2.2").replace("\"2.1\"", "\"2.2\"").as_bytes(),
        "this file is XLIFF 2.2",
    );
    check(xml.replace(" version=\"2.1\"", "").as_bytes(), "XLIFF of no version");
    check(b"<tmx version=\"1.4\"/>", "another translation tool");
    check(b"<?xml version=\"1.0\"?><a/>", "XML, but no XLIFF");
    check(b"PK\x03\x04rest", "a document of Word or LibreOffice");
    check(b"{\\rtf1 a}", "RTF");
    check(b"%PDF-1.7", "a PDF");
    check(b"Title,Text\n", "no file that was exported");
    check(b"", "no file that was exported");
    check(b"<html><body><p>Hello</p></body></html>", "no file that was exported");
    check(&xml.as_bytes()[..xml.len() - 30], "exchange-broken");
    check(xml.replace("</target>", "</target").as_bytes(), "exchange-broken");
    taken(&site, xml.replace("version=\"2.1\"", "version=\"2.0\"").as_bytes());
}

#[test]
fn encodings_are_read_or_named() {
    let site = site();
    let xml = filled(&xliff(&site, "page.md"));
    let expected = taken(&site, xml.as_bytes());
    let utf16 = |big: bool| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(xml.replace("UTF-8", "UTF-16").encode_utf16().collect::<Vec<_>>());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    // Ą is one byte in this encoding.
    let narrow = |text: &str| -> Vec<u8> {
        text.chars()
            .map(|sign| match sign {
                'Ą' => 0xa5,
                '–' => 0x96,
                sign => u8::try_from(sign).unwrap_or(b'?'),
            })
            .collect()
    };
    for bytes in [
        format!("\u{feff}{xml}").into_bytes(),
        xml.replace('\n', "\r\n").into_bytes(),
        utf16(false),
        utf16(true),
        utf16(false)[2..].to_vec(),
        narrow(&xml.replace("UTF-8", "windows-1250")),
    ] {
        assert_eq!(taken(&site, &bytes), expected);
    }
    let html = filled_table(&table(&site, "page.md"));
    let declared =
        html.replace("charset=\"utf-8\"", "http-equiv=Content-Type content=\"text/html; charset=windows-1250\"");
    assert_eq!(taken(&site, &narrow(&declared)), expected);
    refused(&site, &narrow(&xml), "holds bytes that are no letters in `UTF-8`");
    refused(&site, xml.replace("UTF-8", "KLINGON-1").as_bytes(), "`klingon-1` is no known encoding");
    refused(&site, &utf16(false)[..1001], "no letters in `UTF-16LE`");
    refused(&site, xml.replace("ĄNOTHER", "\0").as_bytes(), "no letters");
}

#[test]
fn bombs_are_refused_in_plain_words() {
    let site = site();
    let check = |inside: String, why: &str| refused(&site, with_item(&site, &inside).as_bytes(), why);
    let target = |inside: &str| format!("<segment><source>Another thing</source><target>{inside}</target></segment>");
    let deep = |tag: &str, times: usize| {
        format!("{}x{}", format!("<{tag} id=\"1\">").repeat(times), format!("</{tag}>").repeat(times))
    };
    check(target(&deep("pc", 100_000)), "more than 100 tags inside each other");
    check(target(&deep("mrk", 100_000)), "more than 100 tags inside each other");
    check(deep("group", 3000), "more than 100 tags inside each other");
    check(target(&"<sm/>".repeat(600_000)), "more than 500000 tags and texts");
    let attributes: String = (0..2000).map(|number| format!(" a{number}=\"\"")).collect();
    check(target(&format!("<mrk{attributes}/>")), "more than 1000 attributes in one tag");
    let spaces: String = (0..1100).map(|number| format!("<mrk xmlns:a{number}=\"a\"/>")).collect();
    check(target(&spaces), "more than 1000 namespaces");
    let xml = filled(&xliff(&site, "page.md"));
    let dtd = xml.replacen("<xliff", "<!DOCTYPE xliff [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<xliff", 1);
    refused(&site, dtd.as_bytes(), "2 exchange-dtd");
    refused(&site, xml.replace("ĄNOTHER", "&unknown;").as_bytes(), "exchange-broken");
    refused(&site, xml.replace("ĄNOTHER", &"a".repeat(10_000_000)).as_bytes(), "more than 10000000 bytes");
    let html = filled_table(&table(&site, "page.md"));
    let deep = html.replace("ĄNOTHER", &"<div><b>".repeat(100_000));
    assert!(taken(&site, deep.as_bytes()).contains("- THING"));
    let wide = html
        .replace("ĄNOTHER", &format!("<b {}>", (0..20_000).map(|number| format!("a{number} ")).collect::<String>()));
    refused(&site, wide.as_bytes(), "bytes in one tag");
    refused(&site, html.replace("ĄNOTHER", &"<table><tr><td>".repeat(50_000)).as_bytes(), "exchange-");
}

// Codes and white space

#[test]
fn codes_of_every_kind_are_read() {
    let site = site();
    let xml = filled(&xliff(&site, "page.md"));
    let expected = taken(&site, xml.as_bytes());
    let old = unit(&xml, "p1").to_owned();
    let target = &old[old.find("<target>").unwrap()..old.find("</target>").unwrap()];
    let with = |new: &str| xml.replace(target, &format!("<target>{new}"));
    let spans = with(
        "RING <ph id=\"1\"/> ĄND <sc id=\"2\"/>WHĄT TO SĄY<ec startRef=\"2\"/> <pc id=\"3\">NOW</pc>. THEY HĄD 23,411 CĄLLS IN 2025.",
    );
    assert_eq!(taken(&site, spans.as_bytes()), expected);
    let notes = with(
        "<mrk id=\"m1\" type=\"comment\" value=\"x\">RING</mrk> <ph id=\"1\"/> <!-- a -->ĄN<sm id=\"m2\"/><![CDATA[D]]> <pc id=\"2\">WHĄT TO <cp hex=\"0053\"/>ĄY</pc><em startRef=\"m2\"/> <pc id=\"3\">NOW</pc>. THEY HĄD 23,411 CĄLLS IN 2025.",
    );
    assert_eq!(taken(&site, notes.as_bytes()), expected);
    let pretty = with(
        "\n        RING\n        <ph id=\"1\"/>\n        ĄND\n        <pc id=\"2\">\n          WHĄT TO SĄY\n        </pc>\n        <pc id=\"3\">NOW</pc>. THEY\u{20}\u{20}HĄD 23,411 CĄLLS\n IN 2025.\n      ",
    );
    assert_eq!(taken(&site, pretty.as_bytes()), expected);
    let moved = with("<pc id=\"3\">NOW</pc> <pc id=\"2\">WHĄT</pc> <ph id=\"1\"/>: 23 411, 2025.");
    assert!(
        taken(&site, moved.as_bytes())
            .contains("**NOW** [WHĄT](@/page.md#say) {{ number(id=\"helpline\") }}: 23 411, 2025.")
    );
    // A picture is made by a sign before a link, and by nothing that a translator writes.
    let call = with("RING <ph id=\"1\"/>!<pc id=\"2\">A</pc> <pc id=\"3\">B!</pc>! 23,411 2025!");
    assert!(taken(&site, call.as_bytes()).contains("}}\\![A](@/page.md#say) **B!**! 23,411 2025!"));
    let end = "THEY HĄD 23,411 CĄLLS IN 2025.";
    for (new, why) in [
        ("RING <ph id=\"1\"/> <pc id=\"2\">A</pc> <pc id=\"3\"/>", "there is nothing inside placeholder 3"),
        ("RING <ph id=\"1\"/> <pc id=\"2\">A</pc> <pc id=\"3\">  </pc>", "there is nothing inside placeholder 3"),
        ("RING <ph id=\"1\"/><ph id=\"1\"/> <pc id=\"2\">A</pc> <pc id=\"3\">B</pc>", "placeholder 1 is there twice"),
        ("RING <pc id=\"2\">A</pc> <pc id=\"3\">B</pc>", "placeholder 1 is missing"),
        ("RING <ph id=\"1\"/> A <pc id=\"3\">B</pc>", "placeholder 2 is missing"),
        ("RING <ph id=\"1\"/> <sc id=\"2\"/>A <pc id=\"3\">B</pc>", "the end of placeholder 2 is missing"),
        (
            "RING <ph id=\"1\"/> <sc id=\"2\"/>A <sc id=\"3\"/>B<ec startRef=\"2\"/>C<ec startRef=\"3\"/>",
            "in the wrong order",
        ),
        (
            "RING <ph id=\"1\"/> <pc id=\"2\">A</pc> <pc id=\"3\">B</pc> <pc id=\"b1\">x</pc>",
            "without one of our numbers",
        ),
        ("RING <ph id=\"1\"/> <pc id=\"2\">A</pc> <pc id=\"3\">B</pc> <b>x</b>", "it holds <b>"),
        ("RING <ph id=\"1\"/> <pc id=\"2\">A</pc> <pc id=\"3\">B</pc> <cp hex=\"0007\"/>", "the invisible sign U+0007"),
        ("RING <ph id=\"1\"/> <pc id=\"2\">A</pc> <pc id=\"3\">B</pc> <cp hex=\"zz\"/>", "no number names"),
    ] {
        refused(&site, with(&format!("{new} {end}")).as_bytes(), why);
    }
    let codes = "RING <ph id=\"1\"/> <pc id=\"2\">A</pc> <pc id=\"3\">B</pc>";
    for numbers in ["24,311 2025", "23,411", "23,411 2052", "23,411 2025 1", "none"] {
        refused(&site, with(&format!("{codes} {numbers}")).as_bytes(), "its numbers are not those of the source");
    }
}

// Words are words

#[test]
fn words_stand_on_the_page_as_they_were_written_or_are_refused() {
    let mut stands = 0;
    for text in [
        "[x](http://evil.example)",
        "![x](http://evil.example/x.png)",
        "<http://evil.example>",
        "<script>alert()</script> and <b>bold</b>",
        "<!-- hidden --> shown",
        "# Title",
        "Title {#id}",
        "{{ number(id=\"helpline\") }} {% end %}",
        "a | b",
        "- item",
        "+ item",
        "* item",
        "> quotation",
        "~~~ code ~~struck~~ ~out~",
        "`code` and ``more``",
        "    indented",
        "*one* _two_ **three** __four__",
        "snake_case_word and * alone",
        "a \\* b \\",
        "&amp; &lt; &copy; &#x; R&D",
        ": meaning",
        ":::warning",
        "[^note]: x [ref]: /url \"t\"",
        "[!DANGER] look",
        "[ ] task [x] done",
        "--- === +++ ***",
        "=",
        "Look! [[page]]",
        "$x$ ^up^ H~x~O ==mark== :smile:",
        "https://example.org www.example.org a@b.example",
        "Ends with !",
        "Ends with #",
        "“quoted” 'single' \"double\"",
        "non\u{a0}breaking, zero\u{200c}width, ltr\u{200e}",
    ] {
        let mut site = site();
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let xml =
            with_item(&site, &format!("<segment><source>Another thing</source><target>{escaped}</target></segment>"));
        let cell = xml.replace("<target>LEFT</target>", &format!("<target>{escaped}</target>"));
        assert_ne!(cell, xml);
        match come_back(&site, cell.as_bytes()) {
            Ok(page) => site.edit("content/page.pl.md", &page),
            // Readers would see the signs of another tool; an author hears the same.
            Err(why) => {
                assert!(why.contains("would not hold together"), "{text:?}: {why}");
                continue;
            }
        }
        stands += 1;
        let shown = plain(site.article_despite_findings("/pl/page/"));
        assert_eq!(shown.matches(text.trim()).count(), 2, "{text:?} is not on the page, but {shown}");
        let links = site.article_despite_findings("/pl/page/").matches("<a ").count();
        assert_eq!(links, 2, "a telephone and a link, for {text:?}");
    }
    assert!(stands >= 15, "{stands} stand");
}

/// The words of a finished page.
fn plain(html: &str) -> String {
    scraper::Html::parse_fragment(html).root_element().text().collect::<String>()
}

#[test]
fn numbers_at_the_beginning_of_a_line_make_no_list() {
    let mut site = Site::page_of("1. First\n\nSee 1. for it, and 2) too.");
    let site_text = filled(&xliff(&site, "page.md")).replace("SEE 1. FOR IT, ĄND 2) TOO.", "1. SEE 2) OK");
    site.edit("content/page.pl.md", &taken(&site, site_text.as_bytes()));
    assert!(site.article_despite_findings("/pl/page/").contains("<p>1. SEE 2) OK</p>"));
}

#[test]
fn backslashes_of_the_source_are_none_of_the_translation_s() {
    let mut site = Site::page_of("\\# No heading **\\[here\\]** or \\*there\\*\n\n> One\n> \\- two \\* three");
    let xml = xliff(&site, "page.md");
    assert!(xml.contains("># No heading <pc") && xml.contains(">[here]</pc> or *there*<"), "{xml}");
    assert!(xml.contains(">One - two * three<"), "{xml}");
    site.edit("content/page.pl.md", &taken(&site, filled(&xml).as_bytes()));
    let shown = plain(site.article_despite_findings("/pl/page/"));
    assert!(shown.contains("# NO HEĄDING [HERE] OR *THERE*") && shown.contains("ONE - TWO * THREE"), "{shown}");
    // What is current stays as it is when something else changes.
    site.replace("content/page.md", "\\# No heading", "\\# No title");
    site.edit("content/page.pl.md", &taken(&site, filled(&xliff(&site, "page.md")).as_bytes()));
    let shown = plain(site.article_despite_findings("/pl/page/"));
    assert!(shown.contains("# NO TITLE [HERE]") && shown.contains("ONE - TWO * THREE"), "{shown}");
}

#[test]
fn what_markdown_cannot_show_is_refused() {
    let site = Site::page_of("Please **stop** it here.");
    let xml = filled(&xliff(&site, "page.md"));
    let old = "PLEĄSE <pc id=\"1\" dataRefStart=\"d1\" dataRefEnd=\"d3\">STOP</pc> IT HERE.";
    assert!(xml.contains(old), "{xml}");
    refused(&site, xml.replace(old, "警告<pc id=\"1\">：</pc>请").as_bytes(), "a page cannot show these words");
    assert!(taken(&site, xml.replace(old, "警告<pc id=\"1\">停止：</pc>请").as_bytes()).contains("警告**停止**：请"));
    taken(&site, xml.replace(old, "警告<pc id=\"1\">停止</pc>：请").as_bytes());
}

#[test]
fn signs_that_nobody_sees_are_refused() {
    let site = site();
    for sign in
        ['\u{202e}', '\u{2066}', '\u{e000}', '\u{fffd}', '\u{200b}', '\u{85}', '\u{2028}', '\u{feff}', '\u{e0041}']
    {
        let found = words(&site, &format!("a{sign}b")).unwrap_err();
        assert!(found.contains(&format!("the invisible sign U+{:04X}", u32::from(sign))), "{found}");
    }
    assert!(words(&site, "a&#x1;b").is_err());
}

#[test]
fn english_is_no_translation() {
    let site = site();
    let xml = filled(&xliff(&site, "page.md"));
    let old = unit(&xml, "p2").to_owned();
    let english = old.replace("SĄY WHO. SĄY WHERE YOU ĄRE NOW.", "Say who. Say where you are now.");
    assert_ne!(old, english);
    refused(&site, xml.replace(&old, &english).as_bytes(), "it says the same as the English");
    let checked = english.replace("<segment>", "<segment state=\"final\">");
    taken(&site, xml.replace(&old, &checked).as_bytes());
    assert_eq!(words(&site, "Another thing").unwrap(), "Another thing", "short texts may be names");
    let copied = xliff(&site, "page.md");
    let mut all = String::new();
    for line in copied.split_inclusive('\n') {
        all.push_str(&line.replace("<segment>", "<segment state=\"final\">"));
        if line.contains("<source") {
            all.push_str(&line.replace("source", "target"));
        }
    }
    refused(&site, all.as_bytes(), "all texts of `content/page.md` are still English");
}

// Tables of office programs

#[test]
fn tables_are_taken_whole_or_refused() {
    let site = site();
    let html = filled_table(&table(&site, "page.md"));
    let expected = taken(&site, filled(&xliff(&site, "page.md")).as_bytes());
    assert_eq!(taken(&site, html.as_bytes()), expected);
    let cell = "<p>ĄNOTHER THING</p>";
    for fine in [
        "<p class=MsoNormal><span lang=PL style='font-size:\n11.0pt'>ĄNOTHER\n  THING<o:p></o:p></span></p>",
        "ĄNOTHER THING<br>",
        "<p>&nbsp;</p><p>ĄNOTHER <b>THING</b></p><p><br/></p>",
        "<p><!--[if !supportEmptyParas]--><!-- > --><a href=\"https://example.org\">ĄNOTHER</a> THING</p>",
        "<P ALIGN=LEFT><FONT FACE=\"x\">&#260;NOTHER THING</FONT></P>",
    ] {
        assert_eq!(taken(&site, html.replace(cell, fine).as_bytes()), expected, "{fine}");
    }
    for (new, why) in [
        ("<p><del>OLD</del><ins>ĄNOTHER</ins> THING</p>", "tracked changes"),
        ("<p><del cite=\"mailto:x\" datetime=\"2026-01-01\">OLD</del>THING</p>", "tracked changes"),
        ("<p><span class=msoDel>OLD</span> THING</p>", "tracked changes"),
        ("<p><s>OLD</s> THING</p>", "struck-out words"),
        ("<p><span style='text-decoration: line-through'>OLD</span> THING</p>", "struck-out words"),
        ("<p>THING<a class=msocomanchor href=\"#_msocom_1\">[J1]</a></p>", "a comment"),
        ("<p><span style='display:none'>secret</span>THING</p>", "hidden words"),
        ("<p><span style='mso-hide: all'>secret</span>THING</p>", "hidden words"),
        ("<p>ĄNOTHER</p><p>THING</p>", "several lines or paragraphs"),
        ("ĄNOTHER<br>THING", "several lines or paragraphs"),
        ("<div>ĄNOTHER</div>THING", "several lines or paragraphs"),
        ("<ul><li>ĄNOTHER THING</li></ul>", "it holds a list"),
        ("<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>THING</p>", "it holds a list"),
        ("<p>THING <img src=x.png></p>", "a picture or a field"),
        ("<table><tr><td>THING</td></tr></table>", "it holds a table"),
        ("<p></p>", "its translation is missing"),
        ("<p>ĄNOTHER {1} THING</p>", "placeholder 1 is there twice, or is none"),
        ("<p>ĄNOTHER</p></td><td><p>THING</p>", "this row has 5 cells"),
    ] {
        refused(&site, html.replace(cell, new).as_bytes(), why);
    }
    let row = html.lines().find(|line| line.contains(cell)).unwrap().to_owned();
    refused(&site, html.replace(&row, "").as_bytes(), "its translation is missing");
    refused(&site, html.replace(&row, &format!("{row}{row}")).as_bytes(), "is in this file twice");
    refused(
        &site,
        html.replace("<td>Another thing</td>", "<td>Another thing else</td>").as_bytes(),
        "not what was exported",
    );
    refused(
        &site,
        html.replace("<h2>content", "<h2>Advice").replace(" (pl)</h2>", " end. (pl)</h2>").as_bytes(),
        "exchange-heading",
    );
    // A brace of the words themselves is written twice; digits of any kind number a placeholder.
    let braces = taken(&site, html.replace(cell, "<p>{{x} a{b}</p>").as_bytes());
    assert!(braces.contains("- \\{x} a\\{b}\n"), "{braces}");
    taken(&site, html.replace("{1}", "{ ۱ }").as_bytes());
}

// Records and strings

#[test]
fn records_are_taken_whole_or_refused() {
    let site = site();
    let xml = filled(&xliff(&site, "contacts.toml"));
    let text = taken(&site, xml.as_bytes());
    assert!(text.contains("routes = [\"BY TEXT.\", \"BY POST.\"]"), "{text}");
    let one = unit(&xml, "helpline.hours").to_owned();
    refused(&site, xml.replace(&one, "").as_bytes(), "`helpline.hours`: its translation is missing");
    refused(&site, xml.replace("DĄY ĄND NIGHT.", "").as_bytes(), "`helpline.hours`: its translation is missing");
    refused(&site, xml.replace("DĄY ĄND NIGHT.", "{name}").as_bytes(), "braces");
    refused(&site, xml.replace("DĄY ĄND NIGHT.", "24/7").as_bytes(), "its numbers are not those");
    refused(
        &site,
        xml.replace("FOR EVERYBODY WHO NEEDS HELP.", "For everybody who needs help.").as_bytes(),
        "same as the English",
    );
    // What the source no longer has goes from the translation as well.
    let mut site = site;
    site.edit("content/contacts.pl.toml", &text);
    site.replace("content/contacts.toml", ", \"By post.\"", ", \"By letter.\"");
    site.replace("content/contacts.pl.toml", "\"BY POST.\"", "\"BY POST.\", \"BY PIGEON.\"");
    let text = taken(&site, filled(&xliff(&site, "contacts.toml")).as_bytes());
    assert!(text.contains("routes = [\"BY TEXT.\", \"BY LETTER.\"]"), "{text}");
}

#[test]
fn strings_are_asked_for_in_every_form_of_the_language() {
    let mut site = site();
    site.delete("themes/plain/strings/pl.toml");
    let xml = xliff(&site, "themes/plain/strings/en.toml");
    let ids: Vec<&str> = xml.split("<unit id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let forms: Vec<&str> = ids
        .iter()
        .filter_map(|id| Some(id.rsplit_once('.')?.1))
        .filter(|form| matches!(*form, "few" | "many" | "one"))
        .collect();
    assert!(forms.contains(&"few") && forms.contains(&"many") && forms.contains(&"one"), "{ids:?}");
    let plural = ids.iter().find(|id| id.ends_with(".few")).unwrap();
    let full = filled(&xml);
    let text = taken(&site, full.as_bytes());
    refused(
        &site,
        full.replace(unit(&full, plural), "").as_bytes(),
        &format!("`{plural}`: its translation is missing"),
    );
    site.edit("themes/plain/strings/pl.toml", &text);
    assert!(
        site.diagnostics().lines().all(|line| !line.contains("strings/pl.toml") || !line.contains(" error ")),
        "{}",
        site.diagnostics()
    );
}

#[test]
fn emphasis_that_ends_in_punctuation_before_a_letter_survives() {
    let site = site();
    let back = filled(&xliff(&site, "page.md"));
    assert!(back.contains("NOW</pc>. THEY"), "{back}");
    for (inside, behind, expected) in [
        ("停。", "然后", "**停**。然后 THEY"),
        ("（停）", "然后", "**（停**）然后 THEY"),
        ("arrêt !", "et", "**arrêt** !et THEY"),
        ("停！？", "Ring", "**停**！？Ring THEY"),
    ] {
        let back = back.replace("NOW</pc>. THEY", &format!("{inside}</pc>{behind} THEY"));
        let page = taken(&site, back.as_bytes());
        assert!(page.contains(expected), "{inside}{behind}: {page}");
    }
    let joined = back.replace(
        " <pc id=\"3\" dataRefStart=\"d7\" dataRefEnd=\"d9\">NOW</pc>. THEY",
        "请<pc id=\"3\" dataRefStart=\"d7\" dataRefEnd=\"d9\">“停”</pc>然后 THEY",
    );
    assert_ne!(joined, back);
    assert!(taken(&site, joined.as_bytes()).contains("请“**停**”然后 THEY"));
}
