//! Texts that are kept in the repository as they were last reviewed.

use std::path::Path;

/// Compares a text with the reviewed one, or writes it in its place.
pub(crate) fn expect_reviewed(path: &Path, text: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        return std::fs::write(path, text).expect("a new golden file");
    }
    let reviewed = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    let (now, then): (Vec<_>, Vec<_>) = (text.lines().collect(), reviewed.lines().collect());
    if now == then {
        return;
    }
    let start = now.iter().zip(&then).take_while(|(now, then)| now == then).count();
    let (now, then) = (&now[start..], &then[start..]);
    let end = now.iter().rev().zip(then.iter().rev()).take_while(|(now, then)| now == then).count();
    let shown = |mark, lines: &[&str]| -> String {
        lines[..lines.len() - end].iter().take(40).map(|line| format!("{mark}{line}\n")).collect()
    };
    panic!(
        "{} differs from line {} on:\n{}{}If the change is intended, run `UPDATE_GOLDEN=1 cargo test \
         --workspace --test golden`, and review the difference.",
        path.display(),
        start + 1,
        shown("-", then),
        shown("+", now),
    );
}
