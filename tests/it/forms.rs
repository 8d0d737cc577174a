//! Documents say the same in every form: the page, the slides in the browser, PowerPoint, PDF and text.
//!
//! Every block is tried in every place, and documents that look random in five languages. Each holds words that occur once, such as
//! `qz12x`, so that a word that is lost, doubled or out of its order shows.

use crate::chance::Chance;
use crate::kit::{RECORDS, Site};
use crate::said;
use std::collections::BTreeMap;

const CODES: &str =
    "=== content/short-codes.toml\ntalk = \"@/talk.md\"\n=== content/short-codes.lock\ntalk = \"@/talk.md\"\n";
const NOTES: &str = "\n\n{% notes() %}\nSay it.\n{% end %}\n";
const FRONT: &str = "+++\ntitle = \"Talk\"\nkind = \"slides\"\ndate = 2026-11-01\n+++\n\n";

/// Words that occur once, in the order in which they were given out.
struct Words {
    given: usize,
    /// A word of the language, written beside each.
    word: &'static str,
}

impl Words {
    fn new(word: &'static str) -> Self {
        Self { given: 0, word }
    }

    fn next(&mut self) -> String {
        self.given += 1;
        format!("{} qz{}x", self.word, self.given)
    }
}

/// The words that occur once, in the order in which a form says them. Fonts and lines may change inside one.
fn heard(text: &str) -> Vec<usize> {
    let text: String = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '\u{200e}').collect();
    let found = text.match_indices("qz").filter_map(|(at, _)| text[at + 2..].split_once('x'));
    found.filter_map(|(digits, _)| digits.parse().ok()).collect()
}

/// A picture of two grey points.
fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[128, 64]).unwrap();
    bytes
}

/// One slide with a text, as a site.
fn talk(text: &str) -> Site {
    let talk = format!("=== content/talk.md\n{FRONT}## First\n\nWords.{NOTES}\n---\n\n## Second\n\n{text}{NOTES}");
    Site::new(&format!("{RECORDS}{CODES}{talk}")).with_bytes("content/picture.png", &picture())
}

/// The kinds of blocks, each with how many words that are read in it.
fn block(kind: &str, words: &mut Words) -> String {
    let mut word = || words.next();
    match kind {
        "paragraph" => format!("{} **{}** *{}*", word(), word(), word()),
        "line" => format!("{}\\\n{}\n{}", word(), word(), word()),
        "heading" => format!("### {}", word()),
        "list" => format!("- {}\n  - {}\n- {}", word(), word(), word()),
        "steps" => format!("3. {}\n4. {}", word(), word()),
        "tasks" => format!("- [x] {}\n- [ ] {}", word(), word()),
        "quote" => format!("> {}\n>\n> {}", word(), word()),
        "notice" => format!("> [!WARNING]\n> {}", word()),
        "table" => format!("| {} | {} |\n| --- | --: |\n| {} | `{}` |", word(), word(), word(), word()),
        "terms" => format!("{}\n: {}", word(), word()),
        "struck" => format!("{} ~~{}~~ {}", word(), word(), word()),
        "link" => format!("[{}](https://other.example/path) {}", word(), word()),
        "picture" => "![Picture](picture.png)".to_owned(),
        "code" => "{{ qr(code=\"talk\", alt=\"Opens the talk\") }}".to_owned(),
        "contact" => "{{ contact(id=\"helpline\") }}".to_owned(),
        "ways" => "{{ contact(id=\"charity\") }}".to_owned(),
        "signs" => "{{ signs(ids=\"tired\") }}".to_owned(),
        "big" => format!("{{% big(value=\"{}\") %}}\n{}\n{{% end %}}", word(), word()),
        "boxed" => format!("{{% notice(kind=\"info\", title=\"{}\") %}}\n{}\n{{% end %}}", word(), word()),
        "columns" => {
            let column = |word: String| format!("{{% column() %}}\n{word}\n{{% end %}}\n");
            format!("{{% columns() %}}\n{}{}{{% end %}}", column(word()), column(word()))
        }
        "foreign" => format!("{{% lang(tag=\"pl\") %}}\n{}\n{{% end %}}", word()),
        _ => unreachable!("{kind} is no kind of block"),
    }
}

