//! The index of the search: what is found, in which form, and what is not there to be found.
//!
//! How a question is answered: tests/browser/search.test.mjs. That no byte of it is for partners: portal.rs.

use crate::kit::{RECORDS, Site};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A page with the search, named in the settings.
const SEARCH: &str = "=== content/search.md\n+++\ntitle = \"Search\"\n+++\nWrite a word.\n";

fn site(text: &str) -> Site {
    Site::new(SEARCH).with(text).settings("[links]\nsearch = \"@/search.md\"\ncontacts = \"@/contacts.md\"")
}

/// A site whose contacts have no page.
fn site_without_contacts(text: &str) -> Site {
    Site::new(SEARCH).with(text).settings("[links]\nsearch = \"@/search.md\"")
}

/// An index as the script reads it.
struct Index {
    /// Address, title and description.
    pages: Vec<[String; 3]>,
    /// For each term the addresses that have it, with the place: 0 text, 1 heading, 2 title.
    terms: BTreeMap<String, Vec<(String, usize)>>,
}

impl Index {
    #[track_caller]
    fn of(site: &Site, address: &str) -> Self {
        Self::read(site.page(address))
    }

    fn read(module: &str) -> Self {
        let data = module.strip_prefix("export default ").and_then(|rest| rest.strip_suffix(";\n")).unwrap();
        let data: Value = serde_json::from_str(data).unwrap();
        let pages: Vec<[String; 3]> = serde_json::from_value(data["pages"].clone()).unwrap();
        let list = |key: &str| -> Vec<String> {
            data[key].as_str().unwrap().split(',').filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
        };
        let (terms, places) = (list("terms"), list("places"));
        assert_eq!(terms.len(), places.len());
        assert!(terms.is_sorted());
        let decoded = places.iter().map(|places| decode(places, &pages));
        Self { terms: terms.into_iter().zip(decoded).collect(), pages }
    }

    /// Where a term is: `/help/ 2`, one after the other.
    fn where_is(&self, term: &str) -> String {
        let found = self.terms.get(term).into_iter().flatten();
        found.map(|(address, place)| format!("{address} {place}")).collect::<Vec<_>>().join(", ")
    }

    fn addresses(&self) -> Vec<&str> {
        self.pages.iter().map(|[address, ..]| address.as_str()).collect()
    }
}

/// As the script does it.
fn decode(places: &str, pages: &[[String; 3]]) -> Vec<(String, usize)> {
    let mut next = 0;
    let decoded = places.chars().map(|character| {
        let code = character as usize;
        let number = match code {
            0..=191 => code - 67,
            192..=57_343 => code - 132,
            _ => code - 2_180,
        };
        let page = next + number / 3;
        next = page + 1;
        (pages[page][0].clone(), number % 3)
    });
    decoded.collect()
}

#[test]
fn words_are_compared_in_one_form() {
    let cases: Vec<[String; 2]> = serde_json::from_str(include_str!("../search-words.json")).unwrap();
    for [text, expected] in &cases {
        assert_eq!(liberate::search::words(text).join(" "), *expected, "{text}");
    }
    // A form is its own form: what the index holds can be asked for.
    for [_, form] in &cases {
        assert_eq!(liberate::search::words(form).join(" "), *form);
    }
}

#[test]
fn words_are_found_in_titles_headings_and_text() {
    let site = site_without_contacts(
        "=== content/page.md\n+++\ntitle = \"Łódź\"\nshort_title = \"Town\"\ndescription = \"A place.\"\n+++\n\n## Où aller {#go}\n\n\
         Un**believ**able _words_ go\non. Łódź again.\n\n{% details(summary=\"Hidden summary\") %}\nInside\n{% end %}\n",
    );
    let index = Index::of(&site, "/search-index.js");
    for (term, place) in [
        ("lodz", 2),
        ("town", 2),
        ("place", 1),
        ("ou", 1),
        ("aller", 1),
        ("unbelievable", 0),
        ("on", 0),
        ("summary", 0),
        ("inside", 0),
    ] {
        assert_eq!(index.where_is(term), format!("/page/ {place}"), "{term}");
    }
    assert_eq!(index.pages, [["/", "Home", ""], ["/page/", "Łódź", "A place."]]);
    assert!(!index.terms.contains_key("łódź") && !index.terms.contains_key("believ"));
}

