//! The kit: a site as one text, and what comes of it.
//!
//! `Site::new` takes files behind markers (`=== content/help.md`). Files that the text does not name come from
//! [`DEFAULT`]: settings for English, Polish and Urdu, a plain theme that shows what it is given, all strings, a home
//! page. A line that begins with `\===` is a line of the file.

use jiff::civil::{Date, date};
use liberate::diagnostic::{Diagnostic, Severity, locate, tidy};
use liberate::snapshot::{Options, Store, Workspace};
use liberate::source::{Data, Source, SourceChange, Sources};
use liberate::text::Fingerprint;
use liberate::translation::TranslationSources;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};

/// The day for which every test site is made.
pub const TODAY: Date = date(2026, 11, 22);

/// A site under test. Edits go into the same [`Workspace`], as they do while the preview runs.
pub struct Site {
    files: BTreeMap<String, Vec<u8>>,
    options: Options,
    workspace: Workspace,
    is_portal: bool,
    built: OnceCell<Built>,
}

/// Everything that one edition of a site makes.
#[derive(Default, PartialEq)]
pub struct Built {
    /// The bytes at every address.
    pub artifacts: BTreeMap<String, Vec<u8>>,
    /// Everything there is to say.
    pub diagnostics: Vec<Diagnostic>,
}

/// Something that a person does to the files.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Writes a file, new or over the old one.
    Write(String, Vec<u8>),
    /// Removes a file, or a folder with everything in it.
    Delete(String),
    /// Gives a file, or a folder with everything in it, another name.
    Rename(String, String),
}

/// Keeps finished documents as long as the tests run.
#[derive(Default)]
pub struct Memory {
    pub kept: Mutex<BTreeMap<String, Vec<u8>>>,
    pub loaded: Mutex<usize>,
}

impl Store for Memory {
    fn load(&self, key: &Fingerprint) -> Option<Vec<u8>> {
        let found = self.kept.lock().unwrap().get(&key.to_string()).cloned();
        *self.loaded.lock().unwrap() += usize::from(found.is_some());
        found
    }

    fn keep(&self, key: &Fingerprint, bytes: &[u8]) -> bool {
        self.kept.lock().unwrap().insert(key.to_string(), bytes.to_vec());
        true
    }
}

static PORTAL: LazyLock<(Arc<Memory>, Mutex<()>)> = LazyLock::new(Default::default);

