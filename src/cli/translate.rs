use super::file::write_file;
use super::{Failure, Session, show, today};
use crate::build::{Options, Snapshot, Workspace};
use crate::content::{Content, Page, Payload, kept_path, record_texts};
use crate::site::{Change, Changed, Standing, record_changes, standing};
use crate::translation::{
    self, ExchangeFile, Returned, Row, Side, State, compare_words, compose_page, compose_records, page_units,
    record_units, translated_file, with_source,
};
use clap::{Subcommand, ValueEnum};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Begins, compares, confirms and exchanges translations.
#[derive(clap::Args)]
#[command(after_help = "A page is named by its English file, such as help.md or signs/_index.md. \
Records are named the same way: contacts.toml, facts.toml, signs.toml, or themes/liberate/strings/en.toml.")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say what is missing, out of date, unchecked or current, the most harmful first
    Status {
        /// Only this language
        language: Option<String>,
        /// How to say it: for people, or for other programs
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
    /// Begin the translation of a page
    New {
        /// The English file, such as help.md
        page: String,
        /// The language, such as pl
        language: String,
    },
    /// Show which words of the English text changed since a translation was made
    Diff {
        /// The English file, such as help.md
        page: String,
        /// The language, such as pl
        language: String,
    },
    /// Say that a translation is true to today's English text
    Confirm {
        /// The English file, such as help.md
        page: String,
        /// The language, such as pl
        language: String,
        /// The English text says the same as before: the translation stays as it is
        #[arg(long)]
        no_change_in_meaning: bool,
        /// The role that says so, never a name
        #[arg(long, value_name = "ROLE")]
        by: String,
    },
    /// Write what is missing or out of date to a file for a translator
    Export {
        /// The language, such as pl
        language: String,
        /// Only this English file [default: all]
        page: Option<String>,
        /// For translation tools, or to open in Word or LibreOffice
        #[arg(long, value_enum, default_value = "xliff")]
        format: Exchange,
        /// The file to write [default: LANGUAGE.xlf or LANGUAGE.html]
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Take in a file that came back from a translator: all of it, or nothing
    Import {
        /// The file
        file: PathBuf,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Exchange {
    Xliff,
    Html,
}

/// Runs one of the commands.
pub fn run(session: &Session, arguments: Arguments) -> Result<ExitCode, Failure> {
    let desk = Desk::new(session)?;
    match arguments.command {
        Command::Status { language, format } => desk.status(language.as_deref(), format),
        Command::New { page, language } => desk.begin(&page, &language),
        Command::Diff { page, language } => desk.diff(&page, &language),
        Command::Confirm { page, language, no_change_in_meaning, by } => {
            desk.confirm(&page, &language, no_change_in_meaning, &by)
        }
        Command::Export { language, page, format, output } => desk.export(&language, page.as_deref(), format, output),
        Command::Import { file } => desk.import(&file),
    }
}

/// Everything that the commands look at: all files of the site, drafts and partner pages included.
struct Desk<'s> {
    session: &'s Session,
    workspace: Workspace,
    snapshot: Snapshot,
}

/// A source and what a language has of it.
struct Pair<'d> {
    source: &'d Content,
    source_text: Arc<str>,
    file: String,
    own: Option<&'d Content>,
    own_text: Option<Arc<str>>,
}

impl<'s> Desk<'s> {
    fn new(session: &'s Session) -> Result<Self, Failure> {
        let workspace = Workspace::new(session.read()?);
        let widest = workspace.config().editions.iter().find(|edition| edition.partner);
        let edition = widest.or(workspace.config().editions.first()).ok_or("the settings name no edition")?;
        let options = Options { edition: edition.name.clone(), at: today(), drafts: true };
        let snapshot = workspace.snapshot(&options).ok_or("the settings name no edition")?;
        Ok(Self { session, workspace, snapshot })
    }

    fn contents(&self) -> &[Arc<Content>] {
        self.workspace.contents()
    }

    fn content(&self, file: &str) -> Option<&Content> {
        self.contents().iter().find(|content| content.file.as_ref() == file).map(AsRef::as_ref)
    }

    fn text(&self, file: &str) -> Option<Arc<str>> {
        self.workspace.sources().get(file).and_then(|source| source.text().cloned())
    }

    /// Finds a source by the name that a person types, and the translation of it.
    fn pair(&self, written: &str, language: &str) -> Result<Pair<'_>, Failure> {
        let known: Vec<&str> = self.snapshot.site.languages.iter().map(|language| language.tag.as_str()).collect();
        let default = self.workspace.config().default_language.as_str();
        if !known.contains(&language) || language == default {
            let others: Vec<&str> = known.into_iter().filter(|tag| *tag != default).collect();
            return Err(
                format!("`{language}` is no language to translate into; use one of: {}", others.join(", ")).into()
            );
        }
        let name = written.trim_start_matches("./").trim_start_matches("@/");
        let tries = [
            name.to_owned(),
            format!("content/{name}"),
            format!("content/{name}.md"),
            format!("content/{name}/_index.md"),
        ];
        let found = tries.iter().find_map(|path| self.content(path));
        let source = found.ok_or_else(|| format!("there is no file content/{name}"))?;
        let is_source = match &source.payload {
            Payload::Page(page) => page.language.as_ref().is_none_or(|tag| tag.as_str() == default),
            _ => source.words.is_some(),
        };
        if !is_source {
            return Err(format!("{} is not the file that translations are made from", source.file).into());
        }
        let file = translated_file(&source.file, language);
        let source_text = self.text(&source.file).ok_or("the source cannot be read")?;
        Ok(Pair { source, source_text, own: self.content(&file), own_text: self.text(&file), file })
    }

    fn kept(&self, own: &Content) -> Option<&Content> {
        match (&own.payload, &own.words) {
            (Payload::Page(page), _) => self.content(&kept_path(&page.front.source.as_ref()?.0, None)),
            (_, Some(words)) => self.content(&kept_path(&words.source.as_ref()?.0, Some(words.kind))),
            _ => None,
        }
    }

    fn status(&self, language: Option<&str>, format: Format) -> Result<ExitCode, Failure> {
        let rows = translation::rows(&self.snapshot.site, self.contents());
        let rows: Vec<Row> = rows.into_iter().filter(|row| language.is_none_or(|tag| tag == row.language)).collect();
        match format {
            Format::Json => {
                let list: Vec<serde_json::Value> = rows.iter().map(json).collect();
                anstream::println!("{}", serde_json::to_string_pretty(&list)?);
            }
            Format::Text => print_rows(&rows, self.session.quiet),
        }
        Ok(ExitCode::SUCCESS)
    }

    fn begin(&self, page: &str, language: &str) -> Result<ExitCode, Failure> {
        let pair = self.pair(page, language)?;
        let Payload::Page(source) = &pair.source.payload else {
            return Err("only pages are begun like this; records are exported and imported".into());
        };
        if self.session.root.join(&pair.file).exists() {
            return Err(format!("{} is there already and stays as it is", pair.file).into());
        }
        let fingerprint = source.fingerprint().to_string();
        let mut text = "+++\n".to_owned();
        for (key, words) in source.front.words() {
            text.push_str(&format!("{key} = {}\n", toml_string(words)));
        }
        let (head, body) = split_page(&pair.source_text);
        debug_assert!(!head.is_empty());
        text.push_str(&format!("status = \"draft\"\nsource = \"{fingerprint}\"\n+++\n{body}"));
        self.keep_source(&pair, &fingerprint)?;
        write_file(&self.session.root.join(&pair.file), &text)?;
        self.say(&format!("wrote {}: translate it; until then readers get the source", pair.file));
        Ok(ExitCode::SUCCESS)
    }

    fn diff(&self, page: &str, language: &str) -> Result<ExitCode, Failure> {
        let pair = self.pair(page, language)?;
        let Some(own) = pair.own else {
            self.say(&format!("there is no translation {} yet", pair.file));
            return Ok(ExitCode::SUCCESS);
        };
        let changed: Vec<(String, Changed)> = match (&pair.source.payload, &own.payload) {
            (Payload::Page(source), Payload::Page(text)) => match standing(text, source, self.kept_page(own)) {
                Standing::NotTranslated => return self.said(&format!("{} holds no translation yet", pair.file)),
                Standing::Unknown => {
                    return self.said(&format!(
                        "{} does not say what it was made from: compare it with {}, then run `liberate translate confirm`",
                        pair.file, pair.source.file
                    ));
                }
                Standing::Lost => return Err(format!("what {} was made from was not kept", pair.file).into()),
                Standing::Current => Vec::new(),
                Standing::Outdated(_, changed) => changed.into_iter().map(|changed| (String::new(), changed)).collect(),
            },
            _ => self.changed_records(pair.source, own)?,
        };
        if changed.is_empty() {
            return self.said(&format!("{} says what {} says today", pair.file, pair.source.file));
        }
        for (key, changed) in &changed {
            print_change(key, changed);
        }
        Ok(ExitCode::SUCCESS)
    }

    fn changed_records(&self, source: &Content, own: &Content) -> Result<Vec<(String, Changed)>, Failure> {
        let (Some(today), Some(words)) = (&source.words, &own.words) else { return Ok(Vec::new()) };
        let Some((made_from, _)) = &words.source else {
            return Err(format!("{} does not say what it was made from", own.file).into());
        };
        if *made_from == today.fingerprint().to_string() {
            return Ok(Vec::new());
        }
        let kept = self.kept(own).and_then(|kept| kept.words.as_ref());
        let kept = kept.ok_or_else(|| format!("what {} was made from was not kept", own.file))?;
        Ok(record_changes(kept, today).into_iter().collect())
    }

    fn kept_page(&self, own: &Content) -> Option<&Page> {
        match &self.kept(own)?.payload {
            Payload::KeptSource(page) => Some(page),
            _ => None,
        }
    }

    fn confirm(&self, page: &str, language: &str, same_meaning: bool, by: &str) -> Result<ExitCode, Failure> {
        let pair = self.pair(page, language)?;
        let (Some(own), Some(text)) = (pair.own, &pair.own_text) else {
            return Err(format!("there is no translation {} to confirm", pair.file).into());
        };
        if by.trim().is_empty() {
            return Err("say with --by which role confirms it, such as \"Polish reviewer\"".into());
        }
        let fingerprint = match (&pair.source.payload, &own.payload, &pair.source.words) {
            (Payload::Page(source), Payload::Page(own), _) => {
                if matches!(standing(own, source, None), Standing::NotTranslated) {
                    return Err(format!("{} holds no translation yet", pair.file).into());
                }
                source.fingerprint()
            }
            (_, _, Some(words)) => words.fingerprint(),
            _ => return Err("these two files do not belong together".into()),
        };
        let fingerprint = fingerprint.to_string();
        let mut keys = vec![("source", Some(fingerprint.as_str().into()))];
        if pair.file.ends_with(".md") {
            let date: toml_edit::Value = today().to_string().parse()?;
            keys.extend([("confirmed_by", Some(by.into())), ("confirmed_on", Some(date))]);
            if !same_meaning {
                keys.extend([("status", Some("draft".into())), ("reviewed_by", None), ("reviewed_on", None)]);
            }
        }
        let new = with_source(&pair.file, text, &keys)?;
        self.keep_source(&pair, &fingerprint)?;
        write_file(&self.session.root.join(&pair.file), &new)?;
        self.drop_unused_sources(&pair.file, &fingerprint)?;
        self.said(&format!("{} is true to today's {}", pair.file, pair.source.file))
    }

    /// Keeps today's source once, under its fingerprint.
    fn keep_source(&self, pair: &Pair, fingerprint: &str) -> Result<(), Failure> {
        let kind = pair.source.words.as_ref().map(|words| words.kind);
        let path = self.session.root.join(kept_path(fingerprint, kind));
        if !path.exists() {
            write_file(&path, &pair.source_text)?;
        }
        Ok(())
    }

    /// Removes kept sources that no translation refers to any more, now that `file` refers to `fingerprint`.
    fn drop_unused_sources(&self, file: &str, fingerprint: &str) -> Result<(), Failure> {
        let mut used: BTreeSet<String> = BTreeSet::from([fingerprint.to_owned()]);
        for content in self.contents().iter().filter(|content| content.file.as_ref() != file) {
            if let Payload::Page(page) = &content.payload {
                used.extend(page.front.source.iter().map(|(made_from, _)| made_from.clone()));
            }
            used.extend(
                content.words.iter().filter_map(|words| words.source.as_ref()).map(|(made_from, _)| made_from.clone()),
            );
        }
        for content in self.contents().iter().filter(|content| content.file.starts_with("content/.sources/")) {
            let name = content.file.rsplit('/').next().unwrap_or_default();
            if !used.contains(name.split('.').next().unwrap_or_default()) {
                fs::remove_file(self.session.root.join(content.file.as_ref()))?;
            }
        }
        Ok(())
    }

    fn export(
        &self,
        language: &str,
        page: Option<&str>,
        format: Exchange,
        output: Option<PathBuf>,
    ) -> Result<ExitCode, Failure> {
        let sources: Vec<String> = match page {
            Some(page) => vec![self.pair(page, language)?.source.file.to_string()],
            None => {
                let rows = translation::rows(&self.snapshot.site, self.contents()).into_iter();
                rows.filter(|row| row.language == language).map(|row| row.source).collect()
            }
        };
        let mut files = Vec::new();
        for source in &sources {
            let pair = self.pair(source, language)?;
            let file = self.exchange_file(&pair);
            if !file.units.is_empty() {
                files.push(file);
            }
        }
        if files.is_empty() {
            return self.said("there is nothing to translate: everything is there and current");
        }
        let from = self.workspace.config().default_language.as_str();
        let direction =
            self.snapshot.site.language_by_tag(language).map(|id| self.snapshot.site.language(id).direction);
        let (text, ending) = match format {
            Exchange::Xliff => (translation::write_xliff(&files, from, language), "xlf"),
            Exchange::Html => {
                let direction = direction.map_or("ltr", |direction| direction.as_str());
                (translation::write_table(&files, from, language, direction), "html")
            }
        };
        let path = output.unwrap_or_else(|| PathBuf::from(format!("{language}.{ending}")));
        write_file(&path, &text)?;
        let texts: usize = files.iter().map(|file| file.units.len()).sum();
        self.said(&format!(
            "wrote {}: {} of {}",
            path.display(),
            show::count(texts, "text"),
            show::count(files.len(), "file")
        ))
    }

    fn exchange_file(&self, pair: &Pair) -> ExchangeFile {
        let (fingerprint, units) = match (&pair.source.payload, &pair.source.words) {
            (Payload::Page(source), _) => {
                let own = self.own_page(pair);
                let usable = own.filter(|(page, _)| !matches!(standing(page, source, None), Standing::NotTranslated));
                let kept = pair.own.and_then(|own| self.kept_page(own));
                (source.fingerprint().to_string(), page_units((source, &pair.source_text), usable, kept))
            }
            (_, Some(words)) => {
                let own = pair.own.and_then(|own| own.words.as_ref());
                let kept = pair.own.and_then(|own| self.kept(own)).and_then(|kept| kept.words.as_ref());
                let raw = record_texts(&pair.source.file, &pair.source_text);
                (words.fingerprint().to_string(), record_units(&raw, words, own, kept))
            }
            _ => (String::new(), Vec::new()),
        };
        ExchangeFile { original: pair.source.file.to_string(), fingerprint, units }
    }

    fn own_page<'p>(&self, pair: &'p Pair) -> Option<(&'p Page, &'p str)> {
        match (&pair.own?.payload, &pair.own_text) {
            (Payload::Page(page), Some(text)) => Some((page.as_ref(), text.as_ref())),
            _ => None,
        }
    }

    fn import(&self, file: &Path) -> Result<ExitCode, Failure> {
        let text = fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
        let read = if text.trim_start().starts_with("<?xml") || text.contains("urn:oasis:names:tc:xliff") {
            translation::read_xliff(&text)
        } else {
            translation::read_table(&text)
        };
        let (language, returned) = read.map_err(|why| format!("{}: {why}", file.display()))?;
        let mut refused = Vec::new();
        let mut written: Vec<(Pair, String, String)> = Vec::new();
        for returned in returned.iter().filter(|returned| !returned.targets.is_empty()) {
            let pair = self.pair(&returned.original, &language)?;
            match self.composed(&pair, returned) {
                Ok(text) => written.push((pair, returned.fingerprint.clone(), text)),
                Err(reasons) => refused.extend(reasons.into_iter().map(|(line, why)| match line {
                    Some(line) => format!("{}:{line}: {}: {why}", file.display(), returned.original),
                    None => format!("{}: {}: {why}", file.display(), returned.original),
                })),
            }
        }
        if !refused.is_empty() {
            for line in &refused {
                anstream::eprintln!("error: {line}");
            }
            anstream::eprintln!("nothing was taken in: mend these texts in {} and import it again", file.display());
            return Ok(ExitCode::from(1));
        }
        for (pair, fingerprint, text) in &written {
            self.keep_source(pair, fingerprint)?;
            write_file(&self.session.root.join(&pair.file), text)?;
        }
        self.said(&format!("took in {}", show::count(written.len(), "file")))
    }

    /// The new text of a translation, or every reason against it with its line in the exchange file.
    fn composed(&self, pair: &Pair, returned: &Returned) -> Result<String, Vec<(Option<usize>, String)>> {
        let line = |id: &str| returned.lines.get(id).copied();
        let located = |refusals: Vec<translation::Refusal>| -> Vec<(Option<usize>, String)> {
            let named = |id: &str| if id.is_empty() { String::new() } else { format!("text {id}: ") };
            refusals.into_iter().map(|refusal| (line(&refusal.id), named(&refusal.id) + &refusal.why)).collect()
        };
        let changed = "the source has changed since this was exported: export it again".to_owned();
        match (&pair.source.payload, &pair.source.words) {
            (Payload::Page(source), _) => {
                if source.fingerprint().to_string() != returned.fingerprint {
                    return Err(vec![(None, changed)]);
                }
                let own = self.own_page(pair);
                let usable = own.filter(|(page, _)| !matches!(standing(page, source, None), Standing::NotTranslated));
                let kept = pair.own.and_then(|own| self.kept_page(own));
                compose_page(&pair.file, (source, &pair.source_text), usable, kept, &returned.targets).map_err(located)
            }
            (_, Some(words)) => {
                if words.fingerprint().to_string() != returned.fingerprint {
                    return Err(vec![(None, changed)]);
                }
                let raw = record_texts(&pair.source.file, &pair.source_text);
                let old = pair.own_text.as_deref().unwrap_or_default();
                let missing: Vec<String> = self
                    .exchange_file(pair)
                    .units
                    .into_iter()
                    .map(|unit| unit.id)
                    .filter(|id| !returned.targets.contains_key(id))
                    .collect();
                if !missing.is_empty() && pair.own.is_some() {
                    let why = |id: &String| (None, format!("text {id}: its translation is missing"));
                    return Err(missing.iter().map(why).collect());
                }
                compose_records(old, &raw, &returned.fingerprint, &returned.targets).map_err(located)
            }
            _ => Err(vec![(None, "this is no file to translate".to_owned())]),
        }
    }

    fn say(&self, text: &str) {
        if !self.session.quiet {
            anstream::println!("{text}");
        }
    }

    fn said(&self, text: &str) -> Result<ExitCode, Failure> {
        self.say(text);
        Ok(ExitCode::SUCCESS)
    }
}

