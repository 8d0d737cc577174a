//! What templates see: one struct for each thing, whose doc comments are the reference of theme authors.
//!
//! A struct becomes a table of the template engine with its fields as keys. It is not serialised: that would copy what all pages of a
//! language share, and HTML that is safe could not be told from words. The handbook is compared with [`SEEN`] by a test.

use std::marker::PhantomData;
use tera::{Map, Value};

/// A thing that templates see.
pub struct TemplateThing {
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
        pub const SEEN: &[TemplateThing] = &[$(TemplateThing {
            name: without_suffix(stringify!($name)),
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

/// The name of a thing without the `Values` that tells its struct from the thing itself.
const fn without_suffix(name: &str) -> &str {
    name.split_at(name.len() - "Values".len()).0
}

/// HTML that the program made, which templates show as it is. All other texts are escaped.
#[derive(Default)]
pub struct SafeHtml(pub String);

impl From<SafeHtml> for Value {
    fn from(html: SafeHtml) -> Self {
        Self::safe_string(&html.0)
    }
}

/// A thing that pages share, made once: a clone costs a reference count.
pub struct SharedValue<T>(Value, PhantomData<T>);

impl<T> Clone for SharedValue<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T> SharedValue<T> {
    /// Makes a thing that pages share, of one that borrows.
    pub fn of(thing: impl Into<Value>) -> Self {
        Self(thing.into(), PhantomData)
    }
}

impl<T> From<SharedValue<T>> for Value {
    fn from(made: SharedValue<T>) -> Self {
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
    pub struct LangValues<'a> {
        /// its tag, such as `pl`
        pub tag: &'a str,
        /// the direction of its script: `ltr` or `rtl`
        pub dir: &'a str,
        /// its name in itself
        pub name: &'a str,
    }

    /// A day.
    pub struct DayValues {
        /// for programs: `2026-11-22`
        pub iso: String,
        /// as the reader's language writes it
        pub text: String,
    }

    /// A link.
    pub struct LinkValues<'a> {
        /// where it leads
        pub url: String,
        /// its words
        pub title: &'a str,
        /// the language that the reader finds there, unless it is their own
        pub lang: Option<SharedValue<LangValues<'a>>>,
    }

    /// A link of a menu.
    pub struct MenuLinkValues<'a> {
        /// where it leads
        pub url: &'a str,
        /// its words
        pub title: &'a str,
        /// whether the page is there, or below it
        pub current: bool,
        /// the language that the reader finds there, unless it is their own
        pub lang: Option<SharedValue<LangValues<'a>>>,
    }

    /// The site, for readers of one language.
    pub struct SiteValues<'a> {
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
        /// what a page may load and do, for hosts that send no headers
        pub policy: SafeHtml,
        /// the index for the search
        pub search_index: Option<String>,
        /// the feed of changed contacts, in editions that have it
        pub changes_url: Option<String>,
        /// the feed of news
        pub feed_url: Option<String>,
        /// all languages, in the order of the settings
        pub languages: Vec<LangValues<'a>>,
        /// the `[links]` of the settings; those to pages that the edition lacks are left out
        pub links: ByName<SharedValue<LinkValues<'a>>>,
        /// the contacts that the edition shows, by id
        pub contacts: ByName<ContactCardValues<'a>>,
        /// the sections below the first page
        pub sections: Vec<EntryValues<'a>>,
    }

    /// A contact.
    pub struct ContactCardValues<'a> {
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
        pub lang: Option<SharedValue<LangValues<'a>>>,
        /// when it was last checked
        pub checked_on: Option<DayValues>,
    }

