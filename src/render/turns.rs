//! Loops of templates end: a call that counts is put into each of them before the engine reads the template.
//!
//! The engine bounds neither how often a loop turns nor how many loops are in each other, and one that writes nothing is bounded by no
//! length of a page either. Places that the engine names are brought back to the template as it was written.

use std::cell::Cell;
use std::ops::Range;
use tera::{TeraResult, Value};

/// Turns of all loops of one output at most. A list of 100,000 pages has a tenth of them; all loops of a page of the real site have some thousand.
const MOST_TURNS: u32 = 1_000_000;

/// The function that counts; templates have no reason to call it.
pub(super) const COUNT: &str = "count_turn";

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

/// A template with a call in each of its loops.
pub(super) struct Counted {
    /// What the engine reads.
    pub text: String,
    /// Where calls were put in, in bytes of that text, in order.
    calls: Vec<Range<usize>>,
}

impl Counted {
    /// Puts the calls in. A template that the engine cannot read comes out as some text that it cannot read either.
    pub fn of(template: &str) -> Self {
        let mut counted = Self { text: String::with_capacity(template.len()), calls: Vec::new() };
        let mut done = 0;
        for (at, call) in (Tags { text: template, at: 0 }).flatten() {
            counted.text.push_str(&template[done..at]);
            let start = counted.text.len();
            counted.text.push_str(&call);
            counted.calls.push(start..counted.text.len());
            done = at;
        }
        counted.text.push_str(&template[done..]);
        counted
    }

    /// The byte of the template as it was written at which a byte of [`Self::text`] stands.
    pub fn written(&self, at: usize) -> usize {
        let before = self.calls.iter().take_while(|call| call.start < at);
        at - before.map(|call| call.end.min(at) - call.start).sum::<usize>()
    }
}

/// The tags of a template, each with what is to be put in and where.
struct Tags<'a> {
    text: &'a str,
    at: usize,
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
        } else if is("for") {
            let trim = if inside.ends_with('-') { "-" } else { "" };
            calls.push((self.at, format!("{{% if {COUNT}() %}}{{% endif {trim}%}}")));
        }
        calls
    }
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
        let counted = Counted::of(template);
        assert_eq!(counted.text.replace(COUNT, "n"), expected);
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
        check("{% set x = [a.b for a in b if a.c] %}", "{% set x = [a.b for a in b if n() and a.c] %}");
        check("{{ [[a for a in b] for b in c] }}", "{{ [[a for a in b if n()] for b in c if n()] }}");
    }

    #[test]
    fn what_is_no_loop_stays_as_it_is() {
        for template in [
            "{# {% for a in b %} #}",
            "{% raw %}{% for a in b %}{% endraw %}",
            "{{ \"{% for a in b %}\" }}",
            "{% if a %}{% endif %} for {b} {",
            "{% set form = {\"for\": 1} %}",
            "{% formula %}",
            "{{ [1, 2] }} {{ a[b] }}",
            "{{ never",
        ] {
            check(template, template);
        }
    }
}
