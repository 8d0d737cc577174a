//! Where a site will be: what the settings say goes in, one form of it comes out, or what is wrong with it.
//!
//! Everything that makes an address of the site begins with it.

use crate::text::{decode_path, encode_path};

/// Endings of pages: an address that ends in one names a page, not a site.
const PAGES: [&str; 6] = [".html", ".htm", ".php", ".asp", ".aspx", ".md"];

/// The address of a site as the program keeps it: scheme and host in small letters, the path encoded, no slash at the end.
///
/// # Errors
/// What is wrong with it, in words that follow "because".
pub fn base_url(written: &str) -> Result<String, &'static str> {
    if written.contains(|character: char| character.is_whitespace() || character.is_control()) {
        return Err("it holds a space");
    }
    let (scheme, rest) = written.split_once("://").unwrap_or_default();
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "https" && scheme != "http" {
        return Err("it does not begin with https://");
    }
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()));
    let host = host(authority)?;
    Ok(format!("{scheme}://{host}{}", path_of(path)?))
}

fn host(authority: &str) -> Result<String, &'static str> {
    if authority.contains('@') {
        return Err("it holds a name or a password in front of the host");
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    if host.is_empty() {
        return Err("it names no host");
    }
    if !host.is_ascii() {
        return Err("its host has letters that servers know only in their `xn--` form");
    }
    let is_part = |part: &str| {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !part.is_empty() && part.bytes().all(fits) && !part.starts_with('-') && !part.ends_with('-')
    };
    let number = host.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
    let is_number = number.is_some_and(|inner| inner.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':'));
    if !is_number && !host.split('.').all(is_part) {
        return Err("its host is none");
    }
    match port.map(str::parse::<u16>) {
        None => Ok(host.to_ascii_lowercase()),
        Some(Ok(port)) if port > 0 => Ok(format!("{}:{port}", host.to_ascii_lowercase())),
        Some(_) => Err("its port is no number"),
    }
}

fn path_of(path: &str) -> Result<String, &'static str> {
    if path.contains('?') {
        return Err("it holds a `?`, and everything behind it would be lost");
    }
    if path.contains('#') {
        return Err("it holds a `#`, and everything behind it would be lost");
    }
    if path.contains('\\') {
        return Err("its path is none");
    }
    let path = path.trim_end_matches('/');
    let mut encoded = String::new();
    for part in path.split('/').skip(1) {
        let meant = decode_path(part);
        if matches!(meant.as_str(), "" | "." | "..") || meant.contains(['/', '\\']) || meant.contains(char::is_control)
        {
            return Err("its path is none");
        }
        encoded.push('/');
        encoded.push_str(&encode_path(&meant));
    }
    if PAGES.iter().any(|ending| encoded.to_ascii_lowercase().ends_with(ending)) {
        return Err("it names a page, not the folder of the site");
    }
    Ok(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_in_one_form() {
        let check = |written: &str, expected: &str| assert_eq!(base_url(written).as_deref(), Ok(expected), "{written}");
        check("https://site.example", "https://site.example");
        check("https://site.example/", "https://site.example");
        check("HTTPS://Site.Example//", "https://site.example");
        check("http://localhost:1111", "http://localhost:1111");
        check("https://[::1]:8080/a", "https://[::1]:8080/a");
        check("https://council.example/portal/", "https://council.example/portal");
        check("https://council.example/Our%20portal/مدد", "https://council.example/Our%20portal/%D9%85%D8%AF%D8%AF");
    }

    #[test]
    fn what_is_no_address_of_a_site_is_refused() {
        let check = |written: &str, expected: &str| {
            let why = base_url(written).expect_err(written);
            assert!(why.contains(expected), "{written}: {why}");
        };
        for written in ["https://", "http:///portal", "https://:80", "https://?a"] {
            check(written, "names no host");
        }
        for written in
            ["https://site example", " https://site.example", "https://site.example\n", "https://site.example/\u{a0}"]
        {
            check(written, "space");
        }
        for written in ["", "site.example", "//site.example", "ftp://site.example", "https:/site.example"] {
            check(written, "begin with https://");
        }
        check("https://site.example/?a=1&b=2", "`?`");
        check("https://site.example#x", "`#`");
        check("https://user:secret@site.example", "name or a password");
        for written in [
            "https://site..example",
            "https://-a.example",
            "https://a_b.example",
            "https://[::g]",
            "https://site.example.",
        ] {
            check(written, "host is none");
        }
        check("https://bücher.example", "xn--");
        for written in ["https://site.example:0", "https://site.example:99999", "https://site.example:x"] {
            check(written, "port");
        }
        for written in [
            "https://site.example/a//b",
            "https://site.example/../a",
            "https://site.example/a%2Fb",
            "https://site.example\\a",
        ] {
            check(written, "path is none");
        }
        check("https://site.example/index.html", "page");
    }
}
