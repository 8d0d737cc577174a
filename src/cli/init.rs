//! `liberate init`: makes a complete small portal that somebody else can call their own.
//!
//! Four answers go in, from arguments or from the person at the terminal; a folder comes out, whole or not at all.

use super::session::{Failure, Session, today};
use super::terminal::say;
use crate::config::{CONFIG_FILE, resolve};
use crate::diagnostic::machine_reason;
use crate::locale::LanguageTag;
use std::fs;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Makes a new portal in a folder: pages, a talk, a poster and contacts to be filled in.
#[derive(clap::Args)]
pub struct InitArguments {
    /// The folder, which must not be there yet, or be empty
    folder: PathBuf,
    /// What the portal is called
    #[arg(long)]
    name: Option<String>,
    /// The area that it is for, as it stands in a sentence: "the Black Country"
    #[arg(long)]
    area: Option<String>,
    /// Languages beside English, such as pl,ur
    #[arg(long)]
    languages: Option<String>,
    /// Its address on the web, such as <https://portal.example>
    #[arg(long)]
    address: Option<String>,
}

impl InitArguments {
    /// Those of somebody who is asked everything.
    pub fn asking(folder: PathBuf) -> Self {
        Self { folder, name: None, area: None, languages: None, address: None }
    }
}

/// Languages of the theme's words, each by its own name.
pub(super) const LANGUAGES: [(&str, &str); 16] = [
    ("en", "English"),
    ("pl", "polski"),
    ("ro", "română"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("ur", "اردو"),
    ("bn", "বাংলা"),
    ("ar", "العربية"),
    ("vi", "Tiếng Việt"),
    ("sq", "shqip"),
    ("ti", "ትግርኛ"),
    ("so", "Soomaali"),
    ("ps", "پښتو"),
    ("fa", "فارسی / دری"),
    ("ckb", "کوردیی ناوەندی"),
    ("zh-Hans", "中文（简体）"),
    ("bg", "български"),
];

/// The files of a new portal, by their path in it; words in braces are filled in.
const STARTER: [(&str, &str); 11] = [
    ("liberate.toml", include_str!("starter/liberate.toml")),
    ("content/_index.md", include_str!("starter/content/_index.md")),
    ("content/help.md", include_str!("starter/content/help.md")),
    ("content/signs.md", include_str!("starter/content/signs.md")),
    ("content/who-to-tell.md", include_str!("starter/content/who-to-tell.md")),
    ("content/contacts.md", include_str!("starter/content/contacts.md")),
    ("content/contacts.toml", include_str!("starter/content/contacts.toml")),
    ("content/privacy.md", include_str!("starter/content/privacy.md")),
    ("content/accessibility.md", include_str!("starter/content/accessibility.md")),
    ("content/talk.md", include_str!("starter/content/talk.md")),
    ("content/poster.md", include_str!("starter/content/poster.md")),
];

/// Makes the portal, and says what to do next.
pub fn run(session: &Session, arguments: &InitArguments) -> Result<ExitCode, Failure> {
    refuse_what_is_there(&arguments.folder)?;
    let answers = Answers::of(arguments)?;
    let values = answers.values();
    let files: Vec<(&str, String)> = STARTER.iter().map(|(path, text)| (*path, filled(text, &values))).collect();
    if let Some(wrong) = resolve(Some(&files[0].1)).diagnostics.first() {
        return Err(format!("{}; {}", wrong.message, wrong.hint).into());
    }
    write(&arguments.folder, &files)
        .map_err(|error| format!("{} cannot be made: {}", arguments.folder.display(), machine_reason(&error)))?;
    if session.quiet {
        return Ok(ExitCode::SUCCESS);
    }
    say(&format!(
        "{0} is made: {1} pages in English, a talk, a poster, and contacts that nobody sees until you fill them in.\n\
         Show it:           liberate --root {2} serve --open\n\
         Fill in first:     {3}, then the pages about privacy and accessibility\n\
         Begin a language:  liberate --root {2} translate new help.md {4}",
        arguments.folder.display(),
        STARTER.iter().filter(|(path, _)| path.ends_with(".md")).count() - 2,
        shell_word(&arguments.folder),
        arguments.folder.join("content/contacts.toml").display(),
        answers.languages.first().map_or("pl", |(tag, _)| tag),
    ));
    Ok(ExitCode::SUCCESS)
}

/// A path as it is typed: in quotes where it has spaces.
fn shell_word(path: &Path) -> String {
    let shown = path.display().to_string();
    if shown.contains(char::is_whitespace) { format!("\"{shown}\"") } else { shown }
}

/// Nothing is ever written over.
fn refuse_what_is_there(folder: &Path) -> Result<(), Failure> {
    let shown = folder.display();
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(format!("{shown} cannot be used: {}", machine_reason(&error)).into()),
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => {
                Err(format!("{shown} holds files already and stays as it is; name a folder that is not there yet")
                    .into())
            }
        },
    }
}

struct Answers {
    name: String,
    area: String,
    /// Beside English: tags and own names.
    languages: Vec<(&'static str, &'static str)>,
    address: String,
}

