//! Files that staff bring themselves: what they must not say, what a PDF must say, and that no message repeats what was found.

use crate::kit::{PICTURE, Site};
use crate::mistakes::check_wording;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What is in all these files as somebody's name, folder or place. No message may repeat it.
const SECRET: &str = "Canary";

/// The codes of all findings for a file of that name.
#[track_caller]
pub fn codes(name: &str, bytes: &[u8]) -> Vec<&'static str> {
    let path = format!("static/{name}");
    let site = Site::new("").with_bytes(&path, bytes);
    for finding in &site.built().diagnostics {
        check_wording(finding);
        assert_eq!(&*finding.location.file, path.as_str());
    }
    assert!(!site.diagnostics().contains(SECRET), "a message repeats what it found: {}", site.diagnostics());
    site.codes()
}

#[track_caller]
pub fn check(name: &str, bytes: &[u8], expected: &[&str]) {
    assert_eq!(codes(name, bytes), expected, "{name}");
}

/// What is said of each of these files, all in one site.
pub fn said(files: impl Iterator<Item = Vec<u8>>, name: &str) -> Vec<(String, usize)> {
    let files = files.enumerate().map(|(index, bytes)| (format!("static/{index}/{name}"), bytes)).collect();
    let site = Site::of(files);
    let contents = site.workspace().contents().iter();
    contents.map(|content| (content.file.to_string(), content.diagnostics.len())).collect()
}

/// Of every beginning of a file it is said that something is wrong.
#[track_caller]
fn check_cut(name: &str, bytes: &[u8]) {
    let said = said((0..bytes.len()).map(|length| bytes[..length].to_vec()), name);
    assert_eq!(said.len(), bytes.len());
    for (file, findings) in said {
        assert!(findings > 0, "{file} is cut off, and nobody says so");
    }
}

// Pictures

pub fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = (data.len() + 2) as u16;
    [&[0xff, marker], length.to_be_bytes().as_slice(), data].concat()
}

/// A JPEG with these segments before its points.
pub fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    let scan = [segment(0xda, &[1, 1, 0, 0, 63, 0]), vec![0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]].concat();
    [vec![0xff, 0xd8], segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"), segments.concat(), scan, vec![0xff, 0xd9]]
        .concat()
}

/// A field: its tag, the kind of its value, its value.
pub type Field<'f> = (u16, u16, &'f [u8]);

/// A TIFF with a directory of these fields, perhaps another directory inside, and perhaps one that follows.
pub fn tiff(fields: &[Field], inner: Option<(u16, &[Field])>, next: u32) -> Vec<u8> {
    let count = fields.len() + usize::from(inner.is_some());
    let mut bytes = b"MM\0*\0\0\0\x08".to_vec();
    let mut values = Vec::new();
    let after = 8 + 2 + count * 12 + 4;
    directory(&mut bytes, &mut values, after, fields, inner.map(|(tag, _)| tag), next);
    bytes.extend(&values);
    if let Some((tag, fields)) = inner {
        let at = bytes.len();
        let entry = 10 + (count - 1) * 12 + 8;
        assert_eq!(bytes[entry - 8..entry - 6], tag.to_be_bytes());
        bytes[entry..entry + 4].copy_from_slice(&(at as u32).to_be_bytes());
        let mut values = Vec::new();
        let after = at + 2 + fields.len() * 12 + 4;
        directory(&mut bytes, &mut values, after, fields, None, 0);
        bytes.extend(values);
    }
    bytes
}

fn directory(bytes: &mut Vec<u8>, values: &mut Vec<u8>, after: usize, fields: &[Field], inner: Option<u16>, next: u32) {
    bytes.extend(((fields.len() + usize::from(inner.is_some())) as u16).to_be_bytes());
    for (tag, kind, value) in fields {
        let count = if *kind == 3 { value.len() / 2 } else { value.len() };
        bytes.extend([tag.to_be_bytes(), kind.to_be_bytes()].concat());
        bytes.extend((count as u32).to_be_bytes());
        if value.len() <= 4 {
            bytes.extend([value, &[0; 4][value.len()..]].concat());
        } else {
            bytes.extend(((after + values.len()) as u32).to_be_bytes());
            values.extend(*value);
        }
    }
    if let Some(tag) = inner {
        bytes.extend([tag.to_be_bytes(), 4u16.to_be_bytes()].concat());
        bytes.extend([0, 0, 0, 1, 0, 0, 0, 0]);
    }
    bytes.extend(next.to_be_bytes());
}

