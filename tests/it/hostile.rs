//! Files and themes that would do harm, by intent or by a slip: drawings that run or load something, files that unpack to more than a
//! memory holds, markup that hides a script from the checks, templates and styles without end.

use crate::chance::Chance;
use crate::embedded_metadata::{
    CORE, CREATOR, atom, check, chunk, codes, core, deflated, docx, exif, film, jpeg, packet, pdf, pdf_with, png, pptx,
    said, segment, svg, with_place, xmp,
};
use crate::kit::{RECORDS, Site, template};

// Drawings

/// A drawing with that inside is refused for that reason.
#[track_caller]
fn drawing(inside: &str, expected: &[&str]) {
    check("a.svg", &svg("xmlns:xlink=\"http://www.w3.org/1999/xlink\"", inside), expected);
}

#[test]
fn a_drawing_runs_nothing_however_it_is_written() {
    drawing("<script>a()</script>", &["inline-script"]);
    drawing("<SCRIPT xmlns=\"http://www.w3.org/1999/xhtml\">a()</SCRIPT>", &["inline-script"]);
    drawing("<s:script xmlns:s=\"http://www.w3.org/2000/svg\" href=\"a.js\"/>", &["inline-script"]);
    drawing("<path onclick=\"a()\"/>", &["inline-handler"]);
    drawing("<path onLoad=\"a()\"/>", &["inline-handler"]);
    drawing("<g s:onbegin=\"a()\" xmlns:s=\"http://www.w3.org/2000/svg\"/>", &["inline-handler"]);
    for address in
        ["javascript:a()", "JaVaScRiPt:a()", "java&#9;script:a()", " &#10;javascript:a()", "&#x6a;avascript:a()"]
    {
        drawing(&format!("<a href=\"{address}\"><path/></a>"), &["code-address"]);
        drawing(&format!("<a xlink:href=\"{address}\"><path/></a>"), &["code-address"]);
    }
    drawing("<set attributeName=\"href\" to=\"javascript:a()\"/>", &["drawing-element", "code-address"]);
    drawing(
        "<animate attributeName=\"xlink:href\" values=\"#a;javascript:a()\"/>",
        &["drawing-element", "code-address"],
    );
    drawing("<set attributeName=\"onclick\" to=\"a()\"/>", &["drawing-element"]);
    drawing("<animate attributeName=\"x\" from=\"0\" to=\"1\"/>", &[]);
}

#[test]
fn a_drawing_loads_nothing_from_elsewhere() {
    for inside in [
        "<image href=\"https://x.example/a.png\"/>",
        "<image xlink:href=\"//x.example/a.png\"/>",
        "<use href=\"http://x.example/a.svg#b\"/>",
        "<feImage href=\"/\\x.example/a.png\"/>",
        "<image href=\"data:text/html,a\"/>",
        "<style>@import '//x.example/a.css';</style>",
        "<style>path{fill:url(https://x.example/a.svg#b)}</style>",
        "<style><![CDATA[@font-face{src:u\\72l('http://x.example/a.woff')}]]></style>",
        "<path style=\"fill:url(//x.example/a.svg)\"/>",
        "<path fill=\"url('https://x.example/a.svg#b')\"/>",
        "<path mask=\"u\\52 L(//x.example/a.svg#b)\"/>",
    ] {
        drawing(inside, &["foreign-resource"]);
    }
    drawing("<a href=\"https://x.example/\"><path/></a>", &["drawing-link"]);
    drawing("<font-face-uri href=\"a.woff\"/>", &["drawing-element"]);
    drawing("<g xml:base=\"https://x.example/\"/>", &["drawing-element"]);
    drawing(
        "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">a</p></foreignObject>",
        &["embedded", "embedded"],
    );
    drawing("<h:form xmlns:h=\"http://www.w3.org/1999/xhtml\" action=\"a\"/>", &["drawing-element"]);
    drawing("<defs><path id=\"a\"/></defs><use href=\"#a\"/><path fill=\"url(#a)\"/><image href=\"a.png\"/>", &[]);
}

