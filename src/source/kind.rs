//! What a file is for, by its path and its first bytes.
//!
//! A path goes in, a kind comes out; what is understood by nothing here is refused.

use super::leftover::{KEPT_SOURCES, is_left_out};
use super::published::{self, Area};
use super::refusal::Refusal;

/// What a file is for: by its path, for files that are published also by how their bytes begin, and for copies by what stands
/// beside them.
///
/// What is not understood is never published: a file that is none of the kinds here is [`FileKind::Refused`].
///
/// Theme files are in `themes/NAME/FOLDER/…`; the same folder in the site's root overrides them file by file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// `liberate.toml`.
    Config,
    /// Markdown below `content/`.
    Page,
    /// A file of [`RECORD_FILES`] below `content/`, or one of its translations; its name without the ending.
    Records(&'static str),
    /// A table in CSV below `content/`: the numbers of a chart. It is drawn and never published as a file.
    ChartData,
    /// A source text that translations were made from, below `content/.sources/`.
    KeptSource,
    /// `content/short-codes.toml`: the short addresses of print.
    ShortCodes,
    /// `content/short-codes.lock`: those that were printed once.
    PrintedCodes,
    /// `content/addresses.lock`, `content/addresses-EDITION.lock`: every address that has been published.
    Ledger,
    /// What contacts said each time that the site was published.
    ContactLog,
    /// `content/gone.toml`: published addresses that are gone for good.
    Gone,
    /// `content/forbidden.toml`: texts that must occur nowhere.
    Forbidden,
    /// `content/glossary.toml`: the words of each language, right and wrong.
    Glossary,
    /// `content/synonyms.toml`: words that mean the same to people who search.
    Synonyms,
    /// A file below `content/` that is published beside its page; see [`published::PUBLISHED`].
    PageFile,
    /// A template of the theme.
    Template,
    /// A style sheet of the theme.
    Style,
    /// The interface strings of one language.
    Strings,
    /// A pictogram that templates set into the page.
    Icon,
    /// A script of the theme.
    Script,
    /// A file of the theme that is published as it is: pictures.
    ThemeFile,
    /// A file of the theme's `documents` or `fonts`: documents are made with it, nobody publishes it.
    ForDocuments,
    /// How the theme's presentations look: `documents/slides.toml`.
    SlideLooks,
    /// A file that is copied as it is.
    Static,
    /// It is where files are published, and is none of those that may be.
    Refused(Refusal),
    /// What editors, programs that synchronise and systems leave behind; nobody reads it.
    Leftover,
    /// Nothing to us.
    Other,
}

impl FileKind {
    /// Reads the kind off the path.
    pub fn of(path: &str) -> Self {
        if path == crate::config::CONFIG_FILE {
            return Self::Config;
        }
        if is_left_out(path) {
            return Self::Leftover;
        }
        if let Some(rest) = path.strip_prefix("content/") {
            return Self::of_content(rest);
        }
        if let Some(rest) = path.strip_prefix("static/") {
            return published::refusal(rest, Area::Static).map_or(Self::Static, Self::Refused);
        }
        theme_name(path).map_or(Self::Other, Self::of_theme)
    }

    /// The kind of a file with these bytes: what is published must not begin like a page or a program.
    pub fn of_file(path: &str, bytes: &[u8]) -> Self {
        match Self::of(path) {
            Self::PageFile | Self::Static | Self::ThemeFile if published::begins_like_page(bytes) => {
                Self::Refused(Refusal::Page)
            }
            Self::Static if published::ending(path).is_empty() && published::is_no_text(bytes) => {
                Self::Refused(Refusal::Unlisted)
            }
            kind => kind,
        }
    }

    /// Whether the program reads it as text.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::Config
                | Self::Page
                | Self::Records(_)
                | Self::ChartData
                | Self::KeptSource
                | Self::Forbidden
                | Self::Glossary
                | Self::Synonyms
                | Self::ShortCodes
                | Self::PrintedCodes
                | Self::Ledger
                | Self::Gone
                | Self::ContactLog
                | Self::Script
                | Self::Template
                | Self::Style
                | Self::Strings
                | Self::Icon
                | Self::SlideLooks
        )
    }

    fn of_content(rest: &str) -> Self {
        match rest.split_once('.') {
            _ if rest.starts_with(KEPT_SOURCES) => Self::KeptSource,
            _ if rest.ends_with(".md") => Self::Page,
            _ if published::ending(rest) == "csv" => Self::ChartData,
            _ if rest == "forbidden.toml" => Self::Forbidden,
            _ if rest == "glossary.toml" => Self::Glossary,
            _ if rest == "synonyms.toml" => Self::Synonyms,
            _ if rest == "short-codes.toml" => Self::ShortCodes,
            _ if rest == "short-codes.lock" => Self::PrintedCodes,
            _ if rest == "gone.toml" => Self::Gone,
            _ if rest == CONTACT_LOG => Self::ContactLog,
            _ if ledger_edition(rest).is_some() => Self::Ledger,
            Some((name, suffix)) if let (Some(kind), true) = (record_file(name), is_record_suffix(suffix)) => {
                Self::Records(kind)
            }
            _ => published::refusal(rest, Area::Content).map_or(Self::PageFile, Self::Refused),
        }
    }

    fn of_theme(name: &str) -> Self {
        let folder = name.split('/').next().unwrap_or_default();
        match (folder, name.rsplit_once('.').map_or("", |(_, extension)| extension)) {
            ("templates", "html" | "txt" | "xml") => Self::Template,
            ("styles", "css") => Self::Style,
            ("strings", "toml") => Self::Strings,
            ("icons", "svg") => Self::Icon,
            ("scripts", "js") => Self::Script,
            _ if name == "documents/slides.toml" => Self::SlideLooks,
            ("documents" | "fonts", _) => Self::ForDocuments,
            _ => published::refusal(name, Area::Theme).map_or(Self::ThemeFile, Self::Refused),
        }
    }
}

