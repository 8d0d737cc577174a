//! Addresses: what authors write, what is in pages, what a server is asked for, and what it answers.

use crate::chance::Chance;
use crate::command::temporary;
use crate::kit::{PICTURE, RECORDS, Site};
use crate::portal::portal;
use liberate::preview::Preview;
use liberate::site::Route;
use liberate::snapshot::Workspace;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::TcpStream;

/// The values of these attributes in a page, as a browser reads them.
fn values(html: &str, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for name in names {
        for rest in html.split(&format!(" {name}=\"")).skip(1) {
            let value = rest.split('"').next().unwrap_or_default();
            found.push(value.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\""));
        }
    }
    found
}

/// A preview of a site, asked as browsers ask it.
struct Asked {
    preview: Preview,
    _folder: tempfile::TempDir,
}

impl Asked {
    fn of(site: &Site) -> Self {
        let folder = temporary();
        site.write_to(folder.path());
        let workspace = Workspace::new(site.workspace().sources().clone());
        let address = "127.0.0.1:0".parse().unwrap();
        let preview =
            Preview::start(workspace, site.options().clone(), folder.path(), address, Box::new(|_, _| {})).unwrap();
        Self { preview, _folder: folder }
    }

    /// The first line and the headers of the answer, and its body.
    fn get(&self, path: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(self.preview.address()).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.preview.address()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        (String::from_utf8(answer[..end].to_vec()).unwrap(), answer[end + 4..].to_vec())
    }
}

// Names of files

/// Names that people and programs give to files, some of them only to try what becomes of them.
fn names() -> Vec<String> {
    const PIECES: [&str; 34] = [
        "a", "Z", "7", " ", " ", "%", "%20", "%2e", "#", "?", "&", "&amp;", "+", "'", "\"", "(", ")", "[", "]", "{",
        "}", "^", "|", "`", "~", "!", "$", "*", ":", ";", "=", "@", "é", "اردو",
    ];
    let mut chance = Chance::new(5);
    let made = (0..60).map(|number| {
        let pieces: String = (0..1 + chance.below(8)).map(|_| *chance.pick(&PIECES)).collect();
        format!("f{number}{pieces}z.txt")
    });
    let known = [
        "Annual%20Report.txt",
        "100% sure.txt",
        "a+b & c.txt",
        "What? Why #1.txt",
        "R&D [2026] (final).txt",
        "گزارش.txt",
    ];
    known.into_iter().map(str::to_owned).chain(made).collect()
}

