//! What is made for other programs: feeds, the sitemap, robots, headers.

use crate::expect::assert_text;
use crate::kit::{PICTURE, Site};
use liberate::diagnostic::{Location, Severity, report};
use liberate::render::{ServerPlace, WebServer};
use liberate::text::ContentCoding;
use std::path::Path;

const PAGES: &str = r#"
=== content/news.md
+++
title = "News & more"
description = "What < is > new."
date = 2026-03-01
updated = 2026-05-01
+++
=== content/news.pl.md
+++
title = "Nowości"
+++
=== content/old.md
+++
title = "Older"
date = 2026-02-01
+++
=== content/secret.md
+++
title = "Get out"
date = 2026-01-01
sensitive = true
neutral_title = "Information"
+++
=== content/undated.md
+++
title = "Undated"
+++
"#;

#[test]
fn the_feed_has_the_newest_pages_with_a_date() {
    let site = Site::new(PAGES);
    assert_text!(
        site.page("/atom.xml"),
        r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
        <title>Site</title>
        <link rel="self" type="application/atom+xml" href="https://site.example/atom.xml"/>
        <link rel="alternate" type="text/html" href="https://site.example/"/>
        <id>https://site.example/atom.xml</id>
        <updated>2026-05-01T00:00:00Z</updated>
        <author><name>Site</name></author>
        <entry>
        <title>News &amp; more</title>
        <updated>2026-05-01T00:00:00Z</updated>
        <link rel="alternate" type="text/html" href="https://site.example/news/"/>
        <id>https://site.example/news/</id>
        <summary>What &lt; is &gt; new.</summary>
        </entry>
        <entry>
        <title>Older</title>
        <updated>2026-02-01T00:00:00Z</updated>
        <link rel="alternate" type="text/html" href="https://site.example/old/"/>
        <id>https://site.example/old/</id>
        </entry>
        <entry>
        <title>Information</title>
        <updated>2026-01-01T00:00:00Z</updated>
        <link rel="alternate" type="text/html" href="https://site.example/secret/"/>
        <id>https://site.example/secret/</id>
        </entry>
        </feed>
    "#
    );
    assert_text!(
        site.page("/pl/atom.xml"),
        r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pl">
        <title>Strona</title>
        <link rel="self" type="application/atom+xml" href="https://site.example/pl/atom.xml"/>
        <link rel="alternate" type="text/html" href="https://site.example/pl/"/>
        <id>https://site.example/pl/atom.xml</id>
        <updated>2026-05-01T00:00:00Z</updated>
        <author><name>Strona</name></author>
        <entry>
        <title>Nowości</title>
        <updated>2026-05-01T00:00:00Z</updated>
        <link rel="alternate" type="text/html" href="https://site.example/pl/news/"/>
        <id>https://site.example/pl/news/</id>
        </entry>
        </feed>
    "#
    );
}

#[test]
fn a_feed_says_nothing_of_sensitive_pages() {
    let site = Site::new(
        "=== content/secret.md\n+++\ntitle = \"Get out\"\ndescription = \"How to leave him.\"\ndate = 2026-01-01\nsensitive = true\nneutral_title = \"Information\"\n+++\n",
    );
    site.lacks("/atom.xml", &["How to leave him."]);
}

#[test]
fn a_feed_without_entries_is_valid() {
    Site::new(PAGES).lacks("/ur/atom.xml", &["<updated></updated>"]);
}

#[test]
fn feeds_are_as_long_as_the_settings_say() {
    let site = Site::new(PAGES).settings("feed_limit = 1");
    assert_eq!(site.page("/atom.xml").matches("<entry>").count(), 1);
    let site = Site::new(PAGES).settings("feed_limit = 0");
    assert!(!site.build().contains_key("/atom.xml"));
    assert!(!Site::new("").build().contains_key("/atom.xml"), "a site without dates has no feed");
    let wrong = Site::new(PAGES).settings("feed_limit = -1").diagnostics();
    assert!(
        wrong.contains("error number-out-of-range `feed_limit` cannot be -1 | write a whole number from 0 to 1000"),
        "{wrong}"
    );
}