pub const TURNED: Field = (0x0112, 3, &[0, 6]);
pub const CAMERA: Field = (0x010f, 2, b"Canary camera\0");
const ARTIST: Field = (0x013b, 2, b"Canary\0");

pub fn with_place() -> Vec<u8> {
    tiff(&[TURNED], Some((0x8825, &[(0, 1, &[2, 3, 0, 0]), (1, 2, b"N\0")])), 0)
}

pub fn exif(tiff: &[u8]) -> Vec<u8> {
    segment(0xe1, &[b"Exif\0\0", tiff].concat())
}

pub fn packet(properties: &str) -> Vec<u8> {
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF \
         xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:exif=\"http://ns.adobe.com/exif/1.0/\">\
         <rdf:Description rdf:about=\"\" xmp:CreatorTool=\"A program\">{properties}</rdf:Description></rdf:RDF></x:xmpmeta>\
         <?xpacket end=\"w\"?>"
    )
    .into_bytes()
}

pub const CREATOR: &str = "<dc:creator><rdf:Seq><rdf:li>Canary</rdf:li></rdf:Seq></dc:creator>";

pub fn xmp(properties: &str) -> Vec<u8> {
    segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), &packet(properties)].concat())
}

#[test]
fn a_photo_says_nothing_but_how_it_is_shown() {
    check("a.jpg", &jpeg(&[]), &[]);
    check("a.jpg", &jpeg(&[segment(0xe2, b"ICC_PROFILE\0\x01\x01"), segment(0xee, b"Adobe\0")]), &[]);
    check("a.jpg", &jpeg(&[exif(&tiff(&[TURNED], None, 0))]), &[]);
    check("a.jpg", &jpeg(&[exif(&tiff(&[TURNED], Some((0x8769, &[(0xa002, 3, &[0, 9])])), 0))]), &[]);
    check("a.jpg", &jpeg(&[exif(&tiff(&[(0x010f, 2, b"      \0")], None, 0))]), &[]);
    check("a.jpg", &jpeg(&[xmp("<xmp:Rating>3</xmp:Rating><dc:creator><rdf:Seq/></dc:creator>")]), &[]);
    check("a.jpg", &jpeg(&[segment(0xfe, b"CREATOR: gd-jpeg v1.0")]), &[]);
}

#[test]
fn a_photo_does_not_say_where_it_was_taken() {
    check("a.jpg", &jpeg(&[exif(&with_place())]), &["file-place"]);
    check("a.jpg", &jpeg(&[xmp("<exif:GPSLatitude>Canary</exif:GPSLatitude>")]), &["file-place"]);
    let city = [b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0b".as_slice(), b"\x1c\x02\x5a\0\x06Canary\0"].concat();
    check("a.jpg", &jpeg(&[segment(0xed, &city)]), &["file-place"]);
    let version_alone = tiff(&[TURNED], Some((0x8825, &[(0, 1, &[2, 3, 0, 0])])), 0);
    check("a.jpg", &jpeg(&[exif(&version_alone)]), &[]);
}

#[test]
fn a_photo_has_no_names_notes_and_small_pictures() {
    check("a.jpg", &jpeg(&[exif(&tiff(&[CAMERA], None, 0))]), &["file-details"]);
    check("a.jpg", &jpeg(&[exif(&tiff(&[ARTIST], None, 0))]), &["file-person"]);
    check("a.jpg", &jpeg(&[xmp(CREATOR)]), &["file-person"]);
    check("a.jpg", &jpeg(&[segment(0xfe, b"Canary")]), &["file-comments"]);
    let with_next = tiff(&[TURNED], Some((0x8769, &[(0xa002, 3, &[0, 9])])), 8);
    check("a.jpg", &jpeg(&[exif(&with_next)]), &["file-thumbnail"]);
    check("a.jpg", &jpeg(&[segment(0xe0, b"JFXX\0\x10")]), &["file-thumbnail"]);
    check("a.jpg", &jpeg(&[exif(b"Canary")]), &["file-details"]);
    check("a.jpg", &jpeg(&[segment(0xeb, b"JPCanary")]), &["file-details"]);
}

#[test]
fn every_kind_of_trace_is_said_once() {
    let all =
        jpeg(&[exif(&with_place()), xmp("<exif:GPSLatitude>Canary</exif:GPSLatitude>"), xmp(CREATOR), xmp(CREATOR)]);
    check("a.jpg", &all, &["file-person", "file-place"]);
    let site = Site::new("").with_bytes("static/a.jpg", &jpeg(&[exif(&with_place())]));
    assert_eq!(
        site.diagnostics(),
        "static/a.jpg:1:1 error file-place this picture says where it was made, which nobody should learn from it | in Windows \
         right-click it: Properties > Details > Remove Properties and Personal Information; if that is not enough, paste it into a \
         new picture in Paint and save that"
    );
}

#[test]
fn nothing_stands_behind_a_picture() {
    let picture = jpeg(&[]);
    check("a.jpg", &[picture.as_slice(), b"\0\0\0ftypmp42"].concat(), &["file-goes-on"]);
    check("a.jpg", &[picture.as_slice(), &[0, 0, b'\n']].concat(), &[]);
    check("a.png", &[PICTURE, b"IDAT"].concat(), &["file-goes-on"]);
}

pub fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
    [&(data.len() as u32).to_be_bytes(), kind, data, &[0; 4]].concat()
}

