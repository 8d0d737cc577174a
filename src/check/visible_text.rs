//! What a finished page says to a reader: its words passage by passage, what its telephone links dial, where its links lead.
//!
//! The bytes of a page go in, whoever made it and when; nothing is reported. Passages end where the checks of finished pages end a block.

use super::element::{AttributeName, Element, is_ended_by, is_void};
use crate::text::html::{Attribute, HtmlTokenizer, Tag, Token, plain_value, push_plain};

/// What a finished page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisibleText {
    /// The language of the page as a whole, as its `lang` says; empty if it says none.
    pub language: String,
    /// Its title, as browsers show it.
    pub title: String,
    /// Its words in reading order: blocks, names of what has none to see, and first its title and description. None is empty.
    pub passages: Vec<SaidPassage>,
    /// Its links that dial, in reading order.
    pub dialled: Vec<Dialled>,
    /// Its other links, in reading order.
    pub links: Vec<PageLink>,
}

/// The words of one block, with single spaces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SaidPassage {
    /// The words.
    pub words: String,
    /// The tag of the language that the block is in, as written.
    pub language: String,
}

/// A link that dials.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dialled {
    /// What the telephone dials, as written behind `tel:` or `sms:`.
    pub digits: String,
    /// What the link shows.
    pub shown: String,
}

/// Any other link.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageLink {
    /// Where it leads, as written.
    pub to: String,
    /// What it shows.
    pub shown: String,
}

/// Reads a finished page.
pub fn visible_text(html: &str) -> VisibleText {
    // Words are in no language until one is named.
    let mut reader = Reader { languages: vec![String::new()], ..Reader::default() };
    let mut tokens = HtmlTokenizer::new(html);
    while let Some(token) = tokens.next_token() {
        match token {
            Token::Start(tag) => reader.start(tag, tokens.attributes()),
            Token::End(tag) => reader.end(tag.name),
            Token::Text(text) => reader.text(text),
            Token::Doctype(_) | Token::Comment(_) => {}
        }
    }
    reader.finish()
}

/// An element that has not ended.
struct OpenElement<'h> {
    name: &'h str,
    element: Element,
    /// The language around it.
    outer: usize,
    /// Where it leads and where its words begin, if it is a link.
    link: Option<(String, usize)>,
}

#[derive(Default)]
struct Reader<'h> {
    said: VisibleText,
    open: Vec<OpenElement<'h>>,
    /// All languages that were named, and which of them is that of the words.
    languages: Vec<String>,
    language: usize,
    /// The words of the block so far.
    block: String,
    /// The words of the link so far: a link may hold blocks.
    linked: String,
}

