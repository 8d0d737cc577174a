//! MP3: what its tags say beside the sound, and how long it lasts.
//!
//! Bytes go in, kinds of traces and seconds come out. Source: ID3v2.4; ISO/IEC 11172-3.

use super::budget::Budget;
use super::trace::{Trace, Traces, is_blank};
use std::borrow::Cow;

/// Kilobits a second of MPEG 1, layer III, by the number in the head of a frame. Source: ISO/IEC 11172-3, 2.4.2.3.
const RATES_1: [u32; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

/// The same of MPEG 2 and 2.5. Source: ISO/IEC 13818-3, 2.4.2.3.
const RATES_2: [u32; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

/// Samples a second of MPEG 1; MPEG 2 has half of them, 2.5 a quarter.
const SAMPLES: [u32; 3] = [44_100, 48_000, 32_000];

/// Frames at least: a single one is found by chance in any file.
const FEWEST: u32 = 2;

/// Bytes of the tag of 1996 at the end of a file.
const OLD_TAG: usize = 128;

/// A frame of sound.
struct Frame {
    bytes: usize,
    microseconds: u64,
}

impl Frame {
    /// Reads the head of a frame of layer III with a bit rate of its own.
    fn of(head: &[u8]) -> Option<Self> {
        let [first, second, third, _] = *head.first_chunk::<4>()?;
        if first != 0xff || second & 0xe0 != 0xe0 || second & 0x06 != 0x02 {
            return None;
        }
        let (is_first, divisor) = match second >> 3 & 3 {
            3 => (true, 1),
            2 => (false, 2),
            0 => (false, 4),
            _ => return None,
        };
        let rates = if is_first { &RATES_1 } else { &RATES_2 };
        let bits = rates.get(usize::from(third >> 4)).filter(|rate| **rate > 0)? * 1000;
        let samples = SAMPLES.get(usize::from(third >> 2 & 3))? / divisor;
        let of_frame = if is_first { 1152 } else { 576 };
        let padding = u32::from(third >> 1 & 1);
        let bytes = (of_frame / 8 * bits / samples + padding) as usize;
        Some(Self { bytes, microseconds: u64::from(of_frame) * 1_000_000 / u64::from(samples) })
    }
}

/// Whether a file begins like one: with a tag, or with a frame.
pub(super) fn begins(bytes: &[u8]) -> bool {
    let has_tag = bytes.starts_with(b"ID3") && bytes.get(3).is_some_and(|version| matches!(version, 2..=4));
    has_tag || Frame::of(bytes).is_some()
}

/// What an MP3 says beside its sound: tags before, behind and between its frames.
///
/// Source: ID3 tag version 2.3.0 and 2.4.0 (id3.org); the tags of 1996 and of APE as players write them.
pub(super) fn traces(bytes: &[u8], budget: &mut Budget) -> Traces {
    let mut found = Traces::new();
    if read(bytes, &mut found, budget).is_none() {
        found.insert(Trace::Broken);
    }
    found
}

/// How long it lasts, in seconds, rounded up; `None` if it is no MP3.
pub(super) fn seconds(bytes: &[u8]) -> Option<u32> {
    let microseconds = read(bytes, &mut Traces::new(), &mut Budget::new())?;
    u32::try_from(microseconds.div_ceil(1_000_000)).ok()
}

/// Reads all tags and frames, and returns how many microseconds they last.
fn read(bytes: &[u8], found: &mut Traces, budget: &mut Budget) -> Option<u64> {
    let (mut rest, mut frames, mut microseconds) = (bytes, 0, 0);
    while !is_blank(rest) {
        budget.step(1)?;
        if rest.starts_with(b"ID3") {
            rest = tag(rest, found, budget)?;
        } else if let Some(frame) = Frame::of(rest) {
            (frames, microseconds) = (frames + 1, microseconds + frame.microseconds);
            // A recording that was stopped ends within a frame.
            rest = rest.get(frame.bytes..).unwrap_or_default();
        } else if let (Some(tag), OLD_TAG) = (rest.strip_prefix(b"TAG"), rest.len()) {
            found.extend(old_tag(tag));
            rest = &[];
        } else if rest.starts_with(b"APETAGEX") || rest.starts_with(b"LYRICSBEGIN") {
            // Whatever follows is part of it, or goes with it when it is taken out.
            found.insert(Trace::Details);
            rest = &[];
        } else if rest[0] == 0 {
            // Programs fill up with zeros.
            let zeros = rest.iter().take_while(|byte| **byte == 0).count();
            budget.step(zeros as u64)?;
            rest = &rest[zeros..];
        } else {
            return None;
        }
    }
    (frames >= FEWEST).then_some(microseconds)
}

/// What the tag of 1996 says behind its mark: title, artist, album, year, comment, genre.
fn old_tag(tag: &[u8]) -> impl Iterator<Item = Trace> {
    let parts =
        [(0..30, Trace::Details), (30..60, Trace::Person), (60..90, Trace::Details), (94..122, Trace::Comments)];
    parts.into_iter().filter(|(range, _)| !is_blank(&tag[range.clone()])).map(|(_, trace)| trace)
}

/// Reads a tag of ID3 and returns what follows it.
fn tag<'a>(bytes: &'a [u8], found: &mut Traces, budget: &mut Budget) -> Option<&'a [u8]> {
    let (version, flags, size) = (*bytes.get(3)?, *bytes.get(5)?, seven_bits(bytes.get(6..10)?)?);
    let body = bytes.get(10..10 + size)?;
    budget.step(size as u64)?;
    let footer = if version == 4 && flags & 0x10 != 0 { 10 } else { 0 };
    let rest = bytes.get(10 + size + footer..)?;
    let is_filled = flags & 0x80 != 0 && version < 4;
    let whole = if is_filled { Cow::Owned(synchronised(body)) } else { Cow::Borrowed(body) };
    let extended = match (version, flags & 0x40) {
        (3, 0x40) => 4 + big_endian(whole.get(..4)?),
        (4, 0x40) => seven_bits(whole.get(..4)?)?,
        // Of the first version nobody knows how it would be packed.
        (2, 0x40) => return None,
        _ => 0,
    };
    if !matches!(version, 2..=4) || each_item(whole.get(extended..)?, version, found, budget).is_none() {
        return None;
    }
    Some(rest)
}

