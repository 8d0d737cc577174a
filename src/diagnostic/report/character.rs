//! Messages about characters that have no shape.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, warning};
use crate::diagnostic::{Diagnostic, Location};
use crate::text::{Why, character_name};

/// A character in a text that readers do not see, or see as something else.
pub fn unseen_character(location: Location, character: char, why: Why) -> Diagnostic {
    let name = character_name(character);
    let (cause, hint) = match why {
        Why::Control => {
            ("is a code for machines that shows nothing", "delete it; type the words around it anew if need be")
        }
        Why::Turns => {
            ("turns the words behind it around, for every reader", "delete it; a language brings its own direction")
        }
        Why::Unpaired => {
            ("changes the direction of words, and its partner is missing", "delete it, or write both signs of the pair")
        }
        Why::PrivateUse => (
            "means something in one font only; others show an empty box",
            "type what it should show, such as - for a list mark",
        ),
        Why::NoLetter => ("is where a letter was lost", "type the letter again"),
        Why::Invisible => {
            let hint = "delete it; if it is not to be seen in the editor, type the words around it anew";
            return warning(
                location,
                "unseen-character",
                format!("`{name}` cannot be seen and does nothing here"),
                hint,
            );
        }
    };
    error(location, "unshown-character", format!("`{name}` {cause}"), hint)
}

/// A character in a file's name that nobody sees.
pub fn unseen_in_name(location: Location, path: &str, character: char) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path);
    let message = format!("the name `{name}` holds `{}`, which cannot be seen", character_name(character));
    error(location, "unseen-in-name", message, "give the file a name of letters, digits and hyphens")
}
