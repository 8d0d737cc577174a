//! Style sheets as far as the checks need them: what they load, and their rules with conditions, selectors, declarations and places.
//!
//! Read by the tokenizer of a browser, so that escapes, texts in quotes and comments hide nothing. Whatever asks for more than
//! addresses or rules asks [`too_deep`] first.

use super::{Leads, leads};
use cssparser::{BasicParseError, CowRcStr, ParseError, Parser, ParserInput, Token};
use std::collections::BTreeMap;

/// Brackets in each other at most. A sheet that a person wrote has ten; every level costs whoever reads it some of its stack.
const DEEPEST: usize = 64;

/// The offset of the bracket at which a sheet goes deeper than can be read.
pub fn too_deep(sheet: &str) -> Option<usize> {
    let (mut depth, mut at) = (0usize, 0);
    let bytes = sheet.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'"' | b'\'' => at = end_of_string(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'*') => at = end_of_comment(sheet, at) - 1,
            b'(' | b'[' | b'{' => {
                depth += 1;
                if depth > DEEPEST {
                    return Some(at);
                }
            }
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The last byte of a text in quotes; without a closing one it ends with its line.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' | b'\r' | 0x0c => return at,
            byte if *byte == bytes[start] => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

fn end_of_comment(sheet: &str, start: usize) -> usize {
    let inside = start + 2;
    sheet.get(inside..).and_then(|rest| rest.find("*/")).map_or(sheet.len(), |end| inside + end + 2)
}

/// The sheet with as many spaces in place of its comments, so that places stay true.
pub fn without_comments(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let bytes = sheet.as_bytes();
    let (mut at, mut kept) = (0, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' | b'\'' => at = end_of_string(bytes, at) + 1,
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                out.push_str(&sheet[kept..at]);
                kept = end_of_comment(sheet, at);
                out.extend(sheet[at..kept].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
                at = kept;
            }
            _ => at += 1,
        }
    }
    out.push_str(&sheet[kept..]);
    out
}

/// Something that a sheet loads, or that might be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Where it is.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it says, with escapes resolved.
    pub value: String,
}

/// What strings mean where they are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum StringUse {
    /// Words, unless they look like an address of another server: a property of one's own may hand them to `image-set`.
    Words,
    /// Addresses.
    Addresses,
    /// Parts of a selector.
    Selector,
}

/// Everything that a sheet loads, in order: addresses in `url()` and the like, imports, and texts that lead to another server.
/// Empty if the sheet is too deep.
pub fn addresses(sheet: &str) -> Vec<Address> {
    let mut found = Vec::new();
    if too_deep(sheet).is_none() {
        let mut input = ParserInput::new(sheet);
        walk(&mut Parser::new(&mut input), StringUse::Words, &mut found);
    }
    found
}

fn walk(parser: &mut Parser, strings: StringUse, found: &mut Vec<Address>) {
    let (mut here, mut last) = (strings, String::new());
    let mut is_content = false;
    loop {
        parser.skip_whitespace();
        let start = parser.position().byte_index();
        let Ok(token) = parser.next().cloned() else { return };
        let end = parser.position().byte_index();
        let mut add = |value: &CowRcStr| found.push(Address { start, end, value: value.to_string() });
        match &token {
            Token::UnquotedUrl(value) | Token::BadUrl(value) if here != StringUse::Selector => add(value),
            Token::QuotedString(value) => match here {
                StringUse::Addresses => add(value),
                StringUse::Words if !is_content && leads_elsewhere(value) => add(value),
                _ => {}
            },
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => here = StringUse::Addresses,
            // Both name something and load nothing.
            Token::AtKeyword(name) if ["namespace", "charset"].iter().any(|known| name.eq_ignore_ascii_case(known)) => {
                here = StringUse::Selector;
            }
            Token::Colon => is_content = last.eq_ignore_ascii_case("content"),
            Token::Semicolon => (here, is_content) = (strings, false),
            Token::Function(name) => {
                let inside = if loads(name) { StringUse::Addresses } else { here };
                nested(parser, inside, found);
            }
            Token::ParenthesisBlock => nested(parser, here, found),
            Token::SquareBracketBlock => nested(parser, StringUse::Selector, found),
            Token::CurlyBracketBlock => {
                nested(parser, StringUse::Words, found);
                (here, is_content) = (strings, false);
            }
            _ => {}
        }
        last = if let Token::Ident(name) = &token { name.to_string() } else { String::new() };
    }
}

fn nested(parser: &mut Parser, strings: StringUse, found: &mut Vec<Address>) {
    let _: Result<(), ParseError<()>> = parser.parse_nested_block(|parser| {
        walk(parser, strings, found);
        Ok(())
    });
}