const PLAIN: [&str; 17] = [
    "paragraph",
    "line",
    "heading",
    "list",
    "steps",
    "tasks",
    "quote",
    "notice",
    "table",
    "terms",
    "struck",
    "link",
    "picture",
    "code",
    "contact",
    "ways",
    "signs",
];
const AROUND: [&str; 4] = ["big", "boxed", "columns", "foreign"];

/// What each form must say of the blocks that hold no words of their own: how often a piece stands in it.
fn marks(kind: &str) -> &'static [&'static str] {
    match kind {
        "contact" => &["Helpline", "0121 496 0000", "Any time"],
        "ways" => &["Charity", "charity.example"],
        "signs" => &["People look tired."],
        "code" => &["site.example/q/talk"],
        _ => &[],
    }
}

/// Puts a block into a place; `None` where Markdown has no way to write it there.
fn placed(place: &str, kind: &str, words: &mut Words) -> Option<String> {
    let fits = PLAIN.contains(&kind);
    let wrapped = |start: String, end: &str, words: &mut Words| format!("{start}\n\n{}\n\n{end}", block(kind, words));
    let inside = |prefix: &str, text: String| text.lines().map(|line| format!("{prefix}{line}\n")).collect::<String>();
    Some(match place {
        "top" => format!("{}\n\n- {}", block(kind, words), words.next()),
        "behind bullets" => format!("- {}\n\n<!-- -->\n\n{}", words.next(), block(kind, words)),
        "between bullets" => {
            let start = format!("- {}\n\n<!-- -->", words.next());
            let middle = wrapped(start, "<!-- -->", words);
            format!("{middle}\n\n- {}", words.next())
        }
        "column" => {
            let first = format!("{{% column() %}}\n{}\n{{% end %}}", words.next());
            let second = wrapped("{% column() %}".to_owned(), "{% end %}", words);
            format!("{{% columns() %}}\n{first}\n{second}\n{{% end %}}")
        }
        "notice" => wrapped("{% notice(kind=\"danger\") %}".to_owned(), "{% end %}", words),
        "steps" => wrapped("{% steps() %}".to_owned(), "{% end %}", words),
        "item" if fits => {
            let start = words.next();
            let inner = inside("  ", block(kind, words));
            format!("- {start}\n\n{inner}\n- {}", words.next())
        }
        "numbered item" if fits => {
            let start = words.next();
            let inner = inside("   ", block(kind, words));
            format!("1. {start}\n\n{inner}\n   {}\n2. {}", words.next(), words.next())
        }
        "quote" if fits => {
            let start = words.next();
            format!("> {start}\n>\n{}", inside("> ", block(kind, words)))
        }
        "item" | "numbered item" | "quote" => return None,
        _ => unreachable!("{place} is no place"),
    })
}

const PLACES: [&str; 9] =
    ["top", "behind bullets", "between bullets", "column", "notice", "steps", "item", "numbered item", "quote"];

/// The forms of a talk: how each is called here, and how its address ends.
const FORMS: [(&str, &str); 6] = [
    ("page", "/talk/"),
    ("deck", "/talk/deck/"),
    ("pptx", ".pptx"),
    ("slides", "-slides.pdf"),
    ("hand-out", "-handout.pdf"),
    ("text", ".txt"),
];

