//! What templates see of files to take away, of documents and of lists of them.
//!
//! Sizes, pages and checksums are those of finished files.

use super::seen::{
    DocumentValues, FileValues, PreviewValues, RecordingValues, ShelfItemValues, ShelfLanguageValues, ShelfValues,
};
use super::values::{day, extra, lang, other_language, terms_of};
use crate::content::{DocumentKind, PageKind};
use crate::diagnostic::Diagnostic;
use crate::site::{LanguageId, PageId, deck_address};
use crate::view::{Reading, StringValue, View, shown_address, string};
use std::sync::Arc;

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
pub struct PagePicture {
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
    pub preview: Option<PagePicture>,
    /// Those of the documents of a section, in its order.
    pub shelf: Vec<ShelfFiles>,
    /// All files of a section in the reader's language.
    pub pack: Option<Download>,
    /// The address of the list of their checksums.
    pub checksums: Option<Arc<str>>,
}

/// What a list of documents shows of one.
#[derive(Clone, Debug)]
pub struct ShelfFiles {
    /// The document.
    pub page: PageId,
    /// Its files.
    pub files: Vec<Download>,
    /// Its first page.
    pub thumbnail: Option<PagePicture>,
}

/// Bytes from which on a size is said in megabytes.
const MEGABYTE: usize = 1_000_000;

/// What the template of a document sees of it; nothing for any other page.
pub(super) fn document<'a>(
    reading: Reading<'a>,
    downloads: &'a Downloads,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<DocumentValues<'a>> {
    files_of(reading, &downloads.own, downloads.preview.as_ref(), diagnostics)
}

fn files_of<'a>(
    reading: Reading<'a>,
    files: &'a [Download],
    preview: Option<&PagePicture>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<DocumentValues<'a>> {
    let front = reading.node().source_front();
    let kind = front.kind.document()?;
    let view = reading.view;
    let language = reading.text_language;
    let is_talk = kind == DocumentKind::Slides;
    let short = reading.inherited(|front| front.code.as_ref()).and_then(|(code, _)| view.short_address(code, language));
    Some(DocumentValues {
        kind: kind.as_str(),
        subtitle: reading.front().subtitle.as_deref(),
        author: reading.inherited(|front| front.author.as_deref()),
        date: reading.inherited(|front| front.date).map(|date| day(view, reading.language, date)),
        lang: lang(view, language),
        deck_url: is_talk.then(|| view.href(&deck_address(reading.node(), language))),
        preview: preview.map(|found| PreviewValues {
            url: view.href(&found.address),
            width: found.width as i64,
            height: found.height as i64,
        }),
        short_address: short.map(|address| shown_address(&address).to_owned()),
        downloads: files.iter().map(|file| one(view, reading.language, file, diagnostics)).collect(),
    })
}

/// What the template of a section sees of its documents; nothing if it has none.
pub(super) fn shelf<'a>(
    reading: Reading<'a>,
    downloads: &'a Downloads,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<ShelfValues<'a>> {
    if downloads.shelf.is_empty() {
        return None;
    }
    let view = reading.view;
    let items = downloads.shelf.iter().map(|ShelfFiles { page, files, thumbnail }| {
        let child = view.read(*page, reading.language);
        ShelfItemValues {
            title: child.title(),
            url: child.href(),
            id: crate::text::slug(&child.node().key.replace('/', "-").replace(".md", "")),
            description: child.front().description.as_deref(),
            icon: child.inherited(|front| front.icon.as_deref()),
            is_fallback: child.is_fallback(),
            lang: lang(view, child.text_language),
            kind: child.node().source_front().kind.as_str(),
            types: types(files),
            terms: terms_of(child),
            extra: extra(child),
            document: files_of(child, files, thumbnail.as_ref(), diagnostics),
        }
    });
    Some(ShelfValues {
        items: items.collect(),
        kinds: kinds(reading, downloads),
        languages: languages(reading, downloads),
        types: types(downloads.shelf.iter().flat_map(|shown| &shown.files)),
        pack: downloads.pack.as_ref().map(|pack| one(view, reading.language, pack, diagnostics)),
        checksums_url: downloads.checksums.as_deref().map(|address| view.href(address)),
    })
}

