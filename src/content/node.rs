//! What nodes of a tree are: blocks, marks, and what shortcodes make, with their words.
//!
//! A node's kind says everything about it but its place.

use super::str::{MovedWords, Str};
use crate::text::Span;

/// What a node is. Containers hold the nodes up to their end; the others hold none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A paragraph.
    Paragraph,
    /// A heading of level 2 to 6; its number among the headings of the source file finds its anchor. Headings
    /// that a shortcode made have none.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Position among the file's headings, from 0.
        ordinal: Option<u16>,
    },
    /// A list; ordered ones know their first number.
    List {
        /// First number of an ordered list.
        start: Option<u32>,
    },
    /// An item of a list.
    Item,
    /// The box at the start of a task's item.
    Task {
        /// Whether the task is done.
        done: bool,
    },
    /// A quotation.
    Quote,
    /// A notice; its children are what it says.
    Notice {
        /// How urgent, and the default title.
        kind: NoticeKind,
        /// A title of its own.
        title: Option<Str>,
    },
    /// Code on lines of its own.
    CodeBlock {
        /// What is after the fence.
        info: Str,
    },
    /// A thematic break.
    Rule,
    /// A table: one head, then rows.
    Table,
    /// The head row.
    TableHead,
    /// A row.
    TableRow,
    /// A cell.
    TableCell {
        /// The column's alignment.
        align: Align,
    },
    /// A definition list.
    DefinitionList,
    /// A term in it.
    DefinitionTerm,
    /// A meaning in it.
    DefinitionMeaning,
    /// The text of a footnote, wherever it was written.
    Footnote {
        /// Its label.
        label: Str,
    },
    /// Words.
    Text(Str),
    /// Code in a line.
    Code(Str),
    /// Emphasis.
    Emphasis,
    /// Strong importance.
    Strong,
    /// No longer true.
    Strikethrough,
    /// A link; its children are its words.
    Link {
        /// As written: `@/help.md#anchor`, a full address, `tel:`, `mailto:`, `#anchor` or a file beside the page.
        to: Str,
        /// The title, possibly empty.
        title: Str,
    },
    /// A link to one language's version of something, with the language's own name inside.
    LanguageLink {
        /// The address.
        to: Str,
        /// The language's tag.
        tag: Str,
        /// Whether this is the language being read.
        current: bool,
    },
    /// A picture; its children are its alternative text.
    Image {
        /// As written.
        to: Str,
        /// The title, possibly empty.
        title: Str,
        /// Whether the author said that it says nothing.
        decorative: bool,
    },
    /// The mark that refers to a footnote.
    FootnoteMark {
        /// Its label.
        label: Str,
    },
    /// A line ending in the source.
    SoftBreak,
    /// A line ending that shows.
    HardBreak,
    /// HTML that an author typed: never shown, always reported.
    RawHtml(Str),
    /// A shortcode; the number finds it in [`Body::call`]. The enclosing form holds what it encloses.
    Call(u32),
    /// The end of an enclosing shortcode that never began; reported.
    StrayEnd,
    /// A block with a role of its own.
    Block(Role),
    /// Words in another language than their surroundings.
    Language {
        /// The language's tag.
        tag: Str,
        /// Whether it holds blocks rather than words.
        block: bool,
    },
    /// A disclosure; its children are what it hides.
    Details {
        /// What it says when closed.
        summary: Str,
    },
    /// A telephone number of a record.
    Number {
        /// As people see it.
        display: Str,
        /// What is dialled: digits only.
        digits: Str,
    },
    /// A pictogram that says nothing by itself.
    Icon(Str),
    /// A code for cameras that opens an address; the address is beside it in letters.
    Qr {
        /// The full address.
        to: Str,
        /// What it opens.
        alt: Str,
    },
    /// A part of another file; shows nothing by itself, but what is inside is in that file.
    Part {
        /// The file's path.
        file: Str,
    },
}

