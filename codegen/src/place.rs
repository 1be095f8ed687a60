//! Where a JSON pointer leads in a YAML text: line and column.
//!
//! serde_yaml keeps no places, but stamps one on every error. So the text is read along the pointer, and reading fails
//! on purpose where the pointer ends.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_yaml::Value;

/// Line and column, from 1, of the node that a pointer such as `#/components/schemas` leads to, or of its nearest
/// ancestor in the text. `None` when not even the first step leads anywhere.
pub(crate) fn locate(text: &str, pointer: &str) -> Option<(usize, usize)> {
    let steps: Vec<String> =
        pointer.strip_prefix("#/")?.split('/').map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    (1..=steps.len()).rev().find_map(|kept| {
        let found = Follow(&steps[..kept]).deserialize(serde_yaml::Deserializer::from_str(text));
        let place = found.err()?.location()?;
        Some((place.line(), place.column()))
    })
}

/// Follows the steps; fails at their end.
struct Follow<'a>(&'a [String]);

impl<'de> DeserializeSeed<'de> for Follow<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Follow<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("another place")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((first, rest)) = self.0.split_first() else { return Err(A::Error::custom("here")) };
        while let Some(key) = map.next_key::<Value>()? {
            if key.as_str() == Some(first) {
                return map.next_value_seed(Follow(rest));
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Some((first, rest)) = self.0.split_first() else { return Err(A::Error::custom("here")) };
        let wanted: Option<usize> = first.parse().ok();
        for _ in 0..wanted.unwrap_or_default() {
            if list.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        list.next_element_seed(Follow(rest)).map(|_| ())
    }
}
