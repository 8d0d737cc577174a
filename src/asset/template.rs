//! Templates made as small as they can be, once, when the theme is loaded; pages that are made of them need no minifier.
//!
//! The template engine's syntax is put behind marks, the minifier gets HTML without any of it, and everything is put back where its
//! mark is. [`first_difference`] proves that both say the same, tag by tag and word by word, whichever way a condition goes. What
//! cannot be proved is used as its author wrote it, and reported.

use super::contexts::Contexts;
use super::fragments::contexts_of;
use super::guard::first_difference;
use super::mask::{MaskedTemplate, mask};
use super::minify::minify;
use super::syntax::{PieceKind, pieces};
use crate::diagnostic::{Diagnostic, Location, report};
use crate::source::Source;
use crate::text::{OffsetMap, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A template as it is rendered.
#[derive(Clone, Debug)]
pub struct Template {
    /// The author's file.
    pub source: Arc<Source>,
    /// What is rendered.
    pub text: Arc<str>,
    /// Where its syntax is in the author's file.
    pub moved: OffsetMap,
}

impl Template {
    /// A template as its author wrote it; `None` if it is no text.
    fn as_written(source: &Arc<Source>) -> Option<Self> {
        Some(Self { source: Arc::clone(source), text: Arc::clone(source.text()?), moved: OffsetMap::default() })
    }
}

/// The templates of a theme by name, as they are.
pub fn as_written(sources: &BTreeMap<String, Arc<Source>>) -> BTreeMap<String, Template> {
    sources.iter().filter_map(|(name, source)| Some((name.clone(), Template::as_written(source)?))).collect()
}

/// The templates of a theme by name, minified. Reports those that cannot be.
///
/// One that ends up inside a tag, an attribute or a text that keeps its space, through an `include`, a `block` or a `set`, is used as
/// it is and not reported: nothing in it is too much.
pub fn minified(
    sources: &BTreeMap<String, Arc<Source>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Template> {
    let mut templates = as_written(sources);
    let contexts = contexts_of(templates.iter().map(|(name, template)| (name.as_str(), &*template.text)));
    for (name, template) in &mut templates {
        if contexts.is_fragment(name) {
            continue;
        }
        match smaller(&template.text, &contexts) {
            Ok(Some((text, moved))) => (template.text, template.moved) = (text.into(), moved),
            // It cannot be read, which is reported where it is compiled.
            Ok(None) => {}
            Err(at) => {
                let location = Location::at(&template.source.path, Span::new(at, (at + 1).min(template.text.len())));
                diagnostics.push(report::not_minified(location));
            }
        }
    }
    templates
}

/// The template without what readers do not need, and where its pieces were; `None` if a piece of syntax does not end. Fails with
/// the offset of what cannot be minified safely.
fn smaller(template: &str, contexts: &Contexts) -> Result<Option<(String, OffsetMap)>, usize> {
    let Some(masked) = mask(template, contexts)? else { return Ok(None) };
    let MaskedTemplate { html, units, written } = masked;
    let small = minify(&html).ok_or(0_usize)?;
    if let Some(at) = first_difference(&html, &small) {
        return Err(written.old(at));
    }
    let (text, moved) = units.restore(&small);
    let same = syntax_of(&text).is_some_and(|made| Some(made) == syntax_of(template));
    if same { Ok(Some((text, moved))) } else { Err(0) }
}

/// The expressions and statements of a template, in order. Decoding `&#123;` may not make another one.
fn syntax_of(template: &str) -> Option<Vec<&str>> {
    let kept = |kind| !matches!(kind, PieceKind::Text | PieceKind::Comment);
    let pieces = pieces(template)?;
    Some(pieces.into_iter().filter(|piece| kept(piece.kind)).map(|piece| &template[piece.range]).collect())
}

#[cfg(all(test, feature = "minify"))]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, expected: &str) {
        let contexts = contexts_of([("a.html", template)]);
        let found = smaller(template, &contexts);
        let shown = match &found {
            Ok(Some((text, _))) => text.clone(),
            Ok(None) => "broken".to_owned(),
            Err(at) => format!("refused at {}", &template[*at..]),
        };
        assert_eq!(shown, expected);
        if let Ok(Some((text, moved))) = found {
            for piece in pieces(&text).into_iter().flatten().filter(|piece| piece.kind != PieceKind::Text) {
                assert!(template[moved.old(piece.range.start)..].starts_with(&text[piece.range.clone()]), "{text}");
            }
        }
    }

    #[test]
    fn space_beside_blocks_goes_and_stays_beside_words() {
        check(
            "<ul>\n{% for a in b %}\n<li> {{ a }} </li>\n{% endfor %}\n</ul>\n",
            "<ul>{% for a in b %}<li>{{ a }}</li>{% endfor %}</ul>",
        );
        check("<p>\n{{ a }} {{ b }}\n</p>", "<p>{{ a }} {{ b }}</p>");
        check("<p>One {% if a %}two {% endif %}three</p>", "<p>One {% if a %}two {% endif %}three</p>");
        check("{% include \"a\" %}\n\n{% include \"b\" %}", "{% include \"a\" %}\n{% include \"b\" %}");
        check("<div><a href=\"/\">x</a>\n  <a href=\"/y\">y</a></div>", "<div><a href=/>x</a>\n<a href=/y>y</a></div>");
        check(" {{ a }} ", " {{ a }} ");
    }

    #[test]
    fn tags_that_hold_syntax_stay_as_they_are() {
        check(
            "<a class=\"x\" href=\"{{ a }}\"{% if b %} lang=\"{{ b }}\"{% endif %}>x</a>",
            "<a class=\"x\" href=\"{{ a }}\"{% if b %} lang=\"{{ b }}\"{% endif %}>x</a>",
        );
        check(
            "<p aria-label=\"{{ t(key=\"x\") }}\">\n<b class=\"y\">",
            "<p aria-label=\"{{ t(key=\"x\") }}\"><b class=y>",
        );
        check("<svg><path d=\"{{ d }}\"/></svg>", "<svg><path d=\"{{ d }}\" /></svg>");
        check("<p{% include \"a\" %}>\n{{ b }}\n</p>", "<p{% include \"a\" %}>{{ b }}</p>");
        check("<h{{ n }}> x </h{{ n }}>", "<h{{ n }}> x </h{{ n }}>");
    }

    #[test]
    fn words_that_keep_their_space_stay_as_they_are() {
        check("<pre>\n  {{ a }}\n  b</pre>", "<pre>\n  {{ a }}\n  b</pre>");
        check("<script>\n{{ a }}  b\n</script>", "<script>\n{{ a }}  b\n</script>");
        check("{% set a %} lang=\"x  y\" {% endset %}<p>  x", "{% set a %} lang=\"x  y\" {% endset %}<p>x");
        check("{% raw %} {{  }} {% endraw %}<p>  x", "{% raw %} {{  }} {% endraw %}<p>x");
    }

    #[test]
    fn comments_go() {
        check("a <!-- b --> {# c #} d", "a d");
        check("<p>a</p>{#- b -#}\n<p>c", "<p>a</p><p>c");
    }

    #[test]
    fn what_might_mean_something_else_is_refused() {
        check("<ul>{% if a %}<li>{% else %}<li class=\"b\">{% endif %}x</li></ul></ul>", "refused at </ul>");
        check("<!-- {% if a %} --> {% endif %}", "refused at <!-- {% if a %} --> {% endif %}");
        check("a <{{ b }}>", "refused at <{{ b }}>");
        check("<p>&#123;{ a }}</p>", "refused at <p>&#123;{ a }}</p>");
        check(
            "{% if a %}<a href=\"x\"{% else %}<a{% endif %}>b</a>",
            "refused at <a href=\"x\"{% else %}<a{% endif %}>b</a>",
        );
    }

    #[test]
    fn references_beside_syntax_are_not_resolved() {
        check(
            "<p>a &amp; b &lt;{{ c }} &amp;{% if d %}e{% endif %}",
            "<p>a & b &lt;{{ c }} &amp;{% if d %}e{% endif %}",
        );
    }
}
