//! The portal itself, as it is in this repository: what is on it, how far away it is, and what must not be on it.

use crate::kit::Site;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

/// The files of the site in this repository.
pub fn files() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = BTreeMap::new();
    let mut waiting = vec![root.join("liberate.toml"), root.join("content"), root.join("themes"), root.join("static")];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.exists() {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
    files
}

pub fn portal(edition: &str) -> Site {
    Site::portal(files()).edition(edition)
}

/// Where the links of a page lead, inside the site.
fn links(html: &str) -> impl Iterator<Item = &str> {
    html.split("href=").skip(1).filter_map(|rest| {
        let rest = rest.trim_start_matches('"');
        let end = rest.find(['"', ' ', '>', '#'])?;
        Some(&rest[..end]).filter(|link| link.starts_with('/'))
    })
}

/// How many clicks each of these pages is away from the first one, without leaving them.
fn clicks<'a>(site: &Site, pages: &BTreeSet<&'a str>, home: &'a str) -> BTreeMap<&'a str, usize> {
    let mut clicks = BTreeMap::from([(home, 0)]);
    let mut waiting = VecDeque::from([home]);
    while let Some(address) = waiting.pop_front() {
        let near = clicks[address];
        for link in links(site.page_despite_findings(address)) {
            if let Some(page) = pages.get(link).filter(|page| !clicks.contains_key(**page)) {
                clicks.insert(page, near + 1);
                waiting.push_back(page);
            }
        }
    }
    clicks
}

/// The addresses of pages in each language, by the address of its first page.
fn pages(site: &Site) -> BTreeMap<String, BTreeSet<&str>> {
    let settings = site.source("liberate.toml");
    let tags = settings.lines().filter_map(|line| line.strip_prefix("[languages.")?.strip_suffix(']'));
    let mut homes: Vec<String> = tags.filter(|tag| *tag != "en").map(|tag| format!("/{tag}/")).collect();
    homes.push("/".to_owned());
    let mut pages = BTreeMap::<String, BTreeSet<&str>>::new();
    // Short addresses are for paper: no page leads to them.
    let is_page = |address: &&str| address.ends_with('/') && !address.starts_with("/q/");
    for address in site.addresses().into_iter().filter(is_page) {
        let home = homes.iter().find(|home| address.starts_with(*home)).expect("every address begins with a slash");
        pages.entry(home.clone()).or_default().insert(address);
    }
    pages
}

/// Section 5 of the content brief of 2026-11-22.
const PUBLIC: &[&str] = &[
    "/",
    "/help/",
    "/what-it-is/",
    "/signs/",
    "/signs/work/",
    "/signs/sexual-exploitation/",
    "/signs/domestic-servitude/",
    "/signs/criminal-exploitation/",
    "/signs/begging/",
    "/signs/organ-removal/",
    "/signs/children/",
    "/signs/debt/",
    "/signs/places/",
    "/signs/places/car-wash/",
    "/signs/places/nail-bar/",
    "/signs/places/building-site/",
    "/signs/places/farm/",
    "/signs/places/food-factory/",
    "/signs/places/care/",
    "/signs/places/hotel-restaurant/",
    "/signs/places/house-flat/",
    "/signs/places/brothel-short-let/",
    "/signs/places/delivery-barbers/",
    "/signs/places/online/",
    "/signs/places/boat/",
    "/who-to-tell/",
    "/after-you-report/",
    "/your-rights/",
    "/children/",
    "/safe-phone/",
    "/true-or-false/",
    "/languages/",
    "/search/",
    "/events/",
    "/contacts/",
    "/guide/",
    "/guide/all/",
    "/campaign/",
    "/campaign/community-talk/",
    "/campaign/community-talk/deck/",
    "/campaign/poster/",
    "/campaign/leaflet/",
    "/campaign/card/",
    "/campaign/tear-off/",
    "/campaign/strips/",
    "/campaign/pictures/",
    "/campaign/presenter-sheet/",
    "/campaign/feedback-slip/",
    "/campaign/radio-script/",
    "/campaign/social-posts/",
    "/campaign/co-branding/",
    "/campaign/image-and-wording-rules/",
    "/campaign/talk-landlords/",
    "/campaign/talk-health/",
    "/campaign/talk-schools/",
    "/campaign/talk-faith/",
    "/campaign/talk-business/",
    "/campaign/talk-homelessness/",
    "/easy-read/",
    "/easy-read/help/",
    "/easy-read/pictures/",
    "/easy-read/what-it-is/",
    "/easy-read/signs/",
    "/easy-read/who-to-tell/",
    "/news/",
    "/about/",
    "/about/a-z/",
    "/about/subjects/",
    "/about/accessibility/",
    "/about/privacy/",
    "/about/sources/",
    "/about/copyright/",
    "/about/how-we-check/",
    "/about/contact/",
];

