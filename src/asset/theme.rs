//! Everything that a theme brings, ready for browsers.
//!
//! Sources go in; templates, icons and files with their addresses come out, made once.

use super::comments::{markup_without_comments, script_without_comments};
use super::styles::{bundle, resolve};
use super::template::{self, Template};
use crate::diagnostic::{Diagnostic, Location, Reported, report};
use crate::site::{INLINE_STYLES, PublicFile};
use crate::source::{FileKind, Source, Sources};
use crate::text::{Fingerprint, HASHED_FOLDER};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The style sheet that every theme has.
const MAIN: &str = "styles/main.css";

/// A theme's files, the site's own over them: what is published, and what templates use.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// Style sheets, scripts and pictures, with their hashes in their addresses.
    pub files: Vec<PublicFile>,
    /// Templates by name, such as `base.html`.
    pub templates: BTreeMap<String, Template>,
    /// Pictograms by name, such as `car`.
    pub icons: BTreeMap<String, Arc<Source>>,
}

/// Gathers and makes the files of the theme `theme`; `minify` says whether its templates are made as small as they can be. Reports
/// style sheets that cannot be read, and templates that cannot be minified.
pub fn assets(sources: &Sources, theme: &str, minify: bool) -> Reported<Assets> {
    let mut diagnostics = Vec::new();
    let layered = sources.theme(theme);
    let mut assets = Assets::default();
    let mut templates = BTreeMap::new();
    for (name, source) in layered.iter().filter(|(_, source)| source.is_readable()) {
        match source.kind {
            FileKind::Template => insert(&mut templates, name.strip_prefix("templates/"), source),
            FileKind::Icon => {
                let icon = name.strip_prefix("icons/").and_then(|icon| icon.strip_suffix(".svg"));
                insert(&mut assets.icons, icon, source);
            }
            FileKind::ThemeFile | FileKind::Script => assets.files.push(public_file(name, source, published(source))),
            _ => {}
        }
    }
    assets.templates = match minify {
        true => template::minified(&templates, &mut diagnostics),
        false => template::as_written(&templates),
    };
    assets.files.extend(styles(&layered, &mut diagnostics));
    Reported { value: assets, diagnostics }
}

/// The bytes that readers get: without the comments of those who made them.
fn published(source: &Source) -> Arc<[u8]> {
    let text = source.text().map(|text| &**text).or_else(|| std::str::from_utf8(source.bytes()).ok());
    match (source.kind, text) {
        (FileKind::Script, Some(code)) => script_without_comments(code).into_bytes().into(),
        (_, Some(drawing)) if source.path.ends_with(".svg") => {
            markup_without_comments(drawing.to_owned()).into_bytes().into()
        }
        _ => source.shared_bytes(),
    }
}

fn insert(target: &mut BTreeMap<String, Arc<Source>>, name: Option<&str>, source: &Arc<Source>) {
    if let Some(name) = name {
        target.insert(name.to_owned(), Arc::clone(source));
    }
}

/// Every style sheet that no other published one imports is published, with everything that it imports inside.
fn styles(layered: &BTreeMap<String, Arc<Source>>, diagnostics: &mut Vec<Diagnostic>) -> Vec<PublicFile> {
    let styles: BTreeMap<&str, &Arc<Source>> = layered
        .iter()
        .filter(|(_, source)| source.kind == FileKind::Style)
        .map(|(name, source)| (name.as_str(), source))
        .collect();
    let imported = |name: &str| {
        styles.iter().any(|(other, source)| {
            let is_inline = other.starts_with(INLINE_STYLES);
            !is_inline
                && *other != name
                && source.text().is_some_and(|text| imports(other, text).any(|import| import == name))
        })
    };
    let mut entries: Vec<&str> = styles.keys().copied().filter(|name| !imported(name)).collect();
    // The main sheet is published even if another imports it: bundling says what is wrong with such a circle.
    if let Some((main, _)) = styles.get_key_value(MAIN)
        && !entries.contains(main)
    {
        entries.push(main);
        let importer = styles.iter().find(|(other, source)| {
            source.text().is_some_and(|text| imports(other, text).any(|import| import == *main))
        });
        if let Some((_, source)) = importer {
            diagnostics.push(report::bad_style(Location::whole(&source.path), "it imports the sheet that imports it"));
        }
    }
    entries
        .into_iter()
        .map(|name| {
            let bytes = bundle(name, &styles, diagnostics);
            if name.starts_with(INLINE_STYLES) && (bytes.contains("url(") || bytes.contains("</")) {
                let why = "it goes into pages, so it can name no other file and hold no `</`";
                diagnostics.push(report::bad_style(Location::whole(&styles[name].path), why));
            }
            public_file(name, styles[name], bytes.into_bytes().into())
        })
        .collect()
}

/// The names of the style sheets that the sheet `name` imports.
fn imports<'a>(name: &'a str, text: &'a str) -> impl Iterator<Item = String> + 'a {
    text.match_indices("@import").filter_map(move |(at, _)| {
        let rest = &text[at..text[at..].find(';').map_or(text.len(), |end| at + end)];
        let written = rest.split(['"', '\'', '(', ')']).find(|piece| piece.ends_with(".css"))?;
        Some(resolve(written, name))
    })
}

fn public_file(name: &str, source: &Source, bytes: Arc<[u8]>) -> PublicFile {
    let fingerprint = Fingerprint::of(&bytes);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    PublicFile {
        source: Arc::clone(&source.path),
        theme_name: name.to_owned(),
        address: Arc::from(format!("{HASHED_FOLDER}{stem}.{}.{extension}", fingerprint.short())),
        bytes,
        on_disk: None,
        fingerprint,
    }
}
