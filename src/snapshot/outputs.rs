//! Makes every output of a snapshot, and gathers what there is to say about it.
//!
//! An address goes in; bytes and findings come out, the same whenever it is asked.

use super::edition::Snapshot;
use super::parallel;
use crate::asset;
use crate::check::{self, CheckContext, Subject};
use crate::config::Config;
use crate::content::DocumentKind;
use crate::diagnostic::{Diagnostic, Location, Reported, report, tidy};
use crate::document;
use crate::render::{self, Artifact, Renderer, ServerRules};
use crate::search;
use crate::site::{LanguageId, PageTexts, Route, TemplatePage};
use crate::source::Source;
use crate::text::html::HtmlTokenizer;
use crate::view::{Reading, TextContext, expand, slides};
use std::borrow::Cow;
use std::sync::Arc;

/// Outputs that are made together before what was found in them is handed out: enough for all cores, and some milliseconds.
const SURVEYED: usize = 256;

/// One output, with what there is to say about it.
pub type MadeOutput = Reported<Option<Artifact>>;

impl Snapshot {
    /// Makes what is at a route. Without an artifact the templates failed, which is reported.
    pub fn make(&self, address: &Arc<str>, route: Route) -> MadeOutput {
        let mut diagnostics = Vec::new();
        let text = match route {
            Route::File(index) => {
                let file = &self.site.files[index as usize];
                let artifact = self.artifact(address, route, Arc::clone(&file.bytes));
                return Reported::fine(Some(Artifact { on_disk: file.on_disk.clone(), ..artifact }));
            }
            Route::Document(index) => {
                let made = self.document_file(index);
                let artifact = made.value.map(|bytes| self.artifact(address, route, bytes));
                return Reported { value: artifact, diagnostics: made.diagnostics };
            }
            Route::Pack(index) => {
                let bytes = self.pack_file(&self.site.packs[index as usize], &mut diagnostics);
                return Reported { value: Some(self.artifact(address, route, bytes.into())), diagnostics };
            }
            Route::Checksums(index) => Some(self.checksum_list(&self.site.packs[index as usize])),
            Route::Page(page, language) => self.page(self.view().read(page, language), &mut diagnostics),
            Route::Deck(page, language) => self.deck(self.view().read(page, language), &mut diagnostics),
            Route::SearchIndex(language) => Some(search::index(self.view(), language)),
            Route::Template(page) => render::template_page(&self.renderer(), page).into_value(&mut diagnostics),
            Route::Generated(file) => render::generated_file(self.view(), file).into_value(&mut diagnostics),
        };
        let text = text.map(|text| self.checked(text, route, &mut diagnostics));
        let artifact = text.map(|text| self.artifact(address, route, text.into_bytes().into()));
        self.allowed.take_out(&mut diagnostics);
        self.unread.take_out(&mut diagnostics);
        Reported { value: artifact, diagnostics }
    }

    /// What is wrong with the file behind a route and with its output: everything an author must know of that page.
    ///
    /// If the route could not be made at all, what is wrong with the theme is among it.
    pub fn findings_of(&self, route: Route, made: &MadeOutput) -> Vec<Diagnostic> {
        let mut findings = made.diagnostics.clone();
        if made.value.is_none() {
            let of_theme = |finding: &&Diagnostic| crate::source::theme_name(&finding.location.file).is_some();
            findings.extend(self.findings.iter().filter(of_theme).cloned());
        }
        if let Route::Page(page, language) | Route::Deck(page, language) = route {
            let content = self.view().read(page, language).content();
            findings.extend(content.diagnostics.iter().cloned());
            let here = self.findings.iter().filter(|finding| finding.location.file == content.file);
            findings.extend(here.cloned());
            let reading = self.view().read(page, language);
            if reading.is_fallback() {
                // A text is looked at where it is at home; whoever reads it elsewhere must know of it, too.
                findings
                    .extend(check::written_page(self.check_context(), self.view().read(page, reading.text_language)));
            }
            findings.extend(self.sources.get(&content.file).iter().flat_map(|source| self.source_findings(source)));
        }
        self.allowed.take_out(&mut findings);
        self.unread.take_out(&mut findings);
        tidy(&mut findings);
        findings
    }

    /// Findings that are about the whole site rather than one page: settings, theme, records, addresses.
    pub fn findings_before_rendering(&self) -> Vec<Diagnostic> {
        self.findings_among(|_| true)
    }

