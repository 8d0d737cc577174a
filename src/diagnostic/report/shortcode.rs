//! Messages about shortcodes.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt, meant};
use crate::diagnostic::{Diagnostic, Location};

/// A shortcode that cannot be read.
pub fn bad_shortcode(location: Location, cause: &str) -> Diagnostic {
    let hint = "a shortcode looks like {{ contact(id=\"msh\") }}";
    error(location, "bad-shortcode", format!("this shortcode cannot be read: {cause}"), hint)
}

/// Braces without their partners.
pub fn unclosed_braces(location: Location) -> Diagnostic {
    let hint = "close it with the same braces, or write \\{{ to show the braces";
    error(location, "unclosed-braces", "this shortcode has no closing braces", hint)
}

/// An enclosing shortcode without an end.
pub fn unclosed_shortcode(location: Location, name: &str) -> Diagnostic {
    let hint = "write {% end %} on a line of its own where it ends";
    error(location, "unclosed-shortcode", format!("`{name}` begins here and never ends"), hint)
}

/// An end without a beginning.
pub fn stray_end(location: Location) -> Diagnostic {
    error(
        location,
        "stray-end",
        "nothing begins that could end here",
        "remove this {% end %}, or write what it should end",
    )
}

/// An enclosing shortcode inside a line.
pub fn shortcode_not_alone(location: Location) -> Diagnostic {
    let hint = "put {% … %} and {% end %} each on a line of its own";
    error(location, "shortcode-not-alone", "this shortcode shares its line with something else", hint)
}

/// A shortcode inside an address.
pub fn shortcode_in_address(location: Location) -> Diagnostic {
    let hint = "name the page, such as @/help.md, or use a shortcode that makes the whole link";
    error(location, "shortcode-in-address", "a link's address cannot hold a shortcode", hint)
}

/// A shortcode where nothing can be shown, such as in a title.
pub fn shortcode_misplaced(location: Location) -> Diagnostic {
    let hint = "put it among the words of a paragraph; titles, names and labels cannot hold one";
    error(location, "shortcode-misplaced", "a shortcode cannot be used here, so nothing is shown for it", hint)
}

/// A shortcode that nobody knows.
pub fn unknown_shortcode(location: Location, name: &str, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let otherwise = format!("use one of: {}", known.join(", "));
    error(location, "unknown-shortcode", format!("unknown shortcode `{name}`"), meant(near, otherwise))
}

/// A shortcode in the wrong braces.
pub fn wrong_form(location: Location, name: &str, encloses: bool) -> Diagnostic {
    let (message, hint) = if encloses {
        (format!("`{name}` encloses text"), format!("write {{% {name}(…) %}} before it and {{% end %}} behind it"))
    } else {
        (format!("`{name}` does not enclose text"), format!("write {{{{ {name}(…) }}}} without an end"))
    };
    error(location, "wrong-form", message, hint)
}

/// A shortcode that makes whole blocks, inside a line.
pub fn block_in_line(location: Location, name: &str) -> Diagnostic {
    let hint = "put it in a paragraph of its own, with an empty line before and behind";
    error(location, "block-in-line", format!("`{name}` makes a whole block and cannot be used inside a sentence"), hint)
}

/// A missing argument.
pub fn missing_argument(location: Location, name: &str, argument: &str) -> Diagnostic {
    let message = format!("`{name}` needs the argument `{argument}`");
    error(location, "missing-argument", message, format!("write {name}({argument}=\"…\")"))
}

/// An argument that nobody knows.
pub fn unknown_argument(location: Location, name: &str, argument: &str, known: &[&str]) -> Diagnostic {
    let near = crate::text::nearest(argument, known.iter().copied());
    let otherwise = if known.is_empty() { "remove it".to_owned() } else { format!("use one of: {}", known.join(", ")) };
    error(location, "unknown-argument", format!("`{name}` has no argument `{argument}`"), meant(near, otherwise))
}

/// The changes of contacts on a page for everybody.
pub fn contact_changes_in_public(location: Location) -> Diagnostic {
    let hint = "remove it here; it belongs on a page that has audience = \"partner\"";
    error(
        location,
        "contact-changes-in-public",
        "changes of contacts name contacts for staff, and this page is for everybody",
        hint,
    )
}

/// An argument of another type.
pub fn wrong_argument(location: Location, argument: &str, expected: &str) -> Diagnostic {
    error(location, "wrong-argument", format!("`{argument}` has the wrong kind of value"), format!("write {expected}"))
}

