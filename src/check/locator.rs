//! Finds the file and the line that an author would change for something that is in a finished page.
//!
//! A page is made of an article, records, strings and templates, and nothing in it says which. So the words or the tag
//! of a finding are looked up in those files, the page's own first. This happens only when there is a finding.

use super::rules::CheckContext;
use crate::content::Payload;
use crate::diagnostic::Location;
use crate::source::{FileKind, Source};
use crate::text::Span;
use crate::text::html::{Attribute, Tag};
use std::ops::Range;
use std::sync::Arc;

/// Whose output it is.
#[derive(Clone, Copy)]
pub struct Locator<'a> {
    pub(super) context: CheckContext<'a>,
    /// The file that the article was written in; none for lists and for the page that says that there is no page.
    pub(super) file: Option<&'a Arc<str>>,
    /// The language of the frame, as in the names of its files.
    pub(super) language: &'a str,
}

/// Words shorter than this are in too many places to say anything.
const SHORTEST: usize = 3;

impl Locator<'_> {
    /// Where the first of `pieces` is that is anywhere: in the article, its parts, records, strings, templates.
    pub fn words(&self, pieces: &[&str]) -> Location {
        let found = pieces.iter().filter(|piece| piece.len() >= SHORTEST).find_map(|piece| {
            self.own().into_iter().chain(self.texts()).chain(self.templates()).find_map(|source| at(source, piece))
        });
        found.or_else(|| self.title(pieces)).unwrap_or_else(|| self.page())
    }

    /// As [`Self::words`], for something that templates make: they are looked at before strings and records.
    pub fn markup(&self, pieces: &[&str]) -> Location {
        let pieces_long = pieces.iter().filter(|piece| piece.len() >= SHORTEST);
        let found = pieces_long
            .filter_map(|piece| self.own().into_iter().chain(self.templates()).find_map(|source| at(source, piece)))
            .next();
        found.unwrap_or_else(|| self.words(pieces))
    }

    /// The page whose title or description holds one of `pieces`: lists, menus and pagers show those.
    fn title(&self, pieces: &[&str]) -> Option<Location> {
        let site = self.context.view.site;
        let longest = pieces.iter().filter(|piece| piece.len() >= SHORTEST).max_by_key(|piece| piece.len())?;
        site.pages.iter().flat_map(|page| page.files.iter().flatten()).find_map(|content| {
            let Payload::Page(page) = &content.payload else { return None };
            let texts = [Some(&page.front.title), page.front.short_title.as_ref(), page.front.description.as_ref()];
            texts.into_iter().flatten().any(|text| text.contains(longest)).then(|| {
                let found = self.context.sources.get(&content.file).and_then(|source| at(source, longest));
                found.unwrap_or_else(|| Location::whole(&content.file))
            })
        })
    }

    /// Where a tag was written: in a template, or in the article if that holds one of its values.
    pub fn tag(&self, tag: &Tag, attributes: &[Attribute]) -> Location {
        let addresses = attributes.iter().filter(|attribute| matches!(attribute.name, "href" | "src"));
        let authored = addresses
            .filter(|attribute| attribute.value.len() >= SHORTEST && attribute.value.contains(['/', ':']))
            .find_map(|attribute| self.address(attribute.value));
        let whole = format!("<{}>", tag.source);
        let mut tries = vec![whole];
        for attribute in attributes {
            tries.push(format!("{}=\"{}\"", attribute.name, attribute.value));
        }
        tries.extend(attributes.iter().map(|attribute| format!("<{} {}=", tag.name, attribute.name)));
        let mut templates = tries.iter().filter(|piece| piece.len() > 8);
        let named = format!("<{}", tag.name);
        let in_theme = templates
            .find_map(|piece| self.templates().find_map(|source| at(source, piece)))
            .or_else(|| self.templates().find_map(|source| at(source, &named)));
        authored.or(in_theme).unwrap_or_else(|| self.page())
    }

    /// Where an address was written: in the article as authors write it, without the references of HTML, or in a part or a record.
    fn address(&self, value: &str) -> Option<Location> {
        let written = crate::text::html::plain(value);
        // Authors leave signs as they are that the page has encoded; the first part of the query says enough.
        let start = written.split('&').next().unwrap_or(&written);
        let own = || [value, &written, start].into_iter().find_map(|piece| self.own().and_then(|own| at(own, piece)));
        let in_texts = || self.texts().find_map(|source| at(source, &written));
        own().or_else(|| if written.contains(':') { in_texts() } else { None })
    }

    /// The template that frames the page: what has to be there on every page is missing there.
    pub fn frame(&self) -> Location {
        let frames = || self.templates().filter(|source| at(source, "<html").is_some());
        let base = frames().find(|source| source.path.ends_with("/base.html"));
        match base.or_else(|| frames().next()) {
            Some(source) => at(source, "<html").unwrap_or_else(|| Location::whole(&source.path)),
            None => self.page(),
        }
    }

    /// A key of the front matter, or the page as a whole.
    pub fn front_matter(&self, key: &str) -> Location {
        let Some(source) = self.own() else { return self.page() };
        let text = source.text().map_or("", |text| text);
        let line = text.match_indices(key).map(|(offset, _)| offset).find(|offset| {
            (*offset == 0 || text.as_bytes()[offset - 1] == b'\n')
                && text[offset + key.len()..].trim_start().starts_with('=')
        });
        line.map_or_else(|| self.page(), |line| Location::at(&source.path, Span::new(line, line + key.len())))
    }

    /// The page as a whole.
    pub fn page(&self) -> Location {
        match self.file {
            Some(file) => Location::whole(file),
            None => self.frame_file(),
        }
    }

    fn frame_file(&self) -> Location {
        let base = self.templates().find(|source| source.path.ends_with("templates/base.html"));
        Location::whole(&base.map_or_else(crate::config::Config::file, |source| Arc::clone(&source.path)))
    }

    fn own(&self) -> Option<&Arc<Source>> {
        self.context.sources.get(self.file?)
    }

    /// Parts, records and strings in the frame's language and in that of the site.
    fn texts(&self) -> impl Iterator<Item = &Arc<Source>> {
        let default = self.context.view.site.config.default_language.as_str();
        let parts =
            self.context.view.site.parts.values().flat_map(|part| {
                part.files.iter().flatten().filter_map(|content| self.context.sources.get(&content.file))
            });
        let records = self.context.sources.below("content/").filter(move |source| {
            let language = source.path.rsplit('/').next().and_then(|name| name.split('.').nth(1));
            matches!(source.kind, FileKind::Records(_))
                && language.is_some_and(|tag| tag == "toml" || tag == self.language)
        });
        let strings = self.theme_files().filter(move |source| {
            let name = source.path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
            source.kind == FileKind::Strings && name.is_some_and(|name| name == self.language || name == default)
        });
        parts.chain(records).chain(strings)
    }

    fn templates(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.theme_files().filter(|source| matches!(source.kind, FileKind::Template | FileKind::Icon))
    }

    fn theme_files(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.context.rules.theme.iter()
    }
}