/// Looks at every item of a tag; `None` if one is longer than the tag.
fn each_item(mut rest: &[u8], version: u8, found: &mut Traces, budget: &mut Budget) -> Option<()> {
    while let Some(first) = rest.first() {
        budget.step(1)?;
        if *first == 0 {
            // Zeros fill up, and nothing follows them.
            found.extend((!is_blank(rest)).then_some(Trace::Details));
            return Some(());
        }
        let (id, head, size) = match version {
            2 => (rest.get(..3)?, 6, big_endian(rest.get(3..6)?)),
            3 => (rest.get(..4)?, 10, big_endian(rest.get(4..8)?)),
            _ => (rest.get(..4)?, 10, seven_bits(rest.get(4..8)?)?),
        };
        found.extend(trace_of(id, rest.get(head..head + size)?));
        rest = &rest[head + size..];
    }
    Some(())
}

/// What an item says; nothing if it is empty, or says only how, when and with which program the file was made.
fn trace_of(id: &[u8], data: &[u8]) -> Option<Trace> {
    // The first byte is the encoding of the text, and two more may mark its order.
    let is_empty = data.get(1..).unwrap_or_default().iter().all(|byte| matches!(byte, 0 | 0xfe | 0xff | b' '));
    Some(match id {
        _ if is_empty => return None,
        // How it was encoded, how long it is, its language, dates.
        b"TSSE" | b"TLEN" | b"TFLT" | b"TMED" | b"TLAN" | b"TSS" | b"TLE" | b"TFT" | b"TMT" | b"TLA" | b"TDRC"
        | b"TDEN" | b"TDTG" | b"TDRL" | b"TYER" | b"TDAT" | b"TIME" | b"TYE" | b"TDA" | b"TIM" => return None,
        b"COMM" | b"USLT" | b"SYLT" | b"COM" | b"ULT" | b"SLT" => Trace::Comments,
        b"APIC" | b"GEOB" | b"PIC" | b"GEO" => Trace::Embedded,
        b"TCOM" | b"TCOP" | b"TENC" | b"TEXT" | b"TIPL" | b"IPLS" | b"TMCL" | b"TOLY" | b"TOPE" | b"TOWN" | b"TPUB"
        | b"TSO2" | b"TSOC" | b"TSOP" | b"OWNE" | b"TCM" | b"TCR" | b"TEN" | b"TXT" | b"TOA" | b"TOL" | b"TPB"
        | b"IPL" => Trace::Person,
        [b'T', b'P', b'E' | b'1'..=b'4', ..] => Trace::Person,
        // Links lead to people and shops.
        [b'W', ..] => Trace::Details,
        b"TXXX" | b"TXX" | b"PRIV" if names_place(data) => Trace::Place,
        _ => Trace::Details,
    })
}

/// Whether a name that a program chose says that a place follows, in letters of one or of two bytes.
fn names_place(data: &[u8]) -> bool {
    let letters: Vec<u8> = data.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    [b"location".as_slice(), b"latitude", b"gps", b"geo"]
        .iter()
        .any(|word| letters.windows(word.len()).any(|window| window == *word))
}

/// A number of which every byte has seven bits; `None` if one has eight.
fn seven_bits(bytes: &[u8]) -> Option<usize> {
    bytes.iter().try_fold(0, |number, byte| (*byte < 0x80).then_some(number << 7 | usize::from(*byte)))
}

fn big_endian(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// A tag without the zeros that keep old players from taking it for sound.
fn synchronised(body: &[u8]) -> Vec<u8> {
    let is_filled = |at: usize| at > 0 && body[at] == 0 && body[at - 1] == 0xff;
    (0..body.len()).filter(|at| !is_filled(*at)).map(|at| body[at]).collect()
}
