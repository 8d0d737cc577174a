//! Every message of the program, one function each, so that wording and advice are the same everywhere.
//!
//! Wording: lower case, no full stop, the thing in backticks. The hint says what to do next.

use super::{Diagnostic, Place, Severity};

fn error(place: Place, code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Diagnostic {
    Diagnostic { place, severity: Severity::Error, code, message: message.into(), hint: hint.into() }
}

fn warning(place: Place, code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..error(place, code, message, hint) }
}

/// The codes of warnings: a build that changed nothing repeats those of the build before.
const WARNINGS: &[&str] = &[
    "contact-expired",
    "contact-unchecked",
    "review-overdue",
    "confirm-overdue",
    "unused-footnote",
    "orphan-translation",
    "translation-outdated",
    "translation-built-otherwise",
    "not-translated",
    "records-outdated",
    "not-minified",
    "foreign-script",
    "hard-to-read",
    "long-sentence",
    "short-code-not-kept",
    "slide-too-full",
    "pdf-without-language",
    "pdf-without-tags",
    "pdf-without-title",
];

/// The code of a warning that was written down; one that is no longer known is just a `warning`.
pub fn code(written: &str) -> &'static str {
    WARNINGS.iter().find(|code| **code == written).copied().unwrap_or("warning")
}

fn meant(near: Option<&str>, otherwise: impl Into<String>) -> String {
    near.map_or_else(|| otherwise.into(), |near| format!("did you mean `{near}`?"))
}

/// Shortens what an author wrote, for a message.
fn excerpt(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 40 { line.to_owned() } else { line.chars().take(39).chain(['…']).collect() }
}

// Files

/// A kept source whose words are not those that its name says.
pub fn damaged_source(place: Place) -> Diagnostic {
    let hint = "bring the file back as it was; nobody edits what translations were made from";
    error(place, "damaged-source", "these are not the words that this file was kept for", hint)
}

/// A translation whose source was not kept.
pub fn missing_source(place: Place, path: &str) -> Diagnostic {
    let hint = format!(
        "bring `{path}` back, or compare the translation with today's source and run `liberate translate confirm`"
    );
    error(
        place,
        "missing-source",
        "the text that this translation was made from is not there, so nobody knows what changed",
        hint,
    )
}

/// A file that stands for a translation and holds none.
pub fn not_translated(place: Place, source: &str) -> Diagnostic {
    let hint = "translate it; until then readers get the source, with a label";
    warning(
        place,
        "not-translated",
        format!("this is blank or says the same as `{source}`, so it is no translation yet"),
        hint,
    )
}

/// A translation whose source has changed.
pub fn translation_outdated(place: Place, passages: usize, source: &str, key: &str, language: &str) -> Diagnostic {
    let what = if passages == 1 { "1 passage".to_owned() } else { format!("{passages} passages") };
    let message = format!("{what} of `{source}` changed since this translation was made");
    warning(
        place,
        "translation-outdated",
        message,
        format!("see the words with `liberate translate diff {key} {language}`"),
    )
}

/// A translation that has other blocks than the text that it was made from.
pub fn built_otherwise(place: Place, source: &str) -> Diagnostic {
    let message =
        format!("its paragraphs and lists are not those of the text that it was made from, so readers get `{source}`");
    warning(
        place,
        "translation-built-otherwise",
        message,
        "translate the changed passages, then run `liberate translate confirm`",
    )
}

/// Words of records whose source has changed.
pub fn records_outdated(place: Place, texts: usize, source: &str, file: &str) -> Diagnostic {
    let what = if texts == 1 { "1 text".to_owned() } else { format!("{texts} texts") };
    let message = format!("{what} of `{source}` changed since these words were made; readers get the source there");
    warning(place, "records-outdated", message, format!("see the words with `liberate translate diff {file}`"))
}

/// A file that cannot be read.
pub fn unreadable(place: Place, reason: &str) -> Diagnostic {
    let hint = "close the program that holds it, or check who may read it, then save it again";
    error(place, "unreadable", format!("this file cannot be read: {reason}"), hint)
}

/// A path that leads out of the site's folder.
pub fn leaves_site(place: Place, path: &str) -> Diagnostic {
    let hint = "use a path inside the site; copy the file into it if you need it";
    error(place, "leaves-site", format!("`{}` leads out of the site's folder", excerpt(path)), hint)
}

/// Text in another encoding.
pub fn bad_utf8(place: Place) -> Diagnostic {
    error(place, "bad-utf8", "this text is not in UTF-8", "save the file again and choose the encoding UTF-8")
}

// Settings, front matter, records

/// No settings file.
pub fn missing_config(place: Place) -> Diagnostic {
    let hint = "run the command in the site's folder, or name that folder with --root";
    error(place, "missing-config", "there is no file `liberate.toml`", hint)
}

/// Text that is not TOML.
pub fn bad_toml(place: Place, why: &str) -> Diagnostic {
    let hint = "each line is `key = value`: texts in straight quotes, dates and numbers without, every key once";
    error(place, "bad-toml", format!("this line cannot be read: {}", why.trim()), hint)
}

/// A key that must be there.
pub fn missing_key(place: Place, key: &str) -> Diagnostic {
    error(place, "missing-key", format!("`{key}` is missing"), format!("add a line such as {key} = \"…\""))
}

/// A key that nobody knows.
pub fn unknown_key(place: Place, key: &str, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let otherwise = format!("remove it, or use one of: {}", known.join(", "));
    error(place, "unknown-key", format!("unknown key `{key}`"), meant(near, otherwise))
}

/// A value of another type.
pub fn wrong_type(place: Place, key: &str, expected: &str, found: &str) -> Diagnostic {
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
    error(place, "wrong-type", format!("`{key}` is {found}"), format!("write {expected}"))
}

/// A date that is none.
pub fn bad_date(place: Place, key: &str, written: &str) -> Diagnostic {
    let message = format!("`{key}` is no date: `{}`", excerpt(written));
    error(place, "bad-date", message, "write year, month, day without quotes, such as 2026-11-22")
}

/// A word that is none of those allowed.
pub fn unknown_word(place: Place, key: &str, written: &str, known: &[&str]) -> Diagnostic {
    let near = crate::text::nearest(written, known.iter().copied());
    let hint = meant(near, format!("write one of: {}", known.join(", ")));
    error(place, "unknown-word", format!("`{key}` cannot be `{}`", excerpt(written)), hint)
}

/// An address of the site that is none.
pub fn bad_base_url(place: Place, written: &str) -> Diagnostic {
    let message = format!("`{}` is no web address", excerpt(written));
    error(place, "bad-base-url", message, "write the site's full address, such as https://liberate.example")
}

/// A language tag that is none.
pub fn bad_language_tag(place: Place, written: &str) -> Diagnostic {
    let message = format!("`{}` is no language tag", excerpt(written));
    error(place, "bad-language", message, "use a tag such as en, pl, ur, zh-Hans")
}

/// A language that the settings do not list.
pub fn unknown_language(place: Place, tag: &str, near: Option<&str>) -> Diagnostic {
    let otherwise = format!("add [languages.{tag}] to liberate.toml, or rename the file");
    error(place, "unknown-language", format!("the site has no language `{tag}`"), meant(near, otherwise))
}

/// A fallback that cannot be.
pub fn unknown_fallback(place: Place, language: &str, fallback: &str) -> Diagnostic {
    let message = format!("`{language}` cannot fall back to `{fallback}`");
    error(place, "unknown-fallback", message, "name another language of the site")
}

/// Languages that fall back to each other.
pub fn fallback_cycle(place: Place, chain: &str) -> Diagnostic {
    let message = format!("these languages fall back to each other: {chain}");
    error(place, "fallback-cycle", message, "remove one `fallback` so that the chain ends")
}

/// No front matter.
pub fn missing_front_matter(place: Place) -> Diagnostic {
    let hint = "begin the file with +++, title = \"…\", +++, each on a line of its own";
    error(place, "missing-front-matter", "this page does not begin with `+++`", hint)
}

/// Front matter without an end.
pub fn unclosed_front_matter(place: Place) -> Diagnostic {
    let hint = "put a line `+++` between the settings at the top and the text";
    error(place, "unclosed-front-matter", "the settings at the top of this page never end", hint)
}

/// An empty title.
pub fn empty_title(place: Place) -> Diagnostic {
    error(place, "empty-title", "the title is empty", "write title = \"…\"")
}

/// A slug that cannot be part of an address.
pub fn bad_slug(place: Place, slug: &str) -> Diagnostic {
    let message = format!("`{}` cannot be part of an address", excerpt(slug));
    error(place, "bad-slug", message, "use letters, digits and hyphens, such as safe-phone")
}

