//! Templates end, and what they keep stays small: calls that count and measure are put in before the engine reads a template.
//!
//! The engine bounds neither how often a loop turns, a part is included or a component is used, nor how long a text grows that is put
//! together from itself; what writes nothing is bounded by no length of a page either. Places that the engine names are brought back to
//! the template as it was written.

use std::cell::Cell;
use std::ops::Range;
use tera::{Kwargs, State, StringInput, TeraResult, Value};

/// Turns of all loops, inclusions and uses of components of one output at most. A list of 100,000 pages has a tenth of them; all loops of a page of the real site have some thousand.
const MOST_TURNS: u32 = 1_000_000;

/// The function that counts; templates have no reason to call it.
pub(super) const COUNT: &str = "count_turn";

/// The function that measures what is kept; templates have no reason to call it.
pub(super) const KEPT: &str = "kept_value";

/// Bytes of a text that a template keeps at most. Pieces of pages that the theme keeps have some thousand.
const LONGEST_TEXT: usize = 1 << 20;

/// Values in a list that a template keeps at most, those of lists in it included if it wrote the list itself.
const MOST_VALUES: usize = 1_000_000;

thread_local! {
    /// Turns that are left for the output that is being made on this thread.
    static LEFT: Cell<u32> = const { Cell::new(MOST_TURNS) };
}

/// Begins to count anew, for another output.
pub(super) fn begin() {
    LEFT.set(MOST_TURNS);
}

/// Whether the output that was begun last has no turns left.
pub(super) fn is_spent() -> bool {
    LEFT.get() == 0
}

/// Counts one turn: true, so that it can be part of a condition.
///
/// # Errors
/// When there were too many.
pub(super) fn count() -> TeraResult<Value> {
    LEFT.set(LEFT.get().saturating_sub(1));
    if is_spent() { Err(tera::Error::message("the loops never end")) } else { Ok(Value::from(true)) }
}

/// Measures a value that a template keeps under a name: true, so that it can be a condition.
///
/// # Errors
/// When it is too long for anything that a page needs.
pub(super) fn keep(kwargs: &Kwargs) -> TeraResult<Value> {
    let value: Value = kwargs.must_get("value")?;
    let mut left = MOST_VALUES;
    let is_short = if kwargs.get::<bool>("written")?.unwrap_or(false) {
        is_short_within(&value, &mut left)
    } else {
        value.as_str().is_none_or(|text| text.len() <= LONGEST_TEXT)
            && value.as_array().is_none_or(|list| list.len() <= MOST_VALUES)
    };
    let message = "what is kept here grows to more than a megabyte of text or a million values";
    if is_short { Ok(Value::from(true)) } else { Err(tera::Error::message(message)) }
}

fn is_short_within(value: &Value, left: &mut usize) -> bool {
    *left = left.saturating_sub(1);
    *left > 0
        && value.as_str().is_none_or(|text| text.len() <= LONGEST_TEXT)
        && value.as_array().is_none_or(|list| list.iter().all(|value| is_short_within(value, left)))
        && value.as_map().is_none_or(|map| map.iter().all(|(_, value)| is_short_within(value, left)))
}

/// `text | replace(from="…", to="…")`, within the length that a template may keep.
///
/// # Errors
/// When an argument is missing or the text would be too long.
pub(super) fn replace(text: StringInput, kwargs: &Kwargs, state: &State) -> TeraResult<Value> {
    let (from, to) = (kwargs.must_get::<&str>("from")?, kwargs.must_get::<StringInput>("to")?);
    let is_html = state.autoescaping_enabled() && (text.is_safe() || to.is_safe());
    let (text, to) =
        if is_html { (text.rendered(state)?, to.rendered(state)?) } else { (text.as_str().into(), to.as_str().into()) };
    let length = text.len().saturating_add(text.matches(from).count().saturating_mul(to.len()));
    if length > LONGEST_TEXT {
        return Err(tera::Error::message("`replace` makes more than a megabyte of text"));
    }
    let replaced = text.replace(from, &to);
    Ok(if is_html { Value::safe_string(&replaced) } else { Value::from(replaced) })
}

/// A template with a call in each of its loops, inclusions and components, and behind everything that it keeps under a name.
pub(super) struct CountedTemplate {
    /// What the engine reads.
    pub text: String,
    /// Where calls were put in, in bytes of that text, in order.
    calls: Vec<Range<usize>>,
}