#[test]
fn a_drawing_has_no_document_type_and_no_other_encoding() {
    let entity =
        "<!DOCTYPE svg [<!ENTITY a \"<script>b()</script>\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>";
    for text in [
        entity,
        "<!-- a --><!DOCTYPE svg SYSTEM \"http://x.example/a.dtd\"><svg/>",
        "<?xml version=\"1.0\"?><!DOCTYPE svg><svg/>",
    ] {
        let found = codes("a.svg", text.as_bytes());
        assert!(found.contains(&"file-document-type"), "{text}: {found:?}");
    }
    let style = "<?xml-stylesheet href=\"https://x.example/a.css\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    check("a.svg", style.as_bytes(), &["drawing-element"]);
    check(
        "a.svg",
        b"<?xml version=\"1.0\" encoding=\"UTF-7\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        &["file-encoding"],
    );
    let script = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>a()</script></svg>";
    let wide = |of: fn(u16) -> [u8; 2], mark: [u8; 2]| {
        [&mark[..], &script.encode_utf16().flat_map(of).collect::<Vec<u8>>()].concat()
    };
    check("a.svg", &wide(u16::to_le_bytes, [0xff, 0xfe]), &["inline-script"]);
    check("a.svg", &wide(u16::to_be_bytes, [0xfe, 0xff]), &["inline-script"]);
    check("a.svg", &wide(u16::to_le_bytes, [0x20, 0x20])[2..], &["file-broken"]);
    let prefixed = b"<?xml version=\"1.0\"?><s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:script/></s:svg>";
    assert!(codes("picture.dat", prefixed).contains(&"inline-script"), "the bytes say what a file is");
}

#[test]
fn comments_in_drawings_are_said_unless_a_program_made_them() {
    drawing("<!-- ask Canary about this -->", &["file-comments"]);
    drawing("<!-- Generator: some program 1.2 -->", &[]);
}

#[test]
fn icons_and_pictures_of_the_theme_are_judged_too() {
    for path in ["themes/plain/icons/a.svg", "icons/a.svg", "themes/plain/images/a.svg", "content/farm/a.svg"] {
        let site = Site::new("=== content/farm/index.md\n+++\ntitle = \"Farm\"\n+++\n")
            .with_bytes(path, b"<svg viewBox=\"0 0 1 1\"><g onload=\"a()\"/></svg>");
        assert!(site.codes().contains(&"inline-handler"), "{path}: {}", site.diagnostics());
        assert!(site.diagnostics().contains(&format!("{path}:1:")), "{}", site.diagnostics());
    }
}

#[test]
fn other_files_in_xml_run_nothing_either() {
    let script = "<a><b:script xmlns:b=\"http://www.w3.org/1999/xhtml\">c()</b:script></a>";
    assert!(codes("a.xml", script.as_bytes()).contains(&"inline-script"));
    let page = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><img src=\"//x.example/a.png\"/></body></html>";
    assert!(codes("a.xml", page.as_bytes()).contains(&"foreign-resource"));
    for name in ["a.xhtml", "a.rss", "a.xht"] {
        assert!(!codes(name, page.as_bytes()).is_empty(), "{name}");
    }
    assert!(codes("a.html", b"\xff\xfe<\0s\0").contains(&"file-encoding"));
    assert!(codes("a.html", b"<meta charset=\"iso-2022-jp\"><p>a</p>").contains(&"file-encoding"));
}

// Bombs

/// Bytes that unpack to a hundred million.
fn long(repeated: &str, bytes: usize) -> Vec<u8> {
    deflated(repeated.repeat(bytes / repeated.len()).as_bytes())
}

