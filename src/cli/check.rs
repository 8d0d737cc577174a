//! `liberate check`: says everything that is wrong with a site, and whether it may be published.
//!
//! Arguments go in, findings come out; nothing is written but ledgers, with `--record`.

use super::links::{self, check_links};
use super::session::{Failure, Session, day, no_edition, today};
use super::terminal::{say, say_json, tell};
use super::{despite, record, show};
use crate::diagnostic::{Diagnostic, Severity, TextOf, count_of, has_errors, tidy, to_json};
use crate::publish::{left_out, let_through};
use crate::snapshot::Workspace;
use crate::upkeep::{GATES, close_gate};
use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
use jiff::civil::Date;
use std::process::ExitCode;

/// Says everything that is wrong with the site, in one run and in every edition, and writes nothing.
#[derive(clap::Args)]
#[command(
    after_help = "What is overdue stops a publication under --publish. When it must go out all the same, a role can let one \
kind of finding through:
  liberate check --publish --despite contact-expired --named \"Duty inspector\" --because \"the line is down until Monday\"
It is written to publication-log.toml in the site's folder, which belongs into version control with the site. Nothing else \
is let through, and nothing at all while other errors stand.
When an edition has gone out, its addresses are promises. Write them down:
  liberate check --publish --record public
They are added to content/addresses.lock (content/addresses-NAME.lock for other editions), and from then on an address that goes without a word is an error. \
What contacts say is added to content/contacts.lock; the feed /data/v1/changes.atom tells partners what changed from one time to the next.
Links to other sites are looked at by a run of its own, which needs the network:
  liberate check --links
It asks each of them once a week, remembers the answers in .liberate/links.json, and reports a link when it has failed on three different days. A link that has moved for good is a hint. Its exit code is 1 when a link is reported as broken, 2 when this computer reaches nothing, otherwise 0; no other command looks at it, so it never stops a build.
Says in the end on which day the site next changes although nobody edits anything, if there is such a day."
)]
pub struct CheckArguments {
    /// How to say it: for people, or for other programs
    #[arg(long, value_enum, default_value = "text")]
    format: FindingsFormat,
    /// Check also what stops a publication: contacts, facts, confirmations and reviews that are overdue
    #[arg(long)]
    publish: bool,
    /// Ask links to other sites whether they still lead somewhere, and check nothing else
    #[arg(long, conflicts_with_all = ["publish", "drafts"])]
    links: bool,
    /// Let findings of this kind through, and write down who did; may be repeated
    #[arg(long, value_name = "CODE", value_parser = PossibleValuesParser::new(GATES), requires_all = ["publish", "named", "because"])]
    despite: Vec<String>,
    /// The role that lets them through, never a person's name
    #[arg(long, value_name = "ROLE", requires = "despite")]
    named: Option<String>,
    /// Why they are let through
    #[arg(long, value_name = "REASON", requires = "despite")]
    because: Option<String>,
    /// Write down all addresses of this edition as published, once it is out; may be repeated
    #[arg(long, value_name = "EDITION", requires = "publish", conflicts_with = "drafts")]
    record: Vec<String>,
    /// Check as if it were that day, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    at: Option<Date>,
    /// Check also pages that are marked as drafts
    #[arg(long)]
    drafts: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum FindingsFormat {
    Text,
    Json,
}

/// Checks all editions.
pub fn run(session: &Session, arguments: CheckArguments) -> Result<ExitCode, Failure> {
    let at = arguments.at.unwrap_or_else(today);
    let allowed = match (arguments.named, arguments.because) {
        (Some(role), Some(reason)) => Some(despite::from_options(arguments.despite, &role, &reason)?),
        _ => None,
    };
    let workspace = Workspace::new(session.read()?).with_store(session.store());
    if let Some(unknown) = arguments.record.iter().find(|name| workspace.config().edition(name).is_none()) {
        return Err(no_edition(&workspace, unknown).into());
    }
    if arguments.links {
        return run_links(session, &workspace, at, arguments.format);
    }
    let mut found = workspace.inspect(at, arguments.drafts);
    if arguments.publish {
        close_gate(&mut found.findings, allowed.as_ref());
    }
    found.findings.extend(left_out(&session.root));
    tidy(&mut found.findings);
    let text_of = |path: &str| workspace.sources().get(path).and_then(|source| source.text().cloned());
    let write_down = |allowed| let_through(&allowed, &session.root, at, &found.findings, &text_of);
    let mut said: Vec<String> = allowed.map(write_down).transpose()?.into_iter().collect();
    let is_fine = !has_errors(&found.findings);
    said.extend(record::record(session, &arguments.record, &found, is_fine)?);
    match arguments.format {
        FindingsFormat::Json => write_json(&found.findings, &text_of)?,
        FindingsFormat::Text => {
            show::findings(&found.findings, &text_of);
            if !session.quiet {
                summary(&found.findings);
                found.next_change.iter().for_each(show::next_change);
                if arguments.publish && is_fine && arguments.record.is_empty() {
                    record::reminders(&found).iter().for_each(|reminder| say(reminder));
                }
            }
        }
    }
    said.iter().for_each(|said| tell(said));
    Ok(if is_fine { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Checks the links to other sites of all editions.
fn run_links(session: &Session, workspace: &Workspace, at: Date, format: FindingsFormat) -> Result<ExitCode, Failure> {
    let checked = check_links(session, workspace, at)?;
    let text_of = |path: &str| workspace.sources().get(path).and_then(|source| source.text().cloned());
    match format {
        FindingsFormat::Json => write_json(&checked.findings, &text_of)?,
        FindingsFormat::Text => {
            show::findings(&checked.findings, &text_of);
            if !session.quiet {
                say(&links::summary(&checked));
            }
        }
    }
    Ok(if checked.count.broken > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn write_json(findings: &[Diagnostic], text_of: TextOf) -> Result<(), Failure> {
    say_json(&serde_json::to_string_pretty(&to_json(findings, text_of))?);
    Ok(())
}

fn summary(findings: &[Diagnostic]) {
    let errors = count_of(findings, Severity::Error);
    let warnings = count_of(findings, Severity::Warning);
    show::by_kind(findings);
    say(&format!("{}, {}", show::count(errors, "error"), show::count(warnings, "warning")));
}
