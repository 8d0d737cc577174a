//! `liberate verify`: asks the live site whether it is the release.
//!
//! An edition, its release and an address go in; everything that readers would get otherwise than it was published is said.

use super::file::write_file;
use super::progress::Progress;
use super::session::{Failure, Session, day, no_edition, today};
use super::show;
use super::terminal::{say, say_json};
use crate::config::PUBLIC;
use crate::diagnostic::{Diagnostic, bound, machine_reason, report, tidy, to_json};
use crate::probe::{AskedSite, Limits, LiveSite, Reach, ask_site};
use crate::publish::{listed, read_plain};
use crate::render::ServerRules;
use crate::snapshot::{Options, Workspace};
use crate::text::{Fingerprint, base64, on_terminal};
use crate::verify::{ExpectedRelease, Judge, ListedFile, LiveMemory, questions};
use clap::ValueEnum;
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;

/// Asks the live site for everything that was published, and says what readers get otherwise.
#[derive(clap::Args)]
#[command(
    after_help = "Compares what the host sends with the release on this computer, byte by byte: every file, as it is and compressed; headers, \
types, the pages for what is missing or gone in every language, redirects. Says what is missing, changed, left over, and what the host adds. \
Asks the edition's own address and no other, politely, and remembers what has not changed, so that looking again costs the host little.
Instead of the edition's address it can be that of a server on this computer:

    liberate verify http://127.0.0.1:8080/

Its exit code is 0 when readers get what was published, 1 when they do not, 2 when the site cannot be asked."
)]
pub struct VerifyArguments {
    /// The address of the site [default: that of the edition]
    address: Option<String>,
    /// Which edition, as named in liberate.toml
    #[arg(long, value_name = "NAME", default_value = PUBLIC)]
    edition: String,
    /// The folder with the release that was published [default: dist/EDITION in the site's folder]
    #[arg(long, value_name = "DIR")]
    release: Option<PathBuf>,
    /// Questions in a second at most
    #[arg(long, value_name = "NUMBER", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    per_second: u32,
    /// A file with NAME:PASSWORD in one line, for an edition that its host shows to nobody else
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Ask for everything in whole, also what has not changed since the last time
    #[arg(long)]
    whole: bool,
    /// How to say it: for people, or for other programs
    #[arg(long, value_enum, default_value = "text")]
    format: VerifyFormat,
    /// Compare with the rules of that day, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    at: Option<Date>,
}

#[derive(Clone, Copy, ValueEnum)]
enum VerifyFormat {
    Text,
    Json,
}

/// How long a server may take; a file may be large.
const LIMITS: Limits = Limits { connect: Duration::from_secs(10), whole: Duration::from_secs(120) };

