//! What templates see: one struct for each thing, whose doc comments are the reference of theme authors.
//!
//! A struct becomes a table of the template engine with its fields as keys. It is not serialised: that would copy what all pages of a
//! language share, and HTML that is safe could not be told from words. The handbook is compared with [`SEEN`] by a test.

use std::marker::PhantomData;
use tera::{Map, Value};

/// A thing that templates see.
pub struct Seen {
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Its keys: name, and what it holds.
    pub keys: &'static [(&'static str, &'static str)],
}

/// Declares things that templates see. Each field is a key; an empty one is nothing, `false` or an empty list. What the comments say is
/// the reference of theme authors, too: [`SEEN`].
macro_rules! seen {
    ($(#[doc = $about:literal] pub struct $name:ident$(<$life:lifetime>)? {
        $(#[doc = $help:literal] pub $key:ident: $type:ty,)*
    })*) => {
        $(
            #[doc = $about]
            #[derive(Default)]
            pub struct $name$(<$life>)? { $(#[doc = $help] pub $key: $type,)* }

            impl$(<$life>)? From<$name$(<$life>)?> for Value {
                fn from(thing: $name$(<$life>)?) -> Self {
                    let keys = [$((without_mark(stringify!($key)), Value::from(thing.$key)),)*];
                    keys.into_iter().map(|(key, value)| (key.into(), value)).collect::<Map>().into()
                }
            }
        )*

        /// Everything that templates see.
        pub const SEEN: &[Seen] = &[$(Seen {
            name: stringify!($name),
            about: $about,
            keys: &[$((without_mark(stringify!($key)), $help),)*],
        },)*];
    };
}

/// A key without the mark of words that the language of the program keeps for itself.
const fn without_mark(key: &str) -> &str {
    match key.as_bytes() {
        [b'r', b'#', ..] => key.split_at(2).1,
        _ => key,
    }
}

/// HTML that the program made, which templates show as it is. All other texts are escaped.
#[derive(Default)]
pub struct Html(pub String);

impl From<Html> for Value {
    fn from(html: Html) -> Self {
        Self::safe_string(&html.0)
    }
}

/// A thing that pages share, made once: a clone costs a reference count.
pub struct Made<T>(Value, PhantomData<T>);

impl<T> Clone for Made<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T> Made<T> {
    /// Makes a thing that pages share, of one that borrows.
    pub fn of(thing: impl Into<Value>) -> Self {
        Self(thing.into(), PhantomData)
    }
}

impl<T> From<Made<T>> for Value {
    fn from(made: Made<T>) -> Self {
        made.0
    }
}

/// Things by names that the site chooses.
pub struct ByName<T>(pub Vec<(String, T)>);

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Into<Value>> From<ByName<T>> for Value {
    fn from(things: ByName<T>) -> Self {
        things.0.into_iter().map(|(name, thing)| (name.into(), thing.into())).collect::<Map>().into()
    }
}

/// What the author of a page wrote below `[extra]`, in any shape.
pub struct Extra(pub Value);

impl Default for Extra {
    fn default() -> Self {
        Self(Map::new().into())
    }
}

impl From<Extra> for Value {
    fn from(extra: Extra) -> Self {
        extra.0
    }
}

seen! {
    /// A language.
    pub struct Lang<'a> {
        /// its tag, such as `pl`
        pub tag: &'a str,
        /// the direction of its script: `ltr` or `rtl`
        pub dir: &'a str,
        /// its name in itself
        pub name: &'a str,
    }

    /// A day.
    pub struct Day {
        /// for programs: `2026-11-22`
        pub iso: String,
        /// as the reader's language writes it
        pub text: String,
    }

    /// A link.
    pub struct Link<'a> {
        /// where it leads
        pub url: String,
        /// its words
        pub title: &'a str,
        /// the language that the reader finds there, unless it is their own
        pub lang: Option<Made<Lang<'a>>>,
    }

    /// A link of a menu.
    pub struct MenuLink<'a> {
        /// where it leads
        pub url: &'a str,
        /// its words
        pub title: &'a str,
        /// whether the page is there, or below it
        pub current: bool,
        /// the language that the reader finds there, unless it is their own
        pub lang: Option<Made<Lang<'a>>>,
    }

    /// The site, for readers of one language.
    pub struct Site<'a> {
        /// its name
        pub title: String,
        /// what it is for
        pub description: String,
        /// where it is published, without a slash at the end
        pub base_url: &'a str,
        /// the path of that, if it has one
        pub base_path: &'a str,
        /// the name of the edition
        pub edition: &'a str,
        /// whether search engines may list the edition
        pub indexed: bool,
        /// its first page
        pub home_url: String,
        /// the index for the search
        pub search_index: Option<String>,
        /// the feed of changed contacts, in editions that have it
        pub changes_url: Option<String>,
        /// the feed of news
        pub feed_url: Option<String>,
        /// all languages, in the order of the settings
        pub languages: Vec<Lang<'a>>,
        /// the `[links]` of the settings; those to pages that the edition lacks are left out
        pub links: ByName<Made<Link<'a>>>,
        /// the contacts that the edition shows, by id
        pub contacts: ByName<ContactCard<'a>>,
        /// the sections below the first page
        pub sections: Vec<Entry<'a>>,
    }

    /// A contact.
    pub struct ContactCard<'a> {
        /// its id
        pub id: &'a str,
        /// its name
        pub name: Option<&'a str>,
        /// its number as people see it
        pub display: Option<&'a str>,
        /// the address that dials it
        pub tel: Option<String>,
        /// for whom, and when
        pub purpose: Option<&'a str>,
        /// when it answers
        pub hours: Option<&'a str>,
        /// what a call costs
        pub cost: Option<&'a str>,
        /// languages and interpreters
        pub languages: Option<&'a str>,
        /// other ways to reach it
        pub routes: Vec<&'a str>,
        /// its website
        pub website: Option<&'a str>,
        /// the list that it is part of
        pub group: &'a str,
        /// the language of its words, unless it is the reader's
        pub lang: Option<Made<Lang<'a>>>,
        /// when it was last checked
        pub checked_on: Option<Day>,
    }

    /// The page that a template shows.
    pub struct Page<'a> {
        /// its title
        pub title: &'a str,
        /// its title for menus and breadcrumbs
        pub short_title: &'a str,
        /// one sentence about it
        pub description: Option<&'a str>,
        /// what the browser shows: the neutral title of a sensitive page
        pub head_title: String,
        /// whether its title must not be seen by others
        pub sensitive: bool,
        /// `home`, `section`, `page`, `term`, `taxonomy`, `404`, `gone`, `redirect` or `languages`
        pub kind: &'a str,
        /// its address for links
        pub url: String,
        /// its whole address
        pub permalink: String,
        /// the whole address under which search engines list it
        pub canonical: Option<String>,
        /// its text
        pub content: Option<Html>,
        /// the language of its text
        pub content_lang: Lang<'a>,
        /// whether its text is in another language than the reader's
        pub is_fallback: bool,
        /// whether its text is a translation that nobody has reviewed
        pub is_draft_translation: bool,
        /// whether its text is a translation of older words
        pub is_outdated: bool,
        /// whether passages of it are shown as they were written first
        pub shows_source: bool,
        /// the page that took its place
        pub replaced_by: Option<Link<'a>>,
        /// its headings
        pub toc: Vec<Heading<'a>>,
        /// whether to show them
        pub show_toc: bool,
        /// when it was written
        pub date: Option<Day>,
        /// when it was last changed in meaning
        pub updated: Option<Day>,
        /// when its facts were last checked
        pub checked_on: Option<Day>,
        /// by when its owner looks at it again
        pub review_by: Option<Day>,
        /// the name of its pictogram
        pub icon: Option<&'a str>,
        /// whether search engines may list it
        pub indexed: bool,
        /// its address in every language
        pub translations: Vec<Translation<'a>>,
        /// the languages that really have it, for search engines
        pub alternates: Vec<Alternate<'a>>,
        /// the way to it from the first page, itself included
        pub breadcrumbs: Vec<Link<'a>>,
        /// the section that it is part of
        pub parent: Option<Link<'a>>,
        /// the page before it
        pub previous: Option<Link<'a>>,
        /// the page behind it
        pub next: Option<Link<'a>>,
        /// of a section: its pages, documents apart
        pub pages: Vec<Entry<'a>>,
        /// of a section: the sections in it
        pub subsections: Vec<Entry<'a>>,
        /// its terms, by taxonomy
        pub terms: ByName<Vec<Term<'a>>>,
        /// what its author wrote for templates
        pub extra: Extra,
        /// its text as a person reads it out, if that was recorded
        pub recording: Option<Recording<'a>>,
        /// of a document: what can be downloaded
        pub document: Option<Document<'a>>,
        /// of a section with documents: all of them
        pub shelf: Option<Shelf<'a>>,
        /// of slides in the browser: the page of the talk
        pub landing_url: Option<String>,
        /// of slides in the browser: all of them
        pub slides: Vec<Slide>,
        /// of a short address for all languages: its page in each of them
        pub choices: Vec<Link<'a>>,
    }

    /// A page read out by a person.
    pub struct Recording<'a> {
        /// the address of the sound
        pub url: String,
        /// how long it lasts, in minutes and seconds: `4:05`
        pub length: String,
        /// its size in words
        pub size: String,
        /// the language that is spoken, unless it is the reader's
        pub lang: Option<Made<Lang<'a>>>,
    }

    /// A heading of a page.
    pub struct Heading<'a> {
        /// where it is on the page: `#anchor`
        pub url: String,
        /// its words
        pub title: &'a str,
        /// its level, from 2
        pub level: i64,
        /// the headings below it
        pub children: Vec<Heading<'a>>,
    }

    /// A page in another language.
    pub struct Translation<'a> {
        /// the tag of the language
        pub tag: &'a str,
        /// the direction of its script
        pub dir: &'a str,
        /// its name in itself
        pub name: &'a str,
        /// the address of the page in it
        pub url: String,
        /// whether it is the reader's
        pub current: bool,
        /// whether the text there is in another language
        pub is_fallback: bool,
    }

    /// A language that really has a page.
    pub struct Alternate<'a> {
        /// its tag, or `x-default`
        pub tag: &'a str,
        /// the whole address
        pub url: String,
    }

    /// A page in a list.
    pub struct Entry<'a> {
        /// its address
        pub url: String,
        /// its title
        pub title: &'a str,
        /// one sentence about it
        pub description: Option<&'a str>,
        /// when it was written
        pub date: Option<Day>,
        /// the name of its pictogram
        pub icon: Option<&'a str>,
        /// whether its text is in another language than the reader's
        pub is_fallback: bool,
        /// the language of its text
        pub lang: Lang<'a>,
    }

    /// A term of a taxonomy.
    pub struct Term<'a> {
        /// its name
        pub name: &'a str,
        /// the page that lists what has it
        pub url: String,
        /// how many pages that has in the reader's language
        pub count: i64,
    }

    /// A document.
    pub struct Document<'a> {
        /// `slides`, `poster`, `leaflet`, `card` or `social`
        pub kind: &'a str,
        /// the line below its title
        pub subtitle: Option<&'a str>,
        /// the organisation that it comes from
        pub author: Option<&'a str>,
        /// the date of its version
        pub date: Option<Day>,
        /// the language of its words
        pub lang: Lang<'a>,
        /// of a talk: its slides in the browser
        pub deck_url: Option<String>,
        /// what it looks like
        pub preview: Option<Preview>,
        /// its short address, as people type it
        pub short_address: Option<String>,
        /// its files
        pub downloads: Vec<File<'a>>,
    }

    /// A picture of a document.
    pub struct Preview {
        /// its address
        pub url: String,
        /// in pixels
        pub width: i64,
        /// in pixels
        pub height: i64,
    }

    /// A file to take away.
    pub struct File<'a> {
        /// what it is: `download.NAME` among the strings
        pub name: &'a str,
        /// its address
        pub url: String,
        /// its name on the reader's disk
        pub file: &'a str,
        /// its ending in capitals
        pub r#type: String,
        /// its size in words
        pub size: String,
        /// its pages or slides; 0 if it has none
        pub pages: i64,
        /// SHA-256 of its bytes
        pub checksum: &'a str,
        /// the beginning of that
        pub checksum_start: &'a str,
    }

    /// The documents of a section.
    pub struct Shelf<'a> {
        /// the kinds that it has
        pub kinds: Vec<&'a str>,
        /// the languages that have some of them
        pub languages: Vec<ShelfLanguage<'a>>,
        /// the types of their files
        pub types: Vec<String>,
        /// the documents, in the order of the section
        pub items: Vec<ShelfItem<'a>>,
        /// all their files in one archive
        pub pack: Option<File<'a>>,
        /// the list of their checksums
        pub checksums_url: Option<String>,
    }

    /// A language that has documents.
    pub struct ShelfLanguage<'a> {
        /// the language
        pub lang: Lang<'a>,
        /// the section in it
        pub url: String,
        /// how many of the documents it has
        pub count: i64,
        /// whether it is the reader's
        pub current: bool,
    }

    /// A document on a shelf.
    pub struct ShelfItem<'a> {
        /// its title
        pub title: &'a str,
        /// its page
        pub url: String,
        /// unique among those of the site
        pub id: String,
        /// one sentence about it
        pub description: Option<&'a str>,
        /// the name of its pictogram
        pub icon: Option<&'a str>,
        /// whether its words are in another language than the reader's
        pub is_fallback: bool,
        /// the language of its words
        pub lang: Lang<'a>,
        /// `slides`, `poster`, `leaflet`, `card` or `social`
        pub kind: &'a str,
        /// the types of its files
        pub types: Vec<String>,
        /// its terms, by taxonomy
        pub terms: ByName<Vec<Term<'a>>>,
        /// what its author wrote for templates
        pub extra: Extra,
        /// the document itself
        pub document: Option<Document<'a>>,
    }

    /// A slide in the browser.
    pub struct Slide {
        /// unique on the page
        pub id: String,
        /// its title in words
        pub title: String,
        /// what it shows
        pub content: Html,
        /// what the presenter says
        pub notes: Html,
    }
}
