//! Kinds of files: what may be published, what looks like something and is not, and what cannot be read. Nothing of it goes out,
//! and all of it is said.

use crate::command::{files_below, liberate, temporary};
use crate::kit::{PICTURE, RECORDS, Site};
use crate::mistakes::check_wording;
use liberate::source::{Area, Data, PUBLISHED, Source, SourceChange};
use std::collections::BTreeSet;
use std::os::unix::fs::symlink;
use std::path::Path;

/// A page for partners that nobody may find in the public edition.
const SECRET: &str = "+++\ntitle = \"canary\"\naudience = \"partner\"\n+++\n\ncanary\n";

/// Says what is found when a file of that name holds those bytes, and makes sure that nothing of it goes out.
#[track_caller]
fn never_published(site: Site, path: &str, bytes: &[u8], code: &str) {
    let site = site.with_bytes(path, bytes);
    for edition in ["public", "partner"] {
        let site = Site::of(site.files().clone()).edition(edition);
        assert_eq!(site.codes(), [code], "{path} in the {edition} edition: {}", site.diagnostics());
        assert_eq!(site.where_is("canary"), [""; 0], "{path} in the {edition} edition");
        for finding in &site.built().diagnostics {
            assert_eq!(&*finding.location.file, path);
            check_wording(finding);
        }
    }
}

// Pages that are none

#[test]
fn what_looks_like_a_page_and_is_none_is_said_and_never_published() {
    for name in [
        "plan.MD",
        "plan.Md",
        "plan.md.orig",
        "plan.md.bak",
        "plan.md.rej",
        "plan.md.mine",
        "plan.md.txt",
        "plan.md_old",
        "plan.md-2026",
        "plan.md~HEAD",
        "plan.md (1)",
        "plan.md.",
        "plan.pl.md.old",
        "plan.markdown",
        "plan.mdown",
        "plan.mkd",
        "plan.mdx",
        "plan.adoc",
        "notes.txt",
    ] {
        for folder in ["content", "content/deep/er", "static"] {
            never_published(Site::new(""), &format!("{folder}/{name}"), SECRET.as_bytes(), "nearly-page");
        }
    }
    for path in
        ["static/plan", "static/list.csv", "static/page.html", "static/plan.md", "themes/plain/images/notes.txt"]
    {
        never_published(Site::new(""), path, SECRET.as_bytes(), "nearly-page");
    }
}

#[test]
fn the_beginning_of_a_page_is_seen_behind_marks_blank_lines_and_in_other_encodings() {
    let wide: Vec<u8> = [b"\xff\xfe".to_vec(), SECRET.bytes().flat_map(|byte| [byte, 0]).collect()].concat();
    for bytes in [
        format!("\u{feff}{SECRET}").into_bytes(),
        format!("\r\n \t\n{SECRET}").into_bytes(),
        wide,
        b"---\ntitle: canary\naudience: partner\n---\n".to_vec(),
    ] {
        never_published(Site::new(""), "content/notes.txt", &bytes, "nearly-page");
        never_published(Site::new(""), "static/notes", &bytes, "nearly-page");
    }
    let plain = Site::new("=== static/notes.txt\n---\n\nWords: more.\n").with("=== static/sum.txt\n2 ++ 3\n");
    assert_eq!(plain.diagnostics(), "");
}

// Copies

fn with_originals() -> Site {
    Site::new(RECORDS).with(
        "=== content/help.md\n+++\ntitle = \"Help\"\n+++\n=== content/help.pl.md\n+++\ntitle = \"Pomoc\"\n+++\n\
         === content/team/_index.md\n+++\ntitle = \"Team\"\n+++\n=== static/list.pdf.txt\nx\n",
    )
}