fn json(row: &Row) -> serde_json::Value {
    serde_json::json!({
        "state": row.state.as_str(),
        "language": row.language,
        "source": row.source,
        "file": row.file,
        "passages": row.passages,
        "words": row.words,
        "critical": row.critical,
    })
}

/// What needs work, line by line, then the counts of each language.
fn print_rows(rows: &[Row], quiet: bool) {
    let needs_work = |row: &&Row| !matches!(row.state, State::Draft | State::Current);
    for row in rows.iter().filter(needs_work) {
        let what = match row.state {
            State::OutdatedCritical | State::Outdated => {
                format!("{}, {}", show::count(row.passages, "passage"), show::count(row.words, "word"))
            }
            State::Missing | State::NotTranslated => show::count(row.words, "word"),
            _ => String::new(),
        };
        anstream::println!("{:<18} {:<8} {:<44} {what}", row.state.as_str(), row.language, row.source);
    }
    if quiet {
        return;
    }
    let mut counts: BTreeMap<&str, BTreeMap<State, usize>> = BTreeMap::new();
    for row in rows {
        *counts.entry(&row.language).or_default().entry(row.state).or_default() += 1;
    }
    for (language, states) in counts {
        let parts: Vec<String> = states.iter().map(|(state, count)| format!("{count} {}", state.as_str())).collect();
        anstream::println!("{language}: {}", parts.join(", "));
    }
}

