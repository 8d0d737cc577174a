//! What readers would see change: numbers first, then words, each change said once.

use crate::command::{Run, files_below, liberate, temporary};
use crate::kit::{PICTURE, RECORDS, Site};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A site on disk that is published again and again.
pub struct Desk {
    folder: tempfile::TempDir,
    /// The site as it is now.
    pub site: Site,
}

const DAY: [&str; 2] = ["--at", "2026-11-22"];

impl Desk {
    /// Writes a site with a critical page, another page, a section and a file.
    pub fn new() -> Self {
        Self::of(Site::new(RECORDS).with(PAGES).with_bytes("content/signs/car.png", PICTURE))
    }

    /// Writes this site.
    pub fn of(site: Site) -> Self {
        let desk = Self { folder: temporary(), site };
        desk.site.write_to(&desk.root());
        desk
    }

    /// The site's folder.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// A path beside the site.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What readers get.
    pub fn out(&self) -> PathBuf {
        self.root().join("dist/public")
    }

    /// Replaces a piece of a file, in memory and on disk.
    #[track_caller]
    pub fn edit(&mut self, path: &str, old: &str, new: &str) {
        self.site.replace(path, old, new);
        self.write(path);
    }

    /// Writes a whole file.
    pub fn put(&mut self, path: &str, text: &str) {
        self.site.edit(path, text);
        self.write(path);
    }

    /// Removes a file.
    pub fn delete(&mut self, path: &str) {
        self.site.delete(path);
        std::fs::remove_file(self.root().join(path)).expect("the file is there");
    }

    fn write(&self, path: &str) {
        let file = self.root().join(path);
        std::fs::create_dir_all(file.parent().expect("a file is in a folder")).unwrap();
        std::fs::write(file, &self.site.files()[path]).unwrap();
    }

    /// Runs a command on the day of the tests.
    pub fn run(&self, arguments: &[&str]) -> Run {
        liberate(&self.root(), &[arguments, &DAY].concat())
    }

    /// Runs a command that has to do its work.
    #[track_caller]
    pub fn does(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.output, run.errors);
        run.output
    }

    /// What `diff` says.
    #[track_caller]
    pub fn diff(&self) -> String {
        self.does(&["diff"])
    }

    /// What `diff` says as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.does(&["diff", "--format", "json"])).expect("it is JSON")
    }
}

const PAGES: &str = r#"
=== content/help.md
+++
title = "Help"
critical = true
+++

Ring {{ number(id="helpline") }}.

## What to say

Say that you need help.
=== content/help.ur.md
+++
title = "مدد"
+++

{{ number(id="helpline") }} پر فون کریں۔

## کیا کہیں

کہیں کہ آپ کو مدد چاہیے۔
=== content/cars.md
+++
title = "Cars"
+++

Words about cars. [Help](@/help.md)

A second passage.
=== content/signs/_index.md
+++
title = "Signs"
+++
=== content/signs/car.md
+++
title = "Car wash"
+++
=== static/leaflet.txt
A leaflet.
"#;

#[track_caller]
fn in_order(text: &str, pieces: &[&str]) {
    let mut rest = text;
    for piece in pieces {
        match rest.split_once(piece) {
            Some((_, after)) => rest = after,
            None => panic!("{piece:?} is missing, or not in this order, in\n{text}"),
        }
    }
}

#[test]
fn before_the_first_publication_everything_is_new() {
    let desk = Desk::new();
    let said = desk.diff();
    in_order(
        &said,
        &[
            "nothing is published yet: ",
            "pages new",
            "numbers",
            "0121 496 0000 (dials 01214960000), critical",
            "/help/",
        ],
    );
    assert!(!desk.out().exists(), "nothing is written there");
}

#[test]
fn what_is_the_same_is_said_to_be() {
    let desk = Desk::new();
    desk.does(&["build"]);
    let before = files_below(&desk.root().join("dist"));
    assert_eq!(desk.diff(), "since the release in the output folder: readers see no change\n");
    assert_eq!(files_below(&desk.root().join("dist")).len(), before.len());
}

