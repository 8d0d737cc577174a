use super::Snapshot;
use crate::diagnostic::{Diagnostic, Reported};
use crate::document::{self, Block, Document, Entry, FORMS, Files, Written};
use crate::render::{self, Download, Downloads};
use crate::site::{DocumentFile, NodeKind, Pack, PageId};
use crate::text::{Fingerprint, sha256};
use crate::view::{Argument, Reading, slides, string};
use std::sync::{Arc, OnceLock};

/// Where finished documents are kept between runs, by the hash of everything that went in. What it forgets is made again.
pub trait Store: Send + Sync {
    /// What was kept under that hash.
    fn load(&self, key: &Fingerprint) -> Option<Vec<u8>>;
    /// Keeps something; that it cannot be kept is no mistake.
    fn keep(&self, key: &Fingerprint, bytes: &[u8]);
}

/// The documents of a snapshot: each is made when something first asks for it, and never again.
///
/// Sound because a snapshot never changes. A landing page, a shelf, an archive and the file itself all ask for the same
/// one. With a store only the facts stay in memory.
pub(super) struct Shelf {
    store: Option<Arc<dyn Store>>,
    made: Vec<OnceLock<Finished>>,
}

/// What is known of a file once it is made.
#[derive(Clone)]
struct Finished {
    facts: Option<Facts>,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Clone)]
struct Facts {
    size: usize,
    pages: usize,
    checksum: String,
    key: Fingerprint,
    /// The bytes, unless the store has them.
    bytes: Option<Arc<[u8]>>,
}

impl Shelf {
    pub(super) fn new(files: usize, store: Option<Arc<dyn Store>>) -> Self {
        Self { store, made: (0..files).map(|_| OnceLock::new()).collect() }
    }

    fn load(&self, key: &Fingerprint) -> Option<Written> {
        let kept = self.store.as_ref()?.load(key)?;
        let (pages, bytes) = kept.split_first_chunk::<8>()?;
        Some(Written { pages: u64::from_le_bytes(*pages) as usize, bytes: bytes.to_vec() })
    }

    /// Keeps a file that has no findings: those would be forgotten with the run.
    fn keep(&self, key: &Fingerprint, written: &Written) {
        if let Some(store) = &self.store {
            let pages = (written.pages as u64).to_le_bytes();
            store.keep(key, &[pages.as_slice(), &written.bytes].concat());
        }
    }
}

impl Snapshot {
    /// The model of a document as a reader gets it.
    pub fn document(&self, reading: Reading) -> Reported<Document> {
        let mut diagnostics = Vec::new();
        let body = slides(reading).into_value(&mut diagnostics);
        let document = document::build(reading, &body, &self.icon_of(reading)).into_value(&mut diagnostics);
        Reported { value: document, diagnostics }
    }

    pub(super) fn icon_of(&self, reading: Reading) -> String {
        let name = reading.inherited(|front| front.icon.as_deref());
        name.and_then(|name| self.templates.icon(name, "icon")).unwrap_or_default()
    }

    /// Makes a document's file, or takes it from where it is kept.
    pub(super) fn document_file(&self, index: u32) -> Reported<Option<Arc<[u8]>>> {
        let finished = self.finished(index);
        let bytes = finished.facts.as_ref().and_then(|facts| match &facts.bytes {
            Some(bytes) => Some(Arc::clone(bytes)),
            None => {
                let kept = self.shelf.load(&facts.key).map(|written| written.bytes);
                kept.or_else(|| self.write(index).value.map(|written| written.bytes)).map(Arc::from)
            }
        });
        Reported { value: bytes, diagnostics: finished.diagnostics.clone() }
    }

    fn finished(&self, index: u32) -> &Finished {
        self.shelf.made[index as usize].get_or_init(|| self.finish(index))
    }

    fn finish(&self, index: u32) -> Finished {
        let file = &self.site.documents[index as usize];
        let (document, files) = self.ingredients(file);
        let key = key(file, &document, &files);
        let (written, diagnostics) = match self.shelf.load(&key) {
            Some(written) => (Some(written), Vec::new()),
            None => {
                let made = (FORMS[usize::from(file.form)].write)(&document, &files);
                if let (Some(written), true) = (&made.value, made.diagnostics.is_empty()) {
                    self.shelf.keep(&key, written);
                }
                (made.value, made.diagnostics)
            }
        };
        let in_store = self.shelf.store.is_some() && diagnostics.is_empty();
        let facts = written.map(|written| Facts {
            size: written.bytes.len(),
            pages: written.pages,
            checksum: sha256(&written.bytes),
            key,
            bytes: (!in_store).then(|| written.bytes.into()),
        });
        Finished { facts, diagnostics }
    }

    fn write(&self, index: u32) -> Reported<Option<Written>> {
        let file = &self.site.documents[index as usize];
        let (document, files) = self.ingredients(file);
        (FORMS[usize::from(file.form)].write)(&document, &files)
    }

    /// The model and the files that go into a document. What is wrong with the model is said at its page.
    fn ingredients(&self, file: &DocumentFile) -> (Document, Files) {
        let document = self.document(self.view().read(file.page, file.language)).value;
        let mut files = Files::new();
        for slide in &document.slides {
            self.pictures(&slide.blocks, &mut files);
            self.pictures(&slide.notes, &mut files);
        }
        for (name, source) in self.sources.theme(&self.site.config.theme) {
            if name.starts_with("documents/") {
                files.insert(name, source.shared_bytes());
            }
        }
        (document, files)
    }

