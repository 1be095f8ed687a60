//! The version that the changes require, by semantic versioning.

use semver::Version;

use super::change::{Change, Class};
use super::texts;
use crate::text::Language;

/// What the versions of two specs say about the changes between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// `info.version` of both specs, as written.
    pub(super) old: String,
    pub(super) new: String,
    /// The worst class of the changes; nothing if there are none.
    pub(super) worst: Option<Class>,
    /// The lowest version that does not understate the changes; nothing if the old version is not a semantic one.
    pub(super) least: Option<String>,
    /// Whether the new version is at least that.
    pub(super) is_honest: bool,
}

impl Verdict {
    /// Judges the version of the new spec.
    pub(super) fn of(old: &str, new: &str, changes: &[Change]) -> Self {
        let worst = changes.iter().map(|change| change.class).max();
        let before = Version::parse(old).ok();
        let after = Version::parse(new).ok();
        let least = before.map(|before| least(&before, worst));
        let is_honest = match (&least, &after) {
            // A version before a release, such as 1.0.0-rc.1, is judged as that release.
            (Some(least), Some(after)) => release(after) >= *least,
            _ => false,
        };
        let least = least.map(|least| least.to_string());
        Self { old: old.to_owned(), new: new.to_owned(), worst, least, is_honest }
    }

    /// Returns the verdict as a sentence.
    pub(super) fn sentence(&self, language: Language) -> String {
        let Self { old, new, worst, least, is_honest } = self;
        let Some(least) = least else {
            return texts::NO_OLD_VERSION.filled(language, &[("old", old)]);
        };
        if Version::parse(new).is_err() {
            return texts::NO_NEW_VERSION.filled(language, &[("new", new), ("least", least)]);
        }
        let change = match worst {
            None => texts::NO_CHANGE.in_language(language).to_owned(),
            Some(class) => texts::A_CHANGE.filled(language, &[("class", &class.word().in_language(language))]),
        };
        let text = match (is_honest, worst) {
            (true, None) => texts::NO_CHANGE_SINCE,
            (true, Some(_)) => texts::RIGHT,
            (false, _) if old == new => texts::STAYED,
            (false, _) => texts::TOO_LOW,
        };
        text.filled(language, &[("old", old), ("new", new), ("change", &change), ("least", least)])
    }
}

/// Returns the lowest version for changes of a class. Below 1.0.0, a breaking change raises the minor version.
fn least(old: &Version, worst: Option<Class>) -> Version {
    let Version { major, minor, patch, .. } = *old;
    let is_before_release = !old.pre.is_empty();
    match worst {
        Some(Class::Breaking) if major > 0 => match is_before_release && minor == 0 && patch == 0 {
            true => release(old),
            false => Version::new(major.saturating_add(1), 0, 0),
        },
        Some(Class::Breaking | Class::Additive) => match is_before_release && patch == 0 {
            true => release(old),
            false => Version::new(major, minor.saturating_add(1), 0),
        },
        Some(Class::Docs) if !is_before_release => Version::new(major, minor, patch.saturating_add(1)),
        _ => release(old),
    }
}

/// Returns a version without what stands after its three numbers.
fn release(version: &Version) -> Version {
    Version::new(version.major, version.minor, version.patch)
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::{Class, Verdict, least};

    #[test]
    fn a_breaking_change_raises_the_major_version_and_below_1_the_minor_one() {
        let of = |old: &str, worst| least(&Version::parse(old).expect("a version"), worst).to_string();
        let cases = [
            ("1.2.3", Some(Class::Breaking), "2.0.0"),
            ("1.2.3", Some(Class::Additive), "1.3.0"),
            ("1.2.3", Some(Class::Docs), "1.2.4"),
            ("1.2.3", None, "1.2.3"),
            ("0.2.3", Some(Class::Breaking), "0.3.0"),
            ("0.2.3", Some(Class::Additive), "0.3.0"),
            ("0.2.3", Some(Class::Docs), "0.2.4"),
            ("2.0.0-rc.1", Some(Class::Breaking), "2.0.0"),
            ("2.1.0-rc.1", Some(Class::Breaking), "3.0.0"),
            ("2.1.0-rc.1", Some(Class::Docs), "2.1.0"),
        ];
        for (old, worst, wanted) in cases {
            assert_eq!(of(old, worst), wanted, "after {old}, {worst:?}");
        }
    }

    #[test]
    fn a_version_that_goes_back_or_is_none_is_not_honest() {
        assert!(!Verdict::of("0.2.0", "0.1.9", &[]).is_honest);
        assert!(!Verdict::of("0.2.0", "next", &[]).is_honest);
        assert!(!Verdict::of("", "0.2.0", &[]).is_honest);
        assert!(Verdict::of("0.2.0", "0.2.0", &[]).is_honest);
    }
}
