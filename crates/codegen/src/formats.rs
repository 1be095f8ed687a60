//! The formats of texts that say how a value is written: times, dates, UUIDs and IP addresses.
//!
//! The generator would make types of the crates chrono and uuid of them, and a value that does not parse would lose the
//! whole response. So these texts stay texts: a response may hold any, and a request is sent only if the value is
//! written as its format says (`crate::passes`, and `src/generated/limits.rs` of the client).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Replaces `format` in a text that progenitor must treat as a plain one.
pub(crate) const CHECKED_FORMAT: &str = "x-checked-format";

/// A format that the client checks before it sends a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    DateTime,
    Date,
    Uuid,
    Ip,
    Ipv4,
    Ipv6,
}

impl Format {
    /// Returns the format of a name.
    pub(crate) fn read(name: &str) -> Option<Self> {
        Some(match name {
            "date-time" => Self::DateTime,
            "date" => Self::Date,
            "uuid" => Self::Uuid,
            "ip" => Self::Ip,
            "ipv4" => Self::Ipv4,
            "ipv6" => Self::Ipv6,
            _ => return None,
        })
    }

    /// Returns the name of the client's function that checks a value.
    pub(crate) fn function(self) -> &'static str {
        match self {
            Self::DateTime => "date_time",
            Self::Date => "date",
            Self::Uuid => "uuid",
            Self::Ip => "ip",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
        }
    }

    /// Returns the format in words, with its article and an example.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::DateTime => "an RFC 3339 time such as `2021-01-10T08:43:17Z`",
            Self::Date => "a date such as `2021-01-10`",
            Self::Uuid => "a UUID such as `123e4567-e89b-12d3-a456-426614174000`",
            Self::Ip => "an IP address such as `192.0.2.1` or `2001:db8::1`",
            Self::Ipv4 => "an IPv4 address such as `192.0.2.1`",
            Self::Ipv6 => "an IPv6 address such as `2001:db8::1`",
        }
    }

    /// Returns whether a text is written as the format says.
    pub(crate) fn accepts(self, text: &str) -> bool {
        match self {
            Self::DateTime => is_date_time(text),
            Self::Date => is_date(text),
            Self::Uuid => is_uuid(text),
            Self::Ip => text.parse::<IpAddr>().is_ok(),
            Self::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
            Self::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
        }
    }
}

/// `2021-01-10T08:43:17.5+01:00`, in which `T` and `Z` may be lower case.
fn is_date_time(text: &str) -> bool {
    let parts = || {
        let (date, time) = text.split_once(['T', 't'])?;
        let (time, offset) = match time.strip_suffix(['Z', 'z']) {
            Some(time) => (time, None),
            None => time.rfind(['+', '-']).and_then(|sign| Some((time.get(..sign)?, time.get(sign + 1..))))?,
        };
        Some((date, time, offset))
    };
    parts().is_some_and(|(date, time, offset)| {
        is_date(date) && is_time(time) && offset.is_none_or(|offset| numbers(offset, ':', [23, 59]).is_some())
    })
}

/// `08:43:17.5`; a minute may have a leap second.
fn is_time(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = !fraction.is_empty() && fraction.bytes().all(|digit| digit.is_ascii_digit());
    digits && numbers(whole, ':', [23, 59, 60]).is_some()
}

/// `2021-01-10`.
fn is_date(text: &str) -> bool {
    let read = || {
        let (year, rest) = text.split_at_checked(4)?;
        let year: u32 = year.bytes().all(|digit| digit.is_ascii_digit()).then(|| year.parse().ok())??;
        let [month, day] = numbers(rest.strip_prefix('-')?, '-', [12, 31])?;
        Some((year, month, day))
    };
    read().is_some_and(|(year, month, day)| {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        month > 0 && (1..=last).contains(&day)
    })
}

/// Reads numbers of two digits each, up to the greatest allowed.
fn numbers<const N: usize>(text: &str, separator: char, most: [u32; N]) -> Option<[u32; N]> {
    let mut parts = text.split(separator);
    let mut read = [0; N];
    for (number, most) in read.iter_mut().zip(most) {
        let part = parts.next().filter(|part| part.len() == 2 && part.bytes().all(|digit| digit.is_ascii_digit()))?;
        *number = part.parse().ok().filter(|number| *number <= most)?;
    }
    parts.next().is_none().then_some(read)
}

/// Groups of 8, 4, 4, 4 and 12 hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::Format;

    /// Asserts what a format accepts and what not.
    fn holds(format: &str, right: &[&str], wrong: &[&str]) {
        let format = Format::read(format).expect("a format");
        for text in right {
            assert!(format.accepts(text), "{format:?}: {text}");
        }
        for text in wrong.iter().chain(&["", " ", "é", "2021"]) {
            assert!(!format.accepts(text), "{format:?}: {text}");
        }
        let example = format.in_words().split('`').nth(1).expect("an example");
        assert!(format.accepts(example), "{example}");
    }

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        holds(
            "date",
            &["2021-01-10", "2024-02-29", "2000-02-29", "0000-12-31"],
            &[
                "2021-1-10",
                "2021-13-01",
                "2021-00-01",
                "2021-02-29",
                "1900-02-29",
                "2021-04-31",
                "2021-01-00",
                "2021-01-10T",
                "+021-01-10",
                "-021-01-10",
                "2021-01-10-01",
                "2021/01/10",
                "20é1-01-10",
            ],
        );
    }

    #[test]
    fn a_time_is_a_date_with_a_time_of_day_and_an_offset() {
        holds(
            "date-time",
            &[
                "2021-01-10T08:43:17Z",
                "2021-01-10t08:43:17z",
                "2021-01-10T08:43:17.123456789+05:30",
                "2021-01-10T08:43:17-00:00",
            ],
            &[
                "2021-01-10",
                "2021-01-10T08:43:17",
                "2021-01-10 08:43:17Z",
                "2021-01-10T24:00:00Z",
                "2021-01-10T08:43Z",
                "2021-01-10T08:43:17.Z",
                "2021-01-10T08:43:17+0530",
                "2021-01-10T08:43:17+24:00",
                "2021-02-30T08:43:17Z",
                "2021-01-10T08:43:17+",
                "2021-01-10T08:43:17é",
                "T",
                "TZ",
            ],
        );
    }

    #[test]
    fn a_uuid_is_five_groups_of_hexadecimal_digits() {
        holds(
            "uuid",
            &["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000"],
            &[
                "123e4567e89b12d3a456426614174000",
                "{123e4567-e89b-12d3-a456-426614174000}",
                "123e4567-e89b-12d3-a456-42661417400g",
                "123e4567-e89b-12d3-a456",
            ],
        );
    }

    #[test]
    fn an_address_is_one_of_its_version() {
        holds("ip", &["192.0.2.1", "::1"], &["192.0.2", "192.0.2.256", "localhost", "192.0.2.1/24"]);
        holds("ipv4", &["192.0.2.1"], &["::1", "192.0.2.1:80"]);
        holds("ipv6", &["::1"], &["192.0.2.1", "[::1]"]);
    }
}
