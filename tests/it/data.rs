//! The contacts as data: the same as on the pages, in a form that other systems can rely on.

use crate::kit::{RECORDS, Site};
use crate::portal::portal;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const JSON: &str = "/data/v1/contacts.json";
const SCHEMA: &str = "/data/v1/contacts.schema.json";
const LINKED: &str = "/data/v1/contacts.jsonld";
const CARDS: &str = "/data/v1/contacts.vcf";

/// A small site with a page of contacts.
fn small() -> Site {
    Site::new(RECORDS)
        .settings("data = true")
        .settings("[links]\ncontacts = \"@/contacts.md\"")
        .with("=== content/contacts.md\n+++\ntitle = \"Contacts\"\n+++\n\n{{ contacts(for=\"public\") }}\n")
        .with("=== content/contacts.pl.md\n+++\ntitle = \"Kontakty\"\nstatus = \"draft\"\n+++\n\n{{ contacts(for=\"public\") }}\n")
}

/// What is at an address, made alone: most tests need a few of the portal's thousands of files.
#[track_caller]
fn made(site: &Site, address: &str) -> String {
    let snapshot = site.workspace().snapshot(site.options()).expect("there is such an edition");
    let route = snapshot.site.route(address).unwrap_or_else(|| panic!("nothing stands at {address}"));
    let artifact = snapshot.make(&address.into(), route).value.expect("it can be made");
    String::from_utf8(artifact.bytes.to_vec()).expect("it is text")
}

#[track_caller]
fn json(site: &Site, address: &str) -> Value {
    serde_json::from_str(&made(site, address)).unwrap_or_else(|error| panic!("{address}: {error}"))
}

fn text<'a>(value: &'a Value, pointer: &str) -> Option<&'a str> {
    value.pointer(pointer).unwrap_or_else(|| panic!("there is no {pointer} in {value}")).as_str()
}

fn contact<'a>(data: &'a Value, id: &str) -> &'a Value {
    let all = data["contacts"].as_array().expect("contacts are a list");
    all.iter().find(|contact| contact["id"] == id).unwrap_or_else(|| panic!("there is no contact `{id}`"))
}

// The pages say the same

/// The contacts that a page of the site in this repository shows, by their ids.
fn cards_of(html: &Html) -> BTreeMap<String, ElementRef<'_>> {
    let all = Selector::parse(".contact[id]").unwrap();
    let id = |card: &ElementRef| card.attr("id").unwrap().trim_start_matches("contact-").to_owned();
    html.select(&all).map(|card| (id(&card), card)).collect()
}

/// The words of the one element of a card that fits, without its label.
fn shown(card: ElementRef, selector: &str, label: &str) -> Option<String> {
    let selector = Selector::parse(selector).unwrap();
    let words = card.select(&selector).next()?.text().collect::<String>();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(words.strip_prefix(label).unwrap_or_else(|| panic!("`{words}` does not begin with `{label}`")).to_owned())
}

/// The language that an element is marked with.
fn language_of(element: ElementRef) -> String {
    let marked = std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap));
    marked.filter_map(|element| element.attr("lang")).next().expect("every page says its language").to_owned()
}

#[test]
fn data_and_pages_say_the_same() {
    for edition in ["public", "partner"] {
        let site = portal(edition);
        let data = json(&site, JSON);
        for tag in ["en", "pl", "ur"] {
            let path = if tag == "en" { "/contacts/".to_owned() } else { format!("/{tag}/contacts/") };
            let html = Html::parse_document(&made(&site, &path));
            let cards = cards_of(&html);
            assert!(cards.len() > 10, "{path} was read: {:?}", cards.keys());
            let mut on_page = BTreeSet::new();
            for contact in data["contacts"].as_array().unwrap() {
                let Some(address) = text(contact, &format!("/words/{tag}/page")) else { continue };
                let (_, id) = address.split_once(&format!("{path}#contact-")).expect(address);
                on_page.insert(id.to_owned());
                same(&site, contact, tag, cards.get(id).copied().expect(id));
            }
            assert_eq!(on_page, cards.keys().cloned().collect::<BTreeSet<String>>(), "{edition} {path}");
        }
    }
}

