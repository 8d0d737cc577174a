/// What a file is for, by its path alone.
///
/// Theme files stand in `themes/NAME/FOLDER/…`; the same folder in the site's root overrides them file by file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `liberate.toml`.
    Config,
    /// Markdown below `content/`.
    Page,
    /// `content/contacts.toml` and its translations.
    Contacts,
    /// `content/signs.toml` and its translations.
    Signs,
    /// `content/facts.toml` and its translations.
    Facts,
    /// A table in CSV below `content/`: the numbers of a chart. It is drawn and never published as a file.
    ChartData,
    /// `content/guide.toml`, `content/guide-NAME.toml` and their translations.
    Guide,
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
    /// Any other file below `content/`: it belongs to the page beside it.
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
    /// Any other file of the theme: pictures.
    ThemeFile,
    /// A file of the theme's `documents` or `fonts`: documents are made with it, nobody publishes it.
    ForDocuments,
    /// A file that is copied as it is.
    Static,
    /// Nothing to us.
    Other,
}

impl Kind {
    /// Reads the kind off the path.
    pub fn of(path: &str) -> Self {
        if path == crate::config::CONFIG_FILE {
            return Self::Config;
        }
        if let Some(rest) = path.strip_prefix("content/") {
            return Self::of_content(rest);
        }
        if path.starts_with("static/") {
            return Self::Static;
        }
        theme_name(path).map_or(Self::Other, Self::of_theme)
    }

    /// Whether the program reads it as text.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::Config
                | Self::Page
                | Self::Contacts
                | Self::Signs
                | Self::Facts
                | Self::ChartData
                | Self::Guide
                | Self::KeptSource
                | Self::Forbidden
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
        )
    }

    fn of_content(rest: &str) -> Self {
        match rest.split_once('.') {
            _ if rest.starts_with(KEPT_SOURCES) => Self::KeptSource,
            _ if rest.ends_with(".md") => Self::Page,
            _ if rest.ends_with(".csv") => Self::ChartData,
            _ if rest == "forbidden.toml" => Self::Forbidden,
            _ if rest == "short-codes.toml" => Self::ShortCodes,
            _ if rest == "short-codes.lock" => Self::PrintedCodes,
            _ if rest == "gone.toml" => Self::Gone,
            _ if rest == CONTACT_LOG => Self::ContactLog,
            _ if ledger_edition(rest).is_some() => Self::Ledger,
            Some(("contacts", suffix)) if suffix.ends_with("toml") => Self::Contacts,
            Some(("signs", suffix)) if suffix.ends_with("toml") => Self::Signs,
            Some(("facts", suffix)) if suffix.ends_with("toml") => Self::Facts,
            Some((name, suffix)) if is_guide(name) && suffix.ends_with("toml") => Self::Guide,
            _ => Self::PageFile,
        }
    }

    fn of_theme(name: &str) -> Self {
        let folder = name.split('/').next().unwrap_or_default();
        match (folder, name.rsplit_once('.').map_or("", |(_, extension)| extension)) {
            ("templates", _) => Self::Template,
            ("styles", "css") => Self::Style,
            ("strings", "toml") => Self::Strings,
            ("icons", "svg") => Self::Icon,
            ("scripts", "js") => Self::Script,
            ("documents" | "fonts", _) => Self::ForDocuments,
            _ => Self::ThemeFile,
        }
    }
}

/// The edition whose published addresses stand in a file below `content/`: `public` for `addresses.lock`, `partner` for
/// `addresses-partner.lock`.
pub fn ledger_edition(rest: &str) -> Option<&str> {
    let name = rest.strip_prefix("addresses")?.strip_suffix(".lock")?;
    match name.strip_prefix('-') {
        Some(edition) if !edition.is_empty() && !edition.contains('/') => Some(edition),
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

fn is_guide(name: &str) -> bool {
    name == "guide" || (name.starts_with("guide-") && !name.contains('/'))
}

/// The folder below `content/` that keeps what translations were made from, with a slash at the end.
pub const KEPT_SOURCES: &str = ".sources/";

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

/// Whether a file or folder is none of the site's: hidden ones, and what editors and Office leave behind while writing.
pub fn is_ignored(name: &str) -> bool {
    (name.starts_with('.') && name != KEPT_SOURCES.trim_end_matches('/'))
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".tmp")
        || name == "4913"
        || name == "Thumbs.db"
        || name == "desktop.ini"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_paths() {
        let check = |path, kind| assert_eq!(Kind::of(path), kind, "{path}");
        check("liberate.toml", Kind::Config);
        check("content/help.pl.md", Kind::Page);
        check("content/contacts.toml", Kind::Contacts);
        check("content/contacts.zh-Hans.toml", Kind::Contacts);
        check("content/facts.toml", Kind::Facts);
        check("content/facts.pl.toml", Kind::Facts);
        check("content/partners/by-year.csv", Kind::ChartData);
        check("static/by-year.csv", Kind::Static);
        check("content/guide.toml", Kind::Guide);
        check("content/guide-partner.pl.toml", Kind::Guide);
        check("content/guide-dogs/list.toml", Kind::PageFile);
        check("content/signs/signs.toml", Kind::PageFile);
        check("content/signs/photo.jpg", Kind::PageFile);
        check("themes/liberate/templates/base.html", Kind::Template);
        check("templates/base.html", Kind::Template);
        check("themes/liberate/styles/main.css", Kind::Style);
        check("themes/liberate/scripts/exit.js", Kind::Script);
        check("themes/liberate/images/icon.svg", Kind::ThemeFile);
        check("themes/liberate/documents/slides.typ", Kind::ForDocuments);
        check("themes/liberate/fonts/Text-Bold.ttf", Kind::ForDocuments);
        check("content/forbidden.toml", Kind::Forbidden);
        check("content/.sources/0123.md", Kind::KeptSource);
        check("content/short-codes.toml", Kind::ShortCodes);
        check("content/short-codes.lock", Kind::PrintedCodes);
        check("content/addresses.lock", Kind::Ledger);
        check("content/addresses-partner.lock", Kind::Ledger);
        check("content/addresses-.lock", Kind::PageFile);
        check("content/news/addresses.lock", Kind::PageFile);
        check("content/gone.toml", Kind::Gone);
        check("content/contacts.lock", Kind::ContactLog);
        check("themes/liberate/README.md", Kind::Other);
        check("static/robots.txt", Kind::Static);
        check("src/main.rs", Kind::Other);
    }
}