/// What a site's talk says in these forms in a language, and the bytes of each. Only they are made. Fails if one has an error.
fn made(site: &Site, tag: &str, wanted: &[&str]) -> BTreeMap<&'static str, (String, Vec<u8>)> {
    let prefix = if tag == "en" { String::new() } else { format!("/{tag}") };
    let snapshot = site.workspace().snapshot(site.options()).unwrap();
    let routes: BTreeMap<_, _> = snapshot.routes().into_iter().collect();
    let forms = FORMS.into_iter().filter(|(form, _)| wanted.contains(form));
    let forms = forms.map(|(form, end)| {
        let is_file = end.starts_with(['.', '-']);
        let address = if is_file { format!("{prefix}/talk/talk-{tag}{end}") } else { format!("{prefix}{end}") };
        let (address, route) =
            routes.get_key_value(address.as_str()).unwrap_or_else(|| panic!("{address} is not there"));
        let made = snapshot.make(address, *route);
        let wrong = made.diagnostics.iter().filter(|finding| crate::kit::is_error(finding));
        assert_eq!(wrong.map(|finding| site.line_of(finding)).collect::<Vec<_>>(), Vec::<String>::new(), "{address}");
        let bytes = made.value.unwrap_or_else(|| panic!("{address} is not made")).bytes.to_vec();
        (form, (words_of(form, &bytes), bytes))
    });
    forms.collect()
}

fn words_of(form: &str, bytes: &[u8]) -> String {
    let html = |class: &str| said::of_html(std::str::from_utf8(bytes).unwrap().split_once(class).unwrap().1);
    match form {
        "page" => html("<article"),
        "deck" => html("<section"),
        "pptx" => said::of_slides(bytes, false).join("\n"),
        "text" => String::from_utf8(bytes.to_vec()).unwrap(),
        _ => said::of_pdf(bytes).join("\n"),
    }
}

/// What a site's talk says in all forms.
fn forms(site: &Site, tag: &str) -> BTreeMap<&'static str, String> {
    let all = made(site, tag, &FORMS.map(|(form, _)| form));
    all.into_iter().map(|(form, (words, _))| (form, words)).collect()
}

/// The findings that stop a document, one a line.
fn errors(site: &Site) -> String {
    site.diagnostics().lines().filter(|line| line.contains(" error ")).map(|line| format!("{line}\n")).collect()
}

/// Tries every block in these places, in these forms.
fn check_places(places: &[&str], wanted: &[&str]) -> BTreeMap<&'static str, (String, Vec<u8>)> {
    let mut words = Words::new("word");
    let (mut slides, mut marked, mut titles) = (Vec::new(), BTreeMap::new(), Vec::new());
    for place in places {
        for kind in PLAIN.into_iter().chain(AROUND) {
            let Some(text) = placed(place, kind, &mut words) else { continue };
            slides.push(format!("## The {kind} in {place}\n\n{text}{NOTES}"));
            titles.push((words.given, format!("{kind} in {place}")));
            marks(kind).iter().for_each(|mark| *marked.entry(*mark).or_insert(0) += 1);
        }
    }
    let talk = format!("=== content/talk.md\n{FRONT}## First\n\nWords.{NOTES}\n---\n\n{}", slides.join("\n---\n\n"));
    let site = Site::new(&format!("{RECORDS}{CODES}{talk}")).with_bytes("content/picture.png", &picture());
    let forms = made(&site, "en", wanted);
    for (form, (text, _)) in &forms {
        let found = heard(text);
        if let Some(at) = (0..words.given).find(|at| found.get(*at) != Some(&(at + 1))) {
            let title = titles.iter().find(|(last, _)| *last > at).map(|(_, title)| title.as_str());
            panic!("{form}: {title:?}: {:?} where {} should be", found.get(at..found.len().min(at + 4)), at + 1);
        }
        assert_eq!(found.len(), words.given, "{form}");
        let text = text.replace('\u{a0}', " ").replace('\n', "");
        for (mark, count) in &marked {
            assert_eq!(text.matches(mark).count(), *count, "{mark} in {form}");
        }
    }
    forms
}

