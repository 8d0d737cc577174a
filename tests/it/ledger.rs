//! Addresses that stay: what was published is there, leads on, or is said to be gone.

use crate::command::{liberate, temporary};
use crate::kit::{RECORDS, Site};
use liberate::preview::Preview;
use liberate::snapshot::Workspace;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

/// The settings of a ledger: these lines, published in all languages of the test site.
fn ledger(lines: &str) -> String {
    ledger_of("addresses", "en pl ur", lines)
}

fn ledger_of(name: &str, languages: &str, lines: &str) -> String {
    format!(
        "=== content/{name}.lock\ndefault_language = \"en\"\n\n[[published]]\non = 2026-11-01\n\
         languages = \"{languages}\"\n{lines}\n"
    )
}

fn page(path: &str, front: &str) -> String {
    let words = if path.ends_with(".pl.md") || path.ends_with(".ur.md") { "1. 2. 3." } else { "Words." };
    format!("=== content/{path}\n+++\ntitle = \"Page {path}\"\n{front}\n+++\n\n{words}\n")
}

fn gone(lines: &str) -> String {
    format!("=== content/gone.toml\n{lines}\n")
}

const HELP: &str = "\"/help/\" = \"content/help.md\"";
const HELP_IS_GONE: &str = "\"/help/\" = { since = 2026-11-20, why = \"it was about another site\" }";

// An address that goes

#[test]
fn a_published_address_that_goes_without_a_word_is_an_error() {
    let site = Site::new(&ledger(HELP)).with(&page("get/help.md", ""));
    assert_eq!(
        site.diagnostics(),
        "content/addresses.lock:6:1 error address-gone `/help/` was published from `content/help.md` and is gone in \
         3 languages | write aliases = [\"/help/\"] on the page that took its place, perhaps `/get/help/`; or, in \
         content/gone.toml, \"/help/\" = { since = 2026-12-01, why = \"…\" } with your day and reason"
    );
    let kept = Site::new(&ledger(HELP)).with(&page("help.md", ""));
    assert_eq!(kept.diagnostics(), "");
}

#[test]
fn a_draft_and_a_page_for_partners_are_missed() {
    for (front, why) in
        [("draft = true", "its page is a draft in 3"), ("audience = \"partner\"", "its page is for partners only in 3")]
    {
        let site = Site::new(&ledger(HELP)).with(&page("help.md", front));
        assert_eq!(site.codes(), ["address-gone"]);
        assert!(site.diagnostics().contains(why), "{}", site.diagnostics());
    }
}

#[test]
fn a_translation_that_goes_takes_no_address_with_it() {
    let mut site = Site::new(&ledger(HELP)).with(&page("help.md", "")).with(&page("help.pl.md", ""));
    site.delete("content/help.pl.md");
    assert_eq!(site.diagnostics(), "");
}

#[test]
fn a_slug_of_a_translation_that_changes_is_missed_in_that_language() {
    let site = Site::new(&ledger(HELP)).with(&page("help.md", "")).with(&page("help.pl.md", "slug = \"pomoc\""));
    assert!(site.diagnostics().contains("`/pl/help/` was published from `content/help.md` and is gone |"));
    let site = site.with(&page("help.pl.md", "slug = \"pomoc\"\naliases = [\"/pl/help/\"]"));
    site.shows("/pl/help/", &["url=/pl/pomoc/"]);
}

// Ways out: another page

#[test]
fn an_alias_leads_on_in_every_language_with_and_without_a_ledger() {
    for ledger in [ledger(HELP), String::new()] {
        let site = Site::new(&ledger).with(&page("get-help.md", "aliases = [\"/help/\"]"));
        let site = site.with(&page("get-help.pl.md", ""));
        site.shows("/help/", &["url=/get-help/"]);
        site.shows("/pl/help/", &["<html lang=\"pl\"", "url=/pl/get-help/", "Page get-help.pl.md"]);
        site.shows("/ur/help/", &["<html lang=\"ur\" dir=\"rtl\"", "url=/ur/get-help/"]);
        assert!(!site.build().contains_key("/_redirects"));
    }
}

