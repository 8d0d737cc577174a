//! Writes whole translations: today's source with every passage replaced.
//!
//! What came back and what is still true go in; a page, or what is wrong with a text, comes out.

use super::escape::escaped;
use super::flank::flanked;
use super::part::{placed, tidied};
use super::returned::ReturnedText;
use super::segment::{Segment, SegmentToken, segments};
use super::settings::with_source;
use crate::content::{Page, Passage, Payload, are_built_alike, parse, units};
use crate::diagnostic::{Diagnostic, Location, Severity, report};
use crate::site::{PassageEdit, align};
use crate::source::Source;
use std::collections::BTreeMap;
use toml_edit::Value;

/// Words that begin with a small letter, from which on a text is no name that stays as it is.
const FEWEST_WORDS: usize = 3;

/// Translated texts by id.
pub type Targets<'t> = BTreeMap<&'t str, &'t ReturnedText>;

/// What a translation has of the pieces of today's source, by their ids.
#[derive(Debug, Default)]
pub struct Reused {
    /// Pieces that are still true.
    pub current: BTreeMap<String, Segment>,
    /// Pieces whose source changed, as written.
    pub outdated: BTreeMap<String, String>,
    /// What the source of those said.
    pub then: BTreeMap<String, String>,
}

/// Finds what of a translation can stay beside today's `source`. `kept` is what it was made from; without it, today's source if it says so.
pub fn reused(source: &Page, translation: (&Page, &str), kept: Option<&Page>) -> Reused {
    let mut found = Reused::default();
    // Where nobody knows what it was made from, all of it may be out of date.
    let made_from = translation.0.front.source.as_ref();
    if kept.is_none() && made_from.is_some_and(|(made_from, _)| *made_from != source.fingerprint().to_string()) {
        return found;
    }
    let kept = kept.unwrap_or(source);
    let (then, now) = (units(&kept.body), units(&source.body));
    if !are_built_alike(&units(&translation.0.body), &then) {
        return found;
    }
    let own = segments(translation.0, translation.1);
    let mut by_passage: BTreeMap<&str, Vec<&Segment>> = BTreeMap::new();
    for segment in &own {
        by_passage.entry(passage_of(&segment.id).0).or_default().push(segment);
    }
    let mut pairs = Vec::new();
    let numbers = (passage_numbers(&then), passage_numbers(&now));
    pair(&align(&then, &now), &then, &now, &numbers, &mut pairs);
    for (same, k, c, words) in pairs {
        for segment in by_passage.get(format!("p{k}").as_str()).into_iter().flatten() {
            let id = format!("p{c}{}", passage_of(&segment.id).1);
            if same {
                found.current.insert(id, (*segment).clone());
            } else {
                found.then.insert(id.clone(), words.clone());
                found.outdated.insert(id, segment.written());
            }
        }
    }
    reused_front(source, kept, &own, &mut found);
    found
}

/// The same for the words of the front matter.
fn reused_front(source: &Page, kept: &Page, own: &[Segment], found: &mut Reused) {
    let then: BTreeMap<&str, String> = crate::content::front_words(kept).into_iter().collect();
    for (key, words) in crate::content::front_words(source) {
        let Some(segment) = own.iter().find(|segment| segment.id == key) else { continue };
        if then.get(key) == Some(&words) {
            found.current.insert(key.to_owned(), segment.clone());
        } else {
            found.then.insert(key.to_owned(), then.get(key).cloned().unwrap_or_default());
            found.outdated.insert(key.to_owned(), segment.written());
        }
    }
}

/// The passage that the piece of an id belongs to, and what the id has behind it.
fn passage_of(id: &str) -> (&str, &str) {
    id.split_at(id.find('.').unwrap_or(id.len()))
}

/// The number of each passage, as in the ids of pieces, by its first node.
fn passage_numbers(all: &[Passage]) -> BTreeMap<usize, usize> {
    let passages = all.iter().flat_map(Passage::passages);
    passages.enumerate().map(|(index, passage)| (passage.nodes.start, index + 1)).collect()
}

type PassageNumbers = (BTreeMap<usize, usize>, BTreeMap<usize, usize>);

fn pair(
    edits: &[PassageEdit],
    then: &[Passage],
    now: &[Passage],
    numbers: &PassageNumbers,
    pairs: &mut Vec<(bool, usize, usize, String)>,
) {
    let mut push = |same: bool, k: &Passage, c: &Passage| {
        if let (Some(one), Some(other)) = (numbers.0.get(&k.nodes.start), numbers.1.get(&c.nodes.start))
            && !k.words.is_empty()
        {
            pairs.push((same, *one, *other, k.words.clone()));
        }
    };
    for edit in edits {
        match edit {
            PassageEdit::Same(k, c) => {
                for (k, c) in then[*k].passages().into_iter().zip(now[*c].passages()) {
                    push(true, k, c);
                }
            }
            PassageEdit::Changed(k, c) => push(false, &then[*k], &now[*c]),
            PassageEdit::Inside(k, c, _) => push(then[*k].words == now[*c].words, &then[*k], &now[*c]),
            PassageEdit::Added(_) | PassageEdit::Removed(_) => {}
        }
    }
    for edit in edits {
        if let PassageEdit::Inside(k, c, inside) = edit {
            pair(inside, &then[*k].children, &now[*c].children, numbers, pairs);
        }
    }
}