fn at(source: &Arc<Source>, piece: &str) -> Option<Location> {
    let text = source.text()?;
    let range = match text.find(piece) {
        Some(start) => start..start + piece.len(),
        None if source.kind == FileKind::Page => find_through_marks(text, piece)?,
        None => return None,
    };
    Some(Location::at(&source.path, Span::from(range)))
}

/// Finds words in Markdown that marks and line endings are between: `leaves **no` and `trace**` on the next line.
fn find_through_marks(text: &str, words: &str) -> Option<Range<usize>> {
    let (plain, places) = without_marks(text);
    let (words, _) = without_marks(words);
    let words = words.trim();
    if words.len() < SHORTEST {
        return None;
    }
    let start = plain.find(words)?;
    Some(places[start]..places[start + words.len() - 1] + 1)
}

/// Markdown as people read it, about: without marks of emphasis and addresses of links, with single spaces; and where
/// each byte came from.
fn without_marks(text: &str) -> (String, Vec<usize>) {
    let mut plain = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    let mut address = false;
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let inside = address;
        address = if inside { character != ')' } else { before == ']' && character == '(' };
        let space = character.is_whitespace();
        let mark = inside || address || matches!(character, '*' | '_' | '`' | '[' | ']' | '\\');
        if !(mark || (space && plain.ends_with(' '))) {
            plain.push(if space { ' ' } else { character });
            places.extend(at..at + plain.len() - places.len());
        }
        before = character;
    }
    (plain, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_through_marks() {
        let check = |text: &str, words: &str, expected: Option<&str>| {
            assert_eq!(find_through_marks(text, words).map(|range| &text[range]), expected, "{text:?}");
        };
        check("It leaves **no\ntrace** at all", "leaves no trace", Some("leaves **no\ntrace"));
        check("Ring **0121** 496\n0009.", "0121 496 0009", Some("0121** 496\n0009"));
        check("See [the *signs*](@/signs.md), now", "the signs, now", Some("the *signs*](@/signs.md), now"));
        check("(żółty) *ptak*", "żółty) ptak", Some("żółty) *ptak"));
        assert_eq!(without_marks("See [the *signs*](@/signs.md), now").0, "See the signs, now");
        check("nothing", "something", None);
    }
}
