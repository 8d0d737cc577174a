//! What happens without a command, as after a double-click: the site beside the program is shown in the browser.
//!
//! The person may have no terminal but this window, which closes when the program ends. So it says in five lines what it is, and
//! an error stays until somebody has read it.

use super::init::{self, InitArguments};
use super::session::{Failure, Session, today};
use super::{last_site, serve, show, terminal};
use crate::config::PUBLIC;
use crate::preview::Preview;
use crate::snapshot::Options;
use crate::source::disk;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The port of the preview, unless something else has it.
const PORT: u16 = 1111;
/// Any port that is free.
const ANY_PORT: u16 = 0;

/// Shows the site that is meant: the one in this folder, beside the program, or the one that was shown last. Where there is none, it offers
/// to make one.
pub fn run(session: Session) -> Result<ExitCode, Failure> {
    let root = match find(&session.root) {
        Some(root) => root,
        None if io::stdin().is_terminal() => make_one(&session)?,
        None => return Err(NO_SITE.into()),
    };
    let session = Session { root, ..session };
    let options = || Options { edition: PUBLIC.to_owned(), at: today(), drafts: false };
    let preview = match serve::begin(&session, options(), PORT)? {
        Ok(preview) => preview,
        Err(_) => {
            serve::begin(&session, options(), ANY_PORT)?.map_err(|error| serve::cannot_listen(&error, ANY_PORT))?
        }
    };
    last_site::remember(&session.root);
    introduce(&session.root, &preview);
    serve::open(&preview);
    serve::wait_for_the_end()?;
    drop(preview);
    Ok(ExitCode::SUCCESS)
}

const NO_SITE: &str = "there is no site here, beside the program, or where one was shown last; go to the folder that holds liberate.toml or \
                       name it with --root DIR, or make a new site with `liberate init FOLDER`";

/// The folder of a new portal, beside what is here.
const NEW: &str = "portal";

/// Makes a portal in a folder of its own, with the person's answers.
fn make_one(session: &Session) -> Result<PathBuf, Failure> {
    let folder = session.root.join(NEW);
    terminal::say(&format!(
        "This is liberate {}. It makes a website, and there is none here yet.\n\
         It can make a small portal of your own now, in the folder:  {}\n\
         Answer four questions, or close this window to leave everything as it is.\n",
        env!("CARGO_PKG_VERSION"),
        shown(&folder).display(),
    ));
    init::run(&Session { root: session.root.clone(), quiet: true }, &InitArguments::asking(folder.clone()))?;
    Ok(folder)
}

fn introduce(root: &Path, preview: &Preview) {
    let url = serve::url(preview);
    let desk = serve::desk(preview);
    let wrong = match preview.known_errors() {
        0 => format!("You edit it, and see what is wrong with it, at:  {desk}"),
        errors => format!("{} in it, listed at:  {desk}", show::count(errors, "error")),
    };
    terminal::say(&format!(
        "This is liberate {}. It makes a website, and shows it while you write.\n\
         The site is in the folder:  {}\n\
         Your browser shows it at:  {url}  (nobody else can see it)\n\
         {wrong}\n\
         To end it, close this window. Your files stay as they are.",
        env!("CARGO_PKG_VERSION"),
        shown(root).display(),
    ));
}

/// A path as people write it, without what Windows puts before it.
fn shown(root: &Path) -> PathBuf {
    let absolute = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let text = absolute.to_string_lossy();
    text.strip_prefix(r"\\?\").map_or_else(|| absolute.clone(), PathBuf::from)
}

/// The site that somebody means who names none.
fn find(root: &Path) -> Option<PathBuf> {
    if disk::is_site(root) {
        return Some(root.to_owned());
    }
    beside_the_program().or_else(last_site::recall)
}

/// The site in the folder of the program, or in the one folder there that is a site.
fn beside_the_program() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let folder = program.parent()?;
    if disk::is_site(folder) {
        return Some(folder.to_owned());
    }
    let mut sites = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).filter(|path| disk::is_site(path));
    let site = sites.next()?;
    sites.next().is_none().then_some(site)
}
