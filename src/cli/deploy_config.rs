//! `liberate deploy-config`: writes the configuration of a web server for a release.
//!
//! An edition and a server go in; every promise of the site that a folder cannot keep by itself comes out as its configuration.

use super::file;
use super::session::{Failure, Session, no_edition, today};
use super::terminal::{say, tell};
use crate::config::{Host, PUBLIC};
use crate::diagnostic::has_errors;
use crate::render::{ServerPlace, WebServer, generated_file};
use crate::site::GeneratedFile;
use crate::snapshot::{Options, Snapshot, Workspace};
use crate::text::{ContentCoding, on_terminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Writes what a web server must be told to keep every promise of the site: headers, addresses that moved or are gone, languages.
#[derive(clap::Args)]
#[command(
    after_help = "Netlify and Cloudflare Pages read _headers and _redirects in the release, which are as the setting `host` of the edition says; \
for them this shows both. For servers, write the configuration anew whenever an address has moved or is gone.

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
    #[arg(long, value_name = "DIR", required_if_eq_any([("server", "nginx"), ("server", "caddy"), ("server", "apache")]))]
    folder: Option<PathBuf>,
    /// Answer on this port of the server's own computer without TLS, behind another server or for a trial
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    port: Option<u16>,
    /// The server knows gzip alone: for an nginx without its module for Brotli
    #[arg(long)]
    gzip_only: bool,
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
    Netlify,
    Cloudflare,
}

impl ServerName {
    /// The server that takes a configuration of its own, or the host that reads files of the release.
    fn kind(self) -> Result<WebServer, (Host, &'static str)> {
        match self {
            Self::Nginx => Ok(WebServer::Nginx),
            Self::Caddy => Ok(WebServer::Caddy),
            Self::Apache => Ok(WebServer::Apache),
            Self::Netlify => Err((Host::Netlify, "netlify")),
            Self::Cloudflare => Err((Host::Cloudflare, "cloudflare")),
        }
    }
}

/// Writes the configuration.
pub fn run(session: &Session, arguments: &DeployConfigArguments) -> Result<ExitCode, Failure> {
    let folder = arguments.folder.as_deref().unwrap_or(Path::new("/"));
    if !folder.has_root() {
        return Err("--folder needs the whole path on the server, such as /srv/liberate".into());
    }
    if folder.to_string_lossy().contains(|sign: char| sign.is_control() || OBEYED.contains(sign)) {
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
    let text = match arguments.server.kind() {
        Ok(server) => configuration(&snapshot, arguments, server, folder)?,
        Err((host, name)) => files_of_host(&snapshot, host, name)?,
    };
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

/// The configuration of a server.
fn configuration(
    snapshot: &Snapshot,
    arguments: &DeployConfigArguments,
    server: WebServer,
    folder: &Path,
) -> Result<String, Failure> {
    let rules = snapshot.server_rules();
    let codings: &[ContentCoding] = if arguments.gzip_only { &[ContentCoding::Gzip] } else { &ContentCoding::ALL };
    let place = ServerPlace { folder, port: arguments.port, codings };
    let base = rules.base();
    let elsewhere = || format!("this edition is at {base} of its host, so the path of --folder must end with {base}");
    Ok(rules.configuration(server, &place).ok_or_else(elsewhere)?)
}

/// What a host reads in the release.
fn files_of_host(snapshot: &Snapshot, host: Host, name: &str) -> Result<String, Failure> {
    let edition = &snapshot.site.edition;
    if edition.host != host {
        return Err(format!(
            "the edition {0} is not for {name}: write host = \"{name}\" below [editions.{0}] in liberate.toml; the release then holds what that \
             host reads",
            edition.name
        )
        .into());
    }
    let files = [("_headers", GeneratedFile::Headers), ("_redirects", GeneratedFile::ServerRedirects)];
    let texts = files.map(|(file, kind)| {
        let text = generated_file(snapshot.view(), kind).value.unwrap_or_default();
        format!("# {file}, in the release\n{text}")
    });
    Ok(texts.join("\n"))
}
