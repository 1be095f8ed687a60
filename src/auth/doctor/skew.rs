//! The difference between this machine's clock and the service's.

use time::{Date, Duration, Month, OffsetDateTime, PrimitiveDateTime, Time};

/// The largest difference between the signing time and the gateway's time, in both directions: 15 minutes by the
/// signing guide.
pub(crate) const WINDOW: Duration = Duration::minutes(15);

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
