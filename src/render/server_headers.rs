//! The headers that a server must send: what pages may do, and how long answers may be kept.
//!
//! `_headers`, the configurations for servers and the preview say the same.

use crate::text::sha256_source;
use crate::view::View;

/// How long browsers remember that the host answers with TLS alone, in seconds: two years. Source: RFC 6797.
const STRICT_TRANSPORT: u32 = 63_072_000;
/// What may not be kept. Source: RFC 9111.
pub(super) const NO_STORE: &str = "no-store";
/// What has the hash of its bytes in its name. Source: RFC 8246.
pub(super) const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// What pages may load and do: their own styles, scripts and pictures, and nothing else. What styles are comes before it.
///
/// Source: Content Security Policy Level 3. `default-src 'none'` is the base that everything else opens.
const POLICY: &str = "; script-src 'self'; img-src 'self'; \
     base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
/// What only a header can say. Source: Content Security Policy Level 3, section 3.3.
const HEADER_POLICY: &str = "; frame-ancestors 'none'";

/// Features that no page of the site uses, so that nothing on it ever can.
const FEATURES: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
     fullscreen=(self), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()";

/// The policy of the site as far as a page can say it about itself. Of styles inside pages it permits those of the theme by their bytes;
/// only a site that has recordings may play sound, its own.
pub fn page_policy(view: View) -> String {
    let hashes: String = view.site.inline_styles().map(|style| format!(" {}", sha256_source(style))).collect();
    let sound = if view.site.recordings.is_empty() { "" } else { "; media-src 'self'" };
    format!("default-src 'none'; style-src 'self'{hashes}{POLICY}{sound}")
}

/// The header by which browsers remember that the host answers with TLS alone, and every name below it if the settings say so.
pub(super) fn strict_transport(view: View) -> (&'static str, String) {
    let below = if view.site.edition.tls_for_subdomains { "; includeSubDomains" } else { "" };
    ("Strict-Transport-Security", format!("max-age={STRICT_TRANSPORT}{below}"))
}

/// The headers that go with every answer.
pub fn security_headers(view: View) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("Content-Security-Policy", page_policy(view) + HEADER_POLICY),
        ("Permissions-Policy", FEATURES.to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("X-Frame-Options", "DENY".to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ("X-DNS-Prefetch-Control", "off".to_owned()),
    ];
    if !view.site.edition.indexed {
        headers.push(("X-Robots-Tag", "noindex, nofollow".to_owned()));
    }
    headers
}
