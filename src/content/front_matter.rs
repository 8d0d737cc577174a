//! What a page says about itself before its text: its settings in TOML, read by their description.
//!
//! A table goes in; everything else of the program reads the struct that comes out.

use super::plain_text::judge_front;
use crate::config::{Field, FieldKind, FieldSide, Fields, NamedTexts, Values, parse_toml, words};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::{Span, composed};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use std::sync::Arc;

/// What a page says about itself before its text.
///
/// Everything but the title is optional: a translation takes from its source what it leaves out.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// The page's title and first heading; never empty.
    pub title: String,
    /// A title for menus.
    pub short_title: Option<String>,
    /// One sentence for lists and search engines.
    pub description: Option<String>,
    /// When it was written.
    pub date: Option<Date>,
    /// When it was last changed in meaning.
    pub updated: Option<Date>,
    /// When its facts were last checked.
    pub checked_on: Option<Date>,
    /// The last part of its address, and where that is.
    pub slug: Option<(String, Span)>,
    /// The template that shows it.
    pub template: Option<(String, Span)>,
    /// Its place in lists; small comes first.
    pub weight: Option<i64>,
    /// The name of a pictogram of the theme.
    pub icon: Option<String>,
    /// Whether it is a page of its own, and whether a document is made of it.
    pub kind: PageKind,
    /// What is below a document's title.
    pub subtitle: Option<String>,
    /// The organisation that a document comes from.
    pub author: Option<String>,
    /// The talk of which this one is a variant, and where that is.
    pub variant_of: Option<(String, Span)>,
    /// How the cards of a document stand on their sheet.
    pub sheet: Option<CardSheet>,
    /// The short code that leads to a document, and where that is.
    pub code: Option<(String, Span)>,
    /// The page that took its place, and where that is.
    pub replaced_by: Option<(String, Span)>,
    /// The pages whose subject it is about, too, each with its place.
    pub about: Vec<(String, Span)>,
    /// For parts: the day on which something takes place, and where that is.
    pub event_on: Option<(Date, Span)>,
    /// Whether it takes place on that day each year.
    pub yearly: Option<bool>,
    /// Whether it waits to be finished.
    pub draft: Option<bool>,
    /// The first day on which it is published, and where that is.
    pub publish_on: Option<(Date, Span)>,
    /// The first day on which it is no longer published, and where that is.
    pub expires: Option<(Date, Span)>,
    /// The day by which its owner looks at it again, and where that is.
    pub review_by: Option<(Date, Span)>,
    /// The role that answers for it.
    pub owner: Option<String>,
    /// Who may see it.
    pub audience: Option<Audience>,
    /// Old addresses that lead here, each with its place.
    pub aliases: Vec<(String, Span)>,
    /// Whether its title must not show what it is about.
    pub sensitive: Option<bool>,
    /// The title that shows instead.
    pub neutral_title: Option<String>,
    /// Whether it shows a table of contents.
    pub toc: Option<bool>,
    /// How a section sorts its pages.
    pub sort_by: Option<SortBy>,
    /// Terms by taxonomy, in the order of the file, with the taxonomy's place.
    pub taxonomies: Vec<NamedTexts>,
    /// What only templates understand.
    pub extra: Option<serde_json::Value>,
    /// The languages that it has on purpose, each with its place; none if it is for all of the site.
    pub languages: Vec<(String, Span)>,
    /// The fingerprint of the source text that a translation was made from, and where that is.
    pub source: Option<(String, Span)>,
    /// Whether a reader must never get an outdated translation of it.
    pub critical: Option<bool>,
    /// Whether a translation has been reviewed.
    pub status: Option<Status>,
    /// The role that reviewed it.
    pub reviewed_by: Option<String>,
    /// When.
    pub reviewed_on: Option<Date>,
    /// The role that found that a change of the source does not change what the translation says.
    pub confirmed_by: Option<String>,
    /// When.
    pub confirmed_on: Option<Date>,
    /// The page as somebody reads it out.
    pub recording: Option<Recorded>,
    /// Findings that may stand on this page for a while.
    pub allows: Vec<Allow>,
}

impl FrontMatter {
    /// Whether its date makes it news: that of a document is the date of its version, and what was replaced is old.
    pub fn is_news(&self) -> bool {
        self.date.is_some() && !self.kind.is_document() && self.replaced_by.is_none()
    }

    /// The first day from `at` on when what it tells of takes place; `None` if it is past, or if it is no event.
    pub fn next_event(&self, at: Date) -> Option<Date> {
        let (day, _) = self.event_on?;
        if day >= at || self.yearly != Some(true) {
            return Some(day).filter(|day| *day >= at);
        }
        // 29 February is 28 February in most years.
        let in_year = |year: i16| day.saturating_add((i32::from(year) - i32::from(day.year())).years());
        [at.year(), at.year().saturating_add(1)].map(in_year).into_iter().find(|day| *day >= at)
    }

