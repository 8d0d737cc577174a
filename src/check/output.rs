//! One pass over a finished page, for everything that can be seen in it: each check is told of each tag and text once.
//!
//! The page before it is minified goes in, as minifying changes nothing that is said. What it costs was measured, see
//! `benches/checks.rs`.

use super::element::{AttributeName, Element, is_ended_by, is_void};
use super::locator::Locator;
use super::name::Names;
use super::number::DialledNumbers;
use super::promise::BREAK;
use super::rules::CheckContext;
use super::safety::Safety;
use super::structure::PageStructure;
use super::subject::Subject;
use super::tag::{Inherited, OpenTag};
use super::weight::Loads;
use super::{address, drawing, language, privacy, structure};
use crate::diagnostic::{Diagnostic, report};
use crate::text::html::{Attribute, HtmlTokenizer, Tag, Token, push_plain};

/// What says the same of a text as a finding of the finished page says later; the author hears of it once.
const SAID: [(&str, &str); 4] = [
    ("duplicate-id", "duplicate-anchor"),
    ("heading-order", "heading-skipped"),
    ("main-heading", "heading-one"),
    ("nameless-link", "link-without-words"),
];

/// Reads the finished page `html` to its end with `tokens`, which have just begun it; `before` has been said of it already. Findings
/// point at what an author or a designer would change. Says also what the page loads.
pub fn finished_page<'h>(
    context: CheckContext,
    subject: Subject,
    html: &'h str,
    tokens: &mut HtmlTokenizer<'h>,
    before: &[Diagnostic],
) -> (Vec<Diagnostic>, Loads<'h>) {
    let mut pass = Pass::new(context, subject, html);
    while let Some(token) = tokens.next_token() {
        match token {
            Token::Start(tag) => pass.start(tag, tokens.attributes()),
            Token::End(tag) => pass.end(tag.name),
            Token::Text(text) => pass.text(text),
            Token::Doctype(_) | Token::Comment(_) => {}
        }
    }
    let (mut findings, loads) = pass.finish(html);
    if !findings.is_empty() {
        let parsed = subject.page().map_or(&[][..], |reading| &reading.content().diagnostics);
        let said = |code: &str| before.iter().chain(parsed).any(|finding| finding.code == code);
        findings.retain(|finding| !SAID.iter().any(|(late, early)| finding.code == *late && said(early)));
    }
    (findings, loads)
}

/// Looks at an output that is no page: a feed, the list of addresses, the files for servers.
pub fn other_output(context: CheckContext, text: &str) -> Vec<Diagnostic> {
    let language = context.view.site.language(context.view.site.default_language).tag.as_str();
    let locator = Locator { context, file: None, language };
    let mut findings = Vec::new();
    findings.extend(forbidden_words(&locator, text));
    let mut tokens = HtmlTokenizer::new(text);
    let mut numbers = DialledNumbers::default();
    while let Some(token) = tokens.next_token() {
        if let Token::Text(text) = token {
            numbers.said(&locator, &crate::text::html::plain(text), None, &mut findings);
        }
    }
    findings
}

/// Numbers are looked at word by word, and each has to be that of a record; no record may have a forbidden one.
fn forbidden_words(locator: &Locator, html: &str) -> Vec<Diagnostic> {
    locator.context.rules.forbidden.in_page(html, &|written| locator.words(&[written]))
}

/// How often `<script` stands in a page. Comments are gone by then, and words are written with `&lt;`: whatever is no script for the
/// tokenizer may be one for a browser that reads the page differently.
fn written_scripts(html: &str) -> usize {
    let is_script =
        |at: &usize| html.as_bytes()[at + 1..].get(..6).is_some_and(|name| name.eq_ignore_ascii_case(b"script"));
    html.match_indices('<').map(|(at, _)| at).filter(is_script).count()
}

/// An element that has not ended.
struct OpenElement<'h> {
    name: &'h str,
    element: Element,
    /// What was known before it began.
    outer: Inherited,
    /// Where its words begin.
    words: usize,
}