#[test]
fn a_file_that_unpacks_to_too_much_or_never_ends_is_refused() {
    let stream = |head: &str, data: &[u8]| {
        let start = format!("%PDF-1.7\n9 0 obj << {head} /Filter /FlateDecode /Length {} >> stream\n", data.len());
        [start.as_bytes(), data, b"\nendstream endobj\n", &pdf_with("null")[9..]].concat()
    };
    let too_large = |name: &str, bytes: &[u8]| {
        let found = codes(name, bytes);
        assert!(found.contains(&"file-too-large"), "{name}: {found:?}");
    };
    too_large("a.pdf", &stream("/Type /ObjStm /N 1 /First 4", &long("1 0 ", 40 << 20)));
    too_large("a.pdf", &stream("/Type /ObjStm /N 7000000 /First 0", &long("1 0 ", 30 << 20)));
    too_large("a.pdf", &stream("/Type /Metadata", &long("<a/>", 30 << 20)));
    too_large("a.pdf", &pdf_with(&"1 0 obj (".repeat(40_000)));
    too_large("a.pdf", &pdf_with(&"<</A".repeat(10_000)));
    let part = |text: &str| docx("", &[("word/a.xml", text.as_bytes())]);
    too_large("a.docx", &part(&format!("<a>{}</a>", "<b/>".repeat(2 << 20))));
    too_large("a.docx", &part(&"<b>".repeat(1_000)));
    too_large("a.docx", &part(&format!("<a{}/>", (0..2_000).map(|n| format!(" a{n}=''")).collect::<String>())));
    too_large("a.pptx", &pptx(&[("ppt/media/a.png", &vec![0; 50 << 20])]));
    too_large("a.svg", &svg("", &"<g>".repeat(1_000)));
    too_large("a.svg", &svg("", &"<g/>".repeat(1 << 20)));
    let deep = format!("<rdf:RDF>{}", "<a>".repeat(500));
    too_large(
        "a.png",
        &png(&chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\x01\0\0\0".as_slice(), &long(&deep, 5 << 20)].concat())),
    );
    let boxes = (0..200).fold(Vec::new(), |inner, _| atom(b"udta", &inner));
    too_large("a.mp4", &film(&boxes));
}

#[test]
fn fields_of_a_photo_that_name_the_same_bytes_end() {
    let blank = vec![0; 1 << 20];
    let count = u16::MAX;
    let start = 10 + u32::from(count) * 12;
    let field = [&[0x99, 0x99, 0, 1], (blank.len() as u32).to_be_bytes().as_slice(), &start.to_be_bytes()].concat();
    let fields = field.repeat(usize::from(count));
    let loops = [b"MM\0*\0\0\0\x08".as_slice(), &count.to_be_bytes(), &fields, &blank].concat();
    assert!(codes("a.png", &png(&chunk(b"eXIf", &loops))).contains(&"file-too-large"));
}

#[test]
fn large_files_that_are_fine_pass() {
    check("a.svg", &svg("", &"<path d=\"M0 0h1v1z\"/>".repeat(50_000)), &[]);
    check(
        "a.docx",
        &docx("", &[("word/a.xml", format!("<a>{}</a>", "<b c=\"d\">e</b>".repeat(100_000)).as_bytes())]),
        &[],
    );
    let objects: String =
        (10..60_000).map(|n| format!("{n} 0 obj << /Type /StructElem /S /P /P 1 0 R /K [1 2 3] >> endobj\n")).collect();
    check("a.pdf", &pdf_with(&format!("null endobj {objects} 9 0 obj null")), &[]);
}

/// Flips, cuts and repeats bytes of samples of every kind: there is always an answer, and never a panic.
#[test]
fn damaged_files_of_every_kind_get_an_answer() {
    let samples = samples();
    let mut chance = Chance::new(20_261_130);
    for (name, bytes) in &samples {
        let damaged: Vec<Vec<u8>> = (0..rounds()).map(|_| damage(bytes, &mut chance)).collect();
        let count = damaged.len();
        assert_eq!(said(damaged.into_iter(), name).len(), count);
    }
}

/// Small in every run; `LIBERATE_ROUNDS=20000` tries a quarter of a million.
fn rounds() -> usize {
    std::env::var("LIBERATE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(150)
}

fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let packed = long("1 0 << /Type /Catalog /Pages 3 0 R >> ", 400);
    let drawing = svg(
        "onclick=\"a()\"",
        "<!-- a --><style>@import url(b.css); a{b:c}</style><a href=\"java&#9;script:b\"><image href=\"c.png\"/></a>",
    );
    vec![
        ("a.jpg", jpeg(&[exif(&with_place()), xmp(CREATOR), segment(0xfe, b"Canary")])),
        (
            "b.jpg",
            jpeg(&[segment(
                0xed,
                &[b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0a".as_slice(), b"\x1c\x02\x50\0\x05Canar"].concat(),
            )]),
        ),
        (
            "a.png",
            png(&[
                chunk(b"eXIf", &with_place()),
                chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\x01\0\0\0".as_slice(), &deflated(&packet(CREATOR))].concat()),
            ]
            .concat()),
        ),
        ("a.webp", [b"RIFF\x10\0\0\0WEBPEXIF\x04\0\0\0".as_slice(), b"MM\0*"].concat()),
        ("a.svg", drawing.clone()),
        ("a.xml", drawing),
        ("a.mp4", film(&[atom(b"\xa9xyz", b"Canary"), atom(b"meta", &atom(b"keys", b".author"))].concat())),
        ("a.docx", docx("<w:ins/>", &[(CORE, core("<dc:creator>Canary</dc:creator>").as_bytes())])),
        (
            "a.pptx",
            pptx(&[("ppt/media/a.jpg", &jpeg(&[exif(&with_place())])), ("ppt/embeddings/a.docx", &docx("", &[]))]),
        ),
        (
            "a.pdf",
            pdf(&[
                "<< /Type /Catalog /Pages 3 0 R /Metadata 5 0 R >>",
                "<< /Author (C\\101) >>",
                "<< /Type /Pages /Kids [4 0 R] >>",
                "<< /Type /Page /Annots [<< /Subtype /Text /Rect [0 0 1 1] /T <41> >>] >>",
            ]),
        ),
        (
            "b.pdf",
            [
                b"%PDF-1.7\n9 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length 40 >> stream\n"
                    .as_slice(),
                &packed,
                b"\nendstream endobj\ntrailer << /Root 1 0 R >>",
            ]
            .concat(),
        ),
        ("a.html", b"<!-->x<script>a('</script>')<title>&copy;<a href=j&#97;vascript:b>".to_vec()),
    ]
}

fn damage(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        if bytes.is_empty() {
            break;
        }
        let at = chance.below(bytes.len());
        let length = chance.below(16.min(bytes.len() - at) + 1);
        match chance.below(5) {
            0 => bytes[at] ^= 1 << chance.below(8),
            1 => bytes[at] = *chance.pick(&[0, 0xff, b'<', b'>', b'&', b'"', 1]),
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..at + length)),
            _ => {
                let piece = bytes[at..at + length].repeat(1 + chance.below(20));
                drop(bytes.splice(at..at, piece));
            }
        }
    }
    bytes
}

