use super::guard::says_the_same;

/// Minifies a page; `None` if the result would not say the same, or if the program was built without the minifier.
///
/// Closing tags stay and nothing is done that the HTML standard does not allow, so that the result is valid.
#[cfg(feature = "minify")]
pub fn minify(html: &str) -> Option<String> {
    let mut options = minify_html::Cfg::new();
    options.keep_closing_tags = true;
    options.keep_html_and_head_opening_tags = true;
    options.keep_input_type_text_attr = true;
    options.minify_doctype = false;
    let minified = String::from_utf8(minify_html::minify(html.as_bytes(), &options)).ok()?;
    says_the_same(html, &minified).then_some(minified)
}

/// Minifies a page; `None` if the result would not say the same, or if the program was built without the minifier.
#[cfg(not(feature = "minify"))]
pub fn minify(html: &str) -> Option<String> {
    says_the_same(html, html).then(|| html.to_owned())
}
