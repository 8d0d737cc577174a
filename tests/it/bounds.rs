//! What is said stays readable, whatever there is to say; and large inputs are pages like others.

use crate::command::{liberate, temporary};
use crate::kit::Site;

/// A page with `markdown`, on disk, and what `check` says of it as text and as JSON.
fn checked(markdown: &str) -> (String, String, serde_json::Value) {
    let folder = temporary();
    Site::page_of(markdown).write_to(folder.path());
    let text = liberate(folder.path(), &["check", "--at", "2026-11-22", "--color", "never"]);
    let json = liberate(folder.path(), &["check", "--at", "2026-11-22", "--format", "json"]);
    (text.errors, text.output, serde_json::from_str(&json.output).expect("the output is JSON"))
}

#[test]
fn excerpts_of_long_lines_are_cut_around_the_place_in_every_face() {
    let markdown = format!(
        "{} @/none.md {} [here](@/nowhere.md) {}",
        "é".repeat(40_000),
        "word ".repeat(9000),
        "й".repeat(60_000)
    );
    let (errors, _, json) = checked(&markdown);
    let finding = json.as_array().unwrap().iter().find(|finding| finding["code"] == "unknown-page").unwrap();
    let excerpt = finding["excerpt"].as_str().unwrap();
    assert!(excerpt.starts_with('…') && excerpt.ends_with('…') && excerpt.chars().count() <= 162, "{excerpt}");
    assert!(excerpt.contains("[here](@/nowhere.md)"), "{excerpt}");
    let place = format!("content/page.md:5:{}", finding["column"]);
    assert!(errors.contains(&place) && errors.contains("[here](@/nowhere.md)"), "{errors}");
    assert!(errors.len() < 4000, "{} bytes", errors.len());
}

#[test]
fn what_repeats_by_the_thousand_is_counted() {
    let numbers: String = (0..2000).map(|number| format!("Call 0121 496 {:04} now.\n\n", number % 1000)).collect();
    let (errors, output, json) = checked(&numbers);
    assert_eq!(errors.matches("error[typed-number]").count(), 50);
    assert!(errors.contains("more of `typed-number` in 1 file: mend those above and look again"), "{errors}");
    assert!(output.contains("   2000 errors  typed-number"), "{output}");
    assert!(output.ends_with("errors, 0 warnings\n"), "{output}");
    let listed: Vec<&serde_json::Value> =
        json.as_array().unwrap().iter().filter(|finding| finding["code"] == "typed-number").collect();
    assert_eq!(listed.len(), 1000);
    assert_eq!(listed[999]["more"], 1000);
    assert!(listed[998].get("more").is_none());
}

/// What is wrong with a file by itself is kept up to a thousand of a kind; the rest is counted, everywhere where findings are counted.
#[test]
fn a_file_that_is_nothing_but_mistakes_is_counted_to_its_end() {
    let notes: String = (0..3000).map(|note| format!("Words[^note-{note}] and\n\n")).collect();
    let (_, output, json) = checked(&notes);
    assert!(output.contains("   3000 errors  missing-footnote") && output.contains("3000 errors, "), "{output}");
    let listed: Vec<&serde_json::Value> =
        json.as_array().unwrap().iter().filter(|finding| finding["code"] == "missing-footnote").collect();
    assert_eq!(listed.len(), 1000);
    assert_eq!(listed[999]["more"], 2000);
}

#[test]
fn the_same_sentence_is_said_once_with_its_places() {
    let links = "[there](@/nowhere.md)\n\n".repeat(9);
    let (errors, _, json) = checked(&links);
    assert_eq!(errors.matches("error[unknown-page]").count(), 1, "{errors}");
    let note = errors.split_whitespace().collect::<Vec<_>>().join(" ");
    let places = "the same in 8 places more: content/page.md:7:1, content/page.md:9:1, content/page.md:11:1, \
                  content/page.md:13:1, content/page.md:15:1 and 3 more";
    assert!(note.contains(places), "{errors}");
    assert_eq!(json.as_array().unwrap().len(), 9, "programs get all of them");
}