/// Compares a contact of the data with its card on a page.
#[track_caller]
fn same(site: &Site, contact: &Value, tag: &str, card: ElementRef) {
    let words = &contact["words"][tag];
    let lang = text(words, "/lang").unwrap();
    let strings: toml::Table = site.source(&format!("themes/liberate/strings/{lang}.toml")).parse().unwrap();
    let label = |key: &str| format!("{}: ", strings["contact"][key].as_str().unwrap());
    let written = |key: &str| text(words, key).map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(shown(card, ".contact-name", ""), written("/name"), "{contact}");
    assert_eq!(shown(card, ".contact-purpose", "").or_else(|| purpose_above(card)), written("/purpose"), "{contact}");
    for key in ["hours", "cost", "languages"] {
        assert_eq!(shown(card, &format!(".contact-{key}"), &label(key)), written(&format!("/{key}")), "{contact}");
    }
    assert_eq!(language_of(card), lang, "{contact}");
    assert_eq!(words["is_fallback"], Value::Bool(lang != tag));
    let name = Selector::parse(".contact-name").unwrap();
    let name = card.select(&name).next().unwrap();
    // Words of its English name may be among it, in the language of that.
    let letters = name.descendants().filter(|node| node.value().as_text().is_some_and(|text| !text.trim().is_empty()));
    let languages: BTreeSet<String> =
        letters.filter_map(|text| ElementRef::wrap(text.parent()?)).map(language_of).collect();
    let own = text(words, "/name_lang").unwrap();
    assert!(languages.contains(own) && languages.iter().all(|of| *of == own || of == "en"), "{languages:?} {contact}");
    let link = Selector::parse(".contact-number a").unwrap();
    let dialled = card.select(&link).next().map(|link| link.attr("href").unwrap());
    assert_eq!(dialled, contact["number"]["tel"].as_str(), "{contact}");
    assert_eq!(shown(card, ".contact-number", "").as_deref(), contact["number"]["display"].as_str(), "{contact}");
    assert_eq!(dialled.map(|tel| tel.trim_start_matches("tel:")), contact["number"]["digits"].as_str(), "{contact}");
    let items = Selector::parse(".contact-routes > li").unwrap();
    let items: Vec<String> = card.select(&items).map(|item| item.text().collect()).collect();
    let routes: Vec<&str> = words["routes"].as_array().unwrap().iter().map(|route| route.as_str().unwrap()).collect();
    let website = contact["website"].as_str();
    assert_eq!(items.len(), routes.len() + usize::from(website.is_some()), "{contact}");
    assert!(routes.iter().zip(&items).all(|(route, item)| *route == item.trim()), "{contact} {items:?}");
    let link = Selector::parse(".contact-routes a").unwrap();
    assert_eq!(card.select(&link).next().map(|link| link.attr("href").unwrap()), website, "{contact}");
}