/// Whether strings inside a function are addresses.
fn loads(function: &str) -> bool {
    let name = function.to_ascii_lowercase();
    matches!(name.as_str(), "url" | "src" | "image") || name.ends_with("image-set") || name.ends_with("cross-fade")
}

fn leads_elsewhere(value: &str) -> bool {
    match leads(value) {
        Leads::Host => true,
        Leads::Scheme(scheme) => matches!(scheme.as_str(), "http" | "https" | "ftp" | "data" | "javascript"),
        Leads::Here => false,
    }
}

/// A declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration<'a> {
    /// Where it begins, in bytes of the sheet.
    pub start: usize,
    /// Where its name ends.
    pub name_end: usize,
    /// The property, in small letters and with escapes resolved; names of one's own as written.
    pub name: String,
    /// The value as written, without `!important`.
    pub value: &'a str,
}

/// One rule.
#[derive(Clone, Debug)]
pub struct CssRule<'a> {
    /// The conditions around it, such as `@media print`; empty if it always holds.
    pub condition: String,
    /// What it is for, one by one; of a rule inside another together with what that one is for.
    pub selectors: Vec<String>,
    /// What it says, in order.
    pub declarations: Vec<Declaration<'a>>,
    /// Where its body begins, in bytes of the sheet.
    pub start: usize,
}

impl<'a> CssRule<'a> {
    /// The value of a declaration: the last counts.
    pub fn value(&self, name: &str) -> Option<&'a str> {
        self.declarations.iter().rfind(|declaration| declaration.name == name).map(|declaration| declaration.value)
    }
}

/// All rules of a sheet without comments, in order of their bodies. Empty if the sheet is too deep.
pub fn rules(sheet: &str) -> Vec<CssRule<'_>> {
    let mut rules = Vec::new();
    if too_deep(sheet).is_none() {
        let mut input = ParserInput::new(sheet);
        let whole = RuleContext { condition: String::new(), selectors: Vec::new() };
        items(&mut Parser::new(&mut input), &whole, None, &mut rules);
    }
    rules
}

/// What is around a list of rules and declarations.
struct RuleContext {
    condition: String,
    selectors: Vec<String>,
}

/// Reads declarations into the rule at `own`, and rules behind it.
fn items<'a>(parser: &mut Parser<'a, '_>, context: &RuleContext, own: Option<usize>, rules: &mut Vec<CssRule<'a>>) {
    loop {
        parser.skip_whitespace();
        let start = parser.position();
        let declares = parser.try_parse(|parser| declared_name(parser)).ok();
        if let Some(name) = declares.filter(|name| own.is_some() && (name.starts_with("--") || !opens_block(parser))) {
            let name_end = start.byte_index() + name_length(parser.slice_from(start));
            let value = value(parser);
            if let Some(rule) = own.and_then(|own| rules.get_mut(own)) {
                rule.declarations.push(Declaration { start: start.byte_index(), name_end, name, value });
            }
            continue;
        }
        loop {
            // Passes over a block that the last token began, too.
            parser.skip_whitespace();
            let before = parser.position();
            match parser.next() {
                Ok(Token::CurlyBracketBlock) => {
                    let prelude = parser.slice(start..before).trim();
                    let body = parser.position().byte_index();
                    let _: Result<(), ParseError<()>> = parser.parse_nested_block(|parser| {
                        block(parser, prelude, body, context, own, rules);
                        Ok(())
                    });
                    break;
                }
                Ok(Token::Semicolon) => break,
                Ok(_) => {}
                Err(_) => return,
            }
        }
    }
}

/// The name of a declaration and the colon behind it.
fn declared_name<'a>(parser: &mut Parser<'a, '_>) -> Result<String, BasicParseError<'a>> {
    let name = parser.expect_ident()?.clone();
    parser.expect_colon()?;
    Ok(if name.starts_with("--") { name.to_string() } else { name.to_ascii_lowercase() })
}

/// Whether what follows is a block before it is a declaration's end: `a:hover { … }` begins like one.
fn opens_block(parser: &mut Parser) -> bool {
    let state = parser.state();
    let opens = loop {
        match parser.next() {
            Ok(Token::CurlyBracketBlock) => break true,
            Ok(Token::Semicolon) | Err(_) => break false,
            Ok(_) => {}
        }
    };
    parser.reset(&state);
    opens
}

/// The bytes of the name that a piece begins with, up to the colon behind it.
fn name_length(piece: &str) -> usize {
    piece.trim_end().trim_end_matches(':').trim_end().len()
}

