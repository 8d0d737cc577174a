//! What the files of campaign documents cost: `cargo bench --bench documents [-- ROOT [OUT [PART]]]`; how long all of them
//! together take on all cores: `cargo bench --bench documents -- together [ROOT]`.
//!
//! Every file of every document of the site at ROOT (this repository's, if none is named) is made ten times. The first time
//! of each form is what a build that keeps nothing pays; the shortest shows what the work itself takes. With OUT the files
//! and their models (`.json`) are written there, to look at; with PART only those whose address holds it.

#![allow(clippy::print_stdout)]

use liberate::document::{Document, DocumentRequest, FORMS, NamedFiles, ThemeTypesetter};
use liberate::snapshot::{Options, Workspace};
use liberate::source::{Source, Sources, disk};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The allocator of the program, so that figures are those of a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 10;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let mut first = arguments.next();
    let together = first.as_deref() == Some("together");
    if together {
        first = arguments.next();
    }
    let root = first.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let out = arguments.next().map(PathBuf::from);
    let only = arguments.next().unwrap_or_default();
    let found = disk::list(&root).expect("the site can be read");
    let workspace = Workspace::new(Sources::new(found.iter().map(disk::read).collect::<Vec<Source>>()));
    let options = Options { edition: "public".to_owned(), at: jiff::civil::date(2026, 11, 25), drafts: true };
    let snapshot = workspace.snapshot(&options).expect("every site has an edition `public`");
    if together {
        let files = snapshot.site.documents.len();
        let taken = time(|| snapshot.make_documents());
        println!("{files} files of the public edition, nothing kept: {:.2} s", taken.as_secs_f64());
        return;
    }
    let theme = workspace.sources().theme(&workspace.config().theme);
    let drawing = |name: &str| Some(theme.get(&format!("icons/{name}.svg"))?.text()?.to_string());
    let typesetter = ThemeTypesetter::new(&theme, &drawing);
    let of_content =
        |source: &Arc<Source>| Some((source.path.strip_prefix("content/")?.to_owned(), source.shared_bytes()));
    let is_picture = |path: &str| [".png", ".jpg", ".jpeg", ".svg"].iter().any(|end| path.ends_with(end));
    let all = workspace.sources().as_slice().iter().filter_map(of_content);
    let pictures: NamedFiles = all.filter(|(path, _)| is_picture(path)).collect();
    let mut times: BTreeMap<&str, Vec<(Duration, Duration, usize)>> = BTreeMap::new();
    for file in snapshot.site.documents.iter().filter(|file| file.address.contains(&only)) {
        let document = snapshot.document(file).value;
        let form = &FORMS[usize::from(file.form)];
        let order = DocumentRequest { form, document: &document, pictures: &pictures, typesetter: &typesetter };
        let begun = Instant::now();
        let made = (form.write)(&order);
        let first = begun.elapsed();
        for finding in &made.diagnostics {
            println!("{}: {} · {}", file.address, finding.message, finding.hint);
        }
        let Some(written) = made.value else { continue };
        if let Some(out) = &out {
            keep(out, &file.address, &document, &written.bytes);
        }
        let rounds = if out.is_some() { 0 } else { ROUNDS };
        let shortest = (0..rounds).map(|_| time(|| drop((form.write)(&order)))).min().unwrap_or(first);
        times.entry(form.suffix).or_default().push((first, shortest, written.bytes.len()));
    }
    println!("{:<20} {:>5} {:>12} {:>12} {:>9}", "form", "files", "first, ms", "least, ms", "kB each");
    for (suffix, all) in &times {
        let mean = |of: fn(&(Duration, Duration, usize)) -> f64| all.iter().map(of).sum::<f64>() / all.len() as f64;
        let first = mean(|(first, ..)| first.as_secs_f64() * 1e3);
        let least = mean(|(_, least, _)| least.as_secs_f64() * 1e3);
        let size = mean(|(.., size)| *size as f64 / 1e3);
        println!("{suffix:<20} {:>5} {first:>12.1} {least:>12.1} {size:>9.1}", all.len());
    }
}

fn time(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

/// Writes a file, and its model beside it.
fn keep(out: &Path, address: &str, document: &Document, bytes: &[u8]) {
    let path = out.join(address.trim_start_matches('/').replace('/', "+"));
    std::fs::create_dir_all(out).expect("a folder can be made");
    std::fs::write(&path, bytes).expect("a file can be written");
    let model = serde_json::to_vec_pretty(document).expect("a model is JSON");
    std::fs::write(path.with_extension("json"), model).expect("a file can be written");
}
