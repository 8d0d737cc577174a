//! Films and sound in the container of MP4.
//!
//! Bytes go in, kinds of traces and the length of a sound come out. Source: ISO/IEC 14496-12.

use super::budget::Budget;
use super::trace::{Trace, Traces, is_blank, place_and_person};
use super::xmp;

/// What sound may say in its list or user data: how it was made and when.
const HARMLESS: [&[u8]; 13] = [
    b"\xa9too", b"\xa9enc", b"\xa9swr", b"\xa9day", b"date", b"pgap", b"tmpo", b"cpil", b"stik", b"ilst", b"meta",
    b"hdlr", b"free",
];

/// Adobe's XMP in a box of its own. Source: XMP part 3, 1.2.7.
const XMP_ID: &[u8] = b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";

/// Where a recording says it was made, and who made it. Titles of films stay, as readers are meant to see them; of sound alone
/// nobody sees any, and phones name it by the street where it was made.
///
/// Source: ISO/IEC 14496-12; QuickTime File Format, user data; 3GPP TS 26.244, section 8.
pub(super) fn traces(bytes: &[u8], budget: &mut Budget) -> Traces {
    let (mut seen, read) = read(bytes, budget);
    if read.is_none() || !seen.has_movie {
        seen.found.insert(Trace::Broken);
    }
    if seen.is_sound() {
        seen.found.append(&mut seen.of_sound);
    }
    seen.found
}

/// How long sound alone lasts, in seconds, rounded up; `None` if it is a film, or does not say it.
pub(super) fn seconds_of_sound(bytes: &[u8]) -> Option<u32> {
    let (seen, read) = read(bytes, &mut Budget::new());
    read.and(seen.seconds).filter(|seconds| seen.is_sound() && *seconds > 0)
}

/// What was seen of a recording.
#[derive(Default)]
struct RecordingTraces {
    has_movie: bool,
    has_sound: bool,
    has_pictures: bool,
    seconds: Option<u32>,
    found: Traces,
    /// What only sound must not say.
    of_sound: Traces,
}

impl RecordingTraces {
    fn is_sound(&self) -> bool {
        self.has_sound && !self.has_pictures
    }
}

fn read(bytes: &[u8], budget: &mut Budget) -> (RecordingTraces, Option<()>) {
    let mut seen = RecordingTraces::default();
    let read = each_box(bytes, budget, &mut |kind, data, budget| look(kind, data, (0, b""), &mut seen, budget));
    (seen, read)
}

/// Looks at a box, which is so deep in the file, in one of that kind.
fn look(
    kind: &[u8],
    data: &[u8],
    (depth, outer): (usize, &[u8]),
    seen: &mut RecordingTraces,
    budget: &mut Budget,
) -> Option<()> {
    match kind {
        b"moov" => seen.has_movie = true,
        b"mvhd" => seen.seconds = seconds(data),
        b"hdlr" if outer == b"mdia" => {
            seen.has_sound |= data.get(8..12).is_some_and(|kind| kind == b"soun");
            seen.has_pictures |= data.get(8..12).is_some_and(|kind| kind == b"vide");
        }
        _ if matches!(outer, b"ilst" | b"udta") => seen.of_sound.extend(details(kind, data, budget)),
        b"keys" => seen.of_sound.extend(keyed(data)),
        _ => {}
    }
    let mut inside = |data| {
        budget.depth(depth)?;
        each_box(data, budget, &mut |inner, data, budget| look(inner, data, (depth + 1, kind), seen, budget))
    };
    match kind {
        b"moov" | b"trak" | b"mdia" | b"minf" | b"stbl" | b"udta" | b"ilst" => inside(data),
        // Films of Apple's have no version before the boxes inside.
        b"meta" if data.get(4..8).is_some_and(|kind| kind == b"hdlr") => inside(data),
        b"meta" => inside(data.get(4..).unwrap_or_default()),
        _ => {
            seen.found.extend(trace_of(kind, data, budget));
            Some(())
        }
    }
}