#[test]
fn chinese_is_found_by_pairs_of_signs() {
    let site = site_without_contacts(
        "=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n{% lang(tag=\"zh-Hans\") %}\n拨打电话。求助\n{% end %}\n",
    );
    let index = Index::of(&site, "/search-index.js");
    for term in ["拨打", "打电", "电话", "话", "求助", "助"] {
        assert_eq!(index.where_is(term), "/page/ 0", "{term}");
    }
    assert!(!index.terms.contains_key("话求"), "a sentence ends there");
}

#[test]
fn chinese_on_several_lines_is_found_as_on_one() {
    let site = site_without_contacts(
        "=== content/page.md\n+++\ntitle = \"Page\"\ndescription = \"\"\"\n关于\n求助。\"\"\"\n+++\n\n{% lang(tag=\"zh-Hans\") %}\n请**拨打**\n电话。\n{% end %}\n",
    );
    let index = Index::of(&site, "/search-index.js");
    assert_eq!(index.where_is("打电"), "/page/ 0");
    assert_eq!(index.where_is("于求"), "/page/ 1");
    assert!(index.pages.iter().any(|[_, _, description]| description == "关于求助。"), "{:?}", index.pages);
}

#[test]
fn nobody_finds_a_page_by_words_that_are_struck_out() {
    let site = site_without_contacts(
        "=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n## Open ~~zebra~~ today\n\nA ~~giraffe **camel**~~ word.\n",
    );
    let index = Index::of(&site, "/search-index.js");
    for (term, place) in [
        ("open", "/page/ 1"),
        ("today", "/page/ 1"),
        ("word", "/page/ 0"),
        ("zebra", ""),
        ("giraffe", ""),
        ("camel", ""),
    ] {
        assert_eq!(index.where_is(term), place, "{term}");
    }
}

#[test]
fn what_shortcodes_show_is_found_and_lists_of_pages_are_not() {
    let site = site(RECORDS).with(
        "=== content/contacts.md\n+++\ntitle = \"Contacts\"\n+++\n{{ contacts(for=\"public\") }}\n=== content/contacts.pl.md\n+++\n\
         title = \"Kontakty\"\n+++\n{{ contacts(for=\"public\") }}\n=== content/signs.md\n+++\ntitle = \"Signs\"\n+++\n{{ signs(place=\"car-wash\") }}\n\n\
         {{ number(id=\"police\") }}\n=== content/list.md\n+++\ntitle = \"List\"\n+++\n{{ index() }}\n\n{{ page(of=\"@/signs.md\") }}\n\n\
         {{ part(from=\"@/bit.md\") }}\n=== content/bit.md\n+++\ntitle = \"Bit\"\nkind = \"part\"\n+++\nWords of a part.\n",
    );
    let index = Index::read(site.page_despite_findings("/search-index.js"));
    assert_eq!(index.where_is("tired"), "/signs/ 0");
    assert_eq!(index.where_is("part"), "/list/ 0");
    assert_eq!(index.where_is("signs"), "/signs/ 2", "a list of pages is not what is looked for");
    // A contact is found by name and by digits, and leads to its card.
    let card = "/contacts/#contact-helpline";
    assert_eq!(index.where_is("01214960000"), format!("/contacts/ 0, {card} 2"));
    assert_eq!(index.where_is("helpline"), format!("/contacts/ 0, {card} 2"));
    assert_eq!(index.where_is("999"), "/contacts/ 0, /contacts/#contact-police 2, /signs/ 0");
    assert!(site.page_despite_findings("/contacts/").contains("id=\"contact-helpline\""));
    let entry = index.pages.iter().find(|[address, ..]| address == card).unwrap();
    assert_eq!(entry[1..], ["Helpline", "\u{2066}0121 496 0000\u{2069} · To talk to somebody."]);
    // In Polish only the contact that has Polish words; the others are on the page.
    let polish = Index::read(site.page_despite_findings("/pl/search-index.js"));
    assert_eq!(polish.where_is("zaufania"), "/pl/contacts/ 0, /pl/contacts/#contact-helpline 2");
    assert_eq!(polish.where_is("999"), "/pl/contacts/ 0");
}