#[test]
fn the_sitemap_lists_real_pages_with_their_languages() {
    let site = Site::new(PAGES).with("=== content/_index.pl.md\n+++\ntitle = \"Start\"\n+++\n");
    assert_text!(
        site.page("/sitemap.xml"),
        r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
        <url><loc>https://site.example/</loc><xhtml:link rel="alternate" hreflang="en" href="https://site.example/"/><xhtml:link rel="alternate" hreflang="pl" href="https://site.example/pl/"/><xhtml:link rel="alternate" hreflang="x-default" href="https://site.example/"/></url>
        <url><loc>https://site.example/pl/</loc><xhtml:link rel="alternate" hreflang="en" href="https://site.example/"/><xhtml:link rel="alternate" hreflang="pl" href="https://site.example/pl/"/><xhtml:link rel="alternate" hreflang="x-default" href="https://site.example/"/></url>
        <url><loc>https://site.example/news/</loc><lastmod>2026-05-01</lastmod><xhtml:link rel="alternate" hreflang="en" href="https://site.example/news/"/><xhtml:link rel="alternate" hreflang="pl" href="https://site.example/pl/news/"/><xhtml:link rel="alternate" hreflang="x-default" href="https://site.example/news/"/></url>
        <url><loc>https://site.example/pl/news/</loc><lastmod>2026-05-01</lastmod><xhtml:link rel="alternate" hreflang="en" href="https://site.example/news/"/><xhtml:link rel="alternate" hreflang="pl" href="https://site.example/pl/news/"/><xhtml:link rel="alternate" hreflang="x-default" href="https://site.example/news/"/></url>
        <url><loc>https://site.example/old/</loc><lastmod>2026-02-01</lastmod></url>
        <url><loc>https://site.example/secret/</loc><lastmod>2026-01-01</lastmod></url>
        <url><loc>https://site.example/undated/</loc></url>
        </urlset>
    "#
    );
}

#[test]
fn readers_of_any_language_are_sent_from_the_home_page_to_the_page_of_languages() {
    let site = Site::new("=== content/_index.pl.md\n+++\ntitle = \"Start\"\n+++\n=== content/languages.md\n+++\ntitle = \"Languages\"\n+++\n")
        .settings("[links]\nlanguages = \"@/languages.md\"");
    let home = "<xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"https://site.example/languages/\"/>";
    assert!(site.page("/sitemap.xml").contains(home));
    site.shows("/", &["<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://site.example/languages/\">"]);
}

