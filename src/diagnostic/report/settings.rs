//! Messages about settings, front matter and records.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt, meant, warning};
use crate::diagnostic::{Diagnostic, Location};

/// A contact for security that is no address.
pub fn bad_security_contact(location: Location, written: &str) -> Diagnostic {
    let message = format!("`{}` is no address that programs can follow", excerpt(written));
    error(
        location,
        "bad-security-contact",
        message,
        "begin it with https://, mailto: or tel:, or name a page, such as @/about/contact.md",
    )
}

/// A release that is too large for its host in some way.
pub fn host_limit(location: Location, what: &str, found: usize, most: usize) -> Diagnostic {
    let message = format!("there are {found} {what}, and the edition's host takes {most} at most");
    let hint = "publish fewer, or let a server of your own send this edition (`host` of `editions`)";
    warning(location, "host-limit", message, hint)
}

/// A contact for security whose last day is past.
pub fn security_expired(location: Location, day: &str) -> Diagnostic {
    let message = format!("the contact for security holds until {day} only, which is past");
    warning(
        location,
        "security-expired",
        message,
        "ask whether the contact is still right, then set a day within a year",
    )
}

/// No settings file.
pub fn missing_config(location: Location) -> Diagnostic {
    let hint = "run the command in the site's folder, or name that folder with --root";
    error(location, "missing-config", "there is no file `liberate.toml`", hint)
}

/// Text that is not TOML.
pub fn bad_toml(location: Location, why: &str) -> Diagnostic {
    let hint = "each line is `key = value`: texts in straight quotes, dates and numbers without, every key once";
    error(location, "bad-toml", format!("this line cannot be read: {}", why.trim()), hint)
}

/// A key that must be there.
pub fn missing_key(location: Location, key: &str) -> Diagnostic {
    error(location, "missing-key", format!("`{key}` is missing"), format!("add a line such as {key} = \"…\""))
}

/// A key that nobody knows.
pub fn unknown_key(location: Location, key: &str, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let otherwise = format!("remove it, or use one of: {}", known.join(", "));
    error(location, "unknown-key", format!("unknown key `{key}`"), meant(near, otherwise))
}

/// A key of a translation that is the same in every language.
pub fn key_in_translation(location: Location, key: &str) -> Diagnostic {
    let hint = "remove it here; the file without a language in its name says it for all languages";
    error(location, "misplaced-key", format!("`{key}` is no word that can be translated"), hint)
}

/// A key that has no place beside another.
pub fn key_beside(location: Location, key: &str, other: &str) -> Diagnostic {
    let message = format!("`{key}` has no place beside `{other}`");
    error(location, "misplaced-key", message, "remove one of the two")
}

/// A value of another type.
pub fn wrong_type(location: Location, key: &str, expected: &str, found: &str) -> Diagnostic {
    let found = match found {
        "string" => "a text in quotes",
        "integer" => "a number",
        "float" => "a number with a point",
        "boolean" => "true or false",
        "datetime" => "a date",
        "array" => "a list",
        "table" => "a table",
        other => other,
    };
    error(location, "wrong-type", format!("`{key}` is {found}"), format!("write {expected}"))
}

/// A whole number that is too small or too large.
pub fn number_out_of_range(location: Location, key: &str, written: i64, least: i64, most: i64) -> Diagnostic {
    let message = format!("`{key}` cannot be {written}");
    error(location, "number-out-of-range", message, format!("write a whole number from {least} to {most}"))
}

/// A date that is none.
pub fn bad_date(location: Location, key: &str, written: &str) -> Diagnostic {
    let message = format!("`{key}` is no date: `{}`", excerpt(written));
    error(location, "bad-date", message, "write a day that exists: year, month, day without quotes, such as 2026-11-22")
}

/// A day with a time behind it.
pub fn date_with_time(location: Location, key: &str, day: &str) -> Diagnostic {
    let message = format!("`{key}` has a time behind its day, and nothing here happens at a time of day");
    error(location, "bad-date", message, format!("write the day alone, without quotes: {day}"))
}

