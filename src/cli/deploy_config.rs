//! `liberate deploy-config`: writes the configuration of a web server for a release.
//!
//! An edition and a server go in; every promise of the site that a folder cannot keep by itself comes out as its configuration.

use super::file;
use super::session::{Failure, Session, no_edition, today};
use super::terminal::{say, tell};
use crate::config::PUBLIC;
use crate::diagnostic::has_errors;
use crate::render::{ServerPlace, WebServer};
use crate::snapshot::{Options, Workspace};
use crate::text::on_terminal;
use std::path::PathBuf;
use std::process::ExitCode;

/// Writes what a web server must be told to keep every promise of the site: headers, addresses that moved or are gone, languages.
#[derive(clap::Args)]
#[command(
    after_help = "The release itself holds the files _headers and _redirects, which Netlify and Cloudflare Pages read; these need nothing else. \
Write the configuration anew whenever an address has moved or is gone.

    liberate deploy-config nginx --folder /srv/liberate --output liberate.conf"
)]
pub struct DeployConfigArguments {
    /// The server
    #[arg(value_enum)]
    server: ServerName,
    /// Which edition, as named in liberate.toml
    #[arg(long, value_name = "NAME", default_value = PUBLIC)]
    edition: String,
    /// The folder on the server that holds the release, as a whole path
    #[arg(long, value_name = "DIR")]
    folder: PathBuf,
    /// Answer on this port of the server's own computer without TLS, behind another server or for a trial
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    port: Option<u16>,
    /// Where to write it [default: the terminal]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Signs that mean something to a server wherever they are.
const OBEYED: &str = "$\"'`\\{}<>*?[]#;";

#[derive(Clone, Copy, clap::ValueEnum)]
enum ServerName {
    Nginx,
    Caddy,
    Apache,
}

/// Writes the configuration.
pub fn run(session: &Session, arguments: &DeployConfigArguments) -> Result<ExitCode, Failure> {
    if !arguments.folder.has_root() {
        return Err("--folder needs the whole path on the server, such as /srv/liberate".into());
    }
    if arguments.folder.to_string_lossy().contains(|sign: char| sign.is_control() || OBEYED.contains(sign)) {
        return Err(format!(
            "the path of --folder has signs that servers obey ({OBEYED}): use a folder of another name"
        )
        .into());
    }
    let workspace = Workspace::new(session.read()?);
    let options = Options { edition: arguments.edition.clone(), at: today(), drafts: false };
    let snapshot = workspace.snapshot(&options).ok_or_else(|| no_edition(&workspace, &arguments.edition))?;
    if has_errors(&snapshot.findings_before_rendering()) {
        return Err("the site has errors, so its addresses are not certain: run `liberate check` first".into());
    }
    let rules = snapshot.server_rules();
    let server = match arguments.server {
        ServerName::Nginx => WebServer::Nginx,
        ServerName::Caddy => WebServer::Caddy,
        ServerName::Apache => WebServer::Apache,
    };
    let place = ServerPlace { folder: &arguments.folder, port: arguments.port };
    let base = rules.base();
    let elsewhere = || format!("this edition is at {base} of its host, so the path of --folder must end with {base}");
    let text = rules.configuration(server, &place).ok_or_else(elsewhere)?;
    match &arguments.output {
        None => say(text.trim_end()),
        Some(path) => {
            file::write_output(session, path, &text)?;
            if !session.quiet {
                tell(&format!("wrote {}", on_terminal(&path.to_string_lossy())));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