/// Shown digits that are not the dialled ones.
pub fn number_disagrees(place: Place, shown: &str, dialled: &str) -> Diagnostic {
    let message = format!("people see `{shown}` but the phone would dial `{dialled}`");
    error(place, "number-disagrees", message, "write the same digits in `display` and `digits`; in `digits` 0-9 only")
}

/// Words for a record that does not exist.
pub fn unknown_record(place: Place, id: &str, near: Option<&str>) -> Diagnostic {
    error(
        place,
        "unknown-record",
        format!("there is no record `{id}`"),
        meant(near, "remove these words, or add the record"),
    )
}

/// A contact whose facts are older than they may be.
pub fn contact_expired(place: Place, id: &str, checked: &str, days: i64) -> Diagnostic {
    let message = format!("contact `{id}` was last checked on {checked}, more than {days} days ago");
    warning(place, "contact-expired", message, "ring the number, then set `checked_on` to that day")
}

/// A contact that was never checked.
pub fn contact_unchecked(place: Place, id: &str) -> Diagnostic {
    let message = format!("contact `{id}` has no `checked_on`");
    warning(place, "contact-unchecked", message, "ring the number, then set `checked_on` to that day")
}

/// A page whose review is overdue.
pub fn review_overdue(place: Place, date: &str) -> Diagnostic {
    let message = format!("this page was to be reviewed by {date}");
    warning(place, "review-overdue", message, "review it, then set `review_by` to the next date")
}

/// A record whose review is overdue.
pub fn record_review_overdue(place: Place, id: &str, date: &str) -> Diagnostic {
    let message = format!("record `{id}` was to be reviewed by {date}");
    warning(place, "review-overdue", message, "review it, then set `review_by` to the next date")
}

/// A record that nobody has confirmed in time.
pub fn confirm_overdue(place: Place, id: &str, date: &str) -> Diagnostic {
    let message = format!("record `{id}` was to be confirmed by {date}");
    warning(place, "confirm-overdue", message, "confirm it, then remove `confirm_by` or set it to the next date")
}

// Markdown

/// A file at which the parser failed.
pub fn unparsable(place: Place) -> Diagnostic {
    let hint = "undo the last change; if it is right, please report this file as a fault of the program";
    error(place, "unparsable", "the text of this file cannot be read", hint)
}

/// A heading of level 1 in the text.
pub fn heading_one(place: Place) -> Diagnostic {
    let hint = "begin headings in the text with ##";
    error(place, "heading-one", "the page's title is its only heading with one `#`", hint)
}

/// A heading level left out.
pub fn heading_skipped(place: Place, from: u8, to: u8) -> Diagnostic {
    let message = format!("a heading of level {to} follows one of level {from}");
    let hint = format!("write {} here, or add the heading between", "#".repeat(usize::from(from) + 1));
    error(place, "heading-skipped", message, hint)
}

/// A heading without words.
pub fn empty_heading(place: Place) -> Diagnostic {
    error(place, "empty-heading", "this heading has no words", "write the heading, or remove the line")
}

/// Two headings with one id.
pub fn duplicate_anchor(place: Place, id: &str) -> Diagnostic {
    error(place, "duplicate-anchor", format!("two headings have the id `{id}`"), "give one of them another id")
}

/// HTML in Markdown.
pub fn raw_html(place: Place, html: &str) -> Diagnostic {
    let message = format!("HTML is not allowed in pages: `{}`", excerpt(html));
    let name = html.trim_start_matches('<').split([' ', '>', '/', '\n']).next().unwrap_or_default();
    let hint = match name.to_ascii_lowercase().as_str() {
        "img" | "picture" => "write ![what it shows](picture.jpg) and put the picture beside the page",
        "a" => "write [words](@/page.md)",
        "b" | "strong" => "write **bold**",
        "i" | "em" => "write *emphasised*",
        "s" | "del" | "strike" => "write ~~no longer true~~",
        "br" => "end the line with a backslash, or begin a new paragraph",
        "hr" => "write --- on a line of its own",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "write ## Heading, or ### for one below it",
        "ul" | "ol" | "li" => "begin each line of a list with - or with 1.",
        "table" | "tr" | "td" | "th" => "write | Column | Column |, then | --- | --- |, then a line for each row",
        "blockquote" => "begin the line with >",
        "code" | "pre" => "write `code`, or put it between two lines of ```",
        "script" | "iframe" | "embed" | "object" | "frame" => {
            "remove it: pages load nothing from elsewhere and run no code"
        }
        "style" | "link" | "font" | "center" => "remove it: how a page looks stands in the theme's folder `styles`",
        "video" | "audio" => "put the file beside the page and link to the file: nothing plays by itself",
        "form" | "input" | "button" | "select" | "textarea" => {
            "remove it and link to the service's own form: this site asks nobody for anything"
        }
        "svg" => {
            "write {{ icon(name=\"…\") }}, or put the drawing beside the page and write ![what it shows](drawing.svg)"
        }
        "span" | "div" | "p" => "use {{ lang(tag=\"…\", text=\"…\") }} or {% notice() %} … {% end %}",
        "details" | "summary" => "use {% details(summary=\"…\") %} … {% end %}",
        _ => "use Markdown or a shortcode; to show a < as text, write \\<",
    };
    error(place, "raw-html", message, hint)
}

/// A footnote that is not there.
pub fn missing_footnote(place: Place) -> Diagnostic {
    let hint = "write its text on a line that begins with the same mark and a colon, such as [^1]: …";
    error(place, "missing-footnote", "this footnote has no text", hint)
}

/// A footnote that nobody refers to.
pub fn unused_footnote(place: Place, label: &str) -> Diagnostic {
    let hint = format!("write [^{label}] where it belongs, or remove it");
    warning(place, "unused-footnote", format!("nothing refers to the footnote `{label}`"), hint)
}

// Shortcodes

/// A shortcode that cannot be read.
pub fn bad_shortcode(place: Place, cause: &str) -> Diagnostic {
    let hint = "a shortcode looks like {{ contact(id=\"msh\") }}";
    error(place, "bad-shortcode", format!("this shortcode cannot be read: {cause}"), hint)
}

/// Braces without their partners.
pub fn unclosed_braces(place: Place) -> Diagnostic {
    let hint = "close it with the same braces, or write \\{{ to show the braces";
    error(place, "unclosed-braces", "this shortcode has no closing braces", hint)
}

/// An enclosing shortcode without an end.
pub fn unclosed_shortcode(place: Place, name: &str) -> Diagnostic {
    let hint = "write {% end %} on a line of its own where it ends";
    error(place, "unclosed-shortcode", format!("`{name}` begins here and never ends"), hint)
}

/// An end without a beginning.
pub fn stray_end(place: Place) -> Diagnostic {
    error(
        place,
        "stray-end",
        "nothing begins that could end here",
        "remove this {% end %}, or write what it should end",
    )
}

/// An enclosing shortcode inside a line.
pub fn shortcode_not_alone(place: Place) -> Diagnostic {
    let hint = "put {% … %} and {% end %} each on a line of its own";
    error(place, "shortcode-not-alone", "this shortcode shares its line with something else", hint)
}

/// A shortcode inside an address.
pub fn shortcode_in_address(place: Place) -> Diagnostic {
    let hint = "name the page, such as @/help.md, or use a shortcode that makes the whole link";
    error(place, "shortcode-in-address", "a link's address cannot hold a shortcode", hint)
}

/// A shortcode that nobody knows.
pub fn unknown_shortcode(place: Place, name: &str, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let otherwise = format!("use one of: {}", known.join(", "));
    error(place, "unknown-shortcode", format!("unknown shortcode `{name}`"), meant(near, otherwise))
}

/// A shortcode in the wrong braces.
pub fn wrong_form(place: Place, name: &str, encloses: bool) -> Diagnostic {
    let (message, hint) = if encloses {
        (format!("`{name}` encloses text"), format!("write {{% {name}(…) %}} before it and {{% end %}} behind it"))
    } else {
        (format!("`{name}` does not enclose text"), format!("write {{{{ {name}(…) }}}} without an end"))
    };
    error(place, "wrong-form", message, hint)
}

/// A shortcode that makes whole blocks, inside a line.
pub fn block_in_line(place: Place, name: &str) -> Diagnostic {
    let hint = "put it in a paragraph of its own, with an empty line before and behind";
    error(place, "block-in-line", format!("`{name}` makes a whole block and cannot stand inside a sentence"), hint)
}

/// A missing argument.
pub fn missing_argument(place: Place, name: &str, argument: &str) -> Diagnostic {
    let message = format!("`{name}` needs the argument `{argument}`");
    error(place, "missing-argument", message, format!("write {name}({argument}=\"…\")"))
}

