//! Makes the documents of a snapshot, and says what is known of their files.
//!
//! Size, pages and checksum are read from finished files, never guessed.

use super::document_cache::{Finished, FinishedFacts};
use super::edition::Snapshot;
use super::parallel;
use crate::diagnostic::{Diagnostic, Reported};
use crate::document::{
    self, Block, Document, DocumentForm, DocumentRequest, FORMS, NamedFiles, PREVIEW, PackedFile, THUMBNAIL,
    ThemeTypesetter, WrittenFile,
};
use crate::render::{self, Download, Downloads, PagePicture, ShelfFiles};
use crate::site::{DocumentFile, Pack, PageNodeKind};
use crate::text::{Fingerprint, sha256};
use crate::view::{Reading, StringValue, slides, string};
use std::sync::Arc;

/// The list of an archive's files, inside it.
const READ_ME: &str = "read-me.txt";

impl Snapshot {
    /// The model that a file of a document is made from.
    pub fn document(&self, file: &DocumentFile) -> Reported<Document> {
        let reading = self.view().read(file.page, file.language);
        let mut diagnostics = Vec::new();
        let body = slides(reading).into_value(&mut diagnostics);
        let pictogram = |name: &str| self.templates.icon(name, "icon");
        let document = document::build(reading, form_of(file).kind, &body, &pictogram).into_value(&mut diagnostics);
        Reported { value: document, diagnostics }
    }

    /// Makes a document's file, or takes it from where it is kept.
    pub(super) fn document_file(&self, index: u32) -> Reported<Option<Arc<[u8]>>> {
        let finished = self.finished(index);
        let bytes = finished.facts.as_ref().and_then(|facts| match &facts.bytes {
            Some(bytes) => Some(Arc::clone(bytes)),
            None => {
                let kept = self.document_cache.load(&facts.key).map(|written| written.bytes);
                kept.or_else(|| self.write(index).value.map(|written| written.bytes)).map(Arc::from)
            }
        });
        Reported { value: bytes, diagnostics: finished.diagnostics.clone() }
    }

    fn finished(&self, index: u32) -> &Finished {
        let made = &self.document_cache.made[index as usize];
        match made.get() {
            Some(finished) => finished,
            // Made before the lock is taken: see [`DocumentCache`].
            None => {
                let finished = self.finish(index, &self.ingredients(index));
                made.get_or_init(|| finished)
            }
        }
    }

    /// Makes all documents, on all cores: before everything that asks for them is made.
    pub fn make_documents(&self) {
        let all: Vec<u32> = (0..self.site.documents.len() as u32).collect();
        self.make_these(&all);
    }

    /// Makes files, each document on one core with all of its forms one after the other: a form takes over from the one before
    /// it what they share.
    fn make_these(&self, files: &[u32]) {
        let document = |index: &u32| {
            let file = &self.site.documents[*index as usize];
            (file.page, file.language)
        };
        let documents: Vec<&[u32]> = files.chunk_by(|one, next| document(one) == document(next)).collect();
        parallel::each_alone(&documents, |files| {
            let missing = |index: &u32| self.document_cache.made[*index as usize].get().is_none();
            let mut missing = files.iter().copied().filter(missing).peekable();
            let Some(first) = missing.peek() else { return };
            let ingredients = self.ingredients(*first);
            for index in missing {
                let finished = self.finish(index, &ingredients);
                self.document_cache.made[index as usize].get_or_init(|| finished);
            }
        });
    }

    fn finish(&self, index: u32, ingredients: &Ingredients) -> Finished {
        let file = &self.site.documents[index as usize];
        let typesetter = self.typesetter();
        let key = ingredients.key(form_of(file), typesetter);
        let (written, diagnostics, in_store) = match self.document_cache.load(&key) {
            Some(written) => (Some(written), Vec::new(), true),
            None => {
                let made = ingredients.write(form_of(file), typesetter);
                let sound = made.value.as_ref().filter(|_| made.diagnostics.is_empty());
                let in_store = sound.is_some_and(|written| self.document_cache.keep(&key, written));
                (made.value, made.diagnostics, in_store)
            }
        };
        let facts = written.map(|written| FinishedFacts {
            size: written.bytes.len(),
            pages: written.pages,
            checksum: sha256(&written.bytes),
            picture: file.is_preview.then(|| render::picture_size(&written.bytes)).flatten(),
            key,
            bytes: (!in_store).then(|| written.bytes.into()),
        });
        Finished { facts, diagnostics }
    }

    fn write(&self, index: u32) -> Reported<Option<WrittenFile>> {
        self.ingredients(index).write(form_of(&self.site.documents[index as usize]), self.typesetter())
    }

