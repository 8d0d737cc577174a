//! How Office knows a language. Which fonts it has for a script is the theme's: see [`super::look`].
//!
//! A tag goes in; the name that Office has for it comes out.

/// A language in Office.
///
/// Source: Microsoft, "Language identifiers", read in November 2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OfficeLanguage {
    /// The culture's name, such as `prs-AF`.
    pub(super) office: &'static str,
    pub(super) script: Script,
}

/// A script, as far as Office has another font for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Arabic,
    Bengali,
    Gurmukhi,
    Devanagari,
    Chinese,
    Ethiopic,
}

impl Script {
    /// Its code. Source: ISO 15924.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Latin => "Latn",
            Self::Cyrillic => "Cyrl",
            Self::Arabic => "Arab",
            Self::Bengali => "Beng",
            Self::Gurmukhi => "Guru",
            Self::Devanagari => "Deva",
            Self::Chinese => "Hans",
            Self::Ethiopic => "Ethi",
        }
    }

    /// Whether emphasis is shown by slanted letters.
    pub(super) fn slants(self) -> bool {
        matches!(self, Self::Latin | Self::Cyrillic)
    }
}

impl OfficeLanguage {
    /// The language of a tag as the site writes it, such as `zh-Hans`. Others are taken as Latin text in English.
    pub(super) fn of(tag: &str) -> Self {
        use Script::*;
        let (script, office) = match tag.split('-').next().unwrap_or(tag) {
            "pl" => (Latin, "pl-PL"),
            "ro" => (Latin, "ro-RO"),
            "sq" => (Latin, "sq-AL"),
            "so" => (Latin, "so-SO"),
            "lt" => (Latin, "lt-LT"),
            "cy" => (Latin, "cy-GB"),
            "vi" => (Latin, "vi-VN"),
            "bg" => (Cyrillic, "bg-BG"),
            "uk" => (Cyrillic, "uk-UA"),
            "ar" => (Arabic, "ar-SA"),
            "fa" => (Arabic, "fa-IR"),
            "prs" => (Arabic, "prs-AF"),
            "ps" => (Arabic, "ps-AF"),
            "ckb" => (Arabic, "ku-Arab-IQ"),
            "ur" => (Arabic, "ur-PK"),
            "pa" => (Gurmukhi, "pa-IN"),
            "bn" => (Bengali, "bn-BD"),
            "hi" => (Devanagari, "hi-IN"),
            "zh" => (Chinese, "zh-CN"),
            "ti" => (Ethiopic, "ti-ER"),
            "am" => (Ethiopic, "am-ET"),
            _ => (Latin, "en-GB"),
        };
        Self { office, script }
    }
}