impl NodeKind {
    /// Whether it is in a line of words rather than being a block; of a shortcode only its call knows.
    pub fn is_in_line(self) -> bool {
        match self {
            Self::Language { block, .. } => !block,
            kind => matches!(
                kind,
                Self::Text(_)
                    | Self::Code(_)
                    | Self::Emphasis
                    | Self::Strong
                    | Self::Strikethrough
                    | Self::Link { .. }
                    | Self::LanguageLink { .. }
                    | Self::Image { .. }
                    | Self::FootnoteMark { .. }
                    | Self::SoftBreak
                    | Self::HardBreak
                    | Self::RawHtml(_)
                    | Self::Number { .. }
                    | Self::Icon(_)
                    | Self::Task { .. }
            ),
        }
    }

    /// The same kind with its words where they went, for a tree that is added to another.
    pub fn moved(self, moved: MovedWords) -> Self {
        let by = |piece: Str| moved.piece(piece);
        match self {
            Self::Notice { kind, title } => Self::Notice { kind, title: title.map(by) },
            Self::CodeBlock { info } => Self::CodeBlock { info: by(info) },
            Self::Footnote { label } => Self::Footnote { label: by(label) },
            Self::Text(piece) => Self::Text(by(piece)),
            Self::Code(piece) => Self::Code(by(piece)),
            Self::Link { to, title } => Self::Link { to: by(to), title: by(title) },
            Self::LanguageLink { to, tag, current } => Self::LanguageLink { to: by(to), tag: by(tag), current },
            Self::Image { to, title, decorative } => Self::Image { to: by(to), title: by(title), decorative },
            Self::FootnoteMark { label } => Self::FootnoteMark { label: by(label) },
            Self::RawHtml(piece) => Self::RawHtml(by(piece)),
            Self::Block(Role::Contact(id)) => Self::Block(Role::Contact(by(id))),
            Self::Block(Role::Big(value)) => Self::Block(Role::Big(by(value))),
            Self::Block(Role::Slide(id)) => Self::Block(Role::Slide(by(id))),
            Self::Block(Role::Chart(chart)) => Self::Block(Role::Chart(Chart { values: by(chart.values), ..chart })),
            Self::Qr { to, alt } => Self::Qr { to: by(to), alt: by(alt) },
            Self::Language { tag, block } => Self::Language { tag: by(tag), block },
            Self::Details { summary } => Self::Details { summary: by(summary) },
            Self::Number { display, digits } => Self::Number { display: by(display), digits: by(digits) },
            Self::Icon(name) => Self::Icon(by(name)),
            Self::Part { file } => Self::Part { file: by(file) },
            Self::Paragraph
            | Self::Heading { .. }
            | Self::List { .. }
            | Self::Item
            | Self::Task { .. }
            | Self::Quote
            | Self::Rule
            | Self::Table
            | Self::TableHead
            | Self::TableRow
            | Self::TableCell { .. }
            | Self::DefinitionList
            | Self::DefinitionTerm
            | Self::DefinitionMeaning
            | Self::Emphasis
            | Self::Strong
            | Self::Strikethrough
            | Self::SoftBreak
            | Self::HardBreak
            | Self::Call(_)
            | Self::StrayEnd
            | Self::Block(_) => self,
        }
    }
}

/// What a block is for. The HTML gives it as a class, a deck may give it a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A contact with its number; the string is the record's id.
    Contact(Str),
    /// The name of a contact.
    ContactName,
    /// Its number, large.
    ContactNumber,
    /// For whom and when.
    ContactPurpose,
    /// When it answers.
    ContactHours,
    /// What a call costs.
    ContactCost,
    /// Which languages it speaks.
    ContactLanguages,
    /// Other ways to reach it.
    ContactRoutes,
    /// When it was checked.
    ContactChecked,
    /// A list of signs.
    Signs,
    /// Numbered steps.
    Steps,
    /// Facts with their sources.
    Facts,
    /// Ways into the site.
    Doors,
    /// One of them.
    Door,
    /// Its title.
    DoorTitle,
    /// A list of pages.
    PageList,
    /// A list of languages.
    LanguageList,
    /// The cards of several contacts.
    Contacts,
    /// Columns side by side.
    Columns,
    /// One of them.
    Column,
    /// One big number, the string, with its caption.
    Big(Str),
    /// What the presenter of a slide says.
    Notes,
    /// A chart: its title, what it says in a sentence, its table and its source, in this order.
    Chart(Chart),
    /// The title of a chart.
    ChartTitle,
    /// What a chart says, in a sentence.
    ChartSays,
    /// Where the numbers of a chart come from, and of when they are.
    ChartSource,
    /// A slide, panel or face of a document; the string is its id, unique in the document.
    Slide(Str),
}

