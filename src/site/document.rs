//! Documents and their files: addresses of slides, of every form, and of the archives of a section.
//!
//! Pages and forms go in; what cannot be made of a page is reported.

use super::language::LanguageId;
use super::page_node::{PageId, PageNode};
use super::structure::Structure;
use super::texts::PageTexts;
use crate::content::{CardSheet, DocumentKind};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A form in which documents are made, as far as addresses need it.
#[derive(Clone, Copy, Debug)]
pub struct FormAddress {
    /// The kind of document that has it.
    pub kind: DocumentKind,
    /// For cards: the sheet that has it; without one, every sheet.
    pub sheet: Option<CardSheet>,
    /// The end of the file's name, with a dot in it: `-handout.pdf`.
    pub suffix: &'static str,
    /// Whether it is a picture for the document's page or for a list, which nobody downloads.
    pub is_preview: bool,
}

/// A file that is made of a document: one form in one language.
#[derive(Clone, Debug)]
pub struct DocumentFile {
    /// The document.
    pub page: PageId,
    /// Its language; the document has a text of its own in it.
    pub language: LanguageId,
    /// Position among the forms that the site was linked with.
    pub form: u16,
    /// Its address.
    pub address: Arc<str>,
    /// Whether it is a picture for the document's page or for a list.
    pub is_preview: bool,
}

/// All files of a section's documents in one language, in one archive.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The section.
    pub section: PageId,
    /// The language.
    pub language: LanguageId,
    /// Its address.
    pub address: Arc<str>,
    /// The address of the list of its files' checksums.
    pub checksums: Arc<str>,
    /// Positions in [`Site::documents`], in the section's order; at least one.
    pub files: Vec<u32>,
}

/// Takes from variants the translations that their base lacks: such a variant falls back as a whole, as pages do.
pub(super) fn narrow_variants(mut pages: Vec<PageTexts>, by_key: &FxHashMap<Arc<str>, PageId>) -> Vec<PageTexts> {
    for index in 0..pages.len() {
        let base = pages[index].source_front().variant_of.as_ref();
        let base = base.and_then(|(to, _)| by_key.get(to.trim_start_matches("@/")));
        let Some(base) = base.filter(|base| base.0 as usize != index) else { continue };
        let has: Vec<bool> = pages[base.0 as usize].files.iter().map(Option::is_some).collect();
        let source = usize::from(pages[index].source.0);
        for (language, file) in pages[index].files.iter_mut().enumerate() {
            if !has[language] && language != source {
                *file = None;
            }
        }
    }
    pages
}

/// The address of a talk's web deck.
pub fn deck_address(page: &PageNode, language: LanguageId) -> String {
    format!("{}deck/", page.address(language))
}

/// Gives every file of every document its address, in the order of pages, languages and forms.
pub fn document_files(site: &Structure, forms: &[FormAddress]) -> Vec<DocumentFile> {
    let mut files = Vec::new();
    for (index, page) in site.pages.iter().enumerate() {
        let front = page.source_front();
        let Some(kind) = front.kind.document() else { continue };
        let sheet = front.sheet.unwrap_or_default();
        for language in site.language_ids().filter(|language| page.has(*language)) {
            let stem = stem(page, language);
            let tag = &site.language(language).tag;
            for (form, known) in forms.iter().enumerate() {
                if known.kind == kind && known.sheet.is_none_or(|known| known == sheet) {
                    files.push(DocumentFile {
                        page: PageId(index as u32),
                        language,
                        form: form as u16,
                        address: format!("{}{stem}-{tag}{}", page.address(language), known.suffix).into(),
                        is_preview: known.is_preview,
                    });
                }
            }
        }
    }
    files
}

/// What the names of a document's files begin with. One that must not show what it is about is called by its kind: the
/// name stays in lists of downloads on a phone.
fn stem(page: &PageNode, language: LanguageId) -> &str {
    let front = page.source_front();
    let own = page.text(language).and_then(|text| text.front.sensitive);
    if own.or(front.sensitive).unwrap_or(false) {
        return front.kind.as_str();
    }
    let address = page.address(language).trim_end_matches('/');
    address.rsplit('/').next().filter(|slug| !slug.is_empty()).unwrap_or(front.kind.as_str())
}

/// Puts the files of each section's documents together, by language; not those of documents that were replaced.
pub fn packs(site: &Structure, documents: &[DocumentFile]) -> Vec<Pack> {
    let mut packs: BTreeMap<(PageId, LanguageId), Vec<u32>> = BTreeMap::new();
    for (index, file) in documents.iter().enumerate() {
        let page = site.page(file.page);
        let is_current = !file.is_preview && page.source_front().replaced_by.is_none();
        if let Some(section) = page.parent.filter(|_| is_current) {
            packs.entry((section, file.language)).or_default().push(index as u32);
        }
    }
    packs
        .into_iter()
        .map(|((section, language), mut files)| {
            let children = &site.page(section).children;
            let location = |file: &u32| {
                let file = &documents[*file as usize];
                (children.iter().position(|child| *child == file.page), file.form)
            };
            files.sort_by_key(location);
            let tag = &site.language(language).tag;
            let folder = site.page(section).address(language);
            let address = format!("{folder}pack-{tag}.zip").into();
            let checksums = format!("{folder}sha256-{tag}.txt").into();
            Pack { section, language, address, checksums, files }
        })
        .collect()
}