#[test]
fn whatever_a_file_is_called_its_link_is_answered_with_it() {
    let mut site = Site::new("");
    let mut markdown = String::new();
    for name in names() {
        let link = utf8_percent_encode(&name, NON_ALPHANUMERIC);
        markdown.push_str(&format!("[one]({link}) [two](/{link})\n\n"));
        site = site.with_bytes(&format!("content/page/{name}"), format!("page {name}\n").as_bytes());
        site = site.with_bytes(&format!("static/{name}"), format!("static {name}\n").as_bytes());
    }
    let site = site.with(&format!("=== content/page/index.md\n+++\ntitle = \"Page\"\n+++\n\n{markdown}"));
    assert_eq!(site.diagnostics(), "");
    let hrefs = values(site.article("/page/"), &["href"]);
    assert_eq!(hrefs.len(), 2 * names().len());
    let asked = Asked::of(&site);
    for (href, name) in hrefs.chunks(2).zip(names()) {
        for (href, kind) in href.iter().zip(["page", "static"]) {
            assert!(href.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/%-._~".contains(&byte)), "{href}");
            let file = percent_decode_str(href).decode_utf8().unwrap().into_owned();
            assert!(site.build().contains_key(&file), "{href} would be looked for at {file}");
            let (head, body) = asked.get(href);
            assert!(head.starts_with("HTTP/1.1 200 "), "{href}: {head}");
            assert_eq!(String::from_utf8(body).unwrap(), format!("{kind} {name}\n"));
        }
    }
}

#[test]
fn a_name_may_be_copied_into_a_link_as_it_is() {
    let files = ["a b.txt", "c%20d.txt", "e#f.txt", "g?h.txt", "100%.txt", "caf\u{e9}.txt"];
    let mut site = Site::new("");
    for file in files {
        site = site.with_bytes(&format!("static/{file}"), b"x");
    }
    let check = |link: &str, href: &str| {
        let page = format!("=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n[x](<{link}>)\n");
        let mut with = BTreeMap::new();
        with.extend(site.files().clone());
        let site = Site::of(with).with(&page);
        assert_eq!(site.diagnostics(), "", "{link}");
        assert_eq!(values(site.article("/page/"), &["href"]), [href], "{link}");
    };
    check("/a b.txt", "/a%20b.txt");
    check("/a%20b.txt", "/a%20b.txt");
    check("/c%20d.txt", "/c%2520d.txt");
    check("/c%2520d.txt", "/c%2520d.txt");
    check("/e#f.txt", "/e%23f.txt");
    check("/g?h.txt", "/g%3Fh.txt");
    check("/100%.txt", "/100%25.txt");
    check("/cafe\u{301}.txt", "/caf%C3%A9.txt");
    check("/cafe%CC%81.txt", "/caf%C3%A9.txt");
    check("/a b.txt?v=1#top", "/a%20b.txt?v=1#top");
}

#[test]
fn pages_and_pictures_may_be_called_anything_too() {
    let site = Site::new("=== content/C# & 100%.md\n+++\ntitle = \"C\"\n+++\n\n## Straße й\n=== content/so so/_index.md\n+++\ntitle = \"So\"\n+++\n\n{{ pages(of=\"@/so%20so/_index.md\") }}\n\n![A](pic%20ture.png) ![B](</pic?.png>)\n=== content/so so/x+y.md\n+++\ntitle = \"X\"\naliases = [\"/alt/%C3%A4%20b/\"]\n+++\n\n[C](<@/C# & 100%.md>) [C](@/C%23%20%26%20100%25.md#straße-й) [C](@/C%23%20&%20100%25.md#stra%C3%9Fe-%D0%B9)\n")
        .with_bytes("content/so so/pic ture.png", PICTURE)
        .with_bytes("static/pic?.png", PICTURE)
        .settings("[menus]\nmain = [\"@/so%20so/x+y.md\"]");
    assert_eq!(site.diagnostics(), "");
    let to = "/C%23%20%26%20100%25/";
    assert_eq!(
        values(site.article("/so so/x+y/"), &["href"]),
        [to.to_owned(), format!("{to}#stra%C3%9Fe-%D0%B9"), format!("{to}#stra%C3%9Fe-%D0%B9")]
    );
    site.shows(
        "/so so/",
        &["<a href=\"/so%20so/x%2By/\">X</a>", "src=\"/assets/so%20so/pic%20ture.", "src=\"/pic%3F.png\""],
    );
    site.shows("/alt/ä b/", &["url=/so%20so/x%2By/\"", "https://site.example/so%20so/x%2By/"]);
    site.shows("/sitemap.xml", &["<loc>https://site.example/C%23%20%26%20100%25/</loc>"]);
    let asked = Asked::of(&site);
    for path in [to, "/so%20so/x%2By/", "/so%20so/x+y/", "/alt/%C3%A4%20b/", "/pic%3F.png"] {
        assert!(asked.get(path).0.starts_with("HTTP/1.1 200 "), "{path}");
    }
    assert!(asked.get("/so%20so").0.contains("Location: /so%20so/\r\n"));
}

#[test]
fn names_that_no_server_can_be_asked_for_are_refused() {
    for name in ["a%2Fb.txt", "a%5cb.txt", "a%252fb.txt"] {
        let site = Site::new("").with_bytes(&format!("static/{name}"), b"x");
        assert_eq!(site.codes(), ["address-unservable"], "{name}");
    }
}

// Links

/// What a link becomes: its `href`, or the code of what is said.
fn link(markdown: &str) -> String {
    let site = Site::page_of(markdown);
    let codes = site.codes();
    codes.first().map_or_else(|| values(site.article("/page/"), &["href"]).concat(), |code| (*code).to_owned())
}

#[test]
fn a_scheme_is_the_same_in_large_letters() {
    let check = |markdown: &str, expected: &str| assert_eq!(link(markdown), expected, "{markdown}");
    check("<help@example.org>", "mailto:help@example.org");
    check("[write](mailto:help@example.org)", "mailto:help@example.org");
    check("[write](MAILTO:help@example.org)", "mailto:help@example.org");
    check("[write](help@example.org)", "mailbox-as-file");
    check("[a](https://a.example/b?c=d&e#f)", "https://a.example/b?c=d&e#f");
    check("[a](Https://a.example/)", "https://a.example/");
    check("<HTTPS://a.example/>", "https://a.example/");
    check("[a](<https://a.example/b c>)", "https://a.example/b%20c");
    for refused in
        ["http://a.example", "HTTP://a.example", "ftp://a.example", "web+x:a", "//a.example/b", "/\\a.example"]
    {
        check(&format!("[a](<{refused}>)"), "bad-scheme");
    }
    for refused in ["https:///a", "https:", "https:a.example", "https://a b.example"] {
        check(&format!("[a](<{refused}>)"), "bad-scheme");
    }
    for refused in ["tel:01214960000", "TEL:01214960000", "sms:07700900123", "Sms:07700900123"] {
        check(&format!("[a]({refused})"), "typed-tel-link");
    }
}

#[test]
fn a_link_that_runs_code_is_refused_however_it_is_written() {
    for code in ["javascript:alert(1)", "JavaScript:alert(1)", "java&#9;script:alert(1)", "java&#10;script:alert(1)"] {
        assert_eq!(link(&format!("[a](<{code}>)")), "bad-scheme", "{code}");
    }
    for code in [
        "&#1;javascript:alert(1)",
        "&#32;JAVASCRIPT:alert(1)",
        "vbscript:x",
        "VBScript:x",
        "DATA:text/html,x",
        "blob:x",
    ] {
        assert_eq!(link(&format!("[a](<{code}>)")), "bad-scheme", "{code}");
    }
    for code in ["JavaScript:alert(1)", " java&#9;script:alert(1)", "Data:text/html,x"] {
        let site = Site::new("").with(&format!(
            "=== themes/plain/templates/home.html\n{{% extends \"base.html\" %}}{{% block main %}}<h1>Home</h1><a href=\"{code}\">x</a>{{% endblock %}}\n"
        ));
        assert!(site.codes().contains(&"code-address"), "{code}: {:?}", site.codes());
    }
}

#[test]
fn a_picture_comes_from_the_site_itself() {
    for remote in ["https://a.example/a.png", "HTTPS://a.example/a.png", "//a.example/a.png", "Data:image/png;base64,x"]
    {
        let site = Site::page_of(&format!("![A picture]({remote})"));
        assert_eq!(site.codes(), ["remote-picture"], "{remote}");
    }
}

// A site below a path

fn below(site: Site, path: &str) -> Site {
    let mut site = site;
    site.replace("liberate.toml", "https://site.example\"", &format!("https://council.example{path}\""));
    site
}

/// Looks whether every address of the outputs is below the path and leads to an output.
fn everything_is_below(base: &str, outputs: &BTreeMap<String, Vec<u8>>, gone: &BTreeSet<String>) {
    let mut checked = 0;
    for (address, bytes) in outputs {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let mut found = values(text, &["href", "src", "data-index"]);
        found.extend(text.split("url=").skip(1).map(|rest| rest.split(['"', '>']).next().unwrap().to_owned()));
        found.extend(
            text.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap().trim_matches('"').to_owned()),
        );
        found.extend(text.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()));
        for href in found {
            let path = href.strip_prefix("https://council.example").unwrap_or(&href);
            if !path.starts_with('/') {
                continue;
            }
            let below = path.strip_prefix(base).filter(|below| below.starts_with('/'));
            let below = below.unwrap_or_else(|| panic!("{address} leads to {href}, which is not below {base}"));
            let below = percent_decode_str(below.split(['#', '?']).next().unwrap()).decode_utf8().unwrap();
            assert!(outputs.contains_key(below.as_ref()) || gone.contains(below.as_ref()), "{address} leads to {href}");
            checked += 1;
        }
    }
    assert!(checked > 50, "only {checked} addresses were found");
}

