//! Compares the servers: where requests are sent.

use std::collections::BTreeMap;

use super::{Class, Cursor, Part, Walker, What, both, canonical, cut, paired, shown, texts, with_value};

impl<'a> Walker<'_, 'a> {
    /// Compares two lists of servers.
    pub(super) fn servers(&mut self, old: Option<Cursor<'a>>, new: Option<Cursor<'a>>) {
        let all = |list: Option<Cursor<'a>>| -> Vec<(&'a str, Cursor<'a>)> {
            let items = list.into_iter().flat_map(|list| list.items().collect::<Vec<_>>());
            items.filter_map(|server| Some((server.text_of("url")?, server))).collect()
        };
        let (before, after) = (all(old), all(new));
        if let (Some((was, old)), Some((is, new))) = (before.first(), after.first())
            && was != is
            && after.iter().any(|(url, _)| url == was)
        {
            let things = (Some((old, cut(was))), Some((new, cut(is))));
            let note = Some(texts::USES_FIRST_SERVER);
            self.report(Part::Source, Class::Breaking, What::Thing(texts::FIRST_SERVER), things, None, note);
        }
        for (url, old, new) in paired(before, after) {
            match (old, new) {
                (Some(old), Some(new)) => self.server(&old, &new),
                (old, new) => {
                    let class = if new.is_some() { Class::Additive } else { Class::Breaking };
                    let note = Some(texts::NO_SERVER).filter(|_| new.is_none());
                    let things = both(&old, &new, url);
                    self.report(Part::Wire, class, What::Thing(texts::SERVER), things, None, note);
                }
            }
        }
    }

    fn server(&mut self, old: &Cursor<'a>, new: &Cursor<'a>) {
        self.texts(old, new);
        let all = |at: &Cursor<'a>| at.get("variables").iter().flat_map(Cursor::entries).collect::<Vec<_>>();
        for (name, old, new) in paired(all(old), all(new)) {
            match (old, new) {
                (Some(old), Some(new)) => self.variable(&old, &new),
                (old, new) => {
                    let class = if new.is_some() { Class::Additive } else { Class::Breaking };
                    let things = both(&old, &new, name);
                    self.report(Part::Wire, class, What::Thing(texts::SERVER_VARIABLE), things, None, None);
                }
            }
        }
    }

    fn variable(&mut self, old: &Cursor<'a>, new: &Cursor<'a>) {
        self.texts(old, new);
        let (was, is) = (old.get("default"), new.get("default"));
        if was.as_ref().map(|at| canonical(at.node)) != is.as_ref().map(|at| canonical(at.node)) {
            let note = Some(texts::OTHER_SERVER);
            let things = (with_value(was.as_ref()), with_value(is.as_ref()));
            self.report(Part::Wire, Class::Breaking, What::Key("default"), things, None, note);
        }
        let values = |at: &Cursor<'a>| -> Option<BTreeMap<String, Cursor<'a>>> {
            Some(at.get("enum")?.items().map(|value| (shown(value.node), value)).collect())
        };
        match (values(old), values(new)) {
            (None, None) => {}
            (Some(was), Some(is)) => {
                for (value, old, new) in paired(was.into_iter().collect(), is.into_iter().collect()) {
                    if old.is_some() && new.is_some() {
                        continue;
                    }
                    let class = if new.is_some() { Class::Additive } else { Class::Breaking };
                    let things = both(&old, &new, &value);
                    self.report(Part::Wire, class, What::Thing(texts::SERVER_VALUE), things, None, None);
                }
            }
            (was, is) => {
                let class = if is.is_some() { Class::Breaking } else { Class::Additive };
                let listed = |at: &Cursor<'a>, has: bool| at.get("enum").filter(|_| has);
                let (old, new) = (listed(old, was.is_some()), listed(new, is.is_some()));
                let note = Some(texts::NOT_ALLOWED).filter(|_| is.is_some());
                let things = (with_value(old.as_ref()), with_value(new.as_ref()));
                self.report(Part::Wire, class, What::Key("enum"), things, None, note);
            }
        }
    }
}