#[test]
fn an_alias_of_a_translation_wins_and_a_page_stays_where_it_is() {
    let site = Site::new(&page("new.md", "aliases = [\"/old/\"]"))
        .with(&page("other.md", ""))
        .with(&page("other.pl.md", "aliases = [\"/pl/old/\"]"))
        .with(&page("third.md", ""))
        .with(&page("third.ur.md", "slug = \"old\""));
    site.shows("/pl/old/", &["url=/pl/other/"]);
    site.shows("/ur/old/", &["<h1>Page third.ur.md</h1>"]);
}

#[test]
fn pages_below_a_section_that_moved_follow_it() {
    let lines =
        "\"/a/\" = \"content/a/_index.md\"\n\"/a/one/\" = \"content/a/one.md\"\n\"/a/two/\" = \"content/a/two.md\"";
    let site = Site::new(&ledger(lines))
        .with(&page("b/_index.md", "aliases = [\"/a/\"]"))
        .with(&page("b/one.md", ""))
        .with(&page("b/2.md", ""));
    assert_eq!(site.codes(), ["address-gone"]);
    assert!(site.diagnostics().contains("`/a/two/`"), "{}", site.diagnostics());
    let site = site.with(&page("b/2.md", "aliases = [\"/a/two/\"]"));
    site.shows("/ur/a/one/", &["url=/ur/b/one/"]);
    site.shows("/pl/a/two/", &["url=/pl/b/2/"]);
}

#[test]
fn no_old_address_leads_to_another_old_address() {
    let lines = "\"/a/\" = \"content/a.md\"\n\"/b/\" = \"content/b.md\"";
    let site = Site::new(&ledger(lines)).with(&page("c.md", "aliases = [\"/a/\", \"/b/\"]"));
    for old in ["/a/", "/b/"] {
        site.shows(old, &["url=/c/"]);
    }
    let chain = Site::new(&ledger(lines)).with(&page("c.md", "aliases = [\"/b/\"]"));
    assert_eq!(chain.codes(), ["address-gone"]);
}

// Ways out: gone

#[test]
fn what_is_gone_says_so_in_its_language_and_names_who_helps() {
    let site = Site::new(RECORDS).with(&ledger(HELP)).with(&gone(HELP_IS_GONE));
    site.shows("/help/", &["<title>Gone</title>", "We have taken it away.", "999", "0121 496 0000"]);
    site.shows("/pl/help/", &["<html lang=\"pl\"", "Usunęliśmy to.", "tel:999", "Telefon zaufania"]);
    site.shows("/ur/help/", &["dir=\"rtl\"", "ہم نے ہٹا دیا"]);
    site.lacks("/help/", &["another site", "rel=\"canonical\"", "0121 496 0001"]);
    assert!(!site.page("/sitemap.xml").contains("help"));
    assert_eq!(
        site.page("/_redirects"),
        "/help/ /gone.html 410!\n/pl/help/ /pl/gone.html 410!\n/ur/help/ /ur/gone.html 410!\n"
    );
    assert_eq!(site.page("/pl/gone.html"), site.page("/pl/help/"));
}

#[test]
fn one_language_can_be_gone_alone() {
    let line = HELP_IS_GONE.replace("/help/", "/pl/help/");
    let site = Site::new(&ledger(HELP)).with(&gone(&line)).with(&page("help.md", ""));
    assert_eq!(site.codes(), ["gone-is-there"]);
    let site = Site::new(&ledger(HELP)).with(&gone(&line));
    assert!(site.diagnostics().contains("gone in 2 languages"), "{}", site.diagnostics());
}

#[test]
fn a_language_that_is_taken_away_needs_one_line() {
    let ledger = ledger_of("addresses", "en bg", &format!("\"/\" = \"content/_index.md\"\n{HELP}"));
    let site = Site::new(&ledger).with(&page("help.md", ""));
    assert_eq!(site.codes(), ["address-gone", "address-gone"]);
    let site = site.with(&gone("\"/bg/\" = { since = 2026-11-20, why = \"nobody translates it\" }"));
    site.shows("/bg/help/", &["<html lang=\"en\"", "Gone"]);
    site.shows("/bg/", &["Gone"]);
}

