//! What became of addresses that were published once: each leads on, or says that it is gone.
//!
//! All ledgers and what is at every address now go in; a published address that is lost is reported.

use super::language::LanguageId;
use super::redirect::Redirect;
use super::route::{GeneratedFile, Route, TemplatePage};
use super::structure::Structure;
use crate::config::Host;
use crate::content::{Content, GoneStatement, Ledger, LedgerLine, Payload, Withheld};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::{fold_address, nearest};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Ends of names at which a page may answer; at any other a browser would not take it for one.
const PAGES: [&str; 5] = ["html", "htm", "php", "asp", "aspx"];

/// An old address that only a server can lead on from, because no page can be there: that of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MovedFile {
    /// The old address.
    pub from: Arc<str>,
    /// The new one.
    pub to: Arc<str>,
}

/// A published address that is gone for good.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gone {
    /// The address.
    pub address: Arc<str>,
    /// The language in which it says so.
    pub language: LanguageId,
    /// Whether a page is there that says so; for files only a server can.
    pub has_page: bool,
}

/// What is at every address, and what became of those that were published once.
pub struct KeptAddresses {
    /// What every address leads to.
    pub by_address: FxHashMap<Arc<str>, Route>,
    /// Old addresses and where they lead now.
    pub redirects: Vec<Redirect>,
    /// Old addresses of files, sorted.
    pub moved: Vec<MovedFile>,
    /// Published addresses that are gone for good, sorted.
    pub gone: Vec<Gone>,
}

/// Keeps what the edition has promised: every published address is there, leads on, or is said to be gone.
///
/// Old addresses of a page lead on in every language. A published address that the site lacks follows the page whose old
/// address covers it, or is gone: because `gone.toml` says so, or because its page has expired by its own date. Reported:
/// addresses that are gone although nobody said so, and statements that are not true.
pub fn keep_promises(
    site: &Structure,
    by_address: FxHashMap<Arc<str>, Route>,
    redirects: Vec<Redirect>,
    contents: &[Arc<Content>],
    diagnostics: &mut Vec<Diagnostic>,
) -> KeptAddresses {
    let mut kept = KeptAddresses { by_address, redirects, moved: Vec::new(), gone: Vec::new() };
    kept.spread_redirects(site);
    let ledgers: Vec<(&Arc<str>, &Ledger)> = contents.iter().filter_map(|content| ledger_of(content)).collect();
    let statements: Vec<(&Arc<str>, &GoneStatement)> = contents.iter().flat_map(|content| gone_of(content)).collect();
    check_statements(site, &kept, &ledgers, &statements, diagnostics);
    let (own, others): (Vec<_>, Vec<_>) =
        ledgers.into_iter().partition(|(_, ledger)| ledger.edition == site.edition.name);
    for (file, ledger) in own {
        let mut keeper =
            Keeper { statements: &statements, ledger, others: &others, folded: None, site, kept: &mut kept };
        for line in &ledger.lines {
            keeper.keep(file, line, diagnostics);
        }
    }
    kept.leave_files_to_the_server(site);
    kept.place_gone_pages(site);
    kept
}

fn ledger_of(content: &Content) -> Option<(&Arc<str>, &Ledger)> {
    match &content.payload {
        Payload::Ledger(ledger) => Some((&content.file, ledger)),
        _ => None,
    }
}

fn gone_of(content: &Content) -> impl Iterator<Item = (&Arc<str>, &GoneStatement)> {
    let statements = match &content.payload {
        Payload::Gone(statements) => statements.as_slice(),
        _ => &[],
    };
    statements.iter().map(|statement| (&content.file, statement))
}

impl KeptAddresses {
    /// The old addresses of a page in the default language lead on in every other, unless they are taken.
    fn spread_redirects(&mut self, site: &Structure) {
        let default = site.default_language;
        let own: Vec<Redirect> =
            self.redirects.iter().filter(|old| old.language == default && !old.is_short_code()).cloned().collect();
        for language in site.language_ids().filter(|language| *language != default) {
            for redirect in &own {
                let from: Arc<str> = format!("{}{}", site.language(language).prefix, redirect.from).into();
                if self.is_free(&from) {
                    self.add_redirect(Redirect { from, language, ..redirect.clone() });
                }
            }
        }
    }

