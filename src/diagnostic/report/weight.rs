//! Messages about what is too heavy for a cheap phone.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, kilobytes};
use crate::diagnostic::{Diagnostic, Location};

/// A first answer that does not come at once.
pub fn heavy_start(location: Location, found: usize, budget: usize, biggest: &str) -> Diagnostic {
    let message =
        format!("page and styles weigh {} compressed, {} come at once; {biggest}", kilobytes(found), kilobytes(budget));
    error(location, "heavy-start", message, "shorten the page or split it in two, or make the biggest part smaller")
}

/// A page that is too heavy.
pub fn heavy_page(location: Location, found: usize, budget: usize, biggest: &str) -> Diagnostic {
    let message = format!(
        "this page weighs {} with its pictures, it may weigh {}; {biggest}",
        kilobytes(found),
        kilobytes(budget)
    );
    error(location, "heavy-page", message, "make the biggest picture smaller, or leave it out")
}

/// A help page that is too heavy.
pub fn heavy_help(location: Location, found: usize, budget: usize, biggest: &str) -> Diagnostic {
    let message =
        format!("this sensitive page has {} of HTML, it may have {}; {biggest}", kilobytes(found), kilobytes(budget));
    error(location, "heavy-help", message, "shorten it: it must open on a weak signal with nothing else loaded")
}

/// Scripts that are too heavy.
pub fn heavy_script(location: Location, found: usize, budget: usize) -> Diagnostic {
    let message = format!("the scripts of a page have {}, they may have {}", kilobytes(found), kilobytes(budget));
    error(location, "heavy-script", message, "shorten them: every page works without")
}

/// A script that holds the page up.
pub fn script_not_deferred(location: Location) -> Diagnostic {
    error(location, "script-not-deferred", "this script blocks the page", "write `defer` in its tag")
}
