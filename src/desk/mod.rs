//! The desk: where a person who never saw a terminal keeps a site true, in the browser.
//!
//! A request below the desk's own address goes in, with the site as it stands; a page comes out, and what was changed on the disk. Knows
//! no socket and no header. Everything it can do, a person can do with an editor: it works on the site's own files.

mod answer;
mod deed;
mod door;
mod form;
mod history;
mod look;
mod new;
mod page;
mod pages;
mod passages;
mod past;
mod record;
mod records;
mod remembered;
mod settings;
mod standing;
mod today;
mod values;
mod workplace;

pub use answer::{Answer, Response};
pub use form::Form;
pub use standing::{DeskSite, Looked};

use look::Look;
use serde::Serialize;
use std::path::Path;
use workplace::Workplace;

/// The desk of one site.
pub struct Desk {
    workplace: Workplace,
}

/// Where a browser comes in that the program opened.
#[derive(Serialize)]
struct Start {
    title: &'static str,
    here: &'static str,
}

impl Desk {
    /// The desk of the site in `root`, at the address `home`. What is to be kept for the person is kept below `data`, if the system names
    /// such a folder.
    pub fn new(home: &str, root: &Path, data: Option<&Path>) -> Self {
        Self { workplace: Workplace::new(home, root, data) }
    }

    /// Shows what is at `path` below the desk's address. It changes nothing.
    pub fn show(&self, path: &str, query: &Form, site: &DeskSite) -> Answer {
        let look = Look { desk: &self.workplace, site };
        match path.split_once('/').unwrap_or((path, "")) {
            ("", "") => today::show(&look, query),
            ("start", "") => self.workplace.page(200, "start.html", site, &Start { title: "Desk", here: "" }),
            ("pages", "") => pages::show(&look, query),
            ("page", file) => page::show(&look, file, query),
            ("records", kind) => records::show(&look, kind, query),
            ("record", rest) => record::show(&look, rest, query),
            ("new", "") => new::show(&look, query, ""),
            ("past", "") => past::show(&look, query),
            ("unsaved", number) => self.workplace.remembered.unsaved(number).map_or(Answer::Missing, Answer::Unsaved),
            ("desk.css", "") => Answer::Own("text/css", include_str!("desk.css")),
            ("shown", file) => page::shown_now(&look, file),
            ("icon.svg", "") => Answer::Own("image/svg+xml", include_str!("icon.svg")),
            ("desk.js", "") => Answer::Own("text/javascript", include_str!("desk.js")),
            _ => Answer::Missing,
        }
    }

    /// Does what a form at `path` asks for.
    pub fn act(&self, path: &str, form: &Form, site: &DeskSite) -> Response {
        let look = Look { desk: &self.workplace, site };
        self.workplace.remembered.learn_role(form.trimmed("role"));
        match path.split_once('/').unwrap_or((path, "")) {
            ("done", "") => today::act(&look, form),
            ("page", file) => page::act(&look, file, form),
            ("unsaved", file) => page::unsaved(&look, file, form).into(),
            ("look", file) => page::look_at(&look, file, form).into(),
            ("record", rest) => record::act(&look, rest, form),
            ("new", "") => new::act(&look, form),
            ("past", "") => past::act(&look, form),
            _ => Answer::Missing.into(),
        }
    }
}