/// A source and the file that its translation will be.
pub struct Work<'w> {
    /// The translation's path.
    pub path: &'w str,
    /// The source and its text.
    pub source: (&'w Page, &'w str),
    /// The translation that is there, and its text.
    pub translation: Option<(&'w Page, &'w str)>,
    /// What that was made from.
    pub kept: Option<&'w Page>,
    /// Where findings about the whole file point to.
    pub location: &'w Location,
}

/// A piece of the source, and what is in its place.
struct Taken {
    segment: Segment,
    tokens: Vec<SegmentToken>,
    text: String,
}

/// Writes a whole translation: today's source with every piece replaced by its translation, new or still true.
///
/// The result is a draft, made from today's source. It is parsed again, and must show exactly the words that were given.
///
/// # Errors
/// Every text that is missing, or would break a link, a shortcode, a number or the order of blocks.
pub fn compose_page(work: &Work, targets: &Targets) -> Result<String, Vec<Diagnostic>> {
    let (source, source_text) = work.source;
    let known = work.translation.map(|translation| reused(source, translation, work.kept)).unwrap_or_default();
    let mut refusals = Vec::new();
    let mut all = Vec::new();
    for segment in segments(source, source_text) {
        match taken(segment, work, &known, targets) {
            Ok(taken) => all.push(taken),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let fails = |why: &str| vec![report::exchange_fails(work.location.clone(), work.path, why)];
    let settings = work.translation.map_or_else(|| "+++\ntitle = \"\"\n+++\n".to_owned(), |(_, text)| head_of(text));
    let keys = front_keys(source, &all);
    let whole = settings + &body_of(source_text, &all);
    let whole = with_source(work.path, &whole, &keys).map_err(|why| fails(&why))?;
    let refusals = shown_otherwise(work, &whole, &all, targets);
    if refusals.is_empty() { Ok(whole) } else { Err(refusals) }
}

/// The settings of the new file: the translated ones, and what it was made from.
fn front_keys<'k>(source: &'k Page, all: &[Taken]) -> Vec<(&'k str, Option<Value>)> {
    let words = source.front.words();
    let text = |key: &str| all.iter().find(|taken| taken.segment.id == key).map(|taken| taken.text.as_str());
    let mut keys: Vec<(&str, Option<Value>)> =
        words.filter_map(|(key, _)| Some((key, Some(text(key)?.into())))).collect();
    keys.push(("status", Some("draft".into())));
    keys.push(("source", Some(source.fingerprint().to_string().into())));
    keys.extend(["reviewed_by", "reviewed_on", "confirmed_by", "confirmed_on"].map(|key| (key, None)));
    keys
}

/// What is in the place of a piece: its translation, new or still true, or itself where there is nothing to translate.
fn taken(segment: Segment, work: &Work, known: &Reused, targets: &Targets) -> Result<Taken, Diagnostic> {
    if let Some((returned, parts)) =
        targets.get(segment.id.as_str()).and_then(|text| Some((text, text.target.as_ref()?)))
    {
        let tokens = placed(&segment.tokens, parts, &returned.location, &segment.id)?;
        let tokens = if segment.is_markdown() { flanked(tokens) } else { tokens };
        refuse_english(&segment, &tokens, returned)?;
        let text = if segment.is_markdown() { in_markdown(&tokens) } else { shown_words(&tokens) };
        let text = if segment.is_argument() { argument(&segment, text, returned)? } else { text };
        return Ok(Taken { segment, tokens, text });
    }
    if let Some(own) = known.current.get(&segment.id) {
        let text = if segment.range.is_empty() { shown_words(&own.tokens) } else { own.written() };
        return Ok(Taken { segment, tokens: own.tokens.clone(), text });
    }
    if segment.has_words() {
        let location = targets.get(segment.id.as_str()).map_or(work.location, |returned| &returned.location);
        return Err(report::text_missing(location.clone(), &segment.id));
    }
    let text = if segment.range.is_empty() { shown_words(&segment.tokens) } else { segment.written() };
    Ok(Taken { tokens: segment.tokens.clone(), segment, text })
}

/// A whole sentence in English is no translation, unless a person said that it was checked.
fn refuse_english(segment: &Segment, tokens: &[SegmentToken], returned: &ReturnedText) -> Result<(), Diagnostic> {
    let (own, source) = (shown_words(tokens), shown_words(&tidied(segment.tokens.clone())));
    if own == source && !returned.is_checked && is_sentence(&source) {
        return Err(report::text_english(returned.location.clone(), &segment.id));
    }
    Ok(())
}

/// Whether a text has several words that are no names.
pub fn is_sentence(text: &str) -> bool {
    text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count() >= FEWEST_WORDS
}

/// The words of tokens as readers see them.
pub fn shown_words(tokens: &[SegmentToken]) -> String {
    tokens
        .iter()
        .filter_map(|token| if let SegmentToken::Words { shown, .. } = token { Some(shown.as_str()) } else { None })
        .collect()
}

fn in_markdown(tokens: &[SegmentToken]) -> String {
    let mut text = String::new();
    let mut starts_line = true;
    for token in tokens {
        match token {
            SegmentToken::Words { shown, .. } => text.push_str(&escaped(shown, starts_line)),
            other => {
                // Right before a link it would make a picture of it.
                if text.ends_with('!') && other.written().starts_with('[') {
                    text.insert(text.len() - 1, '\\');
                }
                text.push_str(other.written());
            }
        }
        starts_line = token.ends_line();
    }
    text
}

/// A text between the quotes of a shortcode's argument.
fn argument(segment: &Segment, text: String, returned: &ReturnedText) -> Result<String, Diagnostic> {
    if text.contains('"') {
        return Err(report::text_quote(returned.location.clone(), &segment.id));
    }
    let divides = segment.id.ends_with(".columns") || segment.id.ends_with(".rows");
    if divides && text.matches('|').count() != shown_words(&segment.tokens).matches('|').count() {
        return Err(report::text_bars(returned.location.clone(), &segment.id));
    }
    Ok(text.replace('\\', "\\\\"))
}

/// The last guard: the new file is read as every page is, and each of its texts compared with what was given for it.
fn shown_otherwise(work: &Work, whole: &str, all: &[Taken], targets: &Targets) -> Vec<Diagnostic> {
    let fails = |why: &str| vec![report::exchange_fails(work.location.clone(), work.path, why)];
    let made = parse(&Source::from_bytes(work.path, whole.as_bytes().to_vec()));
    let Payload::Page(page) = &made.payload else { return fails("it is no page") };
    let found: BTreeMap<String, Vec<SegmentToken>> =
        segments(page, whole).into_iter().map(|segment| (segment.id, tidied(segment.tokens))).collect();
    let differs = |taken: &&Taken| {
        found.get(&taken.segment.id).is_none_or(|found| !are_same(found, &tidied(taken.tokens.clone())))
    };
    let refusals: Vec<Diagnostic> = all
        .iter()
        .filter(differs)
        .map(|taken| {
            let location = targets.get(taken.segment.id.as_str()).map_or(work.location, |returned| &returned.location);
            report::text_shown_otherwise(location.clone(), &taken.segment.id)
        })
        .collect();
    if !refusals.is_empty() {
        return refusals;
    }
    if found.len() != all.len() || !are_built_alike(&units(&page.body), &units(&work.source.0.body)) {
        return fails("it has other paragraphs or lists than the source");
    }
    // What is wrong with the source is not the translator's to mend.
    let old = parse(&Source::from_bytes(work.path, work.source.1.as_bytes().to_vec()));
    let is_new = |finding: &&Diagnostic| {
        finding.severity == Severity::Error && old.diagnostics.iter().all(|known| known.code != finding.code)
    };
    made.diagnostics.iter().find(is_new).map(|finding| fails(&finding.message)).unwrap_or_default()
}

/// Whether both show the same words and hold the same things in the same places.
fn are_same(one: &[SegmentToken], other: &[SegmentToken]) -> bool {
    let same = |(one, other): (&SegmentToken, &SegmentToken)| match (one, other) {
        (SegmentToken::Words { shown: one, .. }, SegmentToken::Words { shown: other, .. }) => one == other,
        (SegmentToken::Words { .. }, _) | (_, SegmentToken::Words { .. }) => false,
        (one, other) => one.written().trim() == other.written().trim(),
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// The text of the source behind its settings, with every piece replaced.
fn body_of(source: &str, all: &[Taken]) -> String {
    let mut placed: Vec<&Taken> = all.iter().filter(|taken| !taken.segment.range.is_empty()).collect();
    placed.sort_by_key(|taken| taken.segment.range.start);
    let mut at = head_of(source).len();
    let mut body = String::new();
    for taken in placed {
        body.push_str(source.get(at..taken.segment.range.start).unwrap_or_default());
        body.push_str(&taken.text);
        at = taken.segment.range.end;
    }
    body.push_str(source.get(at..).unwrap_or_default());
    body
}

/// The settings at the beginning of a page, with both lines `+++`.
pub fn head_of(text: &str) -> String {
    let mut length = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        length += line.len();
        if index > 0 && line.trim_end() == "+++" {
            break;
        }
    }
    text[..length].to_owned()
}
