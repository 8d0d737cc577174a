//! Documents on paper: PDF, presentations, and pictures of their pages.

use crate::kit::Site;

/// A talk, a poster, a leaflet and a card in English, the poster in Urdu too.
const DOCUMENTS: &str = r#"
=== content/contacts.toml
[desk]
name = "Example desk"
display = "0121 496 0000"
digits = "01214960000"
purpose = "Advice."
group = "support"
audience = "public"
source_name = "Example"
source_date = "2026"
checked_on = 2026-11-01
expires_days = 30
confidence = "A"
state = "publish"
=== content/contacts.ur.toml
[desk]
name = "مدد"
purpose = "مشورہ۔"
=== content/talk.md
+++
title = "A talk"
kind = "slides"
date = 2026-11-01
+++

## Welcome

- One
- Two

{% notes() %}
Say hello.
{% end %}

---

## Who to tell

{{ contact(id="desk") }}

{% notes() %}
Say the number.
{% end %}
=== content/wall.md
+++
title = "A poster"
kind = "poster"
date = 2026-11-01
+++

Some words.

{{ contact(id="desk") }}
=== content/wall.ur.md
+++
title = "پوسٹر"
+++

کچھ الفاظ۔

{{ contact(id="desk") }}
=== content/fold.md
+++
title = "A leaflet"
kind = "leaflet"
date = 2026-11-01
+++

Cover.

---

## One

Words.

---

## Two

Words.

---

## Three

Words.

---

## Four

Words.

---

## Five

Words.
=== content/pocket.md
+++
title = "A card"
kind = "card"
date = 2026-11-01
+++

{{ number(id="desk") }}

---

Words.
"#;

fn of_text<'a>(bytes: &'a [u8], piece: &str) -> bool {
    bytes.windows(piece.len()).any(|window: &'a [u8]| window == piece.as_bytes())
}

#[test]
fn every_form_is_made_and_made_alike_again() {
    let site = Site::new(DOCUMENTS);
    let made = site.build();
    let names: Vec<&str> = made.keys().filter_map(|address| address.rsplit('/').next()).collect();
    for wanted in [
        "talk-en.pptx",
        "talk-en-slides.pdf",
        "talk-en-handout.pdf",
        "talk-en-pages.png",
        "wall-en-a4.pdf",
        "wall-en-a3.pdf",
        "wall-en-a4-office.pdf",
        "wall-en-a4-bleed.pdf",
        "wall-en-a3-bleed.pdf",
        "wall-ur-a4.pdf",
        "fold-en-a5.pdf",
        "fold-en-zfold.pdf",
        "fold-en-zfold-office.pdf",
        "fold-en-a5-bleed.pdf",
        "fold-en-zfold-bleed.pdf",
        "pocket-en-wallet.pdf",
    ] {
        assert!(names.contains(&wanted), "{wanted} among {names:?}");
    }
    for (address, bytes) in made.iter().filter(|(address, _)| address.ends_with(".pdf")) {
        assert!(bytes.starts_with(b"%PDF-1.7"), "{address}");
        assert!(of_text(bytes, "pdfuaid"), "{address} says that it keeps PDF/UA");
        assert_eq!(of_text(bytes, "/Direction/R2L"), address.contains("-ur-"), "{address}");
    }
    assert!(site.built_anew() == *site.built(), "the same words make the same bytes");
}

#[test]
fn a_slide_that_is_too_full_is_named_where_it_stands() {
    let words = "Many words that nobody can read from the last row of a room. ".repeat(60);
    let text = DOCUMENTS
        .replace("- One\n- Two", "- One")
        .replace("Say the number.", "Say the number.\n{% end %}\n\n---\n\n## Full\n\nWORDS\n\n{% notes() %}\nSay it.");
    let site = Site::new(&text.replace("WORDS", &words));
    let found = site.diagnostics();
    assert!(found.contains("`Full` has more words than people can read on it"), "{found}");
    let source = site.source("content/talk.md");
    let line = source.lines().position(|line| line == "## Full").unwrap() + 1;
    assert!(found.contains(&format!("content/talk.md:{line}:1 warning slide-too-full")), "{found}");
}

#[test]
fn a_hand_out_without_a_place_for_each_slide_is_not_made() {
    let mut site = Site::new(DOCUMENTS);
    let template = "themes/plain/documents/handout.typ";
    site.replace(
        template,
        "[#metadata((position, small / 1pt)) <slide>]",
        "if position == 0 [#metadata((0, 90)) <slide>]",
    );
    let found = site.diagnostics();
    assert!(found.contains("the template leaves no place labelled `slide` for slide 2"), "{found}");
    assert!(found.contains("content/talk.md"), "{found}");
    assert!(site.built().artifacts.keys().all(|address| !address.ends_with("-handout.pdf")));
}

#[test]
fn letters_that_no_font_has_are_named() {
    let site = Site::new(&DOCUMENTS.replace("Some words.", "Some words \u{1f642}."));
    let found = site.diagnostics();
    assert!(found.contains("no font of the theme has `\u{1f642}` (U+1F642)") && found.contains("wall.md"), "{found}");
}

#[test]
fn punjabi_runs_from_left_to_right() {
    let text = format!(
        "{DOCUMENTS}=== content/wall.pa.md\n+++\ntitle = \"ਮਦਦ\"\n+++\n\nਮਦਦ।\n\n{{{{ contact(id=\"desk\") }}}}\n"
    );
    let site = Site::new(&text).settings("[languages.pa]\nname = \"ਪੰਜਾਬੀ\"\n");
    let made = site.built().artifacts.iter().find(|(address, _)| address.ends_with("wall-pa-a4.pdf"));
    let (_, bytes) = made.expect("a poster in Punjabi is made");
    assert!(of_text(bytes, "/Direction/L2R") && !of_text(bytes, "/Direction/R2L"));
}

// Logos of partners

const LOGO: &str = "[[logos]]\nfile = \"static/logos/one.png\"\nname = \"Example Council\"\n";

/// A picture of one grey point.
fn grey_point() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[128]).unwrap();
    bytes
}

