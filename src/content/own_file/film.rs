use super::{Budget, Trace, Traces, place_and_person, xmp};

/// Adobe's XMP in a box of its own. Source: XMP part 3, 1.2.7.
const XMP_ID: &[u8] = b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";

/// Where a recording says it was made, and who made it. Titles stay: readers are meant to see them.
///
/// Source: ISO/IEC 14496-12; QuickTime File Format, user data; 3GPP TS 26.244, section 8.
pub(super) fn traces(bytes: &[u8], budget: &mut Budget) -> Traces {
    let mut found = Traces::new();
    let mut has_movie = false;
    let read = each_box(bytes, budget, &mut |kind, data, budget| {
        has_movie |= kind == b"moov";
        look(kind, data, 0, &mut found, budget)
    });
    if read.is_none() || !has_movie {
        found.insert(Trace::Broken);
    }
    found
}

fn look(kind: &[u8], data: &[u8], depth: usize, found: &mut Traces, budget: &mut Budget) -> Option<()> {
    let mut inside = |data| {
        budget.depth(depth)?;
        each_box(data, budget, &mut |kind, data, budget| look(kind, data, depth + 1, found, budget))
    };
    match kind {
        b"moov" | b"trak" | b"mdia" | b"minf" | b"stbl" | b"udta" | b"ilst" => inside(data),
        // Films of Apple's have no version before the boxes inside.
        b"meta" if data.get(4..8).is_some_and(|kind| kind == b"hdlr") => inside(data),
        b"meta" => inside(data.get(4..).unwrap_or_default()),
        _ => {
            found.extend(trace_of(kind, data, budget));
            Some(())
        }
    }
}

fn trace_of(kind: &[u8], data: &[u8], budget: &mut Budget) -> Traces {
    let holds = |word: &[u8]| data.windows(word.len()).any(|window| window == word);
    match kind {
        b"\xa9xyz" | b"loci" => Traces::from([Trace::Place]),
        b"\xa9ART" | b"\xa9aut" | b"aART" | b"auth" | b"perf" => Traces::from([Trace::Person]),
        b"keys" => {
            let place = holds(b".location.").then_some(Trace::Place);
            let person = (holds(b".author") || holds(b".artist")).then_some(Trace::Person);
            place.into_iter().chain(person).collect()
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
type Look<'l> = dyn FnMut(&[u8], &[u8], &mut Budget) -> Option<()> + 'l;

/// Tells `look` of every box. `None` if one is longer than what is there.
fn each_box(mut rest: &[u8], budget: &mut Budget, look: &mut Look) -> Option<()> {
    while !rest.is_empty() {
        // User data may end with a zero.
        if rest.len() < 8 && super::is_blank(rest) {
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