#[test]
fn a_page_that_expires_by_its_own_date_is_answered_without_a_word() {
    let text = ledger(HELP) + &page("help.md", "expires = 2026-12-01");
    let before = Site::new(&text).at("2026-11-30");
    before.shows("/help/", &["Words."]);
    assert!(!before.build().contains_key("/_redirects"));
    let after = Site::new(&text).at("2026-12-01");
    after.shows("/pl/help/", &["Usunęliśmy to."]);
    assert!(after.page("/_redirects").contains("/help/ /gone.html 410!\n"));
}

#[test]
fn what_was_never_published_leaves_nothing() {
    let site = Site::new(&page("help.md", "expires = 2026-11-01"));
    assert_eq!(site.addresses(), ["/", "/pl/", "/ur/"]);
}

#[test]
fn statements_must_be_true_and_complete() {
    let check = |line: &str, expected: &[&str]| {
        let site = Site::new(&ledger(HELP)).with(&page("help.md", "")).with(&gone(line));
        let found: Vec<&str> = site.diagnostics_of_all_editions().iter().map(|finding| finding.code).collect();
        assert_eq!(found, expected, "{line}");
    };
    check(HELP_IS_GONE, &["gone-is-there"]);
    check("\"/hepl/\" = { since = 2026-11-20, why = \"x\" }", &["gone-unknown"]);
    check("\"/hepl/\" = { since = 2026-11-20 }", &["gone-unknown", "missing-key"]);
    check("\"/hepl/\" = { why = \"x\" }", &["gone-unknown", "missing-key"]);
    check("\"/hepl/\" = \"since yesterday\"", &["wrong-type"]);
    let site = Site::new(&ledger(HELP)).with(&page("help.md", "")).with(&gone(&HELP_IS_GONE.replace("help", "hepl")));
    let site = site.edition("partner").with(&ledger_of("addresses-partner", "en", HELP));
    assert!(site.diagnostics().contains("| did you mean `/help/`?"), "{}", site.diagnostics());
}

// Files

#[test]
fn a_file_is_promised_too_and_only_a_server_can_answer_for_it() {
    let lines = "\"/files/list.csv\" = \"static/files/list.csv\"";
    let ledger = ledger_of("addresses", "en", lines);
    assert_eq!(Site::new(&ledger).codes(), ["address-gone"]);
    assert_eq!(Site::new(&ledger).with("=== static/files/list.csv\na\n").codes(), [""; 0]);
    let statement = "\"/files/list.csv\" = { since = 2026-11-20, why = \"it was wrong\" }";
    let gone = Site::new(&ledger).with(&gone(statement));
    assert_eq!(gone.page("/_redirects"), "/files/list.csv /gone.html 410!\n");
    assert!(!gone.build().contains_key("/files/list.csv"));
    let moved = Site::new(&ledger).with(&page("list.md", "aliases = [\"/files/list.csv\"]"));
    assert!(moved.page("/_redirects").starts_with("/files/list.csv /list/ 301\n"));
    assert!(!moved.build().contains_key("/files/list.csv"));
}

const TALK: &str = "=== content/NAME.md\n+++\ntitle = \"Talk\"\nkind = \"slides\"\ndate = 2026-11-01\nFRONT\n+++\n\n\
                    ## One {#one}\n\nWords.\n\n{% notes() %}\nSay it.\n{% end %}\n";

#[test]
fn the_files_of_a_document_need_no_word_of_their_own() {
    let talk = |name: &str, front: &str| TALK.replace("NAME", name).replace("FRONT", front);
    let lines = "\"/talk/\" = \"content/talk.md\"\n\"/talk/deck/\" = \"content/talk.md\"\n\
                 \"/talk/talk-{lang}.pptx\" = \"content/talk.md\"";
    let ledger = ledger_of("addresses", "en", lines);
    let kept = Site::new(&talk("talk", "")).with(&ledger);
    assert_eq!(kept.diagnostics(), "");
    let lost = Site::new(&talk("other", "")).with(&ledger);
    assert_eq!(lost.codes(), ["address-gone"; 3]);
    let moved = Site::new(&talk("other", "aliases = [\"/talk/\"]")).with(&ledger);
    moved.shows("/talk/", &["url=/other/"]);
    assert_eq!(moved.page("/_redirects"), "/talk/deck/ /other/deck/ 301\n/talk/talk-en.pptx /other/ 301\n");
    let statement = "\"/talk/\" = { since = 2026-11-20, why = \"nobody gives it\" }";
    let gone = Site::new(&talk("other", "")).with(&ledger).with(&gone(statement));
    gone.shows("/talk/deck/", &["Gone"]);
    assert!(gone.page("/_redirects").contains("/talk/talk-en.pptx /gone.html 410!\n"));
}

