//! `liberate new`: begins a page, or a language. A page begins with everything that it must say about itself.
//!
//! A path goes in, a file comes out; one that is there is never overwritten.

use super::new_language;
use super::session::{Failure, Session};
use super::terminal::say;
use crate::diagnostic::machine_reason;
use std::fs;
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

/// Begins a new page with everything that it must say about itself, or a language: `new language de`.
#[derive(clap::Args)]
pub struct NewArguments {
    /// Where it goes below content/, such as signs/places/boat-yard or news/_index.md; or the word language
    path: String,
    /// Behind the word language: its tag, such as de
    tag: Option<String>,
    /// What the language is called in itself, where the program does not know it
    #[arg(long)]
    name: Option<String>,
    /// Its title [default: made from the name of the file]
    #[arg(long)]
    title: Option<String>,
}

/// Writes the first text of a page; a file that is there already stays as it is.
pub fn run(session: &Session, arguments: NewArguments) -> Result<ExitCode, Failure> {
    match (arguments.path.as_str(), &arguments.tag) {
        ("language", Some(tag)) => return new_language::run(session, tag, arguments.name.as_deref()),
        (path, Some(more)) => {
            return Err(format!("`{path} {more}` is no path; write one without spaces, such as signs/farm").into());
        }
        (_, None) => {}
    }
    let relative = relative(&arguments.path)?;
    session.require_site()?;
    let path = session.root.join("content").join(&relative);
    if path.exists() {
        return Err(format!("{} is there already and stays as it is", path.display()).into());
    }
    let title = arguments.title.unwrap_or_else(|| title(&relative));
    fs::create_dir_all(path.parent().expect("a file stands in a folder"))
        .and_then(|()| fs::File::create_new(&path)?.write_all(page(&title).as_bytes()))
        .map_err(|error| format!("{} cannot be written: {}", path.display(), machine_reason(&error)))?;
    if !session.quiet {
        let shown = path.strip_prefix(&session.root).unwrap_or(&path);
        say(&format!("wrote {}: it is a draft until you remove the line `draft = true`", shown.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// The path below `content/`, with the right ending.
fn relative(written: &str) -> Result<PathBuf, Failure> {
    let written = written.trim_start_matches("content/").trim_end_matches('/');
    let path = Path::new(written);
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    if written.is_empty() || !inside || written.contains('\\') {
        return Err(format!("`{written}` is no path below content/; write one such as signs/farm").into());
    }
    Ok(if written.ends_with(".md") { path.to_owned() } else { PathBuf::from(format!("{written}.md")) })
}

fn title(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = match stem.as_str() {
        "_index" | "index" => {
            path.parent().and_then(Path::file_name).map_or(stem, |name| name.to_string_lossy().into())
        }
        _ => stem,
    };
    let words = name.replace(['-', '_'], " ");
    let mut characters = words.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

fn page(title: &str) -> String {
    let title = serde_json::Value::from(title);
    format!(
        "+++
title = {title}
# One sentence that says what a reader finds here.
description = \"\"
# A role, never a person.
owner = \"Comms lead\"
draft = true
+++

Write here. Headings begin with two signs: ##
"
    )
}