/// The purpose that a list says once above the cards that share it.
fn purpose_above(card: ElementRef) -> Option<String> {
    let in_list = |element: &ElementRef| element.attr("class") == Some("contact-purpose");
    // A card in another language than the page has an element for that around it.
    let around = card.parent().and_then(ElementRef::wrap).filter(|parent| parent.attr("class") != Some("contacts"));
    let mut before = around.unwrap_or(card).prev_siblings().filter_map(ElementRef::wrap);
    let found = before.find(in_list)?;
    Some(found.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn what_is_not_known_is_null() {
    let data = json(&small(), JSON);
    let charity = contact(&data, "charity");
    assert_eq!(charity["number"], Value::Null);
    assert_eq!(charity["checked_on"], Value::Null);
    for key in ["hours", "cost", "languages", "purpose"] {
        assert_eq!(charity["words"]["en"][key], Value::Null, "{key}");
    }
    assert_eq!(contact(&data, "police")["words"]["en"]["hours"], Value::Null);
}

#[test]
fn words_of_another_language_are_marked() {
    let data = json(&small(), JSON);
    let words = &contact(&data, "helpline")["words"];
    assert_eq!(text(words, "/pl/name"), Some("Telefon zaufania"));
    assert_eq!((text(words, "/pl/lang"), &words["pl"]["is_fallback"]), (Some("pl"), &Value::Bool(false)));
    assert_eq!(text(words, "/ur/hours"), Some("Any time"));
    assert_eq!((text(words, "/ur/lang"), &words["ur"]["is_fallback"]), (Some("en"), &Value::Bool(true)));
    assert_eq!(text(words, "/pl/page"), Some("https://site.example/pl/contacts/#contact-helpline"));
    let draft = |tag: &str| {
        let all = data["languages"].as_array().unwrap();
        all.iter().find(|language| language["tag"] == tag).unwrap()["draft"].as_bool().unwrap()
    };
    assert_eq!((draft("en"), draft("pl")), (false, true));
}

#[test]
fn the_day_is_that_of_the_site_and_the_same_input_gives_the_same_bytes() {
    let site = small().edition("partner");
    let anew = site.built_anew();
    for address in [JSON, SCHEMA, LINKED, CARDS] {
        assert_eq!(site.build()[address], anew.artifacts[address], "{address}");
    }
    assert_eq!(json(&site, JSON)["generated_for"], serde_json::json!({ "edition": "partner", "day": "2026-11-22" }));
    let order: Vec<String> = json(&site, JSON)["contacts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|contact| contact["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(order, ["helpline", "police", "charity", "desk"]);
    let cards = site.page(CARDS).to_owned();
    let later = site.at("2026-11-23");
    assert_eq!(json(&later, JSON)["generated_for"]["day"], "2026-11-23");
    assert_eq!(later.page(CARDS), cards, "cards say when they were checked, not when they were made");
}

// Who gets what

#[test]
fn the_public_gets_neither_contacts_for_staff_nor_unconfirmed_ones_nor_cards() {
    let site = small();
    for address in [JSON, LINKED] {
        for word in ["desk", "4960001", "unsure", "4960002", "staff-only", "partner"] {
            assert!(!site.page(address).contains(word), "{address} holds {word}");
        }
    }
    assert!(!site.build().contains_key(CARDS));
    let partner = small().edition("partner");
    assert_eq!(contact(&json(&partner, JSON), "desk")["for"], serde_json::json!(["staff"]));
    assert_eq!(contact(&json(&partner, JSON), "desk")["words"]["en"]["page"], Value::Null, "the page does not show it");
    for address in [JSON, LINKED, CARDS] {
        assert!(!partner.page(address).contains("4960002"), "{address} holds what nobody has confirmed");
    }
}

#[test]
fn a_site_publishes_data_only_if_it_says_so() {
    assert!(Site::new(RECORDS).edition("partner").addresses().iter().all(|address| !address.contains("/data/")));
}

#[test]
fn links_may_lead_to_data_that_the_edition_has() {
    let page = "=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n[Data](/data/v1/contacts.json)\n";
    small().with(page).shows("/page/", &["<a href=\"/data/v1/contacts.json\">Data</a>"]);
    assert_eq!(Site::new(RECORDS).with(page).codes(), ["missing-file"; 1]);
    let cards = page.replace(".json", ".vcf");
    assert_eq!(small().with(&cards).codes(), ["missing-file"; 1]);
    small().with(&cards).edition("partner").shows("/page/", &["href=\"/data/v1/contacts.vcf\""]);
}

#[test]
fn search_engines_are_asked_to_leave_data_out() {
    let site = small();
    assert!(site.page("/_headers").contains("\n/data/v1/*\n  X-Robots-Tag: noindex\n"), "{}", site.page("/_headers"));
    assert!(!site.page("/sitemap.xml").contains("/data/"));
    assert_eq!(small().edition("partner").page("/_headers").matches("X-Robots-Tag").count(), 1);
    assert!(!Site::new(RECORDS).page("/_headers").contains("/data/"));
}

#[test]
fn media_types_are_those_of_the_forms() {
    let site = small().edition("partner");
    let snapshot = site.workspace().snapshot(site.options()).expect("there is such an edition");
    let kind = |address: &str| {
        let route = snapshot.site.route(address).unwrap();
        snapshot.make(&address.into(), route).value.unwrap().media_type
    };
    assert_eq!(kind(JSON), "application/json");
    assert_eq!(kind(SCHEMA), "application/schema+json");
    assert_eq!(kind(LINKED), "application/ld+json");
    assert_eq!(kind(CARDS), "text/vcard; charset=utf-8");
}

// The schema

#[test]
fn the_data_keeps_its_schema() {
    for edition in ["public", "partner"] {
        for site in [small().edition(edition), portal(edition)] {
            let (data, schema) = (json(&site, JSON), json(&site, SCHEMA));
            assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
            assert_eq!(data["$schema"], schema["$id"]);
            let mut wrong = Vec::new();
            validate(&schema, &schema, &data, "", &mut wrong);
            assert!(wrong.is_empty(), "{edition}: {wrong:#?}");
            let tags: BTreeSet<&str> =
                data["languages"].as_array().unwrap().iter().map(|one| one["tag"].as_str().unwrap()).collect();
            for contact in data["contacts"].as_array().unwrap() {
                let spoken: BTreeSet<&str> = contact["words"].as_object().unwrap().keys().map(String::as_str).collect();
                assert_eq!(spoken, tags, "every contact has words in every language");
            }
        }
    }
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let site = small();
    let (data, schema) = (json(&site, JSON), json(&site, SCHEMA));
    let check = |change: &dyn Fn(&mut Value), expected: &str| {
        let mut data = data.clone();
        change(&mut data);
        let mut wrong = Vec::new();
        validate(&schema, &schema, &data, "", &mut wrong);
        assert_eq!(wrong, [expected]);
    };
    check(&|data| data["version"] = 2.into(), "/version is not 1");
    check(&|data| data["contacts"][0]["number"]["digits"] = "0121 496".into(), "/contacts/0/number fits nothing");
    check(&|data| data["contacts"][0]["mailbox"] = "x".into(), "/contacts/0 must not have `mailbox`");
    check(&|data| data["contacts"][0]["group"] = "x".into(), "/contacts/0/group is none of its words");
    check(&|data| data["contacts"][0]["checked_on"] = "soon".into(), "/contacts/0/checked_on fits nothing");
    check(&|data| data["contacts"][0]["words"]["en"]["hours"] = "".into(), "/contacts/0/words/en/hours is too short");
    check(
        &|data| drop(data["contacts"][0]["words"]["en"].as_object_mut().unwrap().shift_remove("hours")),
        "/contacts/0/words/en lacks `hours`",
    );
    check(&|data| data["contacts"][0]["website"] = "helpline".into(), "/contacts/0/website is no uri");
}

/// As much of JSON Schema as ours uses; a keyword that is not known here fails the test.
fn validate(root: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().unwrap() {
        let mut check = |holds: bool, fault: String| {
            if !holds {
                wrong.push(format!("{at} {fault}"));
            }
        };
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let target =
                    root.pointer(rule.as_str().unwrap().strip_prefix('#').unwrap()).expect("a known definition");
                validate(root, target, value, at, wrong);
            }
            "const" => check(value == rule, format!("is not {rule}")),
            "enum" => check(rule.as_array().unwrap().contains(value), "is none of its words".to_owned()),
            "type" => {
                let one = |name: &Value| match name.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "null" => value.is_null(),
                    other => panic!("unknown type {other}"),
                };
                let fits = rule.as_array().map_or_else(|| one(rule), |names| names.iter().any(one));
                check(fits, format!("is no {rule}"));
            }
            "required" => {
                for key in rule.as_array().unwrap().iter().map(|key| key.as_str().unwrap()) {
                    check(value.as_object().is_none_or(|object| object.contains_key(key)), format!("lacks `{key}`"));
                }
            }
            "properties" => {
                for (key, inner) in value.as_object().into_iter().flatten() {
                    if let Some(rule) = rule.get(key) {
                        validate(root, rule, inner, &format!("{at}/{key}"), wrong);
                    }
                }
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                for (key, inner) in value.as_object().into_iter().flatten() {
                    if known.is_some_and(|known| known.contains_key(key)) {
                        continue;
                    }
                    match rule {
                        Value::Bool(allowed) if !allowed => wrong.push(format!("{at} must not have `{key}`")),
                        Value::Bool(_) => {}
                        rule => validate(root, rule, inner, &format!("{at}/{key}"), wrong),
                    }
                }
            }
            "items" => {
                for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
                    validate(root, rule, inner, &format!("{at}/{index}"), wrong);
                }
            }
            "anyOf" => {
                let fits = rule.as_array().unwrap().iter().any(|rule| {
                    let mut wrong = Vec::new();
                    validate(root, rule, value, at, &mut wrong);
                    wrong.is_empty()
                });
                check(fits, "fits nothing".to_owned());
            }
            "minItems" | "minLength" | "minProperties" => {
                let length = match value {
                    Value::String(text) => text.chars().count(),
                    Value::Array(items) => items.len(),
                    Value::Object(entries) => entries.len(),
                    _ => continue,
                };
                check(length as u64 >= rule.as_u64().unwrap(), "is too short".to_owned());
            }
            "pattern" => {
                let Some(text) = value.as_str() else { continue };
                let prefix =
                    rule.as_str().unwrap().trim_start_matches('^').strip_suffix("[0-9]+$").expect("a known pattern");
                let digits = text.strip_prefix(prefix).unwrap_or_default();
                let fits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                check(fits, format!("is not like {rule}"));
            }
            "format" => {
                let Some(text) = value.as_str() else { continue };
                let fits = match rule.as_str().unwrap() {
                    "date" => text.parse::<jiff::civil::Date>().is_ok() && text.len() == 10,
                    "uri" => text.starts_with("https://") && !text.contains(' '),
                    other => panic!("unknown format {other}"),
                };
                check(fits, format!("is no {}", rule.as_str().unwrap()));
            }
            other => panic!("this test does not know the keyword `{other}`"),
        }
    }
}