    /// Those of the same findings that are in one of `files`. Only these files are looked at one by one.
    pub fn findings_in(&self, files: &[Arc<str>]) -> Vec<Diagnostic> {
        let mut findings = self.findings_among(|file| files.iter().any(|known| known.as_ref() == file));
        findings.retain(|finding| files.contains(&finding.location.file));
        findings
    }

    /// Looks at the site as a whole, and one by one at the files that `is_meant` lets through.
    fn findings_among(&self, is_meant: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let mut findings = self.findings.clone();
        let contents = self.contents.iter().filter(|content| is_meant(&content.file));
        findings.extend(contents.flat_map(|content| content.diagnostics.iter().cloned()));
        findings.extend(check::whole_site(self.check_context(), &self.security_headers()));
        let location = || Location::whole(&Config::file());
        let passed = render::passed_limits(self.view());
        findings.extend(passed.iter().map(|limit| report::host_limit(location(), limit.what, limit.found, limit.most)));
        findings.extend(self.typesetter().diagnostics().iter().cloned());
        let sources: Vec<_> = self.sources.as_slice().iter().filter(|source| is_meant(&source.path)).collect();
        findings.extend(parallel::map(&sources, |source| self.source_findings(source)).into_iter().flatten());
        let files = self.site.files.iter().filter(|file| is_meant(&file.source));
        findings.extend(files.flat_map(|file| check::published_file(self.check_context(), file)));
        findings.extend(self.part_findings());
        self.allowed.take_out(&mut findings);
        self.unread.take_out(&mut findings);
        tidy(&mut findings);
        findings
    }

    /// Everything there is to say about this edition, after making every output once.
    pub fn report(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        self.survey(|found, _, _| {
            findings.extend(found);
            true
        });
        tidy(&mut findings);
        findings
    }

    /// Makes every output once, in parts, and tells `take` of each part what was found in it, how many outputs are made and
    /// how many there are. Documents come last, as they take longest. It ends early when `take` says no.
    pub fn survey(&self, mut take: impl FnMut(Vec<Diagnostic>, usize, usize) -> bool) {
        let (quick, slow): (Vec<_>, Vec<_>) =
            self.routes().into_iter().partition(|(_, route)| !self.needs_documents(*route));
        let all = quick.len() + slow.len();
        let mut made = 0;
        if !take(self.findings_before_rendering(), made, all) {
            return;
        }
        for routes in [quick, slow] {
            for part in routes.chunks(SURVEYED) {
                let found = parallel::map(part, |(address, route)| self.make(address, *route).diagnostics);
                made += part.len();
                if !take(found.into_iter().flatten().collect(), made, all) {
                    return;
                }
            }
            if made < all {
                self.make_documents();
            }
        }
    }

    /// Whether an output shows files of documents, or is one.
    fn needs_documents(&self, route: Route) -> bool {
        match route {
            Route::Document(_) | Route::Pack(_) | Route::Checksums(_) => true,
            Route::Page(page, language) => self.shows_documents(self.view().read(page, language)),
            _ => false,
        }
    }

    /// What a web server must do for this edition.
    pub fn server_rules(&self) -> ServerRules {
        let types = self.site.routes().map(|(address, route)| (address.as_ref(), self.media_type(route)));
        ServerRules::of(self.view(), types)
    }