    /// What goes into a file. What is wrong with the model is said at its page.
    fn ingredients(&self, index: u32) -> Ingredients {
        let file = &self.site.documents[index as usize];
        let document = self.document(file).value;
        let mut files = NamedFiles::new();
        for slide in &document.slides {
            self.pictures(&slide.blocks, &mut files);
            self.pictures(&slide.notes, &mut files);
        }
        for logo in &document.logos {
            let file = self.site.file_of(&logo.src);
            files.extend(file.map(|file| (logo.src.clone(), file.whole())));
        }
        let model = Fingerprint::of(&serde_json::to_vec(&document).unwrap_or_default());
        Ingredients { document, model, pictures: files }
    }

    pub(super) fn typesetter(&self) -> &ThemeTypesetter {
        self.document_cache.typesetter.get_or_init(|| {
            let pictogram = |name: &str| self.templates.icon(name, "icon");
            ThemeTypesetter::new(&self.sources.theme(&self.site.config.theme), &pictogram)
        })
    }

    fn pictures(&self, blocks: &[Block], files: &mut NamedFiles) {
        for block in blocks {
            match block {
                Block::Image { src, .. } => {
                    let file = self.site.file_of(&format!("content/{src}")).or_else(|| self.site.file_of(src));
                    files.extend(file.map(|file| (src.clone(), file.whole())));
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

    /// Whether [`Self::downloads`] makes files for a page.
    pub(super) fn shows_documents(&self, reading: Reading) -> bool {
        let is_shelf = reading.node().kind != PageNodeKind::Page;
        is_document(&reading) || (is_shelf && reading.children().iter().any(is_document))
    }

    /// What a page offers to take away. What is wrong with the files of a document is said at its page, too.
    pub(super) fn downloads(&self, reading: Reading, diagnostics: &mut Vec<Diagnostic>) -> Downloads {
        let front = reading.node().source_front();
        if front.kind.is_document() {
            let own = self.files_of(reading);
            self.make_these(&own);
            for index in &own {
                diagnostics.extend(self.finished(*index).diagnostics.iter().cloned());
            }
            return Downloads { own: self.known(&own), preview: self.picture(&own, PREVIEW), ..Downloads::default() };
        }
        if reading.node().kind == PageNodeKind::Page {
            return Downloads::default();
        }
        let documents: Vec<Reading> = reading.children().into_iter().filter(is_document).collect();
        let pack =
            self.site.packs.iter().find(|pack| pack.section == reading.page && pack.language == reading.language);
        let mut wanted: Vec<u32> = documents.iter().flat_map(|child| self.files_of(*child)).collect();
        wanted.extend(pack.iter().flat_map(|pack| pack.files.iter().copied()));
        self.make_these(&wanted);
        let shelf = documents.into_iter().map(|child| {
            let files = self.files_of(child);
            ShelfFiles { page: child.page, files: self.known(&files), thumbnail: self.picture(&files, THUMBNAIL) }
        });
        let shelf = shelf.collect();
        let checksums = pack.map(|pack| Arc::clone(&pack.checksums));
        Downloads { shelf, pack: pack.map(|pack| self.pack_download(pack)), checksums, ..Downloads::default() }
    }

    /// The files of a document in the language in which a reader gets it.
    fn files_of(&self, reading: Reading) -> Vec<u32> {
        let files = self.site.documents.iter().enumerate();
        let own = files.filter(|(_, file)| file.page == reading.page && file.language == reading.text_language);
        own.map(|(index, _)| index as u32).collect()
    }

    /// What is known of those files that could be made.
    fn known(&self, files: &[u32]) -> Vec<Download> {
        let known = files.iter().filter_map(|index| {
            let file = &self.site.documents[*index as usize];
            if file.is_preview {
                return None;
            }
            let facts = self.finished(*index).facts.as_ref()?;
            Some(Download {
                name: form_of(file).name,
                address: Arc::clone(&file.address),
                size: facts.size,
                pages: facts.pages,
                checksum: facts.checksum.clone(),
            })
        });
        known.collect()
    }

    /// The picture of the document's pages, or of the first, if one could be made.
    fn picture(&self, files: &[u32], form: &str) -> Option<PagePicture> {
        files.iter().find_map(|index| {
            let file = &self.site.documents[*index as usize];
            if form_of(file).name != form {
                return None;
            }
            let (width, height) = self.finished(*index).facts.as_ref()?.picture?;
            Some(PagePicture { address: Arc::clone(&file.address), width, height })
        })
    }

    fn pack_download(&self, pack: &Pack) -> Download {
        let named = self.named(pack);
        let read_me = self.read_me(pack, &named, &mut Vec::new());
        let sizes = named.iter().map(|(name, _, facts)| (name.as_str(), facts.size));
        let size = document::pack_size(std::iter::once((READ_ME, read_me.len())).chain(sizes));
        Download { name: "pack", address: Arc::clone(&pack.address), size, pages: 0, checksum: String::new() }
    }

    /// All files of a section in one language, and a list of them to read.
    pub(super) fn pack_file(&self, pack: &Pack, diagnostics: &mut Vec<Diagnostic>) -> Vec<u8> {
        let named = self.named(pack);
        let read_me = self.read_me(pack, &named, diagnostics);
        let files: Vec<(String, Arc<[u8]>)> =
            named.into_iter().filter_map(|(name, index, _)| Some((name, self.document_file(index).value?))).collect();
        let mut entries = vec![PackedFile { name: READ_ME.to_owned(), bytes: read_me.as_bytes() }];
        entries.extend(files.iter().map(|(name, bytes)| PackedFile { name: name.clone(), bytes }));
        document::pack(&entries)
    }

    /// The checksums of an archive's files, as `sha256sum --check` reads them: of files that were taken one by one, and of
    /// those in the archive, as they have the same names.
    ///
    /// Source: GNU coreutils 9, "cksum output modes": 64 digits, two spaces, the name.
    pub(super) fn checksum_list(&self, pack: &Pack) -> String {
        let named = self.named(pack);
        named.iter().map(|(name, _, facts)| format!("{}  {name}\n", facts.checksum)).collect()
    }

    /// The files of an archive that could be made, with their names in it.
    fn named(&self, pack: &Pack) -> Vec<(String, u32, &FinishedFacts)> {
        let mut named: Vec<(String, u32, &FinishedFacts)> = Vec::new();
        for index in &pack.files {
            if let Some(facts) = &self.finished(*index).facts {
                let name = free_name(&self.site.documents[*index as usize].address, &named);
                named.push((name, *index, facts));
            }
        }
        named
    }

    fn read_me(
        &self,
        pack: &Pack,
        named: &[(String, u32, &FinishedFacts)],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> String {
        let view = self.view();
        let language = pack.language;
        let mut say =
            |key: &str, arguments: &[(&str, StringValue)]| string(view, language, key, arguments, diagnostics);
        let section = view.read(pack.section, language);
        let mut out =
            format!("{}{}\n\n{}\n", document::BYTE_ORDER_MARK, section.head_title(), say("download.about", &[]));
        for (name, index, facts) in named {
            let file = &self.site.documents[*index as usize];
            let reading = view.read(file.page, language);
            let what = say(&format!("download.{}", form_of(file).name), &[]);
            out.push_str(&format!("\n{name}\n  {} – {what}\n", reading.head_title()));
            if let Some(date) = reading.inherited(|front| front.date) {
                let date = view.date(language, date);
                out.push_str(&format!("  {}\n", say("download.version", &[("date", StringValue::Text(&date))])));
            }
            let size = render::size(view, language, facts.size, &mut Vec::new());
            out.push_str(&format!("  {size}\n  SHA-256 {}\n", facts.checksum));
        }
        out
    }
}

fn is_document(reading: &Reading) -> bool {
    reading.node().source_front().kind.is_document()
}

/// What goes into all forms of a document.
struct Ingredients {
    document: Document,
    /// Of the document as templates get it.
    model: Fingerprint,
    pictures: NamedFiles,
}

impl Ingredients {
    /// Hash of everything that a file depends on, save the program itself, which the store knows.
    fn key(&self, form: &DocumentForm, typesetter: &ThemeTypesetter) -> Fingerprint {
        let made_with = typesetter.fingerprint();
        let mut parts: Vec<&[u8]> =
            vec![form.suffix.as_bytes(), self.model.bytes().as_slice(), made_with.bytes().as_slice()];
        for (name, bytes) in &self.pictures {
            parts.extend([name.as_bytes(), bytes]);
        }
        Fingerprint::of_parts(parts)
    }

    fn write(&self, form: &'static DocumentForm, typesetter: &ThemeTypesetter) -> Reported<Option<WrittenFile>> {
        let Self { document, pictures, .. } = self;
        parallel::deep(|| (form.write)(&DocumentRequest { form, document, pictures, typesetter }))
    }
}

fn form_of(file: &DocumentFile) -> &'static DocumentForm {
    &FORMS[usize::from(file.form)]
}

/// The name of a file in an archive; files of that name from other folders get a number.
fn free_name(address: &str, taken: &[(String, u32, &FinishedFacts)]) -> String {
    let name = address.rsplit('/').next().unwrap_or(address);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let numbered = (2..).map(|number| format!("{stem}-{number}.{extension}"));
    let free = |name: &String| name != READ_ME && taken.iter().all(|(other, ..)| other != name);
    std::iter::once(name.to_owned()).chain(numbered).find(free).unwrap_or_default()
}