// schema.org

#[test]
fn linked_data_says_the_same_and_leaves_out_what_programs_could_misread() {
    let site = small().edition("partner");
    let linked = json(&site, LINKED);
    assert_eq!(linked["@context"], "https://schema.org");
    assert_eq!(
        linked["@graph"][0],
        serde_json::json!({
            "@type": "Organization",
            "@id": "https://partners.site.example/contacts/#contact-helpline",
            "identifier": "helpline",
            "name": [
                { "@value": "Helpline", "@language": "en" },
                { "@value": "Telefon zaufania", "@language": "pl" },
            ],
            "description": [
                { "@value": "To talk to somebody.", "@language": "en" },
                { "@value": "Rozmowa z kimś.", "@language": "pl" },
            ],
            "url": "https://helpline.example/",
            "contactPoint": { "@type": "ContactPoint", "contactType": "support", "telephone": "+441214960000" },
        })
    );
    assert_eq!(linked["@graph"][1]["contactPoint"]["telephone"], "999");
    assert_eq!(linked["@graph"][2].get("contactPoint"), None);
    for unstructured in ["hoursAvailable", "availableLanguage"] {
        assert!(!site.page(LINKED).contains(unstructured));
    }
    let portal = portal("public");
    let (data, linked) = (json(&portal, JSON), json(&portal, LINKED));
    let all = linked["@graph"].as_array().unwrap();
    assert_eq!(all.len(), data["contacts"].as_array().unwrap().len());
    for one in all {
        let record = contact(&data, one["identifier"].as_str().unwrap());
        assert_eq!(one["name"][0]["@value"], record["words"]["en"]["name"]);
        let telephone = one["contactPoint"]["telephone"].as_str().map(national);
        assert_eq!(telephone.as_deref(), record["number"]["digits"].as_str());
    }
}