/// The kinds that the section has, in their order.
fn kinds(reading: Reading, downloads: &Downloads) -> Vec<&'static str> {
    let has = |kind: &DocumentKind| {
        let wanted = PageKind::Document(*kind);
        downloads.shelf.iter().any(|shown| reading.view.site.page(shown.page).source_front().kind == wanted)
    };
    DocumentKind::ALL.into_iter().filter(has).map(DocumentKind::as_str).collect()
}

/// The types of files, each once, in the order in which they are met.
fn types<'d>(files: impl IntoIterator<Item = &'d Download>) -> Vec<String> {
    let mut types: Vec<String> = Vec::new();
    for download in files {
        let name = extension(download).to_uppercase();
        if !types.contains(&name) {
            types.push(name);
        }
    }
    types
}

/// The languages that have documents of the section, and the section's address in each.
fn languages<'a>(reading: Reading<'a>, downloads: &Downloads) -> Vec<ShelfLanguageValues<'a>> {
    let site = reading.view.site;
    let count = |id: LanguageId| downloads.shelf.iter().filter(|shown| site.page(shown.page).has(id)).count() as i64;
    let languages = site.language_ids().filter(|id| count(*id) > 0).map(|id| ShelfLanguageValues {
        lang: lang(reading.view, id),
        url: reading.view.href(reading.node().address(id)),
        count: count(id),
        current: id == reading.language,
    });
    languages.collect()
}

fn one<'a>(
    view: View,
    language: LanguageId,
    download: &'a Download,
    diagnostics: &mut Vec<Diagnostic>,
) -> FileValues<'a> {
    FileValues {
        name: download.name,
        url: view.href(&download.address),
        file: download.address.rsplit('/').next().unwrap_or_default(),
        r#type: extension(download).to_uppercase(),
        size: size(view, language, download.size, diagnostics),
        pages: download.pages as i64,
        checksum: &download.checksum,
        checksum_start: download.checksum.get(..CHECKSUM_START).unwrap_or_default(),
    }
}

fn extension(download: &Download) -> &str {
    download.address.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// What a reader can listen to, with its cost in time and data.
pub(super) fn recording(reading: Reading, diagnostics: &mut Vec<Diagnostic>) -> Option<RecordingValues<'static>> {
    let found = reading.recording()?;
    Some(RecordingValues {
        url: reading.view.href(&found.file.address),
        length: format!("{}:{:02}", found.seconds / 60, found.seconds % 60),
        size: size(reading.view, reading.language, found.file.size() as usize, diagnostics),
        lang: other_language(&reading),
    })
}

/// A size in words, rounded up: nobody shall be surprised by the cost.
pub fn size(view: View, language: LanguageId, bytes: usize, diagnostics: &mut Vec<Diagnostic>) -> String {
    match FileSize::of(bytes) {
        FileSize::Kilobytes(count) => {
            let count = [("count", StringValue::Number(count as i64))];
            string(view, language, "download.kilobytes", &count, diagnostics)
        }
        FileSize::Megabytes(number) => {
            string(view, language, "download.megabytes", &[("number", StringValue::Text(&number))], diagnostics)
        }
    }
}

/// A size as pages say it, rounded up.
pub enum FileSize {
    /// Whole kilobytes, of files of less than a megabyte.
    Kilobytes(usize),
    /// Megabytes with one place.
    Megabytes(String),
}

impl FileSize {
    /// The size of so many bytes.
    pub fn of(bytes: usize) -> Self {
        if bytes < MEGABYTE {
            return Self::Kilobytes(bytes.div_ceil(1000));
        }
        let tenths = bytes.div_ceil(MEGABYTE / 10);
        Self::Megabytes(format!("{}.{}", tenths / 10, tenths % 10))
    }
}
