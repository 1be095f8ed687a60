//! Finds the known name that is probably meant by a misspelt one.

use crate::names::fold;

/// A known name that resembles a misspelt one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meant<'n> {
    /// The known name.
    pub(crate) name: &'n str,
    /// Whether it differs by a letter or two, and no other known name comes near.
    pub(crate) only: bool,
}

/// Returns the known name that is probably meant by `name`.
pub(crate) fn similar<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    meant(name, known).map(|meant| meant.name)
}

/// Returns the known name that is probably meant by `name`, and whether no other one can be meant.
pub(crate) fn meant<'n>(name: &str, mut known: impl Iterator<Item = &'n str>) -> Option<Meant<'n>> {
    nearest(name, &mut known)
}

/// Compiled once: as a part of each of its forty calls, sorting alone took a twentieth of this crate's build.
fn nearest<'n>(name: &str, known: &mut dyn Iterator<Item = &'n str>) -> Option<Meant<'n>> {
    let folded = fold(name);
    let mut near: Vec<(usize, &str)> =
        known.map(|known| (strsim::damerau_levenshtein(&folded, &fold(known)), known)).collect();
    near.sort_by_key(|(distance, _)| *distance);
    let (distance, known) = *near.first()?;
    let second = near.get(1).map_or(usize::MAX, |(distance, _)| *distance);
    let slip = distance == 0 || (distance == 1 && known.len() > 3) || (distance == 2 && known.len() > 7);
    (distance <= (name.len().min(known.len()) / 3).max(1))
        .then_some(Meant { name: known, only: slip && second >= distance + 2 })
}

#[cfg(test)]
mod tests {
    use super::{Meant, meant};

    const KEYS: [&str; 8] =
        ["type", "minimum", "maximum", "minLength", "maxLength", "required", "example", "description"];

    #[test]
    fn a_slip_of_a_letter_or_two_has_only_one_meaning_if_nothing_else_comes_near() {
        for (slip, name) in [("tpye", "type"), ("requierd", "required"), ("maxlength", "maxLength"), ("desc", "")] {
            let only = (!name.is_empty()).then_some(Meant { name, only: true });
            assert_eq!(meant(slip, KEYS.into_iter()), only, "{slip}");
        }
        let either = meant("mimimum", KEYS.into_iter());
        assert_eq!(either, Some(Meant { name: "minimum", only: false }));
        let far = meant("descritpon", KEYS.into_iter());
        assert_eq!(far, Some(Meant { name: "description", only: true }));
    }
}
