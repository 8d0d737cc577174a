//! Which formats are looked into, told by their bytes first and by their names then.
//!
//! A path and bytes go in; what is to be done with the file comes out, with the words that people have for it.

use super::{mp3, xml};

/// A form of file that is looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileFormat {
    Jpeg,
    Png,
    WebP,
    Drawing,
    /// XML other than drawings.
    Markup,
    Film,
    Mp3,
    Pdf,
    Slides,
    Text,
    Table,
}

/// What is to be done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileTreatment {
    /// It is looked into.
    Seen(FileFormat),
    /// Its name says that it carries programs.
    WithPrograms(FileFormat),
    /// It can carry traces that nobody here can see; what to save it as instead.
    Unseen(&'static str),
    /// Text, fonts, and whatever else is known to carry none.
    Plain,
}

/// Ends of names that cannot be looked into, and what to do instead.
const UNSEEN: &[(&[&str], &str)] = &[
    (&["doc", "dot", "odt", "pages", "rtf", "wps"], "open it and save it as DOCX, or as PDF"),
    (&["key", "odp", "pps", "ppt"], "open it and save it as PPTX, or as PDF"),
    (&["numbers", "ods", "xls", "xlsb"], "open it and save it as XLSX, or as CSV"),
    (&["avif", "emf", "dng", "gif", "heic", "heif", "psd", "tif", "tiff", "wmf"], "open it and save it as JPEG or PNG"),
    (&["ai", "eps", "svgz"], "open it and save it as SVG"),
    (&["avi", "mkv", "mpeg", "mpg", "webm", "wmv"], "export it as MP4"),
    (
        &["aac", "aif", "aiff", "amr", "flac", "m4b", "oga", "ogg", "opus", "wav", "wma"],
        "export it as MP3 or M4A, which every phone can play",
    ),
    (&["7z", "gz", "kmz", "rar", "tar", "tgz", "zip"], "put the files that are in it here, without packing them"),
    (&["eml", "epub", "msg", "one", "pub", "vsd", "vsdx", "xps"], "open it and save it as PDF"),
];

/// What to say where bytes and name leave open which program made the file.
const OTHERWISE: &str = "open it in its program and save it as PDF, DOCX, PPTX, JPEG or PNG";

/// How a file of Office with a password begins, and one from before 2007.
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Brands of pictures in the container of films.
const PICTURE_BRANDS: [&[u8]; 8] = [b"avif", b"avis", b"heic", b"heim", b"heis", b"heix", b"mif1", b"msf1"];

impl FileTreatment {
    /// Finds out by what the bytes say, and where they say nothing, by the name.
    pub(super) fn of(path: &str, bytes: &[u8]) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
        let extension = extension.as_str();
        if let Some(form) = with_programs(extension) {
            return Self::WithPrograms(form);
        }
        let named = FileFormat::of_extension(extension);
        if let Some(form) = FileFormat::of_bytes(bytes) {
            return Self::Seen(form);
        }
        if let (Some((_, instead)), true) = (unseen(extension), named.is_none()) {
            return Self::Unseen(instead);
        }
        let is_zip = bytes.starts_with(b"PK\x03\x04");
        match named {
            Some(form) if form.is_office() && bytes.starts_with(OLD_OFFICE) => {
                Self::Unseen("open it, take its password away if it has one, and save it under Save As in today's form")
            }
            Some(form) if !is_zip || form.is_office() => Self::Seen(form),
            _ if is_zip || bytes.starts_with(OLD_OFFICE) || is_unseen(bytes) => Self::Unseen(OTHERWISE),
            _ => Self::Plain,
        }
    }
}

/// Whether the bytes are of a form with traces that cannot be looked into, whatever the name says.
fn is_unseen(bytes: &[u8]) -> bool {
    let begins = |start: &[u8]| bytes.starts_with(start);
    begins(b"GIF8")
        || begins(b"II*\0")
        || begins(b"MM\0*")
        || begins(b"8BPS")
        || begins(b"{\\rtf")
        || is_picture_brand(bytes)
}

fn is_picture_brand(bytes: &[u8]) -> bool {
    bytes.get(4..8).is_some_and(|kind| kind == b"ftyp")
        && bytes.get(8..12).is_some_and(|brand| PICTURE_BRANDS.contains(&brand))
}

fn unseen(extension: &str) -> Option<&'static (&'static [&'static str], &'static str)> {
    UNSEEN.iter().find(|(extensions, _)| extensions.contains(&extension))
}

fn with_programs(extension: &str) -> Option<FileFormat> {
    match extension {
        "potm" | "ppam" | "ppsm" | "pptm" => Some(FileFormat::Slides),
        "docm" | "dotm" => Some(FileFormat::Text),
        "xlam" | "xlsm" | "xltm" => Some(FileFormat::Table),
        _ => None,
    }
}

