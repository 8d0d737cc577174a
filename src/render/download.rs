use super::context::{date_value, language_value, map};
use crate::content::PageKind;
use crate::diagnostic::Diagnostic;
use crate::site::{LanguageId, PageId, deck_address};
use crate::view::{Argument, Reading, View, shown_address, string};
use std::sync::Arc;
use tera::Value;

/// A file that readers may take with them; everything about it was read from the made file.
#[derive(Clone, Debug)]
pub struct Download {
    /// What it is: `download.NAME` among the strings.
    pub name: &'static str,
    /// Its address.
    pub address: Arc<str>,
    /// Its bytes.
    pub size: usize,
    /// Its pages or slides; 0 if it has none.
    pub pages: usize,
    /// SHA-256 of its bytes.
    pub checksum: String,
}

/// Hexadecimal digits by which people compare files at a glance: two files of the site agree in them once in 4,000 million times.
const CHECKSUM_START: usize = 8;

/// A picture of a document's pages.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Its address.
    pub address: Arc<str>,
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
}

/// Width and height of a picture; nothing for any other file.
pub fn picture_size(bytes: &[u8]) -> Option<(usize, usize)> {
    imagesize::blob_size(bytes).ok().map(|size| (size.width, size.height))
}

/// The files that a page offers.
#[derive(Default)]
pub struct Downloads {
    /// Those of the page itself, if it is a document.
    pub own: Vec<Download>,
    /// What it looks like, if it is a document.
    pub preview: Option<Preview>,
    /// Those of the documents of a section, in its order.
    pub shelf: Vec<(PageId, Vec<Download>)>,
    /// All files of a section in the reader's language.
    pub pack: Option<Download>,
    /// The address of the list of their checksums.
    pub checksums: Option<Arc<str>>,
}

/// Bytes from which on a size is said in megabytes.
const MEGABYTE: usize = 1_000_000;

/// What the template of a document sees of it; nothing for any other page.
pub(super) fn document(reading: Reading, downloads: &Downloads, diagnostics: &mut Vec<Diagnostic>) -> Value {
    let front = reading.node().source_front();
    if !front.kind.is_document() {
        return Value::from(None::<bool>);
    }
    let view = reading.view;
    let language = reading.text_language;
    let is_talk = front.kind == PageKind::Slides;
    let deck = is_talk.then(|| view.href(&deck_address(reading.node(), language)));
    let short = reading.inherited(|front| front.code.as_ref()).and_then(|(code, _)| view.short_address(code, language));
    map([
        ("kind", front.kind.as_str().into()),
        ("subtitle", reading.front().subtitle.as_deref().into()),
        ("author", reading.inherited(|front| front.author.as_deref()).into()),
        ("date", reading.inherited(|front| front.date).map(|date| date_value(view, reading.language, date)).into()),
        ("lang", language_value(view, language)),
        ("deck_url", deck.into()),
        ("preview", downloads.preview.as_ref().map(|found| preview(view, found)).into()),
        ("short_address", short.as_deref().map(shown_address).into()),
        ("downloads", list(view, reading.language, &downloads.own, diagnostics)),
    ])
    .into()
}

fn preview(view: View, preview: &Preview) -> Value {
    map([
        ("url", view.href(&preview.address).into()),
        ("width", (preview.width as i64).into()),
        ("height", (preview.height as i64).into()),
    ])
    .into()
}

