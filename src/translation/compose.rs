use super::piece::{Piece, Token, pieces};
use super::settings::{set_keys, with_source};
use super::unit::{Part, numbered, placeholders};
use crate::content::{Page, Payload, Unit, are_built_alike, parse, units};
use crate::site::{Op, align};
use crate::source::Source;
use std::collections::BTreeMap;
use toml_edit::{DocumentMut, Item, Table, Value, value};

/// Why a translated text was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which text: its id in the exchange file.
    pub id: String,
    /// What is wrong with it, in plain words.
    pub why: String,
}

/// Translated texts by id.
pub type Targets = BTreeMap<String, Vec<Part>>;

/// What a translation has of the pieces of today's source, by their ids.
#[derive(Debug, Default)]
pub struct Reused {
    /// Pieces that are still true, as written.
    pub current: BTreeMap<String, String>,
    /// Pieces whose source changed, as written.
    pub outdated: BTreeMap<String, String>,
    /// What the source of those said.
    pub then: BTreeMap<String, String>,
}

/// Finds what of a translation can stay beside today's `source`. `kept` is what it was made from; without it, today's source.
pub fn reused(source: &Page, translation: (&Page, &str), kept: Option<&Page>) -> Reused {
    let mut found = Reused::default();
    let kept = kept.unwrap_or(source);
    let (then, now) = (units(&kept.body), units(&source.body));
    if !are_built_alike(&units(&translation.0.body), &then) {
        return found;
    }
    let own: BTreeMap<String, String> =
        pieces(translation.0, translation.1).into_iter().map(|piece| (piece.id.clone(), piece.written())).collect();
    let mut pairs = Vec::new();
    let numbers = (passage_numbers(&then), passage_numbers(&now));
    pair(&align(&then, &now), &then, &now, &numbers, &mut pairs);
    for (same, k, c, words) in pairs {
        for (id, written) in &own {
            let (number, rest) = id.split_once('.').map_or((id.as_str(), ""), |(number, rest)| (number, rest));
            if number != format!("p{k}") {
                continue;
            }
            let id = if rest.is_empty() { format!("p{c}") } else { format!("p{c}.{rest}") };
            if same {
                found.current.insert(id, written.clone());
            } else {
                found.then.insert(id.clone(), words.clone());
                found.outdated.insert(id, written.clone());
            }
        }
    }
    let then: BTreeMap<&str, String> = crate::content::front_words(kept).into_iter().collect();
    for (key, words) in crate::content::front_words(source) {
        let Some(written) = own.get(key) else { continue };
        if then.get(key) == Some(&words) {
            found.current.insert(key.to_owned(), written.clone());
        } else {
            found.then.insert(key.to_owned(), then.get(key).cloned().unwrap_or_default());
            found.outdated.insert(key.to_owned(), written.clone());
        }
    }
    found
}

/// The number of each passage, as in the ids of pieces, by its first node.
fn passage_numbers(all: &[Unit]) -> BTreeMap<usize, usize> {
    let passages = all.iter().flat_map(Unit::passages);
    passages.enumerate().map(|(index, passage)| (passage.nodes.start, index + 1)).collect()
}

type Numbers = (BTreeMap<usize, usize>, BTreeMap<usize, usize>);

fn pair(ops: &[Op], then: &[Unit], now: &[Unit], numbers: &Numbers, pairs: &mut Vec<(bool, usize, usize, String)>) {
    let mut push = |same: bool, k: &Unit, c: &Unit| {
        if let (Some(one), Some(other)) = (numbers.0.get(&k.nodes.start), numbers.1.get(&c.nodes.start))
            && !k.words.is_empty()
        {
            pairs.push((same, *one, *other, k.words.clone()));
        }
    };
    for op in ops {
        match op {
            Op::Same(k, c) => {
                for (k, c) in then[*k].passages().into_iter().zip(now[*c].passages()) {
                    push(true, k, c);
                }
            }
            Op::Changed(k, c) => push(false, &then[*k], &now[*c]),
            Op::Inside(k, c, _) => push(then[*k].words == now[*c].words, &then[*k], &now[*c]),
            Op::Added(_) | Op::Removed(_) => {}
        }
    }
    for op in ops {
        if let Op::Inside(k, c, inside) = op {
            pair(inside, &then[*k].children, &now[*c].children, numbers, pairs);
        }
    }
}

