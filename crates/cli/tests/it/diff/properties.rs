//! What holds of a comparison whatever is compared.

use std::collections::BTreeSet;

use super::edits::{BREAKING, HARMLESS};
use super::{SAMPLE, report};

/// Applies every edit whose texts are there, in turns: those with an even number, or those with an odd one.
fn mixture(odd: usize) -> String {
    let edits = BREAKING.iter().chain(HARMLESS).enumerate().filter(|(number, _)| number % 2 == odd);
    edits.fold(SAMPLE.to_owned(), |text, (_, (_, edits, _))| {
        let fits = edits.iter().all(|(from, _)| text.contains(from));
        if fits { edits.iter().fold(text, |text, (from, to)| text.replacen(from, to, 1)) } else { text }
    })
}

/// Returns what is added and what is removed, without where it is judged differently by its direction.
fn moved(old: &str, new: &str) -> [BTreeSet<String>; 2] {
    let report = report(old, new);
    let changes = report["changes"].as_array().expect("a list");
    ["added", "removed"].map(|action| {
        let of_action = changes.iter().filter_map(|change| {
            let text = |key: &str| change[key].as_str().unwrap_or_default();
            let what = text("rule").strip_suffix(action)?;
            let value = if action == "added" { text("new") } else { text("old") };
            // That a name of generated code is lost has no opposite.
            let is_judged = text("part") == "source" && what == "enum-value-";
            (!is_judged).then(|| format!("{} {what} {} {value}", text("part"), text("subject")))
        });
        of_action.collect()
    })
}

#[test]
fn the_comparison_in_reverse_swaps_what_is_added_and_what_is_removed() {
    for (old, new) in [(SAMPLE.to_owned(), mixture(0)), (SAMPLE.to_owned(), mixture(1)), (mixture(0), mixture(1))] {
        let ([added, removed], [added_back, removed_back]) = (moved(&old, &new), moved(&new, &old));
        assert!(added.len() > 5 && removed.len() > 5, "{added:#?} {removed:#?}");
        assert_eq!(added, removed_back);
        assert_eq!(removed, added_back);
    }
}

#[test]
fn every_mixture_compared_with_itself_has_no_changes() {
    for spec in [mixture(0), mixture(1)] {
        assert_eq!(report(&spec, &spec)["changes"].as_array().map(Vec::len), Some(0));
    }
}
