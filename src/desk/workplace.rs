//! What every page of the desk works with: its templates, the door to the files, what is remembered.

use super::answer::Answer;
use super::deed::Deed;
use super::door::{Door, NotWritten};
use super::remembered::Remembered;
use super::standing::DeskSite;
use crate::source::{Source, SourceChange};
use serde::Serialize;
use std::path::Path;
use tera::{Context, Tera};

/// What every page of the desk works with.
pub struct Workplace {
    /// The address below which it is, with a slash at both ends.
    home: String,
    pub(super) door: Door,
    templates: Tera,
    pub(super) remembered: Remembered,
}

/// The desk's own pages and what they include. They are part of the program: a broken theme must not break the desk.
const TEMPLATES: [(&str, &str); 14] = [
    ("base.html", include_str!("templates/base.html")),
    ("field.html", include_str!("templates/field.html")),
    ("findings.html", include_str!("templates/findings.html")),
    ("task.html", include_str!("templates/task.html")),
    ("today.html", include_str!("templates/today.html")),
    ("pages.html", include_str!("templates/pages.html")),
    ("page.html", include_str!("templates/page.html")),
    ("whole.html", include_str!("templates/whole.html")),
    ("records.html", include_str!("templates/records.html")),
    ("record.html", include_str!("templates/record.html")),
    ("new.html", include_str!("templates/new.html")),
    ("past.html", include_str!("templates/past.html")),
    ("start.html", include_str!("templates/start.html")),
    ("stopped.html", include_str!("templates/stopped.html")),
];

impl Workplace {
    /// The desk of the site in `root`, at the address `home`. What is to be kept for the person is kept below `data`, if the system names
    /// such a folder.
    pub fn new(home: &str, root: &Path, data: Option<&Path>) -> Self {
        let mut templates = Tera::new();
        templates.add_raw_templates(TEMPLATES.to_vec()).expect("the desk's own templates are read by a test");
        Self { home: home.to_owned(), door: Door::new(root, data), templates, remembered: Remembered::below(data) }
    }

    /// Writes one of the desk's pages.
    pub fn page(&self, status: u16, template: &str, site: &DeskSite, values: &impl Serialize) -> Answer {
        let mut context = Context::from_serialize(values).expect("values of the desk are tables");
        context.insert("role", &self.remembered.role());
        context.insert("home", &self.home);
        context.insert("number", &site.number);
        context.insert("site", &site.snapshot.view().href("/"));
        let page = self.templates.render(template, &context).expect("the desk's own templates render");
        Answer::Page(status, page)
    }

    /// Says that something was not done, and why.
    pub fn stopped(&self, status: u16, site: &DeskSite, why: &str) -> Answer {
        #[derive(Serialize)]
        struct Stopped<'w> {
            title: &'static str,
            here: &'static str,
            why: &'w str,
        }
        self.page(status, "stopped.html", site, &Stopped { title: "Not done", here: "", why })
    }

    /// Writes a file, and says what there is to read again.
    pub fn write(&self, deed: &Deed) -> Result<Vec<SourceChange>, NotWritten> {
        if !self.door.write(deed)? {
            return Ok(Vec::new());
        }
        let there = self.door.read(deed.path).map_err(NotWritten::Machine)?;
        let change = match there {
            Some(bytes) => SourceChange::Present(Source::from_bytes(deed.path, bytes)),
            None => SourceChange::Gone(deed.path.to_owned()),
        };
        Ok(vec![change])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_own_templates_are_read() {
        let folder = tempfile::tempdir().unwrap();
        Workplace::new("/_liberate/key/", folder.path(), None);
    }
}