/// An argument that nobody knows.
pub fn unknown_argument(place: Place, name: &str, argument: &str, known: &[&str]) -> Diagnostic {
    let near = crate::text::nearest(argument, known.iter().copied());
    let otherwise = if known.is_empty() { "remove it".to_owned() } else { format!("use one of: {}", known.join(", ")) };
    error(place, "unknown-argument", format!("`{name}` has no argument `{argument}`"), meant(near, otherwise))
}

/// An argument of another type.
pub fn wrong_argument(place: Place, argument: &str, expected: &str) -> Diagnostic {
    error(place, "wrong-argument", format!("`{argument}` has the wrong kind of value"), format!("write {expected}"))
}

/// An argument that is none of those allowed.
pub fn bad_argument(place: Place, argument: &str, written: &str, known: &[&str]) -> Diagnostic {
    let near = crate::text::nearest(written, known.iter().copied());
    let hint = meant(near, format!("write one of: {}", known.join(", ")));
    error(place, "bad-argument", format!("`{argument}` cannot be `{}`", excerpt(written)), hint)
}

/// A contact that does not exist.
pub fn unknown_contact(place: Place, id: &str, near: Option<&str>) -> Diagnostic {
    let hint = near.map_or("look up the id in content/contacts.toml".to_owned(), |near| {
        format!("the nearest contact is `{near}`")
    });
    error(place, "unknown-contact", format!("unknown contact `{}`", excerpt(id)), hint)
}

/// A contact that exists but is not shown.
pub fn hidden_contact(place: Place, id: &str, why: &str) -> Diagnostic {
    let hint = "use another contact, or have this one confirmed first";
    error(place, "hidden-contact", format!("contact `{id}` cannot be shown here: {why}"), hint)
}

/// A contact without a number where one is needed.
pub fn contact_without_number(place: Place, id: &str) -> Diagnostic {
    let hint = format!("write {{{{ contact(id=\"{id}\") }}}} or {{{{ contact_name(id=\"{id}\") }}}}");
    error(place, "contact-without-number", format!("contact `{id}` has no number"), hint)
}

/// No sign fits.
pub fn no_signs(place: Place, wanted: &str) -> Diagnostic {
    let hint = "look up types and places in content/signs.toml";
    error(place, "no-signs", format!("no sign has `{}`", excerpt(wanted)), hint)
}

/// A sign that is not there, or not for everybody.
pub fn unknown_sign(place: Place, id: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "look up the ids in content/signs.toml; a sign that is kept back cannot be shown");
    error(place, "unknown-sign", format!("there is no sign `{}` here", excerpt(id)), hint)
}

/// A step of a guide that is both a question and an end, or neither.
pub fn guide_step_unclear(place: Place, id: &str) -> Diagnostic {
    let hint = "give it either `question` and `answers`, or `outcome` with `contacts` or `page`";
    error(place, "guide-step-unclear", format!("step `{}` must be a question or an outcome", excerpt(id)), hint)
}

/// A question that cannot be answered in two ways.
pub fn guide_few_answers(place: Place, id: &str) -> Diagnostic {
    let hint = "write them as `answers.NAME-OF-STEP = \"…\"`, one a line";
    error(place, "guide-few-answers", format!("question `{}` has fewer than two answers", excerpt(id)), hint)
}

/// An end that does not say what to do.
pub fn guide_open_end(place: Place, id: &str) -> Diagnostic {
    let message = format!("outcome `{}` names neither a contact nor a page", excerpt(id));
    error(place, "guide-open-end", message, "add `contacts = [\"…\"]` or `page = \"@/…\"`")
}

/// An answer, or the beginning, that leads to no step.
pub fn guide_leads_nowhere(place: Place, id: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "name one of the steps in this file");
    error(place, "guide-leads-nowhere", format!("there is no step `{}`", excerpt(id)), hint)
}

/// An answer that leads back to a question that was answered before.
pub fn guide_circle(place: Place, id: &str) -> Diagnostic {
    let message = format!("this answer leads back to `{}`, in a circle", excerpt(id));
    error(place, "guide-circle", message, "lead to another step; readers can go back by themselves")
}

/// Too many questions one after another.
pub fn guide_too_long(place: Place, questions: usize, most: usize) -> Diagnostic {
    let message = format!("{questions} questions can follow each other; at most {most} may");
    error(place, "guide-too-long", message, "leave a question out, or give one more answers")
}

/// A step that no answer leads to.
pub fn guide_unreached(place: Place, id: &str) -> Diagnostic {
    let message = format!("no answer leads to step `{}`", excerpt(id));
    error(place, "guide-unreached", message, "lead an answer there, or remove it")
}

/// A part inside itself.
pub fn part_cycle(place: Place, key: &str) -> Diagnostic {
    error(place, "part-cycle", format!("`@/{key}` would show itself inside itself"), "remove one of the two")
}

/// A part that is a page, or the other way round.
pub fn not_a_part(place: Place, key: &str) -> Diagnostic {
    let hint = "give it the line kind = \"part\", or link to it";
    error(place, "not-a-part", format!("`@/{key}` is a page of its own"), hint)
}

// Links, pictures, addresses

/// A link to a page that does not exist.
pub fn unknown_page(place: Place, to: &str, near: Option<&str>) -> Diagnostic {
    let near = near.map(|near| format!("@/{near}"));
    let hint = meant(near.as_deref(), "name the file below content/, such as @/signs/_index.md");
    error(place, "unknown-page", format!("there is no page `{}`", excerpt(to)), hint)
}

/// A link to a page that this edition does not have.
pub fn page_not_in_edition(place: Place, to: &str, why: &str) -> Diagnostic {
    let message = format!("`{}` is {why}, but this page is not", excerpt(to));
    error(place, "page-not-in-edition", message, "link to a page that the same readers can see")
}

/// A link to a place that a page does not have.
pub fn unknown_anchor(place: Place, page: &str, anchor: &str, near: Option<&str>) -> Diagnostic {
    let near = near.map(|near| format!("#{near}"));
    let hint = meant(near.as_deref(), "use the id of one of its headings");
    error(place, "unknown-anchor", format!("`{}` has no heading `#{}`", excerpt(page), excerpt(anchor)), hint)
}

/// A link to an address of the site instead of a file.
pub fn bare_address(place: Place, to: &str) -> Diagnostic {
    let hint = "name the file, such as @/help.md, so that it leads to the reader's language";
    error(place, "bare-address", format!("`{}` is an address of the site itself", excerpt(to)), hint)
}

/// A link without an address.
pub fn empty_link(place: Place) -> Diagnostic {
    error(place, "empty-link", "this link leads nowhere", "write where it leads, such as [words](@/help.md)")
}

/// A link without words.
pub fn link_without_words(place: Place) -> Diagnostic {
    error(place, "link-without-words", "this link has no words", "write [what the reader will find](address)")
}

/// A number among the words of a link.
pub fn number_in_link(place: Place) -> Diagnostic {
    let hint = "put the number behind the link, or leave the link out: the number is one itself";
    error(place, "number-in-link", "a telephone number cannot be part of another link", hint)
}

/// A link that is not `https`.
pub fn bad_scheme(place: Place, to: &str) -> Diagnostic {
    let hint = "use a full https address, or name a file such as @/help.md";
    error(place, "bad-scheme", format!("`{}` is not an address that a page may link to", excerpt(to)), hint)
}

/// A telephone link typed by hand.
pub fn typed_tel_link(place: Place, to: &str) -> Diagnostic {
    let hint = "write {{ number(id=\"…\") }}, so that every page shows the number of the record";
    error(place, "typed-tel-link", format!("`{}` is typed by hand", excerpt(to)), hint)
}

/// A file that is not there.
pub fn missing_file(place: Place, path: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "put the file beside the page, or correct its name");
    error(place, "missing-file", format!("there is no file `{}`", excerpt(path)), hint)
}

/// A picture that is not there.
pub fn missing_picture(place: Place, path: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "put the picture beside the page, or correct its name");
    error(place, "missing-picture", format!("there is no picture `{}`", excerpt(path)), hint)
}

/// A picture from somewhere else.
pub fn remote_picture(place: Place, to: &str) -> Diagnostic {
    let hint = "put a copy beside the page, if its owner allows it: pages load nothing from elsewhere";
    error(place, "remote-picture", format!("`{}` is a picture on another server", excerpt(to)), hint)
}

/// A picture without alternative text.
pub fn picture_without_text(place: Place) -> Diagnostic {
    let hint = "write ![what it shows](picture.jpg), or ![](picture.jpg){decorative} if it says nothing";
    error(place, "picture-without-text", "this picture has no alternative text", hint)
}