/// The documents of the site in this repository: long to make, and the same in nearly all tests of it. Who has the guard may make
/// some; the others wait for them.
pub fn portal_documents() -> (Arc<Memory>, MutexGuard<'static, ()>) {
    let (store, turn) = &*PORTAL;
    (Arc::clone(store), turn.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
}

fn is_at_or_below(file: &str, path: &str) -> bool {
    file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

// Making sites

impl Site {
    /// The files of `text` over those of [`DEFAULT`].
    pub fn new(text: &str) -> Self {
        let mut files = files_of(DEFAULT);
        if is_document(text) {
            files.extend(press_files());
        }
        files.extend(files_of(text));
        Self::of(files)
    }

    /// A site with one page more, whose Markdown is `markdown`: `content/page.md` at `/page/`.
    pub fn page_of(markdown: &str) -> Self {
        Self::new(&format!("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n{markdown}\n"))
    }

    /// Exactly these files.
    pub fn of(files: BTreeMap<String, Vec<u8>>) -> Self {
        let options = Options { edition: "public".to_owned(), at: TODAY, drafts: false };
        let workspace = Workspace::new(Sources::new(sources(&files)));
        Self { files, options, workspace, is_portal: false, built: OnceCell::new() }
    }

    /// The site in this repository, perhaps with changes.
    pub fn portal(files: BTreeMap<String, Vec<u8>>) -> Self {
        let site = Self::of(files);
        let (store, _turn) = portal_documents();
        Self { workspace: site.workspace.with_store(store), is_portal: true, ..site }
    }

    /// Adds lines to the settings: keys at the beginning, tables at the end.
    pub fn settings(mut self, lines: &str) -> Self {
        let old = self.source("liberate.toml");
        let new =
            if lines.trim_start().starts_with('[') { format!("{old}\n{lines}\n") } else { format!("{lines}\n{old}") };
        self.edit("liberate.toml", &new);
        self
    }

    /// Adds the files of `text`.
    pub fn with(mut self, text: &str) -> Self {
        files_of(text).into_iter().for_each(|(path, bytes)| self.put(&path, bytes));
        self
    }

    /// Adds a file that is no text.
    pub fn with_bytes(mut self, path: &str, bytes: &[u8]) -> Self {
        self.put(path, bytes.to_vec());
        self
    }

    /// Adds a path that leads out of the site's folder. It exists in memory only.
    pub fn with_path_outside(mut self, path: &str) -> Self {
        self.apply(vec![SourceChange::Present(Source::unreadable(path, Data::Outside))]);
        self
    }

    /// Another edition than `public`.
    pub fn edition(mut self, name: &str) -> Self {
        self.options.edition = name.to_owned();
        self.built.take();
        self
    }

    /// With what is marked as a draft.
    pub fn drafts(mut self) -> Self {
        self.options.drafts = true;
        self.built.take();
        self
    }

    /// On another day than [`TODAY`].
    pub fn at(mut self, day: &str) -> Self {
        self.options.at = day.parse().expect("a day is written 2026-11-22");
        self.built.take();
        self
    }

    /// Writes a file.
    pub fn edit(&mut self, path: &str, text: &str) {
        self.put(path, text.as_bytes().to_vec());
    }

    /// Replaces a piece of a file, which must be in it.
    pub fn replace(&mut self, path: &str, old: &str, new: &str) {
        let text = self.source(path);
        assert!(text.contains(old), "{path} does not hold {old:?}");
        self.edit(path, &text.replace(old, new));
    }

    /// Writes a file that is no text.
    pub fn put(&mut self, path: &str, bytes: Vec<u8>) {
        let mut edits = vec![Edit::Write(path.to_owned(), bytes)];
        if edits.iter().any(writes_document) && !self.files.contains_key("themes/plain/documents/lib.typ") {
            edits.extend(press_files().into_iter().map(|(path, bytes)| Edit::Write(path, bytes)));
        }
        self.follow(&edits);
    }

    /// Removes a file, or a folder with everything in it.
    pub fn delete(&mut self, path: &str) {
        self.follow(&[Edit::Delete(path.to_owned())]);
    }

    /// Gives a file, or a folder with everything in it, another name.
    pub fn rename(&mut self, from: &str, to: &str) {
        self.follow(&[Edit::Rename(from.to_owned(), to.to_owned())]);
    }

    /// Makes several edits that the workspace hears of together.
    pub fn follow(&mut self, edits: &[Edit]) {
        let changes = edits.iter().flat_map(|edit| self.changes(edit)).collect();
        self.apply(changes);
    }

    /// Changes the files, and says what a watcher of the disk would say.
    fn changes(&mut self, edit: &Edit) -> Vec<SourceChange> {
        match edit {
            Edit::Write(path, bytes) => {
                self.files.insert(path.clone(), bytes.clone());
                vec![SourceChange::Present(Source::from_bytes(path, bytes.clone()))]
            }
            Edit::Delete(path) => {
                self.files.retain(|file, _| !is_at_or_below(file, path));
                vec![SourceChange::Gone(path.clone())]
            }
            Edit::Rename(from, to) if from == to => Vec::new(),
            Edit::Rename(from, to) => {
                let moved: Vec<String> = self.files.keys().filter(|file| is_at_or_below(file, from)).cloned().collect();
                let mut changes = vec![SourceChange::Gone(from.clone())];
                for old in moved {
                    let bytes = self.files.remove(&old).expect("the path was just listed");
                    let new = format!("{to}{}", &old[from.len()..]);
                    changes.push(SourceChange::Present(Source::from_bytes(&new, bytes.clone())));
                    self.files.insert(new, bytes);
                }
                changes
            }
        }
    }

    /// Tells of changes on disk.
    pub fn apply(&mut self, changes: Vec<SourceChange>) {
        self.workspace.apply(changes);
        self.built.take();
    }
}

// What comes of them

impl Site {
    /// Does translation work on the site as it is.
    pub fn at_desk<T>(&self, work: impl FnOnce(&TranslationSources) -> T) -> T {
        let options = Options { drafts: true, ..self.options.clone() };
        let snapshot = self.workspace.snapshot(&options).expect("the edition exists");
        let text_of = |path: &str| self.workspace.sources().get(path).and_then(|source| source.text().cloned());
        work(&TranslationSources { site: &snapshot.site, contents: self.workspace.contents(), text_of: &text_of })
    }

    /// Everything that the edition makes, after following every edit.
    pub fn built(&self) -> &Built {
        self.built.get_or_init(|| {
            let _turn = self.is_portal.then(portal_documents);
            build(&self.workspace, &self.options)
        })
    }

    /// The bytes at every address. Fails if there is any finding.
    pub fn build(&self) -> &BTreeMap<String, Vec<u8>> {
        assert!(self.built().diagnostics.is_empty(), "this site should be fine, but:\n{}", self.diagnostics());
        &self.built().artifacts
    }

    /// The same as [`Self::built`], made from scratch.
    pub fn built_anew(&self) -> Built {
        build(&Workspace::new(Sources::new(sources(&self.files))), &self.options)
    }

    /// The text at an address. Fails if the site has any finding.
    #[track_caller]
    pub fn page(&self, address: &str) -> &str {
        self.build();
        self.page_despite_findings(address)
    }

    /// The text at an address of a site that may have findings.
    #[track_caller]
    pub fn page_despite_findings(&self, address: &str) -> &str {
        let Some(bytes) = self.built().artifacts.get(address) else {
            panic!("nothing stands at {address}; there are: {}", self.addresses().join(" "));
        };
        std::str::from_utf8(bytes).expect("this address holds text")
    }

    /// What the page's author wrote, as the plain theme shows it: what is between the title and the article's end.
    #[track_caller]
    pub fn article(&self, address: &str) -> &str {
        self.build();
        self.article_despite_findings(address)
    }

    /// As [`Self::article`], of a site that may have findings.
    #[track_caller]
    pub fn article_despite_findings(&self, address: &str) -> &str {
        let page = self.page_despite_findings(address);
        let (_, rest) = page.split_once("</h1>").unwrap_or_else(|| panic!("{address} shows no article:\n{page}"));
        rest.split_once("</article>").map_or(rest, |(article, _)| article).trim()
    }

    /// All addresses, sorted, without those of the theme and of what every site has.
    pub fn addresses(&self) -> Vec<&str> {
        const EVERYWHERE: [&str; 5] = ["/_headers", "/build.txt", "/robots.txt", "/sitemap.xml", "404.html"];
        let own = |address: &&str| {
            !address.starts_with("/assets/") && !EVERYWHERE.iter().any(|ending| address.ends_with(ending))
        };
        self.built().artifacts.keys().map(String::as_str).filter(own).collect()
    }

    /// The one address that begins and ends so; for names with a hash in them.
    #[track_caller]
    pub fn address(&self, start: &str, end: &str) -> &str {
        let all: Vec<&String> =
            self.built().artifacts.keys().filter(|key| key.starts_with(start) && key.ends_with(end)).collect();
        assert_eq!(all.len(), 1, "one address should look like {start}…{end}: {all:?}");
        all[0]
    }

    /// Every finding on a line of its own: `path:line:column severity code message | hint`.
    pub fn diagnostics(&self) -> String {
        let lines: Vec<String> = self.built().diagnostics.iter().map(|finding| self.line_of(finding)).collect();
        lines.join("\n")
    }

    /// As [`Self::diagnostics`], of every edition together, as `liberate check` says them.
    pub fn diagnostics_of_all_editions(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for edition in &self.workspace.config().editions {
            let options = Options { edition: edition.name.clone(), ..self.options.clone() };
            findings.extend(build(&self.workspace, &options).diagnostics);
        }
        tidy(&mut findings);
        findings
    }

    /// One finding on one line.
    pub fn line_of(&self, finding: &Diagnostic) -> String {
        let text_of = |path: &str| self.workspace.sources().get(path).and_then(|source| source.text().cloned());
        let position = locate(finding, &text_of).position;
        let Diagnostic { location, severity, code, message, hint, .. } = finding;
        let severity = severity.as_str();
        format!("{}:{}:{} {severity} {code} {message} | {hint}", location.file, position.line, position.column)
    }

    /// The codes of all findings, each as often as it occurs.
    pub fn codes(&self) -> Vec<&'static str> {
        self.built().diagnostics.iter().map(|finding| finding.code).collect()
    }

    /// The bytes of a source file.
    pub fn source(&self, path: &str) -> String {
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("the site has no file {path}"));
        String::from_utf8(bytes.clone()).expect("this file holds text")
    }

    /// The files as they are now.
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// The workspace that followed all edits.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// What is asked for.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Asserts that the page shows all of `pieces`, in that order.
    #[track_caller]
    pub fn shows(&self, address: &str, pieces: &[&str]) {
        let page = self.page(address);
        let mut rest = page;
        for piece in pieces {
            match rest.split_once(piece) {
                Some((_, after)) => rest = after,
                None => panic!("{address} does not show {piece:?} (or not in this order):\n{page}"),
            }
        }
    }

    /// Asserts that the page shows none of `pieces`.
    #[track_caller]
    pub fn lacks(&self, address: &str, pieces: &[&str]) {
        let page = self.page(address);
        for piece in pieces {
            assert!(!page.contains(piece), "{address} should not show {piece:?}:\n{page}");
        }
    }

    /// The addresses at which any byte sequence of `word` occurs.
    pub fn where_is(&self, word: &str) -> Vec<&str> {
        let holds = |bytes: &[u8]| bytes.windows(word.len()).any(|window| window == word.as_bytes());
        let all = self.built().artifacts.iter();
        all.filter(|(address, bytes)| holds(bytes) || address.contains(word))
            .map(|(address, _)| address.as_str())
            .collect()
    }

    /// Writes the site's files below `folder`.
    pub fn write_to(&self, folder: &Path) {
        write_files(folder, &self.files);
    }
}