    fn add_redirect(&mut self, redirect: Redirect) {
        let route = Route::Template(TemplatePage::Redirect(self.redirects.len() as u32));
        self.by_address.insert(Arc::clone(&redirect.from), route);
        self.redirects.push(redirect);
    }

    /// Whether a page can be written at an address: it is not taken, nor is a file where it needs a folder.
    fn is_free(&self, address: &str) -> bool {
        let mut folders = address.match_indices('/').skip(1).map(|(at, _)| &address[..at]);
        !self.is_there(address)
            && !self.by_address.contains_key(format!("{address}/").as_str())
            && folders.all(|folder| !self.by_address.contains_key(folder))
    }

    /// Whether something is at an address, perhaps under its longer name.
    fn is_there(&self, address: &str) -> bool {
        let folder = address.strip_suffix("index.html").filter(|folder| folder.ends_with('/'));
        self.by_address.contains_key(address) || folder.is_some_and(|folder| self.by_address.contains_key(folder))
    }

    /// Old addresses of files are left to the server: what a page says at `/old.pdf` no browser would show.
    fn leave_files_to_the_server(&mut self, site: &Structure) {
        for old in self.redirects.iter().filter(|old| !can_be_page(&old.from)) {
            if matches!(self.by_address.get(&old.from), Some(Route::Template(TemplatePage::Redirect(_)))) {
                self.by_address.remove(&old.from);
                let to = Arc::clone(site.page(old.page).address(old.language));
                self.moved.push(MovedFile { from: Arc::clone(&old.from), to });
            }
        }
        self.moved.sort_unstable();
        self.moved.dedup();
    }

    /// Gives the pages that say so their addresses: each gone address that can have one, and one for each language that a
    /// server sends at all the others.
    fn place_gone_pages(&mut self, site: &Structure) {
        self.gone.sort_unstable();
        self.gone.dedup();
        for (index, gone) in self.gone.iter().enumerate() {
            if gone.has_page {
                let route = Route::Template(TemplatePage::Gone(index as u32));
                self.by_address.insert(Arc::clone(&gone.address), route);
            }
            let shared = Arc::from(gone_page_address(&site.language(gone.language).prefix));
            self.by_address.entry(shared).or_insert(Route::Template(TemplatePage::GonePage(gone.language)));
        }
        // Netlify reads there which page says in which language that there is none.
        let has_languages = site.languages.iter().any(|language| !language.prefix.is_empty());
        let for_host = site.edition.host == Host::Netlify && has_languages;
        if for_host || !self.gone.is_empty() || !self.moved.is_empty() {
            let file = Route::Generated(GeneratedFile::ServerRedirects);
            self.by_address.entry(Arc::from("/_redirects")).or_insert(file);
        }
    }
}

fn can_be_page(address: &str) -> bool {
    let name = address.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_none_or(|(_, end)| PAGES.contains(&end.to_ascii_lowercase().as_str()))
}

/// How a published address is answered that is no longer there.
enum OldAddressAnswer {
    /// Something else took its place: an address, and where that is written.
    Moved(Arc<str>, Option<Location>),
    /// It is gone for good.
    Gone,
}

/// Goes through the ledger of an edition.
struct Keeper<'a> {
    site: &'a Structure,
    kept: &'a mut KeptAddresses,
    ledger: &'a Ledger,
    /// Those of editions that see less: what they miss is the same mistake there.
    others: &'a [(&'a Arc<str>, &'a Ledger)],
    statements: &'a [(&'a Arc<str>, &'a GoneStatement)],
    /// All addresses by their folded form, made when it is first needed.
    folded: Option<FxHashMap<String, Arc<str>>>,
}