/// A decorative picture that has a text.
pub fn decorative_with_text(place: Place) -> Diagnostic {
    let hint = "remove the text or the word {decorative}";
    error(place, "decorative-with-text", "this picture is called decorative but has an alternative text", hint)
}

/// Two outputs at one address.
pub fn address_collision(place: Place, address: &str, other: &str) -> Diagnostic {
    let message = format!("the address `{address}` is taken by `{other}`");
    error(place, "address-collision", message, "give one of them another `slug` or file name")
}

/// Two outputs at addresses that some servers cannot tell apart.
pub fn address_case(place: Place, address: &str, other_address: &str, other: &str) -> Diagnostic {
    let message = format!("`{address}` and `{other_address}` of `{other}` differ only by case or accents' form");
    error(place, "address-case", message, "give one of them another `slug` or file name")
}

/// An alias that is no address.
pub fn bad_alias(place: Place, alias: &str) -> Diagnostic {
    let message = format!("`{}` is no address of this site", excerpt(alias));
    error(place, "bad-alias", message, "write it as it was, such as /old/page/")
}

/// An alias that leads to itself.
pub fn redirect_loop(place: Place, alias: &str) -> Diagnostic {
    let message = format!("the old address `{alias}` leads back to itself");
    error(place, "redirect-loop", message, "remove this alias")
}

/// A translation of nothing.
pub fn orphan_translation(place: Place, key: &str, language: &str) -> Diagnostic {
    let message = format!("this translates `content/{key}`, which does not exist");
    let hint = format!("restore that file, or rename this one; it is published in `{language}` alone");
    warning(place, "orphan-translation", message, hint)
}

/// Two files for one page and language.
pub fn duplicate_translation(place: Place, other: &str) -> Diagnostic {
    let message = format!("`{other}` is the same page in the same language");
    error(place, "duplicate-translation", message, "remove one of the two files")
}

/// A translation whose headings do not match.
pub fn headings_differ(place: Place, own: usize, source: usize) -> Diagnostic {
    let message = if own == source {
        "this translation has headings of other levels than its source".to_owned()
    } else {
        format!("this translation has {own} headings, its source has {source}")
    };
    error(place, "headings-differ", message, "give it the same headings in the same order, or links go astray")
}

/// A term that has no letters for an address.
pub fn bad_term(place: Place, term: &str) -> Diagnostic {
    let message = format!("the term `{}` has no letters or digits", excerpt(term));
    error(place, "bad-term", message, "call it by a word, which also becomes its address")
}

/// A taxonomy that the settings do not name.
pub fn unknown_taxonomy(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "add it to `taxonomies` in liberate.toml");
    error(place, "unknown-taxonomy", format!("the site has no taxonomy `{name}`"), hint)
}

// Numbers

/// A telephone number typed into text.
pub fn typed_number(place: Place, written: &str, id: Option<&str>) -> Diagnostic {
    let hint = match id {
        Some(id) => format!("write {{{{ number(id=\"{id}\") }}}} instead"),
        None => "add the number to content/contacts.toml and show it with {{ number(id=\"…\") }}".to_owned(),
    };
    error(place, "typed-number", format!("the telephone number `{written}` is typed by hand"), hint)
}

// Theme

/// A template that is not there.
pub fn missing_template(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "add it to the theme's folder `templates`, or use another");
    error(place, "missing-template", format!("there is no template `{name}`"), hint)
}

/// A template that cannot be read.
pub fn template_syntax(place: Place, why: &str) -> Diagnostic {
    let hint = "compare with the lines around: every {{, {% and block needs its end";
    error(place, "template-syntax", format!("this template cannot be read: {}", excerpt_long(why)), hint)
}

/// The code of a template that fails.
pub const TEMPLATE_FAILED: &str = "template-failed";

/// A template that fails while it shows a page.
pub fn template_failed(place: Place, page: &str, why: &str) -> Diagnostic {
    let message = format!("this template fails for `{page}`: {}", excerpt_long(why));
    error(place, TEMPLATE_FAILED, message, "check the name; for what may be absent write (name?.part or \"\")")
}

/// A set of templates that does not fit together.
pub fn template_set(place: Place, why: &str) -> Diagnostic {
    let hint = "check the names after extends, include and the filters";
    error(place, "template-set", format!("the templates do not fit together: {}", excerpt_long(why)), hint)
}

/// An interface string that is not there.
pub fn missing_string(place: Place, key: &str) -> Diagnostic {
    let message = format!("the interface string `{key}` is missing");
    error(place, "missing-string", message, format!("add `{key}` with its words in this language"))
}

/// An interface string that nobody uses.
pub fn unknown_string(place: Place, key: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "remove it: the site's own language has no such string");
    error(place, "unknown-string", format!("unknown interface string `{key}`"), hint)
}

/// Placeholders that differ between languages.
pub fn placeholders_differ(place: Place, key: &str, own: &[String], source: &[String]) -> Diagnostic {
    let show = |names: &[String]| {
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.iter().map(|n| format!("{{{n}}}")).collect::<Vec<_>>().join(" ")
        }
    };
    let message = format!("`{key}` has the placeholders {}, its source has {}", show(own), show(source));
    error(place, "placeholders-differ", message, "use the same names in braces")
}

/// A plural form that the language needs.
pub fn missing_plural(place: Place, key: &str, category: &str) -> Diagnostic {
    let message = format!("`{key}` lacks the plural form `{category}`");
    error(place, "missing-plural", message, format!("add {category} = \"…\""))
}

/// A style sheet that cannot be read.
pub fn bad_style(place: Place, why: &str) -> Diagnostic {
    error(place, "bad-style", format!("this style sheet cannot be read: {}", excerpt_long(why)), "correct the line")
}

/// A theme file that is not there.
pub fn missing_theme_file(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let hint = meant(near, format!("look up the names in the theme's folder {folder}, or add the file there"));
    error(place, "missing-theme-file", format!("the theme has no file `{name}`"), hint)
}

/// A page whose text would change when minified.
pub fn not_minified(place: Place) -> Diagnostic {
    let hint = "nothing to do: the page is published as it was; please report it as a fault of the program";
    warning(place, "not-minified", "this page would change if it were minified", hint)
}

fn excerpt_long(why: &str) -> String {
    let line = why.trim().lines().next().unwrap_or_default();
    if line.chars().count() <= 160 { line.to_owned() } else { line.chars().take(159).chain(['…']).collect() }
}

/// Bytes as people say them: thousands, with one digit behind the point.
pub fn kilobytes(bytes: usize) -> String {
    format!("{:.1} kB", bytes as f64 / 1000.0)
}

// Privacy

/// Something that a page would load from another server.
pub fn foreign_resource(place: Place, address: &str) -> Diagnostic {
    let message = format!("`{}` would be loaded from somewhere else", excerpt(address));
    let hint = "put a copy into the site, if its owner allows it: a request tells the other server who reads this page";
    error(place, "foreign-resource", message, hint)
}

/// Code inside a page.
pub fn inline_script(place: Place) -> Diagnostic {
    let hint = "put the code into a file of the theme's folder `scripts`, and load it with defer";
    error(place, "inline-script", "the page holds code of its own", hint)
}

/// A handler inside a page.
pub fn inline_handler(place: Place, name: &str) -> Diagnostic {
    let hint = "listen for it in a file of the theme's folder `scripts`, or make it a link or a form";
    error(place, "inline-handler", format!("`{}` is code inside the page", excerpt(name)), hint)
}

/// Styles inside a page.
pub fn inline_style(place: Place, what: &str) -> Diagnostic {
    let hint = "give the element a class, and style that class in the theme's folder `styles`";
    error(place, "inline-style", format!("`{what}` holds styles of the page's own"), hint)
}

/// A hint to fetch ahead, or a relation that nobody knows.
pub fn preload_hint(place: Place, relation: &str) -> Diagnostic {
    let message = format!("the link relation `{}` makes browsers ask for something ahead", excerpt(relation));
    error(place, "preload-hint", message, "remove it: what was never opened must leave no trace on the phone")
}

/// A file that lets a site be installed.
pub fn web_manifest(place: Place) -> Diagnostic {
    let hint = "remove it: an icon among the apps shows everybody what was read";
    error(place, "web-manifest", "a manifest lets phones install the site", hint)
}

/// A form that sends something to another server.
pub fn form_elsewhere(place: Place, address: &str) -> Diagnostic {
    let hint = "link to the service's own form: what is typed here must not leave this site";
    error(place, "form-elsewhere", format!("this form sends to `{}`", excerpt(address)), hint)
}