impl CountedTemplate {
    /// Puts the calls in. A template that the engine cannot read comes out as some text that it cannot read either.
    pub fn of(template: &str) -> Self {
        let mut counted = Self { text: String::with_capacity(template.len()), calls: Vec::new() };
        let mut done = 0;
        for (at, call) in (Tags { text: template, at: 0, sets: Vec::new() }).flatten() {
            counted.text.push_str(&template[done..at]);
            let start = counted.text.len();
            counted.text.push_str(&call);
            counted.calls.push(start..counted.text.len());
            done = at;
        }
        counted.text.push_str(&template[done..]);
        counted
    }

    /// The byte of the template as it was written at which a byte of [`Self::text`] is.
    pub fn written(&self, at: usize) -> usize {
        let before = self.calls.iter().take_while(|call| call.start < at);
        at - before.map(|call| call.end.min(at) - call.start).sum::<usize>()
    }
}

/// The tags of a template, each with what is to be put in and where.
struct Tags<'a> {
    text: &'a str,
    at: usize,
    /// Names that are being set to what is between two tags.
    sets: Vec<&'a str>,
}

impl Iterator for Tags<'_> {
    type Item = Vec<(usize, String)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.text.get(self.at..)?;
            let start = self.at + rest.find('{')?;
            self.at = start + 2;
            match self.text.as_bytes().get(start + 1) {
                Some(b'#') => self.at += self.text[self.at..].find("#}")? + 2,
                Some(b'{') => return Some(self.tag(start, b'}')),
                Some(b'%') => return Some(self.tag(start, b'%')),
                _ => self.at -= 1,
            }
        }
    }
}

impl Tags<'_> {
    /// Reads the tag that begins at `start` and ends with `sign` and a brace.
    fn tag(&mut self, start: usize, sign: u8) -> Vec<(usize, String)> {
        let (end, mut calls) = expression(self.text, start + 2, sign);
        let inside = &self.text[start + 2..end];
        self.at = (end + 2).min(self.text.len());
        let words = inside.trim_start_matches('-').trim_start();
        let is = |word: &str| sign == b'%' && words.split(|c: char| !c.is_alphanumeric()).next() == Some(word);
        if is("raw") {
            let behind = self.text[self.at..].find("endraw");
            self.at = behind.map_or(self.text.len(), |found| self.at + found);
        }
        let trim = if inside.ends_with('-') { "-" } else { "" };
        let mut put_in =
            |condition: String| calls.push((self.at, format!("{{% if {condition} %}}{{% endif {trim}%}}")));
        if is("for") || is("include") || is("component") {
            put_in(format!("{COUNT}()"));
        }
        if is("component") {
            parameters(words).for_each(|name| put_in(format!("{KEPT}(value={name} | default(value=\"\"))")));
        }
        if is("set") || is("set_global") {
            let (name, value) = words.split_once('=').map_or((words, None), |(name, value)| (name, Some(value)));
            let name = name.split_whitespace().nth(1).unwrap_or_default().trim_end_matches('-');
            match value {
                Some(value) if value.contains(['[', '{']) => put_in(format!("{KEPT}(value={name}, written=true)")),
                Some(_) => put_in(format!("{KEPT}(value={name})")),
                None => self.sets.push(name),
            }
        }
        if is("endset")
            && let Some(name) = self.sets.pop()
        {
            put_in(format!("{KEPT}(value={name})"));
        }
        calls
    }
}

/// The names of a component's parameters: `component card(title, @lang, list=[1, 2])`.
fn parameters(words: &str) -> impl Iterator<Item = &str> {
    let open = words.find('(').map_or("", |open| &words[open + 1..]);
    let (mut depth, mut quote) = (0, None);
    let pieces = open.split(move |character| match (character, quote) {
        (_, Some(end)) => {
            quote = (character != end).then_some(end);
            false
        }
        ('"' | '\'' | '`', None) => {
            quote = Some(character);
            false
        }
        ('(' | '[' | '{', None) => {
            depth += 1;
            false
        }
        (')' | ']' | '}', None) => {
            depth -= 1;
            depth < 0
        }
        (',', None) => depth == 0,
        _ => false,
    });
    pieces
        .map(|piece| {
            let piece = piece.trim_start().trim_start_matches('@');
            let end = piece.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(piece.len());
            &piece[..end]
        })
        .take_while(|name| !name.is_empty())
}

