use super::base_url::base_url;
use super::{
    CONFIG_FILE, Config, EditionConfig, Fields, LanguageConfig, LinkConfig, LogoConfig, PUBLIC, SecurityConfig,
    TaxonomyConfig, Unreviewed, parse_toml,
};
use crate::diagnostic::{Diagnostic, Place, Reported, report};
use crate::locale::LanguageTag;
use crate::text::{Leads, Span, is_https, leads, slug};
use std::collections::BTreeSet;
use std::sync::Arc;

/// An address for sites that have not got one: the domain is reserved and leads nowhere (RFC 2606).
const NO_ADDRESS: &str = "https://site.example";
/// Entries in a feed unless the site says otherwise.
const FEED_LIMIT: i64 = 20;

/// Reads the settings. Whatever is missing or wrong is reported and replaced by the default.
pub fn resolve(text: Option<&str>) -> Reported<Config> {
    let mut diagnostics = Vec::new();
    let file: Arc<str> = Arc::from(CONFIG_FILE);
    if text.is_none() {
        diagnostics.push(report::missing_config(Place::whole(&file)));
    }
    let table = parse_toml(&file, text.unwrap_or_default(), 0, &mut diagnostics);
    let mut fields = Fields::new(&table, &file, 0, Span::default());
    let base_url = own_address(&mut fields, NO_ADDRESS, &file, &mut diagnostics);
    let default_language = tag(&mut fields, "default_language", &file, &mut diagnostics)
        .unwrap_or_else(|| LanguageTag::parse("en").expect("`en` is a language tag"));
    let theme = theme(&mut fields, &file, &mut diagnostics);
    let languages = languages(&mut fields, &default_language, &file, &mut diagnostics);
    let config = Config {
        editions: editions(&mut fields, &base_url, &file, &mut diagnostics),
        base_url,
        default_language,
        theme,
        languages,
        taxonomies: taxonomies(&mut fields, &file, &mut diagnostics),
        menus: menus(&mut fields, &mut diagnostics),
        links: links(&mut fields, &file, &mut diagnostics),
        unreviewed: unreviewed(&mut fields, &mut diagnostics),
        feed_limit: fields.integer("feed_limit").unwrap_or(FEED_LIMIT).max(0) as usize,
        minify: fields.boolean("minify").unwrap_or(true),
        data: fields.boolean("data").unwrap_or(false),
        security: security(&mut fields, &file, &mut diagnostics),
        logos: logos(&mut fields, &file, &mut diagnostics),
    };
    fields.finish(&mut diagnostics);
    Reported { value: config, diagnostics }
}

