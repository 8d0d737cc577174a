//! What changed in a source since a translation was made from it, passage by passage.
//!
//! Two lists of passages go in; edits that turn one into the other come out.

use crate::content::{Body, Node, NodeKind, Page, PageKind, Passage, RecordWords, front_words, units};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What happened to a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageChange {
    /// It says something else now.
    Changed,
    /// It was not there.
    Added,
    /// It is gone.
    Removed,
}

/// A passage of a source that is not what a translation was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What happened.
    pub change: PassageChange,
    /// What it said when the translation was made; empty if it was not there.
    pub then: String,
    /// What it says now; empty if it is gone.
    pub now: String,
    /// Whether readers must not get it out of date.
    pub critical: bool,
    /// Where it is in today's source; the front matter's words are at the beginning.
    pub span: Span,
}

/// How the blocks of a kept source and of today's go together, in reading order. Numbers are positions among siblings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PassageEdit {
    /// Both say the same.
    Same(usize, usize),
    /// The words changed.
    Changed(usize, usize),
    /// Something inside changed.
    Inside(usize, usize, Vec<PassageEdit>),
    /// New today.
    Added(usize),
    /// Gone today.
    Removed(usize),
}

/// Finds which blocks of `kept` are which of `current`: the longest common sequence stays, what is between is paired by kind.
pub fn align(kept: &[Passage], current: &[Passage]) -> Vec<PassageEdit> {
    let shared = |(one, other): (&Passage, &Passage)| one.says_the_same(other);
    let before = kept.iter().zip(current).take_while(|pair| shared(*pair)).count();
    let (kept_rest, current_rest) = (&kept[before..], &current[before..]);
    let after = kept_rest.iter().rev().zip(current_rest.iter().rev()).take_while(|pair| shared(*pair)).count();
    let (kept_end, current_end) = (kept.len() - after, current.len() - after);
    let mut edits: Vec<PassageEdit> = (0..before).map(|index| PassageEdit::Same(index, index)).collect();
    let (mut k, mut c) = (before, before);
    for (same_k, same_c) in common(&kept[before..kept_end], &current[before..current_end]) {
        let (same_k, same_c) = (same_k + before, same_c + before);
        pair(kept, current, (k..same_k, c..same_c), &mut edits);
        edits.push(PassageEdit::Same(same_k, same_c));
        (k, c) = (same_k + 1, same_c + 1);
    }
    pair(kept, current, (k..kept_end, c..current_end), &mut edits);
    edits.extend((0..after).map(|index| PassageEdit::Same(kept_end + index, current_end + index)));
    edits
}

/// The positions of a longest common sequence.
fn common(kept: &[Passage], current: &[Passage]) -> Vec<(usize, usize)> {
    let width = current.len() + 1;
    let mut lengths = vec![0u32; (kept.len() + 1) * width];
    for k in (0..kept.len()).rev() {
        for c in (0..current.len()).rev() {
            lengths[k * width + c] = if kept[k].says_the_same(&current[c]) {
                lengths[(k + 1) * width + c + 1] + 1
            } else {
                lengths[(k + 1) * width + c].max(lengths[k * width + c + 1])
            };
        }
    }
    let (mut k, mut c, mut found) = (0, 0, Vec::new());
    while k < kept.len() && c < current.len() {
        if kept[k].says_the_same(&current[c]) {
            found.push((k, c));
            (k, c) = (k + 1, c + 1);
        } else if lengths[(k + 1) * width + c] >= lengths[k * width + c + 1] {
            k += 1;
        } else {
            c += 1;
        }
    }
    found
}

type Gap = (std::ops::Range<usize>, std::ops::Range<usize>);

/// Pairs what is between two blocks that stayed: neighbours of one kind are one block that changed.
fn pair(kept: &[Passage], current: &[Passage], (mut ks, mut cs): Gap, edits: &mut Vec<PassageEdit>) {
    while !ks.is_empty() || !cs.is_empty() {
        let (k, c) = (ks.start, cs.start);
        if ks.is_empty() {
            edits.push(PassageEdit::Added(c));
            cs.start += 1;
        } else if cs.is_empty() {
            edits.push(PassageEdit::Removed(k));
            ks.start += 1;
        } else if kept[k].kind == current[c].kind {
            edits.push(one_pair(kept, current, k, c));
            (ks.start, cs.start) = (k + 1, c + 1);
        } else if ks.len() > cs.len() {
            edits.push(PassageEdit::Removed(k));
            ks.start += 1;
        } else {
            edits.push(PassageEdit::Added(c));
            cs.start += 1;
        }
    }
}

fn one_pair(kept: &[Passage], current: &[Passage], k: usize, c: usize) -> PassageEdit {
    let (one, other) = (&kept[k], &current[c]);
    if one.children.is_empty() && other.children.is_empty() {
        return PassageEdit::Changed(k, c);
    }
    let inside = align(&one.children, &other.children);
    // A block whose own words and everything inside changed, or a list that shares nothing, is still one block to a reader.
    PassageEdit::Inside(k, c, inside)
}

