use super::compose::Targets;
use super::unit::{ExchangeFile, Part, Unit, numbered};
use super::xliff::Returned;
use scraper::{ElementRef, Html, Selector};
use std::fmt::Write;

/// Writes texts for a translator as a page with one table a file, which Word and LibreOffice open, fill in and save.
///
/// What must stay stands in braces: `{1}`, or `{1}` and `{/1}` around words.
pub fn write_table(files: &[ExchangeFile], source: &str, target: &str, direction: &str) -> String {
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{source}\">\n<head><meta charset=\"utf-8\"><title>{source} – {target}</title></head>\n<body data-target=\"{target}\">\n<h1>{source} – {target}</h1>\n<p>Write the translation in the last column. Keep {{1}}, {{/1}} and the like: each once, around the same words. Leave a row empty to leave it out.</p>\n"
    );
    for file in files {
        let _ = writeln!(
            html,
            "<h2>{} {}</h2>\n<table border=\"1\">\n<thead><tr><th>Text</th><th>{source}</th><th>Before</th><th>{target}</th></tr></thead>\n<tbody>",
            escaped(&file.original),
            escaped(&file.fingerprint)
        );
        for unit in &file.units {
            let before = [unit.then.as_str(), unit.translation.as_str()].map(escaped).join("<br>");
            let _ = writeln!(
                html,
                "<tr><td>{}</td><td>{}</td><td>{before}</td><td lang=\"{target}\" dir=\"{direction}\"></td></tr>",
                escaped(&unit.id),
                escaped(&shown(unit))
            );
        }
        html.push_str("</tbody>\n</table>\n");
    }
    html.push_str("</body>\n</html>\n");
    html
}

fn shown(unit: &Unit) -> String {
    let parts = numbered(&unit.source);
    let shown = parts.into_iter().map(|part| match part {
        // Braces of the text itself would look like a mark.
        Part::Words(words) => words.replace('{', "{{"),
        Part::Keep(number) | Part::Open(number) => format!("{{{number}}}"),
        Part::Close(number) => format!("{{/{number}}}"),
    });
    shown.collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Reads what came back: the target language and the files. Rows without a translation are left out.
///
/// # Errors
/// A page that is not one of ours.
pub fn read_table(html: &str) -> Result<(String, Vec<Returned>), String> {
    let page = Html::parse_document(html);
    let select = |css: &str| Selector::parse(css).map_err(|error| error.to_string());
    let (heading, row, cell) = (select("h1, h2, tr")?, select("tr")?, select("td")?);
    let mut language = String::new();
    let mut files: Vec<Returned> = Vec::new();
    for element in page.select(&heading) {
        let text = words(element);
        match element.value().name() {
            "h1" => language = text.split_whitespace().last().unwrap_or_default().to_owned(),
            "h2" => {
                let (original, fingerprint) = text.rsplit_once(' ').unwrap_or((&text, ""));
                files.push(Returned {
                    original: original.to_owned(),
                    fingerprint: fingerprint.to_owned(),
                    targets: Targets::new(),
                    lines: Default::default(),
                });
            }
            _ if row.matches(&element) => {
                let cells: Vec<String> = element.select(&cell).map(words).collect();
                if let (Some(file), [id, _, _, target]) = (files.last_mut(), cells.as_slice())
                    && !target.is_empty()
                {
                    let line = file.lines.len() + 1;
                    file.lines.insert(id.clone(), line);
                    file.targets.insert(id.clone(), parts(target));
                }
            }
            _ => {}
        }
    }
    if files.is_empty() || language.is_empty() {
        return Err("this page holds no table that `liberate translate export` wrote".to_owned());
    }
    Ok((language, files))
}

fn words(element: ElementRef) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads `{1}` and `{/1}`. Whether a thing stands or begins is seen from whether it ends.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let mark = rest[start..].find('}').and_then(|length| {
            let inside = &rest[start + 1..start + length];
            let number = inside.trim_start_matches('/').parse::<usize>().ok()?;
            Some((length, number, inside.starts_with('/')))
        });
        let words = &rest[..start];
        if !words.is_empty() {
            parts.push(Part::Words(words.to_owned()));
        }
        let Some((length, number, ends)) = mark else {
            parts.push(Part::Words("{".to_owned()));
            rest = rest[start + 1..].trim_start_matches('{');
            continue;
        };
        let around = text.contains(&format!("{{/{number}}}"));
        parts.push(if ends {
            Part::Close(number)
        } else if around {
            Part::Open(number)
        } else {
            Part::Keep(number)
        });
        rest = &rest[start + length + 1..];
    }
    if !rest.is_empty() {
        parts.push(Part::Words(rest.to_owned()));
    }
    parts
}