/// The picture of the kit with a chunk more before its end.
pub fn png(chunk: &[u8]) -> Vec<u8> {
    let end = PICTURE.len() - 12;
    [&PICTURE[..end], chunk, &PICTURE[end..]].concat()
}

#[test]
fn a_drawing_of_points_has_no_hidden_words() {
    check("a.png", PICTURE, &[]);
    check("a.png", &png(&chunk(b"tIME", &[7, 0xea, 1, 2, 3, 4, 5])), &[]);
    check("a.png", &png(&chunk(b"tEXt", b"Software\0A program")), &[]);
    check("a.png", &png(&chunk(b"tEXt", b"Author\0Canary")), &["file-person"]);
    check("a.png", &png(&chunk(b"tEXt", b"Comment\0Canary")), &["file-comments"]);
    check("a.png", &png(&chunk(b"zTXt", b"Raw profile type exif\0\0x")), &["file-details"]);
    check("a.png", &png(&chunk(b"eXIf", &with_place())), &["file-place"]);
    let text = [b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), &packet(CREATOR)].concat();
    check("a.png", &png(&chunk(b"iTXt", &text)), &["file-person"]);
    let text = [b"XML:com.adobe.xmp\0\x01\0\0\0".as_slice(), &deflated(&packet(CREATOR))].concat();
    check("a.png", &png(&chunk(b"iTXt", &text)), &["file-person"]);
}

#[test]
fn a_webp_is_looked_into() {
    let webp = |chunks: &[u8]| {
        let size = (chunks.len() + 4) as u32;
        [b"RIFF".as_slice(), &size.to_le_bytes(), b"WEBP", chunks].concat()
    };
    let part = |kind: &[u8], data: &[u8]| {
        let padding = vec![0; data.len() % 2];
        [kind, &(data.len() as u32).to_le_bytes(), data, &padding].concat()
    };
    let points = part(b"VP8 ", &[1, 2, 3]);
    check("a.webp", &webp(&points), &[]);
    check("a.webp", &webp(&[points.clone(), part(b"EXIF", &with_place())].concat()), &["file-place"]);
    check("a.webp", &webp(&[points, part(b"XMP ", &packet(CREATOR))].concat()), &["file-person"]);
}

#[test]
fn the_bytes_say_what_a_file_is() {
    check("a.png", &jpeg(&[exif(&with_place())]), &["file-place"]);
    check("picture", &jpeg(&[exif(&with_place())]), &["file-place"]);
    check("a.jpg", b"words", &["file-broken"]);
    check("a.jpg", b"", &["file-broken"]);
    check("a.txt", b"words", &[]);
}

// Drawings

pub fn svg(attributes: &str, inside: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
         xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" \
         xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         viewBox=\"0 0 1 1\" {attributes}><title>A door</title>{inside}</svg>"
    )
    .into_bytes()
}

#[test]
fn a_drawing_names_nobody_and_no_folder() {
    check("a.svg", &svg("", "<path d=\"M0 0h1\"/>"), &[]);
    check("a.svg", &svg("", "<metadata><dc:title>A door</dc:title><dc:creator/></metadata>"), &[]);
    check("a.svg", &svg("", "<metadata><dc:creator><g>Canary</g></dc:creator></metadata>"), &["file-person"]);
    check("a.svg", &svg("sodipodi:docname=\"Canary.svg\"", ""), &["file-folder"]);
    check("a.svg", &svg("inkscape:export-filename=\"C:\\Canary\\a.png\"", ""), &["file-folder"]);
    check("a.svg", &svg("", "<!-- made from /home/canary/Canary.ai -->"), &["file-folder"]);
    check("a.svg", b"<svg>", &["file-broken"]);
}