#[test]
fn only_what_a_reader_of_the_language_and_the_edition_may_find_is_there() {
    let text = "=== content/both.md\n+++\ntitle = \"Both\"\n+++\n=== content/both.pl.md\n+++\ntitle = \"Oba\"\n+++\nSłowo.\n\
         === content/english.md\n+++\ntitle = \"English only\"\n+++\n=== content/draft.md\n+++\ntitle = \"Draft\"\ndraft = true\n+++\nhiddenword\n\
         === content/later.md\n+++\ntitle = \"Later\"\npublish_on = 2027-01-01\n+++\nhiddenword\n\
         === content/old.md\n+++\ntitle = \"Old\"\nreplaced_by = \"@/both.md\"\n+++\nhiddenword\n\
         === content/partners.md\n+++\ntitle = \"Partners\"\naudience = \"partner\"\n+++\nhiddenword\n\
         === content/private.md\n+++\ntitle = \"True title\"\nsensitive = true\nneutral_title = \"Neutral\"\n+++\n";
    let public = site_without_contacts(text);
    let index = Index::of(&public, "/search-index.js");
    assert_eq!(index.addresses(), ["/", "/both/", "/english/", "/private/"]);
    assert!(!index.terms.contains_key("hiddenword"));
    assert_eq!(public.where_is("hiddenword"), ["/old/", "/pl/old/", "/ur/old/"], "the old page itself still stands");
    assert_eq!(index.where_is("true"), "/private/ 2");
    let polish = Index::of(&public, "/pl/search-index.js");
    assert_eq!(polish.addresses(), ["/pl/both/"]);
    assert_eq!(polish.where_is("slowo"), "/pl/both/ 0");
    assert_eq!(Index::of(&public, "/ur/search-index.js").addresses(), [""; 0]);
    let partner = site_without_contacts(text).edition("partner");
    assert_eq!(Index::of(&partner, "/search-index.js").where_is("hiddenword"), "/partners/ 0");
}

/// A page about doctors, one about people who rent, and the synonyms of their language.
fn with_synonyms(synonyms: &str) -> Site {
    site_without_contacts(&format!(
        "=== content/synonyms.toml\n{synonyms}\n=== content/health.md\n+++\ntitle = \"Health\"\n+++\nA doctor may see it first.\n\
         === content/homes.md\n+++\ntitle = \"Landlords and tenants\"\n+++\nIn the first responders of a house.\n\
         === content/health.pl.md\n+++\ntitle = \"Zdrowie\"\n+++\nLekarze.\n=== content/staff.md\n+++\ntitle = \"Staff\"\naudience = \"partner\"\n\
         +++\nhiddenword\n"
    ))
}

#[test]
fn a_page_is_found_by_every_word_that_means_the_same_as_one_of_its_own() {
    let site = with_synonyms(
        "[en.gp]\nwords = [\"GP\", \"Doctor\"]\n[en.rent]\nwords = [\"landlord\", \"letting agent\"]\n\
         [en.responder]\nwords = [\"first responder\", \"NRM\"]\n[pl.gp]\nwords = [\"lekarz\", \"GP\"]",
    );
    let index = Index::of(&site, "/search-index.js");
    assert_eq!(index.where_is("gp"), "/health/ 0", "where the other word stands in the text");
    assert_eq!(index.where_is("letting"), "/homes/ 2", "a word may go on, and its place counts");
    assert_eq!(index.where_is("nrm"), "/homes/ 0", "not where only one word of two stands");
    assert_eq!(Index::of(&site, "/pl/search-index.js").where_is("gp"), "/pl/health/ 0", "each language has its own");
    assert!(!Index::of(&with_synonyms(""), "/search-index.js").terms.contains_key("gp"));
}

#[test]
fn short_words_are_whole_words_and_chinese_ones_are_found_inside() {
    let site = site_without_contacts(
        "=== content/synonyms.toml\n[en.gp]\nwords = [\"GP\", \"practice\"]\n[en.boss]\nwords = [\"老板\", \"boss\"]\n\
         === content/page.md\n+++\ntitle = \"Page\"\n+++\n\nGPS is for maps.\n\n{% lang(tag=\"zh-Hans\") %}\n我的老板说\n{% end %}\n",
    );
    let index = Index::of(&site, "/search-index.js");
    assert!(!index.terms.contains_key("practice"));
    assert_eq!(index.where_is("boss"), "/page/ 0");
}

#[test]
fn synonyms_lead_to_the_pages_that_they_name_in_the_edition_that_has_them() {
    let synonyms = "[en.gp]\nwords = [\"surgery\", \"walk in\"]\npages = [\"@/health.md\", \"@/staff.md\"]";
    let public = with_synonyms(synonyms);
    assert_eq!(public.diagnostics(), "");
    assert_eq!(Index::of(&public, "/search-index.js").where_is("surgery"), "/health/ 2");
    assert_eq!(Index::of(&public, "/search-index.js").where_is("walk"), "/health/ 2");
    let partner = with_synonyms(synonyms).edition("partner");
    assert_eq!(Index::of(&partner, "/search-index.js").where_is("surgery"), "/health/ 2, /staff/ 2");
}