/// The value up to the end of its declaration.
fn value<'a>(parser: &mut Parser<'a, '_>) -> &'a str {
    let start = parser.position();
    let end = loop {
        parser.skip_whitespace();
        let before = parser.position();
        match parser.next() {
            Ok(Token::Semicolon) => break before,
            Ok(_) => {}
            Err(_) => break parser.position(),
        }
    };
    let value = parser.slice(start..end).trim();
    let important = value.rfind('!').filter(|at| value[at + 1..].trim().eq_ignore_ascii_case("important"));
    important.map_or(value, |at| value[..at].trim_end())
}

/// Reads what is between two braces.
fn block<'a>(
    parser: &mut Parser<'a, '_>,
    prelude: &'a str,
    start: usize,
    context: &RuleContext,
    own: Option<usize>,
    rules: &mut Vec<CssRule<'a>>,
) {
    let is_condition = prelude.starts_with('@') && !is_plain(prelude);
    let condition = match (is_condition, context.condition.is_empty()) {
        (true, true) => prelude.to_owned(),
        (true, false) => format!("{} {prelude}", context.condition),
        (false, _) => context.condition.clone(),
    };
    let selectors = if is_condition { context.selectors.clone() } else { within(&context.selectors, prelude) };
    // A condition inside a rule holds declarations of that rule.
    if !is_condition || own.is_some() {
        rules.push(CssRule {
            condition: condition.clone(),
            selectors: selectors.clone(),
            declarations: Vec::new(),
            start,
        });
    }
    let own = (!is_condition || own.is_some()).then(|| rules.len() - 1);
    items(parser, &RuleContext { condition, selectors }, own, rules);
}

/// The selectors of a rule inside one with the selectors `outer`.
fn within(outer: &[String], prelude: &str) -> Vec<String> {
    let inner = selectors(prelude);
    let outer = match outer {
        [] => return inner,
        [one] => one.clone(),
        several => format!(":is({})", several.join(", ")),
    };
    let joined = |selector: String| match selector.contains('&') {
        true => selector.replace('&', &outer),
        false => format!("{outer} {selector}"),
    };
    inner.into_iter().map(joined).collect()
}

/// A list of selectors, one by one; a comma inside brackets or quotes is no end.
fn selectors(prelude: &str) -> Vec<String> {
    let mut input = ParserInput::new(prelude);
    let mut parser = Parser::new(&mut input);
    let (mut found, mut start) = (Vec::new(), parser.position());
    loop {
        parser.skip_whitespace();
        let before = parser.position();
        let ends = match parser.next() {
            Ok(Token::Comma) => false,
            Ok(_) => continue,
            Err(_) => true,
        };
        let end = if ends { parser.position() } else { before };
        found.push(parser.slice(start..end).trim().to_owned());
        start = parser.position();
        if ends {
            found.retain(|selector| !selector.is_empty());
            return found;
        }
    }
}

/// Whether declarations are directly inside, as in `@page` and `@font-face`.
fn is_plain(prelude: &str) -> bool {
    ["@page", "@font-face", "@property", "@counter-style"].iter().any(|name| prelude.starts_with(name))
}

/// Red, green and blue.
pub type Channels = [u8; 3];

/// A colour in hexadecimal digits, or black or white by name.
pub fn colour(value: &str) -> Option<Channels> {
    let hex = match value {
        "white" => "ffffff",
        "black" => "000000",
        value => value.strip_prefix('#')?,
    };
    let doubled: String =
        if hex.len() == 3 { hex.chars().flat_map(|digit| [digit, digit]).collect() } else { hex.into() };
    if doubled.len() != 6 || !doubled.is_ascii() {
        return None;
    }
    let part = |index: usize| u8::from_str_radix(&doubled[index * 2..index * 2 + 2], 16).ok();
    Some([part(0)?, part(1)?, part(2)?])
}

/// The colours that a theme names: custom properties of `:root` that always hold, by their names without dashes, as `#rrggbb`. One that is
/// another's is as that one; what is no colour is left out.
pub fn named_colours<'s>(sheets: impl IntoIterator<Item = &'s str>) -> BTreeMap<String, String> {
    let mut set: BTreeMap<String, String> = BTreeMap::new();
    for sheet in sheets {
        let plain = without_comments(sheet);
        let rules = rules(&plain);
        let roots =
            rules.iter().filter(|rule| rule.condition.is_empty() && rule.selectors.iter().any(|one| one == ":root"));
        for declaration in roots.flat_map(|rule| &rule.declarations) {
            if let Some(name) = declaration.name.strip_prefix("--") {
                set.insert(name.to_owned(), declaration.value.trim().to_owned());
            }
        }
    }
    let found = set.keys().filter_map(|name| Some((name.clone(), written(colour(resolved(&set, name)?)?))));
    found.collect()
}

/// The value of a property, or of the one that it takes it from; a circle ends.
fn resolved<'s>(set: &'s BTreeMap<String, String>, name: &str) -> Option<&'s str> {
    let mut value = set.get(name)?.as_str();
    for _ in 0..8 {
        let Some(other) = value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')')) else { break };
        value = set.get(other.trim())?;
    }
    Some(value)
}

