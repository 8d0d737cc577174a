//! The portal's pictograms: who does not read must be able to tell them apart.

use crate::portal::files;
use std::collections::{BTreeMap, BTreeSet};

/// What the page in pictures tells its readers to do.
const STEPS: [&str; 8] = ["in-person", "interpreter", "language", "library", "no-answer", "no-phone", "ring", "show"];
/// What begins every pictogram of a sign, a step, a type or a place.
const BEGINNING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\">";

/// The theme's drawings by name.
fn drawings() -> BTreeMap<String, String> {
    let of_icon = |(path, bytes): (String, Vec<u8>)| {
        let name = path.strip_prefix("themes/liberate/icons/")?.strip_suffix(".svg")?;
        Some((name.to_owned(), String::from_utf8(bytes).unwrap()))
    };
    files().into_iter().filter_map(of_icon).collect()
}

/// The pictogram that each sign, type of slavery and place names.
fn named() -> BTreeMap<String, Option<String>> {
    let files = files();
    let mut named = BTreeMap::new();
    let signs: toml::Table = std::str::from_utf8(&files["content/signs.toml"]).unwrap().parse().unwrap();
    for (id, sign) in &signs {
        named.insert(format!("signs.toml {id}"), sign.get("icon").and_then(|icon| icon.as_str()).map(str::to_owned));
    }
    for (path, bytes) in &files {
        let Some(name) = path.strip_prefix("content/signs/").and_then(|name| name.strip_suffix(".md")) else {
            continue;
        };
        if !name.contains('.') {
            let text = std::str::from_utf8(bytes).unwrap();
            let icon = text.lines().find_map(|line| line.strip_prefix("icon = \""));
            named.insert(path.clone(), icon.map(|icon| icon.trim_end_matches('"').to_owned()));
        }
    }
    named
}

#[test]
fn every_sign_type_and_place_names_a_drawing_that_no_other_names() {
    let (drawings, named) = (drawings(), named());
    assert!(named.len() > 50, "{} signs, types and places", named.len());
    let mut taken = BTreeMap::new();
    for (subject, icon) in &named {
        let icon = icon.as_ref().unwrap_or_else(|| panic!("{subject} names no pictogram"));
        assert!(drawings.contains_key(icon), "{subject} names {icon}, which the theme lacks");
        if let Some(other) = taken.insert(icon, subject) {
            panic!("{subject} and {other} share {icon}");
        }
    }
}

#[test]
fn every_drawing_of_a_sign_or_a_step_is_of_something_that_is_shown() {
    let (drawings, named) = (drawings(), named());
    let shown: BTreeSet<&str> = named.values().flatten().map(String::as_str).collect();
    let of_signs = drawings.keys().filter(|name| name.starts_with("sign-"));
    let idle: Vec<_> = of_signs.filter(|name| !shown.contains(name.as_str())).collect();
    assert!(idle.is_empty(), "no sign names {idle:?}");
    let steps: Vec<&str> = drawings.keys().filter_map(|name| name.strip_prefix("step-")).collect();
    assert_eq!(steps, STEPS);
    let page = String::from_utf8(files().remove("content/easy-read/pictures.md").unwrap()).unwrap();
    for step in STEPS {
        assert!(page.contains(&format!("icon(name=\"step-{step}\")")), "the page in pictures lacks step-{step}");
    }
}

#[test]
fn no_two_drawings_are_equal() {
    let mut seen = BTreeMap::new();
    for (name, drawing) in drawings() {
        let shape: String = drawing.split_whitespace().collect();
        if let Some(other) = seen.insert(shape, name.clone()) {
            panic!("{name} and {other} are the same drawing");
        }
    }
}

#[test]
fn drawings_take_the_colour_around_them_and_are_small() {
    let of_subjects = |name: &str| ["sign-", "step-", "type-", "place-"].iter().any(|kind| name.starts_with(kind));
    for (name, drawing) in drawings().into_iter().filter(|(name, _)| of_subjects(name)) {
        assert!(drawing.starts_with(BEGINNING), "{name} begins in another way");
        assert!(drawing.len() <= 1024, "{name} has {} bytes", drawing.len());
        let colours: BTreeSet<&str> = ["fill=\"", "stroke=\""]
            .iter()
            .flat_map(|key| drawing.split(key).skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(colours.is_subset(&BTreeSet::from(["none", "currentColor"])), "{name} has {colours:?}");
    }
}