/// An argument that is none of those allowed.
pub fn bad_argument(location: Location, argument: &str, written: &str, known: &[&str]) -> Diagnostic {
    let near = crate::text::nearest(written, known.iter().copied());
    let hint = meant(near, format!("write one of: {}", known.join(", ")));
    error(location, "bad-argument", format!("`{argument}` cannot be `{}`", excerpt(written)), hint)
}

/// A contact that does not exist.
pub fn unknown_contact(location: Location, id: &str, near: Option<&str>) -> Diagnostic {
    let hint = near.map_or("look up the id in content/contacts.toml".to_owned(), |near| {
        format!("the nearest contact is `{near}`")
    });
    error(location, "unknown-contact", format!("unknown contact `{}`", excerpt(id)), hint)
}

/// A contact that exists but is not shown.
pub fn hidden_contact(location: Location, id: &str, why: &str) -> Diagnostic {
    let hint = "use another contact, or have this one confirmed first";
    error(location, "hidden-contact", format!("contact `{id}` cannot be shown here: {why}"), hint)
}

/// A contact without a number where one is needed.
pub fn contact_without_number(location: Location, id: &str) -> Diagnostic {
    let hint = format!("write {{{{ contact(id=\"{id}\") }}}} or {{{{ contact_name(id=\"{id}\") }}}}");
    error(location, "contact-without-number", format!("contact `{id}` has no number"), hint)
}

/// No sign fits.
pub fn no_signs(location: Location, wanted: &str) -> Diagnostic {
    let hint = "look up types and places in content/signs.toml";
    error(location, "no-signs", format!("no sign has `{}`", excerpt(wanted)), hint)
}

/// A sign that is not there, or not for everybody.
pub fn unknown_sign(location: Location, id: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "look up the ids in content/signs.toml; a sign that is kept back cannot be shown");
    error(location, "unknown-sign", format!("there is no sign `{}` here", excerpt(id)), hint)
}

/// A step of a guide that is both a question and an end, or neither.
pub fn guide_step_unclear(location: Location, id: &str) -> Diagnostic {
    let hint = "give it either `question` and `answers`, or `outcome` with `contacts` or `page`";
    error(location, "guide-step-unclear", format!("step `{}` must be a question or an outcome", excerpt(id)), hint)
}

/// A question that cannot be answered in two ways.
pub fn guide_few_answers(location: Location, id: &str) -> Diagnostic {
    let hint = "write them as `answers.NAME-OF-STEP = \"…\"`, one a line";
    error(location, "guide-few-answers", format!("question `{}` has fewer than two answers", excerpt(id)), hint)
}

/// An end that does not say what to do.
pub fn guide_open_end(location: Location, id: &str) -> Diagnostic {
    let message = format!("outcome `{}` names neither a contact nor a page", excerpt(id));
    error(location, "guide-open-end", message, "add `contacts = [\"…\"]` or `page = \"@/…\"`")
}

/// An answer, or the beginning, that leads to no step.
pub fn guide_leads_nowhere(location: Location, id: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "name one of the steps in this file");
    error(location, "guide-leads-nowhere", format!("there is no step `{}`", excerpt(id)), hint)
}

/// An answer that leads back to a question that was answered before.
pub fn guide_circle(location: Location, id: &str) -> Diagnostic {
    let message = format!("this answer leads back to `{}`, in a circle", excerpt(id));
    error(location, "guide-circle", message, "lead to another step; readers can go back by themselves")
}

/// Too many questions one after another.
pub fn guide_too_long(location: Location, questions: usize, most: usize) -> Diagnostic {
    let message = format!("{questions} questions can follow each other; at most {most} may");
    error(location, "guide-too-long", message, "leave a question out, or give one more answers")
}

/// A step that no answer leads to.
pub fn guide_unreached(location: Location, id: &str) -> Diagnostic {
    let message = format!("no answer leads to step `{}`", excerpt(id));
    error(location, "guide-unreached", message, "lead an answer there, or remove it")
}

/// A part inside itself.
pub fn part_cycle(location: Location, key: &str) -> Diagnostic {
    error(location, "part-cycle", format!("`@/{key}` would show itself inside itself"), "remove one of the two")
}

/// Shortcodes that show more and more, such as parts that show other parts twice.
pub fn page_overgrown(location: Location, deepest: usize) -> Diagnostic {
    let message = "what this page shows grows beyond all measure here";
    let hint = format!("show fewer parts and lists; parts may be inside each other {deepest} deep");
    error(location, "page-overgrown", message, hint)
}

/// A part that is a page, or the other way round.
pub fn not_a_part(location: Location, key: &str) -> Diagnostic {
    let hint = "give it the line kind = \"part\", or link to it";
    error(location, "not-a-part", format!("`@/{key}` is a page of its own"), hint)
}