// Slips in a theme

/// The default site with a line of markup more in the header of every page: what is found on that line.
fn framed(markup: &str) -> Vec<&'static str> {
    let mut site = Site::new(RECORDS);
    site.replace("themes/plain/templates/base.html", "</header>", &format!("{markup}\n</header>"));
    site.codes()
}

#[test]
fn no_slip_hides_a_script() {
    const SCRIPT: &str = "<script src=\"https://x.example/a.js\" defer></script>";
    for before in [
        "<!-->",
        "<!--->",
        "<!-- a --!>",
        "<!-- <!-- -->",
        "<!-- a --->",
        "<!>",
        "<?a?>",
        "</ a>",
        "<![CDATA[ a > ]]>",
        "<title>a</title foo>",
        "<textarea></textarea/>",
        "<style>a</style >",
        "<xmp></XMP>",
        "<script src=/a.js defer>a</script foo>",
        "<p title=a'b>",
        "<p title=\"a\"b='c'>",
        "<p =\">",
        "<svg><title>a</svg>",
        "<svg><title/></svg>",
        "<template>",
        "<noscript>",
        "<select>",
        "<a\0>",
    ] {
        let found = framed(&format!("{before}{SCRIPT}"));
        assert!(found.contains(&"foreign-resource"), "{before}: {found:?}");
    }
}

