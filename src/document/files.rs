//! Files by name, as documents are made with them.
//!
//! Bytes are shared: a photo in ten documents is held once.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Files by name: the pictures of a document by their paths below `content/`, or a theme's own by theirs, such as
/// `documents/slides.typ`.
pub type NamedFiles = BTreeMap<String, Arc<[u8]>>;
