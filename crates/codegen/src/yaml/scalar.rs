//! Resolves plain scalars by the core schema of YAML 1.2.

use super::ScalarKind;

/// Returns the meaning of a scalar that is written without quotes.
pub(super) fn resolve(text: &str) -> ScalarKind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => ScalarKind::Null,
        "true" | "True" | "TRUE" => ScalarKind::Bool(true),
        "false" | "False" | "FALSE" => ScalarKind::Bool(false),
        ".nan" | ".NaN" | ".NAN" => ScalarKind::Float(f64::NAN),
        _ => integer(text)
            .map(ScalarKind::Integer)
            .or_else(|| float(text).map(ScalarKind::Float))
            .unwrap_or(ScalarKind::Text),
    }
}

fn integer(text: &str) -> Option<i128> {
    let (sign, digits) = signed(text);
    let number = if let Some(digits) = text.strip_prefix("0x") {
        return i128::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with(['+', '-']));
    } else if let Some(digits) = text.strip_prefix("0o") {
        return i128::from_str_radix(digits, 8).ok().filter(|_| !digits.starts_with(['+', '-']));
    } else if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.parse::<i128>().ok()?
    } else {
        return None;
    };
    Some(sign * number)
}

fn float(text: &str) -> Option<f64> {
    let (sign, digits) = signed(text);
    if matches!(digits, ".inf" | ".Inf" | ".INF") {
        return Some(sign as f64 * f64::INFINITY);
    }
    // Rust's parser accepts more than YAML does, such as `inf` and `infinity`.
    let numeric = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    let begins = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    if numeric && begins { text.parse().ok() } else { None }
}

fn signed(text: &str) -> (i128, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_scalar_is_resolved_by_the_core_schema_of_yaml_1_2() {
        let cases = [
            ("", ScalarKind::Null),
            ("true", ScalarKind::Bool(true)),
            ("12", ScalarKind::Integer(12)),
            ("-7", ScalarKind::Integer(-7)),
            ("0x1f", ScalarKind::Integer(31)),
            ("0123", ScalarKind::Integer(123)),
            ("1.5", ScalarKind::Float(1.5)),
            ("1e3", ScalarKind::Float(1000.0)),
            ("-.inf", ScalarKind::Float(f64::NEG_INFINITY)),
        ];
        for (text, kind) in cases {
            assert_eq!(resolve(text), kind, "{text}");
        }
        for text in ["NO", "yes", "inf", "nan", "1_000", "12:30", "2024-01-01", "3.0.3", "1.2.3", "-", "0x", ".", "e5"]
        {
            assert_eq!(resolve(text), ScalarKind::Text, "{text}");
        }
    }
}