#[test]
fn what_is_hidden_for_this_program_is_refused() {
    for markup in [
        "<title><script src=\"https://x.example/a.js\"></script></title>",
        "<p title=\"<script src='https://x.example/a.js'></script>\">a</p>",
        "<plaintext><script src=\"https://x.example/a.js\"></script>",
        "<textarea><SCRIPT src=\"https://x.example/a.js\"></SCRIPT></textarea>",
    ] {
        let found = framed(markup);
        assert!(found.contains(&"hidden-script"), "{markup}: {found:?}");
    }
    assert!(framed("<svg aria-hidden=true><foreignObject><p>a</p></foreignObject></svg>").contains(&"drawing-element"));
    assert!(framed("<svg aria-hidden=true><math></math></svg>").contains(&"drawing-element"));
}

#[test]
fn no_way_of_writing_hides_an_address() {
    for markup in [
        "<img src=&#47;&#47;x.example/a.png alt=\"\">",
        "<img src=\"/\\x.example/a.png\" alt=\"\">",
        "<img src=\"\t//x.example/a.png\" alt=\"\">",
        "<img src=\"https&colon;//x.example/a.png\" alt=\"\">",
        "<img src='//x.example/a.png' src=\"/a.png\" alt=\"\">",
        "<svg aria-hidden=\"true\"><path fill=\"url(//x.example/a.svg#b)\"/></svg>",
        "<svg aria-hidden=\"true\"><image href=\"&sol;&sol;x.example/a.png\"/></svg>",
        "<link rel=stylesheet href=\"&#x2f;/x.example/a.css\">",
    ] {
        let found = framed(markup);
        assert!(found.contains(&"foreign-resource"), "{markup}: {found:?}");
    }
    for address in ["java&#9;script:a()", "java&Tab;script&colon;a()", "&#1;JavaScript:a()", "data&colon;text/html,a"] {
        let found = framed(&format!("<a href=\"{address}\">a</a>"));
        assert!(found.contains(&"code-address"), "{address}: {found:?}");
    }
}

#[test]
fn no_way_of_writing_hides_an_address_in_a_style() {
    for style in [
        "a{b:u\\72l(//x.example/y)}",
        ":is(a,b){c:url('https://x.example/y')}",
        "a{b:\";\";c:url(//x.example/y)}",
        "a{b{c:url(//x.example/y)}}",
        "a{b:\"/*\"}c{d:url(//x.example/y)}e{f:\"*/\"}",
        "a{b:image-set(\"//x.example/y\" 1x)}",
        "@IMPORT '//x.example/y.css';",
        "a{--b:'https://x.example/y'}",
    ] {
        let site = Site::new(&format!("=== themes/plain/styles/main.css\n{style}\n"));
        assert!(site.codes().contains(&"foreign-resource"), "{style}: {}", site.diagnostics());
    }
    let fine = Site::new("=== themes/plain/styles/main.css\n/* url(//x.example/y) */ a[href^='https:']{b:c}\n");
    assert!(!fine.codes().contains(&"foreign-resource"), "{}", fine.diagnostics());
}

#[test]
fn a_style_with_too_many_brackets_is_refused_at_its_place() {
    for (open, close) in [("calc(", ")"), (":is(", ")"), ("[", "]"), ("{", "}"), ("a{", "}"), ("@media print{", "}")] {
        for count in [100, 8_000] {
            let style = format!("p{{\n  c: {}{} }}", open.repeat(count), close.repeat(count));
            let site = Site::new(&format!("=== themes/plain/styles/main.css\n{style}\n"));
            let found = site.diagnostics();
            assert!(
                found.contains("themes/plain/styles/main.css:2:") && found.contains("style-too-deep"),
                "{open}: {found}"
            );
        }
    }
    let fine = format!("p{{width:{}1px{}}}", "calc(".repeat(30), ")".repeat(30));
    assert!(!Site::new(&format!("=== themes/plain/styles/main.css\n{fine}\n")).codes().contains(&"style-too-deep"));
}