// Films

pub fn atom(kind: &[u8], data: &[u8]) -> Vec<u8> {
    [&((data.len() + 8) as u32).to_be_bytes(), kind, data].concat()
}

pub fn film(user_data: &[u8]) -> Vec<u8> {
    let movie = [atom(b"mvhd", &[0; 20]), atom(b"udta", user_data)].concat();
    [atom(b"ftyp", b"mp42\0\0\0\0"), atom(b"moov", &movie), atom(b"mdat", b"points")].concat()
}

#[test]
fn a_film_does_not_say_where_and_by_whom() {
    check("a.mp4", &film(b""), &[]);
    check("a.mp4", &film(&[atom(b"\xa9nam", b"A title"), vec![0; 4]].concat()), &[]);
    check("a.mp4", &film(&atom(b"\xa9xyz", b"\0\x06\0\0Canary")), &["file-place"]);
    check("a.mov", &film(&atom(b"loci", b"Canary")), &["file-place"]);
    let list = atom(b"ilst", &atom(b"\xa9ART", &atom(b"data", b"Canary")));
    let handler = atom(b"hdlr", &[0; 12]);
    check("a.mp4", &film(&atom(b"meta", &[&[0; 4], handler.as_slice(), &list].concat())), &["file-person"]);
    let keys = atom(b"keys", b"mdtacom.apple.quicktime.location.ISO6709");
    check("a.mov", &film(&atom(b"meta", &[handler, keys].concat())), &["file-place"]);
    check("a.mp4", &atom(b"ftyp", b"mp42\0\0\0\0"), &["file-broken"]);
}

// Office

pub const CORE: &str = "docProps/core.xml";

pub fn core(properties: &str) -> String {
    format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Title</dc:title>{properties}</cp:coreProperties>"
    )
}

pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

pub fn docx(inside: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"{WORDS}\"><w:body><w:p>{inside}</w:p></w:body></w:document>");
    zip(&[&[("word/document.xml", document.as_bytes())], parts].concat())
}

pub fn pptx(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let main = b"<p:presentation xmlns:p=\"x\"/>".as_slice();
    zip(&[&[("ppt/presentation.xml", main)], parts].concat())
}

pub fn xlsx(inside: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let main = format!("<workbook>{inside}</workbook>");
    zip(&[&[("xl/workbook.xml", main.as_bytes())], parts].concat())
}

#[test]
fn a_clean_file_of_office_passes() {
    let clean = core("<dc:creator></dc:creator><cp:lastModifiedBy/>");
    let app = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Template>Normal.dotm</Template><Company></Company></Properties>";
    let custom = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\">\
         <property name=\"MSIP_Label_1_SiteId\"><v>1</v></property></Properties>";
    let comments = format!("<w:comments xmlns:w=\"{WORDS}\"/>");
    let parts: &[(&str, &[u8])] = &[
        (CORE, clean.as_bytes()),
        ("docProps/app.xml", app.as_bytes()),
        ("docProps/custom.xml", custom.as_bytes()),
        ("word/comments.xml", comments.as_bytes()),
        ("word/media/image1.png", PICTURE),
    ];
    check("a.docx", &docx("<w:r><w:t>Words</w:t></w:r>", parts), &[]);
    check("a.pptx", &pptx(&[(CORE, clean.as_bytes()), ("ppt/slides/slide1.xml", b"<p:sld xmlns:p=\"x\"/>")]), &[]);
    check(
        "a.xlsx",
        &xlsx("<sheets><sheet name=\"One\"/></sheets>", &[("xl/persons/person.xml", b"<personList/>")]),
        &[],
    );
}

