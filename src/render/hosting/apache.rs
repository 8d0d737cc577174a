//! Apache: one file for its folder of sites, such as `/etc/apache2/sites-available/liberate.conf`.
//!
//! The server's name carries `https://`, or redirects of folders would lead to `http://`; its own way of choosing files by language and by
//! `.gz` stays off. Source: Apache's documentation, 2.4.

use super::super::server_headers::{IMMUTABLE, NO_STORE};
use super::rules::{ServerRules, literal, quoted};
use std::fmt::Write;

pub(super) fn configuration(rules: &ServerRules, root: &str, port: Option<u16>) -> String {
    let mut out = format!(
        "# {} for Apache 2.4: put this file into /etc/apache2/sites-available/, then run: a2enmod headers deflate ssl, a2ensite with \
         its name, and systemctl reload apache2\n\n",
        rules.origin
    );
    let host = rules.host();
    match port {
        Some(port) => {
            let _ = write!(out, "Listen 127.0.0.1:{port}\n<VirtualHost 127.0.0.1:{port}>\n");
        }
        None => {
            let _ = write!(
                out,
                "<VirtualHost *:80>\n    ServerName {host}\n    Redirect permanent / {}/\n</VirtualHost>\n<VirtualHost *:443>\n    \
                 SSLEngine on\n    SSLCertificateFile /etc/letsencrypt/live/{host}/fullchain.pem\n    \
                 SSLCertificateKeyFile /etc/letsencrypt/live/{host}/privkey.pem\n",
                rules.origin
            );
        }
    }
    site(rules, root, &mut out);
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

fn types(rules: &ServerRules, out: &mut String) {
    let texts: Vec<&str> = rules.texts().into_iter().collect();
    let _ = write!(
        out,
        "    RemoveEncoding .gz .Z .tgz\n    AddDefaultCharset utf-8\n    <IfModule mod_deflate.c>\n        \
         AddOutputFilterByType DEFLATE {}\n    </IfModule>\n",
        texts.join(" ")
    );
    for (ending, of) in &rules.types {
        let _ = writeln!(out, "    AddType {} .{ending}", quoted(of));
    }
    for (name, of) in &rules.named_types {
        let _ = write!(out, "    <Files {}>\n        ForceType {}\n    </Files>\n", quoted(name), quoted(of));
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
    out.push_str("    # Nothing hidden, and nothing that is for hosts.\n");
    out.push_str("    RedirectMatch 404 \"/(\\.(?!well-known/)|_headers$|_redirects$)\"\n");
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
}

/// Apache compares decoded paths.
fn pattern(address: &str) -> String {
    format!("^{}$", literal(&crate::text::decode_path(address)))
}
