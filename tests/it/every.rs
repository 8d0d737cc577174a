//! Nothing that the program can say or show is without a test: every code of a finding, every shortcode.

use crate::kit::{RECORDS, Site};
use liberate::view::SHORTCODES;
use regex::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let is_folder = entry.file_type().unwrap().is_dir();
        if is_folder && entry.file_name() != "node_modules" {
            files(&entry.path(), found);
        } else if !is_folder {
            found.push(entry.path());
        }
    }
}

/// What the files below a folder hold, sorted by their names.
pub fn texts(folder: &str) -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut all);
    all.sort();
    all.into_iter().filter_map(|path| Some((path.clone(), fs::read_to_string(path).ok()?))).collect()
}

/// All tests: those of the folder, and those beside what they test.
fn tests() -> String {
    let own = texts("tests").into_iter().filter(|(path, _)| !path.ends_with("every.rs"));
    let beside = texts("src").into_iter().map(|(path, text)| {
        let at = if path.ends_with("tests.rs") { Some(0) } else { text.find("#[cfg(test)]") };
        let text = at.map_or_else(String::new, |at| text[at..].to_owned());
        (path, text)
    });
    own.chain(beside).map(|(_, text)| text).collect()
}

#[test]
fn every_code_of_a_finding_has_a_test() {
    let code = Regex::new(r#"(?:error|warning)\(\s*[^"]*?"([a-z0-9]+(?:-[a-z0-9]+)+)""#).unwrap();
    let reports = texts("src/diagnostic/report");
    let codes: BTreeSet<&str> = reports
        .iter()
        .flat_map(|(_, text)| code.captures_iter(text))
        .map(|found| found.get(1).unwrap().as_str())
        .collect();
    assert!(codes.len() > 280, "only {} codes were found", codes.len());
    let (tests, own) =
        (tests(), fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/every.rs")).unwrap());
    let without: Vec<&&str> = codes.iter().filter(|code| !tests.contains(**code) && !own.contains(**code)).collect();
    assert!(without.is_empty(), "no test knows {without:?}");
}

#[test]
fn every_shortcode_has_a_test() {
    let tests = tests();
    let is_used = |name: &str| tests.contains(&format!("{{{{ {name}(")) || tests.contains(&format!("{{% {name}("));
    let without: Vec<&str> = SHORTCODES.iter().map(|known| known.name).filter(|name| !is_used(name)).collect();
    assert!(without.is_empty(), "no test shows {without:?}");
}

/// The finding of that code, as `line:column`.
#[track_caller]
fn found(site: &Site, code: &str) -> String {
    let all = site.diagnostics();
    let line =
        all.lines().find(|line| line.contains(&format!(" {code} "))).unwrap_or_else(|| panic!("no {code}:\n{all}"));
    let place = line.split(' ').next().unwrap();
    place.split_once(".md:").map_or(place, |(_, place)| place).to_owned()
}

fn page(markdown: &str) -> Site {
    Site::new(&format!("{RECORDS}\n=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n{markdown}\n"))
}

#[test]
fn a_number_cannot_be_part_of_another_link() {
    assert_eq!(found(&page("[Ring {{ number(id=\"helpline\") }} now](@/_index.md)"), "number-in-link"), "5:7");
    assert_eq!(found(&page("- [{{ contact_line(id=\"helpline\") }}](https://a.example/)"), "number-in-link"), "5:4");
}

#[test]
fn a_row_has_as_many_cells_as_its_head() {
    assert_eq!(found(&page("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |"), "uneven-row"), "8:1");
    assert_eq!(found(&page("| a | b |\n|---|---|\n| 1 | 2 | 3 |"), "uneven-row"), "7:1");
    assert!(!page("| a | b |\n|---|---|\n| 1 \\| 2 | 3 |\n| | |").diagnostics().contains("uneven-row"));
}

#[test]
fn a_tag_has_attributes_that_people_can_see() {
    let attributes: String = (0..1_100).map(|at| format!(" data-a{at}=b")).collect();
    let mut site = Site::new("");
    let base = "themes/plain/templates/base.html";
    site.replace(base, "</header>", &format!("<i{attributes}></i></header>"));
    assert!(site.diagnostics().contains(" tag-too-long "), "{}", site.diagnostics());
}

/// A talk with one slide that holds `markdown`.
fn talk(markdown: &str) -> Site {
    Site::new(&format!(
        "=== content/campaign/_index.md\n+++\ntitle = \"Materials\"\n+++\n\
         === content/short-codes.toml\ntalk = \"@/campaign/talk.md\"\n\
         === content/campaign/talk.md\n+++\ntitle = \"A talk\"\ndescription = \"Ten minutes.\"\nkind = \"slides\"\n\
         date = 2026-11-01\ncode = \"talk\"\n+++\n\n## One {{#one}}\n\n{markdown}\n\n{{% notes() %}}\nSay it.\n{{% end %}}\n"
    ))
}

#[test]
fn a_code_says_what_it_opens() {
    assert!(talk("{{ qr(code=\"talk\", alt=\" \") }}").diagnostics().contains(" code-without-text "));
    assert!(!talk("{{ qr(code=\"talk\", alt=\"Opens the talk\") }}").diagnostics().contains(" code-without-text "));
}

#[test]
fn a_code_has_room_for_its_address() {
    let long = |length: usize| {
        let mut site = talk("{{ qr(code=\"talk\", alt=\"Opens the talk\") }}");
        let path = "x".repeat(length);
        let settings = site.source("liberate.toml");
        let old = settings.lines().find(|line| line.starts_with("base_url")).unwrap().to_owned();
        site.replace("liberate.toml", &old, &format!("base_url = \"https://a.example/{path}\""));
        site.diagnostics()
    };
    assert!(long(3_000).contains(" code-too-long "), "{}", long(3_000));
    assert!(!long(300).contains(" code-too-long "));
}

#[test]
fn a_picture_for_slides_is_one_that_every_program_shows() {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>";
    let site = talk("![A sign](sign.svg)").with(&format!("=== content/campaign/sign.svg\n{drawing}\n"));
    assert!(site.diagnostics().contains(" picture-not-for-slides "), "{}", site.diagnostics());
}
