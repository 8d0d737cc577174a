//! Holds the tokenizer to the tests of browsers: `tests/html5lib`, with its licence beside it.
//!
//! Of a document type only that there is one is compared, because nothing here asks for more. Their table of all named characters is
//! left out: it is the table that the crate with the names is made from.

use super::{HtmlTokenizer, Mode, Token, plain, plain_value};
use serde_json::{Value, json};

const SUITE: [(&str, &str); 12] = [
    ("contentModelFlags", include_str!("../../../tests/html5lib/contentModelFlags.test")),
    ("domjs", include_str!("../../../tests/html5lib/domjs.test")),
    ("entities", include_str!("../../../tests/html5lib/entities.test")),
    ("escapeFlag", include_str!("../../../tests/html5lib/escapeFlag.test")),
    ("numericEntities", include_str!("../../../tests/html5lib/numericEntities.test")),
    ("pendingSpecChanges", include_str!("../../../tests/html5lib/pendingSpecChanges.test")),
    ("test1", include_str!("../../../tests/html5lib/test1.test")),
    ("test2", include_str!("../../../tests/html5lib/test2.test")),
    ("test3", include_str!("../../../tests/html5lib/test3.test")),
    ("test4", include_str!("../../../tests/html5lib/test4.test")),
    ("unicodeChars", include_str!("../../../tests/html5lib/unicodeChars.test")),
    ("unicodeCharsProblematic", include_str!("../../../tests/html5lib/unicodeCharsProblematic.test")),
];

#[test]
fn the_tokenizer_passes_the_tests_of_browsers() {
    let mut tried = 0;
    for (name, text) in SUITE {
        let suite: Value = serde_json::from_str(text).expect("the suite is JSON");
        for test in suite["tests"].as_array().expect("a list of tests") {
            tried += check(name, test);
        }
    }
    assert!(tried > 2_700, "only {tried} tests were run");
}

/// Runs one test in each of its states; says how many were run.
fn check(suite: &str, test: &Value) -> usize {
    let escaped = test["doubleEscaped"] == json!(true);
    let written =
        |value: &Value| value.as_str().and_then(|text| if escaped { unescape(text) } else { Some(text.into()) });
    // Half a pair of surrogates is no text in UTF-8.
    let Some(input) = written(&test["input"]) else { return 0 };
    // Browsers see all ends of lines as one.
    let input = input.replace("\r\n", "\n").replace('\r', "\n");
    let last = test["lastStartTag"].as_str().unwrap_or("none");
    let states = test["initialStates"].as_array().cloned().unwrap_or(vec![json!("Data state")]);
    for state in &states {
        let mut html = HtmlTokenizer::new(&input);
        html.mode = match state.as_str() {
            Some("PLAINTEXT state") => Mode::Plain,
            Some("RCDATA state") => Mode::Words(last),
            Some("RAWTEXT state") => Mode::Raw(last),
            Some("Script data state") => Mode::Script(last),
            Some("CDATA section state") => Mode::Cdata,
            _ => Mode::Data,
        };
        let expected: Vec<Value> = test["output"]
            .as_array()
            .expect("a list of pieces")
            .iter()
            .map(|piece| match piece[0].as_str() {
                Some("DOCTYPE") => json!(["DOCTYPE"]),
                _ if escaped => serde_json::from_str(&unescape_json(&piece.to_string())).expect("still JSON"),
                _ => piece.clone(),
            })
            .collect();
        assert_eq!(pieces(html), expected, "{suite}, {state}: {}\n{input:?}", test["description"]);
    }
    states.len()
}

/// The pieces in the suite's form.
fn pieces(mut html: HtmlTokenizer) -> Vec<Value> {
    let mut pieces: Vec<Value> = Vec::new();
    loop {
        let mode = html.mode;
        let Some(token) = html.next_token() else { return pieces };
        let piece = match token {
            Token::Text(text) => {
                let text = match mode {
                    Mode::Data => plain(text).into_owned(),
                    Mode::Words(_) => plain(&text.replace('\0', "\u{fffd}")).into_owned(),
                    Mode::Cdata => text.to_owned(),
                    _ => text.replace('\0', "\u{fffd}"),
                };
                if let Some(before) = pieces.last_mut().filter(|before| before[0] == json!("Character")) {
                    before[1] = json!(format!("{}{text}", before[1].as_str().unwrap_or_default()));
                    continue;
                }
                json!(["Character", text])
            }
            Token::Start(tag) => {
                let mut attributes = serde_json::Map::new();
                for attribute in html.attributes() {
                    let value = plain_value(&shown(attribute.value)).into_owned();
                    attributes.entry(name(attribute.name)).or_insert(json!(value));
                }
                let mut piece = vec![json!("StartTag"), json!(name(tag.name)), attributes.into()];
                piece.extend(tag.closes_itself.then_some(json!(true)));
                piece.into()
            }
            Token::End(tag) => json!(["EndTag", name(tag.name)]),
            Token::Doctype(_) => json!(["DOCTYPE"]),
            Token::Comment(text) => json!(["Comment", shown(text)]),
        };
        pieces.push(piece);
    }
}

fn name(text: &str) -> String {
    shown(&text.to_ascii_lowercase())
}

fn shown(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// A text with `\uHHHH` resolved.
fn unescape(text: &str) -> Option<String> {
    serde_json::from_str(&unescape_json(&json!(text).to_string())).ok()
}

/// JSON in which what was escaped twice is escaped once.
fn unescape_json(json: &str) -> String {
    json.replace("\\\\u", "\\u")
}
