//! Settings made whole: what the file says over the defaults.
//!
//! A text goes in, a complete `Config` comes out; after that nothing is optional that was only left out.

use super::base_url::base_url;
use super::{
    BUILT_IN_THEME, CONFIG_FILE, Config, EditionConfig, Field, FieldKind, FieldSide, Fields, Host, LanguageConfig,
    LinkConfig, LogoConfig, PUBLIC, SecurityConfig, SiteWords, TaxonomyConfig, Unreviewed, Values, parse_toml, words,
};
use crate::diagnostic::{Diagnostic, Location, Reported, report};
use crate::locale::LanguageTag;
use crate::text::{Leads, Span, is_https, leads, slug};
use std::collections::BTreeSet;
use std::sync::Arc;

/// An address for sites that have not got one: the domain is reserved and leads nowhere (RFC 2606).
const NO_ADDRESS: &str = "https://site.example";
/// Entries in a feed unless the site says otherwise.
const FEED_LIMIT: i64 = 20;

/// Megabytes that a recording may have unless the site says otherwise: twelve minutes of speech at 32 kbit/s. Phones pay for them.
const RECORDING_LIMIT: i64 = 3;

const EDITION_AUDIENCES: [(&str, bool); 2] = [("public", false), ("partner", true)];
const HOSTS: [(&str, Host); 3] =
    [("server", Host::Server), ("netlify", Host::Netlify), ("cloudflare", Host::Cloudflare)];
const UNREVIEWED: [(&str, Unreviewed); 2] = [("label", Unreviewed::Label), ("hide", Unreviewed::Hide)];

const LANGUAGE_FIELDS: &[Field] = &[
    Field::text("name", "its name in itself"),
    Field::text(
        "title",
        "the name of the site in it; without one it is that of the site's own language, or else its address",
    ),
    Field::text("description", "what the site is about, in a sentence, for search engines and feeds"),
    Field::text("neutral", "what search engines say of sensitive pages: nothing that gives away what they are about"),
    Field::texts("fallback", "the languages that its readers get where it has no translation"),
];

const EDITION_FIELDS: &[Field] = &[
    Field::text("base_url", "its own address, if it has one"),
    Field::word("audience", const { &words(&EDITION_AUDIENCES) }, "whether it holds what is for partners"),
    Field::truth("indexed", "whether search engines may list it"),
    Field::word(
        "host",
        const { &words(&HOSTS) },
        "who sends it to readers: a server of your own, or one of these hosts",
    ),
    Field::truth("tls_for_subdomains", "whether every name below that of its host must have TLS, too; for two years"),
];

const SECURITY_FIELDS: &[Field] = &[
    Field::text("contact", "an address, or a page such as `\"@/about/contact.md#security\"`").needed(),
    Field::text("policy", "likewise: what whoever finds a hole may expect"),
    Field::day("expires", "a day within a year").needed(),
];

const LOGO_FIELDS: &[Field] = &[
    Field::text("file", "a picture in `static/`").needed(),
    Field::text("name", "whose it is, for people who do not see it").needed(),
];

const TRANSLATION_FIELDS: &[Field] = &[Field::word(
    "unreviewed",
    const { &words(&UNREVIEWED) },
    "what happens to translations that nobody has reviewed",
)];

/// What `liberate.toml` may hold.
pub const SETTINGS: &[Field] = &[
    Field::text("base_url", "where the site will be, with a path if it has one: `\"https://council.example/portal\"`"),
    Field::text("default_language", "the language that is written first"),
    Field::text("theme", "the folder of the theme below `themes/`; without it the program's own theme is used"),
    Field::new("languages", FieldKind::NamedTables(LANGUAGE_FIELDS), "all languages: `[languages.pl]`"),
    Field::new("editions", FieldKind::NamedTables(EDITION_FIELDS), "what is published for whom: `[editions.partner]`"),
    Field::texts("taxonomies", "ways to group pages: `[\"topics\"]`"),
    Field::new("menus", FieldKind::Named, "lists of links that the theme shows"),
    Field::new("links", FieldKind::Named, "links that the theme needs by name"),
    Field::new("translations", FieldKind::Table(TRANSLATION_FIELDS), "how translations are shown"),
    Field::new(
        "feed_limit",
        FieldKind::Whole { least: 0, most: 1_000 },
        "news in a feed at most, 20 unless it says otherwise; 0: no feeds",
    ),
    Field::new(
        "recording_limit",
        FieldKind::Whole { least: 1, most: 8 },
        "megabytes that a recording of a page may have, 3 unless it says otherwise",
    ),
    Field::truth("minify", "whether pages are made small; they are unless it says `false`"),
    Field::truth("data", "whether contacts are published as data, too"),
    Field::new("security", FieldKind::Table(SECURITY_FIELDS), "for `/.well-known/security.txt`"),
    Field::new("logos", FieldKind::Tables(LOGO_FIELDS), "logos of partners for documents"),
];