    /// What it says in words of the page's language, by key, in the order in which people read and translate it.
    pub fn words(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let words = [
            ("title", Some(&self.title)),
            ("short_title", self.short_title.as_ref()),
            ("subtitle", self.subtitle.as_ref()),
            ("description", self.description.as_ref()),
            ("neutral_title", self.neutral_title.as_ref()),
        ];
        words.into_iter().filter_map(|(key, words)| Some((key, words?)))
    }
}

/// A page as somebody reads it out. Each language has its own: a translation takes none from its source.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The name of the file beside the page, and where that is written.
    pub file: (String, Span),
    /// The fingerprint of the words that are heard, and where that is written; without it nobody has compared them with the page.
    pub text: Option<(String, Span)>,
}

impl Recorded {
    /// The path of the file, of a recording that the page in `page` names.
    pub fn path(&self, page: &str) -> String {
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{folder}/{}", self.file.0)
    }
}

/// A finding that an author lets stand.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The code of the finding.
    pub rule: String,
    /// Why; empty if the author did not say.
    pub reason: String,
    /// The first day on which it may no longer stand.
    pub until: Option<Date>,
    /// Where it is written.
    pub span: Span,
}

/// Whether a file is a page of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageKind {
    /// It has an address.
    #[default]
    Page,
    /// It is only shown inside other pages.
    Part,
    /// Files to take away are made of it: for paper, a projector or a post.
    Document(DocumentKind),
}

/// What a campaign document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentKind {
    /// A talk: slides with notes.
    Slides,
    /// One page for a wall.
    Poster,
    /// Panels to fold.
    Leaflet,
    /// Cards to cut.
    Card,
    /// A picture to post.
    Social,
}

impl DocumentKind {
    /// All kinds, in the order in which a shelf names them.
    pub const ALL: [Self; 5] = [Self::Slides, Self::Poster, Self::Leaflet, Self::Card, Self::Social];

    /// Its word in front matter and strings.
    pub fn as_str(self) -> &'static str {
        PageKind::Document(self).as_str()
    }
}

impl PageKind {
    /// What kind of document it is, if it is one.
    pub fn document(self) -> Option<DocumentKind> {
        match self {
            Self::Document(kind) => Some(kind),
            Self::Page | Self::Part => None,
        }
    }

    /// Whether files to take away are made of it.
    pub fn is_document(self) -> bool {
        self.document().is_some()
    }

    /// Its word in front matter and strings.
    pub fn as_str(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("page", |(word, _)| word)
    }
}

/// All kinds of pages, the default first.
const KINDS: [(&str, PageKind); 7] = [
    ("page", PageKind::Page),
    ("part", PageKind::Part),
    ("slides", PageKind::Document(DocumentKind::Slides)),
    ("poster", PageKind::Document(DocumentKind::Poster)),
    ("leaflet", PageKind::Document(DocumentKind::Leaflet)),
    ("card", PageKind::Document(DocumentKind::Card)),
    ("social", PageKind::Document(DocumentKind::Social)),
];

/// How the cards of a document stand on their sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CardSheet {
    /// Ten cards to cut.
    #[default]
    Wallet,
    /// A message above strips to tear off.
    TearOff,
    /// Plain strips that say nothing of what they are about.
    Strips,
}

/// Who may see a page or a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    Public,
    /// Partner agencies only.
    Partner,
}

/// How a section sorts its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// By weight, then by file name.
    Weight,
    /// Newest first.
    Date,
    /// By title, in the alphabet of the reader's language.
    Title,
}

/// Whether a translation has been reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// By nobody yet.
    Draft,
    /// By a qualified reader.
    Reviewed,
}