    /// The page that a template shows.
    pub struct PageValues<'a> {
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
        pub content: Option<SafeHtml>,
        /// the language of its text
        pub content_lang: LangValues<'a>,
        /// whether its text is in another language than the reader's
        pub is_fallback: bool,
        /// whether its text is a translation that nobody has reviewed
        pub is_draft_translation: bool,
        /// whether its text is a translation of older words
        pub is_outdated: bool,
        /// whether passages of it are shown as they were written first
        pub shows_source: bool,
        /// the page that took its place
        pub replaced_by: Option<LinkValues<'a>>,
        /// its headings
        pub toc: Vec<HeadingValues<'a>>,
        /// whether to show them
        pub show_toc: bool,
        /// when it was written
        pub date: Option<DayValues>,
        /// when it was last changed in meaning
        pub updated: Option<DayValues>,
        /// when its facts were last checked
        pub checked_on: Option<DayValues>,
        /// by when its owner looks at it again
        pub review_by: Option<DayValues>,
        /// the name of its pictogram
        pub icon: Option<&'a str>,
        /// whether search engines may list it
        pub indexed: bool,
        /// its address in every language
        pub translations: Vec<TranslationValues<'a>>,
        /// the languages that really have it, for search engines
        pub alternates: Vec<AlternateValues<'a>>,
        /// the way to it from the first page, itself included
        pub breadcrumbs: Vec<LinkValues<'a>>,
        /// the section that it is part of
        pub parent: Option<LinkValues<'a>>,
        /// the page before it
        pub previous: Option<LinkValues<'a>>,
        /// the page behind it
        pub next: Option<LinkValues<'a>>,
        /// of a section: its pages, documents apart
        pub pages: Vec<EntryValues<'a>>,
        /// of a section: the sections in it
        pub subsections: Vec<EntryValues<'a>>,
        /// its terms, by taxonomy
        pub terms: ByName<Vec<TermValues<'a>>>,
        /// what its author wrote for templates
        pub extra: Extra,
        /// its text as a person reads it out, if that was recorded
        pub recording: Option<RecordingValues<'a>>,
        /// of a document: what can be downloaded
        pub document: Option<DocumentValues<'a>>,
        /// of a section with documents: all of them
        pub shelf: Option<ShelfValues<'a>>,
        /// of slides in the browser: the page of the talk
        pub landing_url: Option<String>,
        /// of slides in the browser: all of them
        pub slides: Vec<SlideValues>,
        /// of a short address for all languages: its page in each of them
        pub choices: Vec<LinkValues<'a>>,
    }

    /// A page read out by a person.
    pub struct RecordingValues<'a> {
        /// the address of the sound
        pub url: String,
        /// how long it lasts, in minutes and seconds: `4:05`
        pub length: String,
        /// its size in words
        pub size: String,
        /// the language that is spoken, unless it is the reader's
        pub lang: Option<SharedValue<LangValues<'a>>>,
    }

    /// A heading of a page.
    pub struct HeadingValues<'a> {
        /// where it is on the page: `#anchor`
        pub url: String,
        /// its words
        pub title: &'a str,
        /// its level, from 2
        pub level: i64,
        /// the headings below it
        pub children: Vec<HeadingValues<'a>>,
    }

    /// A page in another language.
    pub struct TranslationValues<'a> {
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
    pub struct AlternateValues<'a> {
        /// its tag, or `x-default`
        pub tag: &'a str,
        /// the whole address
        pub url: String,
    }

    /// A page in a list.
    pub struct EntryValues<'a> {
        /// its address
        pub url: String,
        /// its title
        pub title: &'a str,
        /// one sentence about it
        pub description: Option<&'a str>,
        /// when it was written
        pub date: Option<DayValues>,
        /// the name of its pictogram
        pub icon: Option<&'a str>,
        /// whether its text is in another language than the reader's
        pub is_fallback: bool,
        /// the language of its text
        pub lang: LangValues<'a>,
    }

    /// A term of a taxonomy.
    pub struct TermValues<'a> {
        /// its name
        pub name: &'a str,
        /// the page that lists what has it
        pub url: String,
        /// how many pages that has in the reader's language
        pub count: i64,
    }

    /// A document.
    pub struct DocumentValues<'a> {
        /// `slides`, `poster`, `leaflet`, `card` or `social`
        pub kind: &'a str,
        /// the line below its title
        pub subtitle: Option<&'a str>,
        /// the organisation that it comes from
        pub author: Option<&'a str>,
        /// the date of its version
        pub date: Option<DayValues>,
        /// the language of its words
        pub lang: LangValues<'a>,
        /// of a talk: its slides in the browser
        pub deck_url: Option<String>,
        /// what it looks like: all pages on its own page, the first on a shelf
        pub preview: Option<PreviewValues>,
        /// its short address, as people type it
        pub short_address: Option<String>,
        /// its files
        pub downloads: Vec<FileValues<'a>>,
    }

    /// A picture of a document.
    pub struct PreviewValues {
        /// its address
        pub url: String,
        /// in pixels
        pub width: i64,
        /// in pixels
        pub height: i64,
    }

    /// A file to take away.
    pub struct FileValues<'a> {
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
    pub struct ShelfValues<'a> {
        /// the kinds that it has
        pub kinds: Vec<&'a str>,
        /// the languages that have some of them
        pub languages: Vec<ShelfLanguageValues<'a>>,
        /// the types of their files
        pub types: Vec<String>,
        /// the documents, in the order of the section
        pub items: Vec<ShelfItemValues<'a>>,
        /// all their files in one archive
        pub pack: Option<FileValues<'a>>,
        /// the list of their checksums
        pub checksums_url: Option<String>,
    }

    /// A language that has documents.
    pub struct ShelfLanguageValues<'a> {
        /// the language
        pub lang: LangValues<'a>,
        /// the section in it
        pub url: String,
        /// how many of the documents it has
        pub count: i64,
        /// whether it is the reader's
        pub current: bool,
    }

    /// A document on a shelf.
    pub struct ShelfItemValues<'a> {
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
        pub lang: LangValues<'a>,
        /// `slides`, `poster`, `leaflet`, `card` or `social`
        pub kind: &'a str,
        /// the types of its files
        pub types: Vec<String>,
        /// its terms, by taxonomy
        pub terms: ByName<Vec<TermValues<'a>>>,
        /// what its author wrote for templates
        pub extra: Extra,
        /// the document itself
        pub document: Option<DocumentValues<'a>>,
    }

    /// A slide in the browser.
    pub struct SlideValues {
        /// unique on the page
        pub id: String,
        /// its title in words
        pub title: String,
        /// what it shows
        pub content: SafeHtml,
        /// what the presenter says
        pub notes: SafeHtml,
    }
}