fn national(telephone: &str) -> String {
    telephone.strip_prefix("+44").map_or_else(|| telephone.to_owned(), |rest| format!("0{rest}"))
}

// Cards

/// One property of a card: its name, what it says of its value, and the value.
type Property = (String, Vec<String>, String);

/// Reads cards as an address book does: unfolds lines, tells properties apart, takes escapes out of texts.
fn read_cards(text: &str) -> Vec<Vec<Property>> {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "all lines end with CRLF");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
    }
    let mut cards = Vec::new();
    for line in text.replace("\r\n ", "").lines() {
        let (head, value) = line.split_once(':').unwrap_or_else(|| panic!("this line has no value: {line}"));
        let mut head = head.split(';').map(str::to_owned);
        let name = head.next().unwrap();
        match (name.as_str(), value) {
            ("BEGIN", "VCARD") => cards.push(Vec::new()),
            ("END", "VCARD") => {}
            _ => {
                let card: &mut Vec<Property> = cards.last_mut().expect("a card has begun");
                let is_text = matches!(name.as_str(), "FN" | "ORG" | "NOTE");
                card.push((name, head.collect(), if is_text { unescaped(value) } else { value.to_owned() }));
            }
        }
    }
    assert_eq!(text.matches("BEGIN:VCARD\r\nVERSION:4.0\r\n").count(), cards.len());
    assert_eq!(text.matches("END:VCARD\r\n").count(), cards.len());
    cards
}

fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next().expect("something is escaped") {
                'n' | 'N' => out.push('\n'),
                other => out.push(other),
            },
            ',' | ';' => panic!("`{character}` is not escaped in {value}"),
            other => out.push(other),
        }
    }
    out
}

fn value<'a>(card: &'a [Property], name: &str) -> Option<&'a str> {
    let mut all = card.iter().filter(|(known, ..)| known == name).map(|(_, _, value)| value.as_str());
    let first = all.next();
    assert_eq!(all.next(), None, "{name} occurs once");
    first
}

#[test]
fn cards_say_the_same_as_the_data() {
    let site = portal("partner");
    let data = json(&site, JSON);
    let cards = read_cards(&made(&site, CARDS));
    let with_number: Vec<&Value> =
        data["contacts"].as_array().unwrap().iter().filter(|contact| !contact["number"].is_null()).collect();
    assert!(with_number.len() > 5);
    assert_eq!(cards.len(), with_number.len());
    for (card, contact) in cards.iter().zip(with_number) {
        let words = &contact["words"]["en"];
        assert_eq!(value(card, "FN"), words["name"].as_str());
        assert_eq!(value(card, "ORG"), words["name"].as_str());
        assert_eq!(value(card, "URL"), contact["website"].as_str());
        let number = value(card, "TEL").unwrap();
        assert_eq!(Some(national(number.trim_start_matches("tel:")).as_str()), contact["number"]["digits"].as_str());
        let day = contact["checked_on"].as_str().map(|day| format!("{}T000000Z", day.replace('-', "")));
        assert_eq!(value(card, "REV"), day.as_deref());
        let note: Vec<&str> = value(card, "NOTE").unwrap().lines().collect();
        assert_eq!(Some(note[0]), words["purpose"].as_str());
        let hours = note.iter().find_map(|line| line.strip_prefix("Open: "));
        assert_eq!(hours, words["hours"].as_str());
    }
}

#[test]
fn cards_keep_to_their_form() {
    let mut site = small().edition("partner");
    site.replace(
        "content/contacts.toml",
        "\"To talk to somebody.\"",
        "\"Talk, write; a, b. Słuchamy długo i spokojnie, każdego dnia, o każdej porze, każdej osoby.\"",
    );
    let text = site.page(CARDS);
    let card = &read_cards(text)[0];
    let note = "Talk, write; a, b. Słuchamy długo i spokojnie, każdego dnia, o każdej porze, każdej osoby.\nOpen: Any time\nChecked 1 November 2026";
    assert_eq!(value(card, "NOTE"), Some(note));
    assert_eq!(value(card, "TEL"), Some("tel:+441214960000"));
    assert_eq!(value(card, "UID"), Some("https://partners.site.example/data/v1/contacts.json#helpline"));
    assert_eq!(value(card, "REV"), Some("20261101T000000Z"));
    assert!(text.contains("TEL;VALUE=text;TYPE=voice:999\r\n"), "{text}");
    assert!(!text.contains("FN;LANGUAGE=en:Charity"), "who has no number has no card");
}