#[test]
fn every_block_is_in_powerpoint_text_and_browser_wherever_it_stands() {
    let forms = check_places(&PLACES, &["deck", "pptx", "text"]);
    // The picture itself is there each time, with its words.
    let (slides, package) = &forms["pptx"];
    let parts = (1..=slides.matches("The ").count() + 1).map(|number| format!("ppt/slides/slide{number}.xml"));
    let shown = parts.map(|name| said::part(package, &name).matches("descr=\"Picture\"").count());
    assert_eq!(shown.sum::<usize>(), PLACES.len());
}

#[test]
fn every_block_is_in_a_pdf_wherever_it_stands() {
    let places = ["between bullets", "column", "quote"];
    let forms = check_places(&places, &["slides", "hand-out"]);
    let pdf = String::from_utf8_lossy(&forms["slides"].1).into_owned();
    assert_eq!(pdf.matches("/Alt(Picture)").count(), places.len());
}

// Documents that look random

/// A language with a word of its script, and a line of a paragraph that ends where the next begins without a space.
const LANGUAGES: [(&str, &str); 5] = [("en", "word"), ("ur", "لفظ"), ("zh-Hans", "词语"), ("bn", "শব্দ"), ("ti", "ቃል")];

/// Some blocks, at most `deep` in each other; the same for every language.
fn blocks(chance: &mut Chance, words: &mut Words, deep: usize) -> String {
    let count = 1 + chance.below(3);
    let mut all = Vec::new();
    for _ in 0..count {
        let deeper = deep > 0 && chance.one_in(3);
        all.push(if deeper { nested(chance, words, deep - 1) } else { small(chance, words) });
    }
    all.join("\n\n<!-- -->\n\n")
}

fn small(chance: &mut Chance, words: &mut Words) -> String {
    let kind = *chance.pick(&PLAIN);
    if chance.one_in(3) || kind == "heading" { line(chance, words) } else { block(kind, words) }
}

/// A paragraph with marks in marks.
fn line(chance: &mut Chance, words: &mut Words) -> String {
    let mut line = words.next();
    for _ in 0..chance.below(5) {
        let word = words.next();
        let marked = match chance.below(8) {
            0 => format!("**{word}**"),
            1 => format!("*{word} **{}***", words.next()),
            2 => format!("~~{word}~~"),
            3 => format!("`{word}`"),
            4 => format!("[{word}](https://other.example/)"),
            5 => format!("{{{{ lang(tag=\"pl\", text=\"{word}\") }}}}"),
            6 => format!("{word}\\\n{}", words.next()),
            _ => word,
        };
        line.push_str(chance.pick::<&str>(&[" ", "\n"]));
        line.push_str(&marked);
    }
    line
}

fn nested(chance: &mut Chance, words: &mut Words, deep: usize) -> String {
    let around = |name: &str, inner: String| format!("{{% {name} %}}\n{inner}\n{{% end %}}");
    match chance.below(6) {
        0 => around("notice(kind=\"info\")", blocks(chance, words, deep)),
        1 => around("steps()", blocks(chance, words, deep)),
        2 => around("lang(tag=\"pl\")", blocks(chance, words, deep)),
        3 => {
            let first = around("column()", blocks(chance, words, deep));
            let second = around("column()", blocks(chance, words, deep));
            around("columns()", format!("{first}\n{second}"))
        }
        4 => {
            let value = words.next();
            around(&format!("big(value=\"{value}\")"), line(chance, words))
        }
        _ => {
            let start = words.next();
            let inner: String = small(chance, words).lines().map(|line| format!("  {line}\n")).collect();
            format!("- {start}\n\n{inner}\n- {}", words.next())
        }
    }
}