/// Another page inside this one.
pub fn embedded(place: Place, name: &str) -> Diagnostic {
    let hint = "link to it, and say what it is: a page inside a page learns who reads it";
    error(place, "embedded", format!("`{name}` embeds another page"), hint)
}

/// A page that leads somewhere else by itself.
pub fn page_refresh(place: Place) -> Diagnostic {
    let hint = "remove it, and use `aliases` for pages that have moved";
    error(place, "page-refresh", "this page goes somewhere else by itself", hint)
}

/// A cookie.
pub fn cookie(place: Place) -> Diagnostic {
    error(place, "cookie", "this page sets a cookie", "remove it: nothing is kept on the phone")
}

/// A changed base for all addresses.
pub fn base_address(place: Place) -> Diagnostic {
    let hint = "remove it: it changes where every link of the page leads";
    error(place, "base-address", "`base` is not allowed", hint)
}

/// A link that runs code.
pub fn code_address(place: Place, scheme: &str) -> Diagnostic {
    let hint = "use an https address or a page; code belongs into the theme's folder `scripts`";
    error(place, "code-address", format!("a link to `{scheme}:` runs code"), hint)
}

/// A link that tells a third party that it was pressed.
pub fn link_ping(place: Place) -> Diagnostic {
    error(place, "link-ping", "`ping` tells another server that this link was pressed", "remove the attribute")
}

/// A link that carries where its reader came from.
pub fn tracking_code(place: Place, mark: &str) -> Diagnostic {
    let hint = "cut the address off before it: the link works without";
    error(place, "tracking-code", format!("`{mark}` in this link follows the reader"), hint)
}

/// What a script must not be able to do.
pub fn script_power(place: Place, power: &str, what: &str) -> Diagnostic {
    let hint = "remove it: scripts of this site store nothing, ask nobody and run no other code";
    error(place, "script-power", format!("`{power}` {what}"), hint)
}

/// A policy that allows too much.
pub fn weak_policy(place: Place, why: &str) -> Diagnostic {
    let message = format!("the security policy is too weak: {why}");
    error(place, "weak-policy", message, "please report this as a fault of the program")
}

// Safety

/// No exit on a page.
pub fn exit_missing(place: Place) -> Diagnostic {
    let hint =
        "show the link `site.links.exit` at the top of every page, or remove `exit` from the [links] in liberate.toml";
    error(place, "exit-missing", "a page has no link to leave the site quickly", hint)
}

/// More than one exit on a page.
pub fn exit_repeated(place: Place) -> Diagnostic {
    let hint = "keep the one at the top: two buttons make people stop and think";
    error(place, "exit-repeated", "a page has more than one link to where the exit leads", hint)
}

/// An exit that comes too late.
pub fn exit_late(place: Place) -> Diagnostic {
    let hint = "only the link to the main text may come before it";
    error(place, "exit-late", "the exit is not the first or second thing that the keyboard reaches", hint)
}

/// An exit in another language.
pub fn exit_label(place: Place, wanted: &str, found: &str) -> Diagnostic {
    let message = format!("the exit says `{}` where this language says `{}`", excerpt(found), excerpt(wanted));
    error(place, "exit-label", message, "show the string `exit.label` in it and nothing else")
}

/// An exit that leads nowhere safe.
pub fn exit_address(place: Place, to: &str) -> Diagnostic {
    let message = format!("the exit cannot lead to `{}`", excerpt(to));
    error(place, "exit-address", message, "name a neutral site of others with its full https address")
}

/// No link to the page about safety.
pub fn safety_link_missing(place: Place) -> Diagnostic {
    let hint = "show `site.links.safety` on every page, or remove `safety` from the [links] in liberate.toml";
    error(place, "safety-link-missing", "a page has no link to the page about safety", hint)
}

/// No number for danger.
pub fn emergency_missing(place: Place) -> Diagnostic {
    let hint = "show the number of a contact with group = \"danger\" on every page, such as in the footer";
    error(place, "emergency-missing", "a page has no number to call in danger", hint)
}

/// A title that tells what a sensitive page is about.
pub fn title_not_neutral(place: Place, title: &str, own: Option<&str>) -> Diagnostic {
    let message = match own {
        Some(_) => format!("`{}` tells what this sensitive page is about", excerpt(title)),
        None => format!("this page is sensitive, and tabs and history would show `{}`", excerpt(title)),
    };
    let hint = "write neutral_title = \"…\" in this language, such as \"Help and advice\"";
    error(place, "title-not-neutral", message, hint)
}

/// A description of a sensitive page.
pub fn sensitive_preview(place: Place) -> Diagnostic {
    let hint = "leave the description out where `page.sensitive` is true";
    error(place, "sensitive-preview", "a sensitive page gives previews a description", hint)
}

/// Words that promise too much.
pub fn false_promise(place: Place, words: &str) -> Diagnostic {
    let hint = "say what is shared and with whom, and what leaving does not do";
    error(place, "false-promise", format!("`{}` promises what nobody can keep", excerpt(words)), hint)
}

// Numbers in what is published

/// A number that belongs to no record.
pub fn unknown_number(place: Place, written: &str) -> Diagnostic {
    let message = format!("`{}` looks like a telephone number, and no shown contact has it", excerpt(written));
    error(place, "unknown-number", message, "add it to content/contacts.toml and show it from there, or remove it")
}

/// A link that shows another number than it dials.
pub fn number_mismatch(place: Place, shown: &str, dialled: &str) -> Diagnostic {
    let message = format!("this link shows `{}` and dials `{}`", excerpt(shown), excerpt(dialled));
    error(
        place,
        "number-mismatch",
        message,
        "take both from one contact: `display` inside the link, `tel` as its address",
    )
}

/// A number whose groups could change places.
pub fn number_not_isolated(place: Place, shown: &str) -> Diagnostic {
    let message = format!("the number `{}` is not kept from left to right", excerpt(shown));
    error(place, "number-not-isolated", message, "write <bdi dir=\"ltr\"> around the number inside the link")
}

/// The same of a number without a link.
pub fn shown_number_not_isolated(place: Place, shown: &str, id: &str) -> Diagnostic {
    let message = format!("the number `{}` is not kept from left to right", excerpt(shown));
    let hint =
        format!("show it with {{{{ number(id=\"{id}\") }}}}, or write <bdi dir=\"ltr\"> around it in a template");
    error(place, "number-not-isolated", message, hint)
}

/// A number in other digits.
pub fn native_digits(place: Place, shown: &str) -> Diagnostic {
    let message = format!("`{}` is not written in the digits 0 to 9", excerpt(shown));
    error(place, "native-digits", message, "write it in 0-9: telephones show no others")
}

/// A number that a translation leaves out.
pub fn number_missing(place: Place, written: &str) -> Diagnostic {
    let message = format!("the source shows `{written}`, and this translation does not");
    error(place, "number-missing", message, "show it here, too: every language gives the same numbers")
}

/// A number that only a translation has.
pub fn number_added(place: Place, written: &str) -> Diagnostic {
    let message = format!("this translation shows `{written}`, and its source does not");
    error(place, "number-added", message, "add it to the source, or remove it: every language gives the same numbers")
}

/// Hours that no record knows.
pub fn unproved_hours(place: Place) -> Diagnostic {
    let message = "`24/7` is said of no contact in its record";
    error(
        place,
        "unproved-hours",
        message,
        "remove it, or have the hours confirmed and write them in content/contacts.toml",
    )
}

/// A text on the forbidden list.
pub fn forbidden_text(place: Place, text: &str, reason: &str) -> Diagnostic {
    let message = format!("`{}` must not occur: {}", excerpt(text), excerpt_long(reason));
    error(place, "forbidden-text", message, "remove it; the list is content/forbidden.toml")
}

/// A number on the forbidden list.
pub fn forbidden_number(place: Place, written: &str, reason: &str) -> Diagnostic {
    let message = format!("the number `{}` must not occur: {}", excerpt(written), excerpt_long(reason));
    error(place, "forbidden-number", message, "remove it; the list is content/forbidden.toml")
}

/// An entry of the forbidden list that does not say why.
pub fn forbidden_without_reason(place: Place, text: &str) -> Diagnostic {
    let message = format!("`{}` has no reason", excerpt(text));
    error(
        place,
        "forbidden-without-reason",
        message,
        "say in quotes behind it why it must not occur, and what is right",
    )
}

/// A mobile telephone.
pub fn mobile_number(place: Place, written: &str) -> Diagnostic {
    let message = format!("`{}` is a mobile telephone, which is somebody's own", excerpt(written));
    let hint = "remove it, or use the number of a service; for examples take 07700 900000 to 07700 900999";
    error(place, "mobile-number", message, hint)
}