/// Writes a whole translation: today's source with every piece replaced by its translation, new or still true.
///
/// `path` is the file that it will be. The result is a draft, made from today's source.
///
/// # Errors
/// Every text that is missing, or would break a link, a shortcode, a number or the order of blocks.
pub fn compose_page(
    path: &str,
    source: (&Page, &str),
    translation: Option<(&Page, &str)>,
    kept: Option<&Page>,
    targets: &Targets,
) -> Result<String, Vec<Refusal>> {
    let known = translation.map(|translation| reused(source.0, translation, kept)).unwrap_or_default();
    let mut refusals = Vec::new();
    let mut taken = BTreeMap::new();
    for piece in pieces(source.0, source.1) {
        match taken_text(&piece, &known, targets) {
            Ok(text) => {
                taken.insert(piece.id.clone(), (piece, text));
            }
            Err(why) => refusals.push(Refusal { id: piece.id, why }),
        }
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let refuse = |why: String| vec![Refusal { id: String::new(), why }];
    let body = body_of(source.1, taken.values());
    let settings = translation.map_or_else(|| "+++\ntitle = \"\"\n+++\n".to_owned(), |(_, text)| head_of(text));
    let mut keys: Vec<(&str, Option<Value>)> = Vec::new();
    for (key, _) in source.0.front.words() {
        if let Some((_, text)) = taken.get(key) {
            keys.push((key, Some(text.as_str().into())));
        }
    }
    keys.push(("status", Some("draft".into())));
    keys.push(("source", Some(source.0.fingerprint().to_string().into())));
    keys.extend(["reviewed_by", "reviewed_on", "confirmed_by", "confirmed_on"].map(|key| (key, None)));
    let whole = with_source(path, &(settings + &body), &keys).map_err(refuse)?;
    let made = parse(&Source::from_bytes(path, whole.clone().into_bytes()));
    match &made.payload {
        Payload::Page(page) if are_built_alike(&units(&page.body), &units(&source.0.body)) => Ok(whole),
        _ => Err(refuse("with these texts the page has other paragraphs or lists than the source".to_owned())),
    }
}

fn taken_text(piece: &Piece, known: &Reused, targets: &Targets) -> Result<String, String> {
    if let Some(parts) = targets.get(&piece.id) {
        let text = substitute(&piece.tokens, parts)?;
        let inside_quotes = piece.id.contains('.');
        if inside_quotes && text.contains(['"', '\\']) {
            return Err("it holds a straight quotation mark; use the quotation marks of the language".to_owned());
        }
        return Ok(text);
    }
    if let Some(text) = known.current.get(&piece.id) {
        return Ok(text.clone());
    }
    if piece.has_words() { Err("its translation is missing".to_owned()) } else { Ok(piece.written()) }
}

/// The text of the source behind its settings, with every piece replaced.
fn body_of<'a>(source: &str, taken: impl Iterator<Item = &'a (Piece, String)>) -> String {
    let mut placed: Vec<&(Piece, String)> = taken.filter(|(piece, _)| !piece.range.is_empty()).collect();
    placed.sort_by_key(|(piece, _)| piece.range.start);
    let mut at = head_of(source).len();
    let mut body = String::new();
    for (piece, text) in placed {
        body.push_str(source.get(at..piece.range.start).unwrap_or_default());
        body.push_str(text);
        at = piece.range.end;
    }
    body.push_str(source.get(at..).unwrap_or_default());
    body
}

/// The settings at the beginning of a page, with both lines `+++`.
fn head_of(text: &str) -> String {
    let mut length = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        length += line.len();
        if index > 0 && line.trim_end() == "+++" {
            break;
        }
    }
    text[..length].to_owned()
}