/// A talk in five languages, with the number of words in each.
fn random_talk(seed: u64) -> (Site, usize) {
    let mut files = format!("{RECORDS}{CODES}");
    let mut given = 0;
    for (tag, word) in LANGUAGES {
        let (mut chance, mut words) = (Chance::new(seed), Words::new(word));
        let mut slides = Vec::new();
        for number in 0..2 + chance.below(3) {
            let text = blocks(&mut chance, &mut words, 2);
            slides.push(format!("## {word} {number}\n\n{text}{NOTES}"));
        }
        let end = if tag == "en" { String::new() } else { format!(".{tag}") };
        let front = if tag == "en" {
            FRONT.to_owned()
        } else {
            format!("+++\ntitle = \"{word}\"\nstatus = \"reviewed\"\n+++\n\n")
        };
        files.push_str(&format!("=== content/talk{end}.md\n{front}{}", slides.join("\n---\n\n")));
        given = words.given;
    }
    let languages =
        "[languages.zh-Hans]\nname = \"中文\"\n[languages.bn]\nname = \"বাংলা\"\n[languages.ti]\nname = \"ትግርኛ\"\n";
    (Site::new(&files).settings(languages).with_bytes("content/picture.png", &picture()), given)
}

/// What records say in a document, and what they say on pages alone.
const OF_RECORDS: [&str; 10] = [
    "Helpline",
    "0121 496 0000",
    "Any time",
    "charity.example",
    "People look tired.",
    "To talk to somebody.",
    "Nothing",
    "Interpreters",
    "Text message",
    "helpline.example",
];

/// How often a text has each piece, wherever its lines end.
fn counts(text: &str) -> Vec<(&'static str, usize)> {
    let dense = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
    let text = dense(text);
    OF_RECORDS.map(|piece| (piece, text.matches(&dense(piece)).count())).to_vec()
}

/// How many random documents are tried; by hand, many more were.
const SEEDS: u64 = 3;

#[test]
fn a_random_document_says_the_same_in_every_form_and_language() {
    for seed in 0..SEEDS {
        let (site, given) = random_talk(seed);
        for (tag, word) in LANGUAGES {
            let forms = forms(&site, tag);
            let of_records = counts(&forms["text"]);
            for (form, text) in forms {
                if tag == "en" {
                    assert_eq!(counts(&text), of_records, "seed {seed}, {form}");
                }
                let mut found = heard(&text);
                let is_pdf = matches!(form, "slides" | "hand-out");
                if is_pdf && tag == "ur" {
                    // A line of several directions is drawn in the order in which it is seen.
                    found.sort_unstable();
                }
                assert_eq!(found, (1..=given).collect::<Vec<_>>(), "seed {seed}, {form} in {tag}");
                if !is_pdf {
                    let bare = text.replace(['\u{200e}', '\u{200f}', '\u{a0}'], "");
                    let count = bare.matches(&format!("{word} qz")).count();
                    assert_eq!(count, given, "seed {seed}, {form} in {tag}");
                }
            }
        }
    }
}

// What is struck out never reads as true

#[test]
fn words_that_are_struck_out_do_not_read_as_true() {
    let site = talk(
        "The line is ~~closed~~ open.\n\n| Day | Hours |\n| --- | --- |\n| ~~Monday~~ | 9 |\n\n- ~~**Call** this~~ Call that",
    );
    let forms = forms(&site, "en");
    assert!(forms["text"].contains("The line is [crossed out: closed] open."), "{}", forms["text"]);
    assert!(forms["text"].contains("[crossed out: Monday] | 9"), "{}", forms["text"]);
    assert!(forms["text"].contains("- [crossed out: Call this] Call that"), "{}", forms["text"]);
    for pdf in ["slides", "hand-out"] {
        let words = forms[pdf].split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("[crossed out: closed ] open."), "{words}");
    }
    let slide = said::part(&site.built().artifacts["/talk/talk-en.pptx"], "ppt/slides/slide2.xml");
    for struck in ["closed", "Monday", "Call", " this"] {
        let before = slide.split_once(&format!("<a:t>{struck}</a:t>")).unwrap_or_else(|| panic!("{struck}: {slide}")).0;
        assert!(before[before.rfind("<a:r>").unwrap()..].contains(" strike=\"sngStrike\""), "{struck}");
    }
    assert_eq!(slide.matches("sngStrike").count(), 4);
}