const BELOW: &str = r#"
=== content/help.md
+++
title = "Help"
date = 2026-05-01
aliases = ["/old/help/", "/old.csv"]
code = "help"
sensitive = true
neutral_title = "Page"
[taxonomies]
topics = ["Housing", "I/O"]
+++

[Home](@/_index.md) [File](/list.txt) [There](news/note.txt)

{{ qr(code="help", alt="Help and advice") }}

![A picture](x.png)

{{ languages() }}
=== content/help.ur.md
+++
title = "مدد"
slug = "مدد"
neutral_title = "صفحہ"
status = "reviewed"
+++

[گھر](@/_index.md)

{{ qr(code="help", alt="مدد اور مشورہ") }}
=== content/news/_index.md
+++
title = "News"
+++

{{ pages(of="@/news/_index.md") }}
=== content/news/one.md
+++
title = "One"
date = 2026-04-01
+++
=== content/news/note.txt
Note.
=== content/short-codes.toml
help = "@/help.md"
=== content/short-codes.lock
help = "@/help.md"
"{language}" = ["en", "pl", "ur"]
=== content/search.md
+++
title = "Search"
template = "search.html"
+++
=== content/gone.toml
"/lost/" = { since = 2026-11-01, why = "Nobody asked for it." }
"/lost.csv" = { since = 2026-11-01, why = "Nobody asked for it." }
=== content/addresses.lock
default_language = "en"