/// What the template of a section sees of its documents; nothing if it has none.
pub(super) fn shelf(reading: Reading, downloads: &Downloads, diagnostics: &mut Vec<Diagnostic>) -> Value {
    if downloads.shelf.is_empty() {
        return Value::from(None::<bool>);
    }
    let view = reading.view;
    let mut items: Vec<Value> = Vec::new();
    for (page, files) in &downloads.shelf {
        let child = view.read(*page, reading.language);
        let empty = Downloads { own: files.clone(), ..Downloads::default() };
        items.push(
            map([
                ("title", child.title().into()),
                ("url", child.href().into()),
                ("id", crate::text::slug(&child.node().key.replace('/', "-").replace(".md", "")).into()),
                ("description", child.front().description.as_deref().into()),
                ("icon", child.inherited(|front| front.icon.as_deref()).into()),
                ("is_fallback", child.is_fallback().into()),
                ("lang", language_value(view, child.text_language)),
                ("kind", child.node().source_front().kind.as_str().into()),
                ("types", types(files)),
                ("terms", super::context::terms_of(child)),
                ("extra", super::context::extra(child)),
                ("document", document(child, &empty, diagnostics)),
            ])
            .into(),
        );
    }
    let pack = downloads.pack.as_ref().map(|pack| one(view, reading.language, pack, diagnostics));
    map([
        ("kinds", kinds(reading, downloads)),
        ("languages", languages(reading, downloads)),
        ("types", types(downloads.shelf.iter().flat_map(|(_, files)| files))),
        ("items", Value::from(items)),
        ("pack", pack.into()),
        ("checksums_url", downloads.checksums.as_deref().map(|address| view.href(address)).into()),
    ])
    .into()
}

/// The kinds that the section has, in their order.
fn kinds(reading: Reading, downloads: &Downloads) -> Value {
    let has = |kind: &PageKind| {
        downloads.shelf.iter().any(|(page, _)| reading.view.site.page(*page).source_front().kind == *kind)
    };
    let all = [PageKind::Slides, PageKind::Poster, PageKind::Leaflet, PageKind::Card, PageKind::Social];
    all.into_iter().filter(has).map(|kind| kind.as_str().into()).collect::<Vec<Value>>().into()
}

/// The types of files, each once, in the order in which they are met.
fn types<'d>(files: impl IntoIterator<Item = &'d Download>) -> Value {
    let mut types: Vec<String> = Vec::new();
    for download in files {
        let name = extension(download).to_uppercase();
        if !types.contains(&name) {
            types.push(name);
        }
    }
    types.into_iter().map(Value::from).collect::<Vec<Value>>().into()
}

/// The languages that have documents of the section, and the section's address in each.
fn languages(reading: Reading, downloads: &Downloads) -> Value {
    let site = reading.view.site;
    let has = |id: &LanguageId| downloads.shelf.iter().any(|(page, _)| site.page(*page).has(*id));
    let languages = site.language_ids().filter(has).map(|id| -> Value {
        let count = downloads.shelf.iter().filter(|(page, _)| site.page(*page).has(id)).count();
        map([
            ("lang", language_value(reading.view, id)),
            ("url", reading.view.href(reading.node().address(id)).into()),
            ("count", (count as i64).into()),
            ("current", (id == reading.language).into()),
        ])
        .into()
    });
    languages.collect::<Vec<Value>>().into()
}

fn list(view: View, language: LanguageId, all: &[Download], diagnostics: &mut Vec<Diagnostic>) -> Value {
    all.iter().map(|download| one(view, language, download, diagnostics)).collect::<Vec<Value>>().into()
}

fn one(view: View, language: LanguageId, download: &Download, diagnostics: &mut Vec<Diagnostic>) -> Value {
    let file = download.address.rsplit('/').next().unwrap_or_default();
    map([
        ("name", download.name.into()),
        ("url", view.href(&download.address).into()),
        ("file", file.into()),
        ("type", extension(download).to_uppercase().into()),
        ("size", size(view, language, download.size, diagnostics).into()),
        ("pages", (download.pages as i64).into()),
        ("checksum", download.checksum.as_str().into()),
        ("checksum_start", download.checksum.get(..CHECKSUM_START).unwrap_or_default().into()),
    ])
    .into()
}

fn extension(download: &Download) -> &str {
    download.address.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// A size in words, rounded up: nobody shall be surprised by the cost.
pub fn size(view: View, language: LanguageId, bytes: usize, diagnostics: &mut Vec<Diagnostic>) -> String {
    if bytes < MEGABYTE {
        let count = [("count", Argument::Number(bytes.div_ceil(1000) as i64))];
        return string(view, language, "download.kilobytes", &count, diagnostics);
    }
    let tenths = bytes.div_ceil(MEGABYTE / 10);
    let number = format!("{}.{}", tenths / 10, tenths % 10);
    string(view, language, "download.megabytes", &[("number", Argument::Text(&number))], diagnostics)
}