/// Everything that changed between the source that was kept and today's.
///
/// **shape**: the words of the front matter first, then passages in reading order; empty if both say the same.
pub fn changes(kept: &Page, current: &Page) -> Vec<Changed> {
    let whole = is_critical(current);
    let mut found = front_changes(kept, current);
    let (kept_units, current_units) = (units(&kept.body), units(&current.body));
    let edits = align(&kept_units, &current_units);
    let mut gather = Gather { current, whole, found: &mut found };
    gather.edits(&edits, &kept_units, &current_units);
    found
}

/// Whether a page says that all of it is critical. Parts always are: they say what to do.
pub fn is_critical(page: &Page) -> bool {
    page.front.critical.unwrap_or(page.front.kind == PageKind::Part)
}

fn front_changes(kept: &Page, current: &Page) -> Vec<Changed> {
    let then: BTreeMap<&str, String> = front_words(kept).into_iter().collect();
    let now: BTreeMap<&str, String> = front_words(current).into_iter().collect();
    let keys: BTreeSet<&str> = then.keys().chain(now.keys()).copied().collect();
    keys.into_iter().filter_map(|key| changed(then.get(key), now.get(key))).collect()
}

fn changed(then: Option<&String>, now: Option<&String>) -> Option<Changed> {
    let change = match (then, now) {
        (Some(then), Some(now)) if then == now => return None,
        (Some(_), Some(_)) => PassageChange::Changed,
        (None, Some(_)) => PassageChange::Added,
        (Some(_), None) => PassageChange::Removed,
        (None, None) => return None,
    };
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    Some(Changed { change, then: text(then), now: text(now), critical: false, span: Span::default() })
}

struct Gather<'a> {
    current: &'a Page,
    whole: bool,
    found: &'a mut Vec<Changed>,
}

impl Gather<'_> {
    fn edits(&mut self, edits: &[PassageEdit], kept: &[Passage], current: &[Passage]) {
        for edit in edits {
            match edit {
                PassageEdit::Same(..) => {}
                PassageEdit::Changed(k, c) => self.push(PassageChange::Changed, Some(&kept[*k]), Some(&current[*c])),
                PassageEdit::Inside(k, c, inside) => {
                    let (one, other) = (&kept[*k], &current[*c]);
                    if one.words != other.words {
                        self.push(PassageChange::Changed, Some(one), Some(other));
                    }
                    self.edits(inside, &one.children, &other.children);
                }
                PassageEdit::Added(c) => {
                    for passage in current[*c].passages() {
                        self.push(PassageChange::Added, None, Some(passage));
                    }
                }
                PassageEdit::Removed(k) => {
                    for passage in kept[*k].passages() {
                        self.push(PassageChange::Removed, Some(passage), None);
                    }
                }
            }
        }
    }

    fn push(&mut self, change: PassageChange, then: Option<&Passage>, now: Option<&Passage>) {
        let marked = |unit: Option<&Passage>| unit.is_some_and(|unit| unit.critical);
        let words = |unit: Option<&Passage>| unit.map(|unit| unit.words.clone()).unwrap_or_default();
        self.found.push(Changed {
            change,
            then: words(then),
            now: words(now),
            critical: self.whole || marked(now.or(then)),
            span: now.map(|unit| unit.span(&self.current.body)).unwrap_or_default(),
        });
    }
}

/// The changed texts between two files of records, by their keys.
pub fn record_changes(kept: &RecordWords, current: &RecordWords) -> BTreeMap<String, Changed> {
    let keys: BTreeSet<&String> = kept.texts.keys().chain(current.texts.keys()).collect();
    keys.into_iter()
        .filter_map(|key| Some((key.clone(), changed(kept.texts.get(key), current.texts.get(key))?)))
        .collect()
}

/// How a translation stands to today's source.
pub enum Freshness<'a> {
    /// It is blank, or the source over again.
    NotTranslated,
    /// It does not say what it was made from.
    Unknown,
    /// It was made from today's words.
    Current,
    /// What it was made from was not kept.
    Lost,
    /// It was made from other words; what changed since.
    Outdated(&'a Page, Vec<Changed>),
}

/// Compares a translation with today's source; `kept` is the source that it names, if that was kept.
pub fn standing<'a>(text: &Page, source: &Page, kept: Option<&'a Page>) -> Freshness<'a> {
    if !is_translated(text, source) {
        return Freshness::NotTranslated;
    }
    match (&text.front.source, kept) {
        (None, _) => Freshness::Unknown,
        (Some((made_from, _)), _) if *made_from == source.fingerprint().to_string() => Freshness::Current,
        (Some(_), None) => Freshness::Lost,
        (Some(_), Some(kept)) => Freshness::Outdated(kept, changes(kept, source)),
    }
}

/// Whether a file that stands for a translation says anything of its own: not blank, and not the source over again.
fn is_translated(text: &Page, source: &Page) -> bool {
    let (own, other) = (text.body.nodes(), source.body.nodes());
    if own.is_empty() {
        return other.is_empty();
    }
    fn words<'b>(body: &'b Body, node: &Node) -> Option<&'b str> {
        if let NodeKind::Text(piece) = node.kind { Some(body.str(piece)) } else { None }
    }
    // Nearly every translation differs in its first words, so this costs nothing.
    let same = own.len() == other.len()
        && own.iter().zip(other).all(|(one, another)| words(&text.body, one) == words(&source.body, another));
    let says_something =
        || own.iter().any(|node| words(&text.body, node).is_some_and(|words| words.contains(char::is_alphabetic)));
    !(same && says_something())
}