/// Puts the things of the source where the translation says.
fn substitute(tokens: &[Token], parts: &[Part]) -> Result<String, String> {
    let marks = numbered(tokens);
    let mut wanted: Vec<&Part> = marks.iter().filter(|part| !matches!(part, Part::Words(_))).collect();
    let mut text = String::new();
    for part in parts {
        if let Part::Words(words) = part {
            if words.contains("{{") || words.contains("{%") {
                return Err("it holds braces of a shortcode that the source does not have".to_owned());
            }
            text.push_str(&words.replace(['\n', '\r'], " "));
            continue;
        }
        let position = wanted.iter().position(|mark| *mark == part);
        let Some(position) = position else {
            return Err(format!("{} stands there twice, or is none of the source's", shown(part)));
        };
        wanted.remove(position);
        let index = marks.iter().position(|mark| mark == part).unwrap_or_default();
        text.push_str(tokens[index].written());
    }
    if let Some(missing) = wanted.first() {
        return Err(format!("{} is missing", shown(missing)));
    }
    if !is_nested(parts) {
        return Err("what is around words begins and ends in the wrong order".to_owned());
    }
    let words = |parts: &[Part]| -> String {
        parts
            .iter()
            .filter_map(|part| if let Part::Words(words) = part { Some(words.as_str()) } else { None })
            .collect()
    };
    if digits(&words(&marks)) != digits(&words(parts)) {
        return Err("its numbers are not those of the source; write them in the same digits".to_owned());
    }
    if text.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    Ok(text)
}

fn shown(part: &Part) -> String {
    match part {
        Part::Words(words) => words.clone(),
        Part::Keep(number) | Part::Open(number) => format!("placeholder {number}"),
        Part::Close(number) => format!("the end of placeholder {number}"),
    }
}

fn is_nested(parts: &[Part]) -> bool {
    let mut open = Vec::new();
    for part in parts {
        match part {
            Part::Open(number) => open.push(*number),
            Part::Close(number) if open.pop() != Some(*number) => return false,
            _ => {}
        }
    }
    open.is_empty()
}

/// All digits, whatever stands between them and in whatever order the numbers come, sorted.
fn digits(text: &str) -> Vec<u32> {
    let mut digits: Vec<u32> = crate::text::digits(text).chars().filter_map(|digit| digit.to_digit(10)).collect();
    digits.sort_unstable();
    digits
}

/// Writes translated texts of records into a file of them.
///
/// # Errors
/// Every text that would break a placeholder or a number, and a file that is no TOML.
pub fn compose_records(
    existing: &str,
    raw: &BTreeMap<String, String>,
    fingerprint: &str,
    targets: &Targets,
) -> Result<String, Vec<Refusal>> {
    let refuse = |id: &str, why: String| Refusal { id: id.to_owned(), why };
    let head = set_keys(existing, &[("source", Some(fingerprint.into()))]).map_err(|why| vec![refuse("", why)])?;
    let mut document: DocumentMut = match head.parse() {
        Ok(document) => document,
        Err(_) => return Err(vec![refuse("", "the file cannot be read".to_owned())]),
    };
    let mut refusals = Vec::new();
    for (key, parts) in targets {
        let Some(original) = raw.get(key) else {
            refusals.push(refuse(key, "the source has no such text".to_owned()));
            continue;
        };
        match substitute(&placeholders(original), parts) {
            Ok(text) => set_path(document.as_table_mut(), key, &text),
            Err(why) => refusals.push(refuse(key, why)),
        }
    }
    if refusals.is_empty() { Ok(document.to_string()) } else { Err(refusals) }
}

/// Sets a dotted key; a last part that is a number is a place in a list.
fn set_path(table: &mut Table, key: &str, text: &str) {
    let (first, rest) = key.split_once('.').map_or((key, None), |(first, rest)| (first, Some(rest)));
    match rest {
        None => table[first] = value(text),
        Some(rest) if rest.parse::<usize>().is_ok() => {
            let index = rest.parse::<usize>().unwrap_or(1).max(1) - 1;
            let list = table.entry(first).or_insert(value(toml_edit::Array::new()));
            if let Some(list) = list.as_array_mut() {
                while list.len() <= index {
                    list.push("");
                }
                list.replace(index, text);
            }
        }
        Some(rest) => {
            let mut fresh = Table::new();
            fresh.set_implicit(false);
            let inner = table.entry(first).or_insert(Item::Table(fresh));
            if let Some(inner) = inner.as_table_mut() {
                set_path(inner, rest, text);
            }
        }
    }
}
