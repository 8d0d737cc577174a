//! Apache: one file for its folder of sites, such as `/etc/apache2/sites-available/liberate.conf`.
//!
//! The server's name carries `https://`, or redirects of folders would lead to `http://`; its own way of choosing files by language and by
//! `.gz` stays off. Source: Apache's documentation, 2.4.

use super::super::server_headers::{IMMUTABLE, NO_STORE};
use super::rules::{COMPRESSED, ServerPlace, ServerRules, literal, quoted};
use crate::text::ContentCoding;
use std::fmt::Write;

pub(super) fn configuration(rules: &ServerRules, root: &str, place: &ServerPlace) -> String {
    let mut out = format!(
        "# {} for Apache 2.4: put this file into /etc/apache2/sites-available/, then run: a2enmod headers http2 rewrite ssl, a2ensite with \
         its name, and systemctl reload apache2\n\n",
        rules.origin
    );
    let host = rules.host();
    match place.port {
        Some(port) => {
            let _ = write!(out, "Listen 127.0.0.1:{port}\n<VirtualHost 127.0.0.1:{port}>\n");
        }
        None => {
            let _ = write!(
                out,
                "<VirtualHost *:80>\n    ServerName {host}\n    Redirect permanent / {}/\n</VirtualHost>\n<VirtualHost *:443>\n    \
                 Protocols h2 http/1.1\n    SSLEngine on\n    SSLCertificateFile /etc/letsencrypt/live/{host}/fullchain.pem\n    \
                 SSLCertificateKeyFile /etc/letsencrypt/live/{host}/privkey.pem\n",
                rules.origin
            );
        }
    }
    site(rules, root, &mut out);
    compressed(place.codings, &mut out);
    types(rules, &mut out);
    addresses(rules, &mut out);
    out.push_str("</VirtualHost>\n");
    out
}

fn site(rules: &ServerRules, root: &str, out: &mut String) {
    let _ = write!(
        out,
        "    ServerName {}\n    UseCanonicalName On\n    ServerSignature Off\n    TraceEnable Off\n    DocumentRoot {root}\n    \
         <Directory {root}>\n        Options -Indexes -MultiViews -ExecCGI -Includes\n        AllowOverride None\n        \
         Require all granted\n        DirectoryIndex index.html\n        FileETag MTime Size\n    </Directory>\n",
        rules.origin
    );
    for (header, value) in &rules.headers {
        let _ = writeln!(out, "    Header always set {header} {}", quoted(value));
    }
    let _ = write!(
        out,
        "    Header always set Cache-Control {NO_STORE}\n    Header always set Cache-Control {} \
         \"expr=%{{REQUEST_STATUS}} -lt 400 && %{{THE_REQUEST}} =~ m#^[A-Z]+ {}#\"\n",
        quoted(IMMUTABLE),
        literal(&rules.hashed())
    );
    if let Some(data) = &rules.data {
        let _ = writeln!(
            out,
            "    Header always set X-Robots-Tag noindex \"expr=%{{THE_REQUEST}} =~ m#^[A-Z]+ {}#\"",
            literal(data)
        );
    }
}

/// What the release holds compressed goes out as it is, to whoever takes it; nothing is compressed while somebody waits.
fn compressed(codings: &[ContentCoding], out: &mut String) {
    out.push_str("    RemoveEncoding .Z .tgz\n    Header merge Vary Accept-Encoding\n    RewriteEngine On\n");
    for coding in codings {
        let (token, ending) = (coding.token(), coding.ending());
        let _ = write!(
            out,
            "    AddEncoding {token} {ending}\n    RewriteCond %{{HTTP:Accept-Encoding}} \
             \"(^|,)\\s*{token}\\s*(;\\s*q=(1|0\\.0*[1-9])[0-9.]*\\s*)?(,|$)\" [NC]\n    \
             RewriteCond %{{DOCUMENT_ROOT}}%{{REQUEST_URI}}{ending} -f\n    \
             RewriteRule ^ %{{DOCUMENT_ROOT}}%{{REQUEST_URI}}{ending} [L]\n"
        );
    }
}

fn types(rules: &ServerRules, out: &mut String) {
    out.push_str("    AddDefaultCharset utf-8\n");
    for (ending, of) in &rules.types {
        let _ = writeln!(out, "    AddType {} .{ending}", quoted(of));
    }
    for (name, of) in &rules.named_types {
        let name = quoted(&format!("^{}(\\.br|\\.gz)?$", literal(name)));
        let _ = write!(out, "    <FilesMatch {name}>\n        ForceType {}\n    </FilesMatch>\n", quoted(of));
    }
}

fn addresses(rules: &ServerRules, out: &mut String) {
    let _ = writeln!(out, "    ErrorDocument 404 {}", rules.not_found(""));
    for language in &rules.languages {
        let _ = write!(
            out,
            "    <LocationMatch {}>\n        ErrorDocument 404 {}\n    </LocationMatch>\n",
            quoted(&format!("^{}/", literal(language))),
            rules.not_found(language)
        );
    }
    for (from, to) in &rules.moved {
        let _ = writeln!(out, "    RedirectMatch 301 {} {to}", quoted(&pattern(from)));
    }
    for (address, page) in &rules.gone {
        let _ = write!(
            out,
            "    RedirectMatch 410 {0}\n    <LocationMatch {0}>\n        ErrorDocument 410 {page}\n    </LocationMatch>\n",
            quoted(&pattern(address))
        );
    }
    // The first that fits decides, and an old address may look like something hidden.
    out.push_str("    # Nothing hidden, and nothing that is for hosts.\n");
    let _ = writeln!(out, "    RedirectMatch 404 \"/(\\.(?!well-known/)|_headers$|_redirects$)|{COMPRESSED}\"");
}

/// Apache compares decoded paths.
fn pattern(address: &str) -> String {
    format!("^{}$", literal(&crate::text::decode_path(address)))
}