    fn pictures(&self, blocks: &[Block], files: &mut Files) {
        for block in blocks {
            match block {
                Block::Image { src, .. } => {
                    let file = self.site.file_of(&format!("content/{src}")).or_else(|| self.site.file_of(src));
                    files.extend(file.map(|file| (src.clone(), Arc::clone(&file.bytes))));
                }
                Block::List { items: inner, .. } | Block::Columns { columns: inner } => {
                    inner.iter().for_each(|blocks| self.pictures(blocks, files));
                }
                Block::Quote { c } | Block::Notice { c, .. } | Block::Big { c, .. } | Block::Language { c, .. } => {
                    self.pictures(c, files);
                }
                Block::Para { .. }
                | Block::Heading { .. }
                | Block::Qr { .. }
                | Block::Table { .. }
                | Block::Contact { .. } => {}
            }
        }
    }

    /// What a page offers to take away.
    pub(super) fn downloads(&self, reading: Reading) -> Downloads {
        let front = reading.node().source_front();
        if front.kind.is_document() {
            return Downloads { own: self.downloads_of(reading), ..Downloads::default() };
        }
        if reading.node().kind == NodeKind::Page {
            return Downloads::default();
        }
        let documents = reading.children().into_iter().filter(|child| is_document(child));
        let shelf: Vec<(PageId, Vec<Download>)> =
            documents.map(|child| (child.page, self.downloads_of(child))).collect();
        let pack =
            self.site.packs.iter().find(|pack| pack.section == reading.page && pack.language == reading.language);
        Downloads { own: Vec::new(), pack: pack.map(|pack| self.pack_download(pack)), shelf }
    }

    fn downloads_of(&self, reading: Reading) -> Vec<Download> {
        let files = self.site.documents.iter().enumerate();
        let own = files.filter(|(_, file)| file.page == reading.page && file.language == reading.text_language);
        own.filter_map(|(index, file)| {
            let facts = self.finished(index as u32).facts.as_ref()?;
            Some(Download {
                name: FORMS[usize::from(file.form)].name,
                address: Arc::clone(&file.address),
                size: facts.size,
                pages: facts.pages,
                checksum: facts.checksum.clone(),
            })
        })
        .collect()
    }

    fn pack_download(&self, pack: &Pack) -> Download {
        let bytes = self.pack_file(pack, &mut Vec::new());
        Download {
            name: "pack",
            address: Arc::clone(&pack.address),
            size: bytes.len(),
            pages: 0,
            checksum: sha256(&bytes),
        }
    }

    /// All files of a section in one language, and a list of them to read.
    pub(super) fn pack_file(&self, pack: &Pack, diagnostics: &mut Vec<Diagnostic>) -> Vec<u8> {
        let mut named: Vec<(String, Arc<[u8]>)> = Vec::new();
        for index in &pack.files {
            let Some(bytes) = self.document_file(*index).value else { continue };
            named.push((free_name(&self.site.documents[*index as usize].address, &named), bytes));
        }
        let read_me = self.read_me(pack, &named, diagnostics);
        let mut entries = vec![Entry { name: "read-me.txt".to_owned(), bytes: read_me.as_bytes() }];
        entries.extend(named.iter().map(|(name, bytes)| Entry { name: name.clone(), bytes }));
        document::pack(&entries)
    }

    fn read_me(&self, pack: &Pack, named: &[(String, Arc<[u8]>)], diagnostics: &mut Vec<Diagnostic>) -> String {
        let view = self.view();
        let language = pack.language;
        let mut say = |key: &str, arguments: &[(&str, Argument)]| string(view, language, key, arguments, diagnostics);
        let section = view.read(pack.section, language);
        let mut out = format!("{}\n\n{}\n", section.head_title(), say("download.about", &[]));
        for (index, (name, bytes)) in pack.files.iter().zip(named) {
            let file = &self.site.documents[*index as usize];
            let reading = view.read(file.page, language);
            let what = say(&format!("download.{}", FORMS[usize::from(file.form)].name), &[]);
            out.push_str(&format!("\n{name}\n  {} – {what}\n", reading.head_title()));
            if let Some(date) = reading.inherited(|front| front.date) {
                let date = view.date(language, date);
                out.push_str(&format!("  {}\n", say("download.version", &[("date", Argument::Text(&date))])));
            }
            let size = render::size(view, language, bytes.len(), &mut Vec::new());
            out.push_str(&format!("  {size}\n  SHA-256 {}\n", sha256(bytes)));
        }
        out
    }
}

fn is_document(reading: &Reading) -> bool {
    reading.node().source_front().kind.is_document()
}

/// Hash of everything that a file depends on, save the program itself, which the store knows.
fn key(file: &DocumentFile, document: &Document, files: &Files) -> Fingerprint {
    let model = serde_json::to_vec(document).unwrap_or_default();
    let form = &FORMS[usize::from(file.form)];
    let mut parts: Vec<&[u8]> = vec![form.suffix.as_bytes(), &model];
    for (name, bytes) in files {
        parts.extend([name.as_bytes(), bytes]);
    }
    Fingerprint::of_parts(parts)
}

/// The name of a file in an archive; files of that name from other folders get a number.
fn free_name(address: &str, taken: &[(String, Arc<[u8]>)]) -> String {
    let name = address.rsplit('/').next().unwrap_or(address);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let numbered = (2..).map(|number| format!("{stem}-{number}.{extension}"));
    let free = |name: &String| name != "read-me.txt" && taken.iter().all(|(other, _)| other != name);
    std::iter::once(name.to_owned()).chain(numbered).find(free).unwrap_or_default()
}