#[test]
fn mistakes_in_synonyms_are_said_at_their_line() {
    let said = |text: &str| with_synonyms(text).diagnostics();
    let begins = |text: &str, expected: &str| {
        let found = said(text);
        assert!(found.starts_with(&format!("content/synonyms.toml:{expected} ")), "{found}");
    };
    let good = "words = [\"GP\", \"doctor\"]";
    begins(&format!("[enn.gp]\n{good}"), "1:2 error unknown-language");
    assert!(said(&format!("[english.gp]\n{good}")).contains("did you mean `en`?"));
    assert!(said(&format!("[polski.gp]\n{good}")).contains("did you mean `pl`?"));
    let all = said("[polski.gp]\nwords = \"szef\"\npages = [\"@/heatlh.md\"]");
    for code in ["unknown-language", "wrong-type", "unknown-page"] {
        assert!(all.contains(code), "{code} in {all}");
    }
    let twice = said(&format!("[de.gp]\n{good}\n[de.papers]\n{good}"));
    assert_eq!(twice.matches("unknown-language").count(), 1, "{twice}");
    begins("[en.gp]\npages = [\"@/health.md\"]", "1:5 error missing-key");
    begins("[en.gp]\nword = \"GP\"\nwords = [\"a\", \"b\"]", "2:1 error unknown-key");
    begins("[en.gp]\nwords = \"GP\"", "2:9 error wrong-type");
    begins("[en]\nwords = [\"GP\", \"doctor\"]", "2:1 error wrong-type");
    begins("[en.gp]\nwords = [\"GP\", \"!?\"]\npages = [\"@/health.md\"]", "2:16 error empty-synonym");
    begins("[en.gp]\nwords = [\"GP\"]", "1:5 error lone-synonym");
    begins("[en.gp]\nwords = [\"GP\"]\npages = [\"@/healht.md\"]", "3:10 error unknown-page");
    assert!(said("[en.gp]\nwords = [\"GP\"]\npages = [\"@/healht.md\"]").contains("did you mean `@/health.md`?"));
    begins("[pl.gp]\nwords = [\"GP\"]\npages = [\"@/homes.md\"]", "3:10 warning synonym-not-translated");
    begins("[en.gp]\nwords = [\"GP\", \"doctor\"", "2:24 error bad-toml");
}

