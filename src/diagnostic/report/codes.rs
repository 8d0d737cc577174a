//! The codes of findings, as far as something is decided by them.
//!
//! The code of every finding is beside its words.

use super::theme::TEMPLATE_FAILED;

/// The codes of warnings: a build that changed nothing repeats those of the build before.
const WARNINGS: &[&str] = &[
    "contact-expired",
    "contact-unchecked",
    "no-contact",
    "fact-expired",
    "fact-unchecked",
    "typed-figure",
    "review-overdue",
    "confirm-overdue",
    "unused-footnote",
    "unused-reference",
    "unseen-character",
    "signs-without-effect",
    "became-list",
    "became-quote",
    "indented-code",
    "orphan-translation",
    "translation-outdated",
    "translation-built-otherwise",
    "not-translated",
    "records-outdated",
    "recording-outdated",
    "recording-unconfirmed",
    "recording-unnamed",
    "not-minified",
    "foreign-script",
    "glossary-word",
    "synonym-not-translated",
    "language-not-listed",
    "hard-to-read",
    "long-sentence",
    "short-code-language-gone",
    "short-code-not-kept",
    "security-expired",
    "host-limit",
    "slide-too-full",
    "pictogram-not-for-slides",
    "pdf-without-language",
    "pdf-without-tags",
    "pdf-without-title",
    "left-out",
    "link-broken",
    "link-moved",
    "link-with-password",
    "live-left-over",
];

/// Codes of which one finding is enough at a place, however often something goes wrong there.
pub const ONCE_A_PLACE: &[&str] = &[TEMPLATE_FAILED, "heavy-start", "heavy-page", "heavy-help"];

/// The code of a warning that was written down; one that is no longer known is just a `warning`.
pub fn code(written: &str) -> &'static str {
    WARNINGS.iter().find(|code| **code == written).copied().unwrap_or("warning")
}