/// A person's mailbox.
pub fn personal_mailbox(place: Place, written: &str) -> Diagnostic {
    let message = format!("`{}` looks like a person's own mailbox", excerpt(written));
    let hint = "use the mailbox of a role; if this is one, add it to `mailboxes` in content/forbidden.toml";
    error(place, "personal-mailbox", message, hint)
}

// Accessibility

/// A page without the right language.
pub fn page_language(place: Place) -> Diagnostic {
    let hint = "write <html lang=\"{{ lang.tag }}\" dir=\"{{ lang.dir }}\">";
    error(place, "page-language", "a page does not say which language it is in", hint)
}

/// A page without the right direction.
pub fn page_direction(place: Place) -> Diagnostic {
    let hint = "write <html lang=\"{{ lang.tag }}\" dir=\"{{ lang.dir }}\">";
    error(place, "page-direction", "a page in a language from right to left does not say so", hint)
}

/// A part whose language is none.
pub fn part_language(place: Place, tag: &str) -> Diagnostic {
    let message = format!("`{}` is no language tag", excerpt(tag));
    error(place, "part-language", message, "use a tag such as en, pl, ur, zh-Hans")
}

/// A part that runs the wrong way.
pub fn wrong_direction(place: Place, tag: &str, wanted: &str) -> Diagnostic {
    let message = format!("words in `{tag}` run the wrong way");
    error(place, "wrong-direction", message, format!("write dir=\"{wanted}\" beside lang=\"{tag}\""))
}

/// Letters that the language does not use.
pub fn foreign_script(place: Place, run: &str) -> Diagnostic {
    let message = format!("`{}` is in letters that this language does not use", excerpt(run));
    warning(
        place,
        "foreign-script",
        message,
        "write {{ lang(tag=\"…\", text=\"…\") }}, so that it is read aloud and shown right",
    )
}

/// Not one main heading.
pub fn main_heading(place: Place, found: usize) -> Diagnostic {
    let message = format!("a page has {found} headings of level 1 and must have one");
    error(place, "main-heading", message, "show the page's title in <h1>, and begin all others with <h2>")
}

/// A heading level left out in the finished page.
pub fn heading_order(place: Place, from: u8, to: u8) -> Diagnostic {
    let message = format!("in the finished page a heading of level {to} follows one of level {from}");
    let hint = format!("use level {} here; a part begins with the level of the place where it is shown", from + 1);
    error(place, "heading-order", message, hint)
}

/// Not one main part.
pub fn main_landmark(place: Place, found: usize) -> Diagnostic {
    let message = format!("a page has {found} elements <main> and must have one");
    error(place, "main-landmark", message, "put what differs from page to page into one <main>")
}

/// Several headers or footers of the page.
pub fn repeated_landmark(place: Place, landmark: &str) -> Diagnostic {
    let message = format!("a page has more than one landmark `{landmark}`");
    error(place, "repeated-landmark", message, "keep one, or move the other into <main>, <article> or <section>")
}

/// Landmarks of one kind that cannot be told apart.
pub fn landmark_without_label(place: Place, landmark: &str) -> Diagnostic {
    let message = format!("this landmark `{landmark}` has no name to tell it from others");
    error(
        place,
        "landmark-without-label",
        message,
        "give it aria-label=\"{{ t(key=\"…\") }}\", or aria-labelledby=\"…\"",
    )
}

/// Landmarks of one kind with one name.
pub fn landmark_label_repeated(place: Place, landmark: &str, label: &str) -> Diagnostic {
    let message = format!("two landmarks `{landmark}` are both called `{}`", excerpt(label));
    error(place, "landmark-label-repeated", message, "give each a name of its own")
}

/// Words in no landmark.
pub fn outside_landmarks(place: Place) -> Diagnostic {
    let hint = "put them into <header>, <nav>, <main>, <footer> or an element with role=\"region\" and a name";
    error(place, "outside-landmarks", "these words stand outside every landmark", hint)
}

/// A page without a title.
pub fn page_title(place: Place, found: usize) -> Diagnostic {
    let message = if found == 1 {
        "the title of a page is empty".to_owned()
    } else {
        format!("a page has {found} elements <title> and must have one")
    };
    error(place, "page-title", message, "write <title>{{ page.head_title }}</title>")
}

/// A title in the head that is not the page's.
pub fn title_differs(place: Place, sensitive: bool) -> Diagnostic {
    let (message, hint) = if sensitive {
        (
            "a sensitive page shows more than its neutral title",
            "write <title>{{ page.head_title }}</title> and nothing else",
        )
    } else {
        ("<title> does not begin with the page's own title", "write <title>{{ page.head_title }}</title>")
    };
    error(place, "title-differs", message, hint)
}

/// Two pages with one title.
pub fn duplicate_title(place: Place, title: &str, other: &str) -> Diagnostic {
    let message = format!("`{other}` has the same title `{}`", excerpt(title));
    error(
        place,
        "duplicate-title",
        message,
        "give this page a title of its own, so that tabs and lists can be told apart",
    )
}

/// An id twice.
pub fn duplicate_id(place: Place, id: &str) -> Diagnostic {
    let message = format!("the id `{}` occurs more than once in the finished page", excerpt(id));
    error(place, "duplicate-id", message, "give one of them another id; for a heading write ## Heading {#another-id}")
}

/// A reference to an id that is not there.
pub fn missing_id(place: Place, name: &str, id: &str) -> Diagnostic {
    let message = format!("`{name}` names the id `{}`, which the finished page does not have", excerpt(id));
    error(place, "missing-id", message, "add the id to the element that is meant, or correct the name")
}

/// A picture whose text is not said to be empty.
pub fn image_text(place: Place) -> Diagnostic {
    error(
        place,
        "image-text",
        "this picture has no `alt`",
        "write alt=\"what it shows\", or alt=\"\" if it says nothing",
    )
}

/// A drawing that says neither what it is nor that it is nothing.
pub fn drawing_text(place: Place) -> Diagnostic {
    let hint = "write aria-hidden=\"true\" if it says nothing, or role=\"img\" and aria-label=\"what it shows\"";
    error(place, "drawing-text", "this drawing does not say what it shows", hint)
}

/// A link without a name.
pub fn nameless_link(place: Place) -> Diagnostic {
    let hint = "put words into the link, or aria-label=\"where it leads\"";
    error(place, "nameless-link", "this link says nothing to people who cannot see it", hint)
}

/// A button without a name.
pub fn nameless_button(place: Place, name: &str) -> Diagnostic {
    let hint = "put words into it, or aria-label=\"what it does\"";
    error(place, "nameless-button", format!("this `{name}` says nothing to people who cannot see it"), hint)
}

/// A link that says nothing away from its sentence.
pub fn vague_link(place: Place, words: &str) -> Diagnostic {
    let hint = "say in the link what the reader will find, such as [signs at a car wash](…)";
    error(place, "vague-link", format!("a link that says `{words}` says nothing by itself"), hint)
}

/// A field without a label.
pub fn field_without_label(place: Place) -> Diagnostic {
    let hint = "write <label for=\"id\"> with the field's id, or put the field inside its label";
    error(place, "field-without-label", "this field does not say what to enter", hint)
}

/// A table without headers.
pub fn table_without_headers(place: Place) -> Diagnostic {
    let hint = "use <th scope=\"col\"> in the first row, or <th scope=\"row\"> in the first column";
    error(place, "table-without-headers", "this table has no headers", hint)
}

/// A page that cannot be made larger.
pub fn zoom_blocked(place: Place) -> Diagnostic {
    let hint = "remove user-scalable and maximum-scale";
    error(place, "zoom-blocked", "readers cannot make this page larger", hint)
}

/// A page that does not fit a phone.
pub fn viewport_missing(place: Place) -> Diagnostic {
    let hint = "write <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">";
    error(place, "viewport-missing", "a page does not fit itself to the width of a phone", hint)
}

/// A jump in the order of the keyboard.
pub fn tab_order(place: Place) -> Diagnostic {
    let hint = "remove it or write tabindex=\"0\", and put the element where it is to be reached";
    error(place, "tab-order", "a `tabindex` above 0 makes the keyboard jump", hint)
}

/// Sound or pictures that begin by themselves.
pub fn autoplay(place: Place) -> Diagnostic {
    error(place, "autoplay", "this begins to play by itself", "remove `autoplay`: somebody may be listening")
}

/// Colours that are too near to each other.
pub fn low_contrast(place: Place, what: &str, on: &str, scheme: &str, found: f64, wanted: f64) -> Diagnostic {
    let found = (found * 100.0).floor() / 100.0;
    let message =
        format!("`{what}` on `{on}` has a contrast of {found}:1 in the {scheme} scheme, it must be {wanted}:1");
    error(place, "low-contrast", message, "make one of the two darker or lighter")
}