/// Reads the settings. Whatever is missing or wrong is reported and replaced by the default.
pub fn resolve(text: Option<&str>) -> Reported<Config> {
    let mut diagnostics = Vec::new();
    let file: Arc<str> = Arc::from(CONFIG_FILE);
    if text.is_none() {
        diagnostics.push(report::missing_config(Location::whole(&file)));
    }
    let table = parse_toml(&file, text.unwrap_or_default(), 0, &mut diagnostics);
    let fields = Fields::new(&table, &file, 0, Span::default());
    let mut values = fields.read(SETTINGS, FieldSide::Source, &mut diagnostics);
    let base_url = own_address(&mut values, NO_ADDRESS, &mut diagnostics);
    let default_language = tag(&mut values, "default_language", &mut diagnostics)
        .unwrap_or_else(|| LanguageTag::parse("en").expect("`en` is a language tag"));
    let theme = theme(&mut values, &mut diagnostics);
    let languages = languages(&mut values, &default_language, &file, &mut diagnostics);
    let config = Config {
        editions: editions(&mut values, &base_url, &mut diagnostics),
        base_url,
        default_language,
        theme,
        languages,
        taxonomies: taxonomies(&mut values, &file, &mut diagnostics),
        menus: menus(&mut values),
        links: links(&mut values, &file, &mut diagnostics),
        unreviewed: unreviewed(&mut values),
        feed_limit: values.whole("feed_limit").unwrap_or(FEED_LIMIT) as usize,
        recording_limit: values.whole("recording_limit").unwrap_or(RECORDING_LIMIT) as u64 * 1_000_000,
        minify: values.truth("minify").unwrap_or(true),
        data: values.truth("data").unwrap_or(false),
        security: security(&mut values, &mut diagnostics),
        logos: logos(&mut values, &file, &mut diagnostics),
    };
    Reported { value: config, diagnostics }
}

/// The address that a table names, or `otherwise`.
fn own_address(values: &mut Values, otherwise: &str, diagnostics: &mut Vec<Diagnostic>) -> String {
    let Some(written) = values.text("base_url") else { return otherwise.to_owned() };
    base_url(&written).unwrap_or_else(|why| {
        diagnostics.push(report::bad_base_url(values.location("base_url"), &written, why));
        otherwise.to_owned()
    })
}

/// The theme that settings name, before anything else of them is known.
pub fn theme_of(settings: &str) -> String {
    let table = parse_toml(&Arc::from(CONFIG_FILE), settings, 0, &mut Vec::new());
    let named = table.get("theme").and_then(|value| value.get_ref().as_str());
    named.unwrap_or(BUILT_IN_THEME).to_owned()
}

/// A theme is a folder's name; anything that could lead out of `themes/` is refused.
fn theme(values: &mut Values, diagnostics: &mut Vec<Diagnostic>) -> String {
    let written = values.text("theme").unwrap_or_else(|| BUILT_IN_THEME.to_owned());
    if written.is_empty() || written.contains(['/', '\\']) || written.starts_with('.') {
        diagnostics.push(report::leaves_site(values.location("theme"), &written));
        return "liberate".to_owned();
    }
    written
}

fn tag(values: &mut Values, key: &'static str, diagnostics: &mut Vec<Diagnostic>) -> Option<LanguageTag> {
    let written = values.text(key)?;
    let parsed = LanguageTag::parse(&written);
    if parsed.is_none() {
        diagnostics.push(report::bad_language_tag(values.location(key), &written));
    }
    parsed
}

