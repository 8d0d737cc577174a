//! Which kinds of files may be published, and why the others may not: one table, which the handbook shows, too.
//!
//! A name and first bytes go in, a reason to refuse the file comes out, or none.

use super::refusal::Refusal;
use unicode_normalization::UnicodeNormalization;

/// A folder of the site from which files are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// `content/`: beside pages.
    Content,
    /// `static/`.
    Static,
    /// The theme's folders.
    Theme,
}

/// A kind of file that may be published.
#[derive(Clone, Copy, Debug)]
pub struct Published {
    /// What people call it.
    pub what: &'static str,
    /// How names of such files end, in small letters.
    pub endings: &'static [&'static str],
    /// Where it is published from.
    pub areas: &'static [Area],
}

/// What people call files that only sound.
const SOUND: &str = "sound";

const EVERYWHERE: &[Area] = &[Area::Content, Area::Static, Area::Theme];
const OWN: &[Area] = &[Area::Content, Area::Static];
const STATIC: &[Area] = &[Area::Static];

/// Every kind of file that may be published as it is. A name without an ending is a text, in `static/` alone.
pub const PUBLISHED: &[Published] = &[
    Published {
        what: "pictures",
        endings: &["jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp", "svg", "ico"],
        areas: EVERYWHERE,
    },
    Published { what: "PDF", endings: &["pdf"], areas: OWN },
    Published { what: "Word", endings: &["docx", "dotx"], areas: OWN },
    Published { what: "PowerPoint", endings: &["pptx", "potx", "ppsx"], areas: OWN },
    Published { what: "Excel", endings: &["xlsx", "xltx"], areas: OWN },
    Published { what: "film", endings: &["mp4", "m4v", "mov", "3gp"], areas: OWN },
    Published { what: SOUND, endings: &["mp3", "m4a"], areas: OWN },
    Published { what: "captions", endings: &["vtt", "srt"], areas: OWN },
    Published { what: "plain text", endings: &["txt"], areas: EVERYWHERE },
    Published { what: "tables and data", endings: &["csv", "json", "xml", "ics"], areas: STATIC },
    Published { what: "pages of another program", endings: &["html", "htm", "css"], areas: STATIC },
    Published { what: "keys", endings: &["asc"], areas: STATIC },
];

/// Endings under which pages are written, here and with other programs.
const PAGES: &[&str] = &[
    "md", "markdown", "mdown", "mdwn", "mkd", "mkdn", "mdtxt", "mdtext", "mdx", "rmd", "qmd", "mmd", "adoc",
    "asciidoc", "rst", "textile", "org",
];

/// Endings of records, settings and ledgers, here and with other programs.
const RECORDS: &[&str] = &["toml", "lock", "yaml", "yml", "ini", "conf", "cfg", "env", "db", "sqlite", "sqlite3"];

/// Endings of scripts of the web.
const SCRIPTS: &[&str] = &["js", "mjs", "cjs", "jsx", "ts", "tsx", "wasm", "map", "webmanifest"];

/// Endings of programs, of what starts one, and of pages that run in a browser with more power than HTML.
const PROGRAMS: &[&str] = &[
    "exe",
    "com",
    "bat",
    "cmd",
    "msi",
    "msix",
    "msp",
    "scr",
    "pif",
    "cpl",
    "dll",
    "sys",
    "hta",
    "htc",
    "jar",
    "jnlp",
    "vbs",
    "vbe",
    "vb",
    "jse",
    "ws",
    "wsf",
    "wsh",
    "wsc",
    "sct",
    "ps1",
    "psm1",
    "psd1",
    "sh",
    "bash",
    "zsh",
    "csh",
    "fish",
    "run",
    "bin",
    "elf",
    "so",
    "apk",
    "aab",
    "ipa",
    "xpi",
    "crx",
    "app",
    "dmg",
    "pkg",
    "deb",
    "rpm",
    "appimage",
    "reg",
    "inf",
    "lnk",
    "url",
    "desktop",
    "webloc",
    "scf",
    "chm",
    "iso",
    "img",
    "vhd",
    "vhdx",
    "cab",
    "gadget",
    "application",
    "xbap",
    "xll",
    "swf",
    "pl",
    "pm",
    "py",
    "pyc",
    "rb",
    "lua",
    "xhtml",
    "xht",
    "mht",
    "mhtml",
    "xsl",
    "xslt",
    "rdf",
];