impl Keeper<'_> {
    fn keep(&mut self, file: &Arc<str>, line: &LedgerLine, diagnostics: &mut Vec<Diagnostic>) {
        if is_made_elsewhere(line) {
            return;
        }
        let ledger = self.ledger;
        let lost: Vec<(&str, String)> =
            ledger.addresses(line).filter(|(_, address)| !self.kept.is_there(address)).collect();
        let mut unsaid = Vec::new();
        for (tag, address) in lost {
            match self.answer(line, tag, &address) {
                Some(answer) => self.give(tag, address.into(), answer),
                None => unsaid.push(address),
            }
        }
        if let Some(first) = unsaid.first() {
            let why = self.withheld(line).map(Withheld::as_str);
            let near = near_address(self.site, &line.form);
            let location = self.said_at(&line.form).unwrap_or(Location::at(file, line.span));
            diagnostics.push(report::address_gone(location, first, unsaid.len(), &line.file, why, near));
        }
    }

    fn answer(&mut self, line: &LedgerLine, tag: &str, address: &str) -> Option<OldAddressAnswer> {
        if let Some(same) = self.spelt_otherwise(address) {
            return Some(OldAddressAnswer::Moved(same, None));
        }
        if let Some((to, location)) = self.moved_with_its_page(line, tag) {
            return Some(OldAddressAnswer::Moved(to, Some(location)));
        }
        let is_stated = self.statements.iter().any(|(_, gone)| covers(gone, self.ledger, line, tag, self.site));
        (is_stated || self.withheld(line) == Some(Withheld::Expired)).then_some(OldAddressAnswer::Gone)
    }

    /// The line of another ledger about the same address, so that an author hears of it once.
    fn said_at(&self, form: &str) -> Option<Location> {
        self.others.iter().find_map(|(file, ledger)| {
            let line = ledger.lines.iter().find(|line| line.form == form)?;
            Some(Location::at(file, line.span))
        })
    }

    fn withheld(&self, line: &LedgerLine) -> Option<Withheld> {
        self.site.withheld.get(line.file.strip_prefix("content/")?).copied()
    }

    /// The same address in other letters. No page can answer at the old one: some disks cannot tell them apart.
    fn spelt_otherwise(&mut self, address: &str) -> Option<Arc<str>> {
        let kept = &*self.kept;
        let folded = self.folded.get_or_insert_with(|| {
            kept.by_address.keys().map(|address| (fold_address(address), Arc::clone(address))).collect()
        });
        folded.get(&fold_address(address)).cloned()
    }

    /// Where a page went below whose old address this one was: to the same place below the new one, or else to that page
    /// itself if it belonged to it.
    fn moved_with_its_page(&self, line: &LedgerLine, tag: &str) -> Option<(Arc<str>, Location)> {
        let language = self.site.language_by_tag(tag)?;
        let above = self.kept.redirects.iter().filter(|old| {
            old.language == self.site.default_language && old.from.ends_with('/') && line.form.starts_with(&*old.from)
        });
        let above = above.max_by_key(|old| old.from.len())?;
        let base = self.site.page(above.page).address(language);
        let below = self.ledger.address(&line.form, tag);
        let below = below.strip_prefix(&*self.ledger.address(&above.from, tag))?;
        let there = format!("{base}{below}");
        if let Some((address, route)) = self.kept.by_address.get_key_value(there.as_str())
            && !matches!(route, Route::Template(TemplatePage::Redirect(_) | TemplatePage::Gone(_)))
        {
            return Some((Arc::clone(address), above.location.clone()));
        }
        let owned = self.ledger.lines.iter().any(|other| other.form == *above.from && other.file == line.file);
        owned.then(|| (Arc::clone(base), above.location.clone()))
    }

    fn give(&mut self, tag: &str, address: Arc<str>, answer: OldAddressAnswer) {
        let has_page = can_be_page(&address) && self.kept.is_free(&address);
        match answer {
            OldAddressAnswer::Moved(to, Some(location)) if has_page => match self.kept.by_address.get(&to) {
                Some(Route::Page(page, language)) => {
                    let (page, language) = (*page, *language);
                    self.kept.add_redirect(Redirect {
                        from: address,
                        page,
                        language,
                        location,
                        offers_languages: false,
                    });
                }
                _ => self.kept.moved.push(MovedFile { from: address, to }),
            },
            OldAddressAnswer::Moved(to, _) => self.kept.moved.push(MovedFile { from: address, to }),
            OldAddressAnswer::Gone => {
                let language = self.site.language_by_tag(tag).unwrap_or(self.site.default_language);
                self.kept.gone.push(Gone { address, language, has_page });
            }
        }
    }
}

