use crate::config::{Fields, NamedTexts, parse_toml};
use crate::diagnostic::{Diagnostic, Place, report};
use crate::text::{Span, composed};
use jiff::ToSpan;
use jiff::civil::Date;
use std::sync::Arc;
use toml::de::DeValue;

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
    /// The last part of its address, and where that stands.
    pub slug: Option<(String, Span)>,
    /// The template that shows it.
    pub template: Option<(String, Span)>,
    /// Its place in lists; small comes first.
    pub weight: Option<i64>,
    /// The name of a pictogram of the theme.
    pub icon: Option<String>,
    /// Whether it is a page of its own, and whether a document is made of it.
    pub kind: PageKind,
    /// What stands below a document's title.
    pub subtitle: Option<String>,
    /// The organisation that a document comes from.
    pub author: Option<String>,
    /// The talk of which this one is a variant, and where that stands.
    pub variant_of: Option<(String, Span)>,
    /// How the cards of a document stand on their sheet.
    pub sheet: Option<Sheet>,
    /// The short code that leads to a document, and where that stands.
    pub code: Option<(String, Span)>,
    /// The page that took its place, and where that stands.
    pub replaced_by: Option<(String, Span)>,
    /// The pages whose subject it is about, too, each with its place.
    pub about: Vec<(String, Span)>,
    /// For parts: the day on which something takes place, and where that stands.
    pub event_on: Option<(Date, Span)>,
    /// Whether it takes place on that day each year.
    pub yearly: Option<bool>,
    /// Whether it waits to be finished.
    pub draft: Option<bool>,
    /// The first day on which it is published, and where that stands.
    pub publish_on: Option<(Date, Span)>,
    /// The first day on which it is no longer published, and where that stands.
    pub expires: Option<(Date, Span)>,
    /// The day by which its owner looks at it again, and where that stands.
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
    /// The fingerprint of the source text that a translation was made from, and where that stands.
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

impl PageKind {
    /// Whether files to take away are made of it: for paper, a projector or a post.
    pub fn is_document(self) -> bool {
        !matches!(self, Self::Page | Self::Part)
    }

    /// Its word in front matter and strings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Part => "part",
            Self::Slides => "slides",
            Self::Poster => "poster",
            Self::Leaflet => "leaflet",
            Self::Card => "card",
            Self::Social => "social",
        }
    }
}

/// All kinds of pages, the default first.
const KINDS: [PageKind; 7] = [
    PageKind::Page,
    PageKind::Part,
    PageKind::Slides,
    PageKind::Poster,
    PageKind::Leaflet,
    PageKind::Card,
    PageKind::Social,
];

