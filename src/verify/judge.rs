//! Whether an answer is what it has to be.
//!
//! A question and its answer go in; findings come out, what is to be remembered, and perhaps one more question.

use super::answer::LiveAnswer;
use super::expected::{Expected, ExpectedRelease, ListedFile, LiveQuestion};
use super::headers;
use super::memory::LiveMemory;
use super::page;
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::{ContentCoding, Fingerprint, decode_path};
use std::collections::HashMap;
use std::sync::Arc;

/// What an answer has shown.
#[derive(Debug, Default)]
pub struct Verdict {
    /// What is wrong, at the address as browsers show it.
    pub findings: Vec<Diagnostic>,
    /// What has to be asked in addition.
    pub again: Option<LiveQuestion>,
}

/// Compares answers with a release.
pub struct Judge<'a> {
    release: &'a ExpectedRelease<'a>,
    /// The scheme, the host and the port that are asked.
    origin: &'a str,
    /// The bytes of a file of the release, where they can be had.
    bytes_of: &'a (dyn Fn(&str) -> Option<Vec<u8>> + Sync),
    by_hash: HashMap<Fingerprint, &'a str>,
}

impl<'a> Judge<'a> {
    /// A judge of answers of `origin`, such as `https://liberate.example`.
    pub fn new(
        release: &'a ExpectedRelease<'a>,
        origin: &'a str,
        bytes_of: &'a (dyn Fn(&str) -> Option<Vec<u8>> + Sync),
    ) -> Self {
        let by_hash = release.files.iter().map(|file| (file.hash, file.path.as_str())).collect();
        Self { release, origin, bytes_of, by_hash }
    }

    /// What an answer shows. What is known of the site for the next time goes to `memory`.
    pub fn judge(&self, question: &LiveQuestion, answer: &LiveAnswer, memory: &mut LiveMemory) -> Verdict {
        let location = self.location(question);
        let address = question.address.as_str();
        let mut verdict = Verdict::default();
        match &question.expected {
            Expected::File { path, coding, is_conditional } => {
                return self.file(question, (path.as_str(), *coding, *is_conditional), answer, memory);
            }
            Expected::Missing { page } => verdict.findings = self.page(&location, address, answer, 404, page),
            Expected::Gone { page } => verdict.findings = self.page(&location, address, answer, 410, page),
            Expected::Moved { to } | Expected::Folder { to } => {
                verdict.findings = self.redirect(&location, address, answer, to);
            }
            Expected::Hidden if answer.status < 400 => {
                verdict.findings.push(report::live_hidden(location, answer.status));
            }
            Expected::LeftOver { path } if answer.status == 200 => {
                memory.keep(path);
                verdict.findings.push(report::live_left_over(location));
            }
            Expected::Head { path } => {
                let size = self.release.file(path).map_or(0, |file| file.size);
                let length = answer.get("content-length");
                if answer.status != 200 || !answer.body.is_empty() || (!length.is_empty() && length != size.to_string())
                {
                    verdict.findings.push(report::live_head(location, answer.status, length));
                }
            }
            Expected::Part { path, first, last } => {
                let own = (self.bytes_of)(path);
                let part = own.as_deref().and_then(|own| own.get(*first..=*last));
                if answer.status != 206 || part.is_some_and(|part| part != answer.body) {
                    verdict.findings.push(report::live_part(location, answer.status));
                }
            }
            Expected::Unchanged if answer.status != 304 => {
                verdict.findings.push(report::live_unchanged(location, answer.status));
            }
            Expected::Upgrade => {
                let to = answer.get("location");
                let host = self.release.rules.origin().trim_start_matches("https://");
                let is_https = to.strip_prefix("https://").is_some_and(|rest| rest.starts_with(host));
                if !matches!(answer.status, 301 | 308) || !is_https {
                    verdict.findings.push(report::live_without_tls(location, answer.status));
                }
            }
            Expected::Hidden | Expected::LeftOver { .. } | Expected::Unchanged => {}
        }
        verdict
    }

    /// Where a question was asked, as it is in the address bar.
    pub fn location(&self, question: &LiveQuestion) -> Location {
        let origin = match question.without_tls {
            true => self.origin.replacen("https:", "http:", 1),
            false => self.origin.to_owned(),
        };
        Location::whole(&Arc::from(format!("{origin}{}", decode_path(&question.address))))
    }

