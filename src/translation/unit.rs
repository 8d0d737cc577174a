use super::piece::{Piece, Token, pieces};
use crate::content::{Page, Words};
use crate::site::record_changes;
use std::collections::{BTreeMap, BTreeSet};

/// What goes to a translator of one file.
#[derive(Clone, Debug)]
pub struct ExchangeFile {
    /// The source file.
    pub original: String,
    /// The fingerprint of the source as it was sent.
    pub fingerprint: String,
    /// Its texts, in reading order.
    pub units: Vec<Unit>,
}

/// One text to translate.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Unique in its file.
    pub id: String,
    /// The text, as words and things that stay as they are.
    pub source: Vec<Token>,
    /// What the source said when the last translation was made; empty if there is none.
    pub then: String,
    /// The last translation; empty if there is none.
    pub translation: String,
}

/// A part of a translated text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words.
    Words(String),
    /// The thing of that number stands here.
    Keep(usize),
    /// The thing of that number begins here.
    Open(usize),
    /// It ends here.
    Close(usize),
}

/// Gives every thing of a text its number: 1 and up, the two ends of one thing have one number.
pub fn numbered(tokens: &[Token]) -> Vec<Part> {
    let mut open = Vec::new();
    let mut next = 0;
    let parts = tokens.iter().map(|token| match token {
        Token::Words(words) => Part::Words(words.clone()),
        Token::Keep(_) => {
            next += 1;
            Part::Keep(next)
        }
        Token::Open(_) => {
            next += 1;
            open.push(next);
            Part::Open(next)
        }
        Token::Close(_) => Part::Close(open.pop().unwrap_or_default()),
    });
    parts.collect()
}

/// The texts of a page that a language lacks or has out of date.
///
/// `kept` is what the translation was made from. A translation whose blocks are not those of `kept` is asked for as a whole.
pub fn page_units(source: (&Page, &str), translation: Option<(&Page, &str)>, kept: Option<&Page>) -> Vec<Unit> {
    let all = pieces(source.0, source.1).into_iter().filter(Piece::has_words);
    let known = translation.map(|translation| super::compose::reused(source.0, translation, kept)).unwrap_or_default();
    all.filter(|piece| !known.current.contains_key(&piece.id))
        .map(|piece| Unit {
            then: known.then.get(&piece.id).cloned().unwrap_or_default(),
            translation: known.outdated.get(&piece.id).cloned().unwrap_or_default(),
            id: piece.id,
            source: piece.tokens,
        })
        .collect()
}

/// The texts of a file of records that a language lacks or has out of date. `raw` are the source's texts as they are written.
pub fn record_units(
    raw: &BTreeMap<String, String>,
    today: &Words,
    own: Option<&Words>,
    kept: Option<&Words>,
) -> Vec<Unit> {
    let changed: BTreeSet<String> =
        kept.map(|kept| record_changes(kept, today).into_keys().collect()).unwrap_or_default();
    let lacks = |key: &String| own.is_none_or(|own| !own.texts.contains_key(key));
    raw.iter()
        .filter(|(key, _)| lacks(key) || changed.contains(*key))
        .map(|(key, text)| Unit {
            id: key.clone(),
            source: placeholders(text),
            then: kept.and_then(|kept| kept.texts.get(key)).cloned().unwrap_or_default(),
            translation: own.and_then(|own| own.texts.get(key)).cloned().unwrap_or_default(),
        })
        .collect()
}

/// Cuts a text of a record where a placeholder such as `{count}` stands.
pub fn placeholders(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('{')
        && let Some(length) = rest[start..].find('}')
    {
        if start > 0 {
            tokens.push(Token::Words(rest[..start].to_owned()));
        }
        tokens.push(Token::Keep(rest[start..=start + length].to_owned()));
        rest = &rest[start + length + 1..];
    }
    if !rest.is_empty() {
        tokens.push(Token::Words(rest.to_owned()));
    }
    tokens
}