#[test]
fn copies_beside_their_originals_are_never_pages() {
    assert_eq!(with_originals().diagnostics(), "");
    for name in [
        "help (1).md",
        "help 2.md",
        "help - Copy.md",
        "help - Copy (2).md",
        "help — kopia.md",
        "help - Kopie.md",
        "help copy.md",
        "Copy of help.md",
        "Kopia pliku help.md",
        "help-LAPTOP-7KQ2.md",
        "help-DESKTOP-AB12CD3.md",
        "help (conflicted copy 2026-11-29).md",
        "help (Somebody's conflicted copy 2026-11-29).md",
        "help.sync-conflict-20261129-101010-ABCDEFG.md",
        "help_conflict-20261129-101010.md",
        "help [Conflict].md",
        "help_LOCAL_4711.md",
        "help.pl (1).md",
        "help (1).pl.md",
        "help - Copy.ur.md",
        "help.pl.sync-conflict-20261129-101010-ABCDEFG.md",
        "team (1)/_index.md",
        "team - Copy/other.md",
        "contacts - Copy.toml",
        "contacts (1).toml",
        "signs.pl (conflicted copy 2026-11-29).toml",
    ] {
        let text = SECRET.replace("audience = \"partner\"\n", "");
        never_published(with_originals(), &format!("content/{name}"), text.as_bytes(), "copied-file");
    }
    let guide = "[guide]\ntitle = \"canary\"\n";
    for name in ["guide-LAPTOP-7KQ2", "guide (1)", "guide - Copy"] {
        let site = with_originals().with(&format!("=== content/guide.toml\n{guide}=== content/{name}.toml\n{guide}"));
        assert!(
            site.diagnostics().contains(&format!("content/{name}.toml:1:1 error copied-file")),
            "{}",
            site.diagnostics()
        );
    }
    let said = with_originals().with_bytes("content/help (1).md", b"+++\ntitle = \"x\"\n+++\n").diagnostics();
    assert_eq!(
        said,
        "content/help (1).md:1:1 error copied-file this looks like a copy of `content/help.md` that a person or a program made \
         | compare the two, keep what is right in the first, and remove the copy; if it is none, rename it"
    );
}

#[test]
fn pages_that_only_resemble_copies_stay_pages() {
    for name in
        ["help-1", "help-2026", "help-uk", "help2", "copy", "talk-copyright", "step-1", "money-conflict", "v1.2"]
    {
        let site = with_originals().with(&format!("=== content/{name}.md\n+++\ntitle = \"A page\"\n+++\n"));
        assert_eq!(site.diagnostics(), "", "{name}");
        assert!(site.build().contains_key(&format!("/{name}/")), "{name}");
    }
    // Without an original beside it, a name decides nothing.
    let alone = Site::new(
        "=== content/talk - Copy.md\n+++\ntitle = \"A page\"\n+++\n=== content/talk-LAPTOP-7KQ2.md\n+++\ntitle = \"B\"\n+++\n",
    );
    assert!(!alone.codes().contains(&"copied-file"), "{}", alone.diagnostics());
    // Cameras and people number files; words for copies count everywhere.
    let site = Site::new("").with_bytes("static/a.png", PICTURE).with_bytes("static/a (1).png", PICTURE);
    assert_eq!(site.diagnostics(), "");
    assert_eq!(site.with_bytes("static/a - Copy.png", PICTURE).codes(), ["copied-file"]);
}

#[test]
fn a_copy_is_one_as_long_as_its_original_stands_beside_it() {
    let mut site = Site::new("=== content/talk (1).md\n+++\ntitle = \"Talk\"\n+++\n");
    assert!(!site.codes().contains(&"copied-file"), "{}", site.diagnostics());
    site.edit("content/talk.md", "+++\ntitle = \"Talk\"\n+++\n");
    assert_eq!(site.codes(), ["copied-file"]);
    assert!(*site.built() == site.built_anew());
    site.edit("content/talk (1).md", "+++\ntitle = \"Another\"\n+++\n");
    assert_eq!(site.codes(), ["copied-file"]);
    site.delete("content/talk.md");
    assert!(!site.codes().contains(&"copied-file"), "{}", site.diagnostics());
    assert!(*site.built() == site.built_anew());
    site.rename("content/talk (1).md", "content/talk.md");
    assert_eq!(site.diagnostics(), "");
}

// Languages in names