/// Makes everything, as a publication does; nothing if the settings have no such edition.
fn build(workspace: &Workspace, options: &Options) -> Built {
    let Some(snapshot) = workspace.snapshot(options) else { return Built::default() };
    let mut diagnostics = snapshot.findings_before_rendering();
    if let Some(first) = diagnostics.first() {
        // What the preview says about a file that was saved is what everybody else is told about it.
        let file = first.location.file.clone();
        let here = diagnostics.iter().filter(|finding| finding.location.file == file);
        assert!(snapshot.findings_in(std::slice::from_ref(&file)).iter().eq(here), "findings in {file}");
    }
    let routes = snapshot.routes();
    let mut artifacts = BTreeMap::new();
    let addresses: BTreeSet<&str> = routes.iter().map(|(address, _)| address.as_ref()).collect();
    assert_eq!(addresses.len(), routes.len(), "every address is there once");
    for made in liberate::snapshot::parallel::map(&routes, |(address, route)| snapshot.make(address, *route)) {
        diagnostics.extend(made.diagnostics);
        artifacts.extend(made.value.map(|artifact| (artifact.address.to_string(), artifact.bytes.to_vec())));
    }
    tidy(&mut diagnostics);
    Built { artifacts, diagnostics }
}

/// Whether a finding stops publication.
pub fn is_error(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error
}

