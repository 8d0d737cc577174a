//! `liberate` turns Markdown and records into a static site in many languages, with a live preview.
//!
//! The stages, in order; each is a module of its own and depends only on those above it:
//!
//! 1. [`source`] reads the files.
//! 2. [`content`] parses each file alone.
//! 3. [`site`] links all summaries of one edition into an immutable site.
//! 4. [`view`] is the only way in which render code sees that site.
//! 5. [`render`], [`search`] and [`asset`] make one output each; [`check`] looks at all of it.
//!    [`translation`] and [`upkeep`] say what work waits for people.
//! 6. [`snapshot`] holds the steps together as a snapshot; [`verify`] compares a live site with a release.
//! 7. [`publish`] writes a snapshot to a folder, [`preview`] serves it.
//!    [`probe`] asks other sites whether links to them still lead somewhere, and the live site what it sends.
//! 8. [`cli`] is what a person types.
//!
//! [`system`] is what differs between Linux, macOS and Windows.

pub mod asset;
pub mod check;
pub mod cli;
pub mod config;
pub mod content;
pub mod desk;
pub mod diagnostic;
pub mod document;
pub mod locale;
pub mod preview;
pub mod probe;
pub mod publish;
pub mod render;
pub mod search;
pub mod site;
pub mod snapshot;
pub mod source;
pub mod system;
pub mod text;
pub mod translation;
pub mod upkeep;
pub mod verify;
pub mod view;
