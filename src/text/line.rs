//! Lines and columns of bytes in a text.
//!
//! Only what is shown to people needs them.

/// Where a byte stands for a person: both numbers count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Finds the line and column of the byte `offset`; an offset past the end means the end.
pub fn position(text: &str, offset: usize) -> Position {
    let before = &text[..floor_boundary(text, offset)];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position {
        line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
        column: before[start..].chars().count() + 1,
    }
}

/// The bytes of the line that holds the byte `offset`, without its line ending.
pub fn line_range(text: &str, offset: usize) -> std::ops::Range<usize> {
    let offset = floor_boundary(text, offset);
    let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |newline| offset + newline);
    start..start + text[start..end].trim_end_matches('\r').len()
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, offset: usize, line: usize, column: usize, whole: &str) {
        assert_eq!(position(text, offset), Position { line, column });
        assert_eq!(&text[line_range(text, offset)], whole);
    }

    #[test]
    fn positions_count_characters_from_one() {
        check("", 0, 1, 1, "");
        check("abc", 2, 1, 3, "abc");
        check("a\nłódź x", 7, 2, 4, "łódź x");
        check("a\r\nb", 3, 2, 1, "b");
        check("a\r\nb", 1, 1, 2, "a");
        check("a", 99, 1, 2, "a");
    }
}