#[test]
fn a_file_of_office_names_nobody() {
    let with = |part: &str, text: &str| docx("", &[(part, text.as_bytes())]);
    check("a.docx", &with(CORE, &core("<dc:creator>Canary</dc:creator>")), &["file-person"]);
    check("a.docx", &with(CORE, &core("<cp:lastModifiedBy>Canary</cp:lastModifiedBy>")), &["file-person"]);
    let app = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">";
    check(
        "a.docx",
        &with("docProps/app.xml", &format!("{app}<Manager>Canary</Manager></Properties>")),
        &["file-person"],
    );
    check(
        "a.docx",
        &with("docProps/app.xml", &format!("{app}<Company>Canary</Company></Properties>")),
        &["file-person"],
    );
    let custom = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\">\
         <property name=\"MSIP_Label_1_Owner\"><v>Canary</v></property></Properties>";
    check("a.docx", &with("docProps/custom.xml", custom), &["file-details"]);
    let links =
        "<Relationships><Relationship TargetMode=\"External\" Target=\"file:///C:\\Canary\\a.dotm\"/></Relationships>";
    check("a.docx", &with("word/_rels/settings.xml.rels", links), &["file-folder"]);
    let item = "<x><UserInfo><DisplayName>Canary</DisplayName></UserInfo></x>";
    check("a.docx", &with("customXml/item1.xml", item), &["file-person"]);
}

#[test]
fn comments_changes_and_what_is_hidden_stay_at_home() {
    let comments = format!("<w:comments xmlns:w=\"{WORDS}\"><w:comment w:author=\"Canary\"/></w:comments>");
    check("a.docx", &docx("", &[("word/comments.xml", comments.as_bytes())]), &["file-comments"]);
    for change in ["ins", "del", "moveFrom", "rPrChange"] {
        check("a.docx", &docx(&format!("<w:{change} w:author=\"Canary\"/>"), &[]), &["tracked-changes"]);
    }
    let authors = b"<p:cmAuthorLst xmlns:p=\"x\"><p:cmAuthor name=\"Canary\"/></p:cmAuthorLst>";
    check("a.pptx", &pptx(&[("ppt/commentAuthors.xml", authors)]), &["file-comments"]);
    check("a.pptx", &pptx(&[("ppt/slides/slide1.xml", b"<p:sld xmlns:p=\"x\" show=\"0\"/>")]), &["hidden-parts"]);
    check("a.pptx", &pptx(&[("docProps/thumbnail.jpeg", b"x")]), &["file-thumbnail"]);
    let hidden = |mark: &str, inside: &str| docx(&format!("<w:r><w:rPr><w:vanish{mark}/></w:rPr>{inside}</w:r>"), &[]);
    check("a.docx", &hidden("", "<w:t>Canary</w:t>"), &["hidden-words"]);
    check("a.docx", &hidden(" w:val=\"0\"", "<w:t>Canary</w:t>"), &[]);
    check("a.docx", &hidden("", "<w:instrText>XE</w:instrText>"), &[]);
    let cropped = |part: &str, edges: &str| {
        let slide = format!("<p:sld xmlns:p=\"x\" xmlns:a=\"y\"><a:srcRect{edges}/></p:sld>");
        pptx(&[(part, slide.as_bytes())])
    };
    check("a.pptx", &cropped("ppt/slides/slide1.xml", " l=\"12000\" r=\"0\""), &["picture-cropped"]);
    check("a.pptx", &cropped("ppt/slides/slide1.xml", ""), &[]);
    check("a.pptx", &cropped("ppt/slides/slide1.xml", " l=\"0\" t=\"-5000\""), &[]);
    check("a.pptx", &cropped("ppt/slideLayouts/slideLayout1.xml", " l=\"12000\""), &[]);
    check("a.xlsx", &xlsx("<sheets><sheet name=\"Canary\" state=\"hidden\"/></sheets>", &[]), &["hidden-parts"]);
    let threads = b"<ThreadedComments><threadedComment><text>Canary</text></threadedComment></ThreadedComments>";
    check("a.xlsx", &xlsx("", &[("xl/threadedComments/threadedComment1.xml", threads)]), &["file-comments"]);
}

#[test]
fn programs_and_other_files_are_refused() {
    check("a.docx", &docx("", &[("word/vbaProject.bin", b"x")]), &["file-programs"]);
    check("a.pptm", &pptx(&[]), &["file-programs"]);
    check("a.docm", &docx("", &[]), &["file-programs"]);
    check("a.pptx", &pptx(&[("ppt/embeddings/oleObject1.bin", b"x")]), &["file-in-file"]);
    let chart = xlsx("", &[]);
    check("a.pptx", &pptx(&[("ppt/embeddings/chart.xlsx", &chart)]), &[]);
    let chart = xlsx("", &[(CORE, core("<dc:creator>Canary</dc:creator>").as_bytes())]);
    check("a.pptx", &pptx(&[("ppt/embeddings/chart.xlsx", &chart)]), &["file-person"]);
    let deep = xlsx("", &[("xl/embeddings/more.xlsx", &chart)]);
    check("a.pptx", &pptx(&[("ppt/embeddings/chart.xlsx", &deep)]), &["file-in-file"]);
}

