//! Compares schemas as they apply: with what `$ref` and `allOf` bring, so that moving a part into a component is no change.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::exchange::changed;
use super::{
    Class, Cursor, Document, Effect, Effective, Flow, MOST_PAIRS, Part, Thing, Walker, What, both, canonical, paired,
    texts, with_value,
};
use crate::spec::diff::schema::order;

/// The limits of sizes, and whether each is an upper one.
const SIZES: [(&str, bool); 6] = [
    ("minLength", false),
    ("maxLength", true),
    ("minItems", false),
    ("maxItems", true),
    ("minProperties", false),
    ("maxProperties", true),
];

/// The limits of numbers, each with the key that excludes the limit itself.
const BOUNDS: [(&str, &str, bool); 2] = [("minimum", "exclusiveMinimum", false), ("maximum", "exclusiveMaximum", true)];

impl<'a> Walker<'_, 'a> {
    /// Notes that the schemas which apply together in one place are to be compared, unless they have been.
    pub(super) fn schemas(&mut self, old: &[Cursor<'a>], new: &[Cursor<'a>], flow: Flow) {
        let pointers = |all: &[Cursor<'a>]| all.iter().map(|it| it.pointer.as_str()).collect::<Vec<_>>().join(" ");
        let way = if flow == Flow::Sent { "sent " } else { "read " };
        if self.seen.len() < MOST_PAIRS && self.seen.insert((way.to_owned() + &pointers(old), pointers(new))) {
            self.next.push((old.to_vec(), new.to_vec(), flow));
        }
    }

    /// Compares all that is noted. What a schema contains is noted in turn: a chain of schemas may be long.
    pub(super) fn noted_schemas(&mut self) {
        while let Some((old, new, flow)) = self.next.pop() {
            self.pair(&old, &new, flow);
        }
    }

    /// Compares the schemas that apply together in one place.
    fn pair(&mut self, old: &[Cursor<'a>], new: &[Cursor<'a>], flow: Flow) {
        let (was, is) = (Effective::of(self.old, old), Effective::of(self.new, new));
        self.met.extend(is.pointers());
        let places = (was.outermost(), is.outermost());
        let (Some(old_at), Some(new_at)) = places else {
            // Everything is allowed where there is no schema.
            let effect = if places.0.is_some() { Effect::Wider } else { Effect::Narrower };
            let things = (places.0.map(|at| (at, String::new())), places.1.map(|at| (at, String::new())));
            return self.judge(effect, flow, What::Thing(texts::SCHEMA), things);
        };
        self.type_name((old, &was), (new, &is));
        self.keys_of_schema(&was, &is);
        if !self.kind(&was, &is, (old_at, new_at), flow) {
            return;
        }
        self.defaults(&was, &is);
        self.format(&was, &is, (old_at, new_at), flow);
        self.null(&was, &is, (old_at, new_at), flow);
        self.values(&was, &is, flow);
        self.limits(&was, &is, flow);
        self.properties(&was, &is, flow);
        self.additional_properties(&was, &is, (old_at, new_at), flow);
        let items = |schema: &Effective<'a>| schema.all("items");
        if let (items, others) = (items(&was), items(&is))
            && !(items.is_empty() && others.is_empty())
        {
            self.schemas(&items, &others, flow);
        }
        self.alternatives(&was, &is, flow);
        self.rest(&was, &is, flow);
    }

    /// Compares the name of the type that generators give to a value in this place.
    fn type_name(&mut self, (old, was): (&[Cursor<'a>], &Effective<'a>), (new, is): (&[Cursor<'a>], &Effective<'a>)) {
        let (before, after) = (component(self.old, old), component(self.new, new));
        let now = before.map(|name| self.names.new_name(name));
        // A type that is gone is told once, with its schema.
        let remains = |name: &str| self.new.component("schemas", name).is_some();
        let is_told = match now {
            Some(now) => Some(now) == after || !remains(now),
            None => after.is_none(),
        };
        let at = new.first().filter(|_| !is_told && (was.is_named() || is.is_named()));
        if let (Some(old), Some(new)) = (old.first(), at) {
            let name = |name: Option<&str>| name.unwrap_or("one without a name").to_owned();
            let things = (Some((old, name(before))), Some((new, name(after))));
            let note = Some(texts::TYPE_HAS_OTHER_NAME);
            self.report(Part::Source, Class::Breaking, What::Thing(texts::TYPE_NAME), things, None, note);
        }
    }

    /// Compares the types. Returns whether the rest of the schemas can be compared.
    fn kind(
        &mut self,
        old: &Effective<'a>,
        new: &Effective<'a>,
        places: (&Cursor<'a>, &Cursor<'a>),
        flow: Flow,
    ) -> bool {
        let (was, is) = (old.kind(), new.kind());
        if was == is {
            return true;
        }
        let effect = match (was, is) {
            (None, _) | (Some("number"), Some("integer")) => Effect::Narrower,
            (_, None) | (Some("integer"), Some("number")) => Effect::Wider,
            _ => Effect::Other,
        };
        let (old_at, new_at) = (old.first("type"), new.first("type"));
        let thing = |kind: Option<&str>| kind.unwrap_or("any").to_owned();
        let things = (
            Some((old_at.as_ref().unwrap_or(places.0), thing(was))),
            Some((new_at.as_ref().unwrap_or(places.1), thing(is))),
        );
        self.judge(effect, flow, What::Key("type"), things.clone());
        if effect.class(flow) != Class::Breaking {
            let note = Some(texts::OTHER_TYPE);
            self.report(Part::Source, Class::Breaking, What::Key("type"), things, None, note);
        }
        effect != Effect::Other
    }

    fn format(&mut self, old: &Effective<'a>, new: &Effective<'a>, places: (&Cursor<'a>, &Cursor<'a>), flow: Flow) {
        let (old_at, new_at) = (old.first("format"), new.first("format"));
        let text = |at: &Option<Cursor<'a>>| at.as_ref().and_then(Cursor::text).map(str::to_owned);
        let (was, is) = (text(&old_at), text(&new_at));
        if was == is {
            return;
        }
        let effect = match (was.as_deref(), is.as_deref()) {
            (Some("int32"), Some("int64")) | (Some("float"), Some("double")) | (_, None) => Effect::Wider,
            (Some("int64"), Some("int32")) | (Some("double"), Some("float")) | (None, _) => Effect::Narrower,
            _ => Effect::Other,
        };
        let thing = |format: Option<String>| format.unwrap_or_else(|| "none".to_owned());
        let things = (
            Some((old_at.as_ref().unwrap_or(places.0), thing(was))),
            Some((new_at.as_ref().unwrap_or(places.1), thing(is))),
        );
        self.judge(effect, flow, What::Key("format"), things.clone());
        if effect.class(flow) != Class::Breaking {
            let note = Some(texts::MAY_BE_OTHER_TYPE);
            self.report(Part::Source, Class::Breaking, What::Key("format"), things, None, note);
        }
    }

    fn null(&mut self, old: &Effective<'a>, new: &Effective<'a>, places: (&Cursor<'a>, &Cursor<'a>), flow: Flow) {
        let (was, is) = (old.flag("nullable"), new.flag("nullable"));
        if was.is_some() != is.is_some() {
            let effect = if is.is_some() { Effect::Wider } else { Effect::Narrower };
            let (old_at, new_at) = (was.as_ref().unwrap_or(places.0), is.as_ref().unwrap_or(places.1));
            self.judge(effect, flow, What::Key("nullable"), changed(old_at, new_at, was.is_some(), is.is_some()));
        }
    }

    /// Compares the values of an enum. Readers of an open one are ready for more.
    fn values(&mut self, old: &Effective<'a>, new: &Effective<'a>, flow: Flow) {
        let (was, is) = (old.values(), new.values());
        let is_open = old.flag("x-extensible-enum").is_some();
        let new_is_open = new.flag("x-extensible-enum").is_some();
        let (was, is) = match (was, is) {
            (None, None) => return,
            (Some(was), Some(is)) => (was, is),
            (was, is) => {
                let effect = if is.is_some() { Effect::Narrower } else { Effect::Wider };
                let listed = |schema: &Effective<'a>, values: bool| schema.first("enum").filter(|_| values);
                let (old, new) = (listed(old, was.is_some()), listed(new, is.is_some()));
                let (old, new) = (with_value(old.as_ref()), with_value(new.as_ref()));
                // An open enum names the values that are known, and allows others.
                if is_open || new_is_open {
                    self.report(
                        Part::Wire,
                        Class::Additive,
                        What::Key("enum"),
                        (old.clone(), new.clone()),
                        Some(flow),
                        None,
                    );
                    let note = Some(texts::OTHER_TYPE);
                    return self.report(Part::Source, Class::Breaking, What::Key("enum"), (old, new), None, note);
                }
                return self.judge(effect, flow, What::Key("enum"), (old, new));
            }
        };
        let what = What::Thing(texts::ENUM_VALUE);
        for (_, old, new) in paired(was.into_iter().collect(), is.into_iter().collect()) {
            match (&old, &new) {
                (Some(_), None) => {
                    let things = (with_value(old.as_ref()), None);
                    self.judge(Effect::Narrower, flow, what, things.clone());
                    if flow == Flow::Read {
                        let note = Some(texts::LOSES_NAME);
                        self.report(Part::Source, Class::Breaking, what, things, Some(flow), note);
                    }
                }
                (None, Some(_)) if is_open && flow == Flow::Read => {
                    let note = Some(texts::OPEN_ENUM);
                    let things = (None, with_value(new.as_ref()));
                    self.report(Part::Wire, Class::Additive, what, things, Some(flow), note);
                }
                (None, Some(_)) => self.judge(Effect::Wider, flow, what, (None, with_value(new.as_ref()))),
                _ => {}
            }
        }
        let now = new.flag("x-extensible-enum");
        if let (false, Some(at), Flow::Read, Some(old)) = (is_open, now, flow, old.first("enum")) {
            self.judge(Effect::Wider, flow, What::Key("x-extensible-enum"), changed(&old, &at, false, true));
        }
    }

    fn limits(&mut self, old: &Effective<'a>, new: &Effective<'a>, flow: Flow) {
        for (key, is_upper) in SIZES {
            let (was, is) = (old.limit(key, is_upper), new.limit(key, is_upper));
            self.limit(
                What::Key(key),
                flow,
                is_upper,
                (&was, with_value(was.as_ref())),
                (&is, with_value(is.as_ref())),
            );
        }
        for (key, exclusive, is_upper) in BOUNDS {
            let (was, is) = (old.limit(key, is_upper), new.limit(key, is_upper));
            let excludes =
                |schema: &Effective<'a>, at: &Option<Cursor<'a>>| at.is_some() && schema.flag(exclusive).is_some();
            let (was_out, is_out) = (excludes(old, &was), excludes(new, &is));
            let text = |at: &Option<Cursor<'a>>, out: bool| {
                let number = with_value(at.as_ref()).map(|(_, number)| number).unwrap_or_default();
                if out { format!("{number}, which is excluded") } else { number }
            };
            let same = was.as_ref().zip(is.as_ref()).is_some_and(|(was, is)| order(was, is).is_eq());
            let things =
                (was.as_ref().map(|at| (at, text(&was, was_out))), is.as_ref().map(|at| (at, text(&is, is_out))));
            match same {
                true if was_out != is_out => {
                    let effect = if is_out { Effect::Narrower } else { Effect::Wider };
                    self.judge(effect, flow, What::Key(key), things);
                }
                _ => self.limit(What::Key(key), flow, is_upper, (&was, things.0), (&is, things.1)),
            }
        }
        self.multiple(old, new, flow);
        self.patterns(old, new, flow);
        let (was, is) = (old.flag("uniqueItems"), new.flag("uniqueItems"));
        if was.is_some() != is.is_some() {
            let effect = if is.is_some() { Effect::Narrower } else { Effect::Wider };
            self.judge(effect, flow, What::Key("uniqueItems"), (with_value(was.as_ref()), with_value(is.as_ref())));
        }
    }

    fn limit(
        &mut self,
        what: What,
        flow: Flow,
        is_upper: bool,
        (was, old): (&Option<Cursor<'a>>, Thing<'_, 'a>),
        (is, new): (&Option<Cursor<'a>>, Thing<'_, 'a>),
    ) {
        let effect = match (was, is) {
            (None, None) => return,
            (None, Some(_)) => Effect::Narrower,
            (Some(_), None) => Effect::Wider,
            (Some(was), Some(is)) => match (order(is, was), is_upper) {
                (Ordering::Equal, _) => return,
                (Ordering::Less, true) | (Ordering::Greater, false) => Effect::Narrower,
                _ => Effect::Wider,
            },
        };
        self.judge(effect, flow, what, (old, new));
    }

    fn multiple(&mut self, old: &Effective<'a>, new: &Effective<'a>, flow: Flow) {
        let (was, is) = (old.first("multipleOf"), new.first("multipleOf"));
        let number = |at: &Option<Cursor<'a>>| at.as_ref().and_then(Cursor::number);
        let divides = |a: f64, b: f64| a != 0.0 && (b / a).fract() == 0.0;
        let effect = match (number(&was), number(&is)) {
            (was, is) if was == is => return,
            (None, _) => Effect::Narrower,
            (_, None) => Effect::Wider,
            (Some(was), Some(is)) if divides(is, was) => Effect::Wider,
            (Some(was), Some(is)) if divides(was, is) => Effect::Narrower,
            _ => Effect::Other,
        };
        self.judge(effect, flow, What::Key("multipleOf"), (with_value(was.as_ref()), with_value(is.as_ref())));
    }

    /// Compares the patterns. Whether one allows more than another cannot be told.
    fn patterns(&mut self, old: &Effective<'a>, new: &Effective<'a>, flow: Flow) {
        let patterns = |schema: &Effective<'a>| -> BTreeMap<String, Cursor<'a>> {
            schema.all("pattern").into_iter().map(|at| (canonical(at.node), at)).collect()
        };
        let (mut was, mut is) = (patterns(old), patterns(new));
        let kept: Vec<String> = was.keys().filter(|pattern| is.contains_key(*pattern)).cloned().collect();
        for pattern in kept {
            was.remove(&pattern);
            is.remove(&pattern);
        }
        let (mut was, mut is) = (was.into_values(), is.into_values());
        loop {
            let (was, is) = (was.next(), is.next());
            let effect = match (&was, &is) {
                (None, None) => return,
                (None, Some(_)) => Effect::Narrower,
                (Some(_), None) => Effect::Wider,
                (Some(_), Some(_)) => Effect::Other,
            };
            self.judge(effect, flow, What::Key("pattern"), (with_value(was.as_ref()), with_value(is.as_ref())));
        }
    }

    fn properties(&mut self, old: &Effective<'a>, new: &Effective<'a>, flow: Flow) {
        let (was, is) = (visible(self.old, old, flow), visible(self.new, new, flow));
        let is_closed = old.first("additionalProperties").is_some_and(|it| it.node.boolean() == Some(false));
        let what = What::Thing(texts::PROPERTY);
        for (name, was, is) in paired(was, is) {
            let (old_at, new_at) = (was.as_ref().and_then(|it| it.first()), is.as_ref().and_then(|it| it.first()));
            let (had, has) = (old.required(name), new.required(name));
            match (old_at, new_at) {
                (Some(old_at), Some(new_at)) => {
                    if had.is_some() != has.is_some() {
                        let effect = if has.is_some() { Effect::Narrower } else { Effect::Wider };
                        let note = match (effect, flow) {
                            (Effect::Narrower, Flow::Sent) => Some(texts::REFUSED_WITHOUT),
                            (Effect::Wider, Flow::Read) => Some(texts::MAY_LACK),
                            _ => None,
                        };
                        let things = changed(old_at, new_at, had.is_some(), has.is_some());
                        self.report(Part::Wire, effect.class(flow), What::Key("required"), things, Some(flow), note);
                    }
                    if let (Some(was), Some(is)) = (&was, &is) {
                        self.schemas(was, is, flow);
                    }
                }
                (Some(at), None) => {
                    let things = (Some((at, name.to_owned())), None);
                    self.report(Part::Wire, Class::Breaking, what, things, Some(flow), None);
                }
                (None, Some(at)) => {
                    let (class, note) = match flow {
                        Flow::Sent if has.is_some() => (Class::Breaking, Some(texts::REQUIRED)),
                        Flow::Read if is_closed => (Class::Breaking, Some(texts::CLOSED)),
                        _ => (Class::Additive, None),
                    };
                    let things = (None, Some((at, name.to_owned())));
                    self.report(Part::Wire, class, what, things, Some(flow), note);
                }
                (None, None) => {}
            }
        }
    }

    fn additional_properties(
        &mut self,
        old: &Effective<'a>,
        new: &Effective<'a>,
        places: (&Cursor<'a>, &Cursor<'a>),
        flow: Flow,
    ) {
        let (was, is) = (old.first("additionalProperties"), new.first("additionalProperties"));
        let state = |at: &Option<Cursor<'a>>| match at {
            Some(at) if at.node.boolean() == Some(false) => "none",
            Some(at) if at.map().is_some_and(|entries| !entries.is_empty()) => "of a schema",
            _ => "any",
        };
        let effect = match (state(&was), state(&is)) {
            ("of a schema", "of a schema") => {
                let both = was.into_iter().collect::<Vec<_>>();
                return self.schemas(&both, &is.into_iter().collect::<Vec<_>>(), flow);
            }
            (was, is) if was == is => return,
            (_, "any") | ("none", _) => Effect::Wider,
            _ => Effect::Narrower,
        };
        let (old_at, new_at) = (was.as_ref().unwrap_or(places.0), is.as_ref().unwrap_or(places.1));
        let things = (Some((old_at, state(&was).to_owned())), Some((new_at, state(&is).to_owned())));
        self.judge(effect, flow, What::Key("additionalProperties"), things);
    }

    /// Compares `oneOf` and `anyOf`: alternatives with the same name, else those with the same content.
    fn alternatives(&mut self, old: &Effective<'a>, new: &Effective<'a>, flow: Flow) {
        for key in ["oneOf", "anyOf"] {
            let (was, is) = (old.first(key), new.first(key));
            if was.is_some() != is.is_some() {
                let effect = if is.is_some() { Effect::Narrower } else { Effect::Wider };
                let things = (was.as_ref().map(|at| (at, String::new())), is.as_ref().map(|at| (at, String::new())));
                self.judge(effect, flow, What::Whole(key), things);
                continue;
            }
            let names = self.names;
            let before = listed(self.old, was.as_ref(), |name| names.new_name(name).to_owned());
            let after = listed(self.new, is.as_ref(), str::to_owned);
            for (name, was, is) in paired(before, after) {
                match (was, is) {
                    (Some(was), Some(is)) => self.schemas(&[was], &[is], flow),
                    (was, is) => {
                        let effect = if is.is_some() { Effect::Wider } else { Effect::Narrower };
                        self.judge(effect, flow, What::Thing(texts::ALTERNATIVE), both(&was, &is, &name));
                    }
                }
            }
        }
    }

    /// Compares the keys of which only equality can be told.
    fn rest(&mut self, old: &Effective<'a>, new: &Effective<'a>, flow: Flow) {
        for key in ["not", "discriminator", "xml"] {
            let (was, is) = (old.first(key), new.first(key));
            let value = |at: &Option<Cursor<'a>>| at.as_ref().map(|at| canonical(at.node));
            if value(&was) != value(&is) {
                let things = (with_value(was.as_ref()), with_value(is.as_ref()));
                self.judge(Effect::Other, flow, What::Key(key), things);
            }
        }
    }
}

/// Returns the properties that occur in this direction.
fn visible<'a>(document: &Document<'a>, schema: &Effective<'a>, flow: Flow) -> Vec<(&'a str, Vec<Cursor<'a>>)> {
    let hidden = if flow == Flow::Sent { "readOnly" } else { "writeOnly" };
    let mut properties = schema.properties();
    properties.retain(|(_, schemas)| Effective::of(document, schemas).flag(hidden).is_none());
    properties
}

/// Returns the name of the component that the schemas of a place come to: that of the `$ref`, also inside `allOf`.
fn component<'a>(document: &Document<'a>, schemas: &[Cursor<'a>]) -> Option<&'a str> {
    let [schema] = schemas else { return None };
    let target = match schema.text_of("$ref") {
        Some(target) => target,
        None => {
            if let Some(name) = schema.pointer.strip_prefix("#/components/schemas/").filter(|it| !it.contains('/')) {
                return document.components("schemas").map(|(known, _)| known).find(|known| *known == name);
            }
            let parts: Vec<_> = schema.get("allOf").iter().flat_map(Cursor::items).collect();
            let [part] = parts.as_slice() else { return None };
            part.text_of("$ref")?
        }
    };
    target.strip_prefix("#/components/schemas/")
}

/// Returns the alternatives, each with its name or, if it has none, its content.
fn listed<'a>(
    document: &Document<'a>,
    list: Option<&Cursor<'a>>,
    new_name: impl Fn(&str) -> String,
) -> Vec<(String, Cursor<'a>)> {
    let items = list.into_iter().flat_map(|list| list.items().collect::<Vec<_>>());
    let named = items.map(|item| match component(document, std::slice::from_ref(&item)) {
        Some(name) => (new_name(name), item),
        None => (canonical(item.node), item),
    });
    named.collect()
}
