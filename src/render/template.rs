//! The templates of a theme: compiled once, then rendered within bounds.
//!
//! Values go in, bytes come out; what fails is reported at its line in the template.

use super::turns::{self, CountedTemplate};
use crate::content::Message;
use crate::diagnostic::{Diagnostic, Location, Reported, report};
use crate::locale::{LanguageTag, Locale};
use crate::text::letter::foreign_names;
use crate::text::{OffsetMap, Span, escape_html, nearest};
use crate::view::{StringValue, fill};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use tera::{Context, ErrorKind, Kwargs, State, StringInput, Tera, TeraResult, Value};

/// The template of web decks, for themes that have one.
pub(super) const DECK: &str = "deck.html";

/// Everything of a theme that templates need.
#[derive(Default)]
pub struct Theme {
    /// Templates by name, such as `base.html` or `partials/footer.html`.
    pub templates: BTreeMap<String, ThemeText>,
    /// Pictograms by name, such as `car`.
    pub icons: BTreeMap<String, ThemeText>,
    /// Addresses of the theme's published files by name, such as `styles/main.css`.
    pub addresses: BTreeMap<String, Arc<str>>,
    /// Style sheets that pages hold in themselves, by name, such as `styles/inline/calls.css`.
    pub inline_styles: BTreeMap<String, String>,
    /// Interface strings by language; each language holds every key, from the default language if need be.
    pub strings: BTreeMap<LanguageTag, BTreeMap<String, Message>>,
    /// The site's own language, in which names of organisations are; none for a theme without a site.
    pub own_language: Option<LanguageTag>,
}

/// A text file of a theme.
#[derive(Clone, Debug)]
pub struct ThemeText {
    /// Its path, for diagnostics.
    pub file: Arc<str>,
    /// What is rendered.
    pub text: Arc<str>,
    /// Where its syntax is in the file.
    pub moved: OffsetMap,
}

impl ThemeText {
    /// The place in the author's file of what is at `range` in the text.
    fn location(&self, range: Range<usize>) -> Location {
        let start = self.moved.old(range.start);
        Location::at(&self.file, Span::new(start, start + range.len()))
    }
}

/// The templates of a theme, ready to render. The only place that knows the template engine.
pub struct Templates {
    tera: Tera,
    files: BTreeMap<String, ThemeText>,
    icons: Arc<BTreeMap<String, String>>,
    /// The innermost loop of every template that has one.
    loops: BTreeMap<String, Location>,
    /// Every template that could be read, as the engine got it.
    counted: BTreeMap<String, CountedTemplate>,
    /// Whether the templates fit together.
    complete: bool,
    /// Templates that could not be read, which has been reported; pages that use them have no output.
    unreadable: BTreeSet<String>,
}

impl Templates {
    /// Reads all templates. One that cannot be read is reported, and so is every name that none of them has.
    pub fn new(theme: Theme) -> Reported<Self> {
        let mut diagnostics = Vec::new();
        let icons: BTreeMap<String, String> =
            theme.icons.iter().map(|(name, icon)| (name.clone(), inline_icon(&icon.text))).collect();
        let icons = Arc::new(icons);
        let mut tera = Tera::new();
        register(&mut tera, &theme, &icons);
        let mut unreadable = BTreeSet::new();
        let mut counted = BTreeMap::new();
        for (name, text) in &theme.templates {
            if reads(name, text, &mut diagnostics) {
                counted.insert(name.clone(), CountedTemplate::of(&text.text));
            } else {
                unreadable.insert(name.clone());
            }
        }
        let readable = counted.iter().map(|(name, counted)| (name.as_str(), counted.text.as_str()));
        let texts: Vec<(&str, &str)> = readable.chain(unreadable.iter().map(|name| (&**name, UNREADABLE))).collect();
        let found = tera.add_raw_templates(texts).map_err(|error| set_errors(&error, &theme.templates, &counted));
        let complete = found.is_ok();
        diagnostics.extend(found.err().into_iter().flatten());
        let loops =
            theme.templates.iter().filter_map(|(name, text)| Some((name.clone(), innermost_loop(text)?))).collect();
        let files = theme.templates;
        Reported { value: Self { tera, files, icons, loops, counted, complete, unreadable }, diagnostics }
    }

