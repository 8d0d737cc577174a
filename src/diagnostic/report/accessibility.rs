//! Messages about pages that somebody could not read or use.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt, warning};
use crate::diagnostic::{Diagnostic, Location};

/// A page without the right language.
pub fn page_language(location: Location) -> Diagnostic {
    let hint = "write <html lang=\"{{ lang.tag }}\" dir=\"{{ lang.dir }}\">";
    error(location, "page-language", "a page does not say which language it is in", hint)
}

/// A page without the right direction.
pub fn page_direction(location: Location) -> Diagnostic {
    let hint = "write <html lang=\"{{ lang.tag }}\" dir=\"{{ lang.dir }}\">";
    error(location, "page-direction", "a page in a language from right to left does not say so", hint)
}

/// A part whose language is none.
pub fn part_language(location: Location, tag: &str) -> Diagnostic {
    let message = format!("`{}` is no language tag", excerpt(tag));
    error(location, "part-language", message, "use a tag such as en, pl, ur, zh-Hans")
}

/// A part that runs the wrong way.
pub fn wrong_direction(location: Location, tag: &str, wanted: &str) -> Diagnostic {
    let message = format!("words in `{tag}` run the wrong way");
    error(location, "wrong-direction", message, format!("write dir=\"{wanted}\" beside lang=\"{tag}\""))
}

/// Letters that the language does not use.
pub fn foreign_script(location: Location, run: &str) -> Diagnostic {
    let message = format!("`{}` is in letters that this language does not use", excerpt(run));
    warning(
        location,
        "foreign-script",
        message,
        "write {{ lang(tag=\"…\", text=\"…\") }}, so that it is read aloud and shown right",
    )
}

/// Not one main heading.
pub fn main_heading(location: Location, found: usize) -> Diagnostic {
    let message = format!("a page has {found} headings of level 1 and must have one");
    error(location, "main-heading", message, "show the page's title in <h1>, and begin all others with <h2>")
}

/// A heading level left out in the finished page.
pub fn heading_order(location: Location, from: u8, to: u8) -> Diagnostic {
    let message = format!("in the finished page a heading of level {to} follows one of level {from}");
    let hint = format!("use level {} here; a part begins with the level of the place where it is shown", from + 1);
    error(location, "heading-order", message, hint)
}

/// Not one main part.
pub fn main_landmark(location: Location, found: usize) -> Diagnostic {
    let message = format!("a page has {found} elements <main> and must have one");
    error(location, "main-landmark", message, "put what differs from page to page into one <main>")
}

/// Several headers or footers of the page.
pub fn repeated_landmark(location: Location, landmark: &str) -> Diagnostic {
    let message = format!("a page has more than one landmark `{landmark}`");
    error(location, "repeated-landmark", message, "keep one, or move the other into <main>, <article> or <section>")
}

/// Landmarks of one kind that cannot be told apart.
pub fn landmark_without_label(location: Location, landmark: &str) -> Diagnostic {
    let message = format!("this landmark `{landmark}` has no name to tell it from others");
    error(
        location,
        "landmark-without-label",
        message,
        "give it aria-label=\"{{ t(key=\"…\") }}\", or aria-labelledby=\"…\"",
    )
}

/// Landmarks of one kind with one name.
pub fn landmark_label_repeated(location: Location, landmark: &str, label: &str) -> Diagnostic {
    let message = format!("two landmarks `{landmark}` are both called `{}`", excerpt(label));
    error(location, "landmark-label-repeated", message, "give each a name of its own")
}

/// Words in no landmark.
pub fn outside_landmarks(location: Location) -> Diagnostic {
    let hint = "put them into <header>, <nav>, <main>, <footer> or an element with role=\"region\" and a name";
    error(location, "outside-landmarks", "these words are outside every landmark", hint)
}

/// A page without a title.
pub fn page_title(location: Location, found: usize) -> Diagnostic {
    let message = if found == 1 {
        "the title of a page is empty".to_owned()
    } else {
        format!("a page has {found} elements <title> and must have one")
    };
    error(location, "page-title", message, "write <title>{{ page.head_title }}</title>")
}

/// A title in the head that is not the page's.
pub fn title_differs(location: Location, sensitive: bool) -> Diagnostic {
    let (message, hint) = if sensitive {
        (
            "a sensitive page shows more than its neutral title",
            "write <title>{{ page.head_title }}</title> and nothing else",
        )
    } else {
        ("<title> does not begin with the page's own title", "write <title>{{ page.head_title }}</title>")
    };
    error(location, "title-differs", message, hint)
}

/// Two pages with one title.
pub fn duplicate_title(location: Location, title: &str, other: &str) -> Diagnostic {
    let message = format!("`{other}` has the same title `{}`", excerpt(title));
    error(
        location,
        "duplicate-title",
        message,
        "give this page a title of its own, so that tabs and lists can be told apart",
    )
}