#[test]
fn names_of_sections_leave_out_what_is_struck_out() {
    let site = Site::new(
        "=== content/page.md\n+++\ntitle = \"Page\"\ntoc = true\n+++\n\n## Open ~~zebra~~ today\n\nA ~~giraffe~~ word.\n",
    );
    let page = site.page("/page/");
    assert!(page.contains("<a href=\"#open-today\">Open today</a>"), "{page}");
    assert!(page.contains("<s>zebra</s>") && page.contains("<s>giraffe</s>"), "{page}");
    // A translation made from words that held is out of date when they are struck out.
    let of =
        |text: &str| match liberate::content::parse(&liberate::source::Source::from_bytes("content/a.md", text.into()))
            .payload
        {
            liberate::content::Payload::Page(page) => page.fingerprint(),
            _ => unreachable!("the file is a page"),
        };
    let front = "+++\ntitle = \"A\"\n+++\n\n";
    let plain = of(&format!("{front}It is closed now."));
    assert_ne!(plain, of(&format!("{front}It is ~~closed~~ now.")));
    assert_ne!(of(&format!("{front}It ~~is closed~~ now.")), of(&format!("{front}It is ~~closed~~ now.")));
    assert_eq!(plain, of(&format!("{front}It is *closed* now.")));
}

// Other marks that mean something

#[test]
fn marks_say_in_text_what_they_say_on_the_page() {
    let site = talk(
        "See [our page](https://other.example/a/b) or [other.example](https://other.example/).\n\n\
         [Write](mailto:help@other.example) to [help@other.example](mailto:help@other.example).\n\n\
         First line\\\nsecond line\n\nType `STOP`.\n\n- [x] Done\n- [ ] Not yet",
    );
    let forms = forms(&site, "en");
    for line in [
        "See our page (other.example/a/b) or other.example.",
        "Write (help@other.example) to help@other.example.",
        "First line\nsecond line",
        "Type `STOP`.",
        "- ☑ Done\n- ☐ Not yet",
    ] {
        assert!(forms["text"].contains(line), "{line}\n{}", forms["text"]);
    }
    let pdf = String::from_utf8_lossy(&site.built().artifacts["/talk/talk-en-slides.pdf"]).into_owned();
    assert!(pdf.contains("/Alt(Done)") && pdf.contains("/Alt(Not done)"), "the boxes say what they mean");
    assert!(forms["pptx"].contains("☑ Done") && forms["pptx"].contains("☐ Not yet"));
}

#[test]
fn paper_shows_where_a_link_leads() {
    let poster = |kind: &str| {
        Site::new(&format!(
            "=== content/page.md\n+++\ntitle = \"Page\"\nkind = \"{kind}\"\ndate = 2026-11-01\n+++\n\nSee [our page](https://other.example/a).\n"
        ))
    };
    for (kind, end) in [("poster", "a4"), ("leaflet", "a5"), ("card", "wallet")] {
        let site = poster(kind);
        assert_eq!(errors(&site), "", "{kind}");
        let words = said::of_pdf(&site.built().artifacts[&format!("/page/page-en-{end}.pdf")]).join(" ");
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words.contains("our page (other.example/a)") || words.contains("our page ( other.example/a )"),
            "{kind}: {words}"
        );
    }
}

// Words on several lines in scripts without spaces