    /// Renders one template for the output at `address`; `None` when it fails, which is reported at `location` or at the
    /// template's own line.
    pub fn render(
        &self,
        name: &str,
        context: &Context,
        address: &str,
        location: Location,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<String> {
        if !self.complete {
            return None;
        }
        if !self.files.contains_key(name) {
            let near = nearest(name, self.files.keys().map(String::as_str));
            diagnostics.push(report::missing_template(location, name, near));
            return None;
        }
        COUNTED.set(0);
        turns::begin();
        let mut page = BoundedPage::default();
        match self.tera.render_to(name, context, &mut page) {
            Ok(()) => String::from_utf8(page.bytes).ok(),
            Err(_) if page.is_full => {
                diagnostics.push(report::template_endless(self.longest_loop(name), address));
                None
            }
            Err(error) if turns::is_spent() => {
                let location = self.place_of(&error).unwrap_or_else(|| self.longest_loop(name));
                diagnostics.push(report::template_turns(location, address));
                None
            }
            Err(error) => {
                diagnostics.extend(self.render_error(&error, address, name));
                None
            }
        }
    }

    /// The loop that most likely made a page too long: of the template itself, or else of any that it may use.
    fn longest_loop(&self, name: &str) -> Location {
        let found = self.loops.get(name).or_else(|| self.loops.values().next());
        found.cloned().unwrap_or_else(|| self.whole(name))
    }

    /// A template as a place.
    fn whole(&self, name: &str) -> Location {
        self.files.get(name).map_or_else(|| Location::whole(&Arc::from(name)), |text| Location::whole(&text.file))
    }

    /// Whether the theme has a template of that name.
    pub fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// A pictogram as HTML with that class, hidden from assistive technology.
    pub fn icon(&self, name: &str, class: &str) -> Option<String> {
        self.icons.get(name).map(|svg| with_class(svg, class))
    }

    /// The names of all pictograms.
    pub fn icon_names(&self) -> impl Iterator<Item = &str> {
        self.icons.keys().map(String::as_str)
    }

    /// Where rendering failed, as the template was written.
    fn place_of(&self, error: &tera::Error) -> Option<Location> {
        let (ErrorKind::RenderingError(found) | ErrorKind::SyntaxError(found)) = error.kind() else { return None };
        let (template, range) = (self.files.get(found.filename())?, found.span().range.clone());
        let written = |at| self.counted.get(found.filename()).map_or(at, |counted| counted.written(at));
        Some(template.location(written(range.start)..written(range.end)))
    }

    /// What a failure says; nothing if the template that fails is one that could not be read.
    fn render_error(&self, error: &tera::Error, address: &str, name: &str) -> Option<Diagnostic> {
        let message = match error.kind() {
            ErrorKind::RenderingError(found) | ErrorKind::SyntaxError(found) => {
                if self.unreadable.contains(found.filename()) {
                    return None;
                }
                plain(found.message())
            }
            other => plain(&other.to_string()),
        };
        let location = self.place_of(error).unwrap_or_else(|| self.whole(name));
        Some(report::template_failed(location, address, &message))
    }
}

/// Bytes of a page at most. The longest page of the site has half a million, and a phone shows no more than a few.
const LONGEST_PAGE: usize = 16 << 20;

/// Numbers that `range` counts for one page at most: loops inside loops multiply them.
const MOST_COUNTED: i64 = 100_000;

thread_local! {
    /// Numbers that were counted for the page that is being made on this thread. Functions of templates are told of nothing else that
    /// differs from page to page.
    static COUNTED: Cell<i64> = const { Cell::new(0) };
}

/// A page that grows, up to a limit.
#[derive(Default)]
struct BoundedPage {
    bytes: Vec<u8>,
    is_full: bool,
}

impl io::Write for BoundedPage {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + piece.len() > LONGEST_PAGE {
            self.is_full = true;
            return Err(io::Error::other("the page is too long"));
        }
        self.bytes.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The last `for` that begins before the first one ends.
fn innermost_loop(text: &ThemeText) -> Option<Location> {
    let end = text.text.find("endfor")?;
    let before = &text.text[..end];
    let start = before
        .rmatch_indices("{%")
        .map(|(at, _)| at)
        .find(|at| before[at + 2..].trim_start_matches(['-', ' ', '\n', '\t']).starts_with("for "))?;
    Some(text.location(start..start + 2))
}

/// `range(end=…, start=…, step_by=…)`: numbers one after the other, within what one page may count.
fn range(kwargs: &Kwargs) -> TeraResult<Vec<i64>> {
    let (start, end) = (kwargs.get::<i64>("start")?.unwrap_or(0), kwargs.must_get::<i64>("end")?);
    let step = kwargs.get::<i64>("step_by")?.unwrap_or(1);
    if step == 0 || (step > 0 && start > end) {
        return Err(tera::Error::message("`range` never comes to its end"));
    }
    let length = (i128::from(end) - i128::from(start)).unsigned_abs().div_ceil(i128::from(step).unsigned_abs());
    let length = if step < 0 && start <= end { 0 } else { i64::try_from(length).unwrap_or(i64::MAX) };
    let counted = COUNTED.get().saturating_add(length);
    if counted > MOST_COUNTED {
        return Err(tera::Error::message(
            "`range` has counted more than 100000 for this page, loops inside loops included",
        ));
    }
    COUNTED.set(counted);
    Ok((0..length).map(|index| start + index * step).collect())
}

/// Stands for a template that cannot be read: whatever uses it fails.
const UNREADABLE: &str = "{{ this_template_cannot_be_read }}";

/// The template engine's words in plain ones.
fn plain(message: &str) -> String {
    const WORDS: [(&str, &str); 14] = [
        ("`&str`", "a text"),
        ("`string`", "a text"),
        ("`map/struct`", "a table"),
        ("`map`", "a table"),
        ("`array`", "a list"),
        ("`undefined`", "nothing"),
        ("&str", "text"),
        ("map/struct", "table"),
        ("i128", "number"),
        ("i64", "number"),
        ("u64", "number"),
        ("f64", "number"),
        ("usize", "number from 0 on"),
        ("integer", "number"),
    ];
    let line = message.trim().trim_start_matches("error: ").lines().next().unwrap_or_default().trim_end_matches('.');
    let said = WORDS.iter().fold(line.to_owned(), |said, (theirs, ours)| said.replace(theirs, ours));
    let mut characters = said.chars();
    characters.next().map_or(String::new(), |first| first.to_lowercase().chain(characters).collect())
}

/// Parses a template alone, so that one mistake does not hide another.
fn reads(name: &str, text: &ThemeText, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let mut scratch = Tera::new();
    match scratch.add_raw_template(name, &text.text).map_err(|error| error.kind().clone()) {
        Err(ErrorKind::SyntaxError(found)) => {
            let location = text.location(found.span().range.clone());
            diagnostics.push(report::template_syntax(location, &plain(found.message())));
            false
        }
        _ => true,
    }
}

/// Says what does not fit together: one finding for each place that the engine names.
fn set_errors(
    error: &tera::Error,
    templates: &BTreeMap<String, ThemeText>,
    counted: &BTreeMap<String, CountedTemplate>,
) -> Vec<Diagnostic> {
    let message = error.to_string();
    let found: Vec<Diagnostic> = message
        .split("error: ")
        .filter(|part| !part.trim().is_empty())
        .map(|part| report::template_set(set_place(part, templates, counted), &plain(part)))
        .collect();
    found
}

/// Where an error is: the engine writes `--> name:line:column`, or only names the template.
fn set_place(
    part: &str,
    templates: &BTreeMap<String, ThemeText>,
    counted: &BTreeMap<String, CountedTemplate>,
) -> Location {
    let located = part.split_once("--> ").and_then(|(_, rest)| {
        let mut pieces = rest.lines().next()?.rsplitn(3, ':');
        let column: usize = pieces.next()?.trim().parse().ok()?;
        let line: usize = pieces.next()?.parse().ok()?;
        let name = pieces.next()?;
        let (template, counted) = (templates.get(name)?, counted.get(name)?);
        let start: usize = counted.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let at = counted.written((start + column.saturating_sub(1)).min(counted.text.len()));
        Some(template.location(at..(at + 1).min(template.text.len())))
    });
    let named = || templates.iter().find(|(name, _)| part.contains(name.as_str())).or(templates.iter().next());
    located.unwrap_or_else(|| {
        Location::whole(&named().map_or_else(|| Arc::from("templates"), |(_, text)| Arc::clone(&text.file)))
    })
}

/// Takes what an inlined picture must not have: the XML declaration and space around it.
fn inline_icon(text: &str) -> String {
    let svg = text.find("<svg").map_or(text, |start| &text[start..]);
    svg.trim().to_owned()
}

fn with_class(svg: &str, class: &str) -> String {
    let mut said = String::with_capacity(svg.len() + class.len() + 48);
    said.push_str("<svg class=\"");
    escape_html(class, &mut said);
    said.push_str("\" aria-hidden=\"true\" focusable=\"false\"");
    said.push_str(svg.strip_prefix("<svg").unwrap_or(svg));
    said
}

/// Gives templates their functions: `t`, `forms`, `asset`, `style`, `icon`, `json`.
fn register(tera: &mut Tera, theme: &Theme, icons: &Arc<BTreeMap<String, String>>) {
    let strings: Catalogues =
        theme.strings.iter().map(|(tag, strings)| (tag.to_string(), (Locale::new(tag), strings.clone()))).collect();
    let strings = Arc::new(strings);
    let shared = Arc::clone(&strings);
    tera.register_function("t", move |kwargs: Kwargs, state: &State| translate(&shared, &kwargs, state));
    tera.register_function("forms", move |kwargs: Kwargs, state: &State| forms(&strings, &kwargs, state));
    register_files(tera, "asset", "file", theme.addresses.clone());
    register_files(tera, "style", "style sheet for inside a page", theme.inline_styles.clone());
    let own_language = theme.own_language.as_ref().map_or(String::new(), LanguageTag::to_string);
    tera.register_filter("names", move |text: &str, _: Kwargs, state: &State| names(text, &own_language, state));
    tera.register_function(turns::COUNT, |_: Kwargs, _: &State| turns::count());
    tera.register_function(turns::KEPT, |kwargs: Kwargs, _: &State| turns::keep(&kwargs));
    tera.register_filter("replace", |text: StringInput, kwargs: Kwargs, state: &State| {
        turns::replace(text, &kwargs, state)
    });
    tera.register_function("range", |kwargs: Kwargs, _: &State| range(&kwargs));
    let icons = Arc::clone(icons);
    tera.register_function("icon", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let name: &str = kwargs.must_get("name")?;
        let extra = kwargs.get::<&str>("class")?.map_or("icon".to_owned(), |class| format!("icon {class}"));
        let svg = icons.get(name).ok_or_else(|| {
            let near = nearest(name, icons.keys().map(String::as_str));
            let hint = near.map_or(String::new(), |near| format!(", did you mean `{near}`?"));
            tera::Error::message(format!("the theme has no icon `{name}`{hint}"))
        })?;
        Ok(Value::safe_string(&with_class(svg, &extra)))
    });
    tera.register_function("json", |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let value: Value = kwargs.must_get("value")?;
        let text = serde_json::to_string(&value).map_err(tera::Error::message)?;
        Ok(Value::safe_string(&text.replace('<', "\\u003c")))
    });
}