#[test]
fn a_language_that_is_nearly_one_is_said_with_the_name_to_write() {
    let named = |name: &str| {
        let site = Site::new("=== content/visit.md\n+++\ntitle = \"Visit\"\n+++\n")
            .with(&format!("=== content/{name}\n+++\ntitle = \"canary\"\n+++\n"));
        assert_eq!(site.where_is("canary"), [""; 0], "{name} is no page");
        site.diagnostics()
    };
    for (name, meant) in [
        ("visit.pl_PL.md", "visit.pl.md"),
        ("visit.PL.md", "visit.pl.md"),
        ("visit.pl-PL.md", "visit.pl.md"),
        ("visit.polish.md", "visit.pl.md"),
        ("visit.Polski.md", "visit.pl.md"),
        ("visit.gr.md", "visit.el.md"),
        ("visit.zh_hans.md", "visit.zh-Hans.md"),
    ] {
        let said = named(name);
        assert!(said.starts_with(&format!("content/{name}:1:1 error ")) && said.contains(meant), "{name}: {said}");
        assert_eq!(said.lines().count(), 1, "{name}: {said}");
    }
    for name in ["visit.ukr.md", "visit.xx.md", "visit.draft.md", "visit.final version.md"] {
        let said = named(name);
        assert!(said.contains(&format!("content/{name}:1:1 error ")), "{name}: {said}");
    }
}

#[test]
fn records_guides_and_strings_in_nearly_a_language_are_not_read() {
    for (path, meant) in [
        ("content/contacts.pl_PL.toml", "contacts.pl.toml"),
        ("content/signs.PL.toml", "signs.pl.toml"),
        ("content/facts.polish.toml", "facts.pl.toml"),
        ("content/guide.pl_PL.toml", "guide.pl.toml"),
        ("themes/plain/strings/pl_PL.toml", "`pl.toml`"),
        ("strings/zh_Hans.toml", "`zh-Hans.toml`"),
    ] {
        let site = with_originals().with(&format!("=== {path}\n[helpline]\nname = \"canary\"\n"));
        assert_eq!(site.codes(), ["bad-language"], "{path}: {}", site.diagnostics());
        assert!(site.diagnostics().contains(meant), "{path}: {}", site.diagnostics());
        assert_eq!(site.where_is("canary"), [""; 0], "{path}");
    }
    let said = with_originals().with("=== content/contacts.pl-PL.toml\n[helpline]\nname = \"x\"\n").diagnostics();
    assert!(said.contains("did you mean `pl`? then rename the file to `contacts.pl.toml`"), "{said}");
}

// Kinds of files

#[test]
fn records_and_settings_go_nowhere_but_where_they_are_read() {
    let text = b"[staff]\nname = \"canary\"\ndisplay = \"0121 496 0777\"\n";
    for path in [
        "content/contacts.toml.bak",
        "content/Contacts.toml",
        "content/CONTACTS.TOML",
        "content/old/contacts.toml",
        "content/contacts.lock.bak",
        "content/contacts.lock.old",
        "content/forbidden.toml.old",
        "content/short-codes.toml.txt",
        "content/backup/addresses-partner.lock",
        "content/liberate.toml",
        "content/contacts.yaml",
        "content/team/staff.toml",
        "static/contacts.toml",
        "static/contacts.lock",
        "static/contacts.toml.txt",
        "static/.well-known/contacts.toml",
        "themes/plain/images/contacts.toml",
        "themes/plain/strings/pl.toml.bak",
    ] {
        never_published(Site::new(""), path, text, "misplaced-records");
    }
}