[[published]]
on = 2026-01-01
languages = "en"
"/lost/" = "content/lost.md"
"/lost.csv" = "static/lost.csv"
=== static/list.txt
List.
=== themes/plain/templates/search.html
{% extends "base.html" %}
{% block main %}<h1>{{ page.title }}</h1><div id="search" data-index="{{ site.search_index }}"></div><a href="{{ site.base_path }}/help/">x</a><a href="{{ site.feed_url }}">feed</a>{% endblock %}
"#;

fn site_below(path: &str) -> Site {
    let settings = "taxonomies = [\"topics\"]\ndata = true";
    let links = "[links]\nsearch = \"@/search.md\"\ncontacts = \"@/help.md\"\nlanguages = \"@/help.md\"\n\
                 [security]\ncontact = \"@/help.md\"\nexpires = 2027-11-01\n[menus]\nmain = [\"@/help.md\", \"@/news/_index.md\"]";
    let site = Site::new(RECORDS).with(BELOW).with_bytes("content/x.png", PICTURE).settings(settings).settings(links);
    below(site, path)
}

#[test]
fn a_site_may_stand_below_a_path() {
    for path in ["/portal", "/our%20services/portal"] {
        let site = site_below(path);
        assert_eq!(site.diagnostics(), "");
        everything_is_below(path, site.build(), &BTreeSet::new());
        site.shows(
            "/help/",
            &[
                &format!("<link rel=\"canonical\" href=\"https://council.example{path}/help/\">"),
                &format!("hreflang=\"ur\" href=\"https://council.example{path}/ur/%D9%85%D8%AF%D8%AF/\">"),
                &format!("<a href=\"{path}/q/help/en/\">"),
            ],
        );
        site.shows("/q/help/en/", &[&format!("url={path}/help/\"")]);
        site.shows("/q/help/", &[&format!("href=\"{path}/ur/%D9%85%D8%AF%D8%AF/\" lang=\"ur\"")]);
        site.shows(
            "/_redirects",
            &[&format!("{path}/old.csv {path}/help/ 301\n"), &format!("{path}/lost/ {path}/gone.html 410!\n")],
        );
        site.shows("/_headers", &[&format!("{path}/*\n  Content-Security-Policy"), &format!("\n{path}/data/v1/*\n")]);
        site.shows("/robots.txt", &[&format!("Allow: {path}/\nSitemap: https://council.example{path}/sitemap.xml\n")]);
        site.shows(
            "/.well-known/security.txt",
            &[
                &format!("Contact: https://council.example{path}/help/\n"),
                &format!("Canonical: https://council.example{path}/.well-known/security.txt\n"),
            ],
        );
        site.shows("/atom.xml", &[&format!("<id>https://council.example{path}/help/</id>")]);
        site.shows(
            "/data/v1/contacts.json",
            &[&format!("\"https://council.example{path}/data/v1/contacts.schema.json\"")],
        );
        site.shows("/search-index.js", &[&format!("[\"{path}/help/\",")]);
    }
}