/// A function that answers, for the `path` of a file of the theme, what `values` hold for it.
fn register_files<T: AsRef<str> + Send + Sync + 'static>(
    tera: &mut Tera,
    name: &'static str,
    what: &'static str,
    values: BTreeMap<String, T>,
) {
    tera.register_function(name, move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let path: &str = kwargs.must_get("path")?;
        let found = values.get(path).ok_or_else(|| {
            let near = nearest(path, values.keys().map(String::as_str));
            let hint = near.map_or(String::new(), |near| format!(", did you mean `{near}`?"));
            tera::Error::message(format!("the theme has no {what} `{path}`{hint}"))
        })?;
        Ok(Value::safe_string(found.as_ref()))
    });
}

/// `text | names`: a title as HTML, in which names of the site's own language say so and keep apart from what is around them. Only
/// letters show what is a name, so a text in the same letters, or of names alone, has none.
fn names(text: &str, own: &str, state: &State) -> TeraResult<Value> {
    let language: Value = state.get("lang")?.ok_or_else(|| tera::Error::message("`lang` is not known here"))?;
    let around = language.get_from_path("tag").and_then(Value::as_str).unwrap_or(own);
    let found = foreign_names(text, own, around).unwrap_or_default();
    let is_foreign = |at: usize| found.iter().any(|name| name.contains(&at));
    let has_own = text.char_indices().any(|(at, character)| character.is_alphabetic() && !is_foreign(at));
    let (mut html, mut done) = (String::with_capacity(text.len()), 0);
    for name in found.iter().filter(|_| has_own) {
        escape_html(&text[done..name.start], &mut html);
        let _ = write!(html, "<bdi lang=\"{own}\">");
        escape_html(&text[name.clone()], &mut html);
        html.push_str("</bdi>");
        done = name.end;
    }
    escape_html(&text[done..], &mut html);
    Ok(Value::safe_string(&html))
}