#[test]
fn programs_scripts_and_orders_to_servers_are_never_published() {
    for name in [
        "tool.exe",
        "tool.hta",
        "tool.PHP",
        "photo.php.jpg",
        "install.ps1",
        "start.bat",
        "link.lnk",
        "sw.js",
        "service-worker.mjs",
        "tool.wasm",
        "app.webmanifest",
        "_redirects",
        "_headers",
        "_worker.js",
        "deep/_Worker.js/index.html",
        ".htaccess",
        "deep/.htaccess",
        "web.config",
        "vercel.json",
        "page.xhtml",
        "page.mhtml",
        "style.xsl",
        "tool.msi",
        "a.unknown",
        "b.",
    ] {
        never_published(Site::new(""), &format!("static/{name}"), b"canary", "not-published");
    }
    for name in ["page.html", "data.json", "style.css", "LICENCE", "photo.jpg.bak", "list.ics", "tool.js"] {
        never_published(Site::new(""), &format!("content/deep/{name}"), b"canary", "not-published");
    }
    for path in
        ["themes/plain/icons/car.svg.bak", "themes/plain/scripts/exit.mjs", "themes/plain/templates/page.html.orig"]
    {
        never_published(Site::new(""), path, b"canary", "not-published");
    }
    for bytes in [b"#!/bin/sh\ncanary".as_slice(), b"\x7fELF\0canary", b"\xff\xfecanary"] {
        never_published(Site::new(""), "static/tool", bytes, "not-published");
    }
}

#[test]
fn a_page_of_another_program_runs_nothing() {
    for html in [
        "<script>a()</script>",
        "<script defer src=\"/assets/a.js\"></script>",
        "<script type=\"module\" src=\"a.js\"></script>",
        "<p onclick=\"a()\">x</p>",
        "<a href=\"javascript:a()\">x</a>",
    ] {
        let site = Site::new(&format!("=== static/page.html\n<!doctype html>\n{html}\n"));
        assert!(!site.codes().is_empty(), "{html}");
    }
    assert_eq!(Site::new("=== static/page.html\n<!doctype html>\n<p>Words.</p>\n").diagnostics(), "");
}

#[test]
fn what_is_listed_is_published_and_the_guide_for_authors_lists_it() {
    let guide =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/reference/text.md")).unwrap();
    for kind in PUBLISHED {
        let row = guide.lines().find(|line| line.starts_with(&format!("| {} |", kind.what)));
        let row = row.unwrap_or_else(|| panic!("the reference has no row for {}", kind.what));
        for ending in kind.endings {
            assert!(row.contains(&format!("`{ending}`")), "the reference lacks {ending}");
        }
        for (area, folder) in [(Area::Content, "content/"), (Area::Static, "static/"), (Area::Theme, "themes/")] {
            assert_eq!(kind.areas.contains(&area), row.contains(&format!("`{folder}`")), "{}: {folder}", kind.what);
        }
    }
    let site = Site::new("=== static/LICENCE\nWords.\n=== static/.nojekyll\n=== static/.well-known/assetlinks.json\n{}\n")
        .with("=== static/.well-known/apple-app-site-association\n{}\n=== static/deep/talk.vtt\nWEBVTT\n=== static/CARD.TXT\nx\n");
    assert_eq!(site.diagnostics(), "");
    for address in [
        "/LICENCE",
        "/.nojekyll",
        "/.well-known/assetlinks.json",
        "/.well-known/apple-app-site-association",
        "/deep/talk.vtt",
        "/CARD.TXT",
    ] {
        assert!(site.build().contains_key(address), "{address}");
    }
}

// Days