impl Role {
    /// The class in HTML.
    pub fn class(self) -> &'static str {
        match self {
            Self::Contact(_) => "contact",
            Self::ContactName => "contact-name",
            Self::ContactNumber => "contact-number",
            Self::ContactPurpose => "contact-purpose",
            Self::ContactHours => "contact-hours",
            Self::ContactCost => "contact-cost",
            Self::ContactLanguages => "contact-languages",
            Self::ContactRoutes => "contact-routes",
            Self::ContactChecked => "contact-checked",
            Self::Signs => "signs",
            Self::Steps => "steps",
            Self::Facts => "facts",
            Self::Doors => "doors",
            Self::Door => "door",
            Self::DoorTitle => "door-title",
            Self::PageList => "page-list",
            Self::LanguageList => "language-list",
            Self::Contacts => "contacts",
            Self::Columns => "columns",
            Self::Column => "column",
            Self::Big(_) => "big",
            Self::Notes => "notes",
            Self::Chart(_) => "chart",
            Self::ChartTitle => "chart-title",
            Self::ChartSays => "chart-says",
            Self::ChartSource => "chart-source",
            Self::Slide(_) => "slide",
        }
    }
}

/// How a chart is drawn. Names and numbers as readers see them stand in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it is made of.
    pub kind: ChartKind,
    /// Whether it begins at the right, as the language of its words does.
    pub from_right: bool,
    /// The numbers of all rows as [`crate::text::Amount`] writes them, none below zero, with a space between.
    pub values: Str,
}

/// What a chart is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// A lying bar for each row.
    Bar,
    /// A line from row to row, for years.
    Line,
}

/// How urgent a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// GitHub's `NOTE`.
    Note,
    /// GitHub's `TIP`.
    Tip,
    /// GitHub's `IMPORTANT`.
    Important,
    /// GitHub's `WARNING`.
    Warning,
    /// GitHub's `CAUTION`.
    Caution,
    /// Life or health is at risk.
    Danger,
    /// Good to know.
    Info,
    /// It went well.
    Success,
}

impl NoticeKind {
    /// Its word in classes, strings and arguments.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
            Self::Danger => "danger",
            Self::Info => "info",
            Self::Success => "success",
        }
    }

    /// The kind with that word.
    pub fn parse(word: &str) -> Option<Self> {
        let all = [
            Self::Note,
            Self::Tip,
            Self::Important,
            Self::Warning,
            Self::Caution,
            Self::Danger,
            Self::Info,
            Self::Success,
        ];
        all.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// The alignment of a table's column; start and end follow the direction of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// As the text runs.
    Start,
    /// In the middle.
    Center,
    /// At the far end, for numbers.
    End,
}

/// A shortcode as written.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// Its arguments in order.
    pub arguments: Vec<Argument>,
    /// Where it is, from the first brace to the last.
    pub span: Span,
    /// Whether it encloses other text: `{% … %}` rather than `{{ … }}`.
    pub encloses: bool,
    /// Whether it is inside a line of text.
    pub inline: bool,
    /// Whether it was alone in a paragraph, which gave way to it.
    pub in_paragraph: bool,
}

/// One argument of a shortcode.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: ArgumentValue,
    /// Where name and value are.
    pub span: Span,
}

/// The value of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentValue {
    /// A text in quotes.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
}

impl ArgumentValue {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Integer(_) | Self::Boolean(_) => None,
        }
    }
}