/// The interface strings of each language by its tag, with what CLDR knows of it.
type Catalogues = BTreeMap<String, (Locale, BTreeMap<String, Message>)>;

/// The string that a template names, in the page's language.
fn message<'a>(strings: &'a Catalogues, kwargs: &Kwargs, state: &State) -> TeraResult<(&'a Locale, &'a Message)> {
    let key: &str = kwargs.must_get("key")?;
    let language: Value = state.get("lang")?.ok_or_else(|| tera::Error::message("`lang` is not known here"))?;
    let tag = language.get_from_path("tag").and_then(Value::as_str);
    let (locale, catalogue) = tag
        .and_then(|tag| strings.get(tag))
        .ok_or_else(|| tera::Error::message("this language has no interface strings"))?;
    let message = catalogue.get(key).ok_or_else(|| {
        let near = nearest(key, catalogue.keys().map(String::as_str));
        let hint = near.map_or(String::new(), |near| format!(", did you mean `{near}`?"));
        tera::Error::message(format!("the interface string `{key}` is missing{hint}"))
    })?;
    Ok((locale, message))
}

/// `forms(key="…")`: every plural form of a string as JSON, for a script that counts; escaped for an attribute.
fn forms(strings: &Catalogues, kwargs: &Kwargs, state: &State) -> TeraResult<Value> {
    let (_, message) = message(strings, kwargs, state)?;
    let forms: serde_json::Map<String, serde_json::Value> =
        message.named_forms().into_iter().map(|(form, text)| (form.to_owned(), text.into())).collect();
    let mut html = String::new();
    escape_html(&serde_json::Value::from(forms).to_string(), &mut html);
    Ok(Value::safe_string(&html))
}

