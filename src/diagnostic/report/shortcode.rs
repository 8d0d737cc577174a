//! Messages about shortcodes.

use super::{error, excerpt, meant};
use crate::diagnostic::{Diagnostic, Place};

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

/// A shortcode where nothing can be shown, such as in a title.
pub fn shortcode_misplaced(place: Place) -> Diagnostic {
    let hint = "put it among the words of a paragraph; titles, names and labels cannot hold one";
    error(place, "shortcode-misplaced", "a shortcode cannot stand here, so nothing is shown for it", hint)
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

/// The changes of contacts on a page for everybody.
pub fn contact_changes_in_public(place: Place) -> Diagnostic {
    let hint = "remove it here; it belongs on a page that has audience = \"partner\"";
    error(
        place,
        "contact-changes-in-public",
        "changes of contacts name contacts for staff, and this page is for everybody",
        hint,
    )
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

/// Shortcodes that show more and more, such as parts that show other parts twice.
pub fn page_overgrown(place: Place, deepest: usize) -> Diagnostic {
    let message = "what this page shows grows beyond all measure here";
    let hint = format!("show fewer parts and lists; parts may stand in each other {deepest} deep");
    error(place, "page-overgrown", message, hint)
}

/// A part that is a page, or the other way round.
pub fn not_a_part(place: Place, key: &str) -> Diagnostic {
    let hint = "give it the line kind = \"part\", or link to it";
    error(place, "not-a-part", format!("`@/{key}` is a page of its own"), hint)
}
