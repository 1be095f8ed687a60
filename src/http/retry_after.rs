//! The time that a response asks to wait before the next request.

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

/// The documented limits are per second, also if a message does not name the time.
const WINDOW: Duration = Duration::from_secs(1);

/// Returns the time that a response asks for: its `Retry-After`, in seconds or as a date, or else, if the response is
/// about throttling, the window of the limit that it names ("over ratelimit,limit:10,time:1 second").
pub(crate) fn retry_after(headers: &HeaderMap, throttled: bool, message: &str, now: SystemTime) -> Option<Duration> {
    header(headers, now).or_else(|| throttled.then(|| window(message).unwrap_or(WINDOW)))
}

fn header(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Some(seconds) = number(text) {
        return Some(Duration::from_secs(seconds));
    }
    // The clock of the server that wrote the date counts, if the response shows it: ours may be wrong.
    let now = date(headers, &DATE).unwrap_or(now);
    Some(date(headers, &RETRY_AFTER)?.duration_since(now).unwrap_or_default())
}

/// Reads a whole number; one that is too large becomes the largest there is.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

fn date(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?.trim()).ok()
}

/// Reads the time that belongs to a limit: `time:1 second` or `time:2 minute`.
fn window(message: &str) -> Option<Duration> {
    let rest = message.split_once("time:")?.1.trim_start();
    let (number, unit) = rest.split_at(rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len()));
    let seconds = match unit.trim_start() {
        unit if unit.starts_with("minute") => 60,
        unit if unit.starts_with("hour") => 3600,
        unit if unit.starts_with("day") => 86_400,
        _ => 1,
    };
    Some(Duration::from_secs(self::number(number)?.saturating_mul(seconds)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "Tue, 24 Nov 2026 10:00:00 GMT";

    fn asked(headers: &[(&'static str, &str)], message: &str) -> Option<Duration> {
        let headers = headers.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
        let now = httpdate::parse_http_date(NOW).unwrap();
        retry_after(&headers.collect(), message.contains("ratelimit"), message, now)
    }

    #[test]
    fn a_retry_after_is_read_in_seconds_and_as_a_date() {
        let seconds = Some(Duration::from_secs(7));
        assert_eq!(asked(&[("retry-after", "7")], ""), seconds);
        assert_eq!(asked(&[("retry-after", "Tue, 24 Nov 2026 10:00:07 GMT")], ""), seconds);
        assert_eq!(asked(&[("retry-after", "Tue, 24 Nov 2026 09:00:00 GMT")], ""), Some(Duration::ZERO));
        assert_eq!(asked(&[("retry-after", "soon")], ""), None);
        assert_eq!(asked(&[("retry-after", "-3")], ""), None);
        assert_eq!(asked(&[("retry-after", "99999999999999999999")], ""), Some(Duration::from_secs(u64::MAX)));
        assert_eq!(asked(&[], ""), None);
    }

    #[test]
    fn a_date_is_read_by_the_clock_of_its_writer() {
        let headers = [("retry-after", "Tue, 24 Nov 2026 08:00:07 GMT"), ("date", "Tue, 24 Nov 2026 08:00:00 GMT")];
        assert_eq!(asked(&headers, ""), Some(Duration::from_secs(7)));
    }

    #[test]
    fn the_window_of_a_limit_is_read_from_the_message_of_throttling() {
        let cases = [
            ("policy user over ratelimit,limit:10,time:1 second", 1),
            ("policy user over ratelimit,limit:10,time:5 second", 5),
            ("policy api over ratelimit,limit:10,time:2 minute", 120),
            ("policy user over ratelimit,limit:10", 1),
            ("policy user over ratelimit,limit:10,time:99999999999999999999", u64::MAX),
            ("policy user over ratelimit,limit:10,time:soon", 1),
        ];
        for (message, seconds) in cases {
            assert_eq!(asked(&[], message), Some(Duration::from_secs(seconds)), "{message}");
        }
        assert_eq!(asked(&[("retry-after", "4")], cases[0].0), Some(Duration::from_secs(4)));
    }
}
