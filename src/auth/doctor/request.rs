//! Parses the client's own canonical request.

/// The parts of a canonical request.
#[derive(Debug)]
pub(super) struct Canonical<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    /// The names and values, sorted.
    pub(super) headers: Vec<(&'a str, &'a str)>,
    /// The names, joined with `;`.
    pub(super) names: &'a str,
    /// The digest of the body, or the declared one.
    pub(super) hash: &'a str,
}

impl<'a> Canonical<'a> {
    /// Parses a text; `None` means that it is no canonical request.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let mut lines = text.split('\n');
        let (method, path, query) = (lines.next()?, lines.next()?, lines.next()?);
        let headers = lines.by_ref().take_while(|line| !line.is_empty());
        let headers = headers.map(|line| line.split_once(':')).collect::<Option<_>>()?;
        Some(Self { method, path, query, headers, names: lines.next()?, hash: lines.next()? })
    }

    /// Whether the client signed a header of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name))
    }
}