/// `t(key="…", name=value)`: the string in the page's language, escaped; values that are HTML stay HTML.
fn translate(strings: &Catalogues, kwargs: &Kwargs, state: &State) -> TeraResult<Value> {
    let (locale, message) = message(strings, kwargs, state)?;
    let mut safe = BTreeSet::new();
    let mut values: Vec<(String, String, Option<i64>)> = Vec::new();
    for (name, value) in kwargs.iter() {
        let name = name.to_string();
        let number = value.as_i64();
        let text = if number.is_none() {
            value.as_str().map_or_else(|| value.to_string(), str::to_owned)
        } else {
            String::new()
        };
        if value.is_safe() {
            safe.insert(text.clone());
        }
        values.push((name, text, number));
    }
    let arguments: Vec<(&str, StringValue)> = values
        .iter()
        .map(|(name, text, number)| (name.as_str(), number.map_or(StringValue::Text(text), StringValue::Number)))
        .collect();
    // The string's own words are escaped after its values are in, so values are kept apart by private characters.
    let holes = std::cell::RefCell::new(Vec::new());
    let said = fill(message, locale, &arguments, &|text, said| {
        said.push(HOLE);
        holes.borrow_mut().push(text.to_owned());
    });
    let mut html = String::with_capacity(said.len() + 32);
    let mut holes = holes.into_inner().into_iter();
    for (index, piece) in said.split(HOLE).enumerate() {
        if index > 0
            && let Some(value) = holes.next()
        {
            if safe.contains(&value) { html.push_str(&value) } else { escape_html(&value, &mut html) }
        }
        escape_html(piece, &mut html);
    }
    Ok(Value::safe_string(&html))
}

/// Stands where a value goes until the words around it are escaped: a character that no text holds.
const HOLE: char = '\u{f8ff}';