#[test]
fn a_day_has_no_time_and_no_quotes_wherever_it_stands() {
    let page = |key: &str, day: &str| {
        format!("=== content/page.md\n+++\ntitle = \"A\"\nkind = \"part\"\n{key} = {day}\n+++\n")
    };
    type Write<'w> = Box<dyn Fn(&str) -> String + 'w>;
    let files: Vec<(&str, Write<'_>)> = vec![
        ("content/page.md", Box::new(|day| page("date", day))),
        ("content/page.md", Box::new(|day| page("updated", day))),
        ("content/page.md", Box::new(|day| page("publish_on", day))),
        ("content/page.md", Box::new(|day| page("expires", day))),
        ("content/page.md", Box::new(|day| page("event_on", day))),
        ("content/page.md", Box::new(|day| page("reviewed_on", day))),
        (
            "content/contacts.toml",
            Box::new(|day| {
                format!("=== content/contacts.toml\n[a]\nname = \"A\"\npurpose = \"P\"\nchecked_on = {day}\n")
            }),
        ),
        (
            "content/contacts.toml",
            Box::new(|day| {
                format!("=== content/contacts.toml\n[a]\nname = \"A\"\npurpose = \"P\"\nconfirm_by = {day}\n")
            }),
        ),
        (
            "content/gone.toml",
            Box::new(|day| format!("=== content/gone.toml\n\"/old/\" = {{ since = {day}, why = \"x\" }}\n")),
        ),
        (
            "content/guide.toml",
            Box::new(|day| {
                format!(
                    "=== content/guide.toml\n[guide]\ntitle = \"G\"\nall = \"A\"\nstart = \"a\"\nchecked_on = {day}\n[a]\noutcome = \"B\"\npage = \"@/_index.md\"\n"
                )
            }),
        ),
        (
            "content/addresses.lock",
            Box::new(|day| {
                format!(
                    "=== content/addresses.lock\ndefault_language = \"en\"\n[[published]]\non = {day}\nlanguages = \"en\"\n"
                )
            }),
        ),
    ];
    for (file, text) in &files {
        for day in [
            "2026-11-20T15:00:00Z",
            "2026-11-20T15:00:00-07:00",
            "2026-11-20 15:00:00",
            "2026-11-20T15:00:00",
            "2026-11-20T00:00:00.000",
        ] {
            let said = Site::new(&text(day)).diagnostics();
            let found = said.lines().any(|line| {
                line.starts_with(file) && line.contains("error bad-date") && line.ends_with("has a time behind its day, and nothing here happens at a time of day | write the day alone, without quotes: 2026-11-20")
            });
            assert!(found, "{file} {day}: {said}");
        }
        for day in [
            "\"2026-11-20\"",
            "\"2026-11-20T15:00\"",
            "\"20.11.2026\"",
            "15:00:00",
            "2026-02-30",
            "2026-9-1",
            "2026/11/20",
            "20.11.2026",
            "2026-11-20T25:00:00Z",
        ] {
            let said = Site::new(&text(day)).diagnostics();
            assert!(
                said.lines().any(|line| line.starts_with(file) && line.contains("error bad-date")),
                "{file} {day}: {said}"
            );
        }
        assert!(!Site::new(&text("2026-11-20")).codes().contains(&"bad-date"), "{file}");
    }
    let settings = |day: &str| {
        Site::new("")
            .settings(&format!("[security]\ncontact = \"https://a.example\"\nexpires = {day}"))
            .codes()
            .contains(&"bad-date")
    };
    assert!(settings("2027-01-01T10:00:00Z") && settings("\"2027-01-01\"") && !settings("2027-01-01"));
    let fact = |day: &str| {
        Site::new(&format!(
            "=== content/facts.toml\n[a]\nstatement = \"A\"\nnumber = 1\nsource_name = \"S\"\nsource_date = {day}\n"
        ))
        .codes()
        .join(" ")
    };
    assert_eq!(fact("2026-11-20T10:00:00Z"), "bad-date");
    assert_eq!(fact("\"2026-11-20T10:00\""), "bad-source-date");
    for day in ["2026-11-20", "\"2026-11-20\"", "\"2026-11\"", "\"2026\""] {
        assert_eq!(fact(day), "", "{day}");
    }
}

// What cannot be read, and links

/// The codes that a check of a folder ends with, by file; and nothing goes out when there is an error.
#[track_caller]
fn found(root: &Path) -> Vec<(String, String)> {
    let run = liberate(root, &["check", "--format", "json", "--at", "2026-11-22"]);
    let json: serde_json::Value = serde_json::from_str(&run.output).unwrap_or_else(|_| panic!("{}", run.errors));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let findings: Vec<_> =
        json.as_array().unwrap().iter().map(|one| (text(&one["path"]), text(&one["code"]))).collect();
    if run.code == 1 {
        assert_eq!(liberate(root, &["build", "--at", "2026-11-22"]).code, 1, "{findings:?}");
        assert!(!root.join("dist/public").exists(), "{findings:?}");
    }
    findings
}

