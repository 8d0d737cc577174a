//! The typesetter with the templates and fonts of a theme.
//!
//! It reads nothing but what it was given, and knows neither the clock nor the disk.

use super::laid::Laid;
use crate::document::{Code, NamedFiles};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;

/// Where templates find the document. One name for every document: Typst remembers paths for ever, at most 65,535 of them.
const MODEL: &str = "/doc.json";
/// Where they find the name of the form. It is alone so that what does not ask for it is worked out once for all forms.
const FORM: &str = "/form.txt";
/// Where they find the colours of the theme's styles by name.
const COLOURS: &str = "/colours.json";
/// The folder in which templates find pictures, by the names that the document uses.
const PICTURES: &str = "pictures/";
/// The folder of the theme's templates, in its names and in Typst's.
const TEMPLATES: &str = "documents/";

/// A template that shows one picture, whose name is in place of the form's. It is no part of a theme.
const ALONE: &str = "alone";
const ALONE_TEXT: &str =
    "#set document(title: \"-\")\n#image(\"/pictures/\" + read(\"/form.txt\"), alt: \"-\", width: 1cm)\n";

/// Files after which Typst forgets what it worked out and did not need again since. Its memory grows with every file; the forms of
/// one document share some of it. Forgetting looks at everything that is remembered, so it is not done each time.
const REMEMBERED: usize = 6;

/// What all documents are typeset with: the theme's templates and fonts, read once.
pub(in crate::document) struct Typesetter {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: FxHashMap<FileId, Source>,
    model: FileId,
    form: FileId,
    /// The colours of the theme's styles.
    colours: (FileId, Bytes),
    /// QR codes as SVG by what they say: few addresses stand on many documents.
    codes: Mutex<FxHashMap<String, String>>,
    made: AtomicUsize,
}

/// One document in one form.
pub(super) struct Job<'a> {
    /// The template that lays it out, such as `poster`.
    pub template: &'a str,
    /// The name of the form.
    pub form: &'a str,
    /// The document as JSON.
    pub model: Bytes,
}

impl Typesetter {
    /// Takes fonts and templates from the theme's files, in the order of their names: it decides between equal fonts.
    pub(in crate::document) fn new(theme: &NamedFiles, colours: &BTreeMap<String, String>) -> Self {
        let named = serde_json::to_vec(colours).unwrap_or_default();
        let mut fonts = Vec::new();
        let mut templates = FxHashMap::default();
        for (name, bytes) in theme {
            if name.ends_with(".ttf") {
                fonts.extend(Font::iter(Bytes::new(bytes.to_vec())));
            } else if let (true, Some(id), Ok(text)) =
                (name.ends_with(".typ"), file_id(&format!("/{name}")), std::str::from_utf8(bytes))
            {
                templates.insert(id, Source::new(id, text.to_owned()));
            }
        }
        if let Some(id) = template_id(ALONE) {
            templates.insert(id, Source::new(id, ALONE_TEXT.to_owned()));
        }
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            templates,
            model: file_id(MODEL).expect("a plain name is a path"),
            form: file_id(FORM).expect("a plain name is a path"),
            colours: (file_id(COLOURS).expect("a plain name is a path"), Bytes::new(named)),
            codes: Mutex::default(),
            made: AtomicUsize::new(0),
        }
    }

    /// Whether some font has a letter.
    pub(super) fn has(&self, letter: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(letter)))
    }

    /// The squares of a QR code as SVG; `None` if it would say too much for any.
    pub(super) fn code(&self, data: &str) -> Option<String> {
        // Whoever failed while holding the codes had changed none of them.
        let codes = || self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        let known = codes().get(data).cloned();
        known.or_else(|| {
            let drawn = Code::new(data)?.svg();
            codes().insert(data.to_owned(), drawn.clone());
            Some(drawn)
        })
    }

    /// Typesets a document with one of the theme's templates. The error says what is wrong, and where.
    pub(super) fn typeset(&self, job: Job, pictures: &NamedFiles) -> Result<PagedDocument, String> {
        let main = template_id(job.template).expect("a template's name is a path");
        let form = Bytes::from_string(job.form.to_owned());
        let world = TypesetterWorld { typesetter: self, main, model: job.model, form, pictures };
        let Warned { output, .. } = typst::compile::<Laid>(&world);
        output.map(|Laid(paged)| paged).map_err(|errors| self.explain(&errors))
    }

    /// Whether a picture can be shown at all.
    pub(super) fn shows(&self, picture: &str, pictures: &NamedFiles) -> bool {
        let model = Bytes::from_string("{}");
        let job = Job { template: ALONE, form: picture, model };
        let paged = self.typeset(job, pictures);
        paged.is_ok_and(|paged| typst_pdf::pdf(&paged, &typst_pdf::PdfOptions::default()).is_ok())
    }

    /// Counts a file that was made, and now and then makes Typst forget. It decides on speed and memory alone, never on bytes.
    pub(super) fn forget(&self) {
        if self.made.fetch_add(1, Ordering::Relaxed) % REMEMBERED == REMEMBERED - 1 {
            typst::comemo::evict(1);
        }
    }

    /// The first of some errors in words, with its place in the template.
    pub(super) fn explain(&self, errors: &[SourceDiagnostic]) -> String {
        let Some(error) = errors.first() else { return String::new() };
        let nothing = NamedFiles::new();
        let none = || Bytes::new(Vec::new());
        let world =
            TypesetterWorld { typesetter: self, main: self.model, model: none(), form: none(), pictures: &nothing };
        let location = error.span.id().zip(world.range(error.span)).and_then(|(id, range)| {
            let text = self.templates.get(&id)?.text();
            let line = text.get(..range.start)?.matches('\n').count() + 1;
            Some(format!(", at {}, line {line}", id.vpath().get_without_slash()))
        });
        // What is before is the name of a standard, which says nothing to those who read it.
        let standard = |said: &&str| said.starts_with("PDF/");
        let said = error.message.split_once(" error: ").filter(|(before, _)| standard(before));
        let said = said.map_or(error.message.as_str(), |(_, said)| said);
        format!("{said}{}", location.unwrap_or_default())
    }
}

/// One document in the typesetter.
struct TypesetterWorld<'a> {
    typesetter: &'a Typesetter,
    main: FileId,
    model: Bytes,
    form: Bytes,
    pictures: &'a NamedFiles,
}

impl World for TypesetterWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.typesetter.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.typesetter.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.typesetter.templates.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.typesetter.model {
            return Ok(self.model.clone());
        }
        if id == self.typesetter.form {
            return Ok(self.form.clone());
        }
        let (colours, known) = &self.typesetter.colours;
        if id == *colours {
            return Ok(known.clone());
        }
        let name = id.vpath().get_without_slash().strip_prefix(PICTURES);
        let picture = name.and_then(|name| self.pictures.get(name));
        picture.map(|bytes| Bytes::new(bytes.to_vec())).ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.typesetter.fonts.get(index).cloned()
    }

    /// No document knows the clock.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn template_id(name: &str) -> Option<FileId> {
    file_id(&format!("/{TEMPLATES}{name}.typ"))
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}