#[test]
fn an_address_in_other_letters_leads_on_where_a_server_can() {
    let site = Site::new(&ledger_of("addresses", "en", &HELP.replace("help/", "Help/"))).with(&page("help.md", ""));
    assert_eq!(site.page("/_redirects"), "/Help/ /help/ 301\n");
    assert!(!site.build().contains_key("/Help/"));
}

#[test]
fn the_preview_answers_as_a_server_should() {
    let folder = temporary();
    let lines = format!("{HELP}\n\"/list.csv\" = \"static/list.csv\"\n\"/old.csv\" = \"static/old.csv\"");
    let statements = format!("{HELP_IS_GONE}\n{}", HELP_IS_GONE.replace("/help/", "/list.csv"));
    let site = Site::new(&ledger_of("addresses", "en", &lines)).with(&gone(&statements));
    let site = site.with(&page("new.md", "aliases = [\"/old.csv\"]"));
    site.write_to(folder.path());
    let sources = site.workspace().sources().clone();
    let preview = Preview::start(
        Workspace::new(sources),
        site.options().clone(),
        folder.path(),
        "127.0.0.1:0".parse().unwrap(),
        Box::new(|_, _| {}),
    )
    .expect("there is a free port");
    let head = |path: &str| {
        let mut stream = TcpStream::connect(preview.address()).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", preview.address()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split("\r\n\r\n").next().unwrap().to_owned()
    };
    for path in ["/help/", "/list.csv"] {
        assert!(head(path).starts_with("HTTP/1.1 410 "), "{path}: {}", head(path));
    }
    assert!(head("/old.csv").contains("Location: /new/"), "{}", head("/old.csv"));
    assert!(head("/nothing/").starts_with("HTTP/1.1 404 "));
}

// Editions

#[test]
fn the_public_edition_does_not_know_what_partners_were_promised() {
    let lines = "\"/zizkanarie/\" = \"content/zizkanarie.md\"\n\"/late/zizkanarie/\" = \"content/late/zizkanarie.md\"";
    let text = ledger_of("addresses-partner", "en pl", lines)
        + &gone("\"/zizkanarie/\" = { since = 2026-11-20, why = \"zizkanarie\" }")
        + &page("late/_index.md", "audience = \"partner\"")
        + &page("late/zizkanarie.md", "expires = 2026-11-01");
    let public = Site::new(&text);
    assert_eq!(public.diagnostics(), "");
    assert_eq!(public.where_is("zizkanarie"), [""; 0]);
    assert_eq!(public.addresses(), ["/", "/pl/", "/ur/"]);
    let partner = Site::new(&text).edition("partner");
    partner.shows("/pl/zizkanarie/", &["Usunęliśmy to."]);
    partner.shows("/late/zizkanarie/", &["Gone"]);
}

#[test]
fn what_both_editions_miss_is_said_once() {
    let site = Site::new(&ledger(HELP)).with(&ledger_of("addresses-partner", "en pl ur", HELP));
    let findings = site.diagnostics_of_all_editions();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].location.file.as_ref(), "content/addresses.lock");
    assert_eq!(site.edition("partner").codes(), ["address-gone"]);
}

#[test]
fn a_page_may_be_gone_for_the_public_and_stand_for_partners() {
    let text = ledger(HELP) + &page("help.md", "audience = \"partner\"") + &gone(HELP_IS_GONE);
    Site::new(&text).shows("/help/", &["Gone"]);
    Site::new(&text).edition("partner").shows("/help/", &["Words."]);
}

#[test]
fn a_ledger_is_published_nowhere_and_changes_no_byte() {
    let without = Site::new(&page("help.md", ""));
    let with = Site::new(&page("help.md", "")).with(&ledger(HELP)).with(&ledger_of("addresses-partner", "en", HELP));
    assert_eq!(with.build(), without.build());
}

// Writing it down

fn lock(root: &Path, name: &str) -> String {
    fs::read_to_string(root.join("content").join(name)).unwrap_or_default()
}