fn folder(site: &Site) -> tempfile::TempDir {
    let folder = temporary();
    site.write_to(folder.path());
    std::fs::create_dir_all(folder.path().join("static")).unwrap();
    folder
}

#[test]
fn what_is_no_file_is_said_and_never_waited_for() {
    let folder = folder(&Site::page_of("Words."));
    let root = folder.path();
    for name in ["content/pipe.md", "static/pipe.txt", "content/deep"] {
        let made = std::process::Command::new("mkfifo").arg(root.join(name)).status().unwrap();
        assert!(made.success());
    }
    std::os::unix::net::UnixListener::bind(root.join("static/socket")).unwrap();
    symlink("/dev/zero", root.join("static/zero.txt")).unwrap();
    std::fs::write(root.join("templates"), "x").unwrap();
    let expected = [
        ("content/deep", "unreadable"),
        ("content/pipe.md", "unreadable"),
        ("static/pipe.txt", "unreadable"),
        ("static/socket", "unreadable"),
        ("static/zero.txt", "leaves-site"),
        ("templates", "unreadable"),
    ];
    assert_eq!(found(root), expected.map(|(path, code)| (path.to_owned(), code.to_owned())));
}

#[test]
fn the_settings_as_a_folder_and_content_as_a_file_are_said() {
    let folder = folder(&Site::new(""));
    let root = folder.path();
    std::fs::remove_file(root.join("liberate.toml")).unwrap();
    std::fs::create_dir(root.join("liberate.toml")).unwrap();
    std::fs::remove_dir_all(root.join("content")).unwrap();
    std::fs::write(root.join("content"), "x").unwrap();
    let found = found(root);
    for path in ["content", "liberate.toml"] {
        assert!(found.contains(&(path.to_owned(), "unreadable".to_owned())), "{found:?}");
    }
}

#[test]
fn a_folder_that_cannot_be_read_stops_every_edition() {
    for path in
        ["content", "content/agency", "content/agency/_index.md", "static", "themes/plain/icons", "content/open.md"]
    {
        for edition in ["public", "partner"] {
            let mut site =
                Site::new("=== content/agency/_index.md\n+++\ntitle = \"canary\"\naudience = \"partner\"\n+++\n")
                    .edition(edition);
            site.delete(path);
            let unread = Source::unreadable(path, Data::Unreadable("you may not read it".to_owned()));
            let files = site.files().clone();
            let mut workspace = liberate::snapshot::Workspace::new(liberate::source::Sources::new(
                files.iter().map(|(path, bytes)| Source::from_bytes(path, bytes.clone())).collect(),
            ));
            workspace.apply(vec![SourceChange::Present(unread)]);
            let findings = workspace.snapshot(site.options()).unwrap().report();
            assert!(
                findings.iter().any(|finding| finding.code == "unreadable" && *finding.location.file == *path),
                "{path}: {findings:?}"
            );
        }
    }
}

#[test]
fn what_may_be_in_a_file_that_cannot_be_read_is_not_said_to_be_missing() {
    let pages = "=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n[Help](@/help.md#now) [Gone](@/gone.md)\n\n{{ contact(id=\"helpline\") }}\n\n\
                 ![A door](door.png)\n=== content/help.md\n+++\ntitle = \"Help\"\n+++\n\n## Now {#now}\n\nWords.\n=== content/help.pl.md\n\
                 +++\ntitle = \"Pomoc\"\n+++\n\n## Teraz {#now}\n\nTekst.\n=== content/addresses.lock\ndefault_language = \"en\"\n\n[[published]]\non = 2026-11-01\n\
                 languages = \"en pl ur\"\n\"/help/\" = \"content/help.md\"\n";
    for (path, expected) in [
        ("content/help.md", vec!["missing-picture", "unknown-page", "unreadable"]),
        ("content/contacts.toml", vec!["missing-picture", "unknown-page", "unreadable"]),
        ("content/door.png", vec!["unknown-page", "unreadable"]),
    ] {
        let mut site = Site::new(RECORDS).with(pages);
        site.apply(vec![SourceChange::Present(Source::unreadable(path, Data::Unreadable("it is open".to_owned())))]);
        let codes: BTreeSet<&str> = site.codes().into_iter().collect();
        assert_eq!(codes.into_iter().collect::<Vec<_>>(), expected, "{path}: {}", site.diagnostics());
    }
}

