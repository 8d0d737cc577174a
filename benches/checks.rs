//! What the checks of finished pages cost: `cargo bench --bench checks [-- ROOT]`.
//!
//! Every page of the site at ROOT (this repository's, if none is named) is made once, without minifying, and then looked
//! at again and again. The shortest time of each page counts: others run on the machine, too.

#![allow(clippy::print_stdout)]

use liberate::check::{CheckContext, Loads, Rules, Subject, finished_page, weight, written_page};
use liberate::config::CONFIG_FILE;
use liberate::site::Route;
use liberate::snapshot::{Options, Workspace};
use liberate::source::{Source, Sources, disk};
use liberate::text::html::HtmlTokenizer;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Rounds over the whole site: 200 gave the same figures as 1,000.
const ROUNDS: usize = 200;

fn main() {
    let root = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let root = root.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let workspace = Workspace::new(sources(&root));
    let options = Options { edition: "public".to_owned(), at: jiff::civil::date(2026, 11, 22), drafts: false };
    let snapshot = workspace.snapshot(&options).expect("every site has an edition `public`");
    let rules = Rules::new(&snapshot.site, workspace.sources());
    let context = CheckContext { view: snapshot.view(), sources: workspace.sources(), contents: &[], rules: &rules };
    let mut pages = Vec::new();
    for (address, route) in snapshot.routes() {
        let Route::Page(page, language) = route else { continue };
        let Some(artifact) = snapshot.make(&address, route).value else { continue };
        let html = String::from_utf8(artifact.bytes.to_vec()).expect("pages are text");
        pages.push((Subject::Page(context.view.read(page, language)), html));
    }
    let bytes: usize = pages.iter().map(|(_, html)| html.len()).sum();
    println!("{} pages, {:.1} kB each on average", pages.len(), bytes as f64 / 1000.0 / pages.len() as f64);
    report(
        "finished page",
        bytes,
        pages.iter().map(|(subject, html)| {
            shortest(&mut || {
                drop(black_box(finished_page(context, *subject, html, &mut HtmlTokenizer::new(html), &[])))
            })
        }),
    );
    report(
        "weight",
        bytes,
        pages.iter().map(|(subject, html)| {
            let loads = finished_page(context, *subject, html, &mut HtmlTokenizer::new(html), &[]).1;
            shortest(&mut || drop(black_box(weight(context, *subject, &loads, html))))
        }),
    );
    report(
        "written page",
        bytes,
        pages.iter().filter_map(|(subject, _)| {
            let reading = subject.page().filter(|reading| !reading.is_fallback())?;
            Some(shortest(&mut || drop(black_box(written_page(context, reading)))))
        }),
    );
    let none = Loads::default();
    black_box(none);
}

fn sources(root: &Path) -> Sources {
    let found = disk::list(root).expect("the site can be read");
    let mut files: Vec<Source> = found.iter().map(disk::read).collect();
    for file in &mut files {
        if file.path.as_ref() == CONFIG_FILE {
            let text = file.text().map_or("", |text| text);
            let text = text.lines().filter(|line| !line.starts_with("minify")).collect::<Vec<_>>().join("\n");
            *file = Source::from_bytes(CONFIG_FILE, format!("minify = false\n{text}").into_bytes());
        }
    }
    Sources::new(files)
}

fn shortest(work: &mut dyn FnMut()) -> Duration {
    let once = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..ROUNDS).map(|_| once(work)).min().unwrap_or_default()
}

fn report(name: &str, bytes: usize, times: impl Iterator<Item = Duration>) {
    let mut times: Vec<f64> = times.map(|time| time.as_secs_f64() * 1e6).collect();
    times.sort_by(f64::total_cmp);
    let all: f64 = times.iter().sum();
    println!(
        "{name}: {:.1} µs on average, {:.1} at most; {:.2} ns a byte",
        all / times.len() as f64,
        times.last().copied().unwrap_or_default(),
        all * 1000.0 / bytes as f64
    );
}