struct Pass<'p, 'h> {
    locator: Locator<'p>,
    subject: Subject<'p>,
    inherited: Inherited,
    open: Vec<OpenElement<'h>>,
    keys: Vec<AttributeName>,
    /// What can be read on the page so far, and where the block begins that is being read.
    words: String,
    block: usize,
    /// English words of blocks and attributes, to be searched together.
    english: String,
    numbers: DialledNumbers<'h>,
    names: Names<'h>,
    safety: Safety<'h>,
    structure: PageStructure<'h>,
    loads: Loads<'h>,
    /// Scripts that have begun.
    scripts: usize,
    findings: Vec<Diagnostic>,
}

impl<'p, 'h> Pass<'p, 'h> {
    fn new(context: CheckContext<'p>, subject: Subject<'p>, html: &str) -> Self {
        let language = &context.rules.languages[usize::from(subject.language().0)];
        Self {
            locator: subject.locator(context),
            subject,
            inherited: Inherited {
                scripts: language.scripts,
                english: language.english,
                language_rtl: language.rtl,
                rtl: language.rtl,
                isolated: false,
                in_landmark: false,
                in_section: false,
                silent: false,
                hidden: false,
                in_label: false,
                in_svg: false,
                in_code: false,
            },
            open: Vec::with_capacity(24),
            keys: Vec::with_capacity(24),
            words: String::with_capacity(html.len() / 2),
            block: 0,
            english: String::with_capacity(html.len() / 2),
            numbers: DialledNumbers::default(),
            names: Names::default(),
            safety: Safety::default(),
            structure: PageStructure::default(),
            loads: Loads::default(),
            scripts: 0,
            findings: Vec::new(),
        }
    }