/// Whether the name of a file of records goes on like one: `toml`, or a language and `toml`.
fn is_record_suffix(suffix: &str) -> bool {
    suffix == "toml" || suffix.strip_suffix(".toml").is_some_and(|middle| !middle.contains('/'))
}

/// The edition whose published addresses are in a file below `content/`: `public` for `addresses.lock`, `partner` for
/// `addresses-partner.lock`.
pub fn ledger_edition(rest: &str) -> Option<&str> {
    let name = rest.strip_prefix("addresses")?.strip_suffix(".lock")?;
    match name.strip_prefix('-') {
        Some(edition) if is_plain(edition) => Some(edition),
        None if name.is_empty() => Some(PUBLIC),
        _ => None,
    }
}

/// The file that holds the published addresses of an edition.
pub fn ledger_path(edition: &str) -> String {
    match edition {
        PUBLIC => "content/addresses.lock".to_owned(),
        edition => format!("content/addresses-{edition}.lock"),
    }
}

/// The file below `content/` that says what contacts said when the site was published.
const CONTACT_LOG: &str = "contacts.lock";

/// The edition that every site has.
const PUBLIC: &str = "public";

/// The files of records below `content/`, without language and ending, and whether there may be several of one kind, as in
/// `guide-partner.toml`.
pub const RECORD_FILES: [(&str, bool); 4] = [("contacts", false), ("signs", false), ("facts", false), ("guide", true)];

/// The kind of records in a file of that name.
fn record_file(name: &str) -> Option<&'static str> {
    let is_one_of_many = |kind: &str| name.strip_prefix(kind)?.strip_prefix('-').filter(|rest| is_plain(rest));
    let found = RECORD_FILES.iter().find(|(kind, many)| name == *kind || (*many && is_one_of_many(kind).is_some()));
    found.map(|(kind, _)| *kind)
}

/// Whether a name has letters, digits, hyphens and lines below and nothing else: copies by programs have spaces and brackets, too.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// The folders of a theme; the same names in the site's root override it.
pub const THEME_FOLDERS: [&str; 8] =
    ["templates", "styles", "scripts", "strings", "icons", "images", "documents", "fonts"];

/// The name of a theme file inside its theme (`templates/base.html`), for a file of a theme or an overriding one.
pub fn theme_name(path: &str) -> Option<&str> {
    let name = match path.strip_prefix("themes/") {
        Some(rest) => rest.split_once('/')?.1,
        None => path,
    };
    let (folder, _) = name.split_once('/')?;
    THEME_FOLDERS.contains(&folder).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_paths() {
        let check = |path, kind| assert_eq!(FileKind::of(path), kind, "{path}");
        check("liberate.toml", FileKind::Config);
        check("content/help.pl.md", FileKind::Page);
        check("content/contacts.toml", FileKind::Records("contacts"));
        check("content/contacts.zh-Hans.toml", FileKind::Records("contacts"));
        check("content/facts.toml", FileKind::Records("facts"));
        check("content/facts.pl.toml", FileKind::Records("facts"));
        check("content/partners/by-year.csv", FileKind::ChartData);
        check("static/by-year.csv", FileKind::Static);
        check("content/guide.toml", FileKind::Records("guide"));
        check("content/guide-partner.pl.toml", FileKind::Records("guide"));
        check("content/guide-dogs/list.toml", FileKind::Refused(Refusal::Record));
        check("content/signs/signs.toml", FileKind::Refused(Refusal::Record));
        check("content/signs/photo.jpg", FileKind::PageFile);
        check("themes/liberate/templates/base.html", FileKind::Template);
        check("templates/base.html", FileKind::Template);
        check("themes/liberate/styles/main.css", FileKind::Style);
        check("themes/liberate/scripts/exit.js", FileKind::Script);
        check("themes/liberate/images/icon.svg", FileKind::ThemeFile);
        check("themes/liberate/documents/slides.typ", FileKind::ForDocuments);
        check("themes/liberate/documents/slides.toml", FileKind::SlideLooks);
        check("themes/liberate/fonts/Text-Bold.ttf", FileKind::ForDocuments);
        check("content/forbidden.toml", FileKind::Forbidden);
        check("content/glossary.toml", FileKind::Glossary);
        check("content/synonyms.toml", FileKind::Synonyms);
        check("content/.sources/0123.md", FileKind::KeptSource);
        check("content/short-codes.toml", FileKind::ShortCodes);
        check("content/short-codes.lock", FileKind::PrintedCodes);
        check("content/addresses.lock", FileKind::Ledger);
        check("content/addresses-partner.lock", FileKind::Ledger);
        check("content/addresses-.lock", FileKind::Refused(Refusal::Record));
        check("content/news/addresses.lock", FileKind::Refused(Refusal::Record));
        check("content/gone.toml", FileKind::Gone);
        check("content/contacts.lock", FileKind::ContactLog);
        check("themes/liberate/README.md", FileKind::Other);
        check("static/robots.txt", FileKind::Static);
        check("src/main.rs", FileKind::Other);
    }
}
