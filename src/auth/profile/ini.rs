//! Parses the INI file of a profile, line by line.
//!
//! The crate rust-ini is not enough: it reads a line without `=` together with the next, and a `\` at the end of a line
//! as a continuation, so that a key can be lost without an error; and it has no line numbers.

/// An entry: a name and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    /// The name as it is written.
    pub(super) name: &'a str,
    /// The value without blanks around it, and otherwise as it is written.
    pub(super) value: &'a str,
    /// The number of the line, from 1.
    pub(super) line: usize,
}

/// A section. One that occurs several times is several sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section<'a> {
    /// The name, or `None` for the entries before the first section.
    pub(super) name: Option<&'a str>,
    pub(super) line: usize,
    pub(super) entries: Vec<Entry<'a>>,
}

/// Returns the sections, or the number of the first line that is no comment, no section and no entry.
pub(super) fn sections(text: &str) -> Result<Vec<Section<'_>>, usize> {
    let mut sections = vec![Section { name: None, line: 1, entries: Vec::new() }];
    for (number, text) in text.lines().enumerate() {
        let (line, text) = (number + 1, text.trim());
        if text.is_empty() || text.starts_with(['#', ';']) {
            continue;
        }
        if let Some(rest) = text.strip_prefix('[') {
            let (name, rest) = rest.split_once(']').ok_or(line)?;
            if !(rest.trim().is_empty() || rest.trim_start().starts_with(['#', ';'])) {
                return Err(line);
            }
            sections.push(Section { name: Some(name), line, entries: Vec::new() });
        } else {
            let (name, value) = text.split_once(['=', ':']).ok_or(line)?;
            let entry = Entry { name: name.trim(), value: value.trim(), line };
            match sections.last_mut() {
                Some(section) if !entry.name.is_empty() => section.entries.push(entry),
                _ => return Err(line),
            }
        }
    }
    Ok(sections)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_and_entries_have_their_line_numbers() {
        let read = sections("# c\r\n[a]\r\n  k : v=1\r\n\n; c\n[b] ; c\nx = \nx=\\\n").expect("an INI file");
        let entry = |name, value, line| Entry { name, value, line };
        assert_eq!(
            read,
            [
                Section { name: None, line: 1, entries: vec![] },
                Section { name: Some("a"), line: 2, entries: vec![entry("k", "v=1", 3)] },
                Section { name: Some("b"), line: 6, entries: vec![entry("x", "", 7), entry("x", "\\", 8)] },
            ]
        );
    }

    #[test]
    fn the_first_line_that_cannot_be_parsed_is_named() {
        for (text, line) in [("[a]\nk = v\nword\nsk = s", 3), ("[a", 1), ("[a] b", 1), ("\n= v", 2)] {
            assert_eq!(sections(text), Err(line), "{text:?}");
        }
    }
}