#[test]
fn robots_are_let_in_or_kept_out() {
    assert_eq!(
        Site::new("").page("/robots.txt"),
        "User-agent: *\nAllow: /\nSitemap: https://site.example/sitemap.xml\n"
    );
    let partner = Site::new(PAGES).edition("partner");
    assert_eq!(partner.page("/robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(!partner.build().contains_key("/sitemap.xml"));
    partner.shows("/news/", &["<meta name=\"robots\" content=\"noindex\">"]);
}

#[test]
fn a_server_is_told_what_to_send() {
    let site = Site::new("=== themes/plain/scripts/exit.js\nleave();\n").with_bytes("content/x.png", PICTURE);
    let headers = site.page("/_headers");
    let lines: Vec<&str> = headers.lines().collect();
    assert_eq!(lines[0], "/*");
    let value = |name: &str| {
        let line = lines.iter().find_map(|line| line.trim().strip_prefix(&format!("{name}: ")));
        line.unwrap_or_else(|| panic!("{name} is missing in\n{headers}"))
    };
    let policy = value("Content-Security-Policy");
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    for never in ["unsafe-", "http:", "https:", "data:", "*", "blob:"] {
        assert!(!policy.contains(never), "{policy} allows {never}");
    }
    for piece in [
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
    ] {
        assert!(policy.contains(piece), "{policy} lacks {piece}");
    }
    assert_eq!(value("Referrer-Policy"), "no-referrer");
    assert_eq!(value("X-Content-Type-Options"), "nosniff");
    assert_eq!(value("Cache-Control"), "no-store");
    for file in [
        site.address("/assets/scripts/exit.", ".js"),
        site.address("/assets/styles/main.", ".css"),
        site.address("/assets/x.", ".png"),
    ] {
        assert!(file.starts_with("/assets/"), "{file} may be kept for good");
    }
    let kept = "/assets/*\n  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable\n";
    assert!(headers.contains(kept), "{headers}");
    assert!(!headers.contains("X-Robots-Tag"));
    assert!(Site::new("").edition("partner").page("/_headers").contains("X-Robots-Tag: noindex, nofollow"));
}

#[test]
fn addresses_in_headers_are_one_word() {
    let site = Site::new("").with_bytes("content/two words.png", PICTURE);
    assert!(
        site.page("/_headers").lines().all(|line| line.starts_with(' ') || !line.contains(' ')),
        "{}",
        site.page("/_headers")
    );
}

#[test]
fn addresses_in_pages_are_valid() {
    let site = Site::page_of("[x](@/two%20words.md) ![y](a%20b.png)")
        .with("=== content/two words.md\n+++\ntitle = \"Two\"\n+++\n")
        .with_bytes("content/a b.png", PICTURE);
    site.lacks("/page/", &["href=\"/two words/\"", "src=\"/a b."]);
}

#[test]
fn media_types_follow_the_address() {
    let site = Site::new(PAGES).with("=== static/a.txt\nx\n=== static/b\nx\n=== static/c.html\nx\n=== static/d.json\n{}\n=== themes/plain/scripts/exit.js\nx()\n")
        .with_bytes("content/x.png", PICTURE);
    let snapshot = site.workspace().snapshot(site.options()).expect("there is a public edition");
    let kind = |address: &str| {
        let address = if address.contains('*') {
            let (start, end) = address.split_once('*').unwrap();
            site.address(start, end)
        } else {
            address
        };
        let route = snapshot.site.route(address).unwrap_or_else(|| panic!("nothing at {address}"));
        snapshot.make(&address.into(), route).value.expect("it can be made").media_type
    };
    assert_eq!(kind("/"), "text/html; charset=utf-8");
    assert_eq!(kind("/atom.xml"), "application/atom+xml; charset=utf-8");
    assert_eq!(kind("/sitemap.xml"), "application/xml; charset=utf-8");
    assert_eq!(kind("/robots.txt"), "text/plain; charset=utf-8");
    assert_eq!(kind("/a.txt"), "text/plain; charset=utf-8");
    assert_eq!(kind("/b"), "application/octet-stream");
    assert_eq!(kind("/c.html"), "text/html; charset=utf-8");
    assert_eq!(kind("/d.json"), "application/json");
    assert_eq!(kind("/assets/x.*.png"), "image/png");
    assert_eq!(kind("/assets/styles/main.*.css"), "text/css; charset=utf-8");
    assert_eq!(kind("/assets/scripts/exit.*.js"), "text/javascript; charset=utf-8");
}

// For people who want to know what they see

#[test]
fn the_build_says_what_it_is_and_names_no_day_of_its_own() {
    let site = Site::new(
        "=== content/help.md\n+++\ntitle = \"Help\"\nchecked_on = 2026-09-01\n+++\n\nWords.\n=== content/help.pl.md\n+++\ntitle = \"Pomoc\"\n+++\n\nTekst.\n",
    );
    let text = site.page("/build.txt").to_owned();
    // With the mark of UTF-8, as it has a name in other letters.
    assert!(
        text.trim_start_matches('\u{feff}')
            .starts_with("Edition: public\nAddress: https://site.example/\nMade with: liberate "),
        "{text}"
    );
    assert!(text.contains("\nNewest page: 2026-09-01\n"), "{text}");
    assert!(
        text.contains("\nPages: 2\n\nPages that have words of their own:\n    2  en  English\n    1  pl  polski\n"),
        "{text}"
    );
    assert_eq!(site.at("2027-01-01").page("/build.txt"), text);
}

const SECURITY: &str = "[security]\ncontact = \"https://security.example/report\"\nexpires = 2027-01-31\n";

#[test]
fn security_txt_says_whom_to_tell_if_the_site_does() {
    let site = Site::new("").settings(SECURITY);
    assert_eq!(
        site.page("/.well-known/security.txt"),
        "Contact: https://security.example/report\nExpires: 2027-01-31T23:59:59Z\nPreferred-Languages: en\n\
         Canonical: https://site.example/.well-known/security.txt\n"
    );
    assert!(!Site::new("").build().contains_key("/.well-known/security.txt"));
    let page = "\n=== content/contact.md\n+++\ntitle = \"Contact\"\n+++\n\n## Holes {#holes}\n\nWords.\n";
    let own = SECURITY.replace("https://security.example/report", "@/contact.md#holes") + "policy = \"@/contact.md\"\n";
    let mut site = Site::new(page).settings(&own);
    let text = site.page("/.well-known/security.txt");
    assert!(text.starts_with("Contact: https://site.example/contact/#holes\n"), "{text}");
    assert!(text.contains("\nPolicy: https://site.example/contact/\n"), "{text}");
    // A page that only partners have is no contact for everybody.
    site.replace("content/contact.md", "title =", "audience = \"partner\"\ntitle =");
    assert!(!site.build().contains_key("/.well-known/security.txt"));
}

#[test]
fn what_is_wrong_with_the_contact_for_security_is_said() {
    let check = |settings: String, said: &str| {
        let found = Site::new("").settings(&settings).at("2026-11-28").diagnostics();
        assert!(found.contains(said), "{said}\n{found}");
    };
    check(
        SECURITY.replace("https://security.example/report", "Ask the desk"),
        "error bad-security-contact `Ask the desk` is no",
    );
    check(SECURITY.replace("https://security.example/report", "@/contact.md"), "error unknown-page");
    check(SECURITY.replace("expires = 2027-01-31\n", ""), "error missing-key");
    check(
        SECURITY.replace("2027-01-31", "2026-11-27"),
        "warning security-expired the contact for security holds until 2026-11-27",
    );
}

#[test]
fn what_a_host_cannot_take_is_named() {
    let place = Location::whole(&"liberate.toml".into());
    let said = report::host_limit(place, "files", 20_001, 20_000);
    assert_eq!((said.code, said.severity), ("host-limit", Severity::Warning));
    assert_eq!(said.message, "there are 20001 files, and the edition's host takes 20000 at most");
}

/// The site with a line more about its public edition.
fn public_edition(files: &str, line: &str) -> Site {
    let mut site = Site::new(files);
    site.replace("liberate.toml", "indexed = true", &format!("indexed = true\n{line}"));
    site
}

#[test]
fn what_is_for_a_host_is_what_it_can_read() {
    let gone = "=== content/addresses.lock\ndefault_language = \"en\"\n\n[[published]]\non = 2026-11-01\nlanguages = \"en pl ur\"\n\"/closed/\" = \"content/closed.md\"\n=== content/gone.toml\n\"/closed/\" = { since = 2026-11-20, why = \"Closed.\" }\n";
    let netlify = public_edition(gone, "host = \"netlify\"");
    assert!(netlify.page("/_redirects").contains("/closed/ /gone.html 410!\n"));
    assert!(netlify.page("/_redirects").contains("/pl/* /pl/404.html 404\n"));
    // Also where nothing has moved yet.
    assert!(public_edition("", "host = \"netlify\"").page("/_redirects").contains("/pl/* /pl/404.html 404\n"));
    assert!(!netlify.page("/_headers").contains('!'));
    assert!(netlify.page("/_headers").contains("/pl/*\n  Cache-Control: no-store\n"));
    let cloudflare = public_edition(gone, "host = \"cloudflare\"");
    assert!(cloudflare.page("/_headers").contains("  ! Access-Control-Allow-Origin\n"));
    let own = public_edition("", "tls_for_subdomains = true");
    assert!(own.page("/_headers").contains("max-age=63072000; includeSubDomains\n"));
    assert!(!Site::new("").page("/_headers").contains("includeSubDomains"));
}

/// What the folder of addresses with a hash holds is kept for a year, so nothing else may be in it.
#[test]
fn nothing_else_is_in_the_folder_that_browsers_keep() {
    let check = |site: Site| assert_eq!(site.codes(), ["address-kept"], "{}", site.diagnostics());
    check(Site::new("=== static/assets/list.csv\na\n"));
    check(Site::new("=== content/assets/_index.md\n+++\ntitle = \"Assets\"\n+++\n"));
    check(Site::new("=== content/a.md\n+++\ntitle = \"A\"\naliases = [\"/assets/old/\"]\n+++\n\nWords.\n"));
    let fine = Site::new("=== static/asset/list.csv\na\n").with_bytes("static/assets.png", PICTURE);
    assert_eq!(fine.diagnostics(), "");
}

#[test]
fn configurations_of_servers_name_what_moved_and_what_is_gone() {
    let ledger = "=== content/addresses.lock\ndefault_language = \"en\"\n\n[[published]]\non = 2026-11-01\nlanguages = \"en pl ur\"\n\
                  \"/old.csv\" = \"static/old.csv\"\n\"/closed/\" = \"content/closed.md\"\n\
                  === content/gone.toml\n\"/closed/\" = { since = 2026-11-20, why = \"Closed.\" }\n\
                  === content/list.md\n+++\ntitle = \"List\"\naliases = [\"/old.csv\"]\n+++\n\nWords.\n";
    let site = Site::new(ledger);
    assert_eq!(site.diagnostics(), "");
    let rules = site.workspace().snapshot(site.options()).expect("there is a public edition").server_rules();
    let place = |port| ServerPlace { folder: Path::new("/srv/site"), port, codings: &ContentCoding::ALL };
    for (server, pieces) in [
        (
            WebServer::Nginx,
            ["location = \"/old.csv\"", "return 301 \"/list/\"", "error_page 410 /pl/gone.html", "root \"/srv/site\""],
        ),
        (
            WebServer::Caddy,
            ["redir /old.csv /list/ 301", "\"/pl/closed/\" /pl/gone.html", "error @gone 410", "root * \"/srv/site\""],
        ),
        (
            WebServer::Apache,
            [
                "RedirectMatch 301 \"^/old\\\\.csv$\" /list/",
                "ErrorDocument 410 /pl/gone.html",
                "RedirectMatch 410 \"^/closed/$\"",
                "DocumentRoot \"/srv/site\"",
            ],
        ),
    ] {
        let text = rules.configuration(server, &place(None)).expect("the address has no path");
        for piece in pieces {
            assert!(text.contains(piece), "{server:?} lacks {piece}:\n{text}");
        }
        assert!(text.contains("site.example"), "{server:?} answers for its host:\n{text}");
        assert!(rules.configuration(server, &place(Some(8080))).unwrap().contains("127.0.0.1"), "{server:?}");
    }
}