    fn renderer(&self) -> Renderer<'_> {
        Renderer { view: self.view(), templates: &self.templates, furniture: &self.furniture }
    }

    fn page(&self, reading: Reading, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
        let view = self.view();
        let context = reading.context();
        let document = reading.node().source_front().kind.document();
        let body = if document.is_some() {
            Cow::Owned(slides(reading).into_value(diagnostics))
        } else {
            expand(view, &context, &reading.text().body).into_value(diagnostics)
        };
        if !reading.is_fallback() {
            diagnostics.extend(check::written_page(self.check_context(), reading));
            if let Some(kind) = document {
                diagnostics.extend(document::build(reading, kind, &body, &|_| None).diagnostics);
            }
        }
        let downloads = self.downloads(reading, diagnostics);
        render::page(&self.renderer(), reading, &body, &downloads).into_value(diagnostics)
    }

    fn deck(&self, reading: Reading, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
        let body = slides(reading).into_value(diagnostics);
        diagnostics.extend(document::build(reading, DocumentKind::Slides, &body, &|_| None).diagnostics);
        render::deck(&self.renderer(), reading, &body).into_value(diagnostics)
    }

    /// Looks at an output, and takes out of a page what those who made a theme wrote for each other, and quotes that it does not need.
    fn checked(&self, text: String, route: Route, diagnostics: &mut Vec<Diagnostic>) -> String {
        let check_context = self.check_context();
        let Some(subject) = self.subject(route) else {
            diagnostics.extend(check::other_output(check_context, &text));
            return text;
        };
        let text = asset::markup_without_comments(text);
        let mut tokens =
            if self.site.config.minify { HtmlTokenizer::noting_quotes(&text) } else { HtmlTokenizer::new(&text) };
        let (findings, loads) = check::finished_page(check_context, subject, &text, &mut tokens, diagnostics);
        diagnostics.extend(findings);
        let bare = tokens.without_quotes();
        diagnostics.extend(check::weight(check_context, subject, &loads, bare.as_deref().unwrap_or(&text)));
        bare.unwrap_or(text)
    }

    fn subject(&self, route: Route) -> Option<Subject<'_>> {
        match route {
            Route::Page(page, language) => Some(Subject::Page(self.view().read(page, language))),
            Route::Deck(page, language) => Some(Subject::Deck(self.view().read(page, language))),
            Route::Template(page) => Some(self.template_subject(page)),
            _ => None,
        }
    }

    fn template_subject(&self, page: TemplatePage) -> Subject<'_> {
        match page {
            TemplatePage::Term(_, language)
            | TemplatePage::Taxonomy(_, language)
            | TemplatePage::NotFound(language)
            | TemplatePage::GonePage(language) => Subject::Furniture(language),
            TemplatePage::Gone(index) => Subject::Furniture(self.site.gone[index as usize].language),
            TemplatePage::Redirect(index) => {
                let redirect = &self.site.redirects[index as usize];
                if redirect.offers_languages {
                    Subject::Furniture(redirect.language)
                } else {
                    Subject::Redirect(self.view().read(redirect.page, redirect.language))
                }
            }
        }
    }

    /// The media type of what is at a route.
    pub fn media_type(&self, route: Route) -> &'static str {
        match route {
            Route::Document(index) => {
                let form = self.site.documents[index as usize].form;
                document::FORMS[usize::from(form)].media_type
            }
            Route::Page(..) | Route::Deck(..) | Route::Template(_) => render::HTML,
            Route::Generated(file) => render::generated_type(file),
            Route::SearchIndex(_) => search::MEDIA_TYPE,
            Route::File(index) => render::file_type(&self.site.files[index as usize].address),
            Route::Pack(_) => "application/zip",
            Route::Checksums(_) => render::PLAIN_TEXT,
        }
    }

    fn artifact(&self, address: &Arc<str>, route: Route, bytes: Arc<[u8]>) -> Artifact {
        let media_type = self.media_type(route);
        Artifact { address: Arc::clone(address), media_type, bytes, on_disk: None }
    }

    fn source_findings(&self, source: &Source) -> Vec<Diagnostic> {
        check::source_file(self.check_context(), source)
    }

    fn check_context(&self) -> CheckContext<'_> {
        CheckContext { view: self.view(), sources: &self.sources, contents: &self.contents, rules: &self.rules }
    }

    /// Looks at every part in every language that it has, also if no page shows it.
    fn part_findings(&self) -> Vec<Diagnostic> {
        let parts: Vec<(&PageTexts, LanguageId)> = self
            .site
            .parts
            .values()
            .flat_map(|part| self.site.language_ids().filter(|id| part.has(*id)).map(move |id| (part, id)))
            .collect();
        let mut findings = Vec::new();
        for (part, language) in parts {
            let (Some(content), Some(text)) = (part.content(language), part.text(language)) else { continue };
            let file = Arc::clone(&content.file);
            let context = TextContext { file, page: None, language, text_language: language };
            let body = expand(self.view(), &context, &text.body).into_value(&mut findings);
            findings.extend(check::written_part(self.check_context(), &context.file, text, language));
            render::body_to_html(&self.templates, self.view(), &context, None, &body).into_value(&mut findings);
        }
        findings
    }
}