#[test]
fn kinds_are_counted_in_the_end_errors_first() {
    let markdown = "[a](@/one.md)\n\n[b](@/two.md)\n\n[c](@/three.md)\n\n##### Deep\n\nCall 0121 496 0000.";
    let (_, output, _) = checked(markdown);
    let lines: Vec<&str> = output.lines().map(str::trim).collect();
    assert_eq!(lines[0], "3 errors  unknown-page               in 1 file");
    assert!(lines[1].ends_with("heading-skipped            in 1 file"), "{output}");
    assert_eq!(lines.last(), Some(&"5 errors, 0 warnings"));
}

#[test]
fn equal_headings_tables_and_footnotes_are_numbered() {
    let html = |markdown: &str| {
        let site = Site::page_of(markdown);
        String::from_utf8(site.built().artifacts["/page/"].clone()).unwrap()
    };
    let page = html(&"## Same\n\nWords.\n\n".repeat(3000));
    assert!(page.contains("id=\"same\"") && page.contains("id=\"same-2\"") && page.contains("id=\"same-3000\""));
    let page = html(&"| a | b |\n| --- | --- |\n| 1 | x |\n\n".repeat(2000));
    assert_eq!(page.matches("<table>").count(), 2000);
    assert!(page.contains(" 2000\""), "each table has a name of its own");
    let notes = (0..2000).map(|number| format!("Word.[^{number}]\n\n[^{number}]: Note {number}.\n\n"));
    let page = html(&notes.collect::<String>());
    let last = page.split("id=\"note.2000\"").nth(1).unwrap_or_default();
    assert!(last.contains("Note 1999."), "the last note has its words");
}

#[test]
fn neighbours_follow_the_order_of_the_section_in_each_language() {
    let site = Site::new(
        "\
=== content/all/_index.md
+++
title = \"All\"
sort_by = \"title\"
+++
=== content/all/a.md
+++
title = \"Apple\"
+++
=== content/all/a.pl.md
+++
title = \"Zielone\"
status = \"reviewed\"
+++
=== content/all/b.md
+++
title = \"Berry\"
+++
=== content/all/c.md
+++
title = \"Cherry\"
+++
",
    );
    let beside = |address: &str, rel: &str| {
        let page = site.page(address);
        let link = page
            .split(&format!("rel=\"{rel}\" href=\""))
            .nth(1)
            .or_else(|| page.split(&format!("rel={rel} href=")).nth(1));
        link.and_then(|rest| rest.split(['"', '>']).next()).map(str::to_owned)
    };
    assert_eq!(beside("/all/b/", "prev").as_deref(), Some("/all/a/"));
    assert_eq!(beside("/all/b/", "next").as_deref(), Some("/all/c/"));
    assert_eq!(beside("/pl/all/b/", "prev"), None, "in Polish the first page comes last");
    assert_eq!(beside("/pl/all/a/", "prev").as_deref(), Some("/pl/all/c/"));
}

#[test]
fn what_grows_beyond_all_measure_is_said_once() {
    let part = |next: usize| {
        let call = format!("{{{{ part(from=\"@/p{next}.md\") }}}}");
        format!(
            "=== content/p{}.md\n+++\ntitle = \"P\"\nkind = \"part\"\n+++\n\nWords.\n\n{call}\n\n{call}\n",
            next - 1
        )
    };
    let last = "=== content/p30.md\n+++\ntitle = \"P\"\nkind = \"part\"\n+++\n\nEnd.\n";
    let page = "=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n{{ part(from=\"@/p0.md\") }}\n";
    let site = Site::new(&((1..=30).map(part).collect::<String>() + last + page));
    let said: Vec<&str> = site.codes().into_iter().filter(|code| *code == "page-overgrown").collect();
    assert!(!said.is_empty() && said.len() <= 31, "{}", said.len());
}