/// One change, word by word: `[-gone-]` and `{+new+}`, in colours where there are any.
fn print_change(key: &str, changed: &Changed) {
    const GONE: &str = "\u{1b}[31m";
    const NEW: &str = "\u{1b}[32m";
    const PLAIN: &str = "\u{1b}[0m";
    let what = match changed.change {
        Change::Changed => "changed",
        Change::Added => "new",
        Change::Removed => "gone",
    };
    let critical = if changed.critical { ", critical" } else { "" };
    let name = if key.is_empty() { String::new() } else { format!(" {key}") };
    anstream::println!("{what}{critical}{name}:");
    let mut line = String::from("  ");
    for (side, text) in compare_words(&changed.then, &changed.now) {
        match side {
            Side::Both => line.push_str(&text),
            Side::Then => line.push_str(&format!("{GONE}[-{text}-]{PLAIN}")),
            Side::Now => line.push_str(&format!("{NEW}{{+{text}+}}{PLAIN}")),
        }
    }
    anstream::println!("{line}\n");
}

/// A page's settings with both fences, and its text.
fn split_page(text: &str) -> (&str, &str) {
    let mut end = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        end += line.len();
        if index > 0 && line.trim_end() == "+++" {
            break;
        }
    }
    text.split_at(end)
}

fn toml_string(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}
