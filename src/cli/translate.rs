//! `liberate translate`: begins, compares, confirms and exchanges translations.
//!
//! Arguments go in; what is done is decided in `translation`, written and said here.

use super::file::{write_file, write_output};
use super::session::{Failure, Session, today};
use super::{show, terminal};
use crate::site::{Changed, PassageChange};
use crate::snapshot::{Options, Snapshot, Workspace};
use crate::text::on_terminal;
use crate::translation::{
    self, ComparedSide, Differences, FileChanges, Pair, StatusRow, TranslationSources, TranslationState, compare_words,
};
use clap::{Subcommand, ValueEnum};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Begins, compares, confirms and exchanges translations.
#[derive(clap::Args)]
#[command(after_help = "A page is named by its English file, such as help.md or signs/_index.md. \
Records are named the same way: contacts.toml, facts.toml, signs.toml, or themes/liberate/strings/en.toml.")]
pub struct TranslateArguments {
    #[command(subcommand)]
    command: TranslateCommand,
}

#[derive(Subcommand)]
enum TranslateCommand {
    /// Say what is missing, out of date, unchecked or current, the most harmful first
    Status {
        /// Only this language
        language: Option<String>,
        /// How to say it: for people, or for other programs
        #[arg(long, value_enum, default_value = "text")]
        format: StatusFormat,
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
enum StatusFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Exchange {
    Xliff,
    Html,
}

/// Runs one of the commands.
pub fn run(session: &Session, arguments: TranslateArguments) -> Result<ExitCode, Failure> {
    let office = Office::new(session)?;
    let text_of = |file: &str| office.text(file);
    let sources =
        TranslationSources { site: &office.snapshot.site, contents: office.workspace.contents(), text_of: &text_of };
    match arguments.command {
        TranslateCommand::Status { language, format } => office.status(language.as_deref(), format),
        TranslateCommand::New { page, language } => office.begin(&sources, &sources.pair(&page, &language)?),
        TranslateCommand::Diff { page, language } => office.diff(&sources, &sources.pair(&page, &language)?),
        TranslateCommand::Confirm { page, language, no_change_in_meaning, by } => {
            let pair = sources.pair(&page, &language)?;
            office.write(&sources.confirm(&pair, no_change_in_meaning, &by, today())?)?;
            office.said(&format!("{} is true to today's {}", pair.file, pair.source.file))
        }
        TranslateCommand::Export { language, page, format, output } => {
            office.export(&sources, &language, page.as_deref(), ExportTarget { format, output })
        }
        TranslateCommand::Import { file } => office.import(&sources, &file),
    }
}

/// What an export is written as, and where.
struct ExportTarget {
    format: Exchange,
    output: Option<PathBuf>,
}

/// What the commands look at: all files of the site, drafts and partner pages included.
struct Office<'s> {
    session: &'s Session,
    workspace: Workspace,
    snapshot: Snapshot,
}

impl<'s> Office<'s> {
    fn new(session: &'s Session) -> Result<Self, Failure> {
        let workspace = Workspace::new(session.read()?);
        let widest = workspace.config().editions.iter().find(|edition| edition.partner);
        let edition = widest.or(workspace.config().editions.first()).ok_or("the settings name no edition")?;
        let options = Options { edition: edition.name.clone(), at: today(), drafts: true };
        let snapshot = workspace.snapshot(&options).ok_or("the settings name no edition")?;
        Ok(Self { session, workspace, snapshot })
    }

    fn text(&self, file: &str) -> Option<Arc<str>> {
        self.workspace.sources().get(file).and_then(|source| source.text().cloned())
    }

    fn status(&self, language: Option<&str>, format: StatusFormat) -> Result<ExitCode, Failure> {
        let rows = translation::rows(&self.snapshot.site, self.workspace.contents());
        let rows: Vec<StatusRow> =
            rows.into_iter().filter(|row| language.is_none_or(|tag| tag == row.language)).collect();
        match format {
            StatusFormat::Json => {
                let list: Vec<serde_json::Value> = rows.iter().map(json).collect();
                terminal::say_json(&serde_json::to_string_pretty(&list)?);
            }
            StatusFormat::Text => print_rows(&rows, self.session.quiet),
        }
        Ok(ExitCode::SUCCESS)
    }

    fn begin(&self, sources: &TranslationSources, pair: &Pair) -> Result<ExitCode, Failure> {
        if self.session.root.join(&pair.file).exists() {
            return Err(format!("{} is there already and stays as it is", pair.file).into());
        }
        self.write(&sources.begin(pair)?)?;
        self.said(&format!("wrote {}: translate it; until then readers get the source", pair.file))
    }

    fn diff(&self, sources: &TranslationSources, pair: &Pair) -> Result<ExitCode, Failure> {
        let (file, source) = (&pair.file, &pair.source.file);
        let changed = match sources.differences(pair)? {
            Differences::NoTranslation => return self.said(&format!("there is no translation {file} yet")),
            Differences::NotTranslated => return self.said(&format!("{file} holds no translation yet")),
            Differences::Unknown => {
                return self.said(&format!(
                    "{file} does not say what it was made from: compare it with {source}, then run `liberate translate confirm`"
                ));
            }
            Differences::Known(changed) if changed.is_empty() => {
                return self.said(&format!("{file} says what {source} says today"));
            }
            Differences::Known(changed) => changed,
        };
        for (key, changed) in &changed {
            print_change(key, changed);
        }
        Ok(ExitCode::SUCCESS)
    }

