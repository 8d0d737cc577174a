//! Numbers exactly as they were written.
//!
//! Nothing is rounded, and every machine writes them alike.

/// A number exactly as it was written, such as `23411` or `3.6`: never rounded, and written the same by every machine.
///
/// **shape**: an optional minus, digits, and perhaps a point with digits behind it; ASCII only, at most 15 digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount(String);

/// Digits at most: so many a double holds without loss, and more than any count of people has.
const MOST_DIGITS: usize = 15;

impl Amount {
    /// Reads a number; `None` if it is written in any other way, such as in groups or with a unit.
    pub fn parse(written: &str) -> Option<Self> {
        let unsigned = written.strip_prefix('-').unwrap_or(written);
        let (whole, parts) = unsigned.split_once('.').map_or((unsigned, None), |(whole, parts)| (whole, Some(parts)));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = unsigned.len() <= MOST_DIGITS + 1 && whole.len() <= MOST_DIGITS;
        (fits && is_number(whole) && parts.is_none_or(is_number)).then(|| Self(written.to_owned()))
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As near as a double comes, for drawing.
    pub fn value(&self) -> f64 {
        self.0.parse().unwrap_or(0.0)
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }

    /// The digits of a whole number; `None` for others.
    pub fn whole_digits(&self) -> Option<&str> {
        (!self.0.contains('.')).then(|| self.0.trim_start_matches('-'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_as_they_were_written() {
        for written in ["0", "7", "23411", "3.6", "-1.50", "007"] {
            assert_eq!(Amount::parse(written).unwrap().as_str(), written);
        }
    }

    #[test]
    fn everything_else_is_no_number() {
        for written in ["", "-", ".", "3.", ".6", "23,411", "22%", "1e3", "+1", " 1", "1.2.3", "١", "1234567890123456"]
        {
            assert_eq!(Amount::parse(written), None, "{written}");
        }
    }
}
