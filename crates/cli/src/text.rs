//! The program's own texts, each in English and in Chinese, and the language that this run speaks.
//!
//! `texts!` declares texts; a text that lacks a language does not compile. `{name}` in a text is replaced by a value.

use std::fmt;
use std::sync::OnceLock;

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Language {
    /// English.
    En,
    /// Chinese, in simplified characters.
    Zh,
}

/// The language that `--lang` names.
static NAMED: OnceLock<Language> = OnceLock::new();
/// The language of the editor, which only a language server has.
static OF_EDITOR: OnceLock<Language> = OnceLock::new();
/// The language of the locale.
static OF_LOCALE: OnceLock<Language> = OnceLock::new();

impl Language {
    /// Returns the language of this run.
    pub(crate) fn current() -> Self {
        [&NAMED, &OF_EDITOR, &OF_LOCALE].into_iter().find_map(OnceLock::get).copied().unwrap_or(Self::En)
    }

    /// Sets the language of this run: the one that the arguments name with `--lang`, or else that of the locale.
    ///
    /// It reads the arguments before clap does, because clap's own texts are in that language, too.
    pub(crate) fn start(arguments: &[String], variable: impl Fn(&str) -> Option<String>) {
        if let Some(named) = Self::named(arguments) {
            let _ = NAMED.set(named);
        }
        let _ = OF_LOCALE.set(Self::of_variables(variable));
    }

    /// Sets the language of this run to that of the editor's locale, unless `--lang` has named one. Only the first call
    /// does.
    pub(crate) fn follow_editor(locale: &str) {
        let _ = OF_EDITOR.set(Self::of_locale(locale));
    }

    fn named(arguments: &[String]) -> Option<Self> {
        let named =
            arguments.iter().enumerate().find_map(|(position, argument)| match argument.strip_prefix("--lang") {
                Some("") => arguments.get(position + 1).map(String::as_str),
                Some(value) => value.strip_prefix('='),
                None => None,
            });
        named.map(|named| if named == "zh" { Self::Zh } else { Self::En })
    }

    /// The first variable that is set and not empty counts, as POSIX orders them.
    fn of_variables(variable: impl Fn(&str) -> Option<String>) -> Self {
        let mut set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable);
        Self::of_locale(&set.find(|value| !value.is_empty()).unwrap_or_default())
    }

    fn of_locale(locale: &str) -> Self {
        if locale.starts_with("zh") { Self::Zh } else { Self::En }
    }
}

/// A text in all languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Text {
    pub(crate) en: &'static str,
    pub(crate) zh: &'static str,
}

impl Text {
    /// Returns the text in the language of this run.
    pub(crate) fn get(self) -> &'static str {
        self.in_language(Language::current())
    }

    /// Returns the text in a language.
    pub(crate) fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Zh => self.zh,
        }
    }

    /// Returns the text in the language of this run with values in place of their names.
    pub(crate) fn with(self, values: &[(&str, &dyn fmt::Display)]) -> String {
        self.filled(Language::current(), values)
    }

    /// Returns the text in a language with values in place of their names.
    pub(crate) fn filled(self, language: Language, values: &[(&str, &dyn fmt::Display)]) -> String {
        filled(self.in_language(language), values)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.get())
    }
}

/// Fills in values. A value is never searched for names.
fn filled(text: &str, values: &[(&str, &dyn fmt::Display)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(other, _)| *other == name)?;
            Some((value, after))
        });
        rest = match value {
            Some((value, after)) => {
                filled.push_str(&value.to_string());
                after
            }
            None => {
                filled.push('{');
                after
            }
        };
    }
    filled.push_str(rest);
    filled
}

/// Declares texts as constants, and `ALL` with their names for the tests of a catalogue.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $en:literal, $zh:literal;)*) => {
        $($(#[$doc])* pub(crate) const $name: $crate::text::Text = $crate::text::Text { en: $en, zh: $zh };)*

        #[cfg(test)]
        pub(crate) const ALL: &[(&str, $crate::text::Text)] = &[$((stringify!($name), $name),)*];
    };
}
pub(crate) use texts;

/// Checks a catalogue: each text has something in both languages, and the same values.
#[cfg(test)]
pub(crate) fn check_catalogue(all: &[(&str, Text)]) {
    let values = |text: &str| {
        let mut names: Vec<String> =
            text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect();
        names.sort();
        names
    };
    for (name, text) in all {
        assert!(!text.en.trim().is_empty() && !text.zh.trim().is_empty(), "{name} lacks a language");
        assert_eq!(values(text.en), values(text.zh), "{name} has other values in Chinese");
        assert!(text.zh.chars().any(|character| character > '\u{2e80}'), "{name} is not translated");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_that_of_the_option_and_else_that_of_the_first_variable_of_the_locale_that_is_set() {
        let arguments = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let language = |line: &str, locale: &[(&str, &str)]| {
            let variable = |name: &str| locale.iter().find(|(other, _)| *other == name).map(|(_, v)| (*v).to_owned());
            Language::named(&arguments(line)).unwrap_or_else(|| Language::of_variables(variable))
        };
        assert_eq!(language("quotas", &[]), Language::En);
        assert_eq!(language("quotas", &[("LANG", "zh_CN.UTF-8")]), Language::Zh);
        assert_eq!(language("quotas", &[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]), Language::En);
        assert_eq!(language("quotas", &[("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")]), Language::Zh);
        assert_eq!(language("quotas --lang en", &[("LANG", "zh_CN.UTF-8")]), Language::En);
        assert_eq!(language("--lang=zh quotas", &[]), Language::Zh);
        assert_eq!(language("quotas --lang", &[]), Language::En);
    }

    #[test]
    fn a_value_is_filled_in_as_it_is_and_not_searched_for_names() {
        assert_eq!(filled("{a} and {b}{c}", &[("a", &"{b}"), ("b", &1)]), "{b} and 1{c}");
        assert_eq!(filled("100 % { of", &[]), "100 % { of");
    }
}
