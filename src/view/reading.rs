//! A site as a renderer asks it, and one page as one reader gets it.
//!
//! Questions go in; texts, addresses, titles and neighbours come out. Nothing is changed or kept.

use crate::config::PUBLIC;
use crate::content::{Audience, Content, DocumentKind, FrontMatter, Heading, Page, PageKind, Status};
use crate::diagnostic::Location;
use crate::site::{Changed, LanguageId, PageId, PageNode, PageNodeKind, Site, short_code_address};
use crate::text::encode_path;
use jiff::civil::Date;
use std::sync::Arc;

/// A site as a renderer sees it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The linked site.
    pub site: &'a Site,
}

/// One page as one reader gets it.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The site.
    pub view: View<'a>,
    /// The page.
    pub page: PageId,
    /// The reader's language: that of the address and of everything around the article.
    pub language: LanguageId,
    /// The language of the article itself.
    pub text_language: LanguageId,
}

/// Where a text is: what its links and files are relative to, and who reads it.
#[derive(Clone)]
pub struct TextContext<'a> {
    /// The file that the text was written in.
    pub file: Arc<str>,
    /// The page whose address it appears at.
    pub page: Option<&'a PageNode>,
    /// The reader's language.
    pub language: LanguageId,
    /// The language of the text.
    pub text_language: LanguageId,
}

impl<'a> View<'a> {
    /// The page as a reader of `language` gets it.
    pub fn read(self, page: PageId, language: LanguageId) -> Reading<'a> {
        let text_language = self.site.reading(self.site.page(page), language);
        Reading { view: self, page, language, text_language }
    }

    /// An address of the site as it is in a page: encoded, and with the path below which the edition is.
    pub fn href(self, address: &str) -> String {
        format!("{}{}", self.site.edition.base_path(), encode_path(address))
    }

    /// An address of the site in full, encoded.
    pub fn full(self, address: &str) -> String {
        format!("{}{}", self.site.edition.base_url, encode_path(address))
    }

    /// The site whose address of a page is printed and passed on: the public one, unless only partners have the page.
    pub fn base_to_share(self, page: PageId) -> &'a str {
        let site = self.site;
        match site.config.edition(PUBLIC) {
            Some(public) if !self.read(page, site.default_language).is_for_partners() => &public.base_url,
            _ => &site.edition.base_url,
        }
    }

    /// The address that a short code stands for on paper in that language, to print and to pass on.
    pub fn short_address(self, code: &str, language: LanguageId) -> Option<String> {
        let page = self.site.short_codes.get(code)?;
        Some(format!("{}{}", self.base_to_share(*page), short_code_address(self.site, code, language)))
    }

    /// A date in words.
    pub fn date(self, language: LanguageId, date: Date) -> String {
        self.site.language(language).locale.date(date)
    }
}

