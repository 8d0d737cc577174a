//! Caddy: one file that `/etc/caddy/Caddyfile` imports.
//!
//! Directives are sorted by kind and not by line, so whatever excludes something else says so by its matcher, and what a page of an error
//! sends is written once more where errors are handled. Source: Caddy's documentation, 2.6.

use super::super::server_headers::{IMMUTABLE, NO_STORE};
use super::rules::{COMPRESSED, ServerPlace, ServerRules, quoted};
use crate::text::ContentCoding;
use std::fmt::Write;

pub(super) fn configuration(rules: &ServerRules, root: &str, place: &ServerPlace) -> String {
    let site = match place.port {
        Some(port) => format!("http://:{port} {{\n\tbind 127.0.0.1\n"),
        None => format!("{} {{\n", rules.origin),
    };
    let mut out = format!(
        "# {} for Caddy 2.6 or newer: import this file in /etc/caddy/Caddyfile, then run: caddy reload --config /etc/caddy/Caddyfile\n\n",
        rules.origin
    );
    let _ = write!(out, "({}_headers) {{\n\theader {{\n\t\t-Server\n", rules.name);
    for (header, value) in &rules.headers {
        let _ = writeln!(out, "\t\t{header} {}", quoted(value));
    }
    // In the end, because the server adds one of its own to what is compressed.
    out.push_str("\t\tVary Accept-Encoding\n\t\tdefer\n");
    let _ = write!(out, "\t}}\n}}\n\n{site}\troot * {root}\n");
    let _ = writeln!(out, "\timport {}_headers", rules.name);
    let files_from = file_server(place.codings);
    files(rules, &files_from, &mut out);
    errors(rules, &files_from, &mut out);
    out.push_str("}\n");
    out
}

/// Files go out as the release holds them compressed; nothing is compressed while somebody waits.
fn file_server(codings: &[ContentCoding]) -> String {
    let tokens: Vec<&str> = codings.iter().map(|coding| coding.token()).collect();
    format!("file_server {{\n\t\tprecompressed {}\n\t}}\n", tokens.join(" "))
}

fn files(rules: &ServerRules, files_from: &str, out: &mut String) {
    let hashed = rules.hashed();
    let _ = write!(
        out,
        "\t@hashed path {hashed}*\n\theader @hashed Cache-Control {}\n\t@asked_again not path {hashed}*\n\t\
         header @asked_again Cache-Control {NO_STORE}\n",
        quoted(IMMUTABLE)
    );
    if let Some(data) = &rules.data {
        let _ = write!(out, "\t@data path {data}*\n\theader @data X-Robots-Tag noindex\n");
    }
    types(rules, out);
    for (from, to) in &rules.moved {
        let _ = writeln!(out, "\tredir {from} {to} 301");
    }
    if !rules.gone.is_empty() {
        let all: Vec<&str> = rules.gone.iter().map(|(address, _)| address.as_str()).collect();
        let _ = write!(out, "\t@gone path {}\n\terror @gone 410\n", all.join(" "));
    }
    out.push_str("\t# Nothing hidden, and nothing that is for hosts.\n");
    let hidden = format!("/(\\.([^w]|w[^e])|_headers$|_redirects$)|{COMPRESSED}");
    let _ = write!(out, "\t@hidden path_regexp `{hidden}`\n\terror @hidden 404\n\t{files_from}");
}

/// A page has the address of its folder, so what has no other type below is HTML by its own name.
fn types(rules: &ServerRules, out: &mut String) {
    for (number, (ending, of)) in rules.types.iter().filter(|(ending, _)| *ending != "html").enumerate() {
        let names: Vec<String> =
            rules.named_types.keys().filter(|name| name.ends_with(&format!(".{ending}"))).cloned().collect();
        let _ = writeln!(out, "\t@type_{number} {{\n\t\tpath *.{ending}");
        for name in &names {
            let _ = writeln!(out, "\t\tnot path */{name}");
        }
        let _ = writeln!(out, "\t}}\n\theader @type_{number} Content-Type {}", quoted(of));
    }
    for (number, (name, of)) in rules.named_types.iter().enumerate() {
        let _ = write!(out, "\t@named_{number} path */{name}\n\theader @named_{number} Content-Type {}\n", quoted(of));
    }
}

fn errors(rules: &ServerRules, files_from: &str, out: &mut String) {
    out.push_str("\thandle_errors {\n");
    let _ = write!(
        out,
        "\t\timport {}_headers\n\t\theader Cache-Control {NO_STORE}\n\t\theader Content-Type \"text/html; charset=utf-8\"\n\t\t\
         map {{http.request.orig_uri.path}} {{missing_page}} {{\n",
        rules.name
    );
    for language in &rules.languages {
        let _ = writeln!(out, "\t\t\t~^{language}/ {}", rules.not_found(language));
    }
    let _ = write!(out, "\t\t\tdefault {}\n\t\t}}\n", rules.not_found(""));
    if !rules.gone.is_empty() {
        out.push_str("\t\tmap {http.request.orig_uri.path} {gone_page} {\n");
        for (address, page) in &rules.gone {
            let _ = writeln!(out, "\t\t\t{} {page}", quoted(&crate::text::decode_path(address)));
        }
        let _ = write!(out, "\t\t\tdefault {}\n\t\t}}\n", rules.not_found(""));
        out.push_str("\t\t@is_gone expression `{http.error.status_code} == 410`\n\t\trewrite @is_gone {gone_page}\n");
    }
    out.push_str(
        "\t\t@is_missing expression `{http.error.status_code} != 410`\n\t\trewrite @is_missing {missing_page}\n",
    );
    let _ = writeln!(out, "\t\t{}\t}}", files_from.replace("\n\t", "\n\t\t"));
}