/// Splits a page into front matter and text.
///
/// Returns the front matter and the offset at which the Markdown begins.
pub fn read_front_matter(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> (FrontMatter, usize) {
    let (toml, start) = match split(file, text, diagnostics) {
        Ok(split) => split,
        Err(start) => return (FrontMatter { title: title_from(file), ..FrontMatter::default() }, start),
    };
    let base = toml.start;
    let table = parse_toml(file, &text[toml.clone()], base, diagnostics);
    let before = diagnostics.len();
    let fields = Fields::new(&table, file, base, fence(text));
    let mut front = read(fields.read(PAGE_FIELDS, FieldSide::Source, diagnostics), diagnostics);
    judge_front(file, &table, base, diagnostics);
    if front.title.trim().is_empty() {
        front.title = title_from(file);
        if diagnostics.len() == before && !toml.is_empty() {
            diagnostics.push(report::empty_title(Location::at(file, fence(text))));
        }
    }
    (front, start)
}

/// The range of the TOML and the offset of the text behind it; without front matter, the offset of the text
/// alone: all of it, or none where the front matter never ends.
fn split(
    file: &Arc<str>,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(std::ops::Range<usize>, usize), usize> {
    if !is_fence(text.lines().next().unwrap_or_default()) {
        diagnostics.push(report::missing_front_matter(Location::at(file, first_line(text))));
        return Err(0);
    }
    let start = text.find('\n').map_or(text.len(), |newline| newline + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if is_fence(line) {
            return Ok((start..at, at + line.len()));
        }
        at += line.len();
    }
    diagnostics.push(report::unclosed_front_matter(Location::at(file, fence(text))));
    Err(text.len())
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "+++"
}

fn fence(text: &str) -> Span {
    Span::new(0, text.len().min(3))
}

fn first_line(text: &str) -> Span {
    Span::new(0, text.find('\n').unwrap_or(text.len()))
}

const SHEETS: [(&str, CardSheet); 3] =
    [("wallet", CardSheet::Wallet), ("tear-off", CardSheet::TearOff), ("strips", CardSheet::Strips)];
const AUDIENCES: [(&str, Audience); 2] = [("public", Audience::Public), ("partner", Audience::Partner)];
const SORTS: [(&str, SortBy); 3] = [("weight", SortBy::Weight), ("date", SortBy::Date), ("title", SortBy::Title)];
const STATUSES: [(&str, Status); 2] = [("draft", Status::Draft), ("reviewed", Status::Reviewed)];

const ALLOW_FIELDS: &[Field] = &[
    Field::text("rule", "the code of the finding").needed(),
    Field::text("reason", "why it may stay"),
    Field::day("until", "the first day on which it may not"),
];

const RECORDING_FIELDS: &[Field] = &[
    Field::text("file", "the sound beside the page, MP3 or M4A").needed(),
    Field::text("text", "the fingerprint of the words that are heard; `check` says which"),
    Field::day("recorded_on", "when it was recorded; shown nowhere"),
    Field::text("spoken_by", "the role of who speaks, never a name; shown nowhere"),
];

/// What a page may say about itself, in the order in which people are asked.
pub const PAGE_FIELDS: &[Field] = &[
    Field::text("title", "the title, and the page's only heading of the first level").in_words().needed(),
    Field::text("short_title", "a title for menus and breadcrumbs").in_words(),
    Field::text("description", "one sentence for lists and search engines").in_words(),
    Field::day("date", "when it was written; for a document the date of its version, which files carry"),
    Field::day("updated", "when it was last changed in meaning"),
    Field::day("checked_on", "when its facts were last checked"),
    Field::text("slug", "the last part of the address"),
    Field::text("template", "the template that shows it"),
    Field::whole("weight", "its place in lists; small comes first"),
    Field::text("icon", "the name of a pictogram of the theme"),
    Field::word(
        "kind",
        const { &words(&KINDS) },
        "`part` is shown inside others by `part`; all but `page` and `part` are documents: see below",
    ),
    Field::text("subtitle", "for documents: a line below the title").in_words(),
    Field::text("author", "for documents: an organisation, never a person"),
    Field::text("variant_of", "for talks: that talk with some slides swapped, `\"@/campaign/community-talk.md\"`"),
    Field::word("sheet", const { &words(&SHEETS) }, "for cards: how they share a sheet"),
    Field::text("code", "for documents: the short code that leads to it"),
    Field::text("replaced_by", "a newer page took its place: it keeps its address, says so, and is in no list"),
    Field::texts("about", "pages that have the same subject: `subjects` lists this one below them"),
    Field::day("event_on", "for parts: the day of an event; `events` shows the next ones"),
    Field::truth("yearly", "whether it comes back each year: one of 29 February on the 28th in years without it"),
    Field::truth("draft", "kept back until it is removed"),
    Field::day("publish_on", "first day on which it is published"),
    Field::day("expires", "first day on which it no longer is"),
    Field::day("review_by", "by when its owner looks at it again"),
    Field::text("owner", "the role that answers for it"),
    Field::word(
        "audience",
        const { &words(&AUDIENCES) },
        "`partner`: in the edition for partners alone; on a section, everything below it",
    ),
    Field::texts("aliases", "old addresses that lead here, in every language: `[\"/old/\"]`"),
    Field::truth("sensitive", "the browser shows the neutral title instead of the title"),
    Field::text("neutral_title", "what it shows then").in_words(),
    Field::truth("toc", "whether it shows a table of contents; long pages do by themselves"),
    Field::word("sort_by", const { &words(&SORTS) }, "for sections: the order of their pages"),
    Field::new(
        "taxonomies",
        FieldKind::Named,
        "terms, such as `topics = [\"housing\"]`; the names are in `liberate.toml`",
    ),
    Field::new(
        "extra",
        FieldKind::Anything,
        "anything for templates; `readers` of a document is `everyone`, `help` or `work`",
    ),
    Field::texts(
        "languages",
        "it is in these alone, on purpose: `[\"en\"]`; on a section, everything below it that says nothing else",
    ),
    Field::text("source", "for translations: the fingerprint of what it was made from; the program writes it"),
    Field::truth("critical", "readers never get an outdated translation of it"),
    Field::word("status", const { &words(&STATUSES) }, "for translations: whether a qualified reader has reviewed it"),
    Field::text("reviewed_by", "for translations: the role that reviewed it"),
    Field::day("reviewed_on", "for translations: when that was"),
    Field::text("confirmed_by", "for translations: the role that found the same meaning after a change of the English"),
    Field::day("confirmed_on", "for translations: when that was"),
    Field::new("recording", FieldKind::Table(RECORDING_FIELDS), "the page read out by a person; see below"),
    Field::new("allow", FieldKind::Tables(ALLOW_FIELDS), "a finding that may stay on this page for a while"),
];

fn read(mut values: Values, diagnostics: &mut Vec<Diagnostic>) -> FrontMatter {
    let front = FrontMatter {
        title: values.needed_text("title"),
        short_title: values.text("short_title"),
        description: values.text("description"),
        date: values.day("date"),
        updated: values.day("updated"),
        checked_on: values.day("checked_on"),
        slug: values.spanned_text("slug").map(|(slug, span)| (composed(&slug), span)),
        template: values.spanned_text("template"),
        weight: values.whole("weight"),
        icon: values.text("icon"),
        kind: values.choice("kind", &KINDS),
        subtitle: values.text("subtitle"),
        author: values.text("author"),
        variant_of: values.spanned_text("variant_of"),
        sheet: values.chosen("sheet", &SHEETS),
        code: values.spanned_text("code"),
        replaced_by: values.spanned_text("replaced_by"),
        about: values.spanned_texts("about"),
        event_on: values.spanned_day("event_on"),
        yearly: values.truth("yearly"),
        draft: values.truth("draft"),
        publish_on: values.spanned_day("publish_on"),
        expires: values.spanned_day("expires"),
        review_by: values.spanned_day("review_by"),
        owner: values.text("owner"),
        audience: values.chosen("audience", &AUDIENCES),
        aliases: values.spanned_texts("aliases"),
        sensitive: values.truth("sensitive"),
        neutral_title: values.text("neutral_title"),
        toc: values.truth("toc"),
        sort_by: values.chosen("sort_by", &SORTS),
        taxonomies: values.named("taxonomies"),
        extra: values.anything("extra"),
        languages: values.spanned_texts("languages"),
        source: values.spanned_text("source"),
        critical: values.truth("critical"),
        status: values.chosen("status", &STATUSES),
        reviewed_by: values.text("reviewed_by"),
        reviewed_on: values.day("reviewed_on"),
        confirmed_by: values.text("confirmed_by"),
        confirmed_on: values.day("confirmed_on"),
        recording: values.table("recording").and_then(recorded),
        allows: values.tables("allow").into_iter().map(allow).collect(),
    };
    refuse_bad_slug(&front, &values, diagnostics);
    front
}

/// When it was recorded and by whom is for people who look at the file.
fn recorded(mut values: Values) -> Option<Recorded> {
    Some(Recorded { file: values.spanned_text("file")?, text: values.spanned_text("text") })
}

fn allow((span, mut values): (Span, Values)) -> Allow {
    Allow {
        span: values.place_of("rule").unwrap_or(span),
        rule: values.needed_text("rule"),
        reason: values.text("reason").unwrap_or_default(),
        until: values.day("until"),
    }
}

fn refuse_bad_slug(front: &FrontMatter, values: &Values, diagnostics: &mut Vec<Diagnostic>) {
    if let Some((slug, _)) = &front.slug
        && (slug.is_empty() || slug.contains(['/', '\\', '?', '#', '%', ' ']) || slug.starts_with('.'))
    {
        diagnostics.push(report::bad_slug(values.location("slug"), slug));
    }
}

/// A page without a title is called by its file's name, so that it can still be linked and found.
fn title_from(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split('.').next().unwrap_or(name).replace(['-', '_'], " ").trim().to_owned()
}
