//! What must hold before a site may be published, beyond what single stages report by themselves.
//!
//! A text as it was written, a finished page or a published file in; findings out, each at the line that an author or a
//! designer would change. One file for each subject. Finished pages are read once, in [`finished_page`], which tells
//! every check of every tag and text. Never changes anything.

mod address;
mod allow;
mod compressed;
mod drawing;
mod element;
mod forbidden;
mod glossary;
mod language;
mod locator;
mod name;
mod number;
mod output;
mod plain_words;
mod privacy;
mod promise;
mod rules;
mod safety;
mod same_numbers;
mod structure;
mod subject;
mod tag;
mod telling;
mod theme;
mod title;
mod typed_figure;
mod typed_number;
mod unread;
mod visible_text;
mod weight;

use crate::content::Page;
use crate::diagnostic::{Diagnostic, Location};
use crate::site::{LanguageId, PublicFile};
use crate::source::Source;
use crate::text::Span;
use crate::view::Reading;
use std::sync::Arc;
use typed_figure::{body_figures, front_figures};
use typed_number::{body_numbers, record_numbers};

pub use allow::{AllowedFindings, allow_findings};
pub use glossary::GLOSSARY_FIELDS;
pub use output::{finished_page, other_output};
pub use rules::{CheckContext, Rules};
pub use subject::Subject;
pub use unread::UnreadFiles;
pub use visible_text::{Dialled, PageLink, SaidPassage, VisibleText, visible_text};
pub use weight::{Loads, weight};

/// A rule, by the code of its findings.
pub struct Rule {
    /// The code.
    pub name: &'static str,
    /// Whether a page may let its findings stand: those that could harm a reader may not.
    pub may_stand: bool,
}

const fn rule(name: &'static str) -> Rule {
    Rule { name, may_stand: false }
}

const fn soft(name: &'static str) -> Rule {
    Rule { name, may_stand: true }
}

/// All rules of this module.
pub const RULES: &[Rule] = &[
    // Privacy
    rule("base-address"),
    rule("outside-base"),
    rule("code-address"),
    rule("cookie"),
    rule("embedded"),
    rule("foreign-index"),
    rule("foreign-resource"),
    rule("form-elsewhere"),
    rule("inline-handler"),
    rule("inline-script"),
    rule("inline-style"),
    rule("link-ping"),
    rule("page-refresh"),
    rule("preload-hint"),
    rule("script-power"),
    rule("tracking-code"),
    rule("weak-policy"),
    rule("web-manifest"),
    // Safety
    rule("emergency-missing"),
    rule("exit-address"),
    rule("exit-label"),
    rule("exit-late"),
    rule("exit-missing"),
    rule("exit-repeated"),
    rule("safety-link-missing"),
    rule("sensitive-preview"),
    rule("title-not-neutral"),
    soft("false-promise"),
    // Numbers
    rule("native-digits"),
    rule("number-added"),
    rule("number-mismatch"),
    rule("number-missing"),
    rule("number-not-isolated"),
    rule("typed-number"),
    rule("unknown-number"),
    rule("unproved-hours"),
    rule("forbidden-number"),
    rule("forbidden-text"),
    rule("mobile-number"),
    rule("personal-mailbox"),
    soft("typed-figure"),
    // Accessibility
    soft("autoplay"),
    soft("drawing-text"),
    soft("duplicate-id"),
    soft("duplicate-title"),
    soft("field-without-label"),
    soft("focus-hidden"),
    soft("foreign-script"),
    soft("heading-order"),
    soft("heading-skipped"),
    soft("image-text"),
    soft("landmark-label-repeated"),
    soft("landmark-without-label"),
    soft("low-contrast"),
    soft("main-heading"),
    soft("main-landmark"),
    soft("missing-id"),
    soft("nameless-button"),
    soft("nameless-link"),
    soft("outside-landmarks"),
    soft("page-direction"),
    soft("page-language"),
    soft("page-title"),
    soft("part-language"),
    soft("repeated-landmark"),
    soft("small-target"),
    soft("tab-order"),
    soft("table-without-headers"),
    soft("title-differs"),
    soft("vague-link"),
    soft("viewport-missing"),
    soft("wrong-direction"),
    soft("zoom-blocked"),
    // Weight
    soft("heavy-help"),
    soft("heavy-page"),
    soft("heavy-script"),
    soft("heavy-start"),
    soft("script-not-deferred"),
    // Words
    rule("glossary-word"),
    soft("hard-to-read"),
    soft("long-sentence"),
];

/// Looks at the text of a page as it was written, with what it says about itself.
pub fn written_page(context: CheckContext, reading: Reading) -> Vec<Diagnostic> {
    let file = &reading.content().file;
    let mut findings = body_numbers(context.view, file, &reading.text().body);
    findings.extend(typed_number::front_numbers(context.view, file, reading.front()));
    findings.extend(body_figures(context.view, file, &reading.text().body));
    findings.extend(front_figures(context.view, file, reading.front()));
    findings.extend(same_numbers::same_numbers(context.view, reading));
    findings.extend(safety::neutral_title(context, reading));
    if context.rules.is_english(reading.text_language) {
        findings.extend(plain_words::plain_words(file, reading.text(), reading.is_sensitive()));
    }
    findings
}

/// Looks at the text of a part as it was written, also if no page shows it.
pub fn written_part(context: CheckContext, file: &Arc<str>, page: &Page, language: LanguageId) -> Vec<Diagnostic> {
    let mut findings = body_numbers(context.view, file, &page.body);
    findings.extend(body_figures(context.view, file, &page.body));
    if context.rules.is_english(language) {
        findings.extend(plain_words::plain_words(file, page, false));
    }
    findings
}

/// Looks at the site as a whole: settings, theme, titles, headers, records and strings.
pub fn whole_site(context: CheckContext, headers: &[(&'static str, String)]) -> Vec<Diagnostic> {
    let mut findings = privacy::policy(headers);
    findings.extend(safety::settings(context));
    findings.extend(context.rules.forbidden.findings().iter().cloned());
    findings.extend(context.rules.glossary.findings().iter().cloned());
    findings.extend(theme::styles(context));
    findings.extend(title::unique_titles(context));
    for content in context.contents {
        findings.extend(record_numbers(context.view, content));
        findings.extend(context.rules.promises.in_strings(content));
    }
    findings
}

/// Looks at a file as it stands on disk, whether or not anything shows it.
pub fn source_file(context: CheckContext, source: &Source) -> Vec<Diagnostic> {
    let mut findings = context.rules.forbidden.in_source(source);
    findings.extend(context.rules.glossary.in_source(source, &context.view.site.config.default_language));
    findings
}

/// Looks at a file that is published as it is.
pub fn published_file(context: CheckContext, file: &PublicFile) -> Vec<Diagnostic> {
    let mut findings = privacy::published_file(context, file);
    if let (Some(text), true) = (text_of(file), holds_words(&file.address)) {
        findings.extend(number::in_text(context, text, &|span: Span| Location::at(&file.source, span)));
    }
    findings
}

fn text_of(file: &PublicFile) -> Option<&str> {
    std::str::from_utf8(&file.bytes).ok()
}

/// Whether people or programs read words there, numbers among them. Styles, scripts and drawings are full of other
/// numbers.
fn holds_words(address: &str) -> bool {
    let extension = address.rsplit_once('.').map_or("", |(_, extension)| extension);
    matches!(extension, "csv" | "htm" | "html" | "ics" | "json" | "md" | "txt" | "vcf" | "xml")
}