#[test]
fn words_are_shown_then_and_now_and_critical_pages_first() {
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.edit("content/cars.md", "Words about cars.", "Words about vans.");
    desk.edit("content/help.md", "Say that you need help.", "Say that you need help now.");
    let said = desk.diff();
    in_order(
        &said,
        &[
            "since the release in the output folder: ",
            "\npages\n",
            "(critical, changed): Help",
            "    - Say that you need help.\n",
            "    + Say that you need help now.\n",
            "(changed): Cars",
            "    - Words about cars. Help\n",
            "    + Words about vans. Help\n",
        ],
    );
    assert!(!said.contains("A second passage"), "what stays is not said: {said}");
    // Languages that get the page in English are one entry, not three.
    assert!(said.contains("  /cars/, /pl/cars/, /ur/cars/ (changed): Cars"), "{said}");
    assert_eq!(said.matches("Words about vans").count(), 1, "{said}");
}

#[test]
fn a_number_that_changes_comes_before_all_else() {
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.edit(
        "content/contacts.toml",
        "display = \"0121 496 0000\"\ndigits = \"01214960000\"",
        "display = \"0121 496 0009\"\ndigits = \"01214960009\"",
    );
    let said = desk.diff();
    in_order(
        &said,
        &[
            "2 numbers, ",
            "\nnumbers\n",
            "0121 496 0000 (dials 01214960000), critical\n",
            "gone from /help/",
            "0121 496 0009 (dials 01214960009), critical\n",
            "new on /help/",
            "\npages\n",
        ],
    );
    let json = desk.json();
    assert_eq!(json["numbers"][1]["dials"], "01214960009");
    assert_eq!(json["needs_sign_off"], true);
}

#[test]
fn a_number_that_is_written_otherwise_or_dials_another_is_a_change() {
    let mut desk = Desk::new();
    desk.does(&["build"]);
    // The same digits in other groups: people read another number.
    desk.edit("content/contacts.toml", "0121 496 0000", "01214 960 000");
    let said = desk.diff();
    in_order(&said, &["0121 496 0000 (dials 01214960000)", "gone from", "01214 960 000 (dials 01214960000)", "new on"]);
    // A number that is only read, in a file of the theme.
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.edit(
        "themes/plain/templates/base.html",
        "</body>",
        "<footer><p>Text <bdi dir=\"ltr\">0121 496 0000</bdi></p></footer></body>",
    );
    assert!(desk.diff().contains("0121 496 0000 (not a link)"), "{}", desk.diff());
    // A link that dials nothing any more.
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.edit("content/help.md", "Ring {{ number(id=\"helpline\") }}.", "Ring nobody.");
    desk.edit("content/help.ur.md", "{{ number(id=\"helpline\") }} پر فون کریں۔", "فون نہ کریں۔");
    in_order(&desk.diff(), &["\nnumbers\n", "0121 496 0000 (dials 01214960000), critical\n    ", "gone from"]);
}

#[test]
fn another_layout_does_not_drown_the_words() {
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.edit("themes/plain/templates/base.html", "<body>", "<body class=\"wide\">");
    desk.edit("content/cars.md", "A second passage.", "Another passage.");
    let json = desk.json();
    let same = json["same_words"].as_u64().expect("it is a number");
    assert!(same > 5, "{json}");
    let said = desk.diff();
    assert!(said.contains(&format!("\n{same} pages of other markup and the same words\n")), "{said}");
    assert_eq!(json["pages"].as_array().map(Vec::len), Some(1), "{said}");
    assert_eq!(json["pages"][0]["passages"][0]["now"], "Another passage.");
}

#[test]
fn words_of_the_frame_are_said_once_for_all_pages() {
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.edit("themes/plain/templates/base.html", "</body>", "<footer><p>A new line below.</p></footer></body>");
    let said = desk.diff();
    assert_eq!(said.matches("A new line below.").count(), 1, "{said}");
    in_order(&said, &["\non many pages\n", "of them critical", "    + A new line below.\n"]);
    assert!(!said.contains("\npages\n"), "{said}");
    assert_eq!(desk.json()["needs_sign_off"], true);
}