const PARTNERS: &[&str] = &[
    "/partners/",
    "/partners/first-responders/",
    "/partners/section-45/",
    "/partners/what-nhts-can-say/",
    "/partners/guardian-service/",
    "/partners/agencies/",
    "/partners/landlords/",
    "/partners/health/",
    "/partners/schools-youth/",
    "/partners/faith-community/",
    "/partners/business-banks-recruiters/",
    "/partners/licensing-hotels-taxis/",
    "/partners/homelessness/",
    "/partners/magistrates-courts/",
    "/partners/partnership-history/",
    "/partners/figures/",
    "/partners/contact-changes/",
    "/partners/data/",
    "/guide-partner/",
    "/guide-partner/all/",
];

#[test]
fn every_page_of_the_brief_is_there_and_near() {
    for (edition, inventory) in [("public", PUBLIC.to_vec()), ("partner", [PUBLIC, PARTNERS].concat())] {
        let site = portal(edition);
        let pages = pages(&site);
        let missing: Vec<&str> = inventory.into_iter().filter(|page| !pages["/"].contains(page)).collect();
        assert!(missing.is_empty(), "{edition} lacks {missing:?}");
        for (home, pages) in &pages {
            let clicks = clicks(&site, pages, home);
            let far: Vec<_> = pages.iter().filter(|page| clicks.get(**page).is_none_or(|clicks| *clicks > 3)).collect();
            assert!(far.is_empty(), "{edition}: more than three clicks away from {home}: {far:?}");
        }
        let security = site.page_despite_findings("/.well-known/security.txt");
        assert!(
            security.starts_with("Contact: https://") && security.contains("/about/contact/#security\n"),
            "{security}"
        );
        let checksums = site.page_despite_findings("/campaign/sha256-en.txt");
        assert!(checksums.contains("  community-talk-en.pptx\n"), "{checksums}");
        let lists = site.addresses().into_iter().filter(|address| address.contains("/campaign/sha256-"));
        let shelves: Vec<&str> = lists.map(|list| list.rsplit_once('/').unwrap().0).collect();
        assert_eq!(shelves.len(), 16);
        for folder in shelves {
            cards_lead_to_files(&site, folder);
            cards_without_files_say_their_types(&site, folder);
        }
        let errors: Vec<&str> = site.codes().into_iter().filter(|code| !LAPSED.contains(code)).collect();
        assert!(errors.is_empty(), "{edition}: {}", site.diagnostics());
    }
}

/// A shelf leads to each file of its language and to no other; its checksum is on the document's own page, and not on the shelf.
fn cards_lead_to_files(site: &Site, folder: &str) {
    let shelf = site.page_despite_findings(&format!("{folder}/"));
    assert!(!shelf.contains("SHA-256 "), "{folder}");
    let below = format!("{folder}/");
    let pages: String = site
        .addresses()
        .into_iter()
        .filter(|address| address.starts_with(&below) && address.ends_with('/') && *address != below)
        .map(|address| site.page_despite_findings(address))
        .collect();
    let list = site.address(&format!("{folder}/sha256-"), ".txt");
    let files = site.page_despite_findings(list).trim_start_matches('\u{feff}').lines();
    let mut own = BTreeSet::new();
    for (checksum, name) in files.map(|line| line.split_once("  ").unwrap()) {
        assert!(shelf.contains(&format!("/{name}>")), "{folder} shows no {name}");
        assert!(pages.contains(checksum), "no page says the checksum of {name}");
        own.insert(name);
    }
    let kinds = [".pptx", ".pdf", ".txt", ".png"];
    let offered =
        links(shelf).filter(|link| kinds.iter().any(|kind| link.ends_with(kind)) && !link.contains("/sha256-"));
    let offered: BTreeSet<&str> = offered.map(|link| link.rsplit_once('/').unwrap().1).collect();
    assert_eq!(offered, own, "{folder}");
}