/// Asks the site, and says what is wrong.
pub fn run(session: &Session, arguments: &VerifyArguments) -> Result<ExitCode, Failure> {
    let workspace = Workspace::new(session.read()?);
    let at = arguments.at.unwrap_or_else(today);
    let options = Options { edition: arguments.edition.clone(), at, drafts: false };
    let snapshot = workspace.snapshot(&options).ok_or_else(|| no_edition(&workspace, &arguments.edition))?;
    let rules = snapshot.server_rules();
    let live = LiveAddress::of(arguments.address.as_deref(), &rules, &arguments.edition)?;
    let folder = arguments.release.clone().unwrap_or_else(|| session.root.join("dist").join(&arguments.edition));
    let files = release(&folder)?;
    let hidden = beside(&folder);
    let release = ExpectedRelease { files: &files, rules: &rules, hidden: &hidden, by_tls: live.by_tls() };
    let memory_file = session.cache().join(format!("live-{}.json", Fingerprint::of(live.origin.as_bytes()).short()));
    let known = read_plain(&memory_file).ok().and_then(|bytes| LiveMemory::read(&bytes)).unwrap_or_default();
    let memory = if arguments.whole { known.without_tags() } else { known };
    let authorization = arguments.password_file.as_deref().map(authorization).transpose()?;
    let asking = Asking { session, live: &live, folder: &folder, per_second: arguments.per_second, authorization };
    let (findings, memory, asked) = asking.ask(&release, &memory)?;
    if !asked.is_lost {
        write_file(&memory_file, &memory.write())?;
    }
    match arguments.format {
        VerifyFormat::Json => say_json(&serde_json::to_string_pretty(&to_json(&findings, &|_| None))?),
        VerifyFormat::Text => {
            show::findings(&findings, &|_| None);
            if !session.quiet {
                show::by_kind(&findings);
                say(&summary(&findings, &live, asked));
            }
        }
    }
    if asked.is_lost {
        return Err(
            format!("{} no longer answers; {} were asked", live.origin, show::count(asked.asked, "question")).into()
        );
    }
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn summary(findings: &[Diagnostic], live: &LiveAddress, asked: AskedSite) -> String {
    let count: usize = findings.iter().map(|finding| 1 + finding.more).sum();
    let found = match count {
        0 => "readers get what was published".to_owned(),
        count => show::count(count, "difference"),
    };
    format!("{}: {}, {found}", on_terminal(&live.shown), show::count(asked.asked, "question"))
}

/// Where the site is asked.
struct LiveAddress {
    origin: String,
    /// Whether it is a server of this computer, which has to be told for which host it answers.
    host: Option<String>,
    shown: String,
}

impl LiveAddress {
    /// The edition's own address, or that of a server on this computer with the same path; no other is asked.
    fn of(given: Option<&str>, rules: &ServerRules, edition: &str) -> Result<Self, Failure> {
        let own = format!("{}{}", rules.origin(), rules.base());
        let address = given.unwrap_or(&own).trim_end_matches('/');
        if address == own && !is_this_computer(rules.origin()) {
            return Ok(Self { origin: rules.origin().to_owned(), host: None, shown: own });
        }
        let origin = address.strip_suffix(rules.base()).filter(|origin| is_this_computer(origin)).ok_or_else(|| {
            format!(
                "`{}` is not where the edition {edition} is, which is {own}: that address is asked, or a server on this computer, such as \
                 http://127.0.0.1:8080{}",
                on_terminal(address),
                rules.base()
            )
        })?;
        let (_, host) = rules.origin().split_once("://").unwrap_or(("", rules.origin()));
        Ok(Self { origin: origin.to_owned(), host: Some(host.to_owned()), shown: address.to_owned() })
    }

    /// Whether it is asked with TLS, at the port that needs no number.
    fn by_tls(&self) -> bool {
        self.origin.strip_prefix("https://").is_some_and(|host| !host.contains(':'))
    }
}

/// Whether an address without a path names this computer, without TLS, by its number or by the name that nobody else has.
fn is_this_computer(origin: &str) -> bool {
    let Some(authority) = origin.strip_prefix("http://") else { return false };
    let host = authority.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    matches!(host.map_or(authority, |(host, _)| host), "127.0.0.1" | "localhost" | "[::1]")
}

/// The list of the release in a folder.
fn release(folder: &Path) -> Result<Vec<ListedFile>, Failure> {
    let shown = folder.display();
    let files = listed(folder)?.ok_or_else(|| {
        format!("there is no release in {shown}: build it first, or name the folder that was published with --release")
    })?;
    let known = files.into_iter().map(|file| {
        let hash = Fingerprint::parse(&file.hash)?;
        Some(ListedFile { path: file.path, size: file.size, hash })
    });
    known.collect::<Option<Vec<_>>>().ok_or_else(|| format!("the list of the release beside {shown} is damaged").into())
}

/// What tells a host who asks, from a file with a name and a password.
fn authorization(file: &Path) -> Result<String, Failure> {
    let shown = file.display();
    let text =
        std::fs::read_to_string(file).map_err(|error| format!("{shown} cannot be read: {}", machine_reason(&error)))?;
    let line = text.trim_end_matches(['\r', '\n']);
    if !line.contains(':') || line.contains(char::is_control) {
        return Err(format!("{shown} has to hold one line: a name, a colon and the password").into());
    }
    Ok(format!("Basic {}", base64(line.as_bytes())))
}

/// What is kept beside a release, by the names that it would have if somebody served the folder above.
fn beside(folder: &Path) -> Vec<String> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    ["release", "lock", "uploaded", "old/index.html", "stage/index.html", "kept/1.json", "kept/1/index.html"]
        .iter()
        .map(|what| format!(".{name}.{what}"))
        .collect()
}

/// How the site is asked.
struct Asking<'a> {
    session: &'a Session,
    live: &'a LiveAddress,
    folder: &'a Path,
    per_second: u32,
    authorization: Option<String>,
}

impl Asking<'_> {
    /// Asks everything; gives what is wrong, in order, and what is to be remembered.
    ///
    /// # Errors
    /// When the home page gives no answer: then nothing else would.
    fn ask(
        &self,
        release: &ExpectedRelease,
        memory: &LiveMemory,
    ) -> Result<(Vec<Diagnostic>, LiveMemory, AskedSite), Failure> {
        let reach = if self.live.host.is_some() { Reach::THIS_COMPUTER } else { Reach::INTERNET };
        let site = LiveSite::new(&self.live.origin, LIMITS, reach)
            .for_host(self.live.host.clone())
            .with_authorization(self.authorization.clone());
        let questions = questions(release, memory);
        if let Some(Err(why)) = questions.first().map(|first| site.ask(first)) {
            return Err(format!("{} cannot be asked: {why}", on_terminal(&self.live.shown)).into());
        }
        let bytes_of = |path: &str| read_plain(&self.folder.join(path)).ok();
        let judge = Judge::new(release, &self.live.origin, &bytes_of);
        let found = Mutex::new((Vec::new(), LiveMemory::default()));
        let progress = Progress::new(self.session.quiet, "asked", "questions");
        let asked = ask_site(
            &site,
            questions,
            self.per_second,
            &|question, answer| {
                let mut found = found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                let (findings, memory) = &mut *found;
                match answer {
                    Err(why) => {
                        findings.push(report::live_no_answer(judge.location(question), &why));
                        None
                    }
                    Ok(answer) => {
                        let verdict = judge.judge(question, &answer, memory);
                        findings.extend(verdict.findings);
                        verdict.again
                    }
                }
            },
            &|done, all| progress.at(done, all),
        );
        progress.finish();
        let (mut findings, memory) = found.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        tidy(&mut findings);
        bound(&mut findings);
        Ok((findings, memory, asked))
    }
}