#[test]
fn wrapped_words_of_scripts_without_spaces_are_joined_everywhere() {
    let chinese = "如果您有**危险**，\n请马上打\n电话。打 999\n或者 WhatsApp\n都可以。";
    let front = "title = \"请\\n来\"\ndescription = \"\"\"关于\n请来。\"\"\"\nstatus = \"reviewed\"";
    let site = Site::new(&format!(
        "=== content/talk.md\n{FRONT}## A\n\nWords.{NOTES}=== content/talk.zh-Hans.md\n+++\n{front}\n+++\n\n## 一\n\n{chinese}{NOTES}"
    ));
    let site = site.settings("[languages.zh-Hans]\nname = \"中文\"\n");
    let shown = "如果您有危险，请马上打电话。打 999 或者 WhatsApp 都可以。";
    let forms = forms(&site, "zh-Hans");
    for form in ["pptx", "text"] {
        assert!(forms[form].contains(shown), "{form}: {}", forms[form]);
    }
    for form in ["slides", "hand-out"] {
        // Lines end anywhere.
        let bare = |text: &str| text.replace(['\n', ' '], "");
        assert!(bare(&forms[form]).contains(&bare(shown)), "{form}: {}", forms[form]);
        assert!(!forms[form].contains("， ") && !forms[form].contains("打 电"), "{form}: {}", forms[form]);
    }
    for address in ["/zh-Hans/talk/", "/zh-Hans/talk/deck/"] {
        let page = site.page_despite_findings(address);
        assert!(page.contains("<strong>危险</strong>，请马上打电话。打 999\n或者 WhatsApp\n都可以。"), "{page}");
        assert!(page.contains("<title>请来 – "), "{page}");
    }
}

// Messages

#[test]
fn what_cannot_be_shown_is_said_of_the_authors_words_at_their_line() {
    let check = |text: &str, expected: &str| {
        let site = talk(text);
        let found = site.diagnostics();
        for line in found.lines() {
            let lower = line.to_lowercase();
            assert!(!["pdf/ua", "typst", "krilla", "glyph"].iter().any(|word| lower.contains(word)), "{line}");
        }
        assert!(found.contains(expected), "{expected}\n{found}");
    };
    check(
        "Some words \u{1f642} here.",
        "content/talk.md:19:12 error letters-without-font no font of the theme has `\u{1f642}` (U+1F642) |",
    );
    check(
        "- One\n- Two โทร",
        "content/talk.md:20:7 error letters-without-font no font of the theme has `ท` (U+0E17), `ร` (U+0E23), `โ` (U+0E42) |",
    );
    check("![Broken](broken.png)", "content/talk.md:19:1 error ");
    let deep: String = (0..12).map(|level| format!("{}- word\n", "  ".repeat(level))).collect();
    check(&deep, "error nested-too-deep this is inside more than 9 others");
    let site =
        talk("![Broken](broken.png)").with_bytes("content/broken.png", &[&picture()[..33], b"no picture"].concat());
    let found = site.diagnostics();
    assert!(
        found.contains("content/talk.md:19:1 error picture-not-for-paper the picture `broken.png` cannot be read"),
        "{found}"
    );
    assert!(!found.contains("not-typeset"), "{found}");
}

#[test]
fn a_picture_that_would_fill_the_memory_is_refused_by_its_head() {
    let huge = |width: u32, height: u32| {
        let mut bytes = picture();
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        bytes
    };
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{}</svg>",
        "<path d=\"M0 0h9\"/>".repeat(40_000)
    );
    let heavy = [picture(), vec![0; 16_000_000]].concat();
    for (name, bytes) in [
        ("wide.png", huge(60_000, 60_000)),
        ("most.png", huge(u32::MAX, u32::MAX)),
        ("just.png", huge(6000, 3001)),
        ("drawing.svg", drawing.into_bytes()),
        ("heavy.png", heavy),
    ] {
        let site = talk(&format!("![Words]({name})")).with_bytes(&format!("content/{name}"), &bytes);
        let found = site.diagnostics();
        let expected =
            format!("content/talk.md:19:1 error picture-too-large the picture `content/{name}` is too large");
        assert!(found.contains(&expected), "{found}");
    }
    let masks = "<mask id=\"m\"><path d=\"M0 0h9\"/></mask>".repeat(400);
    let copies = "<g id=\"g\"><use href=\"#h\"/></g>".repeat(9);
    let book = format!("<text>{}</text>", "word ".repeat(5000));
    for inner in
        ["<filter id=\"f\"/><g filter=\"url(#f)\"/>", "<g style=\"filter:blur(9px)\"/>", &masks, &book, &copies]
    {
        let drawing = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inner}</svg>");
        let site = talk("![Words](drawing.svg)").with_bytes("content/drawing.svg", drawing.as_bytes());
        let expected = "picture-not-for-paper the drawing `content/drawing.svg` has filters";
        assert!(site.diagnostics().contains(expected), "{}", site.diagnostics());
    }
    // Words and names that only sound like it are fine.
    let fine = "<title>Water filter</title><path id=\"filter-mask\" d=\"M0 0h9\"/><text>a use, a mask</text>";
    let fine = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{fine}</svg>");
    let site = talk("![Words](drawing.svg)").with_bytes("content/drawing.svg", fine.as_bytes());
    assert!(!site.diagnostics().contains("has filters"), "{}", site.diagnostics());
    let fine = talk("![Words](fine.png)").with_bytes("content/fine.png", &huge(6000, 3000));
    assert!(!fine.diagnostics().contains("picture-too-large"));
}