#[test]
fn a_template_without_end_is_refused_at_its_line() {
    let written = |text: &str| {
        let site = Site::new(&format!("=== themes/plain/templates/home.html\n<p>\n{text}\n</p>\n"));
        site.diagnostics()
    };
    for text in [
        "{% for a in range(end=1000000000) %}a{% endfor %}",
        "{% for a in range(end=1000) %}{% for b in range(end=1000) %}{% endfor %}{% endfor %}",
        "{% for a in range(start=10, end=-9000000000, step_by=-1) %}a{% endfor %}",
        "{% for a in range(end=9223372036854775807, step_by=1) %}{% endfor %}",
    ] {
        let found = written(text);
        assert!(
            found.contains("themes/plain/templates/home.html:2:") && found.contains("template-failed"),
            "{text}: {found}"
        );
    }
    let numbers = "{% set a = range(end=1000) %}{% for b in a %}{% for c in a %}{% for d in a %}abcdefghijklmnopqrst{% endfor %}{% endfor %}{% endfor %}";
    let found = written(numbers);
    assert!(found.contains("themes/plain/templates/home.html:2:") && found.contains("template-endless"), "{found}");
    for silent in [
        "{% set a = range(end=1000) -%}\n{%- for b in a -%}\n{%- for c in a -%}\n{%- for d in a -%}\n{%- if d == 2 %}{% continue %}{% endif -%}\n{%- endfor -%}\n{%- endfor -%}\n{%- endfor %}",
        "{% set a = range(end=2000) %}{% set b = [[c for c in a if c < 0] for d in a if d < 0 or true] %}",
    ] {
        let found = written(silent);
        let place = "themes/plain/templates/home.html:";
        assert!(found.contains(place) && found.contains("turned a million times"), "{silent}: {found}");
    }
    let double = "{% for a in range(end=40) %}{% set_global b = b ~ b %}{% endfor %}";
    for growing in [
        &format!("{{% set b = \"words\" %}}{double}"),
        &format!("{{% set b = [1] %}}{}{{{{ b }}}}", double.replace("b ~ b", "[b, b]")),
        "{% set b = \"a\" %}{% for a in range(end=40) %}{% set_global b %}{{ b }}{{ b }}{% endset %}{% endfor %}",
        "{% set b = \"aaaaaaaa\" %}{% for a in range(end=9) %}{% set_global b = b | replace(from=\"a\", to=b) %}{% endfor %}",
        "{% component grow(text) %}{{<grow text={text ~ text} />}}{% endcomponent grow %}{{<grow text=\"words\" />}}",
        "{% component twice(a) %}{{<twice a={a} />}}{{<twice a={a} />}}{% endcomponent twice %}{{<twice a=\"w\" />}}",
    ] {
        let found = written(growing);
        assert!(
            found.contains("themes/plain/templates/home.html:") && found.contains("template-"),
            "{growing}: {found}"
        );
    }
    let found = written("{% include \"home.html\" %}");
    assert!(found.contains("template-set") || found.contains("template-failed"), "{found}");
    assert!(!written("{% for a in range(end=20, step_by=2) %}{{ a }}{% endfor %}").contains("template-"));
}

// Small leaks

#[test]
fn comments_of_a_theme_are_not_published() {
    let site = Site::new(
        "=== themes/plain/scripts/exit.js\n// Canary one\nleave('// no'); /* Canary two */\n//# sourceMappingURL=Canary.js.map\n\
         === themes/plain/styles/main.css\n/* Canary three */ p { margin: 0 }\n\
         === themes/plain/images/a.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- Canary four --></svg>\n\
         === themes/plain/icons/dot.svg\n<svg viewBox=\"0 0 1 1\"><!-- Canary five --><path/></svg>\n\
         ",
    )
    .with(&format!(
        "=== themes/plain/templates/home.html\n{}",
        template("<!-- Canary six -->{# Canary seven #}{{ icon(name=\"dot\") }}<p>Home</p>")
    ));
    for (address, bytes) in &site.built().artifacts {
        assert!(!String::from_utf8_lossy(bytes).contains("Canary"), "{address}");
    }
    assert_eq!(site.page(site.address("/assets/scripts/exit.", ".js")), "leave('// no');\n");
}

#[test]
fn source_maps_are_refused() {
    assert!(!codes("a.js.map", b"{}").is_empty());
    assert!(codes("a.css", b"a{b:c}/*# sourceMappingURL=a.css.map */").contains(&"source-map"));
}