#[test]
fn sizes_and_checksums_of_files_do_not_drown_the_words() {
    const BASE: &str = "themes/plain/templates/base.html";
    let mut desk = Desk::new();
    let said_of = |desk: &Desk| {
        let bytes = std::fs::read(desk.out().join("list.csv")).unwrap();
        format!("<footer><p>CSV · {} kB, {}</p></footer>", bytes.len().div_ceil(1000), liberate::text::sha256(&bytes))
    };
    desk.put("static/list.csv", &"a,b\n".repeat(25_000));
    desk.does(&["build"]);
    let old = said_of(&desk);
    desk.edit(BASE, "</body>", &format!("{old}</body>"));
    desk.put("content/limits.md", "+++\ntitle = \"Limits\"\n+++\n\nA file may have 5 MB.\n");
    desk.does(&["build"]);
    desk.put("static/list.csv", &"a,b\n".repeat(26_000));
    desk.does(&["build", "--output", desk.beside("new").to_str().unwrap()]);
    let bytes = std::fs::read(desk.beside("new").join("list.csv")).unwrap();
    let new =
        format!("<footer><p>CSV · {} kB, {}</p></footer>", bytes.len().div_ceil(1000), liberate::text::sha256(&bytes));
    desk.edit(BASE, &old, &new);
    // What an author says of a size is no detail of a file.
    desk.edit("content/limits.md", "5 MB", "20 MB");
    let json = desk.json();
    let alike = json["file_details"].as_u64().expect("it is a number");
    assert!(alike > 5, "{json}");
    assert_eq!(json["everywhere"].as_array().map(Vec::len), Some(0), "{json}");
    let said = desk.diff();
    in_order(&said, &["Limits", "- A file may have 5 MB.", "+ A file may have 20 MB.", "downloads", "/list.csv"]);
    assert!(said.contains(&format!("\n{alike} pages with other sizes or checksums of the files below\n")), "{said}");
    assert!(!said.contains("CSV ·"), "{said}");
}

#[test]
fn pages_come_go_and_lead_elsewhere() {
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.delete("content/cars.md");
    desk.put("content/vans.md", "+++\ntitle = \"Vans\"\naliases = [\"/cars/\"]\n+++\n\nWords about vans.\n");
    let said = desk.diff();
    in_order(&said, &["/cars/ (gone, ", "words): Cars", "/vans/ (new, ", "words): Vans"]);
    in_order(&said, &["\nold addresses\n", "/cars/: is a page or file of its own, or nothing; now leads to /vans/\n"]);
    let json = desk.json();
    let of = |change: &str| json["pages"].as_array().unwrap().iter().filter(|page| page["change"] == change).count();
    assert_eq!((of("gone"), of("new")), (3, 3), "{said}");
    assert_eq!(json["addresses"][0]["now"]["leads_to"], "/vans/");
}

#[test]
fn links_that_lead_elsewhere_are_said_even_if_their_words_stay() {
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.edit("content/cars.md", "[Help](@/help.md)", "[Help](@/signs/_index.md)");
    in_order(&desk.diff(), &["(changed): Cars", "    the link `Help` leads\n", "    - /help/\n", "    + /signs/\n"]);
}

#[test]
fn downloads_are_told_by_size_and_checksum() {
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.put("static/leaflet.txt", "Another leaflet.\n");
    desk.put("static/new.csv", "a,b\n");
    let said = desk.diff();
    let pieces = [
        "2 downloads",
        "/leaflet.txt\n",
        "- ",
        " bytes, SHA-256 ",
        "+ ",
        " bytes, SHA-256 ",
        "/new.csv\n",
        "- none\n",
        "+ ",
    ];
    in_order(&said, &pieces);
    let json = desk.json();
    desk.does(&["build"]);
    let bytes = std::fs::read(desk.out().join("new.csv")).unwrap();
    assert_eq!(json["downloads"][1]["now"]["sha256"], liberate::text::sha256(&bytes));
    assert_eq!(json["downloads"][1]["now"]["size"], bytes.len());
    assert_eq!(json["pages"].as_array().map(Vec::len), Some(0), "{json}");
}

