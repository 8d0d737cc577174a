//! Short addresses of paper: `/q/CODE/` offers the languages of a page, `/q/CODE/TAG/` leads to the page in one of them.
//!
//! In: the lists of codes and of those that were printed. Out: the page of each code, and the old addresses that lead to it. What
//! was printed once must never lead elsewhere.

use super::language::{Language, LanguageId};
use super::page_node::PageId;
use super::redirect::Redirect;
use super::structure::Structure;
use crate::content::{Content, Payload, ShortCode, ShortCodes};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::nearest;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where a short code leads whoever types it.
///
/// With one language there is nothing to choose. With more, paper names its own: whoever can read the paper can read the page.
pub fn short_code_address(site: &Structure, code: &str, language: LanguageId) -> String {
    match site.languages.as_slice() {
        [_] => format!("/q/{code}/"),
        _ => format!("/q/{code}/{}/", on_paper(site.language(language))),
    }
}

/// A language as people type it on a phone: in small letters.
fn on_paper(language: &Language) -> String {
    language.tag.as_str().to_ascii_lowercase()
}

/// Reads the short codes: which page each leads to, and the redirects that do.
///
/// A code that leads to a page which this edition lacks is not there either. Reported: unknown pages, codes and languages that
/// were printed and are gone or lead elsewhere now, those that nobody has written down as printed, and pages that name a code
/// which is not theirs.
pub fn short_codes(
    contents: &[Arc<Content>],
    site: &Structure,
    diagnostics: &mut Vec<Diagnostic>,
) -> (BTreeMap<String, PageId>, Vec<Redirect>) {
    let (codes, printed) = (gather(contents, false), gather(contents, true));
    keep_promises(&codes, &printed, diagnostics);
    let dropped = dropped_languages(contents, site, diagnostics);
    let mut pages = BTreeMap::new();
    let mut redirects = Vec::new();
    for (file, code) in &codes {
        let location = Location::at(file, code.span);
        let key = code.to.strip_prefix("@/").unwrap_or("");
        match site.page_by_key(key) {
            Some(page) => {
                lead(site, code, page, &location, &dropped, &mut redirects);
                pages.insert(code.code.clone(), page);
            }
            None if site.withheld(key).is_some() => {}
            None => diagnostics.push(report::unknown_page(location, &code.to, nearest(key, site.keys()))),
        }
    }
    check_own_codes(site, &pages, diagnostics);
    (pages, redirects)
}

/// The addresses of one code: the plain one, one for each language, and those of languages that the site no longer has.
fn lead(
    site: &Structure,
    code: &ShortCode,
    page: PageId,
    location: &Location,
    dropped: &[String],
    redirects: &mut Vec<Redirect>,
) {
    let mut add = |from: String, language: LanguageId, offers_languages: bool| {
        redirects.push(Redirect { from: from.into(), page, language, location: location.clone(), offers_languages });
    };
    let own = site.language_ids().filter(|language| site.page(page).has(*language)).count();
    add(format!("/q/{}/", code.code), site.default_language, own > 1);
    for tag in dropped {
        add(format!("/q/{}/{tag}/", code.code), site.default_language, own > 1);
    }
    if site.languages.len() > 1 {
        site.language_ids().for_each(|id| add(short_code_address(site, &code.code, id), id, false));
    }
}

/// Languages of paper that the site no longer has: their addresses stay, and offer the others. Reported: these, and languages
/// that nobody has written down as printed.
fn dropped_languages(contents: &[Arc<Content>], site: &Structure, diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
    let lists = contents.iter().filter_map(|content| match &content.payload {
        Payload::PrintedCodes(printed) if !printed.codes.is_empty() => Some((&content.file, printed)),
        _ => None,
    });
    let mut dropped = Vec::new();
    for (file, printed) in lists {
        let known: Vec<String> = site.languages.iter().map(on_paper).collect();
        for (tag, span) in printed.languages.iter().filter(|(tag, _)| !known.contains(tag)) {
            diagnostics.push(report::short_code_language_gone(Location::at(file, *span), tag));
            dropped.push(tag.clone());
        }
        let is_missing = |tag: &&String| !printed.languages.iter().any(|(kept, _)| kept == *tag);
        let missing: Vec<&str> = known.iter().filter(is_missing).map(String::as_str).collect();
        if site.languages.len() > 1 && !missing.is_empty() {
            diagnostics.push(report::short_code_languages_not_kept(Location::whole(file), &missing));
        }
    }
    dropped
}

fn gather(contents: &[Arc<Content>], printed: bool) -> Vec<(&Arc<str>, &ShortCode)> {
    let files = contents.iter().flat_map(|content| {
        let codes = match &content.payload {
            Payload::ShortCodes(ShortCodes { codes, .. }) if !printed => codes.as_slice(),
            Payload::PrintedCodes(ShortCodes { codes, .. }) if printed => codes.as_slice(),
            _ => &[],
        };
        codes.iter().map(|code| (&content.file, code))
    });
    files.collect()
}

/// A code that was printed once leads where it led then, for ever.
fn keep_promises(
    codes: &[(&Arc<str>, &ShortCode)],
    printed: &[(&Arc<str>, &ShortCode)],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (file, old) in printed {
        match codes.iter().find(|(_, code)| code.code == old.code) {
            None => diagnostics.push(report::short_code_gone(Location::at(file, old.span), &old.code, &old.to)),
            Some((file, new)) if new.to != old.to => {
                diagnostics.push(report::short_code_changed(Location::at(file, new.span), &new.code, &old.to));
            }
            Some(_) => {}
        }
    }
    let known: BTreeSet<&str> = printed.iter().map(|(_, code)| code.code.as_str()).collect();
    for (file, code) in codes.iter().filter(|(_, code)| !known.contains(code.code.as_str())) {
        diagnostics.push(report::short_code_not_kept(Location::at(file, code.span), &code.code, &code.to));
    }
}

/// The code that a page names must be in the list, and lead to it.
fn check_own_codes(site: &Structure, codes: &BTreeMap<String, PageId>, diagnostics: &mut Vec<Diagnostic>) {
    for (index, page) in site.pages.iter().enumerate() {
        for content in page.files.iter().flatten() {
            let Payload::Page(text) = &content.payload else { continue };
            if let Some((code, span)) = &text.front.code
                && codes.get(code) != Some(&PageId(index as u32))
            {
                let location = Location::at(&content.file, *span);
                diagnostics.push(report::code_not_of_page(location, code, &page.key));
            }
        }
    }
}
