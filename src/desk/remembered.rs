//! What the desk remembers while it runs: texts that forms show, and the role of who works with it.
//!
//! The role is kept in the person's own folder, so that it need not be typed again tomorrow.

use crate::text::Fingerprint;
use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Texts that are remembered: more than anybody has forms open.
const TEXTS: usize = 64;
/// Pages of what is not saved: one for each of some windows, and the one that is being made.
const UNSAVED: usize = 16;
/// Characters of a role at most.
const LONGEST_ROLE: usize = 60;
const FILE: &str = "role.txt";

/// What is remembered.
pub struct Remembered {
    file: Option<PathBuf>,
    role: Mutex<String>,
    /// The newest last.
    texts: Mutex<VecDeque<(Fingerprint, String)>>,
    /// Pages made of what was typed and not saved, each with its number, the newest last.
    unsaved: Mutex<VecDeque<(u64, Arc<[u8]>)>>,
}

impl Remembered {
    /// What is kept below the folder of the person's own.
    pub fn below(data: Option<&Path>) -> Self {
        let file = data.map(|data| data.join(FILE));
        let role = file.as_ref().and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
        Self { file, role: Mutex::new(role.trim().to_owned()), texts: Mutex::default(), unsaved: Mutex::default() }
    }

    /// The role of who used the desk last; empty if nobody has said it.
    pub fn role(&self) -> String {
        lock(&self.role).clone()
    }

    /// Keeps a role that somebody gave.
    pub fn learn_role(&self, role: &str) {
        let role: String = role.chars().filter(|sign| !sign.is_control()).take(LONGEST_ROLE).collect();
        let mut known = lock(&self.role);
        if role.is_empty() || *known == role {
            return;
        }
        if let Some(file) = &self.file {
            // That it has to be typed again tomorrow is no reason to stop.
            let _ = file.parent().map(fs::create_dir_all).and_then(|_| fs::write(file, &role).ok());
        }
        *known = role;
    }

    /// Keeps a page that is not saved until some others were made; returns its number.
    pub fn made(&self, page: Arc<[u8]>) -> u64 {
        let mut pages = lock(&self.unsaved);
        let number = pages.back().map_or(1, |(last, _)| last + 1);
        pages.push_back((number, page));
        while pages.len() > UNSAVED {
            pages.pop_front();
        }
        number
    }

    /// The page of that number, if it is still kept.
    pub fn unsaved(&self, number: &str) -> Option<Arc<[u8]>> {
        let number: u64 = number.parse().ok()?;
        lock(&self.unsaved).iter().find(|(known, _)| *known == number).map(|(_, page)| Arc::clone(page))
    }

    /// Keeps a text that a form shows, by the fingerprint of its file.
    pub fn saw(&self, fingerprint: Fingerprint, text: &str) {
        let mut texts = lock(&self.texts);
        texts.retain(|(known, _)| *known != fingerprint);
        texts.push_back((fingerprint, text.to_owned()));
        while texts.len() > TEXTS {
            texts.pop_front();
        }
    }

    /// The text that a form showed.
    pub fn text(&self, fingerprint: Fingerprint) -> Option<String> {
        lock(&self.texts).iter().find(|(known, _)| *known == fingerprint).map(|(_, text)| text.clone())
    }
}

/// Nothing panics while it holds one of these locks; if it did, what is remembered would still be whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
