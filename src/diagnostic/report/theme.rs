//! Messages about the theme.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt_long, meant, warning};
use crate::diagnostic::{Diagnostic, Location};

/// A template that is not there.
pub fn missing_template(location: Location, name: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "add it to the theme's folder `templates`, or use another");
    error(location, "missing-template", format!("there is no template `{name}`"), hint)
}

/// A template that cannot be read.
pub fn template_syntax(location: Location, why: &str) -> Diagnostic {
    let hint = "compare with the lines around: every {{, {% and block needs its end";
    error(location, "template-syntax", format!("this template cannot be read: {}", excerpt_long(why)), hint)
}

/// The code of a template that fails.
pub const TEMPLATE_FAILED: &str = "template-failed";

/// A template that fails while it shows a page.
pub fn template_failed(location: Location, page: &str, why: &str) -> Diagnostic {
    let message = format!("this template fails for `{page}`: {}", excerpt_long(why));
    error(location, TEMPLATE_FAILED, message, "check the name; for what may be absent write (name?.part or \"\")")
}

/// A template whose loops write more than any page has.
pub fn template_endless(location: Location, page: &str) -> Diagnostic {
    let message = format!("this template writes more than 16 MB for `{page}`, so a loop in it has no sensible end");
    error(location, "template-endless", message, "let the loop end sooner, or go through a shorter list")
}

/// Loops of a template that turn more often than any page needs.
pub fn template_turns(location: Location, page: &str) -> Diagnostic {
    let message =
        format!("the loops and parts for `{page}` have turned a million times, so one of them has no sensible end");
    error(location, "template-endless", message, "let the loop end sooner, or go through a shorter list")
}

/// A set of templates that does not fit together.
pub fn template_set(location: Location, why: &str) -> Diagnostic {
    let hint = "check the names after extends, include and the filters";
    error(location, "template-set", format!("the templates do not fit together: {}", excerpt_long(why)), hint)
}

/// An interface string that is not there.
pub fn missing_string(location: Location, key: &str) -> Diagnostic {
    let message = format!("the interface string `{key}` is missing");
    error(location, "missing-string", message, format!("add `{key}` with its words in this language"))
}

/// Several interface strings that a language lacks, perhaps all.
pub fn missing_strings(location: Location, keys: &[&str], language: &str, source: &str) -> Diagnostic {
    let named = keys.iter().take(3).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let more = keys.len().saturating_sub(3);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let message = format!("{} interface strings of `{language}` are missing: {named}{more}", keys.len());
    let hint = format!("run `liberate translate export {language} {source}`, have the file translated, then import it");
    error(location, "missing-string", message, hint)
}

/// An interface string that nobody uses.
pub fn unknown_string(location: Location, key: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "remove it: the site's own language has no such string");
    error(location, "unknown-string", format!("unknown interface string `{key}`"), hint)
}

/// Placeholders that differ between languages.
pub fn placeholders_differ(location: Location, key: &str, own: &[String], source: &[String]) -> Diagnostic {
    let show = |names: &[String]| {
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.iter().map(|n| format!("{{{n}}}")).collect::<Vec<_>>().join(" ")
        }
    };
    let message = format!("`{key}` has the placeholders {}, its source has {}", show(own), show(source));
    error(location, "placeholders-differ", message, "use the same names in braces")
}

/// A plural form that the language needs.
pub fn missing_plural(location: Location, key: &str, category: &str) -> Diagnostic {
    let message = format!("`{key}` lacks the plural form `{category}`");
    error(location, "missing-plural", message, format!("add {category} = \"…\""))
}

/// A style sheet that cannot be read.
pub fn bad_style(location: Location, why: &str) -> Diagnostic {
    error(location, "bad-style", format!("this style sheet cannot be read: {}", excerpt_long(why)), "correct the line")
}

/// A style sheet with more brackets in each other than can be read.
pub fn style_too_deep(location: Location) -> Diagnostic {
    let message = "this style sheet has too many brackets in each other here, so it cannot be read";
    error(location, "style-too-deep", message, "close the brackets before it, or write it with fewer in each other")
}

/// A theme file that is not there.
pub fn missing_theme_file(location: Location, name: &str, near: Option<&str>) -> Diagnostic {
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let hint = meant(near, format!("look up the names in the theme's folder {folder}, or add the file there"));
    error(location, "missing-theme-file", format!("the theme has no file `{name}`"), hint)
}

/// A template that might say something else once minified.
pub fn not_minified(location: Location) -> Diagnostic {
    let hint = "write here a whole tag, outside comments and without `<` among the words, and end every element in the template and \
                the branch of `if` that begins it";
    warning(location, "not-minified", "this template is used as it is, because it cannot be minified safely", hint)
}

/// A colour that no style sheet of the theme names.
pub fn unknown_token(location: Location, name: &str, near: Option<&str>) -> Diagnostic {
    let hint =
        meant(near, "name a custom property of `:root` in the theme's styles without its dashes, or write #rrggbb");
    error(location, "unknown-token", format!("the theme's styles have no colour `{}`", excerpt_long(name)), hint)
}

/// The mark of presentations, of which there is no drawing.
pub fn mark_not_drawn(location: Location, name: &str) -> Diagnostic {
    let message = format!("the theme has no pictogram `{}` that presentations can show", excerpt_long(name));
    error(
        location,
        "mark-not-drawn",
        message,
        "name a file of the theme's folder `icons` that has one colour and plain shapes",
    )
}