impl<'h> Reader<'h> {
    fn start(&mut self, tag: Tag<'h>, attributes: &[Attribute<'h>]) {
        let element = Element::of(tag.name);
        if self.open.last().is_some_and(|last| is_ended_by(last.name, tag.name, element)) {
            self.close();
        }
        if !element.is_inline() {
            self.end_block();
        }
        let get = |key| attributes.iter().find(|attribute| AttributeName::of(attribute.name) == key);
        let value = |key| get(key).map(|attribute| plain_value(attribute.value).into_owned());
        let outer = self.language;
        if let Some(language) = value(AttributeName::Lang) {
            self.enter(language, element);
        }
        for key in [AttributeName::AriaLabel, AttributeName::Title, AttributeName::Placeholder] {
            value(key).iter().for_each(|words| self.name(words));
        }
        if element == Element::Meta && value(AttributeName::Name).as_deref() == Some("description") {
            value(AttributeName::Content).iter().for_each(|words| self.name(words));
        }
        if element == Element::Image {
            value(AttributeName::Alt).iter().for_each(|words| self.push(words));
        }
        if is_void(tag.name) || tag.closes_itself && element == Element::SvgLink {
            self.language = outer;
            return;
        }
        let link = if element == Element::A { value(AttributeName::Href) } else { None };
        let link = link.map(|to| (to, self.linked.len()));
        self.open.push(OpenElement { name: tag.name, element, outer, link });
    }

    fn enter(&mut self, language: String, element: Element) {
        if self.said.language.is_empty() && element == Element::Html {
            self.said.language.clone_from(&language);
        }
        let known = self.languages.iter().position(|known| *known == language);
        self.language = known.unwrap_or_else(|| {
            self.languages.push(language);
            self.languages.len() - 1
        });
    }

    fn end(&mut self, name: &str) {
        let Some(index) = self.open.iter().rposition(|open| open.name == name) else { return };
        while self.open.len() > index {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if let Some((to, from)) = open.link {
            let shown = spaced(self.linked.get(from..).unwrap_or_default());
            match to.split_once(':') {
                Some(("tel" | "sms" | "callto", number)) => {
                    let digits = number.split(['?', ';']).next().unwrap_or(number).to_owned();
                    self.said.dialled.push(Dialled { digits, shown });
                }
                _ => self.said.links.push(PageLink { to, shown }),
            }
        }
        if !open.element.is_inline() {
            self.end_block();
        }
        self.language = open.outer;
    }

    fn text(&mut self, text: &str) {
        match self.open.last().map(|open| open.element) {
            Some(Element::Script | Element::Style) => {}
            Some(Element::Title) if self.said.title.is_empty() => {
                let mut title = String::new();
                push_plain(text, &mut title);
                self.said.title = spaced(&title);
                self.name(&title);
            }
            _ => {
                let mut words = String::with_capacity(text.len());
                push_plain(text, &mut words);
                self.push(&words);
            }
        }
    }

    fn push(&mut self, words: &str) {
        self.block.push_str(words);
        if self.open.iter().any(|open| open.link.is_some()) {
            self.linked.push_str(words);
        }
    }

    /// Words that are a passage of their own.
    fn name(&mut self, words: &str) {
        let words = spaced(words);
        if !words.is_empty() {
            let language = self.languages.get(self.language).cloned().unwrap_or_default();
            self.said.passages.push(SaidPassage { words, language });
        }
    }

    fn end_block(&mut self) {
        let words = std::mem::take(&mut self.block);
        self.name(&words);
        if !self.linked.is_empty() {
            self.linked.push(' ');
        }
    }

    fn finish(mut self) -> VisibleText {
        while !self.open.is_empty() {
            self.close();
        }
        self.end_block();
        self.said
    }
}

/// The same words with single spaces between them and none around them.
fn spaced(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passages(html: &str) -> Vec<String> {
        visible_text(html).passages.into_iter().map(|said| format!("{}:{}", said.language, said.words)).collect()
    }

    #[test]
    fn words_come_block_by_block_in_their_language() {
        let check = |html: &str, expected: &[&str]| assert_eq!(passages(html), expected, "{html}");
        check(
            "<html lang=en><title>Help &amp; you</title><p>One<p>Two <b>three</b>",
            &["en:Help & you", "en:One", "en:Two three"],
        );
        check("<p lang=pl>Dwa\n\n <span>trzy</span></p>four", &["pl:Dwa trzy", ":four"]);
        check("<ul lang=ur dir=rtl><li>a<li lang=en>b<li>c</ul><p>d", &["ur:a", "en:b", "ur:c", ":d"]);
        check("<nav aria-label=Menu><a href=/x/>x</a></nav>", &[":Menu", ":x"]);
        check("<p>A <img alt=\"red car\" src=x> drives", &[":A red car drives"]);
        check("<script>var a</script><style>b{}</style><noscript>c</noscript>", &[":c"]);
        check("<meta name=description content=\"What it is\"><meta name=robots content=noindex>", &[":What it is"]);
        check("<table><tr><th>a<td>b<tr><td>c</table>", &[":a", ":b", ":c"]);
        check("one<br>two<hr>three", &[":one", ":two", ":three"]);
        check("&#1575;&nbsp;&lt;b&gt;", &[":\u{627}\u{a0}<b>"]);
    }

    #[test]
    fn links_say_where_they_lead_and_what_they_dial() {
        let said = visible_text(
            "<p><a href=\"tel:01214960000\"><bdi>0121 496 0000</bdi></a> or <a href='sms:60006?body=x'>text</a> \
             <a href=/help/><h2>Help</h2><p>now</a>",
        );
        let dialled: Vec<(&str, &str)> =
            said.dialled.iter().map(|dialled| (dialled.digits.as_str(), dialled.shown.as_str())).collect();
        assert_eq!(dialled, [("01214960000", "0121 496 0000"), ("60006", "text")]);
        let links: Vec<(&str, &str)> = said.links.iter().map(|link| (link.to.as_str(), link.shown.as_str())).collect();
        assert_eq!(links, [("/help/", "Help now")]);
    }
}