/// A colour that is not there.
pub fn unknown_colour(place: Place, name: &str) -> Diagnostic {
    let message = format!("there is no colour `{}` to compare", excerpt(name));
    error(
        place,
        "unknown-colour",
        message,
        "name a custom property without its dashes, whose value is written as #rrggbb",
    )
}

/// Something too small for a finger.
pub fn small_target(place: Place, selector: &str, found: Option<f64>) -> Diagnostic {
    let message = match found {
        Some(found) => format!("`{}` is {found} pixels high, a finger needs 44", excerpt(selector)),
        None => format!("no rule for `{}` says how high it is at least", excerpt(selector)),
    };
    error(place, "small-target", message, "write min-block-size: 2.75rem or more")
}

/// A focus that nobody sees.
pub fn focus_hidden(place: Place, selector: &str) -> Diagnostic {
    let message = format!("`{}` does not show that the keyboard has reached it", excerpt(selector));
    error(
        place,
        "focus-hidden",
        message,
        "keep the outline, or show the focus in another way in a rule for the same selector",
    )
}

// Weight

/// A first answer that does not come at once.
pub fn heavy_start(place: Place, found: usize, budget: usize, biggest: &str) -> Diagnostic {
    let message =
        format!("page and styles weigh {} compressed, {} come at once; {biggest}", kilobytes(found), kilobytes(budget));
    error(place, "heavy-start", message, "shorten the page or split it in two, or make the biggest part smaller")
}

/// A page that is too heavy.
pub fn heavy_page(place: Place, found: usize, budget: usize, biggest: &str) -> Diagnostic {
    let message = format!(
        "this page weighs {} with its pictures, it may weigh {}; {biggest}",
        kilobytes(found),
        kilobytes(budget)
    );
    error(place, "heavy-page", message, "make the biggest picture smaller, or leave it out")
}

/// A help page that is too heavy.
pub fn heavy_help(place: Place, found: usize, budget: usize, biggest: &str) -> Diagnostic {
    let message =
        format!("this sensitive page has {} of HTML, it may have {}; {biggest}", kilobytes(found), kilobytes(budget));
    error(place, "heavy-help", message, "shorten it: it must open on a weak signal with nothing else loaded")
}

/// Scripts that are too heavy.
pub fn heavy_script(place: Place, found: usize, budget: usize) -> Diagnostic {
    let message = format!("the scripts of a page have {}, they may have {}", kilobytes(found), kilobytes(budget));
    error(place, "heavy-script", message, "shorten them: every page works without")
}

/// A script that holds the page up.
pub fn script_not_deferred(place: Place) -> Diagnostic {
    error(place, "script-not-deferred", "this script holds the page up", "write `defer` in its tag")
}

// Plain words

/// A text that is too hard.
pub fn hard_to_read(place: Place, age: i32, limit: i32, words: f64, hardest: &[&str]) -> Diagnostic {
    let message = format!("this text needs a reader of {age}, its limit is {limit}");
    let hint = if hardest.is_empty() {
        format!("shorten sentences: they have {words:.0} words each on average")
    } else {
        format!("shorten sentences ({words:.0} words each on average) and long words: {}", hardest.join(", "))
    };
    warning(place, "hard-to-read", message, hint)
}

/// A sentence that is too long.
pub fn long_sentence(place: Place, words: usize, limit: usize) -> Diagnostic {
    let message = format!("this sentence has {words} words, its limit is {limit}");
    warning(place, "long-sentence", message, "make two sentences of it, or a list")
}

// Documents and short codes

/// A short code that people cannot type easily.
pub fn bad_short_code(place: Place, code: &str) -> Diagnostic {
    let hint = "write 1 to 12 small letters, digits and hyphens";
    error(place, "bad-short-code", format!("`{}` cannot be a short code", excerpt(code)), hint)
}

/// A short code that nobody knows.
pub fn unknown_short_code(place: Place, code: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, format!("add a line to content/short-codes.toml: {} = \"@/page.md\"", excerpt(code)));
    error(place, "unknown-short-code", format!("unknown short code `{}`", excerpt(code)), hint)
}

/// A printed short code that leads elsewhere now.
pub fn short_code_changed(place: Place, code: &str, old: &str) -> Diagnostic {
    let message = format!("the short code `{code}` is printed already and leads to `{}`", excerpt(old));
    let hint = "give it back its page and choose a new code; if only the file moved, change short-codes.lock too";
    error(place, "short-code-changed", message, hint)
}

/// A printed short code that is gone.
pub fn short_code_gone(place: Place, code: &str, old: &str) -> Diagnostic {
    let message = format!("the short code `{code}` is printed already and leads nowhere now");
    let hint = format!("add a line to content/short-codes.toml: {code} = \"{}\"", excerpt(old));
    error(place, "short-code-gone", message, hint)
}

/// A short code that is not yet written down as printed.
pub fn short_code_not_kept(place: Place, code: &str, to: &str) -> Diagnostic {
    let message = format!("the short code `{code}` is not kept for good yet");
    let hint = format!("before you print it, add a line to content/short-codes.lock: {code} = \"{}\"", excerpt(to));
    warning(place, "short-code-not-kept", message, hint)
}

/// A page that names a short code which does not lead to it.
pub fn code_not_of_page(place: Place, code: &str, key: &str) -> Diagnostic {
    let message = format!("the short code `{}` does not lead to this page", excerpt(code));
    let hint = format!("add a line to content/short-codes.toml: {} = \"@/{key}\", or remove this one", excerpt(code));
    error(place, "code-not-of-page", message, hint)
}

/// A code for cameras that does not say what it opens.
pub fn code_without_text(place: Place) -> Diagnostic {
    error(
        place,
        "code-without-text",
        "this code does not say what it opens",
        "say it in `alt`: alt=\"Opens the help page\"",
    )
}

/// A variant of something that is no talk, or of a variant.
pub fn bad_base(place: Place, to: &str) -> Diagnostic {
    let message = format!("`{}` cannot have variants", excerpt(to));
    error(place, "bad-base", message, "name a talk that is no variant itself: a page with kind = \"slides\"")
}

/// A page that was replaced by one that was replaced, too.
pub fn replaced_twice(place: Place, to: &str) -> Diagnostic {
    let message = format!("`{}` was replaced itself", excerpt(to));
    error(place, "replaced-twice", message, "name the page that stands now, so that nobody is led from one to the next")
}

/// A setting that this kind of document does not have.
pub fn not_for_kind(place: Place, key: &str, kind: &str) -> Diagnostic {
    error(place, "not-for-kind", format!("`{key}` means nothing for a document of kind `{kind}`"), "remove this line")
}

/// A slide that says nothing.
pub fn slide_without_text(place: Place) -> Diagnostic {
    error(place, "slide-without-text", "this slide has no words", "write some, or remove the line `---` beside it")
}

/// A slide without a title.
pub fn slide_without_title(place: Place) -> Diagnostic {
    let hint = "begin it with a heading: ## Title {#id}";
    error(place, "slide-without-title", "this slide has no title, so nobody can find it by name", hint)
}

/// A second slide with the same title.
pub fn slide_title_repeated(place: Place, title: &str) -> Diagnostic {
    let message = format!("another slide has the title `{}` already", excerpt(title));
    error(place, "slide-title-repeated", message, "give each slide a title of its own")
}

/// A slide of a talk without notes.
pub fn slide_without_notes(place: Place) -> Diagnostic {
    let hint = "say what the presenter says: {% notes() %} … {% end %}";
    error(place, "slide-without-notes", "this slide has no notes for the presenter", hint)
}

/// A table's row with more or fewer cells than its head.
pub fn uneven_row(place: Place, found: usize, expected: usize) -> Diagnostic {
    let message = format!("this row has {found} cells, the head of its table has {expected}");
    error(place, "uneven-row", message, "give each row as many cells as the head; an empty one is written | |")
}

/// A link whose address holds a space.
pub fn link_with_space(place: Place, to: &str) -> Diagnostic {
    let message = format!("the address `{}` has a space in it", excerpt(to));
    error(place, "link-with-space", message, "write %20 for each space, or copy the address again")
}

/// A slide, panel or face on which the words do not fit.
pub fn slide_too_full(place: Place, title: &str) -> Diagnostic {
    let what = if title.is_empty() { "this slide".to_owned() } else { format!("the slide `{}`", excerpt(title)) };
    let hint = "shorten it, move words into the notes, or make two of it";
    warning(place, "slide-too-full", format!("{what} has more words than people can read on it"), hint)
}

