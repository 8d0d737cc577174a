//! The elements and attributes that the checks ask about, by name: looked up once for each tag of a page.
//!
//! A name that is not asked about is one of a few kinds of others.

/// An element; those that no check asks about are two: inside a line, and not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    A,
    Area,
    Article,
    Aside,
    /// Audio and video.
    Media,
    Base,
    Bdi,
    Body,
    Button,
    /// What holds another page: `iframe`, `frame`, `object`, `embed`, `portal`, `fencedframe`, `applet`.
    Frame,
    Footer,
    Form,
    Header,
    Heading(u8),
    Html,
    Image,
    Input,
    Label,
    Link,
    Main,
    Meta,
    Nav,
    Script,
    Section,
    /// `select` and `textarea`.
    Field,
    Style,
    Summary,
    Svg,
    /// `use`, `image` and `feImage` inside a drawing.
    SvgLink,
    Table,
    TableHead,
    Title,
    /// `source`, `track` and whatever else loads something.
    Track,
    /// Any other element inside a line of words.
    Inline,
    /// Any other element.
    Block,
}

impl Element {
    /// The element of that name, in any letter case.
    pub fn of(name: &str) -> Self {
        // The names that most tags have come first.
        match name {
            "a" => Self::A,
            "li" | "p" => Self::Block,
            "path" | "span" | "small" => Self::Inline,
            "svg" => Self::Svg,
            "ul" | "div" => Self::Block,
            "area" => Self::Area,
            "article" => Self::Article,
            "aside" => Self::Aside,
            "audio" | "video" => Self::Media,
            "base" => Self::Base,
            "bdi" => Self::Bdi,
            "body" => Self::Body,
            "button" => Self::Button,
            "iframe" | "frame" | "object" | "embed" | "portal" | "fencedframe" | "applet" => Self::Frame,
            "footer" => Self::Footer,
            "form" => Self::Form,
            "header" => Self::Header,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "html" => Self::Html,
            "img" => Self::Image,
            "input" => Self::Input,
            "label" => Self::Label,
            "link" => Self::Link,
            "main" => Self::Main,
            "meta" => Self::Meta,
            "nav" => Self::Nav,
            "script" => Self::Script,
            "section" => Self::Section,
            "select" | "textarea" => Self::Field,
            "style" => Self::Style,
            "summary" => Self::Summary,
            "use" | "image" | "feimage" | "feImage" => Self::SvgLink,
            "table" => Self::Table,
            "th" => Self::TableHead,
            "title" => Self::Title,
            "source" | "track" => Self::Track,
            "abbr" | "b" | "bdo" | "cite" | "code" | "data" | "del" | "dfn" | "em" | "i" | "ins" | "kbd" | "mark"
            | "q" | "s" | "samp" | "strong" | "sub" | "sup" | "time" | "u" | "var" | "wbr" | "circle" | "rect"
            | "g" | "line" | "polyline" | "polygon" | "ellipse" | "defs" => Self::Inline,
            "ol" | "td" | "tr" => Self::Block,
            other if other.bytes().any(|byte| byte.is_ascii_uppercase()) => Self::of(&other.to_ascii_lowercase()),
            _ => Self::Block,
        }
    }

    /// Whether words before and behind its tags belong to one line.
    pub fn is_inline(self) -> bool {
        matches!(
            self,
            Self::A
                | Self::Bdi
                | Self::Button
                | Self::Image
                | Self::Input
                | Self::Label
                | Self::Svg
                | Self::SvgLink
                | Self::Field
                | Self::Inline
        )
    }
}

/// Whether an element of that name never has an end tag.
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether an open element of the name `open`, whose end tag may be left out, ends where one of the name `next` begins.
///
/// Source: HTML standard, 13.1.2.4.
pub fn is_ended_by(open: &str, next: &str, element: Element) -> bool {
    match open {
        "p" => {
            !element.is_inline() && !matches!(element, Element::Script | Element::Link | Element::Meta) && next != "br"
        }
        "li" | "dt" | "dd" | "td" | "th" | "tr" | "option" => {
            next == open
                || matches!((open, next), ("dt", "dd") | ("dd", "dt") | ("td", "th" | "tr") | ("th", "td" | "tr"))
        }
        _ => false,
    }
}

/// An attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeName {
    Action,
    Alt,
    /// `aria-controls`, `aria-details`, `aria-owns` and the others that name ids.
    AriaIds,
    AriaHidden,
    AriaLabel,
    AriaLabelledby,
    Autoplay,
    Content,
    /// `data-…`: the theme's scripts may say its value.
    Data,
    Defer,
    Dir,
    Disabled,
    For,
    Formaction,
    /// A handler such as `onclick`.
    Handler,
    Headers,
    Hidden,
    Href,
    HttpEquiv,
    Id,
    /// `imagesrcset` and `srcset`.
    Srcset,
    Lang,
    Manifest,
    Media,
    Name,
    Ping,
    Preload,
    Placeholder,
    Poster,
    Property,
    Rel,
    Role,
    Src,
    Srcdoc,
    Style,
    Tabindex,
    Title,
    Type,
    Value,
    Other,
}

impl AttributeName {
    /// The attribute of that name, in any letter case.
    pub fn of(name: &str) -> Self {
        // The names that most attributes have come first.
        match name {
            "href" => Self::Href,
            "class" | "d" | "fill" | "width" | "height" | "stroke" | "viewBox" | "hreflang" => Self::Other,
            "stroke-width" | "stroke-linecap" | "stroke-linejoin" | "focusable" | "xmlns" => Self::Other,
            "action" => Self::Action,
            "alt" => Self::Alt,
            "aria-activedescendant"
            | "aria-controls"
            | "aria-describedby"
            | "aria-details"
            | "aria-errormessage"
            | "aria-flowto"
            | "aria-owns" => Self::AriaIds,
            "aria-hidden" => Self::AriaHidden,
            "aria-label" | "aria-description" | "aria-roledescription" | "aria-placeholder" => Self::AriaLabel,
            "aria-labelledby" => Self::AriaLabelledby,
            "autoplay" => Self::Autoplay,
            "content" => Self::Content,
            "defer" | "async" => Self::Defer,
            "dir" => Self::Dir,
            "disabled" => Self::Disabled,
            "for" => Self::For,
            "formaction" => Self::Formaction,
            "headers" => Self::Headers,
            "hidden" => Self::Hidden,
            "xlink:href" => Self::Href,
            "http-equiv" => Self::HttpEquiv,
            "id" => Self::Id,
            "srcset" | "imagesrcset" => Self::Srcset,
            "lang" => Self::Lang,
            "manifest" => Self::Manifest,
            "media" => Self::Media,
            "name" => Self::Name,
            "ping" | "attributionsrc" => Self::Ping,
            "placeholder" => Self::Placeholder,
            "poster" | "background" => Self::Poster,
            "preload" => Self::Preload,
            "property" => Self::Property,
            "rel" => Self::Rel,
            "role" => Self::Role,
            "src" | "data" => Self::Src,
            "srcdoc" => Self::Srcdoc,
            "style" => Self::Style,
            "tabindex" => Self::Tabindex,
            "title" | "label" => Self::Title,
            "type" => Self::Type,
            "value" => Self::Value,
            other if other.starts_with("data-") => Self::Data,
            other if other.len() > 3 && other.as_bytes()[..2].eq_ignore_ascii_case(b"on") => Self::Handler,
            other if other.bytes().any(|byte| byte.is_ascii_uppercase()) => Self::of(&other.to_ascii_lowercase()),
            _ => Self::Other,
        }
    }
}
