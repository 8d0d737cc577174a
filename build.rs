//! Lists the files of `themes/liberate`, so that the theme is part of the program: a table of names and bytes for `source::built_in`.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let theme = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("themes/liberate");
    println!("cargo::rerun-if-changed={}", theme.display());
    let mut names = Vec::new();
    list(&theme, "", &mut names)?;
    names.sort();
    let mut table = String::from("[\n");
    for name in &names {
        let path = theme.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        let _ = writeln!(table, "    ({name:?}, include_bytes!({:?})),", path.display().to_string());
    }
    table.push(']');
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("theme.rs"), table)
}

/// Adds the names of all files below a folder, with forward slashes, but those that only make the theme.
fn list(folder: &Path, above: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let file = entry.file_name();
        let name = format!("{above}{}", file.to_string_lossy());
        if entry.file_type()?.is_dir() {
            println!("cargo::rerun-if-changed={}", entry.path().display());
            list(&entry.path(), &format!("{name}/"), names)?;
        } else if !name.ends_with(".py") {
            names.push(name);
        }
    }
    Ok(())
}