/// An id twice.
pub fn duplicate_id(location: Location, id: &str) -> Diagnostic {
    let message = format!("the id `{}` occurs more than once in the finished page", excerpt(id));
    error(
        location,
        "duplicate-id",
        message,
        "give one of them another id; for a heading write ## Heading {#another-id}",
    )
}

/// A reference to an id that is not there.
pub fn missing_id(location: Location, name: &str, id: &str) -> Diagnostic {
    let message = format!("`{name}` names the id `{}`, which the finished page does not have", excerpt(id));
    error(location, "missing-id", message, "add the id to the element that is meant, or correct the name")
}

/// A picture whose text is not said to be empty.
pub fn image_text(location: Location) -> Diagnostic {
    error(
        location,
        "image-text",
        "this picture has no `alt`",
        "write alt=\"what it shows\", or alt=\"\" if it says nothing",
    )
}

/// A drawing that says neither what it is nor that it is nothing.
pub fn drawing_text(location: Location) -> Diagnostic {
    let hint = "write aria-hidden=\"true\" if it says nothing, or role=\"img\" and aria-label=\"what it shows\"";
    error(location, "drawing-text", "this drawing does not say what it shows", hint)
}

/// A link without a name.
pub fn nameless_link(location: Location) -> Diagnostic {
    let hint = "put words into the link, or aria-label=\"where it leads\"";
    error(location, "nameless-link", "this link says nothing to people who cannot see it", hint)
}

/// A button without a name.
pub fn nameless_button(location: Location, name: &str) -> Diagnostic {
    let hint = "put words into it, or aria-label=\"what it does\"";
    error(location, "nameless-button", format!("this `{name}` says nothing to people who cannot see it"), hint)
}

/// A link that says nothing away from its sentence.
pub fn vague_link(location: Location, words: &str) -> Diagnostic {
    let hint = "say in the link what the reader will find, such as [signs at a car wash](…)";
    error(location, "vague-link", format!("a link that says `{words}` says nothing by itself"), hint)
}

/// A field without a label.
pub fn field_without_label(location: Location) -> Diagnostic {
    let hint = "write <label for=\"id\"> with the field's id, or put the field inside its label";
    error(location, "field-without-label", "this field does not say what to enter", hint)
}

/// A table without headers.
pub fn table_without_headers(location: Location) -> Diagnostic {
    let hint = "use <th scope=\"col\"> in the first row, or <th scope=\"row\"> in the first column";
    error(location, "table-without-headers", "this table has no headers", hint)
}

/// A page that cannot be made larger.
pub fn zoom_blocked(location: Location) -> Diagnostic {
    let hint = "remove user-scalable and maximum-scale";
    error(location, "zoom-blocked", "readers cannot make this page larger", hint)
}

/// A page that does not fit a phone.
pub fn viewport_missing(location: Location) -> Diagnostic {
    let hint = "write <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">";
    error(location, "viewport-missing", "a page does not fit itself to the width of a phone", hint)
}

/// A jump in the order of the keyboard.
pub fn tab_order(location: Location) -> Diagnostic {
    let hint = "remove it or write tabindex=\"0\", and put the element where it is to be reached";
    error(location, "tab-order", "a `tabindex` above 0 makes the keyboard jump", hint)
}

/// Sound or pictures that begin by themselves.
pub fn autoplay(location: Location) -> Diagnostic {
    error(location, "autoplay", "this plays automatically", "remove `autoplay`: somebody may be listening")
}

/// Colours that are too near to each other.
pub fn low_contrast(location: Location, what: &str, on: &str, scheme: &str, found: f64, wanted: f64) -> Diagnostic {
    let found = (found * 100.0).floor() / 100.0;
    let message =
        format!("`{what}` on `{on}` has a contrast of {found}:1 in the {scheme} scheme, it must be {wanted}:1");
    error(location, "low-contrast", message, "make one of the two darker or lighter")
}

/// A colour that is not there.
pub fn unknown_colour(location: Location, name: &str) -> Diagnostic {
    let message = format!("there is no colour `{}` to compare", excerpt(name));
    error(
        location,
        "unknown-colour",
        message,
        "name a custom property without its dashes, whose value is written as #rrggbb",
    )
}

/// Something too small for a finger.
pub fn small_target(location: Location, selector: &str, found: Option<f64>) -> Diagnostic {
    let message = match found {
        Some(found) => format!("`{}` is {found} pixels high, a finger needs 44", excerpt(selector)),
        None => format!("no rule for `{}` says how high it is at least", excerpt(selector)),
    };
    error(location, "small-target", message, "write min-block-size: 2.75rem or more")
}

/// A focus that nobody sees.
pub fn focus_hidden(location: Location, selector: &str) -> Diagnostic {
    let message = format!("`{}` does not show that the keyboard has reached it", excerpt(selector));
    error(
        location,
        "focus-hidden",
        message,
        "keep the outline, or show the focus in another way in a rule for the same selector",
    )
}