impl Answers {
    fn of(arguments: &InitArguments) -> Result<Self, Failure> {
        let name = answer(arguments.name.as_ref(), "--name", "What is the portal called?", None)?;
        let area = answer(arguments.area.as_ref(), "--area", "Which area is it for?", None)?;
        let asked = "Which languages beside English? Tags with commas, such as pl,ur:";
        let languages = answer(arguments.languages.as_ref(), "--languages", asked, Some(""))?;
        let asked = "Its address on the web? Leave it empty until you know it:";
        let address = answer(arguments.address.as_ref(), "--address", asked, Some(NO_ADDRESS))?;
        Ok(Self { name, area, languages: languages_of(&languages)?, address })
    }

    /// What stands for the words in braces of the starter.
    fn values(&self) -> [(&'static str, String); 8] {
        let quoted = |words: &str| serde_json::Value::from(words).to_string();
        let description = format!("Signs of modern slavery in {}, who to tell, and where to get help.", self.area);
        let tables = self.languages.iter().map(|(tag, own)| format!("\n[languages.{tag}]\nname = \"{own}\"\n"));
        [
            ("{today}", today().to_string()),
            ("{plain_name}", plain(&self.name)),
            ("{plain_area}", plain(&self.area)),
            ("{address}", quoted(&self.address)),
            ("{name}", quoted(&self.name)),
            ("{description}", quoted(&description)),
            ("{neutral}", quoted(&format!("Help and advice in {}", self.area))),
            ("{languages}", tables.collect()),
        ]
    }
}

/// Words without what Markdown or TOML would read as a sign.
fn plain(words: &str) -> String {
    words.replace(['\\', '"', '`', '*', '_', '[', ']', '<', '>', '{', '}'], "").trim().to_owned()
}

/// A text of the starter with the values in it; what is in a value stays as it is.
fn filled(text: &str, values: &[(&str, String)]) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let behind = &rest[at..];
        let (shown, length) = match values.iter().find(|(key, _)| behind.starts_with(key)) {
            Some((key, value)) => (value.as_str(), key.len()),
            None => ("{", 1),
        };
        out.push_str(shown);
        rest = &behind[length..];
    }
    out + rest
}

/// Until a portal has an address: `.example` leads nowhere (RFC 2606).
const NO_ADDRESS: &str = "https://portal.example";

/// An answer from an argument, or else from the person at the terminal.
fn answer(given: Option<&String>, option: &str, question: &str, otherwise: Option<&str>) -> Result<String, Failure> {
    let written = match given {
        Some(given) => given.clone(),
        None if io::stdin().is_terminal() => ask(question)?,
        None => match otherwise {
            Some(otherwise) => otherwise.to_owned(),
            None => return Err(format!("{option} is missing: {question}").into()),
        },
    };
    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
    match otherwise {
        Some(otherwise) if written.is_empty() => Ok(otherwise.to_owned()),
        None if !plain(&written).contains(char::is_alphanumeric) => {
            Err(format!("{option} has no letters in it: {question}").into())
        }
        _ => Ok(written),
    }
}

/// What the person at the terminal types.
pub fn ask(question: &str) -> io::Result<String> {
    let mut out = io::stdout();
    write!(out, "{question} ")?;
    out.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line)
}

fn languages_of(written: &str) -> Result<Vec<(&'static str, &'static str)>, Failure> {
    let mut chosen = Vec::new();
    for word in written.split([',', ' ']).filter(|word| !word.is_empty()) {
        let tag = LanguageTag::parse(word);
        let known = LANGUAGES.iter().find(|(known, _)| tag.as_ref().is_some_and(|tag| tag.as_str() == *known));
        let Some(known) = known else {
            let tags: Vec<&str> = LANGUAGES.iter().map(|(tag, _)| *tag).collect();
            let way = "make the portal without it, then `liberate new language` begins it";
            return Err(format!("the theme has no words in `{word}`; it has {}; {way}", tags.join(", ")).into());
        };
        if known.0 != "en" && !chosen.contains(known) {
            chosen.push(*known);
        }
    }
    Ok(chosen)
}

/// Writes the files beside the folder first and gives them its name last, so that it is there whole or not at all.
fn write(folder: &Path, files: &[(&str, String)]) -> io::Result<()> {
    let whole = std::path::absolute(folder)?;
    let name = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let made = whole.with_file_name(format!(".{name}.new-{}", std::process::id()));
    let written = files.iter().try_for_each(|(path, text)| {
        let file = made.join(path);
        fs::create_dir_all(file.parent().unwrap_or(&made))?;
        fs::write(file, text)
    });
    // An empty folder stays the same one, as somebody may be in it; the settings, which make it a site, come last.
    let moved = written.and_then(|()| match whole.is_dir() {
        true => ["content", CONFIG_FILE].iter().try_for_each(|name| fs::rename(made.join(name), whole.join(name))),
        false => fs::rename(&made, &whole),
    });
    let _ = fs::remove_dir(&made);
    if moved.is_err() {
        let _ = fs::remove_dir_all(&made);
    }
    moved
}
