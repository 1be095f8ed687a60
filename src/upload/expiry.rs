//! When a pre-signed URL ends, as it says itself: in seconds of Unix time, or as a date and a number of seconds.

use std::time::{Duration, SystemTime};

use time::PrimitiveDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use url::Url;

/// `20261124T165631Z`.
const DATE: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");

/// The moment after which OBS refuses the URL, in any of the forms that Huawei's SDKs sign. `None` when the URL does
/// not say.
pub(super) fn expiry(url: &Url) -> Option<SystemTime> {
    let value =
        |wanted: &str| url.query_pairs().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value);
    if let Some(seconds) = value("Expires") {
        return SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds.parse().ok()?));
    }
    ["X-Amz-", "X-Obs-"].into_iter().find_map(|family| {
        let signed = PrimitiveDateTime::parse(&value(&format!("{family}Date"))?, DATE).ok()?;
        let lives = Duration::from_secs(value(&format!("{family}Expires"))?.parse().ok()?);
        SystemTime::from(signed.assume_utc()).checked_add(lives)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(query: &str) -> Option<u64> {
        let url = Url::parse(&format!("https://b.obs.example.com/k?{query}")).unwrap();
        Some(expiry(&url)?.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs())
    }

    #[test]
    fn every_form_is_understood() {
        assert_eq!(seconds("AccessKeyId=A&Expires=1767326045&Signature=S"), Some(1_767_326_045));
        for family in ["X-Amz", "X-Obs", "x-amz"] {
            let query = format!("{family}-Date=20260102T030405Z&{family}-Expires=300");
            assert_eq!(seconds(&query), Some(1_767_323_045 + 300));
        }
    }

    #[test]
    fn what_does_not_say_it_has_none() {
        for query in ["", "Policy=P", "Expires=soon", "Expires=-1", "X-Amz-Date=20260102T030405Z", "X-Amz-Expires=300"]
        {
            assert_eq!(seconds(query), None, "{query}");
        }
        assert_eq!(seconds("X-Amz-Date=20261302T030405Z&X-Amz-Expires=300"), None);
        let url = Url::parse(&format!("https://h/?Expires={}", u64::MAX)).unwrap();
        assert!(expiry(&url).is_none_or(|expiry| expiry > SystemTime::now()));
    }
}
