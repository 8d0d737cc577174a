//! Feature tests: a small site in, text and findings out, as an author and a reader see them.
//!
//! [`kit`] makes sites, [`expect`] compares with text that is in the test. A difference that is right can be written
//! into the tests with `UPDATE_EXPECT=1 cargo test --test it`; read it before you keep it.

// A panic is how a test fails.
#![allow(clippy::unwrap_used)]
mod addresses;
mod bounds;
mod chance;
mod charts;
mod command;
mod commonmark;
mod contact_changes;
mod data;
mod described;
mod desk;
mod differences;
mod documents;
mod due;
mod editions;
mod edits;
mod embedded_metadata;
mod events;
mod every;
mod exchange;
mod expect;
mod facts;
mod floors;
#[cfg(feature = "pdf")]
mod forms;
mod freshness;
mod fuzz;
mod fuzz_translate;
mod glossary;
mod guide;
mod hostile;
mod init;
mod kinds;
mod kit;
mod ledger;
mod links;
mod machine;
mod markdown;
mod minified;
mod mistakes;
mod near_misses;
mod numbers;
mod pages;
mod pictograms;
mod portal;
#[cfg(feature = "pdf")]
mod presentations;
mod preview;
#[cfg(feature = "pdf")]
mod print;
mod protect;
mod publish;
mod recordings;
mod records;
mod redirects;
mod releases;
#[cfg(feature = "pdf")]
mod said;
mod search;
mod served;
mod shortcodes;
mod stops;
mod strings;
mod subjects;
mod target;
mod taxonomies;
mod theme;
mod translate;
mod translations;
mod uploads;
mod verify;