#[test]
fn a_document_that_nobody_could_read_at_once_is_refused() {
    let many = ["- a\n".repeat(5000), "**a** ".repeat(6000), "[a](https://other.example/) ".repeat(5000)];
    for text in ["word ".repeat(21_000), "- لفظ\n".repeat(20_000), "> 字\n\n".repeat(34_000)].into_iter().chain(many)
    {
        let found = talk(&text).diagnostics();
        let expected = "content/talk.md:17:1 error document-too-long from here on, this document has more words";
        assert!(found.contains(expected), "{}", &found[..found.len().min(2000)]);
        assert!(!found.contains("not-typeset"), "{}", &found[..found.len().min(2000)]);
    }
}

#[test]
fn a_template_that_leaves_words_out_is_found_out() {
    let mut site = talk("Shown.\n\n> Quoted words.");
    site.replace(
        "themes/plain/documents/lib.typ",
        "else if one.t == \"quote\" {",
        "else if one.t == \"quote\" { } else if one.t == \"quoted\" {",
    );
    let found = errors(&site);
    assert!(
        found.contains(
            "content/talk.md:21:3 error words-left-out the theme's form `slides` does not show `Quoted words.`"
        ),
        "{found}"
    );
}

#[test]
fn what_has_no_place_in_a_document_is_said_at_its_line() {
    let check = |front: &str, text: &str, expected: &str| {
        let page = format!("=== content/page.md\n+++\ntitle = \"Page\"\ndate = 2026-11-01\n{front}\n+++\n\n{text}\n");
        let found = Site::new(&page).diagnostics();
        assert!(found.contains(expected), "{expected}\n{found}");
    };
    check(
        "kind = \"poster\"",
        "Words.\n\n{% notes() %}\nSay it.\n{% end %}",
        "error notes-outside-talk these notes would be shown to nobody",
    );
    check(
        "kind = \"card\"",
        "One.\n\n---\n\nTwo.\n\n---\n\nThree.",
        "page.md:15:1 error too-many-faces this document has room for 2 parts",
    );
    check(
        "kind = \"card\"\nsheet = \"strips\"",
        "One.\n\n---\n\nTwo.",
        "page.md:12:1 error too-many-faces this document has room for 1 parts",
    );
}

#[test]
fn headings_on_posters_and_cards_are_shown() {
    for (kind, end) in [("poster", "a4"), ("card", "wallet"), ("leaflet", "a5")] {
        let site = Site::new(&format!(
            "=== content/page.md\n+++\ntitle = \"Page\"\nkind = \"{kind}\"\ndate = 2026-11-01\n+++\n\n## qz1x\n\nqz2x\n\n### qz3x\n\nqz4x\n"
        ));
        assert_eq!(errors(&site), "", "{kind}");
        let mut found = heard(&said::of_pdf(&site.built().artifacts[&format!("/page/page-en-{end}.pdf")]).join(" "));
        found.truncate(4);
        assert_eq!(found, [1, 2, 3, 4], "{kind}");
        assert_eq!(heard(site.page_despite_findings("/page/page-en.txt")), [1, 2, 3, 4], "{kind}");
    }
}
