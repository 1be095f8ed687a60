//! The difference between this machine's clock and the service's.

use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time};

/// The largest difference between the signing time and the gateway's time, in both directions: 15 minutes by the
/// signing guide.
const WINDOW: Duration = Duration::minutes(15);

/// The text before the gateway's time in a message.
const MARKER: &str = "server time:";

/// Returns how far the service's clock is ahead of this machine's; it is negative if the service's is behind.
///
/// The service's time is the `server time` in the gateway's message, or else the response's `Date` header. `signed_at`
/// is the request's `X-Sdk-Date`. The result includes the time that the request spent on the way. `None` means that the
/// response has no time.
pub(crate) fn skew(message: &str, date_header: Option<&str>, signed_at: &str) -> Option<Duration> {
    let in_message = message.split_once(MARKER).and_then(|(_, rest)| basic(rest.trim_start().get(..16)?));
    let server = in_message.or_else(|| http(date_header?))?;
    Some(server - basic(signed_at)?)
}

/// Whether a skew explains that the gateway calls a signature expired.
pub(crate) fn explains_expiry(skew: Duration) -> bool {
    skew.abs() > WINDOW
}

/// Describes a skew, such as `this machine's clock is 17 minutes behind the service's`.
pub(crate) fn describe(skew: Duration) -> String {
    let ahead = skew.is_negative();
    let skew = skew.abs();
    let units = [
        (skew.whole_days(), skew.whole_hours() >= 48, "day"),
        (skew.whole_hours(), skew.whole_minutes() >= 120, "hour"),
        (skew.whole_minutes(), skew.whole_seconds() >= 120, "minute"),
        (skew.whole_seconds(), skew.whole_seconds() > 0, "second"),
    ];
    let Some((count, _, unit)) = units.into_iter().find(|(_, fits, _)| *fits) else {
        return "this machine's clock agrees with the service's".to_owned();
    };
    let plural = if count == 1 { "" } else { "s" };
    let direction = if ahead { "ahead of" } else { "behind" };
    format!("this machine's clock is {count} {unit}{plural} {direction} the service's")
}

/// Parses `YYYYMMDDTHHMMSSZ`.
fn basic(text: &str) -> Option<OffsetDateTime> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let [year, month, day] = numbers(date, [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, [2, 2, 2])?;
    let date = Date::from_calendar_date(year.into(), month_of(month)?, u8::try_from(day).ok()?).ok()?;
    let (hour, minute, second) = (u8::try_from(hour).ok()?, u8::try_from(minute).ok()?, u8::try_from(second).ok()?);
    Some(PrimitiveDateTime::new(date, Time::from_hms(hour, minute, second).ok()?).assume_utc())
}

/// Parses three numbers with these counts of digits, and nothing else.
fn numbers(mut text: &str, digits: [usize; 3]) -> Option<[u16; 3]> {
    let mut read = [0; 3];
    for (number, digits) in read.iter_mut().zip(digits) {
        let (first, rest) = text.split_at_checked(digits)?;
        if !first.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = first.parse().ok()?;
        text = rest;
    }
    text.is_empty().then_some(read)
}

fn month_of(number: u16) -> Option<Month> {
    Month::try_from(u8::try_from(number).ok()?).ok()
}

/// Parses the date of an HTTP header.
fn http(text: &str) -> Option<OffsetDateTime> {
    let since = httpdate::parse_http_date(text.trim()).ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    OffsetDateTime::from_unix_timestamp(i64::try_from(since.as_secs()).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::Duration;

    use super::{WINDOW, describe, explains_expiry, skew};

    const SIGNED: &str = "20260228T234500Z";

    #[test]
    fn the_gateway_s_own_time_goes_before_the_date_header() {
        let message = "signature expired, signature time:20260228T234500Z,server time:20260301T000200Z";
        let date = "Sun, 01 Mar 2026 01:00:00 GMT";
        assert_eq!(skew(message, Some(date), SIGNED), Some(Duration::minutes(17)));
        assert_eq!(skew(message, None, SIGNED), Some(Duration::minutes(17)));
        assert_eq!(skew("signature expired", Some(date), SIGNED), Some(Duration::minutes(75)));
        assert_eq!(skew("server time: 20260228T234459Z.", None, SIGNED), Some(Duration::seconds(-1)));
    }

    #[test]
    fn a_time_that_cannot_be_parsed_is_ignored() {
        let date = "Sat, 28 Feb 2026 23:45:00 GMT";
        let times =
            ["", "2026", "20260230T000000Z", "20260228T240000Z", "20260228T23450éZ", "+0260228T234500Z", "2026022éT"];
        for time in times {
            let message = format!("server time:{time}");
            assert_eq!(skew(&message, Some(date), SIGNED), Some(Duration::ZERO), "{time}");
            assert_eq!(skew(&message, None, SIGNED), None, "{time}");
        }
    }

    #[test]
    fn without_a_time_of_both_sides_there_is_no_skew() {
        assert_eq!(skew("", None, SIGNED), None);
        assert_eq!(skew("", Some("yesterday"), SIGNED), None);
        assert_eq!(skew("server time:20260228T234500Z", None, "now"), None);
    }

    #[test]
    fn only_a_skew_outside_the_window_explains_an_expired_signature() {
        for sign in [1, -1] {
            assert!(!explains_expiry(WINDOW * sign));
            assert!(explains_expiry((WINDOW + Duration::SECOND) * sign));
        }
        assert!(explains_expiry(Duration::MIN) && explains_expiry(Duration::MAX));
    }

    #[test]
    fn a_skew_is_described_in_the_unit_that_fits() {
        let cases = [
            (1, "1 second behind"),
            (119, "119 seconds behind"),
            (120, "2 minutes behind"),
            (17 * 60 + 59, "17 minutes behind"),
            (-17 * 60, "17 minutes ahead of"),
            (7199, "119 minutes behind"),
            (7200, "2 hours behind"),
            (-(48 * 3600 - 1), "47 hours ahead of"),
            (48 * 3600, "2 days behind"),
        ];
        for (seconds, sentence) in cases {
            assert_eq!(
                describe(Duration::seconds(seconds)),
                format!("this machine's clock is {sentence} the service's")
            );
        }
        assert_eq!(describe(Duration::ZERO), "this machine's clock agrees with the service's");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_text_makes_the_skew_panic(message in "\\PC*|[a-z|:;,.]*", at in "[0-9TZ:, ]*") {
            let _ = skew(&format!("server time:{at}{message}"), Some(&message), &at);
            let _ = skew(&message, Some(&at), SIGNED);
        }

        #[test]
        fn every_skew_can_be_described(seconds: i64, nanoseconds: i32) {
            let skew = Duration::new(seconds / 2, nanoseconds);
            prop_assert!(describe(skew).starts_with("this machine's clock "));
            prop_assert_eq!(explains_expiry(skew), skew.abs() > Duration::minutes(15));
        }
    }
}
