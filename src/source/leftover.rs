//! What editors, programs that synchronise and systems leave behind: it is not read, and `check` names it.
//!
//! A path goes in; whether it is left out comes out.

use super::published::is_for_servers;

/// The folder below `content/` that keeps what translations were made from, with a slash at the end.
pub const KEPT_SOURCES: &str = ".sources/";

/// Hidden names that mean something below `static/`: what RFC 8615 keeps for servers, and a sign for GitHub.
const PUBLISHED_HIDDEN: &[&str] = &[".well-known", ".nojekyll"];

/// Hidden names that people put there for version control and editors: nobody needs to hear of them.
const EXPECTED: &[&str] = &[".git", ".gitignore", ".gitattributes", ".gitkeep", ".keep", ".editorconfig"];

/// Whole names that systems and programs write, in small letters.
const NAMES: &[&str] = &[
    "4913",
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "icon\r",
    "__macosx",
    "$recycle.bin",
    "system volume information",
    "lost+found",
];

/// How names end that are being written, or were when a program stopped; in small letters.
const ENDS: &[&str] =
    &["~", ".swp", ".swo", ".swn", ".swx", ".tmp", ".temp", ".part", ".partial", ".crdownload", ".download"];

/// Whether a file of that path is left out because of its own name or that of a folder around it.
pub fn is_left_out(path: &str) -> bool {
    let names = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    names.into_iter().any(|end| is_leftover(&path[..end]))
}

/// Whether the last name of a path is one that is left out, with everything below it.
pub fn is_leftover(path: &str) -> bool {
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    if name.starts_with('.') {
        return !is_meant(above, name);
    }
    // Nearly every file of a site.
    if name.ends_with(".md") && !name.starts_with(['#', '~']) {
        return false;
    }
    let has_end = |end: &&str| {
        name.len() >= end.len() && name.as_bytes()[name.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
    };
    name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        || ENDS.iter().any(has_end)
        || NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a hidden name means something where it is, or is an order to servers, which is refused aloud.
fn is_meant(above: &str, name: &str) -> bool {
    match above {
        "content" => name == KEPT_SOURCES.trim_end_matches('/'),
        "static" => PUBLISHED_HIDDEN.contains(&name) || is_for_servers(name),
        _ => above.starts_with("static/") && is_for_servers(name),
    }
}

/// Whether nobody needs to hear that a name is left out.
pub fn is_expected(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| EXPECTED.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_behind_is_left_out() {
        for path in [
            "content/help.md~",
            "content/.#help.md",
            "content/#help.md#",
            "content/.help.md.swp",
            "content/~$list.docx",
            "content/.~lock.list.docx#",
            "content/~WRL0001.TMP",
            "content/.git/config",
            "content/a/.sources/b.md",
            "content/Thumbs.db",
            "content/__MACOSX/help.md",
            "static/.secret.json",
            "static/.well-known/.hidden",
            "static/film.mp4.crdownload",
        ] {
            assert!(is_left_out(path), "{path}");
        }
        for path in [
            "content/help.md",
            "content/.sources/0.md",
            "static/.well-known/a.json",
            "static/.nojekyll",
            "static/.htaccess",
            "static/a/.htaccess",
            "content/a#b.md",
            "content/help.md.orig",
        ] {
            assert!(!is_left_out(path), "{path}");
        }
    }
}
