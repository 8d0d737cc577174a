use super::despite::Despite;
use super::{Failure, Session, show, today};
use crate::build::{Options, Workspace};
use crate::diagnostic::{Diagnostic, Severity, has_errors, tidy, to_json};
use crate::upkeep::NextChange;
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
Says in the end on which day the site next changes although nobody edits anything, if there is such a day."
)]
pub struct Arguments {
    /// How to say it: for people, or for other programs
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Check also what stops a publication: contacts, facts, confirmations and reviews that are overdue
    #[arg(long)]
    publish: bool,
    /// Let findings of this kind through, and write down who did; may be repeated
    #[arg(long, value_name = "CODE", value_parser = PossibleValuesParser::new(GATES), requires_all = ["publish", "named", "because"])]
    despite: Vec<String>,
    /// The role that lets them through, never a person's name
    #[arg(long, value_name = "ROLE", requires = "despite")]
    named: Option<String>,
    /// Why they are let through
    #[arg(long, value_name = "REASON", requires = "despite")]
    because: Option<String>,
    /// Check as if it were that day, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DATE")]
    at: Option<Date>,
    /// Check also pages that are marked as drafts
    #[arg(long)]
    drafts: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Warnings that stop a publication.
const GATES: [&str; 6] =
    ["contact-expired", "contact-unchecked", "fact-expired", "fact-unchecked", "confirm-overdue", "review-overdue"];

/// Checks all editions.
pub fn run(session: &Session, arguments: Arguments) -> Result<ExitCode, Failure> {
    let at = arguments.at.unwrap_or_else(today);
    let despite = match (arguments.named, arguments.because) {
        (Some(role), Some(reason)) => Some(Despite::new(arguments.despite, &role, &reason)?),
        _ => None,
    };
    let workspace = Workspace::new(session.read()?).with_store(session.store());
    let mut findings = Vec::new();
    let mut next_change: Option<NextChange> = None;
    for edition in &workspace.config().editions {
        let options = Options { edition: edition.name.clone(), at, drafts: arguments.drafts };
        let snapshot = workspace.snapshot(&options).expect("the edition comes from the settings");
        findings.extend(snapshot.report());
        next_change = match (next_change, snapshot.next_change) {
            (Some(one), Some(other)) => Some(one.or_sooner(other)),
            (one, other) => one.or(other),
        };
    }
    if arguments.publish {
        findings.iter_mut().for_each(|finding| close_gate(finding, despite.as_ref()));
    }
    tidy(&mut findings);
    let text_of = |path: &str| workspace.sources().get(path).and_then(|source| source.text().cloned());
    let through = despite.map(|despite| despite.write_down(&session.root, at, &findings, &text_of)).transpose()?;
    match arguments.format {
        Format::Json => {
            let json = serde_json::to_string_pretty(&to_json(&findings, &text_of))?;
            anstream::println!("{json}");
        }
        Format::Text => {
            show::findings(&findings, &text_of);
            if !session.quiet {
                summary(&findings);
                next_change.iter().for_each(show::next_change);
            }
        }
    }
    through.iter().for_each(|through| anstream::eprintln!("{through}"));
    Ok(if has_errors(&findings) { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn close_gate(finding: &mut Diagnostic, despite: Option<&Despite>) {
    if GATES.contains(&finding.code) && !despite.is_some_and(|despite| despite.lets_through(finding.code)) {
        finding.severity = Severity::Error;
    }
}

fn summary(findings: &[Diagnostic]) {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let warnings = findings.len() - errors;
    anstream::println!("{}, {}", show::count(errors, "error"), show::count(warnings, "warning"));
}