impl<'a> Reading<'a> {
    /// The page with all its translations.
    pub fn node(&self) -> &'a PageNode {
        self.view.site.page(self.page)
    }

    /// The file that the reader gets.
    pub fn content(&self) -> &'a Content {
        self.node().content(self.text_language).expect("a page is read in a language that it has")
    }

    /// The text that the reader gets.
    pub fn text(&self) -> &'a Page {
        self.node().text(self.text_language).expect("a page is read in a language that it has")
    }

    /// What that text says about itself.
    pub fn front(&self) -> &'a FrontMatter {
        &self.text().front
    }

    /// What a translation leaves out is taken from the source.
    pub fn inherited<T>(&self, get: impl Fn(&'a FrontMatter) -> Option<T>) -> Option<T> {
        get(self.front()).or_else(|| get(self.node().source_front()))
    }

    /// The page's title.
    pub fn title(&self) -> &'a str {
        &self.front().title
    }

    /// The title for menus.
    pub fn short_title(&self) -> &'a str {
        self.front().short_title.as_deref().unwrap_or(&self.front().title)
    }

    /// The title that the browser and its history show.
    pub fn head_title(&self) -> &'a str {
        if self.is_sensitive() {
            self.inherited(|front| front.neutral_title.as_deref()).unwrap_or(self.title())
        } else {
            self.title()
        }
    }

    /// Whether its title must not show what it is about.
    pub fn is_sensitive(&self) -> bool {
        self.inherited(|front| front.sensitive).unwrap_or(false)
    }

    /// Whether only partners may see it, or a section that it stands in.
    pub fn is_for_partners(&self) -> bool {
        let mut above = std::iter::successors(Some(self.page), |page| self.view.site.page(*page).parent);
        above.any(|page| self.view.site.page(page).source_front().audience == Some(Audience::Partner))
    }

    /// Whether lists of the whole site name it: a newer page may have taken its place, and a guide is entered where it begins.
    pub fn is_listed(&self) -> bool {
        let node = self.node();
        let is_step = self.content().file.ends_with(".toml") && node.kind == PageNodeKind::Page;
        !is_step && node.source_front().replaced_by.is_none()
    }

    /// Whether the article is in another language than the reader's.
    pub fn is_fallback(&self) -> bool {
        self.language != self.text_language
    }

    /// Whether the article is a translation that nobody has reviewed, or shows some of one.
    pub fn is_draft_translation(&self) -> bool {
        let is_draft = |reading: &Self| {
            reading.text_language != reading.node().source && reading.front().status != Some(Status::Reviewed)
        };
        is_draft(self) || self.base().as_ref().is_some_and(is_draft)
    }

    /// Whether the source has changed since the article, or a talk whose slides it shows, was translated.
    pub fn is_outdated(&self) -> bool {
        !self.outdated().is_empty() || self.base().is_some_and(|base| !base.outdated().is_empty())
    }

    /// Whether some of it is shown in the source's words, because it matters most and is out of date.
    pub fn shows_source(&self) -> bool {
        let shows = |reading: &Self| reading.outdated().iter().any(|changed| changed.critical);
        shows(self) || self.base().as_ref().is_some_and(shows)
    }

    /// The talk of which this one is a variant, in the variant's language.
    pub fn base(&self) -> Option<Reading<'a>> {
        let (to, _) = self.node().source_front().variant_of.as_ref()?;
        let page = self.view.site.page_by_key(to.trim_start_matches("@/"))?;
        let front = self.view.site.page(page).source_front();
        let is_talk = front.kind == PageKind::Document(DocumentKind::Slides);
        let is_base = is_talk && front.variant_of.is_none() && page != self.page;
        is_base.then(|| self.view.read(page, self.text_language))
    }

    /// The page that took its place, in the reader's language.
    pub fn replaced_by(&self) -> Option<Reading<'a>> {
        let (to, _) = self.node().source_front().replaced_by.as_ref()?;
        let page = self.view.site.page_by_key(to.trim_start_matches("@/"))?;
        Some(self.view.read(page, self.language))
    }

    /// What changed in the source since the article was translated; empty for a current translation.
    pub fn outdated(&self) -> &'a [Changed] {
        self.node().outdated(self.text_language)
    }

    /// Its address.
    pub fn address(&self) -> &'a str {
        self.node().address(self.language)
    }

    /// Its address as it is in a page.
    pub fn href(&self) -> String {
        self.view.href(self.address())
    }

    /// Its full address.
    pub fn permalink(&self) -> String {
        self.view.full(self.address())
    }

    /// The address that search engines should know: that of the article's own language.
    pub fn canonical(&self) -> String {
        self.view.full(self.node().address(self.text_language))
    }

    /// The same address to print and to pass on: files that are made of the page are the same for everybody.
    pub fn address_to_share(&self) -> String {
        format!("{}{}", self.view.base_to_share(self.page), encode_path(self.node().address(self.text_language)))
    }

    /// Where its text is.
    pub fn context(&self) -> TextContext<'a> {
        TextContext {
            file: Arc::clone(&self.content().file),
            page: Some(self.node()),
            language: self.language,
            text_language: self.text_language,
        }
    }

    /// The file as a whole, for diagnostics.
    pub fn location(&self) -> Location {
        Location::whole(&self.content().file)
    }

    /// The id of the article's heading with that number: the source's, so that links work in every language.
    pub fn anchor(&self, ordinal: u16) -> Option<&'a str> {
        anchor(self.node(), self.text(), ordinal)
    }

    /// The headings of the article.
    pub fn headings(&self) -> &'a [Heading] {
        &self.text().headings
    }

    /// The pages of a section that the reader is shown, in the section's order.
    pub fn children(&self) -> Vec<Reading<'a>> {
        let children = self.view.site.children(self.page, self.language);
        children.iter().map(|child| self.view.read(*child, self.language)).collect()
    }

    /// The sections above it, from the home page down, without itself.
    pub fn ancestors(&self) -> Vec<Reading<'a>> {
        let mut ancestors = Vec::new();
        let mut next = self.node().parent;
        while let Some(page) = next {
            ancestors.push(self.view.read(page, self.language));
            next = self.view.site.page(page).parent;
        }
        ancestors.reverse();
        ancestors
    }

    /// The pages before and behind it in its section.
    pub fn neighbours(&self) -> (Option<Reading<'a>>, Option<Reading<'a>>) {
        let read = |page: Option<PageId>| page.map(|page| self.view.read(page, self.language));
        let (before, behind) = self.view.site.neighbours(self.page, self.language);
        (read(before), read(behind))
    }
}

/// The id of the heading number `ordinal` of `text`, one of the translations of `node`.
pub fn anchor<'a>(node: &'a PageNode, text: &'a Page, ordinal: u16) -> Option<&'a str> {
    let index = usize::from(ordinal);
    if text.own_anchors {
        return text.headings.get(index).map(|heading| heading.anchor.as_str());
    }
    let source = node.anchors().get(index);
    source.or_else(|| text.headings.get(index)).map(|heading| heading.anchor.as_str())
}