/// Parts of names that servers run, wherever they are in the name.
const RUN_BY_SERVERS: &[&str] = &[
    "php", "php3", "php4", "php5", "php7", "php8", "phtml", "phps", "phar", "asp", "aspx", "ascx", "ashx", "asmx",
    "cer", "jsp", "jspx", "cfm", "cgi", "fcgi", "shtml", "shtm", "stm",
];

/// Names that web servers and hosts read as orders.
const SERVERS: &[&str] = &[
    "_redirects",
    "_headers",
    "_worker.js",
    "_routes.json",
    "_config.yml",
    ".htaccess",
    ".htpasswd",
    ".htgroup",
    ".user.ini",
    "php.ini",
    "web.config",
    "netlify.toml",
    "vercel.json",
    "now.json",
    "staticwebapp.config.json",
    "routes.json",
    "firebase.json",
    "wrangler.toml",
    "wrangler.json",
    "nginx.conf",
    "httpd.conf",
    "crossdomain.xml",
    "clientaccesspolicy.xml",
    "cgi-bin",
];

/// Whether a name is one that web servers read as orders.
pub(super) fn is_for_servers(name: &str) -> bool {
    SERVERS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The ending of a path's name in small letters; empty if it has none.
pub fn ending(path: &str) -> String {
    let name = name_of(path);
    let visible = name.strip_prefix('.').unwrap_or(name);
    visible.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.nfkc().collect::<String>().to_lowercase())
}

/// Whether a path ends as the name of sound.
pub fn is_sound(path: &str) -> bool {
    let ending = ending(path);
    PUBLISHED.iter().any(|kind| kind.what == SOUND && kind.endings.contains(&ending.as_str()))
}

/// Why a file below an area is not published; `None` if it may be.
pub fn refusal(path: &str, area: Area) -> Option<Refusal> {
    let (name, ending) = (name_of(path), ending(path));
    let is = |endings: &[&str]| endings.contains(&ending.as_str());
    if path.split('/').any(is_for_servers) {
        return Some(Refusal::Server);
    }
    let is_listed = PUBLISHED.iter().any(|kind| kind.areas.contains(&area) && is(kind.endings));
    let is_settled = is_listed && ending != "txt";
    if !is_settled && holds_ending(name, PAGES) {
        return Some(Refusal::Page);
    }
    if !is_settled && holds_ending(name, &["toml", "lock"]) {
        return Some(Refusal::Record);
    }
    // Some servers run `photo.php.jpg`, too.
    if name.split('.').skip(1).any(|part| RUN_BY_SERVERS.iter().any(|known| known.eq_ignore_ascii_case(part))) {
        return Some(Refusal::Program);
    }
    match () {
        () if is_listed => None,
        () if ending.is_empty() && area == Area::Static && !name.ends_with('.') => None,
        () if is(RECORDS) => Some(Refusal::Record),
        () if is(PROGRAMS) => Some(Refusal::Program),
        () if is(SCRIPTS) => Some(Refusal::Script),
        () => Some(Refusal::Unlisted),
    }
}

/// Whether one of these endings is in a name, at its end or before something that programs add: `.bak`, `_old`, `~HEAD`, ` (1)`.
fn holds_ending(name: &str, endings: &[&str]) -> bool {
    let name = name.nfkc().collect::<String>().to_lowercase();
    let ends = |rest: &str| endings.iter().any(|ending| goes_on(rest, ending));
    name.match_indices('.').any(|(at, _)| at > 0 && ends(&name[at + 1..]))
}