/// A picture that Office cannot show.
pub fn picture_not_for_slides(place: Place, path: &str) -> Diagnostic {
    let message = format!("the picture `{}` cannot stand in a presentation", excerpt(path));
    error(place, "picture-not-for-slides", message, "save it as PNG or JPEG")
}

/// An address that is too long for any code.
pub fn code_too_long(place: Place) -> Diagnostic {
    error(place, "code-too-long", "this address is too long for a code", "give the page a short code and name that")
}

/// Letters that stand in no font of the theme.
pub fn letters_without_font(place: Place, letters: &str) -> Diagnostic {
    let message = format!("no font of the theme has `{}`", excerpt(letters));
    error(place, "letters-without-font", message, "write it in another way, or add a font to the theme's `fonts`")
}

/// A document that could not be typeset.
pub fn not_typeset(place: Place, reason: &str) -> Diagnostic {
    let hint = "change what is named here, or tell the people who make the theme";
    error(place, "not-typeset", format!("no PDF could be made: {}", reason.trim()), hint)
}

/// Something that only a page on the screen can show.
pub fn not_on_paper(place: Place, what: &str) -> Diagnostic {
    let message = format!("{what} cannot stand in a document for paper or slides");
    error(place, "not-on-paper", message, "write it as text, a list or a notice")
}

// What authors let stand

/// A rule that nobody knows, or that nobody may break.
pub fn unknown_rule(place: Place, name: &str, near: Option<Option<&str>>) -> Diagnostic {
    match near {
        None => {
            let message = format!("`{}` cannot be allowed: it protects readers", excerpt(name));
            error(place, "rule-protects", message, "remove these lines and correct the finding")
        }
        Some(near) => {
            let hint = meant(near, "write the code that stands in brackets before the finding");
            error(place, "unknown-rule", format!("unknown rule `{}`", excerpt(name)), hint)
        }
    }
}

/// Something let stand without a reason or an end.
pub fn allow_incomplete(place: Place, rule: &str) -> Diagnostic {
    let message = format!("`{rule}` is allowed without a reason or without an end date");
    error(place, "allow-incomplete", message, "write reason = \"…\" and until = a date without quotes")
}

/// Something let stand for too long.
pub fn allow_expired(place: Place, rule: &str, until: &str) -> Diagnostic {
    let message = format!("`{rule}` was allowed until {until}");
    error(place, "allow-expired", message, "correct the finding, or give a new date and say why")
}

// Files that people bring themselves: `what` is the kind of file, `clean` how it is cleaned. What was found is never repeated.

/// A file that says where it was made.
pub fn file_says_where(place: Place, what: &str, clean: &str) -> Diagnostic {
    error(place, "file-place", format!("{what} says where it was made, which nobody should learn from it"), clean)
}

/// A file that names its author, owner or organisation.
pub fn file_names_person(place: Place, what: &str, clean: &str) -> Diagnostic {
    error(place, "file-person", format!("{what} names a person or an organisation in its hidden details"), clean)
}

/// A file with other hidden words and facts.
pub fn file_has_details(place: Place, what: &str, clean: &str) -> Diagnostic {
    error(place, "file-details", format!("{what} has hidden details, such as its camera, notes or history"), clean)
}

/// A file that names a folder of a computer.
pub fn file_names_folder(place: Place, what: &str, clean: &str) -> Diagnostic {
    let message = format!("{what} names a folder of somebody's computer, which often holds a person's name");
    let hint = if what == "this drawing" {
        clean
    } else {
        "remove the link to that file or save it elsewhere, then save this again"
    };
    error(place, "file-folder", message, hint)
}

/// A file with comments.
pub fn file_has_comments(place: Place, what: &str, clean: &str) -> Diagnostic {
    error(place, "file-comments", format!("{what} has comments, or names people who made some"), clean)
}

/// A file with a small picture of itself.
pub fn file_has_thumbnail(place: Place, what: &str, clean: &str) -> Diagnostic {
    let message = format!("{what} has a small hidden picture of how it looked once");
    let hint = if what == "this presentation" || what == "this document" || what == "this workbook" {
        "under File > Info > Properties > Advanced Properties > Summary untick Save Preview Picture, then save"
    } else {
        clean
    };
    error(place, "file-thumbnail", message, hint)
}

/// A presentation with hidden slides, or a workbook with hidden sheets.
pub fn file_hides_parts(place: Place, what: &str) -> Diagnostic {
    let (parts, hint) = if what == "this workbook" {
        ("sheets", "in Excel right-click the name of a sheet, choose Unhide, and delete what is not for readers")
    } else {
        ("slides", "in PowerPoint delete the slides that are struck through in the list, or show them again")
    };
    error(place, "hidden-parts", format!("{what} has hidden {parts}, which everybody can open"), hint)
}

/// A document in which changes were tracked.
pub fn file_has_changes(place: Place, what: &str) -> Diagnostic {
    let message = format!("{what} still holds what was struck out or added, and by whom");
    let hint = "in Word: Review > Accept > Accept All Changes and Stop Tracking, then save";
    let hint = if what == "this workbook" { "in Excel: Review > Unshare Workbook, then save" } else { hint };
    error(place, "tracked-changes", message, hint)
}

/// A file with macros, controls, scripts or actions.
pub fn file_has_programs(place: Place, what: &str, hint: &str) -> Diagnostic {
    error(place, "file-programs", format!("{what} can carry small programs, such as macros"), hint)
}

/// A file inside a file.
pub fn file_in_file(place: Place, what: &str) -> Diagnostic {
    let hint = "remove it, or put a picture of it there; publish the other file beside this one if readers need it";
    error(place, "file-in-file", format!("{what} has another file in it, which nobody has looked at"), hint)
}

/// A picture with something behind its end.
pub fn file_goes_on(place: Place, what: &str) -> Diagnostic {
    let message = format!("{what} goes on after its end: a short film, another picture, or what was cut off");
    error(place, "file-goes-on", message, "open it in Paint, select all, paste it into a new picture and save that")
}

/// A picture in a document that says where it was taken.
pub fn picture_says_where(place: Place, what: &str) -> Diagnostic {
    let message = format!("a picture or film in {what} says where it was made");
    error(place, "picture-place", message, HOW_TO_CLEAN_A_PICTURE_INSIDE)
}

/// A picture in a document with other traces.
pub fn picture_has_details(place: Place, what: &str) -> Diagnostic {
    let message = format!("a picture or film in {what} has hidden details, such as its camera or a name");
    error(place, "picture-details", message, HOW_TO_CLEAN_A_PICTURE_INSIDE)
}

const HOW_TO_CLEAN_A_PICTURE_INSIDE: &str = "clean the photo's own file (in Windows right-click it: Properties > Details > \
     Remove Properties and Personal Information), then put it in again in place of the old one";

/// A PDF without tags.
pub fn pdf_without_tags(place: Place) -> Diagnostic {
    let message = "this PDF has no tags, so screen readers cannot tell headings, lists and tables";
    let hint = "in Word: Save As > PDF, and under `Options` tick `Document structure tags for accessibility`";
    warning(place, "pdf-without-tags", message, hint)
}

/// A PDF without a title.
pub fn pdf_without_title(place: Place) -> Diagnostic {
    let message = "this PDF has no title, so screen readers say the name of the file";
    warning(place, "pdf-without-title", message, "in Word: File > Info > Title, then make the PDF again")
}

/// A PDF that does not say its language.
pub fn pdf_without_language(place: Place) -> Diagnostic {
    let message = "this PDF does not say its language, so screen readers may read it out wrongly";
    let hint = "in Word: Review > Language > Set Proofing Language, then make the PDF again with tags";
    warning(place, "pdf-without-language", message, hint)
}

/// A file that is not what its name says, or is damaged.
pub fn file_broken(place: Place, form: &str) -> Diagnostic {
    let message = format!("this file cannot be read as {form}, so nobody can see what is in it");
    error(place, "file-broken", message, "open it in its program, save it again, and copy that file here")
}

/// A file that is locked.
pub fn file_locked(place: Place, what: &str) -> Diagnostic {
    let message = format!("{what} is locked, so nobody can see what is in it");
    error(place, "file-locked", message, "save it again without a password and without limits on copying or printing")
}

/// A file that holds more than the program unpacks, or holds it in a way that it cannot unpack.
pub fn file_too_large(place: Place, what: &str) -> Diagnostic {
    let message = format!("{what} is too large, or packed in a way that cannot be looked into");
    error(place, "file-too-large", message, "make its pictures smaller or divide it, then save it again")
}

/// A file of a form that is not looked into.
pub fn file_not_inspected(place: Place, instead: &str) -> Diagnostic {
    let message = "files of this form can carry names and places that cannot be seen here";
    error(place, "file-not-inspected", message, instead)
}