#[test]
fn the_preview_serves_a_site_below_its_path() {
    let asked = Asked::of(&site_below("/our%20services/portal"));
    let base = "/our%20services/portal";
    for near in ["/", base] {
        let (head, _) = asked.get(near);
        assert!(
            head.starts_with("HTTP/1.1 302 ") && head.contains(&format!("Location: {base}/\r\n")),
            "{near}: {head}"
        );
    }
    let status = |path: &str| asked.get(path).0.split(' ').nth(1).unwrap().to_owned();
    for path in ["/", "/help/", "/ur/%D9%85%D8%AF%D8%AF/", "/q/help/", "/list.txt", "/old/help/", "/search-index.js"] {
        assert_eq!(status(&format!("{base}{path}")), "200", "{path}");
    }
    assert!(asked.get(&format!("{base}/help")).0.contains(&format!("Location: {base}/help/\r\n")));
    assert!(asked.get(&format!("{base}/old.csv")).0.contains(&format!("Location: {base}/help/\r\n")));
    assert_eq!(status(&format!("{base}/lost/")), "410");
    assert_eq!(status(&format!("{base}/nothing/")), "404");
    for outside in ["/help/", "/our%20services/", "/our%20services/portalx/", "/list.txt"] {
        assert_eq!(status(outside), "404", "{outside}");
    }
    let desk = String::from_utf8(asked.get("/_liberate/").1).unwrap();
    assert!(desk.contains(&format!("href=\"{base}/help/\"")));
}

#[test]
fn what_leads_out_of_a_site_below_a_path_is_said() {
    let home = |href: &str| {
        below(Site::new(""), "/portal").with(&format!(
            "=== themes/plain/templates/home.html\n{{% extends \"base.html\" %}}{{% block main %}}<h1>Home</h1><a href=\"{href}\">x</a>{{% endblock %}}\n"
        ))
    };
    for fine in ["/portal/", "/portal/pl/", "{{ site.base_path }}/", "../x", "https://council.example/"] {
        assert_eq!(home(fine).codes(), [""; 0], "{fine}");
    }
    for out in ["/", "/pl/", "/portals/", "/assets/x.css"] {
        assert_eq!(home(out).codes(), ["outside-base"], "{out}");
    }
    let sheet = "=== themes/plain/styles/main.css\nbody { background: url(/x.png) }\n";
    assert_eq!(below(Site::new(sheet), "/portal").codes(), ["outside-base"]);
    let file =
        "=== static/old.html\n<!doctype html><html lang=\"en\"><title>Old</title><a href=\"/help/\">x</a></html>\n";
    assert!(below(Site::new(file), "/portal").codes().contains(&"outside-base"));
    let page = "=== content/page.md\n+++\ntitle = \"Page\"\n+++\n\n[x](/portal/list.txt)\n=== static/list.txt\nx\n";
    assert!(below(Site::new(page), "/portal").diagnostics().contains("did you mean `/list.txt`?"));
}