#[test]
fn a_language_that_goes_is_named() {
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.delete("content/help.ur.md");
    let said = desk.diff();
    in_order(&said, &["\npages with words of their own, by language\n", "  ur: 1, now 0\n"]);
    let json = desk.json();
    assert_eq!(json["languages"][0]["tag"], "ur");
}

#[test]
fn the_file_for_sign_off_stands_alone_and_quotes_each_language_as_itself() {
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.edit("content/help.ur.md", "کہیں کہ آپ کو مدد چاہیے۔", "کہیں کہ آپ کو ابھی مدد چاہیے۔");
    desk.edit("content/cars.md", "Words about cars.", "Words about `<b>vans</b>` & \"trucks\".");
    let file = desk.beside("change.html");
    desk.does(&["diff", "--format", "html", "--output", file.to_str().unwrap()]);
    let html = std::fs::read_to_string(&file).unwrap();
    let page = scraper::Html::parse_document(&html);
    let select = |selector: &str| -> Vec<scraper::ElementRef> {
        page.select(&scraper::Selector::parse(selector).unwrap()).collect()
    };
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    for nothing in ["script", "link", "img", "iframe", "[src]", "[href]", "[style]"] {
        assert!(select(nothing).is_empty(), "{nothing}");
    }
    assert!(!html.contains("url(") && !html.contains("@import"), "nothing is loaded");
    assert_eq!(select("html[lang=en][dir=ltr]").len(), 1);
    assert_eq!(select("h1").len(), 1);
    let urdu = select("dd[lang=ur][dir=rtl]");
    assert_eq!(urdu.len(), 2, "then and now");
    let marked: Vec<String> = select("ins").iter().map(|mark| mark.text().collect::<String>()).collect();
    assert!(marked.iter().any(|words| words.trim() == "ابھی"), "{marked:?}");
    assert!(
        marked.iter().any(|words| words.contains("<b>vans</b>")),
        "what authors wrote is shown, not obeyed: {marked:?}"
    );
    assert!(select("th").iter().all(|head| head.attr("scope") == Some("col")));
    assert!(html.contains("Any other change has another sign"), "{html}");
}

#[test]
fn another_change_has_another_sign() {
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.edit("content/cars.md", "Words about cars.", "Words about vans.");
    let one = desk.json()["change"].clone();
    assert_eq!(desk.json()["change"], one);
    desk.edit("content/cars.md", "Words about vans.", "Words about buses.");
    assert_ne!(desk.json()["change"], one);
}

#[test]
fn a_site_with_errors_is_not_compared() {
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.edit("content/cars.md", "A second passage.", "[x](@/none.md)");
    let run = desk.run(&["diff"]);
    assert_eq!((run.code, run.output.as_str()), (1, ""));
    assert!(run.errors.contains("nothing was compared"), "{}", run.errors);
    let shown: Vec<String> =
        files_below(&desk.root().join(".liberate")).into_keys().filter(|name| name.starts_with("shown")).collect();
    assert!(shown.is_empty(), "{shown:?}");
}

#[test]
fn editions_are_compared_with_their_own() {
    let mut desk = Desk::new();
    desk.does(&["build"]);
    desk.does(&["build", "--edition", "partner"]);
    desk.put("content/staff.md", "+++\ntitle = \"Staff\"\naudience = \"partner\"\n+++\n\nFor partners.\n");
    assert!(desk.diff().contains("readers see no change"), "{}", desk.diff());
    assert!(desk.does(&["diff", "--edition", "partner"]).contains("/staff/ (new"));
    let unknown = desk.run(&["diff", "--edition", "prtner"]);
    assert!(unknown.code == 2 && unknown.errors.contains("there is no edition `prtner`"), "{}", unknown.errors);
}

#[test]
fn a_folder_of_others_is_not_compared_with() {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.beside("letters")).unwrap();
    std::fs::write(desk.beside("letters/one.txt"), "precious").unwrap();
    let run = desk.run(&["diff", "--target", desk.beside("letters").to_str().unwrap()]);
    assert!(run.code == 2 && run.errors.contains("holds what no build has made"), "{}", run.errors);
    assert_eq!(std::fs::read(Path::new(&desk.beside("letters/one.txt"))).unwrap(), b"precious");
}
