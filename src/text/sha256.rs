//! SHA-256, for people who compare files.
//!
//! Bytes go in, hexadecimal digits come out. Source: FIPS 180-4.

use super::base64;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The SHA-256 of some bytes, as 64 hexadecimal digits: what every computer's own tools say of a download, too.
///
/// Source: FIPS 180-4, section 6.2.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The SHA-256 of some bytes as policies write it: in Base64, with the name of the method.
///
/// Source: Content Security Policy Level 3, section 2.3.1, `hash-source`.
pub fn sha256_source(bytes: &[u8]) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_standard() {
        let check = |text: &str, expected| assert_eq!(sha256(text.as_bytes()), expected);
        check("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        check("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        check(long, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    }
}