#[test]
fn editions_may_stand_below_different_paths() {
    let mut site = site_below("/portal");
    site.replace("liberate.toml", "https://partners.site.example", "https://council.example/portal/partners/");
    let partner = site.edition("partner");
    partner.shows("/help/", &["<a href=\"/portal/partners/\">", "<a href=\"/portal/partners/q/help/en/\">"]);
    partner.shows("/robots.txt", &["Disallow: /portal/partners/\n"]);
    partner.lacks("/robots.txt", &["Sitemap"]);
    partner.shows("/help/", &["council.example/portal/q/help/en"]);
}

#[test]
fn the_portal_may_stand_below_a_path() {
    let mut site = portal("public");
    let settings = site.source("liberate.toml");
    let own =
        settings.lines().find_map(|line| line.strip_prefix("base_url = \"")?.strip_suffix('"')).unwrap().to_owned();
    site.replace("liberate.toml", &format!("base_url = \"{own}\""), "base_url = \"https://council.example/portal\"");
    let snapshot = site.workspace().snapshot(site.options()).unwrap();
    let addresses: BTreeSet<String> = snapshot.routes().iter().map(|(address, _)| address.to_string()).collect();
    // Pages that say how large documents are would have to make them all.
    let shows_documents = |page: liberate::site::PageId| {
        let is_document = |page: liberate::site::PageId| snapshot.site.page(page).source_front().kind.is_document();
        is_document(page) || snapshot.site.page(page).children.iter().any(|child| is_document(*child))
    };
    let (english, urdu) = (snapshot.site.default_language, snapshot.site.language_by_tag("ur").unwrap());
    let mut outputs = BTreeMap::new();
    for (address, route) in snapshot.routes() {
        let is_wanted = match route {
            Route::Page(page, language) => [english, urdu].contains(&language) && !shows_documents(page),
            Route::Deck(..) | Route::Document(_) | Route::Pack(_) | Route::Checksums(_) | Route::File(_) => false,
            _ => true,
        };
        if is_wanted {
            let made = snapshot.make(&address, route);
            let wrong: Vec<_> = made
                .diagnostics
                .iter()
                .filter(|finding| finding.code.contains("address") || finding.code == "outside-base")
                .collect();
            assert!(wrong.is_empty(), "{address}: {wrong:?}");
            outputs.insert(address.to_string(), made.value.unwrap().bytes.to_vec());
        }
    }
    everything_is_below("/portal", &outputs, &addresses);
}

#[test]
fn an_address_of_the_site_that_cannot_be_one_is_refused_in_every_edition() {
    for (written, why) in [
        ("https://", "names no host"),
        ("https://council.example/?portal", "holds a `?`"),
        ("https://council.example/#portal", "holds a `#`"),
        ("https://council.example/our portal", "holds a space"),
        ("https://editor@council.example", "name or a password"),
        ("council.example", "does not begin with https://"),
        ("https://council.example/index.html", "names a page"),
        ("https://council..example", "its host is none"),
    ] {
        for own in ["https://site.example", "https://partners.site.example"] {
            let mut site = Site::new("");
            site.replace("liberate.toml", &format!("base_url = \"{own}\""), &format!("base_url = \"{written}\""));
            let said = site.diagnostics();
            assert!(site.codes().contains(&"bad-base-url") && said.contains(why), "{written}: {said}");
        }
    }
}

// Lists of addresses

#[test]
fn an_edition_without_pages_for_search_engines_has_no_sitemap() {
    let replaced = "=== content/_index.md\n+++\ntitle = \"Home\"\nreplaced_by = \"@/new.md\"\n+++\n=== content/new.md\n+++\ntitle = \"New\"\n+++\n";
    assert!(Site::new(replaced).build().contains_key("/sitemap.xml"));
    let partner = Site::new("").edition("partner");
    assert!(!partner.build().contains_key("/sitemap.xml"));
    partner.lacks("/robots.txt", &["Sitemap"]);
    let closed = Site::new("").settings("# The public edition is not ready.");
    let mut closed = closed;
    closed.replace("liberate.toml", "indexed = true", "indexed = false");
    assert!(!closed.build().contains_key("/sitemap.xml"));
    closed.lacks("/robots.txt", &["Sitemap"]);
}
