//! What servers said of links to other sites, and when.
//!
//! A file goes in and out; what need not be asked again is known from it.

use super::OutsideLinks;
use super::outside::holds_secret;
use crate::diagnostic::{Diagnostic, report};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form of the file; another one is not read.
const VERSION: u32 = 1;
/// Days for which an answer counts.
const FRESH: i32 = 7;
/// Different days on which a link must fail before anybody is told. Source: USERS.md, U16.
const STRIKES: usize = 3;
/// Days that are remembered of a link that keeps failing: the first ones and the last.
const REMEMBERED: usize = 8;

/// What a server said to a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "said", content = "detail")]
pub enum LinkAnswer {
    /// It answers.
    Fine,
    /// It answers at another address, for good.
    Moved(String),
    /// It refuses programs; people may well see it. With the status.
    Blocked(u16),
    /// It answers that something is wrong, and what.
    Failed(String),
    /// It cannot be reached, and why.
    Unreachable(String),
}

/// What is remembered of a link.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct RememberedLink {
    asked_on: Date,
    #[serde(flatten)]
    outcome: LinkAnswer,
    /// The days on which it failed since it last answered, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    failed_on: Vec<Date>,
}

/// What is remembered of all links between runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LinkMemory {
    version: u32,
    links: BTreeMap<String, RememberedLink>,
}

impl Default for LinkMemory {
    fn default() -> Self {
        Self { version: VERSION, links: BTreeMap::new() }
    }
}

/// How many links stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LinkCount {
    /// Links that answer, moved ones among them.
    pub fine: usize,
    /// Those of them that have moved for good.
    pub moved: usize,
    /// Links that refuse programs.
    pub blocked: usize,
    /// Links that failed, on too few days to be reported.
    pub waiting: usize,
    /// Links that are reported.
    pub broken: usize,
    /// Links with a name or password in them, which are reported and never asked.
    pub secret: usize,
}

impl LinkMemory {
    /// Reads what was written; `None` if that cannot be understood.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|memory: &Self| memory.version == VERSION)
    }

    /// The text to keep: JSON with sorted addresses.
    pub fn write(&self) -> String {
        serde_json::to_string_pretty(self).expect("addresses, days and words can be written as JSON") + "\n"
    }

    /// The links to ask on the day `at`, none with a name or password in it: new ones, those whose answer is a week old, and those that failed before and were
    /// not asked that day.
    pub fn to_ask(&self, links: &OutsideLinks, at: Date) -> Vec<String> {
        let is_due = |address: &&String| {
            self.links.get(*address).is_none_or(|known| {
                let age = (at - known.asked_on).get_days();
                !(0..FRESH).contains(&age) || (age > 0 && !known.failed_on.is_empty())
            })
        };
        links.keys().filter(|address| !holds_secret(address)).filter(is_due).cloned().collect()
    }

    /// A link that answered when it was last asked, the latest of them: to find out whether this computer reaches anything.
    pub fn reachable(&self) -> Option<&str> {
        let fine =
            self.links.iter().filter(|(_, known)| matches!(known.outcome, LinkAnswer::Fine | LinkAnswer::Moved(_)));
        fine.max_by_key(|(_, known)| known.asked_on).map(|(address, _)| address.as_str())
    }

    /// Takes in what links said on the day `at`, and forgets links that are no longer written anywhere.
    pub fn learn(&mut self, links: &OutsideLinks, answers: Vec<(String, LinkAnswer)>, at: Date) {
        self.links.retain(|address, _| links.contains_key(address));
        for (address, outcome) in answers {
            let before = self.links.remove(&address).map(|known| known.failed_on).unwrap_or_default();
            let failed_on = if outcome.failure().is_some() { with_day(before, at) } else { Vec::new() };
            self.links.insert(address, RememberedLink { asked_on: at, outcome, failed_on });
        }
    }

    /// What there is to say of links, at every place where each is written, and how many stand how.
    pub fn findings(&self, links: &OutsideLinks) -> (Vec<Diagnostic>, LinkCount) {
        let mut findings = Vec::new();
        let mut count = LinkCount::default();
        for (address, places) in links {
            if holds_secret(address) {
                count.secret += 1;
                findings.extend(places.iter().map(|location| report::link_with_password(location.clone())));
                continue;
            }
            let Some(known) = self.links.get(address) else { continue };
            match (&known.outcome, known.outcome.failure()) {
                (_, Some(why)) if known.failed_on.len() >= STRIKES => {
                    count.broken += 1;
                    let since = known.failed_on[0].to_string();
                    findings.extend(
                        places.iter().map(|location| report::link_broken(location.clone(), address, why, &since)),
                    );
                }
                (_, Some(_)) => count.waiting += 1,
                (LinkAnswer::Moved(to), _) => {
                    count.fine += 1;
                    count.moved += 1;
                    findings.extend(places.iter().map(|location| report::link_moved(location.clone(), address, to)));
                }
                (LinkAnswer::Blocked(_), _) => count.blocked += 1,
                _ => count.fine += 1,
            }
        }
        (findings, count)
    }
}

impl LinkAnswer {
    /// Why it counts as a failure, if it does.
    pub fn failure(&self) -> Option<&str> {
        match self {
            Self::Failed(why) | Self::Unreachable(why) => Some(why),
            Self::Fine | Self::Moved(_) | Self::Blocked(_) => None,
        }
    }
}

/// The days on which a link failed, and one more. A day counts once, however often the link was asked.
fn with_day(mut days: Vec<Date>, at: Date) -> Vec<Date> {
    days.push(at);
    days.sort_unstable();
    days.dedup();
    if days.len() > REMEMBERED {
        days.remove(STRIKES);
    }
    days
}