#[test]
fn a_link_shows_nothing_under_another_name_than_its_own() {
    let folder =
        folder(&Site::new(RECORDS).with("=== content/help.md\n+++\ntitle = \"Help\"\n+++\n=== static/real.txt\nx\n"));
    let root = folder.path();
    for made in ["dist/partner", ".liberate/cache", "content/team"] {
        std::fs::create_dir_all(root.join(made)).unwrap();
        std::fs::write(root.join(made).join("canary.txt"), "canary").unwrap();
    }
    std::fs::create_dir_all(root.join("static/folder/deep")).unwrap();
    std::fs::write(root.join("static/folder/deep/a.txt"), "x").unwrap();
    let links = [
        ("static/c", "../content", "link-elsewhere"),
        ("static/d", "../dist/partner", "link-elsewhere"),
        ("static/l", "../.liberate", "link-elsewhere"),
        ("static/s.txt", "../liberate.toml", "link-elsewhere"),
        ("static/r.txt", "../content/contacts.toml", "link-elsewhere"),
        ("static/git", ".", "link-circle"),
        ("static/self.txt", "self.txt", "link-circle"),
        ("content/records.txt", "contacts.toml", "link-elsewhere"),
        ("content/team.txt", "team/canary.txt", "link-elsewhere"),
        ("content/lost.md", "../nowhere.md", "dangling-link"),
        ("static/lost", "nowhere", "dangling-link"),
        ("static/out.txt", "/etc/hostname", "leaves-site"),
        ("themes/plain/images", "../../content", "link-elsewhere"),
        ("icons", "content", "link-elsewhere"),
    ];
    for (path, target, _) in links {
        symlink(target, root.join(path)).unwrap();
    }
    let mut expected: Vec<_> = links.iter().map(|(path, _, code)| ((*path).to_owned(), (*code).to_owned())).collect();
    expected.sort();
    let mut said = found(root);
    said.sort();
    assert_eq!(said, expected);
    links.iter().for_each(|(path, ..)| std::fs::remove_file(root.join(path)).unwrap());
    symlink("real.txt", root.join("static/other.txt")).unwrap();
    symlink("folder", root.join("static/linked")).unwrap();
    symlink("deep", root.join("static/folder/again")).unwrap();
    assert_eq!(found(root), [("static/linked/again".to_owned(), "link-circle".to_owned())]);
    std::fs::remove_file(root.join("static/folder/again")).unwrap();
    assert_eq!(found(root), []);
    assert_eq!(liberate(root, &["build", "--at", "2026-11-22"]).code, 0);
    let public = files_below(&root.join("dist/public"));
    assert!(public.contains_key("other.txt") && public.contains_key("linked/deep/a.txt"), "{:?}", public.keys());
}

#[test]
fn doubled_links_make_no_more_files_than_there_are() {
    let folder = folder(&Site::new(""));
    let root = folder.path();
    for level in 0..14 {
        let own = root.join(format!("static/d{level}"));
        std::fs::create_dir_all(&own).unwrap();
        std::fs::write(own.join("a.txt"), "x").unwrap();
        for name in ["one", "two"] {
            symlink(format!("../d{}", level + 1), own.join(name)).unwrap();
        }
    }
    let said = found(root);
    assert!(said.len() < 100 && said.iter().any(|(_, code)| code == "link-circle"), "{}", said.len());
}