    fn file(
        &self,
        question: &LiveQuestion,
        (path, coding, is_conditional): (&str, Option<ContentCoding>, bool),
        answer: &LiveAnswer,
        memory: &mut LiveMemory,
    ) -> Verdict {
        let (location, address) = (self.location(question), question.address.as_str());
        let Some(file) = self.release.file(path) else { return Verdict::default() };
        if answer.status == 304 && is_conditional {
            memory.learn(path, LiveQuestion::key(path, coding), tag_asked(question), &file.hash);
            // What a server leaves out with this answer it may send with the whole one.
            let lacks = !headers::headers(self.release, &location, address, answer).is_empty();
            return Verdict { findings: Vec::new(), again: lacks.then(|| without_condition(question, path, coding)) };
        }
        if answer.status != 200 {
            return Verdict { findings: vec![report::live_status(location, answer.status, 200)], again: None };
        }
        memory.keep(path);
        let mut findings = headers::headers(self.release, &location, address, answer);
        findings.extend(headers::media_type(&location, answer, &self.release.rules.media_type(path)));
        let body = self.body(&location, file, coding, answer, &mut findings);
        if body.is_some_and(|body| Fingerprint::of(&body) == file.hash) {
            memory.learn(path, LiveQuestion::key(path, coding), answer.get("etag"), &file.hash);
        }
        let is_home = path == "index.html" && coding.is_none();
        let tag = answer.get("etag");
        let again = (is_home && !is_conditional && !tag.is_empty()).then(|| {
            let asked = LiveQuestion::new(question.address.clone(), file.size, Expected::Unchanged);
            asked.with("Accept-Encoding", "identity").with("If-None-Match", tag)
        });
        Verdict { findings, again }
    }

    /// The decoded body of an answer for a file, after what is wrong with it was said; `None` if nothing can be decoded.
    fn body(
        &self,
        location: &Location,
        file: &ListedFile,
        coding: Option<ContentCoding>,
        answer: &LiveAnswer,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Vec<u8>> {
        let sent = answer.get("content-encoding");
        let used = ContentCoding::ALL.into_iter().find(|coding| coding.token() == sent);
        if let Some(coding) = coding {
            if used != Some(coding) {
                findings.push(report::live_not_compressed(location.clone(), coding.token(), sent));
            }
            if !headers::varies(answer) {
                findings.push(report::live_without_vary(location.clone()));
            }
        }
        let most = usize::try_from(file.size).unwrap_or(usize::MAX / 2).saturating_mul(2) + (64 << 10);
        let body = match used {
            Some(used) => used.decode(&answer.body, most),
            None if sent.is_empty() || sent == "identity" => Some(answer.body.clone()),
            None => None,
        };
        match &body {
            None => findings.push(report::live_not_readable(location.clone(), sent)),
            Some(body) => findings.extend(self.difference(location, file, used, body)),
        }
        body
    }

    fn difference(
        &self,
        location: &Location,
        file: &ListedFile,
        used: Option<ContentCoding>,
        body: &[u8],
    ) -> Option<Diagnostic> {
        let hash = Fingerprint::of(body);
        if hash == file.hash {
            return None;
        }
        if let Some(other) = self.by_hash.get(&hash) {
            return Some(report::live_other_file(location.clone(), other));
        }
        let own = (self.bytes_of)(&file.path).filter(|_| file.path.ends_with(".html"));
        let added = own.map(|own| page::added(&String::from_utf8_lossy(&own), &String::from_utf8_lossy(body)));
        Some(match added.unwrap_or_default().first() {
            Some(tag) => report::live_element_added(location.clone(), tag),
            None => report::live_changed(location.clone(), used.map(ContentCoding::token), body.len(), file.size),
        })
    }

    /// A page that says why there is none.
    fn page(
        &self,
        location: &Location,
        address: &str,
        answer: &LiveAnswer,
        status: u16,
        page: &str,
    ) -> Vec<Diagnostic> {
        if answer.status != status {
            return vec![report::live_status(location.clone(), answer.status, status)];
        }
        let mut findings = headers::headers(self.release, location, address, answer);
        findings.extend(headers::media_type(location, answer, &self.release.rules.media_type(page)));
        let Some(file) = self.release.file(page) else { return findings };
        let hash = Fingerprint::of(&answer.body);
        if hash != file.hash {
            findings.push(match self.by_hash.get(&hash) {
                Some(other) => report::live_language(location.clone(), other, page),
                None => self
                    .difference(location, file, None, &answer.body)
                    .unwrap_or_else(|| report::live_language(location.clone(), "", page)),
            });
        }
        findings
    }

    fn redirect(&self, location: &Location, address: &str, answer: &LiveAnswer, to: &str) -> Vec<Diagnostic> {
        let sent = answer.get("location");
        if !matches!(answer.status, 301 | 308) {
            return vec![report::live_status(location.clone(), answer.status, 301)];
        }
        let origin = self.release.rules.origin();
        let path = sent.strip_prefix(origin).or_else(|| sent.strip_prefix(self.origin)).unwrap_or(sent);
        let mut findings = headers::missing(self.release, location, address, answer);
        let leaves = sent.starts_with("http://") && origin.starts_with("https://");
        if leaves || decode_path(path) != decode_path(to) {
            findings.push(report::live_redirect(location.clone(), sent, to));
        }
        findings
    }
}

/// The tag by which the site was asked whether anything has changed.
fn tag_asked(question: &LiveQuestion) -> &str {
    let tag = question.headers.iter().find(|(name, _)| *name == "If-None-Match");
    tag.map_or("", |(_, tag)| tag)
}

/// The same question, to be answered in whole.
fn without_condition(question: &LiveQuestion, path: &str, coding: Option<ContentCoding>) -> LiveQuestion {
    let headers = question.headers.iter().filter(|(name, _)| *name != "If-None-Match").cloned().collect();
    let expected = Expected::File { path: path.to_owned(), coding, is_conditional: false };
    LiveQuestion { headers, expected, ..question.clone() }
}