/// Writes files below `folder`, and the folders that they need.
pub fn write_files(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// Whether a text has the settings of a campaign document.
fn is_document(text: &str) -> bool {
    ["slides", "poster", "leaflet", "card"].iter().any(|kind| text.contains(&format!("kind = \"{kind}\"")))
}

fn writes_document(edit: &Edit) -> bool {
    matches!(edit, Edit::Write(path, bytes) if path.ends_with(".md") && is_document(&String::from_utf8_lossy(bytes)))
}

/// The real theme's templates and fonts for documents and its colours, as those of the plain theme. Presentations look plain.
fn press_files() -> BTreeMap<String, Vec<u8>> {
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/liberate");
    let mut files = BTreeMap::new();
    let tokens = std::fs::read_to_string(theme.join("styles/tokens.css")).unwrap();
    let light = &tokens[tokens.find(":root {").unwrap()..];
    let light = &light[..=light.find('}').unwrap()];
    files.insert("themes/plain/styles/colours.css".to_owned(), light.as_bytes().to_vec());
    for folder in ["documents", "fonts"] {
        let paths = std::fs::read_dir(theme.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        for path in paths.filter(|path| !path.ends_with("slides.toml")) {
            let name = format!("themes/plain/{folder}/{}", path.file_name().unwrap().to_string_lossy());
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
    files
}

/// The files of a text with markers.
pub fn files_of(text: &str) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut current = None;
    for line in text.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("=== ") {
            current = Some(path.trim().to_owned());
            files.insert(path.trim().to_owned(), String::new());
        } else if let Some(path) = &current {
            let line = if line.starts_with("\\===") { &line[1..] } else { line };
            files.get_mut(path).expect("the file was just begun").push_str(line);
        } else {
            assert!(line.trim().is_empty(), "this line stands before the first marker: {line}");
        }
    }
    files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect()
}

fn sources(files: &BTreeMap<String, Vec<u8>>) -> Vec<Source> {
    files.iter().map(|(path, bytes)| Source::from_bytes(path, bytes.clone())).collect()
}

/// A template for a whole page of the plain theme whose main part is its title and `body`.
pub fn template(body: &str) -> String {
    let title = "<h1>{{ page.title }}</h1>";
    format!("{{% extends \"base.html\" %}}{{% block main %}}<article>{title}\n{body}\n</article>{{% endblock %}}\n")
}

/// A picture of 2 × 1 pixels (PNG).
pub const PICTURE: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 2, 0, 0, 0, 1, 8, 2,
    0, 0, 0, 0x7b, 0x40, 0xe8, 0xdd, 0, 0, 0, 12, b'I', b'D', b'A', b'T', 8, 0x99, 0x63, 0xf8, 0xcf, 0xc0, 0, 0, 3, 1,
    1, 0, 0x18, 0xdd, 0x8d, 0xb0, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

/// Records for sites that show some.
pub const RECORDS: &str = r#"
=== content/contacts.toml
[helpline]
name = "Helpline"
display = "0121 496 0000"
digits = "01214960000"
purpose = "To talk to somebody."
hours = "Any time"
cost = "Nothing"
languages = "Interpreters"
routes = ["Text message"]
website = "https://helpline.example/"
group = "support"
audience = "public"
source_name = "Their own page"
source_date = "2026"
confidence = "A"
state = "publish"
checked_on = 2026-11-01

[police]
name = "Police"
display = "999"
digits = "999"
purpose = "Someone is in danger."
group = "danger"
audience = "both"
state = "publish"
checked_on = 2026-11-02

[charity]
name = "Charity"
website = "https://charity.example"
group = "support"
audience = "public"
state = "publish"

[desk]
name = "Desk for partners"
display = "0121 496 0001"
digits = "01214960001"
group = "report"
audience = "staff"
state = "publish"
checked_on = 2026-11-01

[unsure]
name = "Not confirmed"
display = "0121 496 0002"
digits = "01214960002"
audience = "public"
state = "verify"
=== content/contacts.pl.toml
[helpline]
name = "Telefon zaufania"
purpose = "Rozmowa z kimś."
hours = "Zawsze"
cost = "Nic"
languages = "Tłumacze"
routes = ["SMS"]
=== content/signs.toml
[tired]
text = "People look tired."
types = ["general", "labour"]
places = ["car-wash"]
audience = "public"
state = "publish"

[locked]
text = "Doors are locked from outside."
types = ["labour"]
places = ["farm"]
audience = "public"
state = "publish"

[secret]
text = "A sign for partners."
types = ["labour"]
places = ["car-wash"]
audience = "staff"
state = "publish"
=== content/signs.pl.toml
[tired]
text = "Ludzie są zmęczeni."
=== themes/plain/icons/car.svg
<svg viewBox="0 0 1 1"><path d="M0 0h1"/></svg>
"#;

/// What every site begins with.
const DEFAULT: &str = r##"
=== liberate.toml
base_url = "https://site.example"
default_language = "en"
theme = "plain"
minify = false

[languages.en]
name = "English"
[languages.pl]
name = "polski"
[languages.ur]
name = "اردو"

[editions.public]
indexed = true
[editions.partner]
audience = "partner"
base_url = "https://partners.site.example"
=== content/_index.md
+++
title = "Home"
+++
=== themes/plain/templates/base.html
<!doctype html>
<html lang="{{ lang.tag }}" dir="{{ lang.dir }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ page.head_title }}</title>
{% if not page.indexed %}<meta name="robots" content="noindex">
{% endif %}{% if page.canonical %}<link rel="canonical" href="{{ page.canonical }}">
{% endif %}{% for other in page.alternates %}<link rel="alternate" hreflang="{{ other.tag }}" href="{{ other.url }}">
{% endfor %}<link rel="stylesheet" href="{{ asset(path="styles/main.css") }}">
</head>
<body>
<header>
<a href="{{ site.home_url }}">{{ site.title }}</a>
{% for name, items in site.menus %}<nav class="{{ name }}">{% for item in items %}<a href="{{ item.url }}"{% if item.current %} aria-current="true"{% endif %}>{{ item.title }}</a>{% endfor %}</nav>
{% endfor %}<ul class="translations">
{% for other in page.translations %}<li><a lang="{{ other.tag }}" dir="{{ other.dir }}" href="{{ other.url }}"{% if other.current %} aria-current="true"{% endif %}>{{ other.name }}</a>{% if other.is_fallback %} {{ t(key="languages.missing") }}{% endif %}</li>
{% endfor %}</ul>
</header>
<main>
{% block main %}{% endblock %}
</main>
</body>
</html>
=== themes/plain/templates/page.html
{% extends "base.html" %}
{% block main %}<p class="breadcrumbs">{% for link in page.breadcrumbs %}<a href="{{ link.url }}">{{ link.title }}</a>{% endfor %}</p>
{% if page.is_fallback %}<p class="fallback">{{ t(key="translation.fallback", language=page.content_lang.name) }}</p>
{% endif %}{% if page.is_outdated %}<p class="outdated">{{ t(key="translation.outdated") }}</p>{% endif %}{% if page.is_draft_translation %}<p class="unreviewed">{{ t(key="translation.draft") }}</p>
{% endif %}{% if page.show_toc %}<ol class="toc">{% for item in page.toc %}<li><a href="{{ item.url }}">{{ item.title }}</a>{% for inner in item.children %}<a href="{{ inner.url }}">{{ inner.title }}</a>{% endfor %}</li>{% endfor %}</ol>
{% endif %}<article lang="{{ page.content_lang.tag }}" dir="{{ page.content_lang.dir }}">
<h1>{{ page.title }}</h1>
{% if page.recording %}<audio controls preload="none" src="{{ page.recording.url }}"></audio> {{ page.recording.length }}, {{ page.recording.size }}
{% endif %}{{ page.content }}
</article>
{% if page.checked_on %}<p class="checked">{{ t(key="page.checked", date=page.checked_on.text) }}</p>
{% endif %}{% for taxonomy, terms in page.terms %}<ul class="{{ taxonomy }}">{% for term in terms %}<li><a href="{{ term.url }}">{{ term.name }}</a></li>{% endfor %}</ul>
{% endfor %}{% for item in page.subsections %}<p class="subsection"><a href="{{ item.url }}">{{ item.title }}</a></p>
{% endfor %}{% for item in page.pages %}<p class="child"><a href="{{ item.url }}"{% if item.is_fallback %} lang="{{ item.lang.tag }}" dir="{{ item.lang.dir }}"{% endif %}>{{ item.title }}</a></p>
{% endfor %}{% if page.previous %}<a rel="prev" href="{{ page.previous.url }}">{{ page.previous.title }}</a>
{% endif %}{% if page.next %}<a rel="next" href="{{ page.next.url }}">{{ page.next.title }}</a>
{% endif %}{% if page.shelf %}{% for item in page.shelf.items %}<p class="shelf"><a href="{{ item.url }}">{{ item.title }}</a>{% for file in item.document.downloads %} {{ file.file }}{% endfor %}</p>
{% endfor %}{% if page.shelf.pack %}<p class="pack"><a href="{{ page.shelf.pack.url }}">{{ page.shelf.pack.size }}</a></p><p class="sums"><a href="{{ page.shelf.checksums_url }}">sums</a></p>{% endif %}{% endif %}{% endblock %}
=== themes/plain/templates/notices.html
{% if page.is_outdated %}<p class="outdated">{{ t(key="translation.outdated") }}</p>{% endif %}{% if page.is_draft_translation %}<p class="unreviewed">{{ t(key="translation.draft") }}</p>{% endif %}{% if page.replaced_by %}<p class="replaced">{{ t(key="page.replaced", page=page.replaced_by.title) }} {{ page.replaced_by.url }}</p>{% endif %}
=== themes/plain/templates/document.html
{% extends "base.html" %}
{% block main %}{% include "notices.html" %}{% if page.document.deck_url %}<p class="deck"><a href="{{ page.document.deck_url }}">{{ t(key="download.deck") }}</a></p>
{% endif %}{% for file in page.document.downloads %}<p class="download"><a href="{{ file.url }}">{{ file.file }}</a> {{ file.type }} {{ file.size }} {{ file.checksum }}</p>
{% endfor %}<article lang="{{ page.content_lang.tag }}" dir="{{ page.content_lang.dir }}">
<h1>{{ page.title }}</h1>
{{ page.content }}
</article>
{% endblock %}
=== themes/plain/templates/deck.html
{% extends "base.html" %}
{% block main %}{% include "notices.html" %}<h1>{{ page.title }}</h1>
{% for slide in page.slides %}<section class="slide" id="s{{ loop.index }}" aria-label="{{ loop.index }}. {{ slide.title }}">
<div id="{{ slide.id }}">{{ slide.content }}</div>
{% if slide.notes %}<details><summary>{{ t(key="document.notes") }}</summary>{{ slide.notes }}</details>
{% endif %}</section>
{% endfor %}{% endblock %}
=== themes/plain/templates/home.html
{% extends "page.html" %}
=== themes/plain/templates/section.html
{% extends "page.html" %}
=== themes/plain/templates/404.html
{% extends "base.html" %}
{% block main %}<h1>{{ page.title }}</h1>
<a href="{{ site.home_url }}">{{ t(key="not_found.home") }}</a>{% endblock %}
=== themes/plain/templates/gone.html
{% extends "base.html" %}
{% block main %}<h1>{{ page.title }}</h1>
<p>{{ t(key="gone.text") }}</p>
{{ page.content }}{% endblock %}
=== themes/plain/templates/redirect.html
<!doctype html>
<html lang="{{ lang.tag }}" dir="{{ lang.dir }}">
<head>
<meta charset="utf-8">
<title>{{ page.head_title }}</title>
<meta http-equiv="refresh" content="0; url={{ page.url }}">
<link rel="canonical" href="{{ page.canonical }}">
</head>
<body><p>{{ t(key="redirect.text") }} <a href="{{ page.url }}">{{ page.title }}</a></p></body>
</html>
=== themes/plain/templates/languages.html
{% extends "base.html" %}
{% block main %}<h1>{{ page.title }}</h1>
{% for item in page.choices %}<a href="{{ item.url }}" lang="{{ item.lang.tag }}" dir="{{ item.lang.dir }}">{{ item.lang.name }}: {{ item.title }}</a>
{% endfor %}{% endblock %}
=== themes/plain/templates/term.html
{% extends "base.html" %}
{% block main %}<h1>{{ page.title }}</h1>
<p>{{ t(key="list.pages", count=page.pages | length) }}</p>
{% for item in page.pages %}<p class="child"><a href="{{ item.url }}">{{ item.title }}</a></p>
{% endfor %}{% endblock %}
=== themes/plain/templates/taxonomy.html
{% extends "base.html" %}
{% block main %}<h1>{{ page.title }}</h1>
{% for name, terms in page.terms %}{% for term in terms %}<p class="term"><a href="{{ term.url }}">{{ term.name }}</a> {{ t(key="list.pages", count=term.count) }}</p>
{% endfor %}{% endfor %}{% endblock %}
=== themes/plain/styles/main.css
body {
    color: black;
}
=== themes/plain/strings/en.toml
site.title = "Site"
site.description = "A site for tests."
page.checked = "Checked on {date}."
page.replaced = "A newer one is there: {page}"
list.pages = { one = "{count} page", other = "{count} pages" }
languages.choose = "Choose your language"
languages.missing = "not in this language yet"
translation.draft = "Nobody has checked this translation."
translation.outdated = "The English page has changed."
translation.fallback = "This page is in {language}."
fallback.label = "(in {language})"
notice = { note = "Note", tip = "Tip", important = "Important", warning = "Take care", caution = "Be careful", danger = "Danger", info = "Good to know", success = "Done" }
task = { done = "Done", open = "Not done" }
table.label = "Table"
footnotes = { title = "Notes", back = "Back to note {number}" }
contact = { checked = "Checked {date}", hours = "Open", cost = "Cost", languages = "Languages", website = "Website" }
sources = { name = "Fact", source = "Source", date = "Date", confidence = "How sure", checked = "Checked" }
facts = { fact = "Fact", value = "Value", percent = "{number}%", source = "{source}, {date}", line = "{statement}: {value} ({source})", from = "Source:", table = "As a table" }
not_found = { title = "Not here", home = "Home page" }
redirect.text = "It has moved:"
gone = { title = "Gone", text = "We have taken it away." }
document = { notes = "Notes", crossed_out = "[crossed out: {words}]" }
events = { yearly = "Every year on {day}", calendar = "As a calendar" }
download = { kilobytes = "{count} KB", megabytes = "{number} MB", text = "Text", pptx = "PowerPoint", slides = "Slides", handout = "Handout", a4 = "A4", a3 = "A3", a4-bleed = "A4 print", a3-bleed = "A3 print", a4-office = "A4 office", a5 = "A5", a5-bleed = "A5 print", zfold = "Folded", zfold-bleed = "Folded print", zfold-office = "Folded office", wallet = "Cards", tear-off = "Tear-off", strips = "Strips", square = "Strips", story = "Strips", deck = "Slides here", about = "Files and dates.", version = "Of {date}" }
=== themes/plain/strings/pl.toml
site.title = "Strona"
site.description = "Strona do testów."
page.checked = "Sprawdzono {date}."
page.replaced = "Jest nowsze: {page}"
list.pages = { one = "{count} strona", few = "{count} strony", many = "{count} stron", other = "{count} strony" }
languages.choose = "Wybierz język"
languages.missing = "jeszcze nie w tym języku"
translation.draft = "Nikt nie sprawdził tego tłumaczenia."
translation.outdated = "Angielska strona się zmieniła."
translation.fallback = "Ta strona jest w języku: {language}."
fallback.label = "(w języku: {language})"
notice = { note = "Uwaga", tip = "Porada", important = "Ważne", warning = "Ostrożnie", caution = "Uważaj", danger = "Niebezpieczeństwo", info = "Warto wiedzieć", success = "Gotowe" }
task = { done = "Zrobione", open = "Do zrobienia" }
table.label = "Tabela"
footnotes = { title = "Przypisy", back = "Wróć do przypisu {number}" }
contact = { checked = "Sprawdzono {date}", hours = "Czynne", cost = "Koszt", languages = "Języki", website = "Strona" }
sources = { name = "Fakt", source = "Źródło", date = "Data", confidence = "Pewność", checked = "Sprawdzono" }
facts = { fact = "Fakt", value = "Wartość", percent = "{number} %", source = "{source}, {date}", line = "{statement}: {value} ({source})", from = "Źródło:", table = "Jako tabela" }
not_found = { title = "Tu nic nie ma", home = "Strona główna" }
redirect.text = "Przeniesiono:"
gone = { title = "Nie ma", text = "Usunęliśmy to." }
document = { notes = "Notatki", crossed_out = "[skreślone: {words}]" }
events = { yearly = "Co roku {day}", calendar = "Jako kalendarz" }
download = { kilobytes = "{count} KB", megabytes = "{number} MB", text = "Tekst", pptx = "PowerPoint", slides = "Slides", handout = "Handout", a4 = "A4", a3 = "A3", a4-bleed = "A4 print", a3-bleed = "A3 print", a4-office = "A4 office", a5 = "A5", a5-bleed = "A5 print", zfold = "Folded", zfold-bleed = "Folded print", zfold-office = "Folded office", wallet = "Cards", tear-off = "Tear-off", strips = "Strips", square = "Strips", story = "Strips", deck = "Slajdy tutaj", about = "Pliki i daty.", version = "Z dnia {date}" }
=== themes/plain/strings/ur.toml
site.title = "سائٹ"
site.description = "آزمائش کی سائٹ"
page.checked = "{date} کو جانچا گیا"
page.replaced = "نیا نسخہ: {page}"
list.pages = { one = "{count} صفحہ", other = "{count} صفحات" }
languages.choose = "زبان چنیں"
languages.missing = "ابھی اس زبان میں نہیں"
translation.draft = "کسی نے یہ ترجمہ نہیں جانچا"
translation.outdated = "انگریزی صفحہ بدل گیا ہے"
translation.fallback = "یہ صفحہ {language} میں ہے"
fallback.label = "({language} میں)"
notice = { note = "نوٹ", tip = "مشورہ", important = "اہم", warning = "خبردار", caution = "احتیاط", danger = "خطرہ", info = "معلومات", success = "مکمل" }
task = { done = "مکمل", open = "نامکمل" }
table.label = "جدول"
footnotes = { title = "حواشی", back = "حاشیہ {number} پر واپس" }
contact = { checked = "{date} کو جانچا", hours = "اوقات", cost = "خرچ", languages = "زبانیں", website = "ویب سائٹ" }
sources = { name = "حقیقت", source = "ماخذ", date = "تاریخ", confidence = "یقین", checked = "جانچا" }
facts = { fact = "حقیقت", value = "قدر", percent = "{number}%", source = "{source}، {date}", line = "{statement}: {value} ({source})", from = "ماخذ:", table = "جدول میں" }
not_found = { title = "یہاں کچھ نہیں", home = "پہلا صفحہ" }
redirect.text = "یہ منتقل ہو گیا ہے:"
gone = { title = "اب نہیں", text = "ہم نے ہٹا دیا" }
document = { notes = "نوٹس", crossed_out = "[کاٹ دیا گیا: {words}]" }
events = { yearly = "ہر سال {day}", calendar = "کیلنڈر" }
download = { kilobytes = "{count} KB", megabytes = "{number} MB", text = "متن", pptx = "فائل", slides = "فائل", handout = "فائل", a4 = "فائل", a3 = "فائل", a4-bleed = "فائل", a3-bleed = "فائل", a4-office = "فائل", a5 = "فائل", a5-bleed = "فائل", zfold = "فائل", zfold-bleed = "فائل", zfold-office = "فائل", wallet = "فائل", tear-off = "فائل", strips = "فائل", square = "فائل", story = "فائل", deck = "سلائیڈز", about = "فائلیں", version = "{date} کا" }
"##;

#[test]
fn the_default_site_is_fine() {
    let site = Site::new("");
    assert_eq!(site.diagnostics(), "");
    assert_eq!(site.addresses(), ["/", "/pl/", "/ur/"]);
    let text_of = |_: &str| None;
    assert!(liberate::diagnostic::to_json(&site.built().diagnostics, &text_of).is_empty());
}

#[test]
fn no_address_leaves_a_line_out() {
    let files = files_of("=== a\none\n\\=== two\n=== b/c\n");
    assert_eq!(files["a"], b"one\n=== two\n");
    assert_eq!(files["b/c"], b"");
}
