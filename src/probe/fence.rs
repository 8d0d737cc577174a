//! Which servers are on the internet that readers reach, by name and by number.
//!
//! It decides by IANA's registries: no page makes an editor's computer knock at the machines around it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::Host;

/// Names that nobody can own on the internet: kept for single computers, for networks at home and in offices, for tests and for other
/// systems of names. A proxy might look them up all the same.
///
/// Source: IANA's registry of special-use domain names; ICANN's resolutions on `internal` (2024) and on `home`, `corp` and `mail`
/// (2018); RFC 6762, appendix G, for what networks use without asking anybody. November 2026.
const INSIDE: [&str; 16] = [
    "alt",
    "arpa",
    "corp",
    "example",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "mail",
    "onion",
    "private",
    "test",
];

/// IPv4's special-purpose addresses, with those for groups. Source: IANA, iana-ipv4-special-registry and
/// multicast-addresses, November 2026. Also what is reachable everywhere is left out: no page of anybody is there.
const SPECIAL_V4: [([u8; 4], u32); 19] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 31, 196, 0], 24),
    ([192, 52, 193, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([192, 175, 48, 0], 24),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
    ([255, 255, 255, 255], 32),
];

/// The addresses that IPv6 gives to single servers. Source: IANA, ipv6-address-space, November 2026.
const SERVERS_V6: ([u16; 8], u32) = ([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);
/// Those of them with a special purpose. Source: IANA, iana-ipv6-special-registry, November 2026.
const SPECIAL_V6: [([u16; 8], u32); 5] = [
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23),
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32),
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16),
    ([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0], 48),
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20),
];
/// How a network without IPv4 writes the addresses of others. Source: RFC 6052, section 2.1.
const TRANSLATED: ([u16; 8], u32) = ([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96);

/// Whether an address is one of the public internet, where servers for everybody may be.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !SPECIAL_V4.iter().any(|(start, length)| begins_like_v4(ip, Ipv4Addr::from(*start), *length)),
        IpAddr::V6(ip) if begins_like_v6(ip, TRANSLATED) => {
            let [.., high, low] = ip.segments();
            is_public(IpAddr::V4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low))))
        }
        IpAddr::V6(ip) => begins_like_v6(ip, SERVERS_V6) && !SPECIAL_V6.iter().any(|block| begins_like_v6(ip, *block)),
    }
}

/// Whether a host says by itself that it is none of the public internet; `allows` decides on numbers.
pub fn is_inside(host: &Host<&str>, allows: impl Fn(IpAddr) -> bool) -> bool {
    match host {
        Host::Ipv4(ip) => !allows(IpAddr::V4(*ip)),
        Host::Ipv6(ip) => !allows(IpAddr::V6(*ip)),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            // A name without a dot is looked up among the computers around.
            name.rsplit_once('.').is_none_or(|(_, end)| INSIDE.contains(&end))
        }
    }
}

fn begins_like_v4(ip: Ipv4Addr, start: Ipv4Addr, length: u32) -> bool {
    (u32::from(ip) ^ u32::from(start)).leading_zeros() >= length
}

fn begins_like_v6(ip: Ipv6Addr, (start, length): ([u16; 8], u32)) -> bool {
    (u128::from(ip) ^ u128::from(Ipv6Addr::from(start))).leading_zeros() >= length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_addresses_are_no_internet() {
        let check = |ip: &str, public| assert_eq!(is_public(ip.parse().expect("a test's address")), public, "{ip}");
        for ip in [
            "0.0.0.0",
            "0.1.2.3",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.9",
            "192.0.2.1",
            "192.31.196.1",
            "192.52.193.1",
            "192.88.99.1",
            "192.168.0.1",
            "192.175.48.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255",
        ] {
            check(ip, false);
        }
        for ip in [
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "100::1",
            "100:0:0:1::1",
            "2001::1",
            "2001:2::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2620:4f:8000::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            check(ip, false);
        }
        for ip in ["93.184.216.34", "100.128.0.1", "172.32.0.1", "198.20.0.1", "223.255.255.255"] {
            check(ip, true);
        }
        check("2606:2800:220:1::1", true);
        check("2001:4860:4860::8888", true);
        // A network without IPv4 reaches a public server like this.
        check("64:ff9b::5db8:d822", true);
    }
}