/// The address that a table names, or `otherwise`.
fn own_address(fields: &mut Fields, otherwise: &str, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> String {
    let Some(written) = fields.text("base_url") else { return otherwise.to_owned() };
    base_url(&written).unwrap_or_else(|why| {
        let span = fields.place_of("base_url").unwrap_or_default();
        diagnostics.push(report::bad_base_url(Place::at(file, span), &written, why));
        otherwise.to_owned()
    })
}

/// A theme is a folder's name; anything that could lead out of `themes/` is refused.
fn theme(fields: &mut Fields, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> String {
    let written = fields.text("theme").unwrap_or_else(|| "liberate".to_owned());
    if written.is_empty() || written.contains(['/', '\\']) || written.starts_with('.') {
        let span = fields.place_of("theme").unwrap_or_default();
        diagnostics.push(report::leaves_site(Place::at(file, span), &written));
        return "liberate".to_owned();
    }
    written
}

fn tag(
    fields: &mut Fields,
    key: &'static str,
    file: &Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<LanguageTag> {
    let written = fields.text(key)?;
    let parsed = LanguageTag::parse(&written);
    if parsed.is_none() {
        let span = fields.place_of(key).unwrap_or_default();
        diagnostics.push(report::bad_language_tag(Place::at(file, span), &written));
    }
    parsed
}

fn languages(
    fields: &mut Fields,
    default: &LanguageTag,
    file: &Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<LanguageConfig> {
    let mut languages: Vec<LanguageConfig> = Vec::new();
    if let Some(mut tables) = fields.table("languages") {
        for (written, span, mut language) in tables.named_tables() {
            let Some(tag) = LanguageTag::parse(&written) else {
                diagnostics.push(report::bad_language_tag(Place::at(file, span), &written));
                continue;
            };
            let name = language.text("name").unwrap_or_else(|| tag.to_string());
            let fallback = fallback(&mut language, file, diagnostics);
            language.finish(diagnostics);
            if languages.iter().all(|known| known.tag != tag) {
                languages.push(LanguageConfig { tag, name, fallback, span });
            }
        }
        tables.finish_open(diagnostics);
    }
    if languages.iter().all(|language| language.tag != *default) {
        languages.insert(
            0,
            LanguageConfig {
                tag: default.clone(),
                name: default.to_string(),
                fallback: Vec::new(),
                span: Span::default(),
            },
        );
    }
    refuse_unknown_fallbacks(&mut languages, fields, file, diagnostics);
    languages
}

fn fallback(language: &mut Fields, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Vec<LanguageTag> {
    let mut tags = Vec::new();
    for (written, span) in language.spanned_texts("fallback") {
        match LanguageTag::parse(&written) {
            Some(tag) => tags.push(tag),
            None => diagnostics.push(report::bad_language_tag(Place::at(file, span), &written)),
        }
    }
    tags
}

fn refuse_unknown_fallbacks(
    languages: &mut [LanguageConfig],
    fields: &Fields,
    file: &Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let known: BTreeSet<LanguageTag> = languages.iter().map(|language| language.tag.clone()).collect();
    let span = fields.place_of("languages").unwrap_or_default();
    for language in languages {
        let own = language.tag.clone();
        language.fallback.retain(|tag| {
            let fine = known.contains(tag) && *tag != own;
            if !fine {
                diagnostics.push(report::unknown_fallback(Place::at(file, span), own.as_str(), tag.as_str()));
            }
            fine
        });
    }
}

fn editions(
    fields: &mut Fields,
    base_url: &str,
    file: &Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<EditionConfig> {
    let public =
        EditionConfig { name: PUBLIC.to_owned(), base_url: base_url.to_owned(), partner: false, indexed: true };
    let mut editions = vec![public];
    let Some(mut tables) = fields.table("editions") else { return editions };
    for (name, _, mut edition) in tables.named_tables() {
        let is_public = name == PUBLIC;
        let read = EditionConfig {
            base_url: own_address(&mut edition, base_url, file, diagnostics),
            partner: edition.choice("audience", &[("public", false), ("partner", true)]) && !is_public,
            indexed: edition.boolean("indexed").unwrap_or(is_public),
            name,
        };
        edition.finish(diagnostics);
        if is_public { editions[0] = read } else { editions.push(read) }
    }
    tables.finish_open(diagnostics);
    editions
}

/// The name of a taxonomy becomes an address.
fn taxonomies(fields: &mut Fields, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Vec<TaxonomyConfig> {
    let mut taxonomies = Vec::new();
    for (name, span) in fields.spanned_texts("taxonomies") {
        if slug(&name).is_empty() {
            diagnostics.push(report::bad_term(Place::at(file, span), &name));
        } else {
            taxonomies.push(TaxonomyConfig { name });
        }
    }
    taxonomies
}

fn menus(fields: &mut Fields, diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, Vec<LinkConfig>)> {
    let Some(mut table) = fields.table("menus") else { return Vec::new() };
    let menus = table.named_texts().into_iter().map(|(name, _, links)| (name, links.into_iter().map(link).collect()));
    let menus = menus.collect();
    table.finish_open(diagnostics);
    menus
}

fn links(fields: &mut Fields, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, LinkConfig)> {
    let Some(mut table) = fields.table("links") else { return Vec::new() };
    let mut links = Vec::new();
    for (name, span, mut targets) in table.named_texts() {
        match (targets.pop(), targets.is_empty()) {
            (Some(target), true) => links.push((name, link(target))),
            _ => diagnostics.push(report::wrong_type(Place::at(file, span), &name, "one text in quotes", "array")),
        }
    }
    table.finish_open(diagnostics);
    links
}

fn link((to, span): (String, Span)) -> LinkConfig {
    LinkConfig { to, span }
}

/// Without a contact that programs can follow, or without a last day, there is no such file.
fn security(fields: &mut Fields, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Option<SecurityConfig> {
    let mut table = fields.table("security")?;
    let contact = table.required_text("contact");
    let policy = table.text("policy");
    let expires = table.spanned_date("expires");
    let span_of = |key: &str| table.place_of(key).or(fields.place_of("security")).unwrap_or_default();
    let place = |key: &str| Place::at(file, span_of(key));
    let is_scheme = |scheme: &str| leads(&contact) == Leads::Scheme(scheme.to_owned());
    let is_address = contact.starts_with("@/") || is_https(&contact) || is_scheme("mailto") || is_scheme("tel");
    if !contact.is_empty() && !is_address {
        diagnostics.push(report::bad_security_contact(place("contact"), &contact));
    }
    if expires.is_none() && table.place_of("expires").is_none() {
        diagnostics.push(report::missing_key(place("expires"), "expires"));
    }
    let contact = link((contact, span_of("contact")));
    let policy = policy.map(|policy| link((policy, span_of("policy"))));
    table.finish(diagnostics);
    let (expires, span) = expires?;
    is_address.then_some(SecurityConfig { contact, expires, span, policy })
}

/// What is more than documents have room for is left out.
fn logos(fields: &mut Fields, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Vec<LogoConfig> {
    let mut logos = Vec::new();
    for (span, mut table) in fields.tables("logos") {
        let logo = LogoConfig {
            file: table.required_text("file"),
            name: table.required_text("name"),
            span: table.place_of("file").unwrap_or(span),
        };
        table.finish(diagnostics);
        if logos.len() < Config::MOST_LOGOS {
            logos.push(logo);
        } else {
            diagnostics.push(report::too_many_logos(Place::at(file, span), Config::MOST_LOGOS));
        }
    }
    logos
}

fn unreviewed(fields: &mut Fields, diagnostics: &mut Vec<Diagnostic>) -> Unreviewed {
    let Some(mut table) = fields.table("translations") else { return Unreviewed::Label };
    let unreviewed = table.choice("unreviewed", &[("label", Unreviewed::Label), ("hide", Unreviewed::Hide)]);
    table.finish(diagnostics);
    unreviewed
}
