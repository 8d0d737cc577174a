//! What a server says to one question.
//!
//! Bytes as they came: nothing is decoded, no redirect was followed.

/// What a server says to one question.
#[derive(Clone, Debug, Default)]
pub struct LiveAnswer {
    /// The status.
    pub status: u16,
    /// Names in small letters and values, in the order in which they came; a name may come more than once.
    pub headers: Vec<(String, String)>,
    /// The body, not decoded; cut after the bytes that the question allows, and one.
    pub body: Vec<u8>,
}

impl LiveAnswer {
    /// The values of a header, in the order in which they came.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let same = move |(other, _): &&(String, String)| other.eq_ignore_ascii_case(name);
        self.headers.iter().filter(same).map(|(_, value)| value.as_str())
    }

    /// The value of a header; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }
}