/// A day in quotes.
pub fn quoted_date(location: Location, key: &str, day: &str) -> Diagnostic {
    let message = format!("`{key}` is in quotes, and a day is written without");
    error(location, "bad-date", message, format!("take the quotes away: {day}"))
}

/// A word that is none of those allowed.
pub fn unknown_word(location: Location, key: &str, written: &str, known: &[&str]) -> Diagnostic {
    let near = crate::text::nearest(written, known.iter().copied());
    let hint = meant(near, format!("write one of: {}", known.join(", ")));
    error(location, "unknown-word", format!("`{key}` cannot be `{}`", excerpt(written)), hint)
}

/// An address of the site that is none.
pub fn bad_base_url(location: Location, written: &str, why: &str) -> Diagnostic {
    let message = format!("`base_url` cannot be `{}`: {why}", excerpt(written));
    let hint =
        "write where the site will be published, such as https://liberate.example or https://council.example/portal";
    error(location, "bad-base-url", message, hint)
}

/// A language tag that is none.
pub fn bad_language_tag(location: Location, written: &str) -> Diagnostic {
    let message = format!("`{}` is no language tag", excerpt(written));
    error(location, "bad-language", message, "use a tag such as en, pl, ur, zh-Hans")
}

/// A part of a file's name that was meant as a language; `meant` is the tag, if it can be told.
pub fn nearly_language(location: Location, written: &str, meant: Option<&str>) -> Diagnostic {
    let message = format!("`{}` in this name is not how a language is written", excerpt(written));
    let hint = match meant {
        Some(tag) => {
            format!("rename it to `{}`, with a language as liberate.toml has it", renamed(&location, written, tag))
        }
        None => "write a language as liberate.toml has it, such as pl or zh-Hans; in other names use hyphens, not dots"
            .to_owned(),
    };
    error(location, "bad-language", message, hint)
}

/// A language that the settings do not list.
pub fn unknown_language(location: Location, tag: &str, near: Option<&str>) -> Diagnostic {
    let hint = match near {
        Some(near) => format!("did you mean `{near}`? then rename the file to `{}`", renamed(&location, tag, near)),
        None => format!("add [languages.{tag}] to liberate.toml, or rename the file"),
    };
    error(location, "unknown-language", format!("the site has no language `{tag}`"), hint)
}

/// A language that a page says it has on purpose, and that the settings do not list.
pub fn listed_language(location: Location, tag: &str, near: Option<&str>) -> Diagnostic {
    let message = format!("the site has no language `{}`", excerpt(tag));
    error(location, "unknown-language", message, meant(near, "name languages of liberate.toml, such as [\"en\"]"))
}

/// Translations of a page that says it is in other languages on purpose.
pub fn languages_not_listed(location: Location, tags: &[&str]) -> Diagnostic {
    let said: Vec<String> = tags.iter().map(|tag| format!("`{tag}`")).collect();
    let message = format!("this page is published in languages that it does not list: {}", said.join(", "));
    warning(location, "language-not-listed", message, "add them to `languages`, or remove these translations")
}

/// The name of the file at a place with another language in it.
fn renamed(location: &Location, written: &str, tag: &str) -> String {
    let name = location.file.rsplit('/').next().unwrap_or_default();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{}{tag}.{ending}", stem.strip_suffix(written).unwrap_or(stem))
}

/// A fallback that cannot be.
pub fn unknown_fallback(location: Location, language: &str, fallback: &str) -> Diagnostic {
    let message = format!("`{language}` cannot fall back to `{fallback}`");
    error(location, "unknown-fallback", message, "name another language of the site")
}

/// Languages that fall back to each other.
pub fn fallback_cycle(location: Location, chain: &str) -> Diagnostic {
    let message = format!("these languages fall back to each other: {chain}");
    error(location, "fallback-cycle", message, "remove one `fallback` so that the chain ends")
}