const RECORD: [&str; 6] = ["check", "--at", "2026-11-22", "--publish", "--record", "public"];

#[test]
fn what_is_out_is_written_down_once_and_then_kept() {
    let folder = temporary();
    let root = folder.path();
    let secret = page("secret.md", "audience = \"partner\"");
    let site = Site::new(&page("help.md", "aliases = [\"/h/\"]")).with(&page("help.pl.md", "slug = \"pomoc\""));
    site.with(&secret).with("=== static/list.csv\na\n").write_to(root);
    let plain = liberate(root, &RECORD[..4]);
    let waiting = "10 addresses of the edition `public` not recorded yet: when it is out, run liberate check --publish \
                   --record public\n";
    assert!(plain.output.contains(waiting), "{}", plain.output);
    assert_eq!(lock(root, "addresses.lock"), "");

    let done = liberate(root, &RECORD);
    assert_eq!((done.code, done.output.contains("not recorded yet")), (0, false), "{}", done.errors);
    assert_eq!(done.errors, "10 addresses recorded in content/addresses.lock: keep it with the site\n");
    let first = lock(root, "addresses.lock");
    let (_, tables) = first.split_once("\n\n").unwrap();
    assert_eq!(
        tables,
        "[[published]]\non = 2026-11-22\nlanguages = \"en pl ur\"\n\"/\" = \"content/_index.md\"\n\"/h/\" = \
         \"content/help.md\"\n\n[[published]]\non = 2026-11-22\nlanguages = \"en ur\"\n\"/help/\" = \
         \"content/help.md\"\n\n[[published]]\non = 2026-11-22\nlanguages = \"en\"\n\"/list.csv\" = \
         \"static/list.csv\"\n\n[[published]]\non = 2026-11-22\nlanguages = \"pl\"\n\"/pomoc/\" = \"content/help.md\"\n"
    );
    assert!(!root.join("content/addresses-partner.lock").exists());

    let again = liberate(root, &RECORD);
    assert_eq!(again.errors, "every address of the edition `public` is recorded already\n");
    assert_eq!(lock(root, "addresses.lock"), first);

    Site::new(&page("new.md", "")).write_to(root);
    assert_eq!(liberate(root, &RECORD).code, 0);
    let added = lock(root, "addresses.lock").strip_prefix(&first).map(str::to_owned);
    let table = "\n[[published]]\non = 2026-11-22\nlanguages = \"en pl ur\"\n\"/new/\" = \"content/new.md\"\n";
    assert_eq!(added.as_deref(), Some(table));

    fs::rename(root.join("content/new.md"), root.join("content/newer.md")).unwrap();
    let lost = liberate(root, &RECORD);
    assert_eq!(lost.code, 1);
    assert!(lost.errors.contains("address-gone") && lost.errors.ends_with("errors stop the publication\n"));
    assert!(!lock(root, "addresses.lock").contains("newer"));
    let build = liberate(root, &["build", "--at", "2026-11-22"]);
    assert_eq!(build.code, 1);
    assert!(build.errors.contains("address-gone") && build.errors.contains("nothing was published"));
}

#[test]
fn each_edition_has_a_ledger_of_its_own() {
    let folder = temporary();
    let root = folder.path();
    Site::new(&page("secret.md", "audience = \"partner\"")).write_to(root);
    let both = [&RECORD[..], &["--record", "partner"]].concat();
    assert_eq!(liberate(root, &both).code, 0);
    assert!(!lock(root, "addresses.lock").contains("secret"));
    assert!(lock(root, "addresses-partner.lock").contains("\"/secret/\" = \"content/secret.md\""));
    assert_eq!(liberate(root, &["check", "--at", "2026-11-22"]).code, 0);
}

#[test]
fn only_a_publication_of_a_known_edition_is_written_down() {
    let folder = temporary();
    Site::new("").write_to(folder.path());
    let unknown = liberate(folder.path(), &["check", "--publish", "--record", "nobody"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.errors.contains("there is no edition `nobody`"), "{}", unknown.errors);
    for arguments in [&["check", "--record", "public"][..], &["check", "--publish", "--drafts", "--record", "public"]] {
        assert_eq!(liberate(folder.path(), arguments).code, 2, "{arguments:?}");
    }
    assert!(!folder.path().join("content/addresses.lock").exists());
}
