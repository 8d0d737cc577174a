//! The one place that knows the minifier.
//!
//! HTML goes in, smaller HTML comes out, or nothing where that would be no text.

/// Minifies HTML, keeping its comments; `None` if what comes out is no text.
///
/// Closing tags stay and nothing is done that the HTML standard does not allow, so that the result is valid.
#[cfg(feature = "minify")]
pub fn minify(html: &str) -> Option<String> {
    let mut options = minify_html::Cfg::new();
    options.keep_closing_tags = true;
    options.keep_comments = true;
    options.keep_html_and_head_opening_tags = true;
    options.keep_input_type_text_attr = true;
    options.minify_doctype = false;
    String::from_utf8(minify_html::minify(html.as_bytes(), &options)).ok()
}

/// What the program does that was built without the minifier: the HTML as it is.
#[cfg(not(feature = "minify"))]
pub fn minify(html: &str) -> Option<String> {
    Some(html.to_owned())
}
