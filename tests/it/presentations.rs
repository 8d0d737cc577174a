//! Presentations that people edit: looks from the theme, places for further slides, pictograms, what every slide shares.

use crate::kit::{RECORDS, Site};
use crate::said;

const NOTES: &str = "\n\n{% notes() %}\nSay it.\n{% end %}\n";
const LOOKS: &str = "themes/plain/documents/slides.toml";

/// A site with a talk of these slides below the first.
fn talk(slides: &[&str]) -> Site {
    let mut site = Site::new(RECORDS);
    site.edit("content/talk.md", &text("", slides));
    site
}

fn text(more: &str, slides: &[&str]) -> String {
    let front = format!("+++\ntitle = \"A talk\"\nkind = \"slides\"\ndate = 2026-11-01\n{more}+++\n\n");
    let slides = slides.iter().map(|slide| format!("\n---\n\n{slide}{NOTES}"));
    format!("{front}## Welcome\n\nWords.{NOTES}{}", slides.collect::<String>())
}

/// A part of the finished presentation. Fails if the site has an error.
#[track_caller]
fn part(site: &Site, name: &str) -> String {
    let errors: Vec<String> =
        site.diagnostics().lines().filter(|line| line.contains(" error ")).map(str::to_owned).collect();
    assert_eq!(errors, Vec::<String>::new());
    said::part(&site.built().artifacts["/talk/talk-en.pptx"], name)
}

fn slide(site: &Site, number: usize) -> String {
    part(site, &format!("ppt/slides/slide{number}.xml"))
}

