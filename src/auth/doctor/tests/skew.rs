//! The skew between the clocks, and its description.

use time::Duration;

use crate::auth::doctor::skew::{WINDOW, describe, explains_expiry, skew};

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
        assert_eq!(describe(Duration::seconds(seconds)), format!("this machine's clock is {sentence} the service's"));
    }
    assert_eq!(describe(Duration::ZERO), "this machine's clock agrees with the service's");
}