fn part_of_package(package: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(package)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

#[test]
fn logos_stand_on_what_partners_show_and_never_on_a_card() {
    let plain = Site::new(DOCUMENTS).with_bytes("static/logos/one.png", &grey_point());
    let with_logo = Site::new(DOCUMENTS).with_bytes("static/logos/one.png", &grey_point()).settings(LOGO);
    let (plain, with_logo) = (plain.build(), with_logo.build());
    for (name, has_logo) in [
        ("/talk/talk-en.pptx", true),
        ("/talk/talk-en-slides.pdf", true),
        ("/wall/wall-ur-a3-bleed.pdf", true),
        ("/fold/fold-en-a5.pdf", true),
        ("/fold/fold-en-zfold.pdf", true),
        ("/pocket/pocket-en-wallet.pdf", false),
    ] {
        let key = plain.keys().find(|address| address.ends_with(name)).unwrap_or_else(|| panic!("{name} is made"));
        assert_eq!(plain[key] != with_logo[key], has_logo, "{name}");
    }
    let first = part_of_package(&with_logo["/talk/talk-en.pptx"], "ppt/slides/slide1.xml");
    assert!(first.contains("descr=\"Example Council\""), "{first}");
}

#[test]
fn a_logo_that_is_not_there_or_that_not_everything_can_show_is_named() {
    let wrong = LOGO.replace("one.png", "two.png") + &LOGO.replace("one.png", "three.svg") + LOGO + LOGO;
    let site = Site::new(DOCUMENTS)
        .with_bytes("static/logos/one.png", &grey_point())
        .with_bytes("static/logos/three.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .settings(&wrong);
    let found = site.diagnostics();
    for said in [
        "error unknown-logo there is no file `static/logos/two.png`",
        "error logo-form `static/logos/three.svg` is neither PNG nor JPEG",
        "error too-many-logos documents have room for 3 logos",
    ] {
        assert!(found.contains(said), "{said}\n{found}");
    }
    assert_eq!(found.lines().count(), 3, "each is said once:\n{found}");
}

// Pictures to post

const POST: &str = "=== content/post.md\n+++\ntitle = \"A worry is enough\"\nkind = \"social\"\ndate = 2026-11-01\n+++\n\nTell someone.\n\n{{ contact(id=\"desk\") }}\n";

#[test]
fn a_picture_to_post_has_the_sizes_that_services_ask_for() {
    let site = Site::new(&format!("{DOCUMENTS}{POST}"));
    for (name, wanted) in [("/post/post-en-square.png", (1080, 1080)), ("/post/post-en-story.png", (1080, 1920))] {
        let size = imagesize::blob_size(&site.build()[name]).unwrap();
        assert_eq!((size.width, size.height), wanted, "{name}");
    }
    assert!(site.page("/post/post-en.txt").contains("0121\u{a0}496\u{a0}0000"));
}

#[test]
fn a_picture_to_post_has_one_part() {
    let site = Site::new(&format!("{DOCUMENTS}{}", POST.replace("someone.\n", "someone.\n\n---\n\nMore.\n")));
    let found = site.diagnostics();
    assert!(found.contains("error one-picture-only a picture for social media has one part only"), "{found}");
}
