//! `liberate serve`: shows a site in the browser and follows every change.
//!
//! It runs until it is told to stop.

use super::last_site;
use super::session::{Failure, Session, no_edition, today};
use super::show;
use super::terminal;
use crate::config::PUBLIC;
use crate::diagnostic::{Severity, count_of};
use crate::preview::{Preview, Watch};
use crate::snapshot::{Options, Workspace};
use crate::system;
use crate::text::on_terminal;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::time::Instant;

/// Shows the site in your browser and follows every change you save.
///
/// Only this computer can see it. It starts also when the site has errors: they are shown over the pages.
/// End it with Ctrl and C.
#[derive(clap::Args)]
pub struct ServeArguments {
    /// The port to listen on; 0 takes any that is free
    #[arg(long, short, value_name = "PORT", default_value_t = 1111)]
    port: u16,
    /// Which edition to show, as named in liberate.toml
    #[arg(long, value_name = "NAME", default_value = PUBLIC)]
    edition: String,
    /// Open it in your browser
    #[arg(long)]
    open: bool,
    /// Show also pages that are marked as drafts
    #[arg(long)]
    drafts: bool,
}

/// Serves until Ctrl and C.
pub fn run(session: &Session, arguments: ServeArguments) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    let options = Options { edition: arguments.edition, at: today(), drafts: arguments.drafts };
    let preview = begin(session, options, arguments.port)?.map_err(|error| cannot_listen(&error, arguments.port))?;
    let url = url(&preview);
    if !session.quiet {
        let seconds = started.elapsed().as_secs_f64();
        terminal::say(&format!("the site is at {url} (ready in {seconds:.2} s); end with Ctrl and C"));
        terminal::say(&format!("all its problems are at {url}_liberate/"));
        terminal::say(&format!("to edit it in the browser: {}", desk(&preview)));
    }
    if arguments.open {
        last_site::remember(&session.root);
        open(&preview);
    }
    wait_for_the_end()?;
    drop(preview);
    Ok(ExitCode::SUCCESS)
}

/// Starts the preview of a site. The inner error is that of a port which cannot be had.
///
/// # Errors
/// When there is no such site or edition.
pub(super) fn begin(session: &Session, options: Options, port: u16) -> Result<io::Result<Preview>, Failure> {
    session.require_site()?;
    // Watched first, read then: whatever is saved from here on is seen.
    let watch = Watch::begin(&session.root, Box::new(unwatched));
    let workspace = Workspace::new(session.read()?).with_store(session.store());
    if workspace.config().edition(&options.edition).is_none() {
        return Err(no_edition(&workspace, &options.edition).into());
    }
    let quiet = session.quiet;
    let on_change = move |touched: &[Arc<str>], findings: &[_]| {
        if !quiet {
            tell(touched, findings);
        }
    };
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let data = system::user_data();
    Ok(Preview::with_watch(workspace, options, (&session.root, data.as_deref()), watch, address, Box::new(on_change)))
}

/// Where a browser finds the preview.
pub(super) fn url(preview: &Preview) -> String {
    format!("http://localhost:{}/", preview.address().port())
}

/// Where a browser finds the desk.
pub(super) fn desk(preview: &Preview) -> String {
    format!("http://localhost:{}{}", preview.address().port(), preview.desk())
}

/// Why there is no server at a port.
pub(super) fn cannot_listen(error: &io::Error, port: u16) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("port {port} is taken, perhaps by another preview; end that one, or choose another with --port")
        }
        _ => format!("the preview cannot start: {error}"),
    }
}

/// One line for each change, with what is wrong in the files that changed.
fn tell(touched: &[Arc<str>], findings: &[crate::diagnostic::Diagnostic]) {
    let errors = count_of(findings, Severity::Error);
    let what = match touched {
        [one] => on_terminal(one).into_owned(),
        many => show::count(many.len(), "file"),
    };
    match errors {
        0 => terminal::say(&format!("changed: {what}")),
        _ => terminal::say(&format!("changed: {what}: {}, shown over the page", show::count(errors, "error"))),
    }
}

/// Says what is followed more slowly, because the system watches no more.
fn unwatched(folders: &[String]) {
    let what = match folders {
        [one] if one.is_empty() => "the site's folder".to_owned(),
        [one] => format!("the folder `{one}`"),
        [first, ..] if first.is_empty() => show::count(folders.len(), "folder"),
        [first, others @ ..] => format!("the folder `{first}` and {} more", others.len()),
        [] => return,
    };
    terminal::tell(&format!(
        "note: the system does not watch {what}, so changes there show up to a second later; to mend it, let this computer \
         watch more files (on Linux: `sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=1024`)"
    ));
}

/// Waits for Ctrl and C, or until the window is closed.
pub(super) fn wait_for_the_end() -> Result<(), Failure> {
    let (sender, receiver) = mpsc::channel();
    ctrlc::set_handler(move || {
        let _ = sender.send(());
    })?;
    receiver.recv()?;
    Ok(())
}

/// Opens the browser; that it cannot be opened is no reason to stop.
pub(super) fn open(preview: &Preview) {
    let way_in = format!("http://localhost:{}{}", preview.address().port(), preview.way_in());
    if system::open_for_person(way_in).is_err() {
        terminal::tell(&format!("no browser could be opened; open {} yourself", url(preview)));
    }
}
