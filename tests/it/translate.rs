//! Translation work at the command line (U13, U28): how far it is, what changed, what goes out and comes back.

use crate::command::{Run, files_below, liberate, temporary};
use crate::kit::Site;
use std::path::Path;

const PAGE: &str = "\
+++
title = \"Advice\"
description = \"What to do.\"
+++

Ring {{ number(id=\"helpline\") }} and [what to say](@/page.md#say) **now**.

{% details(summary=\"More\") %}
- On 19 May they counted 23,411 calls.
- Another thing
{% end %}

## What to say {#say}

Say where you are.
";

const CONTACTS: &str = "\
[helpline]
name = \"Helpline\"
display = \"0121 496 0001\"
digits = \"01214960001\"
purpose = \"For everybody.\"
checked_on = 2026-11-01
audience = \"public\"
state = \"publish\"
";

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let mut site = Site::new("");
        site.edit("content/page.md", PAGE);
        site.edit("content/contacts.toml", CONTACTS);
        let folder = temporary();
        site.write_to(folder.path());
        Self { folder }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let arguments: Vec<&str> = ["translate"].into_iter().chain(arguments.iter().copied()).collect();
        liberate(self.root(), &arguments)
    }

    #[track_caller]
    fn fine(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!((run.code, run.errors.as_str()), (0, ""), "{arguments:?}: {}", run.output);
        run.output
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn write(&self, path: &str, text: &str) {
        std::fs::write(self.root().join(path), text).unwrap();
    }

    fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} does not hold {old:?}:\n{text}");
        self.write(path, &text.replace(old, new));
    }

    fn state(&self, source: &str) -> String {
        let list: serde_json::Value = serde_json::from_str(&self.fine(&["status", "pl", "--format", "json"])).unwrap();
        let row =
            list.as_array().unwrap().iter().find(|row| row["source"] == source).unwrap_or_else(|| panic!("{list}"));
        format!("{} {} {}", row["state"].as_str().unwrap(), row["passages"], row["words"])
    }

    /// Exports and puts `target` behind each source, in Polish capitals: the words differ, everything else stays.
    fn translated(&self, page: &str) -> std::path::PathBuf {
        let file = self.root().join("out.xlf");
        let _ = std::fs::remove_file(&file);
        self.fine(&["export", "pl", page, "--output", file.to_str().unwrap()]);
        let xml = std::fs::read_to_string(&file).unwrap();
        let mut out = String::new();
        for line in xml.split_inclusive('\n') {
            out.push_str(line);
            if let Some(source) = line.trim().strip_prefix("<source xml:space=\"preserve\">") {
                let source = source.trim_end_matches("</source>");
                out.push_str(&format!("<target>{}</target>\n", shout(source)));
            }
        }
        std::fs::write(&file, out).unwrap();
        file
    }
}

/// Turns words into capitals with a Polish letter, and leaves codes alone.
fn shout(source: &str) -> String {
    let mut inside = false;
    let shouted = source.chars().map(|character| {
        inside = (inside || character == '<') && character != '>';
        if inside || character == '>' {
            character.to_string()
        } else {
            character.to_uppercase().to_string().replace('A', "Ą")
        }
    });
    shouted.collect()
}

#[test]
fn pages_that_are_in_one_language_on_purpose_are_not_missing_in_others() {
    let desk = Desk::new();
    let sources = || -> Vec<String> {
        let list: serde_json::Value = serde_json::from_str(&desk.fine(&["status", "pl", "--format", "json"])).unwrap();
        list.as_array().unwrap().iter().map(|row| row["source"].as_str().unwrap().to_owned()).collect()
    };
    let page = |languages: &str| format!("+++\ntitle = \"Words\"\n{languages}\n+++\n\nWords.\n");
    desk.write("content/alone.md", &page("languages = [\"en\"]"));
    std::fs::create_dir(desk.root().join("content/staff")).unwrap();
    desk.write("content/staff/_index.md", &page("languages = [\"en\"]"));
    desk.write("content/staff/one.md", &page(""));
    desk.write("content/staff/two.md", &page("languages = [\"en\", \"pl\"]"));
    let guide = |languages: &str| {
        format!(
            "[guide]\ntitle = \"What now?\"\nall = \"All\"\nneutral_title = \"Questions\"\nstart = \"danger\"\n{languages}\n\
             [danger]\nquestion = \"Is there danger?\"\nanswers.call = \"Yes\"\n[call]\noutcome = \"Call\"\npage = \"@/page.md\"\n"
        )
    };
    desk.write("content/guide.toml", &guide(""));
    desk.write("content/guide-staff.toml", &guide("languages = [\"en\"]"));
    let missing = sources();
    assert!(missing.contains(&"content/page.md".to_owned()), "{missing:?}");
    assert!(missing.contains(&"content/guide.toml".to_owned()), "{missing:?}");
    assert!(missing.contains(&"content/staff/two.md".to_owned()), "{missing:?}");
    for absent in ["content/alone.md", "content/staff/_index.md", "content/staff/one.md", "content/guide-staff.toml"] {
        assert!(!missing.contains(&absent.to_owned()), "{absent} in {missing:?}");
    }
}

#[test]
fn a_page_goes_from_missing_to_current_and_out_of_date() {
    let desk = Desk::new();
    assert_eq!(desk.state("content/page.md"), "missing 0 26");
    let said = desk.fine(&["new", "page.md", "pl"]);
    assert!(said.contains("content/page.pl.md"), "{said}");
    assert_eq!(desk.state("content/page.md"), "not-translated 0 26", "a copy is no translation");
    desk.write(
        "content/page.pl.md",
        &desk.read("content/page.pl.md").replace("Say where you are.", "Powiedz, gdzie jesteś."),
    );
    assert_eq!(desk.state("content/page.md"), "draft 0 0");
    desk.replace("content/page.md", "Say where you are.", "Say clearly where you are.");
    assert_eq!(desk.state("content/page.md"), "outdated 1 5");
    let diff = desk.fine(&["diff", "page.md", "pl"]);
    assert!(diff.contains("Say {+clearly +}where you are."), "{diff}");
    desk.fine(&["confirm", "page.md", "pl", "--no-change-in-meaning", "--by", "Polish reviewer"]);
    assert_eq!(desk.state("content/page.md"), "draft 0 0");
    let text = desk.read("content/page.pl.md");
    assert!(text.contains("confirmed_by = \"Polish reviewer\"\nconfirmed_on = 20"), "{text}");
    let kept: Vec<String> = files_below(&desk.root().join("content/.sources")).into_keys().collect();
    assert_eq!(kept.len(), 1, "what no translation refers to goes: {kept:?}");
    assert!(desk.fine(&["diff", "page.md", "pl"]).contains("says what"));
}

#[test]
fn what_goes_out_comes_back_whole() {
    let desk = Desk::new();
    let file = desk.translated("page.md");
    desk.fine(&["import", file.to_str().unwrap()]);
    let text = desk.read("content/page.pl.md");
    let expected = PAGE
        .replace("Advice", "ĄDVICE")
        .replace("What to do.", "WHĄT TO DO.")
        .replace("\"More\"", "\"MORE\"")
        .replace("Ring {{", "RING {{")
        .replace("and [what to say](", "ĄND [WHĄT TO SĄY](")
        .replace("**now**", "**NOW**")
        .replace("On 19 May they counted 23,411 calls.", "ON 19 MĄY THEY COUNTED 23,411 CĄLLS.")
        .replace("Another thing", "ĄNOTHER THING")
        .replace("Say where you are.", "SĄY WHERE YOU ĄRE.");
    let body = |text: &str| text.rsplit_once("+++\n").unwrap().1.to_owned();
    assert_eq!(body(&text), body(&expected.replace("## What to say", "## WHĄT TO SĄY")));
    assert_eq!(desk.state("content/page.md"), "draft 0 0");
    // Only what changed goes out again, with the words of before; the rest of the translation stays as it is.
    desk.replace("content/page.md", "Another thing", "Another fine thing");
    std::fs::remove_file(&file).unwrap();
    desk.fine(&["export", "pl", "page.md", "--output", file.to_str().unwrap()]);
    let xml = std::fs::read_to_string(&file).unwrap();
    assert_eq!(xml.matches("<unit ").count(), 1, "{xml}");
    assert!(xml.contains("<note category=\"before\">Another thing</note>"), "{xml}");
    let file = desk.translated("page.md");
    desk.fine(&["import", file.to_str().unwrap()]);
    let again = desk.read("content/page.pl.md");
    assert_eq!(body(&again), body(&text).replace("ĄNOTHER THING", "ĄNOTHER FINE THING"));
    let check = liberate(desk.root(), &["check"]);
    assert_eq!(check.code, 0, "{}{}", check.output, check.errors);
}

#[test]
fn records_go_out_and_come_back() {
    let desk = Desk::new();
    let file = desk.translated("contacts.toml");
    desk.fine(&["import", file.to_str().unwrap()]);
    let text = desk.read("content/contacts.pl.toml");
    assert!(text.contains("purpose = \"FOR EVERYBODY.\"") && text.contains("source = "), "{text}");
    assert!(!text.contains("0121"), "facts stay where they are: {text}");
    desk.replace("content/contacts.toml", "For everybody.", "For all.");
    assert_eq!(desk.state("content/contacts.toml"), "outdated-critical 1 2");
    assert!(desk.fine(&["diff", "contacts.toml", "pl"]).contains("helpline.purpose"));
}

#[test]
fn a_table_for_the_office_goes_the_same_way() {
    let desk = Desk::new();
    let file = desk.root().join("out.html");
    desk.fine(&["export", "pl", "page.md", "--format", "html", "--output", file.to_str().unwrap()]);
    let html = std::fs::read_to_string(&file).unwrap();
    let mut out = String::new();
    for line in html.split_inclusive('\n') {
        let cells: Vec<&str> = line.split("</td><td>").collect();
        match (cells.get(1), line.find("dir=\"ltr\"></td>")) {
            (Some(source), Some(_)) => {
                let filled = source.to_uppercase().replace('A', "Ą");
                out.push_str(&line.replace("dir=\"ltr\"></td>", &format!("dir=\"ltr\"><p>{filled}</p></td>")));
            }
            _ => out.push_str(line),
        }
    }
    std::fs::write(&file, out).unwrap();
    desk.fine(&["import", file.to_str().unwrap()]);
    let text = desk.read("content/page.pl.md");
    assert!(text.contains("RING {{ number(id=\"helpline\") }} ĄND [WHĄT TO SĄY](@/page.md#say) **NOW**."), "{text}");
}

#[test]
fn what_would_break_is_refused_and_nothing_is_written() {
    let desk = Desk::new();
    let file = desk.translated("page.md");
    let good = std::fs::read_to_string(&file).unwrap();
    let check = |old: &str, new: &str, why: &str| {
        assert!(good.contains(old), "{good}");
        let target = good.replacen(old, new, 1);
        std::fs::write(&file, target).unwrap();
        let before = files_below(desk.root());
        let run = desk.run(&["import", file.to_str().unwrap()]);
        assert_eq!(run.code, 1, "{}{}", run.output, run.errors);
        assert!(run.errors.contains(why) && run.errors.contains("out.xlf:"), "{why}: {}", run.errors);
        assert_eq!(files_below(desk.root()), before, "files stay as they were");
    };
    check("<target>RING <ph id=\"1\" dataRef=\"d1\"/>", "<target>RING", "placeholder 1 is missing");
    check("<target>RING <ph", "<target>RING <ph id=\"9\"/><ph", "placeholder 9 is there twice, or is none");
    check("<target>ON 19 MĄY", "<target>ON 18 MĄY", "its numbers are not those of the source");
    check("<target>MORE</target>", "<target>\"MORE\"</target>", "use the quotation marks of the language");
    check("<target>ĄNOTHER THING</target>", "<target></target>", "its translation is missing");
    check("<target>ĄNOTHER THING</target>", "<target>ĄNOTHER\u{202e} THING</target>", "the invisible sign U+202E");
    // The line of the text in the file that came back, with its words, and what to do.
    let line = good.lines().position(|line| line.contains("<unit id=\"p1\">")).unwrap() + 1;
    let (old, new) = ("<target>RING <ph id=\"1\" dataRef=\"d1\"/>", "<target>RING");
    check(old, new, &format!("out.xlf:{line}:"));
    check(old, new, "<unit id=\"p1\">");
    check(old, new, "put it back where it belongs");
    // All that is wrong is said in one run.
    let two = good.replacen(old, new, 1).replacen("ON 19 MĄY", "ON 18 MĄY", 1);
    std::fs::write(&file, two).unwrap();
    let run = desk.run(&["import", file.to_str().unwrap()]);
    assert!(run.errors.contains("placeholder 1 is missing") && run.errors.contains("numbers"), "{}", run.errors);
    desk.replace("content/page.md", "Say where you are.", "Say who you are.");
    std::fs::write(&file, &good).unwrap();
    let run = desk.run(&["import", file.to_str().unwrap()]);
    assert!(run.code == 1 && run.errors.contains("export it again"), "{}", run.errors);
}

#[test]
fn mistakes_at_the_command_line_say_what_to_do() {
    let desk = Desk::new();
    let check = |arguments: &[&str], why: &str| {
        let run = desk.run(arguments);
        assert!(run.code == 2 && run.errors.contains(why), "{arguments:?}: {}", run.errors);
    };
    check(&["new", "page.md", "xx"], "use one of: pl, ur");
    check(&["new", "pag.md", "pl"], "there is no file content/pag.md");
    check(&["confirm", "page.md", "pl", "--by", "Reviewer"], "there is no translation content/page.pl.md to confirm");
    check(&["import", "nothing.xlf"], "nothing.xlf cannot be read");
}
