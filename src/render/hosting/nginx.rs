//! nginx: one file for the `http` block, such as `/etc/nginx/conf.d/liberate.conf`.
//!
//! Headers are written for the server alone and vary by maps: an `add_header` in a location would drop all others. What is gone answers in
//! a location of its own, so that the page that says so is not gone, too. Source: nginx's reference of its modules, 1.22.

use super::super::server_headers::{IMMUTABLE, NO_STORE};
use super::rules::{COMPRESSED, ServerPlace, ServerRules, literal, quoted};
use crate::text::ContentCoding;
use std::fmt::Write;

pub(super) fn configuration(rules: &ServerRules, root: &str, place: &ServerPlace) -> String {
    let module = if place.codings.contains(&ContentCoding::Brotli) {
        "; it needs the module libnginx-mod-http-brotli-static, or --gzip-only when this file is written"
    } else {
        ""
    };
    let mut out = format!(
        "# {} for nginx 1.22 or newer: put this file into /etc/nginx/conf.d/, then run: nginx -t && nginx -s reload{module}\n\n",
        rules.origin
    );
    maps(rules, &mut out);
    if place.port.is_none() {
        let host = rules.host();
        let _ = write!(
            out,
            "server {{\n    listen 80;\n    listen [::]:80;\n    server_name {host};\n    return 301 https://$host$request_uri;\n}}\n\n"
        );
    }
    server(rules, root, place, &mut out);
    out
}

fn maps(rules: &ServerRules, out: &mut String) {
    let name = &rules.name;
    let _ = write!(
        out,
        "map \"$status$uri\" ${name}_cache {{\n    default {NO_STORE};\n    {} {};\n}}\n",
        quoted(&format!("~^(200|206|304){}", literal(&rules.hashed()))),
        quoted(IMMUTABLE)
    );
    let _ = write!(out, "map $request_uri ${name}_robots {{\n    default \"\";\n");
    if let Some(data) = &rules.data {
        let _ = writeln!(out, "    {} noindex;", quoted(&format!("~^{}", literal(data))));
    }
    let _ = write!(out, "}}\nmap $request_uri ${name}_missing {{\n    default {};\n", rules.not_found(""));
    for language in &rules.languages {
        let _ = writeln!(out, "    {} {};", quoted(&format!("~^{}/", literal(language))), rules.not_found(language));
    }
    out.push_str("}\n\n");
}

fn server(rules: &ServerRules, root: &str, place: &ServerPlace, out: &mut String) {
    let (name, host) = (&rules.name, rules.host());
    out.push_str("server {\n");
    match place.port {
        Some(port) => {
            let _ = writeln!(out, "    listen 127.0.0.1:{port};");
        }
        None => {
            let _ = write!(
                out,
                "    listen 443 ssl http2;\n    listen [::]:443 ssl http2;\n    ssl_certificate /etc/letsencrypt/live/{host}/fullchain.pem;\n    \
                 ssl_certificate_key /etc/letsencrypt/live/{host}/privkey.pem;\n    ssl_protocols TLSv1.2 TLSv1.3;\n"
            );
        }
    }
    let _ = write!(
        out,
        "    server_name {host};\n    server_tokens off;\n    absolute_redirect off;\n    access_log off;\n    root {};\n    \
         index index.html;\n    error_page 404 ${name}_missing;\n",
        root
    );
    for (header, value) in &rules.headers {
        let _ = writeln!(out, "    add_header {header} {} always;", quoted(value));
    }
    let _ = write!(
        out,
        "    add_header Cache-Control ${name}_cache always;\n    add_header X-Robots-Tag ${name}_robots always;\n"
    );
    compressed(place.codings, out);
    types(rules, out);
    locations(rules, out);
    out.push_str("}\n");
}

/// What the release holds compressed goes out as it is; nothing is compressed while somebody waits.
fn compressed(codings: &[ContentCoding], out: &mut String) {
    // By itself the server says so only where there is a file for gzip.
    out.push_str(
        "    gzip off;\n    gzip_vary off;\n    gzip_proxied any;\n    add_header Vary Accept-Encoding always;\n",
    );
    for coding in codings {
        out.push_str(match coding {
            ContentCoding::Brotli => "    brotli_static on;\n",
            ContentCoding::Gzip => "    gzip_static on;\n",
        });
    }
}

/// The types say their charset by themselves: nginx adds none to what is compressed.
fn types(rules: &ServerRules, out: &mut String) {
    out.push_str("    charset off;\n    default_type application/octet-stream;\n    types {\n");
    for (ending, of) in &rules.types {
        let _ = writeln!(out, "        {} {ending};", quoted(of));
    }
    out.push_str("    }\n");
}

fn locations(rules: &ServerRules, out: &mut String) {
    out.push_str("    # Nothing hidden, and nothing that is for hosts.\n");
    let hidden = format!("/(\\.(?!well-known/)|_headers$|_redirects$)|{COMPRESSED}");
    let _ = write!(out, "    location ~ \"{hidden}\" {{\n        return 404;\n    }}\n");
    for (name, of) in &rules.named_types {
        let _ = write!(
            out,
            "    location ~ {} {{\n        types {{}}\n        default_type {};\n    }}\n",
            quoted(&format!("/{}$", literal(name))),
            quoted(of)
        );
    }
    for (from, to) in &rules.moved {
        let _ =
            write!(out, "    location = {} {{\n        return 301 {};\n    }}\n", quoted(&decoded(from)), quoted(to));
    }
    for (address, page) in &rules.gone {
        let _ = write!(
            out,
            "    location = {} {{\n        error_page 410 {page};\n        return 410;\n    }}\n",
            quoted(&decoded(address))
        );
    }
}

/// nginx compares decoded paths.
fn decoded(address: &str) -> String {
    crate::text::decode_path(address)
}
