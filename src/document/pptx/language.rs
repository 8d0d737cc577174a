/// How Office knows a language: its name, and the fonts that Windows and macOS have for it.
///
/// Source: Microsoft, "Language identifiers" and "Script and font support in Windows", read in November 2026.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfficeLanguage {
    /// The culture's name, such as `prs-AF`.
    pub(super) office: &'static str,
    /// Headings: Latin, East Asian, complex scripts.
    pub(super) major: [&'static str; 3],
    /// Text.
    pub(super) minor: [&'static str; 3],
    /// Whether emphasis is shown by slanted letters.
    pub(super) slants: bool,
    /// The mean width of a letter in parts of its size, and the height of a line; measured on the fonts above, rounded up.
    pub(super) letter: f32,
    /// The height of a line in parts of the size.
    pub(super) line: f32,
}

pub(super) const LATIN: OfficeLanguage = OfficeLanguage {
    office: "en-GB",
    major: ["Georgia", "", "Arial"],
    minor: ["Arial", "", "Arial"],
    slants: true,
    letter: 0.5,
    line: 1.2,
};
/// Georgia lacks some of the letters.
const PLAIN: OfficeLanguage = OfficeLanguage { major: ["Arial", "", "Arial"], letter: 0.53, ..LATIN };
const ARABIC: OfficeLanguage = OfficeLanguage { slants: false, letter: 0.45, ..PLAIN };
const INDIC: OfficeLanguage = OfficeLanguage {
    major: ["Arial", "", "Nirmala UI"],
    minor: ["Arial", "", "Nirmala UI"],
    slants: false,
    letter: 0.5,
    line: 1.35,
    ..LATIN
};

impl OfficeLanguage {
    /// The language of a tag as the site writes it, such as `zh-Hans`. Others are taken as Latin text in English.
    pub(super) fn of(tag: &str) -> Self {
        let primary = tag.split('-').next().unwrap_or(tag);
        let (kind, office) = match primary {
            "pl" => (LATIN, "pl-PL"),
            "ro" => (LATIN, "ro-RO"),
            "sq" => (LATIN, "sq-AL"),
            "so" => (LATIN, "so-SO"),
            "lt" => (LATIN, "lt-LT"),
            "cy" => (LATIN, "cy-GB"),
            "vi" => (PLAIN, "vi-VN"),
            "bg" => (PLAIN, "bg-BG"),
            "uk" => (PLAIN, "uk-UA"),
            "ar" => (ARABIC, "ar-SA"),
            "fa" => (ARABIC, "fa-IR"),
            "prs" => (ARABIC, "prs-AF"),
            "ps" => (ARABIC, "ps-AF"),
            "ckb" => (ARABIC, "ku-Arab-IQ"),
            "ur" => {
                let fonts = ["Arial", "", "Urdu Typesetting"];
                (Self { major: fonts, minor: fonts, letter: 0.38, line: 1.75, ..ARABIC }, "ur-PK")
            }
            "pa" => (INDIC, "pa-IN"),
            "bn" => (INDIC, "bn-BD"),
            "hi" => (INDIC, "hi-IN"),
            "zh" => {
                let fonts = ["Arial", "Microsoft YaHei", ""];
                (Self { major: fonts, minor: fonts, slants: false, letter: 1.0, line: 1.35, ..LATIN }, "zh-CN")
            }
            "ti" | "am" => {
                let fonts = ["Ebrima"; 3];
                let language = Self { major: fonts, minor: fonts, slants: false, letter: 0.68, line: 1.35, ..LATIN };
                (language, if primary == "ti" { "ti-ER" } else { "am-ET" })
            }
            _ => (LATIN, "en-GB"),
        };
        Self { office, ..kind }
    }
}