/// The layout of a slide by the name that people choose it by.
fn layout(site: &Site, number: usize) -> String {
    let relations = part(site, &format!("ppt/slides/_rels/slide{number}.xml.rels"));
    let target = relations.split("../slideLayouts/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let layout = part(site, &format!("ppt/slideLayouts/{target}"));
    layout.split("<p:cSld name=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[track_caller]
fn holds(xml: &str, pieces: &[&str]) {
    for piece in pieces {
        assert!(xml.contains(piece), "{piece} is not in {xml}");
    }
}

// Looks

#[test]
fn a_theme_without_a_file_for_presentations_has_plain_ones() {
    let site = talk(&["## Second\n\nWords."]);
    let theme = part(&site, "ppt/theme/theme1.xml");
    holds(&theme, &["name=\"Plain\"", "<a:lt1><a:srgbClr val=\"FFFFFF\"/></a:lt1>", "<a:latin typeface=\"Arial\"/>"]);
    assert_eq!(layout(&site, 2), "Text");
}

#[test]
fn colours_are_written_once_in_the_styles_of_the_theme() {
    let mut site = talk(&["## Second\n\nWords."]);
    site.edit(
        "themes/plain/styles/colours.css",
        &site.source("themes/plain/styles/colours.css").replace("#16262b", "#102030"),
    );
    site.edit(LOOKS, "name = \"Own\"\n[colours]\ntx1 = \"ink\"\nbg1 = \"#fefefe\"\n");
    let theme = part(&site, "ppt/theme/theme1.xml");
    holds(
        &theme,
        &["name=\"Own\"", "<a:dk1><a:srgbClr val=\"102030\"/></a:dk1>", "<a:lt1><a:srgbClr val=\"FEFEFE\"/></a:lt1>"],
    );
    let before = site.built().artifacts["/talk/talk-en-slides.pdf"].clone();
    site.replace("themes/plain/styles/colours.css", "#102030", "#405060");
    holds(&part(&site, "ppt/theme/theme1.xml"), &["<a:dk1><a:srgbClr val=\"405060\"/></a:dk1>"]);
    assert_ne!(before, site.built().artifacts["/talk/talk-en-slides.pdf"], "the slides in PDF take the same colours");
}

#[test]
fn layouts_and_what_all_slides_share_are_the_themes() {
    let mut site = talk(&["## Second\n\nWords.", "## Third\n\n> Said.\n>\n> By whom"]);
    site.edit(
        LOOKS,
        "[frame]\nmark = { pictogram = \"car\", left = 10, top = 500, width = 20, height = 20 }\n\
         [layouts.text]\nname = \"Words\"\ntitle = { size = 44 }\n\
         shapes = [{ shape = \"round\", colour = \"accent3\", left = 1, top = 2, width = 30, height = 40 }]\n",
    );
    assert_eq!(layout(&site, 2), "Words");
    holds(&part(&site, "ppt/slideMasters/slideMaster1.xml"), &["name=\"Pictogram ", "sz=\"4400\""]);
    holds(&part(&site, "ppt/slideLayouts/slideLayout3.xml"), &["prst=\"ellipse\"", "<a:off x=\"12700\" y=\"25400\"/>"]);
    // The quote has its title where text has it.
    holds(&part(&site, "ppt/slideLayouts/slideLayout5.xml"), &["sz=\"4400\""]);
}

#[test]
fn a_mistake_in_the_looks_is_named_with_its_line_in_every_build() {
    let mut site = talk(&["## Second\n\nWords."]);
    for (looks, expected) in [
        (
            "[colours]\ntx1 = \"inc\"\n",
            ":2:7 error unknown-token the theme's styles have no colour `inc` | did you mean `ink`?",
        ),
        ("[frame]\nmark = { pictogram = \"tree\" }\n", ":2:22 error mark-not-drawn the theme has no pictogram `tree`"),
        ("[layouts.text]\ntitel = { size = 40 }\n", ":2:1 error unknown-key unknown key `titel`"),
        ("[layouts.text.title]\nsize = 4000\n", ":2:8 error number-out-of-range"),
        ("[layouts.text]\nground = \"pink\"\n", ":2:10 error unknown-word"),
    ] {
        site.edit(LOOKS, looks);
        let found = site.diagnostics();
        assert!(found.contains(&format!("{LOOKS}{expected}")), "{looks}\n{found}");
    }
    site.edit(LOOKS, "");
    assert!(!site.diagnostics().contains(LOOKS), "{}", site.diagnostics());
}

// Places for those who go on

#[test]
fn layouts_ask_for_words_in_the_language_of_whoever_fills_them() {
    let site = talk(&["## Second\n\nWords."]);
    for number in 1..=10 {
        let layout = part(&site, &format!("ppt/slideLayouts/slideLayout{number}.xml"));
        let words: Vec<&str> = layout.split("<a:t>").skip(1).filter_map(|rest| rest.split('<').next()).collect();
        assert!(words.iter().all(|words| *words == "‹#›"), "{number}: {words:?}");
    }
}

#[test]
fn every_slide_but_the_first_has_the_sites_name_its_date_and_its_number() {
    let site = talk(&["## Second\n\nWords."]);
    holds(
        &slide(&site, 2),
        &["type=\"ftr\"", "<a:t>Site</a:t>", "type=\"dt\"", "<a:t>1 November 2026</a:t>", "type=\"sldNum\""],
    );
    let first = slide(&site, 1);
    assert!(!first.contains("type=\"ftr\"") && !first.contains("type=\"sldNum\""), "{first}");
}

#[test]
fn slides_of_a_sensitive_talk_do_not_name_the_site() {
    let mut site = talk(&[]);
    site.edit("content/talk.md", &text("sensitive = true\nneutral_title = \"Notes\"\n", &["## Second\n\nWords."]));
    let made = &site.built().artifacts["/talk/slides-en.pptx"];
    let second = said::part(made, "ppt/slides/slide2.xml");
    assert!(!second.contains("type=\"ftr\"") && !second.contains(">Site<"), "{second}");
}

#[test]
fn sections_begin_at_slides_that_are_nothing_but_a_title() {
    let plain = talk(&["## Second\n\nWords."]);
    assert!(!part(&plain, "ppt/presentation.xml").contains("p14:section"));
    let site = talk(&["## Signs & places", "## Third\n\nWords.", "## What to do", "## Fifth\n\nWords."]);
    let presentation = part(&site, "ppt/presentation.xml");
    let names: Vec<&str> =
        presentation.split("<p14:section name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(names, ["A talk", "Signs &amp; places", "What to do"]);
    assert_eq!(presentation.matches("<p14:sldId ").count(), 5);
}

#[test]
fn a_picture_with_words_has_a_layout_with_places_for_both() {
    let picture = "![A door](door.png)";
    let site = talk(&[
        &format!("## Picture behind\n\nWords.\n\n{picture}"),
        &format!("## Picture first\n\n{picture}\n\n- Words"),
        &format!("## Picture alone\n\n{picture}"),
        &format!("## Picture between\n\nWords.\n\n{picture}\n\nMore."),
    ])
    .with_bytes("content/door.png", &door());
    let layouts: Vec<String> = (2..=5).map(|number| layout(&site, number)).collect();
    assert_eq!(layouts, ["Picture and words", "Picture and words", "Title only", "Text"]);
    holds(&slide(&site, 2), &["<p:nvPr><p:ph type=\"pic\" idx=\"13\"/></p:nvPr>", "descr=\"A door\""]);
    let first = slide(&site, 3);
    assert!(first.find("<p:pic>").unwrap() < first.find("Words").unwrap(), "what comes first is read first: {first}");
}

/// A picture of two grey points.
fn door() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[128, 64]).unwrap();
    bytes
}

#[test]
fn cells_of_a_table_are_aligned_as_the_author_says() {
    let table = "## Hours\n\n| Day | Hours | Room |\n| --- | --: | :-: |\n| Monday | 9 | A |";
    let mut site = talk(&[table]);
    let table = |xml: &str| xml.split("<a:tbl>").nth(1).unwrap().to_owned();
    holds(&table(&slide(&site, 2)), &["<a:pPr algn=\"r\" rtl=\"0\">", "<a:pPr algn=\"ctr\">"]);
    let urdu = "+++\ntitle = \"بات\"\nstatus = \"reviewed\"\n+++\n\n## آمد\n\nلفظ";
    let second = "## اوقات\n\n| دن | وقت | کمرہ |\n| --- | --: | :-: |\n| پیر | 9 | A |";
    site.edit("content/talk.ur.md", &format!("{urdu}{NOTES}\n---\n\n{second}{NOTES}"));
    let made = &site.built().artifacts["/ur/talk/talk-ur.pptx"];
    let cells = table(&said::part(made, "ppt/slides/slide2.xml"));
    holds(&cells, &["<a:pPr algn=\"l\" rtl=\"1\">", "<a:pPr algn=\"ctr\" rtl=\"1\">", "<a:pPr algn=\"r\" rtl=\"1\">"]);
}

// Pictograms

/// A talk that shows the sign `tired` with that drawing, and `locked` without one.
fn signs(drawing: &str, text: &str) -> Site {
    let mut site = talk(&[text]);
    site.replace("content/signs.toml", "[tired]\n", "[tired]\nicon = \"tired\"\n");
    site.edit("themes/plain/icons/tired.svg", drawing);
    site
}

const TIRED: &str = "<svg viewBox=\"0 0 24 24\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"><circle cx=\"12\" cy=\"12\" r=\"9\"/>\
                     <path fill=\"currentColor\" stroke=\"none\" d=\"M8 8h2v2z\"/></svg>";

#[test]
fn signs_have_their_pictogram_beside_their_words_as_a_shape_of_the_presentation() {
    let site = signs(TIRED, "## Signs\n\n{{ signs(ids=\"tired locked\") }}\n\n**Behind.**");
    let slide = slide(&site, 2);
    assert_eq!(slide.matches("<a:custGeom>").count(), 1, "{slide}");
    let shape = slide.split("<p:sp>").find(|shape| shape.contains("custGeom")).unwrap();
    holds(
        shape,
        &["adec:decorative", "descr=\"\"", "<a:schemeClr val=\"accent1\"/>", "<a:cubicBezTo>", "stroke=\"0\""],
    );
    assert!(!shape.contains("<a:t>") && !slide.contains("<p:pic>"), "{slide}");
    let words = said::of_slides(&site.built().artifacts["/talk/talk-en.pptx"], false)[1].replace('\n', " ");
    assert!(words.contains("People look tired. Doors are locked from outside. Behind."), "{words}");
    // Words begin at one edge, with a pictogram and without.
    let starts: Vec<&str> = slide.split("<a:off x=\"").skip(2).filter_map(|rest| rest.split('"').next()).collect();
    assert!(starts.len() >= 3 && starts[1] == starts[2], "{starts:?}");
}

#[test]
fn pictograms_are_there_inside_other_blocks_too() {
    let signs_of = "{{ signs(ids=\"tired\") }}";
    for around in [
        format!("{{% notice(kind=\"info\") %}}\n{signs_of}\n{{% end %}}"),
        format!(
            "{{% columns() %}}\n{{% column() %}}\n{signs_of}\n{{% end %}}\n{{% column() %}}\nWords.\n{{% end %}}\n{{% end %}}"
        ),
        format!("- Words\n\n{signs_of}"),
        format!("{{% big(value=\"5\") %}}\nPeople.\n{{% end %}}\n\n{signs_of}"),
    ] {
        let slide = slide(&signs(TIRED, &format!("## Signs\n\n{around}")), 2);
        assert_eq!(slide.matches("<a:custGeom>").count(), 1, "{around}\n{slide}");
        assert_eq!(slide.matches("People look tired.").count(), 1, "{around}");
    }
}

#[test]
fn a_pictogram_that_no_shape_can_show_is_named_and_its_words_stay() {
    for drawing in [
        TIRED.replace("</svg>", "<text>A</text></svg>"),
        TIRED.replace("fill=\"currentColor\"", "fill=\"#b00\""),
        TIRED.replace("<path", "<path transform=\"rotate(9)\""),
    ] {
        let site = signs(&drawing, "## Signs\n\n{{ signs(ids=\"tired\") }}");
        let found = site.diagnostics();
        assert!(found.contains("warning pictogram-not-for-slides"), "{found}");
        let slide = slide(&site, 2);
        assert!(!slide.contains("custGeom") && slide.contains("People look tired."), "{slide}");
    }
}

#[test]
fn no_word_can_be_markup() {
    let site = talk(&["## `<b>` & \"c\"\n\n`</a:t>` & [a](https://other.example/?a=1&b=\"2\")"]);
    let slide = slide(&site, 2);
    holds(&slide, &["&lt;b&gt;", "<a:t> &amp; &quot;c&quot;</a:t>", "&lt;/a:t&gt;"]);
    holds(&part(&site, "ppt/slides/_rels/slide2.xml.rels"), &["?a=1&amp;b="]);
}
