use super::{Failure, Session, show, today};
use crate::build::{Options, Workspace};
use crate::diagnostic::{Diagnostic, Severity, has_errors, tidy, to_json};
use clap::ValueEnum;
use jiff::civil::Date;
use std::process::ExitCode;

/// Says everything that is wrong with the site, in one run and in every edition, and writes nothing.
#[derive(clap::Args)]
pub struct Arguments {
    /// How to say it: for people, or for other programs
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Check also what stops a publication: contacts and reviews that are overdue
    #[arg(long)]
    publish: bool,
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
const GATES: [&str; 3] = ["contact-expired", "contact-unchecked", "review-overdue"];

/// Checks all editions.
pub fn run(session: &Session, arguments: Arguments) -> Result<ExitCode, Failure> {
    let workspace = Workspace::new(session.read()?).with_store(session.store());
    let mut findings = Vec::new();
    for edition in &workspace.config().editions {
        let options =
            Options { edition: edition.name.clone(), at: arguments.at.unwrap_or_else(today), drafts: arguments.drafts };
        let snapshot = workspace.snapshot(&options).expect("the edition comes from the settings");
        findings.extend(snapshot.report());
    }
    if arguments.publish {
        findings.iter_mut().for_each(close_gate);
    }
    tidy(&mut findings);
    let text_of = |path: &str| workspace.sources().get(path).and_then(|source| source.text().cloned());
    match arguments.format {
        Format::Json => {
            let json = serde_json::to_string_pretty(&to_json(&findings, &text_of))?;
            anstream::println!("{json}");
        }
        Format::Text => {
            show::findings(&findings, &text_of);
            if !session.quiet {
                summary(&findings);
            }
        }
    }
    Ok(if has_errors(&findings) { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn close_gate(finding: &mut Diagnostic) {
    if GATES.contains(&finding.code) {
        finding.severity = Severity::Error;
    }
}

fn summary(findings: &[Diagnostic]) {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let warnings = findings.len() - errors;
    anstream::println!("{}, {}", show::count(errors, "error"), show::count(warnings, "warning"));
}