/// No front matter.
pub fn missing_front_matter(location: Location) -> Diagnostic {
    let hint = "begin the file with +++, title = \"…\", +++, each on a line of its own";
    error(location, "missing-front-matter", "this page does not begin with `+++`", hint)
}

/// Front matter without an end.
pub fn unclosed_front_matter(location: Location) -> Diagnostic {
    let hint = "put a line `+++` between the settings at the top and the text";
    error(location, "unclosed-front-matter", "the settings at the top of this page never end", hint)
}

/// An empty title.
pub fn empty_title(location: Location) -> Diagnostic {
    error(location, "empty-title", "the title is empty", "write title = \"…\"")
}

/// A slug that cannot be part of an address.
pub fn bad_slug(location: Location, slug: &str) -> Diagnostic {
    let message = format!("`{}` cannot be part of an address", excerpt(slug));
    error(location, "bad-slug", message, "use letters, digits and hyphens, such as safe-phone")
}

/// Shown digits that are not the dialled ones.
pub fn number_disagrees(location: Location, shown: &str, dialled: &str) -> Diagnostic {
    let message = format!("people see `{shown}` but the phone would dial `{dialled}`");
    error(
        location,
        "number-disagrees",
        message,
        "write the same digits in `display` and `digits`; in `digits` 0-9 only",
    )
}

/// Words for a record that does not exist.
pub fn unknown_record(location: Location, id: &str, near: Option<&str>) -> Diagnostic {
    error(
        location,
        "unknown-record",
        format!("there is no record `{id}`"),
        meant(near, "remove these words, or add the record"),
    )
}

/// What to do about a contact that nobody has checked lately.
const RING: &str = "ring the number, then set `checked_on` to that day and `checked_how` to \"call\"";

/// A contact whose facts are older than they may be.
pub fn contact_expired(location: Location, id: &str, checked: &str, days: i64) -> Diagnostic {
    let message = format!("contact `{id}` was last checked on {checked}, more than {days} days ago");
    warning(location, "contact-expired", message, RING)
}

/// A contact that was never checked.
pub fn contact_unchecked(location: Location, id: &str) -> Diagnostic {
    let message = format!("contact `{id}` has no `checked_on`");
    warning(location, "contact-unchecked", message, RING)
}

/// Contacts of which readers see none.
pub fn no_contact(location: Location) -> Diagnostic {
    let message = "no contact is shown to readers, so they reach nobody";
    let hint =
        "ring a number, write it into its record, then set `state` to \"publish\", `checked_on` and `checked_by_role`";
    warning(location, "no-contact", message, hint)
}

/// A page whose review is overdue.
pub fn review_overdue(location: Location, date: &str) -> Diagnostic {
    let message = format!("this page was to be reviewed by {date}");
    warning(location, "review-overdue", message, "review it, then set `review_by` to the next date")
}

/// A record whose review is overdue.
pub fn record_review_overdue(location: Location, id: &str, date: &str) -> Diagnostic {
    let message = format!("record `{id}` was to be reviewed by {date}");
    warning(location, "review-overdue", message, "review it, then set `review_by` to the next date")
}

/// A record that nobody has confirmed in time.
pub fn confirm_overdue(location: Location, id: &str, date: &str) -> Diagnostic {
    let message = format!("record `{id}` was to be confirmed by {date}");
    warning(location, "confirm-overdue", message, "confirm it, then remove `confirm_by` or set it to the next date")
}

/// A day of an event on a page that is no part.
pub fn event_on_page(location: Location) -> Diagnostic {
    let hint = "add `kind = \"part\"`; `{{ events() }}` shows the part with its day";
    error(location, "event-on-page", "only a part can be an event, and this is a page of its own", hint)
}

/// An event that comes back each year, without its day.
pub fn yearly_without_day(location: Location) -> Diagnostic {
    let hint = "add a line such as event_on = 2026-10-18, or remove `yearly`";
    error(location, "yearly-without-day", "this comes back each year, and nobody says on which day", hint)
}
