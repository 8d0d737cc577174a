//! The logos of partners that documents show.
//!
//! Settings name them; one that is not there, or not for every document, is reported.

use super::linked::Site;
use crate::config::{Config, LogoConfig};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::text::nearest;

/// Reports logos that are not there, or that not every document can show.
pub fn check_logos(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let config = Config::file();
    for logo in site.config.logos.iter().filter(|logo| !logo.file.is_empty()) {
        let location = Location::at(&config, logo.span);
        if site.file_of(&logo.file).is_none() {
            let near = nearest(&logo.file, site.files.iter().map(|file| file.source.as_ref()));
            diagnostics.push(report::unknown_logo(location, &logo.file, near));
        } else if !is_photo_or_png(&logo.file) {
            diagnostics.push(report::logo_form(location, &logo.file));
        }
    }
}

/// The logos that documents can show.
pub fn logos(site: &Site) -> impl Iterator<Item = &LogoConfig> {
    site.config.logos.iter().filter(|logo| is_photo_or_png(&logo.file) && site.file_of(&logo.file).is_some())
}

/// What every program shows, PowerPoint too.
fn is_photo_or_png(file: &str) -> bool {
    let file = file.to_ascii_lowercase();
    [".png", ".jpg", ".jpeg"].iter().any(|end| file.ends_with(end))
}