/// How the cards of a document stand on their sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sheet {
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
    let mut front = read(Fields::new(&table, file, base, fence(text)), file, diagnostics);
    if front.title.trim().is_empty() {
        front.title = title_from(file);
        if diagnostics.len() == before && !toml.is_empty() {
            diagnostics.push(report::empty_title(Place::at(file, fence(text))));
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
        diagnostics.push(report::missing_front_matter(Place::at(file, first_line(text))));
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
    diagnostics.push(report::unclosed_front_matter(Place::at(file, fence(text))));
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

fn read(mut fields: Fields, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> FrontMatter {
    let front = FrontMatter {
        title: fields.required_text("title"),
        short_title: fields.text("short_title"),
        description: fields.text("description"),
        date: fields.date("date"),
        updated: fields.date("updated"),
        checked_on: fields.date("checked_on"),
        slug: spanned(&mut fields, "slug").map(|(slug, span)| (composed(&slug), span)),
        template: spanned(&mut fields, "template"),
        weight: fields.integer("weight"),
        icon: fields.text("icon"),
        kind: fields.choice("kind", &KINDS.map(|kind| (kind.as_str(), kind))),
        subtitle: fields.text("subtitle"),
        author: fields.text("author"),
        variant_of: spanned(&mut fields, "variant_of"),
        sheet: optional(
            &mut fields,
            "sheet",
            &[("wallet", Sheet::Wallet), ("tear-off", Sheet::TearOff), ("strips", Sheet::Strips)],
        ),
        code: spanned(&mut fields, "code"),
        replaced_by: spanned(&mut fields, "replaced_by"),
        about: fields.spanned_texts("about"),
        event_on: fields.spanned_date("event_on"),
        yearly: fields.boolean("yearly"),
        draft: fields.boolean("draft"),
        publish_on: fields.spanned_date("publish_on"),
        expires: fields.spanned_date("expires"),
        review_by: fields.spanned_date("review_by"),
        owner: fields.text("owner"),
        audience: optional(&mut fields, "audience", &[("public", Audience::Public), ("partner", Audience::Partner)]),
        aliases: fields.spanned_texts("aliases"),
        sensitive: fields.boolean("sensitive"),
        neutral_title: fields.text("neutral_title"),
        toc: fields.boolean("toc"),
        sort_by: optional(
            &mut fields,
            "sort_by",
            &[("weight", SortBy::Weight), ("date", SortBy::Date), ("title", SortBy::Title)],
        ),
        taxonomies: taxonomies(&mut fields, diagnostics),
        extra: fields.table("extra").map(|extra| to_json(extra, diagnostics)),
        source: spanned(&mut fields, "source"),
        critical: fields.boolean("critical"),
        status: optional(&mut fields, "status", &[("draft", Status::Draft), ("reviewed", Status::Reviewed)]),
        reviewed_by: fields.text("reviewed_by"),
        reviewed_on: fields.date("reviewed_on"),
        confirmed_by: fields.text("confirmed_by"),
        confirmed_on: fields.date("confirmed_on"),
        allows: allows(&mut fields, diagnostics),
    };
    refuse_bad_slug(&front, file, diagnostics);
    fields.finish(diagnostics);
    front
}

fn spanned(fields: &mut Fields, key: &'static str) -> Option<(String, Span)> {
    let text = fields.text(key)?;
    Some((text, fields.place_of(key).unwrap_or_default()))
}

fn optional<T: Copy>(fields: &mut Fields, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
    let there = fields.place_of(key).is_some();
    let choice = fields.choice(key, choices);
    there.then_some(choice)
}

fn refuse_bad_slug(front: &FrontMatter, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) {
    if let Some((slug, span)) = &front.slug
        && (slug.is_empty() || slug.contains(['/', '\\', '?', '#', '%', ' ']) || slug.starts_with('.'))
    {
        diagnostics.push(report::bad_slug(Place::at(file, *span), slug));
    }
}

fn taxonomies(fields: &mut Fields, diagnostics: &mut Vec<Diagnostic>) -> Vec<NamedTexts> {
    let Some(mut table) = fields.table("taxonomies") else { return Vec::new() };
    let lists = table.named_texts();
    table.finish_open(diagnostics);
    lists
}

fn allows(fields: &mut Fields, diagnostics: &mut Vec<Diagnostic>) -> Vec<Allow> {
    let tables = fields.tables("allow").into_iter().map(|(span, mut table)| {
        let span = table.place_of("rule").unwrap_or(span);
        let allow = Allow {
            rule: table.required_text("rule"),
            reason: table.text("reason").unwrap_or_default(),
            until: table.date("until"),
            span,
        };
        table.finish(diagnostics);
        allow
    });
    tables.collect()
}

fn to_json(fields: Fields, diagnostics: &mut Vec<Diagnostic>) -> serde_json::Value {
    let entries = fields.raw().iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())));
    let value = serde_json::Value::Object(entries.collect());
    fields.finish_open(diagnostics);
    value
}

fn json(value: &DeValue) -> serde_json::Value {
    match value {
        DeValue::String(text) => serde_json::Value::from(text.as_ref()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).unwrap_or_default().into(),
        DeValue::Float(number) => number.as_str().parse::<f64>().unwrap_or_default().into(),
        DeValue::Boolean(truth) => (*truth).into(),
        DeValue::Datetime(datetime) => datetime.to_string().into(),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => serde_json::Value::Object(
            table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref()))).collect(),
        ),
    }
}

/// A page without a title is called by its file's name, so that it can still be linked and found.
fn title_from(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split('.').next().unwrap_or(name).replace(['-', '_'], " ").trim().to_owned()
}