fn goes_on(rest: &str, ending: &str) -> bool {
    rest.strip_prefix(ending).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

/// Bytes at the beginning of a file that are looked at for signs of a page.
const BEGINNING: usize = 1024;

/// Whether a file begins with settings as pages do, behind byte order marks and white space, in UTF-8 or UTF-16: with `+++`, or
/// with `---` and a key, as pages of other programs.
pub fn begins_like_page(bytes: &[u8]) -> bool {
    // What is cut off within a character is nothing that this looks for; in UTF-16 every second byte of plain letters is zero.
    let beginning: Vec<u8> = bytes.iter().take(BEGINNING).copied().filter(|byte| *byte != 0).collect();
    let marks = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, 0xef | 0xbb | 0xbf | 0xfe | 0xff | 0xc2 | 0xa0);
    let start = beginning.iter().position(|byte| !marks(*byte)).unwrap_or(beginning.len());
    let text = String::from_utf8_lossy(&beginning[start..]);
    text.starts_with("+++") || text.strip_prefix("---").is_some_and(begins_with_key)
}

/// Whether the line after a line `---` is a key with a colon.
fn begins_with_key(rest: &str) -> bool {
    let Some((own, next)) = rest.trim_start_matches('\r').split_once('\n') else { return false };
    let key = next.lines().next().unwrap_or_default().split_once(':').map_or("", |(key, _)| key);
    own.trim().is_empty()
        && !key.is_empty()
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Whether a file without an ending is something else than a text: a program, an archive, a picture.
pub fn is_no_text(bytes: &[u8]) -> bool {
    bytes.starts_with(b"#!") || bytes.contains(&0) || std::str::from_utf8(bytes).is_err()
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_listed_is_refused_for_a_reason() {
        let check = |path, area, expected| assert_eq!(refusal(path, area), expected, "{path}");
        let page = Some(Refusal::Page);
        let static_files = [
            ("photo.JPG", None),
            ("LICENCE", None),
            (".well-known/assetlinks.json", None),
            (".nojekyll", None),
            ("report.v2.pdf", None),
            ("plan.md", page),
            ("plan.md.txt", page),
            ("plan.md.pdf", None),
            ("contacts.toml.txt", Some(Refusal::Record)),
            ("settings.yml", Some(Refusal::Record)),
            ("sw.js", Some(Refusal::Script)),
            ("a/_Worker.js", Some(Refusal::Server)),
            ("_worker.js/index.html", Some(Refusal::Server)),
            ("tool.PHP", Some(Refusal::Program)),
            ("tool.php.txt", Some(Refusal::Program)),
            ("photo.php.jpg", Some(Refusal::Program)),
            ("setup.exe", Some(Refusal::Program)),
            ("leaflet.pl.txt", None),
            ("tool.hta", Some(Refusal::Program)),
            ("word.", Some(Refusal::Unlisted)),
            ("a.gif", Some(Refusal::Unlisted)),
        ];
        for (path, expected) in static_files {
            check(path, Area::Static, expected);
        }
        for name in [
            "plan.MD",
            "plan.md.orig",
            "plan.md_old",
            "plan.md~HEAD",
            "plan.md (1)",
            "plan.markdown",
            "a.mdx",
            "plan.md.rej",
        ] {
            check(name, Area::Content, page);
        }
        for name in ["LICENCE", "data.json", "page.html", "a.mdb", "photo.jpg.bak", "a.md5"] {
            check(name, Area::Content, Some(Refusal::Unlisted));
        }
        check("images/car.svg", Area::Theme, None);
        check("images/car.svg.bak", Area::Theme, Some(Refusal::Unlisted));
        check("scripts/exit.mjs", Area::Theme, Some(Refusal::Script));
    }

    #[test]
    fn the_beginning_of_a_page_is_known_behind_marks_and_in_other_encodings() {
        let check = |bytes: &[u8], expected| assert_eq!(begins_like_page(bytes), expected, "{bytes:?}");
        check(b"+++\ntitle = \"x\"\n+++\n", true);
        check(b"\xef\xbb\xbf\r\n \t+++\n", true);
        check(b"\xef\xbb\xbf\xef\xbb\xbf+++\n", true);
        check(b"\xc2\xa0+++", true);
        check(b"\xff\xfe+\0+\0+\0\n\0", true);
        check(b"\xfe\xff\0+\0+\0+\0\n", true);
        check(b"---\ntitle: x\n---\n", true);
        check(b"---\n\nwords: more\n", false);
        check(b"++ plus", false);
        check(b"", false);
        check(b"--- words ---\na: b", false);
    }
}