/// What an entry of user data or of a list says of sound. Entries with numbers for names have them among the keys.
fn details(kind: &[u8], data: &[u8], budget: &mut Budget) -> Option<Trace> {
    match kind {
        _ if HARMLESS.contains(&kind) || kind.first() == Some(&0) || is_blank(data) => None,
        // Where the sound begins and ends, how loud it is.
        b"----" if [b"iTunSMPB".as_slice(), b"iTunNORM", b"Encoding Params"].iter().any(|name| holds(data, name)) => {
            None
        }
        b"\xa9cmt" | b"\xa9lyr" => Some(Trace::Comments),
        b"covr" => Some(Trace::Embedded),
        // Who and where, which is said in any case.
        _ if !trace_of(kind, data, budget).is_empty() => None,
        _ => Some(Trace::Details),
    }
}

fn keyed(data: &[u8]) -> Option<Trace> {
    let words = [b".title".as_slice(), b".comment", b".description", b".information", b".displayname", b".keywords"];
    words.iter().any(|word| holds(data, word)).then_some(Trace::Details)
}

fn holds(data: &[u8], word: &[u8]) -> bool {
    data.windows(word.len()).any(|window| window == word)
}

/// The length that the head of a movie says, in seconds, rounded up.
fn seconds(head: &[u8]) -> Option<u32> {
    let number = |from: usize, length: usize| {
        let bytes = head.get(from..from + length)?;
        Some(bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte)))
    };
    let (scale, length) = match head.first()? {
        0 => (number(12, 4)?, number(16, 4)?),
        _ => (number(20, 4)?, number(24, 8)?),
    };
    u32::try_from(length.checked_add(scale)?.checked_sub(1)?.checked_div(scale)?).ok()
}

fn trace_of(kind: &[u8], data: &[u8], budget: &mut Budget) -> Traces {
    let holds = |word: &[u8]| holds(data, word);
    match kind {
        b"\xa9xyz" | b"loci" => Traces::from([Trace::Place]),
        b"\xa9ART" | b"\xa9aut" | b"aART" | b"auth" | b"perf" => Traces::from([Trace::Person]),
        b"keys" => {
            let location = holds(b".location.").then_some(Trace::Place);
            let person = (holds(b".author") || holds(b".artist")).then_some(Trace::Person);
            location.into_iter().chain(person).collect()
        }
        // A track of places, as cameras for sports record them.
        b"stsd" if matches!(data.get(12..16), Some(b"gpmd" | b"camm")) => Traces::from([Trace::Place]),
        b"uuid" => data
            .strip_prefix(XMP_ID)
            .map(|packet| place_and_person(xmp::read(packet, budget).traces))
            .unwrap_or_default(),
        b"XMP_" => place_and_person(xmp::read(data, budget).traces),
        _ => Traces::new(),
    }
}

/// What is told of each box: its kind and what is in it. `None` says that it is damaged.
type BoxVisitor<'l> = dyn FnMut(&[u8], &[u8], &mut Budget) -> Option<()> + 'l;

/// Tells `look` of every box. `None` if one is longer than what is there.
fn each_box(mut rest: &[u8], budget: &mut Budget, look: &mut BoxVisitor) -> Option<()> {
    while !rest.is_empty() {
        // User data may end with a zero.
        if rest.len() < 8 && is_blank(rest) {
            return Some(());
        }
        budget.step(1)?;
        let size = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let kind = rest.get(4..8)?;
        let (header, size) = match size {
            0 => (8, rest.len()),
            1 => (16, usize::try_from(u64::from_be_bytes(rest.get(8..16)?.try_into().ok()?)).ok()?),
            size => (8, size),
        };
        look(kind, rest.get(header..size)?, budget)?;
        rest = &rest[size..];
    }
    Some(())
}