    fn start(&mut self, tag: Tag<'h>, attributes: &[Attribute<'h>]) {
        let element = Element::of(tag.name);
        self.close_implied(tag.name, element);
        if !element.is_inline() {
            self.end_block();
        }
        self.keys.clear();
        self.keys.extend(attributes.iter().map(|attribute| AttributeName::of(attribute.name)));
        let keys = std::mem::take(&mut self.keys);
        let start = OpenTag { tag, element, attributes, keys: &keys };
        let outer = self.inherited;
        self.enter(&start);
        privacy::tag(&self.locator, self.subject, &start, &mut self.findings);
        address::tag(&self.locator, &start, &mut self.findings);
        if outer.in_svg {
            drawing::inside(&self.locator, &start, &mut self.findings);
        }
        self.scripts += usize::from(element == Element::Script);
        if !attributes.is_empty() {
            self.say_attributes(&start);
        }
        self.structure.start(&self.locator, self.subject, &start, &outer, &mut self.findings);
        self.safety.start(&self.locator, &start, &self.inherited);
        self.numbers.start(&self.locator, &start, &mut self.findings);
        self.names.start(&self.locator, &start, &self.inherited, &mut self.findings);
        self.loads.start(&start);
        if element == Element::Image
            && let Some(alternative) = start.get(AttributeName::Alt)
        {
            push_plain(alternative, &mut self.words);
            self.names.spoken += alternative.trim_ascii().len();
        }
        if is_void(tag.name) || (outer.in_svg && tag.closes_itself) {
            if element == Element::Svg {
                self.names.end(&self.locator, "", &self.inherited, &mut self.findings);
            }
            self.inherited = outer;
        } else {
            self.open.push(OpenElement { name: tag.name, element, outer, words: self.words.len() });
        }
        self.keys = keys;
    }

    /// Takes over what the tag says of everything inside.
    fn enter(&mut self, start: &OpenTag<'_, 'h>) {
        if start.has(AttributeName::Lang) || start.has(AttributeName::Dir) {
            let changed = language::enter(&self.locator, self.subject, start, &mut self.inherited, &mut self.findings);
            if changed {
                self.end_block();
            }
        }
        let inherited = &mut self.inherited;
        inherited.silent |= start.get(AttributeName::AriaHidden) == Some("true");
        inherited.hidden |= start.has(AttributeName::Hidden);
        inherited.in_code |= matches!(start.tag.name, "code" | "kbd" | "pre" | "samp");
        match start.element {
            Element::Label => inherited.in_label = true,
            Element::Svg => inherited.in_svg = true,
            Element::Article | Element::Aside | Element::Main | Element::Nav | Element::Section => {
                inherited.in_section = true;
            }
            _ => {}
        }
        inherited.in_landmark |= structure::landmark(start, inherited.in_section).is_some();
    }

    /// Looks at the words that attributes say: names, titles, what scripts announce.
    fn say_attributes(&mut self, start: &OpenTag<'_, 'h>) {
        for (key, attribute) in start.all() {
            let says = match key {
                AttributeName::Alt
                | AttributeName::AriaLabel
                | AttributeName::Data
                | AttributeName::Title
                | AttributeName::Placeholder => true,
                AttributeName::Content => {
                    !matches!(start.get(AttributeName::Name), Some("viewport" | "robots" | "referrer"))
                }
                _ => false,
            };
            if says && attribute.value.len() > 2 {
                let said = crate::text::html::plain_value(attribute.value);
                self.numbers.said(&self.locator, &said, None, &mut self.findings);
                if self.inherited.english {
                    self.english.push_str(&said);
                    self.english.push(BREAK);
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        let Some(index) = self.open.iter().rposition(|open| open.name == name) else { return };
        while self.open.len() > index {
            self.close();
        }
    }

    /// Ends elements whose end tags may be left out.
    fn close_implied(&mut self, name: &str, element: Element) {
        let Some(last) = self.open.last() else { return };
        let closes = is_ended_by(last.name, name, element);
        if closes {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let words = &self.words[open.words..];
        match open.element {
            Element::A => {
                self.numbers.end_link(&self.locator, words, open.words, &mut self.findings);
                self.safety.end_link(words);
                self.names.end(&self.locator, words, &self.inherited, &mut self.findings);
            }
            Element::Button | Element::Summary | Element::Table | Element::Svg => {
                self.names.end(&self.locator, words, &self.inherited, &mut self.findings);
            }
            _ => {}
        }
        let spoke = (self.inherited.english, self.inherited.scripts);
        if !open.element.is_inline() || spoke != (open.outer.english, open.outer.scripts) {
            self.end_block();
        }
        self.inherited = open.outer;
    }

    fn text(&mut self, text: &'h str) {
        let inside = self.open.last().map_or(Element::Block, |open| open.element);
        match inside {
            Element::Script | Element::Style => privacy::code(&self.locator, inside, text, &mut self.findings),
            Element::Title if self.inherited.in_svg => self.names.svg_title(text),
            Element::Title => self.structure.title(text),
            _ if text.trim_ascii().is_empty() => {
                if !self.words.ends_with([' ', BREAK]) {
                    self.words.push(' ');
                }
            }
            _ => self.read(text),
        }
    }

    /// Looks at words that people see.
    fn read(&mut self, text: &'h str) {
        if !text.is_ascii() && !self.inherited.in_code {
            language::letters(&self.locator, text, &self.inherited, &mut self.findings);
        }
        if !self.inherited.in_landmark {
            self.structure.outside(&self.locator, self.subject, text, &mut self.findings);
        }
        if !self.inherited.silent {
            self.names.spoken += text.len();
        }
        let from = self.words.len();
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.words.push(' ');
            }
            if line.contains('&') { push_plain(line, &mut self.words) } else { self.words.push_str(line) }
        }
        self.numbers.shown(&self.words[from..], from, self.inherited.isolated);
    }

    /// Looks at the words of a block as a whole.
    fn end_block(&mut self) {
        let block = &self.words[self.block..];
        if block.len() > 2 {
            self.numbers.block(&self.locator, block, self.block, &mut self.findings);
            if self.inherited.english {
                self.english.push_str(block);
                self.english.push(BREAK);
            }
        }
        if !self.words.is_empty() && !self.words.ends_with(BREAK) {
            self.words.push(BREAK);
        }
        self.block = self.words.len();
    }

    fn finish(mut self, html: &str) -> (Vec<Diagnostic>, Loads<'h>) {
        while !self.open.is_empty() {
            self.close();
        }
        self.end_block();
        let findings = &mut self.findings;
        if let Some(range) = self.locator.context.rules.promises.find(&self.english) {
            let words = &self.english[range];
            findings.push(report::false_promise(self.locator.words(&[words]), words));
        }
        self.names.finish(&self.locator, findings);
        self.structure.finish(&self.locator, self.subject, findings);
        if self.subject.is_read() {
            self.safety.finish(&self.locator, self.subject, &self.numbers, findings);
        }
        findings.extend(forbidden_words(&self.locator, html));
        if written_scripts(html) > self.scripts {
            findings.push(report::hidden_script(self.locator.markup(&["<script", "<SCRIPT"])));
        }
        (self.findings, self.loads)
    }
}
