//! The headers that a server must send: what pages may do, and how long answers may be kept.
//!
//! `_headers`, the configurations for servers and the preview say the same.

use crate::view::View;

/// How long browsers remember that the host answers with TLS alone: two years. Source: RFC 6797.
pub(super) const STRICT_TRANSPORT: (&str, &str) = ("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
/// What may not be kept. Source: RFC 9111.
pub(super) const NO_STORE: &str = "no-store";
/// What has the hash of its bytes in its name. Source: RFC 8246.
pub(super) const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// What pages may load and do: their own styles, scripts and pictures, and nothing else.
///
/// Source: Content Security Policy Level 3. `default-src 'none'` is the base that everything else opens.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Features that no page of the site uses, so that nothing on it ever can.
const FEATURES: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
     fullscreen=(self), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()";

/// The policy of the site; only one that has recordings may play sound, its own.
fn policy(view: View) -> String {
    let sound = if view.site.recordings.is_empty() { "" } else { "; media-src 'self'" };
    format!("{POLICY}{sound}")
}

/// The headers that go with every answer.
pub fn security_headers(view: View) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("Content-Security-Policy", policy(view)),
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