/// Editors may add whatever people type; in languages that nobody of us reads, only words that a translator wrote.
#[test]
fn synonyms_of_other_languages_stand_in_the_words_of_that_language() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let read = |name: &str| std::fs::read_to_string(content.join(name)).unwrap();
    let table =
        |name: &str| -> BTreeMap<String, BTreeMap<String, toml::Value>> { toml::from_str(&read(name)).unwrap() };
    let (synonyms, glossary) = (table("synonyms.toml"), table("glossary.toml"));
    assert_eq!(synonyms.len(), 16);
    assert!(synonyms["en"].len() >= 40, "{}", synonyms["en"].len());
    let mut missing = Vec::new();
    for (language, groups) in synonyms.iter().filter(|(language, _)| *language != "en") {
        assert!(groups.len() >= 10, "{language}: {}", groups.len());
        let mut said = written_in(&content, language);
        said.extend(glossary[language].values().filter_map(|term| term.get("word")?.as_str()).map(str::to_lowercase));
        for word in groups.values().filter_map(|group| group["words"].as_array()).flatten() {
            let word = word.as_str().unwrap().to_lowercase();
            if !said.iter().any(|text| text.contains(&word)) {
                missing.push(format!("{language}: {word}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The files of a language below a folder, in small letters, without the marks around English words.
fn written_in(folder: &Path, language: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            texts.extend(written_in(&path, language));
        } else if name.ends_with(&format!(".{language}.md")) || name.ends_with(&format!(".{language}.toml")) {
            texts.push(std::fs::read_to_string(&path).unwrap().to_lowercase());
        }
    }
    texts
}

#[test]
fn there_is_an_index_only_where_there_is_a_search() {
    assert!(Site::new(SEARCH).addresses().iter().all(|address| !address.ends_with("search-index.js")));
    let mut site = site_without_contacts("");
    assert!(site.addresses().contains(&"/ur/search-index.js"));
    site.replace("content/search.md", "title = \"Search\"", "title = \"Search\"\naudience = \"partner\"");
    assert!(site.addresses().iter().all(|address| !address.ends_with("search-index.js")));
}

#[test]
fn an_index_follows_edits_and_is_the_same_every_time() {
    let mut site = site_without_contacts("=== content/page.md\n+++\ntitle = \"Page\"\n+++\nOne.\n");
    let first = site.page("/search-index.js").to_owned();
    assert_eq!(site.built_anew().artifacts["/search-index.js"], first.as_bytes());
    site.edit("content/page.md", "+++\ntitle = \"Page\"\n+++\nTwo.\n");
    assert_ne!(site.page("/search-index.js"), first);
    assert_eq!(site.built_anew().artifacts["/search-index.js"], site.page("/search-index.js").as_bytes());
    site.edit("content/page.md", "+++\ntitle = \"Page\"\n+++\nOne.\n");
    assert_eq!(site.page("/search-index.js"), first);
}

/// Pages that are far from each other, so that distances need every kind of character.
#[test]
fn places_are_right_in_large_sites() {
    let pages: String = (0..150)
        .map(|number| {
            let word = if number % 70 == 0 { "rare" } else { "often" };
            format!("=== content/p{number:03}.md\n+++\ntitle = \"Number {number}\"\n+++\n\n{word}\n")
        })
        .collect();
    let index = Index::of(&site_without_contacts(&pages), "/search-index.js");
    assert_eq!(index.where_is("rare"), "/p000/ 0, /p070/ 0, /p140/ 0");
    assert_eq!(index.terms["often"].len(), 147);
}

#[test]
fn a_script_loads_nothing_but_the_index_that_the_page_names() {
    let script = |code: &str, index: &str| {
        site_without_contacts(&format!(
            "=== content/page.md\n+++\ntitle = \"Page\"\ntemplate = \"say.html\"\n+++\n=== themes/plain/scripts/search.js\n{code}\n\
             === themes/plain/templates/say.html\n{}",
            crate::kit::template(&format!("<div data-index=\"{index}\"></div>"))
        ))
    };
    let allowed = "const box = document.body;\nimport(box.dataset.index).then(show);";
    assert_eq!(script(allowed, "{{ site.search_index }}").diagnostics(), "");
    assert_eq!(script("import(\"/other.js\");", "{{ site.search_index }}").codes(), ["script-power"]);
    for other in ["/assets/other.js", "https://elsewhere.example/x.js", "/"] {
        let site = script(allowed, other);
        assert!(site.codes().contains(&"foreign-index"), "{other}: {}", site.diagnostics());
    }
}

#[test]
fn every_plural_form_is_there_for_a_script_to_choose_from() {
    let site = Site::new("=== content/page.md\n+++\ntitle = \"Page\"\ntemplate = \"say.html\"\n+++\n").with(&format!(
        "=== themes/plain/templates/say.html\n{}",
        crate::kit::template(
            "<p data-forms=\"{{ forms(key=\"list.pages\") }}\" data-plain=\"{{ forms(key=\"site.title\") }}\"></p>"
        )
    ));
    site.shows(
        "/page/",
        &["data-forms=\"{&quot;one&quot;:&quot;{count} page&quot;,&quot;other&quot;:&quot;{count} pages&quot;}\""],
    );
    site.shows(
        "/pl/page/",
        &["&quot;few&quot;:&quot;{count} strony&quot;", "data-plain=\"{&quot;other&quot;:&quot;Strona&quot;}\""],
    );
}

#[test]
fn the_portal_can_be_searched_in_every_language() {
    for edition in ["public", "partner"] {
        let site = crate::portal::portal(edition);
        let addresses: BTreeSet<&str> = site.addresses().into_iter().collect();
        let indexes: Vec<&&str> = addresses.iter().filter(|address| address.ends_with("/search-index.js")).collect();
        assert_eq!(indexes.len(), 16);
        for address in indexes {
            let module = site.page_despite_findings(address);
            let index = Index::read(module);
            assert!(index.pages.len() > 30, "{address}: {} pages", index.pages.len());
            let home = address.trim_end_matches("search-index.js");
            for found in index.addresses() {
                let page = found.split('#').next().unwrap_or(found);
                assert!(addresses.contains(page) && page.starts_with(home), "{address} leads to {found}");
            }
            let page = site.page_despite_findings(&format!("{home}search/"));
            assert!(
                page.contains(&format!("data-index=\"{address}\"")) || page.contains(&format!("data-index={address}"))
            );
            let weight = compressed(module.as_bytes());
            // Chinese needs the most, a term for each pair of signs: 40.5 kB since all documents are in it (November 2026).
            assert!(weight <= 42_000, "{address} weighs {weight} bytes");
        }
    }
}

fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap().len()
}
