//! The formats of texts in requests (`format: date` and the like). The generated code calls these functions before
//! anything is sent; a response may hold any text. The messages have the form of those in `super::limits`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::values::{from_date, is_rfc3339};

/// Checks a time of RFC 3339.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) fn date_time(text: &str) -> Result<(), String> {
    expect(is_rfc3339(text), "an RFC 3339 time such as `2021-01-10T08:43:17Z`")
}

/// Checks a date.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) fn date(text: &str) -> Result<(), String> {
    expect(from_date(text).is_some(), "a date such as `2021-01-10`")
}

/// Checks a UUID.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) fn uuid(text: &str) -> Result<(), String> {
    let groups = text.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let digits = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    expect(groups && digits, "a UUID such as `123e4567-e89b-12d3-a456-426614174000`")
}

/// Checks an IP address of either version.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) fn ip(text: &str) -> Result<(), String> {
    expect(text.parse::<IpAddr>().is_ok(), "an IP address such as `192.0.2.1` or `2001:db8::1`")
}

/// Checks an IP address of version 4.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) fn ipv4(text: &str) -> Result<(), String> {
    expect(text.parse::<Ipv4Addr>().is_ok(), "an IPv4 address such as `192.0.2.1`")
}

/// Checks an IP address of version 6.
#[allow(dead_code, reason = "a spec may have no such text")]
pub(crate) fn ipv6(text: &str) -> Result<(), String> {
    expect(text.parse::<Ipv6Addr>().is_ok(), "an IPv6 address such as `2001:db8::1`")
}

/// The message does not show the value, which may be a secret.
#[allow(dead_code, reason = "a spec may have no such text")]
fn expect(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(format!("the value is not {what}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_not_written_as_its_format_says_is_refused_with_an_example() {
        type Check = fn(&str) -> Result<(), String>;
        let formats: [(Check, &[&str], &[&str]); 6] = [
            (
                date_time,
                &["2021-01-10T08:43:17Z", "2021-01-10t08:43:17z", "2021-01-10T08:43:17.5-00:30"],
                &["2021-01-10", "2021-01-10T08:43:17", "2021-01-10T08:43:17+0530", "2021-02-30T08:43:17Z"],
            ),
            (
                date,
                &["2021-01-10", "2024-02-29", "0000-01-01"],
                &["2021-1-10", "2021-02-29", "+021-01-10", "2021-01-10T00:00:00Z", "2021-01-10 ", "10.01.2021"],
            ),
            (
                uuid,
                &["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"],
                &["123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g"],
            ),
            (ip, &["192.0.2.1", "::1"], &["192.0.2", "localhost"]),
            (ipv4, &["192.0.2.1"], &["::1"]),
            (ipv6, &["::1"], &["192.0.2.1", "[::1]"]),
        ];
        for (check, right, wrong) in formats {
            for text in right {
                assert_eq!(check(text), Ok(()), "{text}");
            }
            for text in wrong.iter().chain(&["", "é", "soon"]) {
                let message = check(text).expect_err(text);
                assert!(message.starts_with("the value is not a"), "{message}");
                let example = message.split('`').nth(1).expect("an example");
                assert_eq!(check(example), Ok(()), "{message}");
            }
        }
    }
}
