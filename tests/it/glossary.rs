//! Words that a language must not use: `content/glossary.toml`.

use crate::kit::Site;
use std::collections::BTreeMap;
use std::path::Path;

/// The lines with wrong words, as `file:line`.
fn wrong(site: &Site) -> Vec<String> {
    let all = site.diagnostics();
    let lines = all.lines().filter(|line| line.contains(" glossary-word "));
    let mut places: Vec<String> =
        lines.map(|line| line.split(' ').next().unwrap().rsplit_once(':').unwrap().0.to_owned()).collect();
    places.dedup();
    places
}

const GLOSSARY: &str = "=== content/glossary.toml
[en.papers]
word = \"passport\"
never = [\"your papers\"]
[pl.helpline]
word = \"infolinia\"
never = [\"telefon zaufania\", \"gorąca linia\"]
note = \"it is no crisis line\"
";

#[test]
fn wrong_words_are_found_in_pages_records_and_strings_of_their_language() {
    let site = |path: &str, text: &str| {
        let polish = Site::new(GLOSSARY).settings("[languages.pl]\nname = \"polski\"");
        polish.with("=== themes/plain/strings/pl.toml\n").with(&format!("=== {path}\n{text}\n"))
    };
    let page = |words: &str| format!("+++\ntitle = \"Strona\"\n+++\n\nZdanie.\n\n{words}");
    assert_eq!(wrong(&site("content/page.pl.md", &page("Telefon zaufania i GORĄCA LINIA."))), ["content/page.pl.md:7"]);
    assert_eq!(
        wrong(&site("content/_index.pl.md", "+++\ntitle = \"Telefon zaufania\"\n+++")),
        ["content/_index.pl.md:2"]
    );
    assert_eq!(wrong(&site("content/facts.pl.toml", "[a]\nstatement = \"gorąca linia\"")), ["content/facts.pl.toml:2"]);
    assert_eq!(
        wrong(&site("themes/plain/strings/pl.toml", "a = \"gorąca linia\"")),
        ["themes/plain/strings/pl.toml:1"]
    );
    assert_eq!(wrong(&site("content/page.md", &page("Bring your papers."))), ["content/page.md:7"]);
    // Each language has its own list.
    assert!(wrong(&site("content/page.md", &page("telefon zaufania"))).is_empty());
    assert!(wrong(&site("content/page.pl.md", &page("your papers, infolinia"))).is_empty());
    let said = site("content/page.pl.md", &page("telefon zaufania")).diagnostics();
    assert!(said.contains("`telefon zaufania` is wrong in this language: it is no crisis line"), "{said}");
    assert!(said.contains("write `infolinia`"), "{said}");
}

#[test]
fn mistakes_in_a_glossary_are_said_at_their_line() {
    let said = |text: &str| Site::new(&format!("=== content/glossary.toml\n{text}\n")).diagnostics();
    let begins = |text: &str, expected: &str| {
        let found = said(text);
        assert!(found.starts_with(&format!("content/glossary.toml:{expected} ")), "{found}");
    };
    begins("[enn.a]\nword = \"x\"", "1:2 error unknown-language");
    assert!(said("[english.a]\nword = \"x\"").contains("did you mean `en`?"));
    begins("[en.a]\nwrong = [\"x\"]", "2:1 error unknown-key");
    begins("[en.a]\nnever = \"x\"", "2:9 error wrong-type");
    begins("[en]\nnever = [\"x\"]", "2:1 error wrong-type");
    assert_eq!(said("[en.a]\nnever = [\"\", \" \"]"), "");
}

#[test]
fn each_language_of_the_portal_has_words_that_must_not_come_back_and_each_of_them_is_found() {
    type Terms = BTreeMap<String, BTreeMap<String, toml::Value>>;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/glossary.toml");
    let all: BTreeMap<String, Terms> = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let translations = all.iter().filter(|(language, _)| *language != "en");
    assert_eq!(translations.clone().count(), 15);
    for (language, terms) in translations {
        let never = terms.values().filter_map(|term| term.get("never")?.as_array()).flatten();
        let never: Vec<&str> = never.map(|word| word.as_str().unwrap()).collect();
        assert!(never.len() >= 10, "{language} has {}", never.len());
        let list = toml::to_string(&BTreeMap::from([(language, terms)])).unwrap();
        let page: String = never.iter().map(|word| format!("\n{word}\n")).collect();
        let site = Site::new(&format!(
            "=== content/glossary.toml\n{list}\n=== content/page.{language}.md\n+++\ntitle = \"A\"\n+++\n{page}"
        ));
        let found = wrong(&site.settings(&format!("[languages.{language}]\nname = \"A\"")));
        let expected: Vec<String> =
            (0..never.len()).map(|at| format!("content/page.{language}.md:{}", 5 + 2 * at)).collect();
        assert_eq!(found, expected);
    }
}