/// Whether an address stands for a file that only a program with a typesetter makes. One without it cannot tell.
fn is_made_elsewhere(line: &LedgerLine) -> bool {
    !cfg!(feature = "pdf") && line.file.ends_with(".md") && line.form.ends_with(".pdf")
}

/// Whether a statement is about an address of a line: it names it, or the page that it belonged to, or the first page of
/// a language that the site no longer has.
fn covers(gone: &GoneStatement, ledger: &Ledger, line: &LedgerLine, tag: &str, site: &Structure) -> bool {
    let address = ledger.address(&line.form, tag);
    let names = |form: &str| gone.address == form || gone.address == ledger.address(form, tag);
    let is_below = line.form.starts_with(&gone.address) || address.starts_with(&gone.address);
    names(&line.form)
        || (gone.address == format!("/{tag}/") && site.language_by_tag(tag).is_none())
        || (gone.address.ends_with('/')
            && is_below
            && ledger.lines.iter().any(|other| other.file == line.file && names(&other.form)))
}

/// A page that the author may have meant to take the place of an old address: of the same name, or nearly so.
fn near_address<'a>(site: &'a Structure, form: &str) -> Option<&'a str> {
    let last = |address: &'a str| address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let name = form.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let pages = || site.pages.iter().map(|page| page.address(site.default_language).as_ref());
    pages().find(|address| last(address) == name && !name.is_empty()).or_else(|| nearest(form, pages()))
}

/// Looks whether statements are true: something was published there, and is no longer there.
fn check_statements(
    site: &Structure,
    kept: &KeptAddresses,
    ledgers: &[(&Arc<str>, &Ledger)],
    statements: &[(&Arc<str>, &GoneStatement)],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let editions = &site.config.editions;
    let sees_all = site.edition.partner || editions.iter().all(|edition| !edition.partner);
    for (file, gone) in statements {
        let location = Location::at(file, gone.span);
        let known_by = |ledger: &Ledger| {
            let tags = |line: &LedgerLine| line.languages.iter().any(|tag| is_named(gone, ledger, line, tag));
            ledger.lines.iter().any(tags)
        };
        let is_elsewhere = |ledger: &Ledger| ledger.edition != site.edition.name && known_by(ledger);
        if kept.is_there(&gone.address) {
            // It may be gone for the public and still stand for partners.
            if !ledgers.iter().any(|(_, ledger)| is_elsewhere(ledger)) {
                diagnostics.push(report::gone_is_there(location, &gone.address));
            }
        } else if sees_all && !ledgers.iter().any(|(_, ledger)| known_by(ledger)) {
            let forms = ledgers.iter().flat_map(|(_, ledger)| ledger.lines.iter().map(|line| line.form.as_str()));
            diagnostics.push(report::gone_unknown(location, &gone.address, nearest(&gone.address, forms)));
        }
    }
}

fn is_named(gone: &GoneStatement, ledger: &Ledger, line: &LedgerLine, tag: &str) -> bool {
    gone.address == line.form || gone.address == ledger.address(&line.form, tag) || gone.address == format!("/{tag}/")
}

/// The address of the page that a server sends for what is gone, in the language with that prefix.
pub fn gone_page_address(prefix: &str) -> String {
    format!("{prefix}/gone.html")
}