/// What is said of a site with that file, as `code message` lines.
fn said_of(path: &str, text: &str) -> String {
    Site::new(&format!("=== {path}\n{text}\n")).diagnostics()
}

#[test]
fn a_file_of_tables_with_too_many_entries_is_refused_before_it_is_read() {
    for (path, text) in [
        ("content/contacts.toml", "[a]\n".repeat(200_000)),
        ("content/facts.toml", format!("a = [{}]", "{b=1},".repeat(120_000))),
        ("content/gone.toml", format!("a = [{}]", "[],".repeat(250_000))),
        ("content/addresses.lock", "\"/a/\" = \"b\"\n".repeat(200_001)),
        ("themes/plain/strings/pl.toml", "a = 1\n".repeat(200_001)),
        ("liberate.toml", "#\n".repeat(200_001)),
    ] {
        let said = said_of(path, &text);
        assert!(said.contains("more than 200000 lines and values"), "{path}: {said}");
        assert!(said.contains(&format!("{path}:1:1 error unreadable")), "{path}: {said}");
    }
}

#[test]
fn braces_that_never_close_are_read_in_one_pass() {
    for markdown in
        ["{{".repeat(250_000), "{% ".repeat(160_000), "{{ \"".repeat(120_000), "{{ a(b=\"c\") ".repeat(35_000)]
    {
        assert!(Site::page_of(&markdown).codes().contains(&"unclosed-braces"));
    }
}

#[test]
fn lines_that_cannot_be_read_are_named_up_to_five_hundred_and_counted() {
    let said = said_of("content/contacts.toml", &"=\n".repeat(3000));
    assert_eq!(said.matches("bad-toml this line cannot be read").count(), 500);
    assert!(said.contains("more lines of this file cannot be read"), "{}", &said[..400]);
}

#[test]
fn what_stands_too_deep_is_said_where_it_begins() {
    for markdown in [
        "> ".repeat(100_000) + "words",
        (0..80).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect(),
        "{% notice(kind=\"note\") %}\n\n".repeat(80) + "words\n\n" + &"{% end %}\n\n".repeat(80),
    ] {
        let site = Site::page_of(&format!("Before.\n\n{markdown}\n"));
        let said = site.diagnostics();
        assert_eq!(said.matches("nested-too-deep").count(), 1, "{}", &said[..said.len().min(2000)]);
        assert!(!said.contains("lost-words"), "{}", &said[..said.len().min(2000)]);
    }
    let fine: String = (0..12).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    assert!(!Site::page_of(&fine).codes().contains(&"nested-too-deep"));
}

/// Files that are larger than anything of their kind are refused by their size, and settings that cannot be read are not missing.
#[test]
fn a_file_that_is_too_large_is_said_with_the_way_out() {
    let folder = temporary();
    Site::page_of("Words.").write_to(folder.path());
    let kept = std::fs::read(folder.path().join("liberate.toml")).unwrap();
    for (path, most) in [
        ("content/page.md", "512 kB"),
        ("content/numbers.csv", "512 kB"),
        ("themes/plain/templates/home.html", "512 kB"),
        ("themes/plain/styles/other.css", "512 kB"),
        ("liberate.toml", "4 MB"),
        ("content/contacts.toml", "4 MB"),
        ("content/addresses.lock", "16 MB"),
    ] {
        std::fs::write(folder.path().join(path), "#\n".repeat(9 << 20)).unwrap();
        let said = liberate(folder.path(), &["check", "--at", "2026-11-22", "--color", "never"]).errors;
        let words = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(&format!("this file is larger than {most}")), "{path}: {said}");
        assert!(words.contains("take out what does not belong in it"), "{path}: {said}");
        assert!(!words.contains("missing-config") && !words.contains("missing-key"), "{path}: {said}");
        std::fs::write(folder.path().join("liberate.toml"), &kept).unwrap();
        if path.contains('/') {
            std::fs::remove_file(folder.path().join(path)).unwrap();
        }
    }
}
