//! The forms in which documents are made, and what a writer of one is asked and gives.
//!
//! A writer knows its form and nothing else.

use super::build::Pictogram;
use super::files::NamedFiles;
use super::model::Document;
#[cfg(feature = "pdf")]
use super::pdf::Typesetter;
use super::pptx::{SlideLooks, ThemeSources};
use crate::content::{CardSheet, DocumentKind};
use crate::diagnostic::{Diagnostic, Reported};
use crate::source::{FileKind, Source};
use crate::text::{Fingerprint, css};
use std::collections::BTreeMap;
use std::sync::Arc;
#[cfg(feature = "pdf")]
use std::sync::OnceLock;

/// What all documents of a theme are made with: its looks, and its templates and fonts, read when the first document needs them.
pub struct ThemeTypesetter {
    pub(super) looks: SlideLooks,
    diagnostics: Vec<Diagnostic>,
    fingerprint: Fingerprint,
    #[cfg_attr(not(feature = "pdf"), expect(dead_code))]
    files: NamedFiles,
    /// The colours of the theme's styles by name, as `#rrggbb`.
    #[cfg_attr(not(feature = "pdf"), expect(dead_code))]
    colours: BTreeMap<String, String>,
    #[cfg(feature = "pdf")]
    typesetter: OnceLock<Typesetter>,
}

impl ThemeTypesetter {
    /// Takes what is for documents among the theme's files, by their names in it. `pictogram` gives the drawing of a pictogram by
    /// its name.
    pub fn new(theme: &BTreeMap<String, Arc<Source>>, pictogram: Pictogram) -> Self {
        let of = |kind| theme.iter().filter(move |(_, source)| source.kind == kind);
        let styles = of(FileKind::Style).filter_map(|(_, source)| source.text().map(AsRef::as_ref));
        let colours = css::named_colours(styles);
        let mut diagnostics = Vec::new();
        let looks = of(FileKind::SlideLooks).find_map(|(_, source)| Some((&source.path, source.text()?.as_ref())));
        let looks = SlideLooks::new(looks, ThemeSources { tokens: &colours, pictogram }, &mut diagnostics);
        let used = of(FileKind::ForDocuments).chain(of(FileKind::SlideLooks));
        let parts = used.flat_map(|(name, source)| [name.as_bytes(), source.fingerprint.bytes().as_slice()]);
        let named = colours.iter().flat_map(|(name, colour)| [name.as_bytes(), colour.as_bytes()]);
        let fingerprint = Fingerprint::of_parts(parts.chain(named).chain([looks.drawn().as_bytes()]));
        let files = of(FileKind::ForDocuments).map(|(name, source)| (name.clone(), source.shared_bytes())).collect();
        Self {
            looks,
            diagnostics,
            fingerprint,
            files,
            colours,
            #[cfg(feature = "pdf")]
            typesetter: OnceLock::new(),
        }
    }

    /// What is wrong with the theme's files for documents.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// One hash of everything that documents are made with.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// A colour of the theme's styles by its name.
    #[cfg(feature = "pdf")]
    pub(super) fn colour(&self, name: &str) -> Option<css::Channels> {
        css::colour(self.colours.get(name)?)
    }

    #[cfg(feature = "pdf")]
    pub(super) fn typesetter(&self) -> &Typesetter {
        self.typesetter.get_or_init(|| Typesetter::new(&self.files, &self.colours))
    }
}

/// One file to make.
#[derive(Clone, Copy)]
pub struct DocumentRequest<'a> {
    /// In which form.
    pub form: &'a DocumentForm,
    /// Of what.
    pub document: &'a Document,
    /// The pictures that the document shows, by the names that it uses.
    pub pictures: &'a NamedFiles,
    /// With what.
    pub typesetter: &'a ThemeTypesetter,
}

/// What a writer made.
#[derive(Clone, Debug)]
pub struct WrittenFile {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages or slides it has, counted in the file; 0 if it has none.
    pub pages: usize,
}

/// Makes the bytes of one form. What does not fit is reported at the place of its slide; without a file, nothing could be
/// made, which is reported too.
pub type FormWriter = fn(&DocumentRequest) -> Reported<Option<WrittenFile>>;

/// The name of the form that is a picture of a document's pages. It stands on the document's own page and is in no
/// archive; writers make it as PNG, not wider than 1,280 pixels.
pub const PREVIEW: &str = "preview";

/// The name of the form that shows the first page of a document in a list of documents.
pub const THUMBNAIL: &str = "thumbnail";

/// One form in which documents of a kind are made.
pub struct DocumentForm {
    /// The kind of document.
    pub kind: DocumentKind,
    /// For cards: the sheet; without one, every sheet.
    pub sheet: Option<CardSheet>,
    /// Its name in strings: `download.NAME` says what it is. [`PREVIEW`] and [`THUMBNAIL`] are pictures for pages.
    pub name: &'static str,
    /// The end of the file's name: `-handout.pdf`.
    pub suffix: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Makes it.
    pub write: FormWriter,
}
