//! A comparison for other programs. The names of its fields are a promise.

use super::comparison::{ChangeKind, Comparison, DownloadState, OldAddress, PassageChange};
use super::titled::ComparisonTitle;
use serde_json::{Value, json};

/// The comparison as one value.
pub fn json(title: &ComparisonTitle, comparison: &Comparison) -> Value {
    json!({
        "edition": title.edition,
        "base_url": title.base_url,
        "since": title.then,
        "at": title.at.to_string(),
        "change": comparison.fingerprint.to_string(),
        "needs_sign_off": comparison.needs_eyes(),
        "numbers": comparison.numbers.iter().map(|change| json!({
            "shown": change.shown,
            "dials": change.dials,
            "gone_from": change.gone_from,
            "new_on": change.new_on,
            "critical": change.critical,
        })).collect::<Vec<_>>(),
        "pages": comparison.pages.iter().map(|change| json!({
            "addresses": change.addresses,
            "change": change.kind.as_str(),
            "critical": change.critical,
            "language": change.language,
            "title": change.title,
            "words": (change.kind != ChangeKind::Changed).then_some(change.words),
            "passages": change.passages.iter().map(passage).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "everywhere": comparison.everywhere.iter().map(|shared| json!({
            "addresses": shared.addresses,
            "critical": shared.critical,
            "passage": passage(&shared.passage),
        })).collect::<Vec<_>>(),
        "same_words": comparison.same_words,
        "file_details": comparison.file_details,
        "addresses": comparison.addresses.iter().map(|change| json!({
            "address": change.address,
            "then": change.then.as_ref().map(answer),
            "now": change.now.as_ref().map(answer),
        })).collect::<Vec<_>>(),
        "downloads": comparison.downloads.iter().map(|change| json!({
            "address": change.address,
            "then": change.then.as_ref().map(state),
            "now": change.now.as_ref().map(state),
        })).collect::<Vec<_>>(),
        "languages": comparison.languages.iter().map(|change| json!({
            "tag": change.tag,
            "then": change.then,
            "now": change.now,
        })).collect::<Vec<_>>(),
        "other_files": comparison.other_files,
    })
}

fn passage(change: &PassageChange) -> Value {
    json!({ "link": change.link, "then": change.then, "now": change.now, "language": change.language })
}

fn answer(answer: &OldAddress) -> Value {
    match answer {
        OldAddress::Leads(to) => json!({ "leads_to": to }),
        OldAddress::Gone => json!({ "gone": true }),
    }
}

fn state(state: &DownloadState) -> Value {
    json!({ "size": state.size, "sha256": state.sha256 })
}