impl FileFormat {
    /// The form that the first bytes tell. Drawings and archives of Office are told by their whole.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let begins = |start: &[u8]| bytes.starts_with(start);
        match bytes.get(4..8) {
            _ if begins(b"\xff\xd8\xff") => Some(Self::Jpeg),
            _ if begins(b"\x89PNG\r\n\x1a\n") => Some(Self::Png),
            _ if begins(b"RIFF") && bytes.get(8..12).is_some_and(|kind| kind == b"WEBP") => Some(Self::WebP),
            _ if begins(b"%PDF-") => Some(Self::Pdf),
            Some(b"ftyp") if is_picture_brand(bytes) => None,
            Some(b"ftyp" | b"moov" | b"mdat" | b"wide") => Some(Self::Film),
            _ if begins(b"PK\x03\x04") => Self::of_archive(bytes),
            _ if mp3::begins(bytes) => Some(Self::Mp3),
            _ if xml::is_drawing(bytes) => Some(Self::Drawing),
            _ => None,
        }
    }

    /// Which program of Office an archive is of. The names of its parts are in it as they are.
    fn of_archive(bytes: &[u8]) -> Option<Self> {
        let holds = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
        let parts: [(&[u8], Self); 3] = [
            (b"ppt/presentation.xml", Self::Slides),
            (b"word/document.xml", Self::Text),
            (b"xl/workbook.xml", Self::Table),
        ];
        parts.into_iter().find(|(name, _)| holds(name)).map(|(_, form)| form)
    }

    fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension {
            "jfif" | "jpe" | "jpeg" | "jpg" => Self::Jpeg,
            "apng" | "png" => Self::Png,
            "webp" => Self::WebP,
            "svg" => Self::Drawing,
            "3gp" | "m4a" | "m4v" | "mov" | "mp4" => Self::Film,
            "mp3" => Self::Mp3,
            "pdf" => Self::Pdf,
            "potx" | "ppsx" | "pptx" => Self::Slides,
            "docx" | "dotx" => Self::Text,
            "xlsx" | "xltx" => Self::Table,
            _ => return None,
        })
    }

    pub(super) fn is_office(self) -> bool {
        matches!(self, Self::Slides | Self::Text | Self::Table)
    }

    /// What people call it, as the beginning of a sentence.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Jpeg | Self::Png | Self::WebP => "this picture",
            Self::Drawing => "this drawing",
            Self::Markup => "this file",
            Self::Film | Self::Mp3 => "this recording",
            Self::Pdf => "this PDF",
            Self::Slides => "this presentation",
            Self::Text => "this document",
            Self::Table => "this workbook",
        }
    }

    /// Its name as ends of names have it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Drawing => "SVG",
            Self::Markup => "XML",
            Self::Film => "MP4 or MOV",
            Self::Mp3 => "MP3",
            Self::Pdf => "PDF",
            Self::Slides => "PPTX",
            Self::Text => "DOCX",
            Self::Table => "XLSX",
        }
    }

    /// How a person takes out what nobody should see.
    pub(super) fn way_to_clean(self) -> &'static str {
        match self {
            Self::Jpeg | Self::Png | Self::WebP => {
                "in Windows right-click it: Properties > Details > Remove Properties and Personal Information; \
                 if that is not enough, paste it into a new picture in Paint and save that"
            }
            Self::Markup => "take it out with an editor for text",
            Self::Drawing => "in Inkscape: File > Save As > Optimised SVG, with all boxes for removing things ticked",
            Self::Film => {
                "export it again from a film editor, such as Clipchamp, with location and author left out, and use that file; \
                 of sound alone export an MP3 with empty details, for example from Audacity"
            }
            Self::Mp3 => {
                "in Windows right-click it: Properties > Details > Remove Properties and Personal Information; \
                 if that is not enough, export it again from Audacity with all of Edit > Metadata cleared"
            }
            Self::Pdf => {
                "in Word: File > Info > Check for Issues > Inspect Document > Remove All, then make the PDF again; \
                 or in Acrobat Pro: Redact > Sanitize Document"
            }
            Self::Slides => "in PowerPoint: File > Info > Check for Issues > Inspect Document > Remove All, then save",
            Self::Text => "in Word: File > Info > Check for Issues > Inspect Document > Remove All, then save",
            Self::Table => "in Excel: File > Info > Check for Issues > Inspect Document > Remove All, then save",
        }
    }

    /// How a person takes out programs.
    pub(super) fn without_programs(self) -> &'static str {
        match self {
            Self::Slides => "in PowerPoint: File > Save As > PowerPoint Presentation (.pptx), then use that file",
            Self::Text => "in Word: File > Save As > Word Document (.docx), then use that file",
            Self::Table => "in Excel: File > Save As > Excel Workbook (.xlsx), then use that file",
            _ => "make it again without scripts and actions",
        }
    }
}
