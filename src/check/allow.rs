//! What authors let stand: findings that a page's front matter names, with a reason and an end date.
//!
//! ```toml
//! [[allow]]
//! rule = "long-sentence"
//! reason = "a quotation from the law"
//! until = 2027-01-01
//! ```

use super::RULES;
use crate::content::{Allow, Content, Payload};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::nearest;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is let stand in an edition, by file. Usually nothing.
#[derive(Default)]
pub struct AllowedFindings {
    rules: BTreeMap<Arc<str>, Vec<&'static str>>,
}

impl AllowedFindings {
    /// Reads what the pages allow on that day.
    pub fn new(contents: &[Arc<Content>], at: Date) -> Self {
        let mut rules: BTreeMap<Arc<str>, Vec<&'static str>> = BTreeMap::new();
        for content in contents {
            for allow in allows(content) {
                if let (Ok(rule), true) = (rule(&allow.rule), is_complete(allow) && !is_over(allow, at)) {
                    rules.entry(Arc::clone(&content.file)).or_default().push(rule);
                }
            }
        }
        Self { rules }
    }

    /// Takes out what is let stand.
    pub fn take_out(&self, findings: &mut Vec<Diagnostic>) {
        if !self.rules.is_empty() {
            findings.retain(|finding| {
                self.rules.get(&finding.location.file).is_none_or(|rules| !rules.contains(&finding.code))
            });
        }
    }
}

/// What is wrong with the lines that let something stand.
pub fn allow_findings(contents: &[Arc<Content>], at: Date) -> Vec<Diagnostic> {
    let each = contents.iter().flat_map(|content| allows(content).iter().map(move |allow| (content, allow)));
    each.filter_map(|(content, allow)| {
        let location = Location::at(&content.file, allow.span);
        match rule(&allow.rule) {
            Err(near) => Some(report::unknown_rule(location, &allow.rule, near)),
            Ok(_) if !is_complete(allow) => Some(report::allow_incomplete(location, &allow.rule)),
            Ok(_) if is_over(allow, at) => {
                let until = allow.until.map(|until| until.to_string()).unwrap_or_default();
                Some(report::allow_expired(location, &allow.rule, &until))
            }
            Ok(_) => None,
        }
    })
    .collect()
}

fn allows(content: &Content) -> &[Allow] {
    match &content.payload {
        Payload::Page(page) => &page.front.allows,
        _ => &[],
    }
}

/// The rule of that name, if it may be let stand at all; otherwise the nearest one, if there is one.
fn rule(name: &str) -> Result<&'static str, Option<Option<&'static str>>> {
    match RULES.iter().find(|rule| rule.name == name) {
        Some(rule) if rule.may_stand => Ok(rule.name),
        Some(_) => Err(None),
        None => Err(Some(nearest(name, RULES.iter().filter(|rule| rule.may_stand).map(|rule| rule.name)))),
    }
}

fn is_complete(allow: &Allow) -> bool {
    allow.until.is_some() && !allow.reason.trim().is_empty()
}

/// The end date itself is the first day on which nothing is let stand any more, as with `expires`.
fn is_over(allow: &Allow, at: Date) -> bool {
    allow.until.is_some_and(|until| at >= until)
}