/// The filters of a shelf know of documents in another language, too, of which it shows no files.
fn cards_without_files_say_their_types(site: &Site, folder: &str) {
    let shelf = site.page_despite_findings(&format!("{folder}/"));
    let cards = shelf.split("<li class=\"card for-").skip(1).map(|card| card.split_once("</li>").unwrap().0);
    let others: Vec<&str> = cards.filter(|card| !card.contains("class=files")).collect();
    assert_eq!(others.is_empty(), folder == "/campaign", "{folder}");
    for card in others {
        let (classes, words) = card.split_once('"').unwrap();
        assert!(classes.contains(" type-PDF type-TXT") && words.contains("lang=en"), "{folder}: {card}");
        let page = links(words).next().and_then(|link| link.strip_prefix(folder)).unwrap();
        let is_talk = site.built().artifacts.contains_key(&format!("/campaign{page}deck/"));
        assert_eq!(classes.contains(" type-PPTX"), is_talk, "{folder}: {card}");
    }
}

/// What a person has to do, on a day that no test knows.
const LAPSED: [&str; 8] = [
    "contact-expired",
    "contact-unchecked",
    "fact-expired",
    "fact-unchecked",
    "review-overdue",
    "security-expired",
    "translation-outdated",
    "records-outdated",
];

/// Words that nobody has a reason to write.
const CANARY: &str = "zizkanarie";

/// The portal with the canary in everything that is not for the public.
fn seeded() -> BTreeMap<String, Vec<u8>> {
    let mut files = files();
    for (name, bytes) in &mut files {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        if name.starts_with("content/.sources/") {
            continue;
        }
        if name.starts_with("content/") && name.ends_with(".md") && text.contains(FOR_PARTNERS) {
            let text = text.replacen("title = \"", &format!("title = \"{CANARY} "), 1);
            *bytes = format!("{text}\n{CANARY} in a page for partners.\n").into_bytes();
        } else if ["content/contacts.toml", "content/signs.toml", "content/facts.toml"].contains(&name.as_str()) {
            *bytes = hidden_records(text).into_bytes();
        } else if name == "content/guide-partner.toml" {
            let keys = ["title", "description", "all", "neutral_title", "question", "outcome", "text"];
            let seed =
                |text: String, key: &str| text.replace(&format!("\n{key} = \""), &format!("\n{key} = \"{CANARY} "));
            *bytes = keys.into_iter().fold(text.to_owned(), seed).into_bytes();
        }
    }
    let page = |front: &str| {
        format!("+++\ntitle = \"{CANARY}\"\ndescription = \"{CANARY}\"\n{front}\n+++\n\n{CANARY}\n").into_bytes()
    };
    let mut add = |name: &str, bytes: Vec<u8>| files.entry(name.to_owned()).or_default().extend(bytes);
    add("content/draft.md", page("draft = true\ndate = 2026-11-01\naliases = [\"/zizkanarie-old/\"]"));
    add("content/news/later.md", page("date = 2026-12-01\npublish_on = 2026-12-01"));
    add("content/professionals/banks.pl.md", page("draft = true"));
    add("content/partners/health.pl.md", page("status = \"reviewed\"\naliases = [\"/pl/zizkanarie-old/\"]"));
    // A section of its own, a page below it, its translation, and files that belong to them.
    add("content/zizkanarie/_index.md", page(FOR_PARTNERS));
    add("content/zizkanarie/below.md", page("date = 2026-11-01"));
    add("content/zizkanarie/below.pl.md", page("status = \"reviewed\""));
    add("content/zizkanarie/owner/index.md", page("slug = \"zizkanarie-slug\""));
    add("content/zizkanarie/owner/zizkanarie.txt", CANARY.into());
    add("content/partners/list.txt", CANARY.into());
    add("content/partners/list.csv", "Zizkanarie,Zizkanarie\nZizkanarie,7\n".into());
    // Records, and the words of their translations.
    add("content/contacts.toml", STAFF_CONTACT.into());
    add("content/signs.toml", STAFF_SIGN.into());
    add("content/facts.pl.toml", "\n[nrm-2024]\nstatement = \"zizkanarie po polsku\"\n".into());
    add("content/contacts.pl.toml", "\n[staff-only]\nname = \"zizkanarie po polsku\"\n".into());
    add("content/signs.pl.toml", "\n[staff-only]\ntext = \"zizkanarie po polsku\"\n".into());
    add("content/guide-partner.pl.toml", "\n[call-999]\noutcome = \"zizkanarie\"\ntext = \"zizkanarie\"\n".into());
    // What partners were promised, and what became of it.
    add("content/addresses-partner.lock", PROMISED.into());
    add("content/contacts.lock", LOGGED.into());
    // A day that only partners hear of.
    add("content/events/zizkanarie.md", page(&format!("kind = \"part\"\nevent_on = 2026-12-09\n{FOR_PARTNERS}")));
    // What is nearly a page, a copy of a page or of records, or no kind of file that is published.
    for name in NEVER_PUBLISHED {
        add(name, page(FOR_PARTNERS));
    }
    add("content/gone.toml", "\"/zizkanarie-gone/\" = { since = 2026-11-20, why = \"zizkanarie\" }\n".into());
    files
}

