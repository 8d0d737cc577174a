//! Words of a language that misled or hurt once, and must not come back: `tests/never-again.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file at or below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() { files(&entry.path(), found) } else { found.push(entry.path()) }
    }
}

#[test]
fn no_translation_uses_words_that_its_revisers_ruled_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = fs::read_to_string(root.join("tests/never-again.toml")).unwrap();
    let never: BTreeMap<String, Vec<String>> = toml::from_str(&list).unwrap();
    assert_eq!(never.len(), 15, "each language but English has its list");
    let mut all = Vec::new();
    ["content", "themes/liberate/strings"].iter().for_each(|folder| files(&root.join(folder), &mut all));
    let mut wrong = Vec::new();
    for (language, words) in &never {
        let ends = [format!(".{language}.md"), format!(".{language}.toml"), format!("strings/{language}.toml")];
        let own: Vec<&PathBuf> =
            all.iter().filter(|path| ends.iter().any(|end| path.to_string_lossy().ends_with(end.as_str()))).collect();
        assert!(own.len() > 30, "{language} has {} files", own.len());
        for path in own {
            let text = fs::read_to_string(path).unwrap();
            let found = words.iter().filter(|word| text.contains(word.as_str()));
            wrong.extend(found.map(|word| format!("{}: {word}", path.display())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