#[test]
fn two_files_that_meet_at_one_name_are_said_and_neither_goes_out() {
    let folder = folder(&Site::new(""));
    let root = folder.path();
    let page = |title: &str| format!("+++\ntitle = \"canary {title}\"\n+++\n");
    std::fs::write(root.join("content/caf\u{e9}.md"), page("one")).unwrap();
    std::fs::write(root.join("content/cafe\u{301}.md"), page("two")).unwrap();
    std::fs::create_dir_all(root.join("static/a\u{30a}")).unwrap();
    std::fs::create_dir_all(root.join("static/\u{e5}")).unwrap();
    let twins = |path: &str| (path.to_owned(), "same-name".to_owned());
    assert_eq!(found(root), [twins("content/caf\u{e9}.md"), twins("static/\u{e5}")]);
    std::fs::remove_file(root.join("content/caf\u{e9}.md")).unwrap();
    std::fs::remove_dir(root.join("static/\u{e5}")).unwrap();
    assert_eq!(found(root), []);
    assert_eq!(liberate(root, &["build", "--at", "2026-11-22"]).code, 0);
    assert!(root.join("dist/public/caf\u{e9}/index.html").is_file(), "an address is one by its normal form");
}

#[test]
fn names_that_differ_in_case_or_form_alone_are_said() {
    for (one, other) in [
        ("static/Card.txt", "static/card.txt"),
        ("static/\u{fb01}t.txt", "static/fit.txt"),
        ("static/\u{ff21}.txt", "static/a.txt"),
    ] {
        let site = Site::new(&format!("=== {one}\nx\n=== {other}\nx\n"));
        assert_eq!(site.codes(), ["address-case"], "{one} {other}");
    }
    let slug = |slug: &str| format!("+++\ntitle = \"{}\"\nslug = \"{slug}\"\n+++\n", slug.len());
    let site = Site::new(&format!("=== content/a.md\n{}=== content/b.md\n{}", slug("caf\u{e9}"), slug("cafe\u{301}")));
    assert_eq!(site.codes(), ["address-collision"], "{}", site.diagnostics());
}

#[test]
fn names_with_characters_that_nobody_sees_are_said() {
    let folder = folder(&Site::new(""));
    for name in ["line\nbreak.txt", "gpj\u{202e}txt.exe", "zero\u{200b}width.txt", "back\\slash.txt"] {
        std::fs::write(folder.path().join("static").join(name), "x").unwrap();
    }
    let name = <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"caf\xe9.txt");
    std::fs::write(folder.path().join("static").join(name), "x").unwrap();
    let found = found(folder.path());
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(found.iter().all(|(path, code)| code == "bad-name" && !path.chars().any(char::is_control)), "{found:?}");
}

// What is left behind

#[test]
fn what_programs_leave_behind_is_not_published_and_named_once() {
    let folder = folder(&Site::page_of("Words."));
    let root = folder.path();
    symlink("editor@host.1234:567", root.join("content/.#page.md")).unwrap();
    for name in [
        "content/#page.md#",
        "content/.page.md.swp",
        "content/page.md~",
        "content/~$flyer.docx",
        "content/.~lock.flyer.docx#",
        "content/~WRL0001.tmp",
        "content/Thumbs.db",
        "static/.secret.json",
        "static/.gitkeep",
        "static/film.mp4.crdownload",
    ] {
        std::fs::write(root.join(name), SECRET).unwrap();
    }
    std::fs::create_dir_all(root.join("content/.git/objects")).unwrap();
    std::fs::write(root.join("content/.git/objects/x.md"), SECRET).unwrap();
    let check = liberate(root, &["check", "--format", "json", "--at", "2026-11-22"]);
    let json: serde_json::Value = serde_json::from_str(&check.output).unwrap();
    assert_eq!((check.code, json.as_array().unwrap().len()), (0, 1), "{}", check.output);
    assert_eq!(json[0]["code"], "left-out");
    assert_eq!(json[0]["message"], "`#page.md#` and 9 more are hidden, or left behind by programs, and not published");
    assert_eq!(liberate(root, &["build", "--at", "2026-11-22"]).code, 0);
    let public = files_below(&root.join("dist/public"));
    assert!(!public.values().any(|bytes| String::from_utf8_lossy(bytes).contains("canary")));
    assert!(
        !public.keys().any(|name| ["flyer", "secret", "WRL", "film", "git"].iter().any(|word| name.contains(word))),
        "{:?}",
        public.keys()
    );
}