/// Names under which nothing goes out, whatever it holds: those of pages that are none, of copies, and of records.
const NEVER_PUBLISHED: &[&str] = &[
    "content/zizkanarie.MD",
    "content/zizkanarie.md.orig",
    "content/zizkanarie.md.bak",
    "content/zizkanarie.md.rej",
    "content/zizkanarie.md.txt",
    "content/zizkanarie.md_old",
    "content/zizkanarie.md~",
    "content/zizkanarie.md.r12",
    "content/zizkanarie.markdown",
    "content/zizkanarie.mdown",
    "content/zizkanarie.mkd",
    "content/zizkanarie.mdx",
    "content/zizkanarie.txt",
    "content/zizkanarie.pl_PL.md",
    "content/.zizkanarie.md.swp",
    "content/#zizkanarie.md#",
    "content/help (1).md",
    "content/help - Copy.md",
    "content/help-LAPTOP-7KQ2.md",
    "content/help (conflicted copy 2026-11-29).md",
    "content/help.sync-conflict-20261129-101010-ABCDEFG.md",
    "content/help (1).pl.md",
    "content/help.pl (1).md",
    "content/help.final.md",
    "content/Kopia pliku help.md",
    "content/signs - Copy/work.md",
    "content/contacts - Copy.toml",
    "content/contacts.toml.bak",
    "content/Contacts.toml",
    "content/old/contacts.toml",
    "content/contacts.lock.bak",
    "content/forbidden.toml.old",
    "content/zizkanarie.json",
    "content/zizkanarie",
    "static/zizkanarie.md",
    "static/zizkanarie",
    "static/zizkanarie.json",
    "static/contacts.toml",
    "static/zizkanarie.toml.txt",
    "static/.zizkanarie.json",
    "themes/liberate/images/zizkanarie.txt",
    "themes/liberate/images/zizkanarie.md",
    "themes/liberate/icons/car.svg.bak",
];

const PROMISED: &str = "
default_language = \"en\"
[[published]]
on = 2026-11-20
languages = \"en pl\"
\"/zizkanarie-gone/\" = \"content/zizkanarie-gone.md\"
";

const LOGGED: &str = "
[[published]]
on = 2026-11-19
[published.staff-only]
name = \"Zizkanarie before\"
[[published]]
on = 2026-11-20
[published.staff-only]
name = \"Zizkanarie\"
number = \"0121 496 0777\"
";

const FOR_PARTNERS: &str = "audience = \"partner\"";

const STAFF_CONTACT: &str = "
[staff-only]
name = \"Zizkanarie\"
display = \"0121 496 0777\"
digits = \"01214960777\"
purpose = \"Zizkanarie\"
group = \"other\"
audience = \"staff\"
website = \"https://zizkanarie.example\"
source_name = \"Zizkanarie\"
source_date = \"2026\"
confidence = \"A\"
state = \"publish\"
checked_on = 2026-11-20
";