fn languages(
    values: &mut Values,
    default: &LanguageTag,
    file: &Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<LanguageConfig> {
    let mut languages: Vec<LanguageConfig> = Vec::new();
    for (written, span, mut language) in values.named_tables("languages") {
        let Some(tag) = LanguageTag::parse(&written) else {
            diagnostics.push(report::bad_language_tag(Location::at(file, span), &written));
            continue;
        };
        let name = language.text("name").unwrap_or_else(|| tag.to_string());
        let mut own = |key| language.spanned_text(key);
        let words = SiteWords { title: own("title"), description: own("description"), neutral: own("neutral") };
        let fallback = fallback(&mut language, file, diagnostics);
        if languages.iter().all(|known| known.tag != tag) {
            languages.push(LanguageConfig { tag, name, words, fallback, span });
        }
    }
    if languages.iter().all(|language| language.tag != *default) {
        let (tag, name) = (default.clone(), default.to_string());
        let words = SiteWords::default();
        languages.insert(0, LanguageConfig { tag, name, words, fallback: Vec::new(), span: Span::default() });
    }
    refuse_unknown_fallbacks(&mut languages, values, diagnostics);
    languages
}

fn fallback(language: &mut Values, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Vec<LanguageTag> {
    let mut tags = Vec::new();
    for (written, span) in language.spanned_texts("fallback") {
        match LanguageTag::parse(&written) {
            Some(tag) => tags.push(tag),
            None => diagnostics.push(report::bad_language_tag(Location::at(file, span), &written)),
        }
    }
    tags
}

fn refuse_unknown_fallbacks(languages: &mut [LanguageConfig], values: &Values, diagnostics: &mut Vec<Diagnostic>) {
    let known: BTreeSet<LanguageTag> = languages.iter().map(|language| language.tag.clone()).collect();
    for language in languages {
        let own = language.tag.clone();
        language.fallback.retain(|tag| {
            let fine = known.contains(tag) && *tag != own;
            if !fine {
                diagnostics.push(report::unknown_fallback(values.location("languages"), own.as_str(), tag.as_str()));
            }
            fine
        });
    }
}

fn editions(values: &mut Values, base_url: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<EditionConfig> {
    let public = EditionConfig {
        name: PUBLIC.to_owned(),
        base_url: base_url.to_owned(),
        partner: false,
        indexed: true,
        host: Host::Server,
        tls_for_subdomains: false,
    };
    let mut editions = vec![public];
    for (name, _, mut edition) in values.named_tables("editions") {
        let is_public = name == PUBLIC;
        let read = EditionConfig {
            base_url: own_address(&mut edition, base_url, diagnostics),
            partner: edition.choice("audience", &EDITION_AUDIENCES) && !is_public,
            indexed: edition.truth("indexed").unwrap_or(is_public),
            host: edition.choice("host", &HOSTS),
            tls_for_subdomains: edition.truth("tls_for_subdomains").unwrap_or(false),
            name,
        };
        if is_public { editions[0] = read } else { editions.push(read) }
    }
    editions
}

/// The name of a taxonomy becomes an address.
fn taxonomies(values: &mut Values, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Vec<TaxonomyConfig> {
    let mut taxonomies = Vec::new();
    for (name, span) in values.spanned_texts("taxonomies") {
        if slug(&name).is_empty() {
            diagnostics.push(report::bad_term(Location::at(file, span), &name));
        } else {
            taxonomies.push(TaxonomyConfig { name });
        }
    }
    taxonomies
}

fn menus(values: &mut Values) -> Vec<(String, Vec<LinkConfig>)> {
    let menus = values.named("menus").into_iter();
    menus.map(|(name, _, links)| (name, links.into_iter().map(link).collect())).collect()
}

fn links(values: &mut Values, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, LinkConfig)> {
    let mut links = Vec::new();
    for (name, span, mut targets) in values.named("links") {
        match (targets.pop(), targets.is_empty()) {
            (Some(target), true) => links.push((name, link(target))),
            _ => diagnostics.push(report::wrong_type(Location::at(file, span), &name, "one text in quotes", "array")),
        }
    }
    links
}

fn link((to, span): (String, Span)) -> LinkConfig {
    LinkConfig { to, span }
}

/// Without a contact that programs can follow, or without a last day, there is no such file.
fn security(values: &mut Values, diagnostics: &mut Vec<Diagnostic>) -> Option<SecurityConfig> {
    let mut table = values.table("security")?;
    let span = |table: &Values, key: &str| table.location(key).span;
    let contact = table.needed_text("contact");
    let is_scheme = |scheme: &str| leads(&contact) == Leads::Scheme(scheme.to_owned());
    let is_address = contact.starts_with("@/") || is_https(&contact) || is_scheme("mailto") || is_scheme("tel");
    if !contact.is_empty() && !is_address {
        diagnostics.push(report::bad_security_contact(table.location("contact"), &contact));
    }
    let contact = link((contact, span(&table, "contact")));
    let policy = table.spanned_text("policy").map(link);
    let (expires, span) = table.spanned_day("expires")?;
    is_address.then_some(SecurityConfig { contact, expires, span, policy })
}

/// What is more than documents have room for is left out.
fn logos(values: &mut Values, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Vec<LogoConfig> {
    let mut logos = Vec::new();
    for (span, mut table) in values.tables("logos") {
        let file_span = table.place_of("file").unwrap_or(span);
        let logo = LogoConfig { file: table.needed_text("file"), name: table.needed_text("name"), span: file_span };
        if logos.len() < Config::MOST_LOGOS {
            logos.push(logo);
        } else {
            diagnostics.push(report::too_many_logos(Location::at(file, span), Config::MOST_LOGOS));
        }
    }
    logos
}

fn unreviewed(values: &mut Values) -> Unreviewed {
    values.table("translations").map_or(Unreviewed::Label, |mut table| table.choice("unreviewed", &UNREVIEWED))
}