    fn export(
        &self,
        sources: &TranslationSources,
        language: &str,
        page: Option<&str>,
        to: ExportTarget,
    ) -> Result<ExitCode, Failure> {
        let files = sources.export(language, page)?;
        if files.is_empty() {
            return self.said("there is nothing to translate: everything is there and current");
        }
        let from = self.workspace.config().default_language.as_str();
        let (text, ending) = match to.format {
            Exchange::Xliff => (translation::write_xliff(&files, from, language), "xlf"),
            Exchange::Html => {
                let site = &self.snapshot.site;
                let known = site.language_by_tag(language).map(|id| site.language(id).direction.as_str());
                (translation::write_table(&files, from, language, known.unwrap_or("ltr")), "html")
            }
        };
        let path = to.output.unwrap_or_else(|| PathBuf::from(format!("{language}.{ending}")));
        write_output(self.session, &path, &text)?;
        let texts: usize = files.iter().map(|file| file.units.len()).sum();
        self.said(&format!(
            "wrote {}: {} of {}",
            path.display(),
            show::count(texts, "text"),
            show::count(files.len(), "file")
        ))
    }

    fn import(&self, sources: &TranslationSources, file: &Path) -> Result<ExitCode, Failure> {
        let bytes = read_bounded(file)?;
        let name = file.display().to_string();
        match translation::import(sources, &name, &bytes) {
            Ok(imported) => {
                self.write(&imported.changes)?;
                if !imported.left_out.is_empty() {
                    let left = imported.left_out.join(", ");
                    self.say(&format!("left out, without any translated text: {left}"));
                }
                self.said(&format!("took in {}", show::count(imported.taken, "file")))
            }
            Err(refused) => {
                let text_of = |path: &str| (path == name).then(|| Arc::clone(&refused.text));
                show::findings(&refused.findings, &text_of);
                terminal::tell(&format!("nothing was taken in: mend this in {name} and import it again"));
                Ok(ExitCode::from(1))
            }
        }
    }

    fn write(&self, changes: &FileChanges) -> Result<(), Failure> {
        for (path, text) in &changes.writes {
            write_file(&self.session.root.join(path), text)?;
        }
        for path in &changes.removes {
            fs::remove_file(self.session.root.join(path))?;
        }
        Ok(())
    }

    fn say(&self, text: &str) {
        if !self.session.quiet {
            terminal::say(text);
        }
    }

    fn said(&self, text: &str) -> Result<ExitCode, Failure> {
        self.say(text);
        Ok(ExitCode::SUCCESS)
    }
}

/// Reads a file that came back, and no more of it than is looked at: whatever is longer is refused by its size.
fn read_bounded(file: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |error| format!("{} cannot be read: {error}", file.display());
    let mut bytes = Vec::new();
    let opened = fs::File::open(file).map_err(unreadable)?;
    opened.take(translation::LARGEST as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn json(row: &StatusRow) -> serde_json::Value {
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
fn print_rows(rows: &[StatusRow], quiet: bool) {
    let needs_work = |row: &&StatusRow| !matches!(row.state, TranslationState::Draft | TranslationState::Current);
    for row in rows.iter().filter(needs_work) {
        let what = match row.state {
            TranslationState::OutdatedCritical | TranslationState::Outdated => {
                format!("{}, {}", show::count(row.passages, "passage"), show::count(row.words, "word"))
            }
            TranslationState::Missing | TranslationState::NotTranslated => show::count(row.words, "word"),
            _ => String::new(),
        };
        terminal::say(&format!(
            "{:<18} {:<8} {:<44} {what}",
            row.state.as_str(),
            row.language,
            on_terminal(&row.source)
        ));
    }
    if quiet {
        return;
    }
    let mut counts: BTreeMap<&str, BTreeMap<TranslationState, usize>> = BTreeMap::new();
    for row in rows {
        *counts.entry(&row.language).or_default().entry(row.state).or_default() += 1;
    }
    for (language, states) in counts {
        let parts: Vec<String> = states.iter().map(|(state, count)| format!("{count} {}", state.as_str())).collect();
        terminal::say(&format!("{language}: {}", parts.join(", ")));
    }
}

/// One change, word by word: `[-gone-]` and `{+new+}`, in colours where there are any.
fn print_change(key: &str, changed: &Changed) {
    const GONE: &str = "\u{1b}[31m";
    const NEW: &str = "\u{1b}[32m";
    const PLAIN: &str = "\u{1b}[0m";
    let what = match changed.change {
        PassageChange::Changed => "changed",
        PassageChange::Added => "new",
        PassageChange::Removed => "gone",
    };
    let critical = if changed.critical { ", critical" } else { "" };
    let name = if key.is_empty() { String::new() } else { format!(" {key}") };
    terminal::say(&format!("{what}{critical}{name}:"));
    let mut line = String::from("  ");
    for (side, text) in compare_words(&changed.then, &changed.now) {
        match side {
            ComparedSide::Both => line.push_str(&text),
            ComparedSide::Then => line.push_str(&format!("{GONE}[-{text}-]{PLAIN}")),
            ComparedSide::Now => line.push_str(&format!("{NEW}{{+{text}+}}{PLAIN}")),
        }
    }
    terminal::say(&format!("{line}\n"));
}