const STAFF_SIGN: &str = "
[staff-only]
text = \"Zizkanarie.\"
types = [\"children\", \"general\"]
places = [\"farm\"]
audience = \"staff\"
source_name = \"Zizkanarie\"
source_date = \"2026\"
confidence = \"A\"
state = \"publish\"
checked_on = 2026-11-20
";

/// Every record that the public does not see speaks the canary in all its words.
fn hidden_records(text: &str) -> String {
    let words = ["name", "purpose", "hours", "text", "note", "source_name", "statement", "value"];
    let seed = |line: &str| {
        let is_words = words.iter().any(|key| line.starts_with(&format!("{key} = \"")));
        if is_words { line.replacen(" = \"", &format!(" = \"{CANARY} "), 1) } else { line.to_owned() }
    };
    let records = text.split("\n[").map(|record| {
        let hidden = ["\"staff\"", "\"hold\"", "\"verify\""].iter().any(|word| record.contains(word));
        let lines = record.lines().map(|line| if hidden { seed(line) } else { line.to_owned() });
        lines.map(|line| line + "\n").collect::<String>()
    });
    records.collect::<Vec<_>>().join("\n[")
}

#[test]
fn nothing_for_partners_is_in_any_byte_of_the_public_edition() {
    let files = seeded();
    let seeds = files.values().filter(|bytes| holds_canary(bytes)).count();
    assert!(seeds > 30, "the canary was seeded in {seeds} files only");
    let public = Site::portal(files.clone());
    let found: Vec<&String> = public
        .built()
        .artifacts
        .iter()
        .filter(|(address, bytes)| holds_canary(address.as_bytes()) || holds_canary(bytes) || holds_number(bytes))
        .map(|(address, _)| address)
        .collect();
    assert!(found.is_empty(), "{found:?}");
    // The test itself works: partners do read it, all but what nobody may see yet.
    let partner = Site::portal(files).edition("partner");
    let built = &partner.built().artifacts;
    for address in [
        "/partners/",
        "/pl/partners/health/",
        "/partners/agencies/",
        "/partners/schools-youth/",
        "/about/sources/",
        "/guide-partner/",
        "/pl/guide-partner/call-999/",
    ] {
        assert!(holds_canary(&built[address]), "{address}");
    }
    assert!(holds_number(&built["/partners/agencies/"]));
    assert!(built.keys().any(|address| address.ends_with("/zizkanarie.txt")));
    assert!(built.contains_key("/pl/zizkanarie-gone/") && holds_canary(&built["/_redirects"]));
    assert!(holds_canary(&built["/atom.xml"]));
    assert!(holds_canary(&built["/data/v1/changes.atom"]) && holds_canary(&built["/partners/contact-changes/"]));
    assert!(holds_canary(&built["/events/"]) && holds_canary(&built["/events.ics"]));
    assert!(holds_canary(&built["/search-index.js"]) && holds_canary(&built["/pl/search-index.js"]));
    assert!(!built.contains_key("/draft/") && !built.contains_key("/news/later/"));
}

fn holds_number(bytes: &[u8]) -> bool {
    bytes.windows(11).any(|window| window == b"01214960777")
}

fn holds_canary(bytes: &[u8]) -> bool {
    bytes.windows(CANARY.len()).any(|window| window.eq_ignore_ascii_case(CANARY.as_bytes()))
}

#[test]
fn the_first_page_of_partners_leads_to_their_pages_and_the_public_one_does_not_know_of_them() {
    let partner = portal("partner");
    let home = partner.page_despite_findings("/");
    assert!(home.contains("noindex") && home.contains("/partners/first-responders/"), "{home}");
    let public = portal("public");
    assert!(!public.page_despite_findings("/").contains("partners"));
    assert!(public.addresses().iter().all(|address| !address.contains("partner")));
}

/// The public pages of the portal in two languages, without documents: what a test makes that needs them twice.
fn small_portal(change: impl Fn(&str, String) -> String) -> Site {
    let is_part = |name: &str| {
        let (_, file) = name.rsplit_once('/').unwrap_or(("", name));
        let language = file.split('.').rev().nth(1).filter(|_| file.matches('.').count() > 1);
        let is_out = ["content/campaign/", "content/partners/", "content/.sources/"];
        !is_out.iter().any(|folder| name.starts_with(folder)) && language.is_none_or(|language| language == "ur")
    };
    let strings = |name: &str| name.contains("/strings/") && !name.ends_with("/en.toml") && !name.ends_with("/ur.toml");
    let mut files: BTreeMap<String, Vec<u8>> =
        files().into_iter().filter(|(name, _)| is_part(name) && !strings(name)).collect();
    for (name, bytes) in &mut files {
        if let Ok(text) = String::from_utf8(bytes.clone()) {
            *bytes = change(name, if name == "liberate.toml" { in_two_languages(&text) } else { text }).into_bytes();
        }
    }
    Site::portal(files)
}

/// The settings with English and Urdu alone.
fn in_two_languages(settings: &str) -> String {
    let mut kept = String::new();
    let mut keeps = true;
    for line in settings.lines() {
        if line.starts_with('[') {
            keeps = !line.starts_with("[languages.") || ["[languages.en]", "[languages.ur]"].contains(&line);
        }
        if keeps {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// `free` is at the helpline only once the record says what a call costs, which it does when a person has confirmed it.
#[test]
fn the_helpline_is_called_free_only_if_its_record_says_so() {
    let button = |site: &Site, address: &str| -> String {
        let page = site.page_despite_findings(address);
        let from = page.split_once("is-msh").expect("the button of the helpline").1;
        from.split_once("tel:").unwrap().0.to_owned()
    };
    let unconfirmed = small_portal(|_, text| text);
    let confirmed = small_portal(|name, text| match name {
        "content/contacts.toml" => text.replace("\n[msh]\n", "\n[msh]\ncost = \"Zizkanarie, free\"\n"),
        _ => text,
    });
    for address in ["/", "/help/", "/who-to-tell/", "/guide/call-999/", "/easy-read/help/", "/ur/help/"] {
        assert!(!button(&unconfirmed, address).contains("<small"), "{address}: {}", button(&unconfirmed, address));
        assert!(button(&confirmed, address).contains("Zizkanarie, free"), "{address}: {}", button(&confirmed, address));
    }
    // English words on a page in another language carry their language.
    let urdu = button(&confirmed, "/ur/help/");
    assert!(urdu.contains("<small lang=en dir=ltr>Zizkanarie, free"), "{urdu}");
}

#[test]
fn every_page_that_may_be_listed_has_a_description_and_sensitive_ones_have_the_same() {
    let site = small_portal(|_, text| text);
    let mut neutral: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut plain, mut missing) = (0, Vec::new());
    for address in site.addresses().into_iter().filter(|address| address.ends_with('/')) {
        let page = site.page_despite_findings(address);
        let metas: Vec<&str> =
            page.split("<meta ").skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag).collect();
        let says = |tag: &str, words: &str| tag.contains(words);
        if metas.iter().any(|tag| says(tag, "http-equiv=refresh"))
            || metas.iter().any(|tag| says(tag, "robots") && says(tag, "noindex"))
        {
            continue;
        }
        let descriptions: Vec<&&str> = metas.iter().filter(|tag| says(tag, "name=description")).collect();
        let is_sensitive = metas.iter().any(|tag| says(tag, "robots") && says(tag, "nosnippet"));
        match descriptions.as_slice() {
            [one] if one.len() > "name=description content=\"\"".len() => {
                let home = if address.starts_with("/ur/") { "ur" } else { "en" };
                if is_sensitive {
                    neutral.entry(home.to_owned()).or_default().insert((**one).to_owned());
                } else {
                    plain += 1;
                }
            }
            _ => missing.push(address),
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
    assert!(plain > 100, "{plain}");
    assert_eq!(neutral.len(), 2);
    assert!(neutral.values().all(|words| words.len() == 1), "{neutral:?}");
    assert!(neutral["en"].iter().all(|words| words.contains("Help and advice in the West Midlands")), "{neutral:?}");
}

#[test]
fn news_have_a_feed_in_every_language() {
    let site = portal("public");
    assert!(site.page_despite_findings("/atom.xml").contains("This site is being prepared"));
    assert!(site.page_despite_findings("/news/").contains("/atom.xml"));
    assert!(site.addresses().contains(&"/pl/atom.xml"));
}

/// Every address with a short code in a text.
fn short_addresses(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("/q/").map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find(|sign: char| !(sign.is_ascii_alphanumeric() || matches!(sign, '/' | '-')));
        rest[..end.unwrap_or(rest.len())].trim_end_matches('/')
    })
}

#[test]
fn every_paper_leads_to_its_own_language() {
    let site = portal("public");
    let texts =
        site.addresses().into_iter().filter(|address| address.ends_with(".txt") && address.contains("/campaign/"));
    let mut followed = BTreeSet::new();
    for file in texts.filter(|address| !address.contains("sha256-")) {
        let tag = file.trim_end_matches(".txt").rsplit_once('/').unwrap().1;
        for code in short_addresses(site.page_despite_findings(file)) {
            let page = site.page_despite_findings(&format!("{code}/"));
            let lang = page.split_once(" lang=").map(|(_, rest)| rest.trim_start_matches('"')).unwrap();
            let lang = &lang[..lang.find(['"', ' ', '>']).unwrap()];
            assert!(tag.ends_with(&format!("-{lang}")), "{file} leads to {code}, which is in {lang}");
            followed.insert(code.to_owned());
        }
    }
    for tag in ["ar", "bg", "bn", "ckb", "en", "fa", "pa", "pl", "ps", "ro", "so", "sq", "ti", "ur", "vi", "zh-hans"] {
        // A card is for somebody who may need help, a poster for the people around.
        for code in ["help", "report"] {
            assert!(followed.contains(&format!("/q/{code}/{tag}")), "no paper leads to {code} in {tag}");
        }
    }
}