fn written([red, green, blue]: Channels) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(sheet: &str) -> Vec<String> {
        let rules = rules(sheet);
        let declarations = |rule: &CssRule| {
            rule.declarations
                .iter()
                .map(|one| format!("{}@{}={}", one.name, one.start, one.value))
                .collect::<Vec<_>>()
                .join(";")
        };
        rules
            .iter()
            .map(|rule| format!("{}|{}|{}", rule.condition, rule.selectors.join(" + "), declarations(rule)))
            .collect()
    }

    #[test]
    fn rules_are_read() {
        let sheet = without_comments("a, b{color:#fff;x:y}/* {} */\n@media print{@page{margin:0}c{d:e;}} f{}");
        assert_eq!(
            shown(&sheet),
            ["|a + b|color@5=#fff;x@16=y", "@media print|@page|margin@48=0", "@media print|c|d@59=e", "|f|"]
        );
    }

    #[test]
    fn what_stands_in_brackets_and_quotes_ends_nothing() {
        assert_eq!(
            shown(":is(a,b) c, [d=\",\"]{content:\"};{\";x:url(a;b)}"),
            ["|:is(a,b) c + [d=\",\"]|content@20=\"};{\";x@34=url(a;b)"]
        );
        assert_eq!(shown("a{--x:{b:c};outline:none!important}"), ["|a|--x@2={b:c};outline@12=none"]);
        assert_eq!(shown("a{OUT\\6cine:0}"), ["|a|outline@2=0"]);
    }

    #[test]
    fn rules_inside_rules_are_read() {
        assert_eq!(
            shown("a{x:y;&:hover{b:c}d:focus{e:f}@media print{g:h}}"),
            ["|a|x@2=y", "|a:hover|b@14=c", "|a d:focus|e@26=f", "@media print|a|g@43=h"]
        );
        assert_eq!(shown("a,b{c &{d:e}}"), ["|a + b|", "|c :is(a, b)|d@8=e"]);
    }

    #[test]
    fn nothing_that_is_loaded_hides() {
        let check = |sheet: &str, expected: &[&str]| {
            let found: Vec<String> = addresses(sheet).into_iter().map(|address| address.value).collect();
            assert_eq!(found, expected, "{sheet}");
        };
        check("a{b:url(x.png)}", &["x.png"]);
        check("a{b:u\\72l(//x.example/y)}", &["//x.example/y"]);
        check("a{b:url(\"https:\\2f/x.example\")}", &["https://x.example"]);
        check("@IMP\\4fRT '//x.example/a.css';", &["//x.example/a.css"]);
        check("@import url(a.css) screen; a{b:c}", &["a.css"]);
        check("a{b:image-set('//x.example/y' 1x)}", &["//x.example/y"]);
        check("a{--c:'https://x.example/y'}", &["https://x.example/y"]);
        check("/* url( */a{b:url(y)}/* ) */", &["y"]);
        check("a{c:\"/*\"}b{d:url(y)}e{f:\"*/\"}", &["y"]);
        check("a[href^='https://x.example']{b:c}", &[]);
        check("a::after{content:'https://x.example'}", &[]);
        check("@namespace url(http://www.w3.org/2000/svg);", &[]);
        check("/* url(//x.example) */ a{b:\"url(//x.example)\"}", &[]);
    }

    #[test]
    fn too_many_brackets_are_seen() {
        let nested = |open: &str, count| format!("a{{b:{}", open.repeat(count));
        for open in ["calc(", ":is(", "[", "(", "{", "a{", "@media x{"] {
            assert!(too_deep(&nested(open, 8_000)).is_some(), "{open}");
            assert!(too_deep(&nested(open, 20)).is_none(), "{open}");
            assert!(addresses(&nested(open, 8_000)).is_empty() && rules(&nested(open, 8_000)).is_empty());
        }
        assert!(too_deep(&format!("a{{b:\"{}\"}}/*{}*/", "(".repeat(500), "{".repeat(500))).is_none());
    }

    #[test]
    fn a_theme_names_its_colours_once() {
        let sheets = [
            "/* :root { --no: #111 } */ :root { --ink: #16262B; --short: #abc; --same: var(--ink); --wide: 2rem }",
            "@media print { :root { --ink: #000 } } .box { --own: #fff } :root { --white: white; --round: var(--round) }",
        ];
        let found = named_colours(sheets);
        let found: Vec<String> = found.iter().map(|(name, value)| format!("{name} {value}")).collect();
        assert_eq!(found, ["ink #16262b", "same #16262b", "short #aabbcc", "white #ffffff"]);
    }
}