#[test]
fn a_picture_in_a_presentation_is_looked_into() {
    let photo = jpeg(&[exif(&with_place())]);
    check("a.pptx", &pptx(&[("ppt/media/image1.jpeg", &photo)]), &["picture-place"]);
    let named = png(&chunk(b"tEXt", b"Author\0Canary"));
    check("a.docx", &docx("", &[("word/media/image1.png", &named)]), &["picture-details"]);
}

#[test]
fn forms_that_cannot_be_looked_into_are_refused() {
    for name in ["a.doc", "a.ppt", "a.xls", "a.heic", "a.zip", "a.ogg", "a.opus"] {
        check(name, b"x", &["file-not-inspected"]);
    }
    let hint = Site::new("").with_bytes("static/a.ppt", b"x").diagnostics();
    assert!(hint.ends_with("| open it and save it as PPTX, or as PDF"), "{hint}");
    // With a password, files of Office are of the old form inside.
    check("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &["file-not-inspected"]);
    check("a.docx", b"words", &["file-broken"]);
    check("a.docx", &zip(&[("x.xml", b"<x/>")]), &["file-broken"]);
    check("a.docx", &docx("<w:r>", &[]), &["file-broken"]);
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let much = vec![b' '; 65 << 20];
    check("a.docx", &docx("", &[("word/styles.xml", &much)]), &["file-too-large"]);
}

// PDF

/// A PDF whose objects are `objects`, numbered from 1; the catalogue is the first, what it says about itself the second.
pub fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    for (index, object) in objects.iter().enumerate() {
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    bytes.extend(b"trailer\n<< /Root 1 0 R /Info 2 0 R >>\nstartxref\n0\n%%EOF\n");
    bytes
}

pub const CATALOGUE: &str =
    "<< /Type /Catalog /Pages 3 0 R /Lang (en-GB) /MarkInfo << /Marked true >> /StructTreeRoot 4 0 R >>";
pub const INFO: &str = "<< /Title (A \\(good\\) title) /Creator (A program) /Author () >>";
pub const PAGES: &str = "<< /Type /Pages /Kids [] /Count 0 >>";
pub const ROOT: &str = "<< /Type /StructTreeRoot >>";

pub fn pdf_with(object: &str) -> Vec<u8> {
    pdf(&[CATALOGUE, INFO, PAGES, ROOT, object])
}

pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

#[test]
fn a_pdf_names_nobody() {
    check("a.pdf", &pdf_with("null"), &[]);
    check("a.pdf", &pdf(&[CATALOGUE, "<< /Title (T) /Author (Canary) >>", PAGES, ROOT]), &["file-person"]);
    check("a.pdf", &pdf(&[CATALOGUE, "<< /Title (T) /Author <FEFF0043> >>", PAGES, ROOT]), &["file-person"]);
    check("a.pdf", &pdf(&[CATALOGUE, "<< /Title (T) /Author 5 0 R >>", PAGES, ROOT, "(Canary)"]), &["file-person"]);
    let text = String::from_utf8(packet(CREATOR)).unwrap();
    let stream = format!("<< /Type /Metadata /Length {} >>\nstream\n{text}\nendstream", text.len());
    check("a.pdf", &pdf_with(&stream), &["file-person"]);
}

#[test]
fn an_earlier_version_of_a_pdf_is_read_too() {
    let mut bytes = pdf(&[CATALOGUE, "<< /Title (T) /Author (Canary) >>", PAGES, ROOT]);
    bytes.extend(format!("2 0 obj {INFO} endobj\ntrailer << /Root 1 0 R /Info 2 0 R >>\nstartxref\n0\n%%EOF").bytes());
    check("a.pdf", &bytes, &["file-person"]);
}

#[test]
fn a_pdf_can_be_read_out() {
    let untagged = "<< /Type /Catalog /Pages 3 0 R /Lang (en) >>";
    check("a.pdf", &pdf(&[untagged, INFO, PAGES, ROOT]), &["pdf-without-tags"]);
    let marked = "<< /Type /Catalog /Pages 3 0 R /Lang (en) /MarkInfo << /Marked true >> >>";
    check("a.pdf", &pdf(&[marked, INFO, PAGES, ROOT]), &["pdf-without-tags"]);
    let unspoken = CATALOGUE.replace("(en-GB)", "()");
    check("a.pdf", &pdf(&[&unspoken, INFO, PAGES, ROOT]), &["pdf-without-language"]);
    check("a.pdf", &pdf(&[CATALOGUE, "<< /Title ( ) >>", PAGES, ROOT]), &["pdf-without-title"]);
    let bare = pdf(&["<< /Type /Catalog /Pages 3 0 R >>", "<< >>", PAGES]);
    let site = Site::new("").with_bytes("static/a.pdf", &bare);
    assert_eq!(site.codes(), ["pdf-without-language", "pdf-without-tags", "pdf-without-title"]);
    assert!(!site.built().diagnostics.iter().any(crate::kit::is_error), "they are warnings");
}

#[test]
fn the_title_may_stand_in_the_metadata() {
    let text = String::from_utf8(packet("<dc:title><rdf:Alt><rdf:li>Title</rdf:li></rdf:Alt></dc:title>")).unwrap();
    let stream = format!("<< /Type /Metadata /Length {} >>\nstream\n{text}\nendstream", text.len());
    let catalogue = CATALOGUE.replace(" /Lang", " /Metadata 5 0 R /Lang");
    check("a.pdf", &pdf(&[&catalogue, "<< >>", PAGES, ROOT, &stream]), &[]);
}

#[test]
fn packed_objects_of_a_pdf_are_read() {
    let packed = |catalogue: &str, info: &str| {
        let objects = format!("{catalogue} {info} {PAGES} {ROOT}");
        let ends = [0, catalogue.len() + 1, catalogue.len() + info.len() + 2, objects.len() - ROOT.len()];
        let head: String = ends.iter().enumerate().map(|(index, at)| format!("{} {at} ", index + 1)).collect();
        let data = deflated(format!("{head}{objects}").as_bytes());
        let first = head.len();
        let filter = format!("/Type /ObjStm /N 4 /First {first} /Filter /FlateDecode /Length {}", data.len());
        let table = "/Type /XRef /Root 1 0 R /Info 2 0 R /Length 0";
        let start = format!("%PDF-1.7\n9 0 obj << {filter} >> stream\n").into_bytes();
        let end = format!("\nendstream endobj\n8 0 obj << {table} >> stream\n\nendstream endobj\nstartxref\n0\n%%EOF");
        [start, data, end.into_bytes()].concat()
    };
    check("a.pdf", &packed(CATALOGUE, INFO), &[]);
    check("a.pdf", &packed(CATALOGUE, "<< /Title (T) /Author (Canary) >>"), &["file-person"]);
    check("a.pdf", &packed("<< /Type /Catalog /Pages 3 0 R /Lang (en) >>", INFO), &["pdf-without-tags"]);
}

#[test]
fn notes_files_and_scripts_in_a_pdf_are_refused() {
    check("a.pdf", &pdf_with("<< /Subtype /Text /Rect [0 0 1 1] /T (Canary) >>"), &["file-comments"]);
    check("a.pdf", &pdf_with("[ << /Subtype /Popup /Rect [0 0 1 1] >> ]"), &["file-comments"]);
    check("a.pdf", &pdf_with("<< /Subtype /Highlight /Rect [0 0 1 1] /T (Canary) >>"), &["file-comments"]);
    check("a.pdf", &pdf_with("<< /Subtype /Widget /Rect [0 0 1 1] /T (field) >>"), &[]);
    check("a.pdf", &pdf_with("<< /Type /Filespec /F (Canary) /EF << /F 9 0 R >> >>"), &["file-in-file"]);
    check("a.pdf", &pdf_with("<< /S /JavaScript /JS (Canary) >>"), &["file-programs"]);
}

#[test]
fn a_photo_in_a_pdf_is_looked_into() {
    let photo = jpeg(&[exif(&with_place())]);
    let mut bytes = b"%PDF-1.7\n5 0 obj << /Subtype /Image /Filter /DCTDecode /Length 6 0 R >> stream\n".to_vec();
    bytes.extend(&photo);
    bytes.extend(b"\nendstream endobj\n");
    bytes.extend(&pdf_with("null")[9..]);
    check("a.pdf", &bytes, &["picture-place"]);
}

#[test]
fn a_pdf_that_cannot_be_looked_into_is_refused() {
    let locked = String::from_utf8(pdf_with("null")).unwrap().replace("/Root", "/Encrypt 7 0 R /Root");
    check("a.pdf", locked.as_bytes(), &["file-locked"]);
    check("a.pdf", b"%PDF-1.7\n", &["file-broken"]);
    check("a.pdf", b"words", &["file-broken"]);
    let stream = "<< /Type /ObjStm /N 1 /First 4 /Filter /LZWDecode /Length 1 >> stream\nx\nendstream";
    check("a.pdf", &pdf_with(stream), &["file-too-large"]);
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    check("a.pdf", &pdf_with(&nested), &["file-too-large"]);
}

// All of them

#[test]
fn files_beside_a_page_are_looked_at_and_the_theme_is_not() {
    let photo = jpeg(&[exif(&with_place())]);
    let site = Site::new("=== content/farm/index.md\n+++\ntitle = \"Farm\"\n+++\n")
        .with_bytes("content/farm/gate.jpg", &photo)
        .with_bytes("themes/plain/images/gate.jpg", &photo);
    let files: Vec<_> = site.built().diagnostics.iter().map(|finding| finding.location.file.to_string()).collect();
    assert_eq!(files, ["content/farm/gate.jpg"]);
}

#[test]
fn a_file_of_partners_is_theirs_to_clean() {
    let page = "=== content/team/index.md\n+++\ntitle = \"Team\"\naudience = \"partner\"\n+++\n";
    let site = Site::new(page).with_bytes("content/team/gate.jpg", &jpeg(&[exif(&with_place())]));
    assert_eq!(site.codes(), Vec::<&str>::new());
    assert_eq!(site.edition("partner").codes(), ["file-place"]);
}

#[test]
fn a_file_is_looked_at_once_while_others_change() {
    let mut site = Site::new("").with_bytes("static/a.jpg", &jpeg(&[exif(&with_place())]));
    assert_eq!(site.codes(), ["file-place"]);
    let before = site.workspace().parsed;
    site.edit("content/_index.md", "+++\ntitle = \"Another\"\n+++\n");
    assert_eq!(site.codes(), ["file-place"]);
    assert_eq!(site.workspace().parsed, before + 1, "only the page was read again");
    site.put("static/a.jpg", jpeg(&[]));
    assert_eq!(site.codes(), Vec::<&str>::new());
}

#[test]
fn a_cut_off_file_is_said_to_be_damaged() {
    check_cut("a.jpg", &jpeg(&[exif(&with_place()), xmp(CREATOR)]));
    check_cut("a.png", &png(&chunk(b"tEXt", b"Author\0Canary")));
    check_cut("a.svg", &svg("", "<path d=\"M0 0h1\"/>"));
    check_cut("a.docx", &docx("", &[(CORE, core("").as_bytes())]));
    check_cut("a.mp4", &film(&atom(b"\xa9xyz", b"\0\x06\0\0Canary")));
    let whole = pdf(&[CATALOGUE, "<< /Title (T) /Author (Canary) >>", PAGES, ROOT]);
    check_cut("a.pdf", &whole[..whole.len() - 8]);
}

#[test]
fn a_damaged_file_does_no_harm() {
    let samples: [(&str, Vec<u8>); 6] = [
        ("a.jpg", jpeg(&[exif(&with_place()), xmp(CREATOR)])),
        ("a.png", png(&chunk(b"eXIf", &with_place()))),
        ("a.mp4", film(&atom(b"\xa9xyz", b"Canary"))),
        ("a.docx", docx("", &[(CORE, core("").as_bytes())])),
        ("a.pdf", pdf_with("<< /Subtype /Text /Rect [0 0 1 1] /T (Canary) >>")),
        ("a.webp", [b"RIFF\x10\0\0\0WEBPEXIF\x04\0\0\0".as_slice(), b"MM\0*"].concat()),
    ];
    for (name, bytes) in samples {
        let damaged = |value: u8| {
            let bytes = bytes.clone();
            (0..bytes.len()).map(move |at| [&bytes[..at], &[value], &bytes[at + 1..]].concat())
        };
        let said = said([0, 1, 0x7f, 0xff].into_iter().flat_map(damaged), name);
        assert_eq!(said.len(), bytes.len() * 4);
    }
}