/// A bracket that is open, and whether a loop (`[a for b in c]`) and its condition have begun in it.
struct Bracket {
    opens: u8,
    loops: bool,
    has_condition: bool,
}

/// Goes from `start` to the end of a tag. Returns where that is, and what is to be put into loops inside brackets.
fn expression(text: &str, start: usize, sign: u8) -> (usize, Vec<(usize, String)>) {
    let bytes = text.as_bytes();
    let (mut at, mut open, mut calls) = (start, Vec::<Bracket>::new(), Vec::new());
    while at < bytes.len() {
        match bytes[at] {
            byte if byte == sign && bytes.get(at + 1) == Some(&b'}') && open.iter().all(|open| open.opens != b'{') => {
                return (at, calls);
            }
            quote @ (b'"' | b'\'' | b'`') => at = string_end(bytes, at, quote),
            opens @ (b'[' | b'(' | b'{') => open.push(Bracket { opens, loops: false, has_condition: false }),
            b']' | b')' | b'}' => {
                let ended = open.pop().filter(|open| open.loops && !open.has_condition);
                calls.extend(ended.map(|_| (at, format!(" if {COUNT}()"))));
            }
            byte if byte.is_ascii_alphabetic() || byte == b'_' => {
                let end = at + bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
                match (&text[at..end], open.last_mut()) {
                    ("for", Some(open)) if open.opens == b'[' => open.loops = true,
                    ("if", Some(open)) if open.loops && !open.has_condition => {
                        open.has_condition = true;
                        calls.push((end, format!(" {COUNT}() and")));
                    }
                    _ => {}
                }
                at = end - 1;
            }
            _ => {}
        }
        at += 1;
    }
    (bytes.len(), calls)
}

/// The place of the quote that ends a text, or the end of everything.
fn string_end(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != quote {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(template: &str, expected: &str) {
        let counted = CountedTemplate::of(template);
        assert_eq!(counted.text.replace(COUNT, "n").replace(KEPT, "k"), expected);
        for (at, sign) in template.char_indices() {
            let there = counted.text.match_indices(sign).any(|(found, _)| counted.written(found) == at);
            assert!(there, "{sign} of {template}");
        }
    }

    #[test]
    fn every_loop_is_counted() {
        check("a {% for b in c %}d{% endfor %}", "a {% for b in c %}{% if n() %}{% endif %}d{% endfor %}");
        check("{%- for b in c -%} d", "{%- for b in c -%}{% if n() %}{% endif -%} d");
        check("{% for b in [\"%}\"] %}", "{% for b in [\"%}\"] %}{% if n() %}{% endif %}");
        check("{{ [a for a in b] }}", "{{ [a for a in b if n()] }}");
        check("{{ [a.b for a in b if a.c] }}", "{{ [a.b for a in b if n() and a.c] }}");
        check("{{ [[a for a in b] for b in c] }}", "{{ [[a for a in b if n()] for b in c if n()] }}");
        check("{% include \"a\" -%} b", "{% include \"a\" -%}{% if n() %}{% endif -%} b");
    }

    #[test]
    fn what_is_kept_is_measured() {
        let (open, close) = ("{% if k(value=", ") %}{% endif %}");
        check("{% set a = b ~ b %}c", &format!("{{% set a = b ~ b %}}{open}a{close}c"));
        check("{% set_global a = [b, b] %}", &format!("{{% set_global a = [b, b] %}}{open}a, written=true{close}"));
        check("{% set a %}{{ a }}{% endset %}", &format!("{{% set a %}}{{{{ a }}}}{{% endset %}}{open}a{close}"));
        check(
            "{% component a(b, @c, d=[1, \")\"]) %}e{% endcomponent a %}",
            &format!(
                "{{% component a(b, @c, d=[1, \")\"]) %}}{{% if n() %}}{{% endif %}}{0}b{1}{0}c{1}{0}d{1}e{{% endcomponent a %}}",
                open, " | default(value=\"\")) %}{% endif %}"
            ),
        );
    }

    #[test]
    fn what_is_no_loop_stays_as_it_is() {
        for template in [
            "{# {% for a in b %} #}",
            "{% raw %}{% for a in b %}{% endraw %}",
            "{{ \"{% for a in b %}\" }}",
            "{% if a %}{% endif %} for {b} {",
            "{{ {\"for\": 1} }}",
            "{% formula %}",
            "{{ [1, 2] }} {{ a[b] }}",
            "{{ never",
        ] {
            check(template, template);
        }
    }
}
