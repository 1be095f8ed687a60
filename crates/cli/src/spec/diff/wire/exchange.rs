//! Compares an operation: parameters, bodies, responses, and its name in generated code.

use std::collections::HashMap;

use super::{
    Action, Class, Cursor, Document, Effect, Effective, Flow, Operation, Part, Side, Walker, What, both, canonical,
    operation_name, paired, shown, texts, with_value,
};

/// A parameter as it is compared: the place in the path, or the kind and the name.
type Key = (String, String);

impl<'a> Walker<'_, 'a> {
    /// Compares an operation that both specs have.
    pub(super) fn exchange(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        self.operation = Some(operation_name(new.id, new.method, new.path));
        self.seen.clear();
        self.texts(&old.at, &new.at);
        let item = |document: &Document<'a>, path: &str| document.root.get("paths").and_then(|paths| paths.get(path));
        if let (Some(old), Some(new)) = (item(self.old, old.path), item(self.new, new.path)) {
            self.texts(&old, &new);
        }
        self.operation_id(old, new);
        self.tags_of(old, new);
        self.parameters(old, new);
        self.request(old, new);
        self.responses(old, new);
        self.callbacks(old, new);
        self.security(&old.at, &new.at);
        self.servers(own_servers(self.old, old), own_servers(self.new, new));
        self.noted_schemas();
        self.operation = None;
    }

    fn operation_id(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        if old.id != new.id {
            let name = |it: &Operation<'_>| operation_name(it.id, it.method, it.path);
            let at = new.at.get("operationId").unwrap_or_else(|| new.at.clone());
            let action = Action::Renamed(name(old), name(new));
            let note = Some(texts::METHOD_RENAMED);
            let what = What::Key("operationId");
            self.add(Part::Source, Class::Breaking, what, action, (Side::New, &at), None, note);
        }
    }

    fn tags_of(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let (old, new) = (old.at.get("tags"), new.at.get("tags"));
        let names = |tags: &Option<Cursor<'a>>| {
            tags.iter().flat_map(Cursor::items).map(|tag| shown(tag.node)).collect::<Vec<_>>()
        };
        if names(&old) != names(&new) {
            let note = Some(texts::GROUPED_BY_TAG);
            let things = (with_value(old.as_ref()), with_value(new.as_ref()));
            self.report(Part::Source, Class::Breaking, What::Key("tags"), things, None, note);
        }
    }

    fn parameters(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let (before, after) = (keyed(old), keyed(new));
        self.argument_order(new, &before, &after);
        for (_, old, new) in paired(before, after) {
            match (old, new) {
                (Some(old), Some(new)) => self.parameter(&old, &new),
                (Some(old), None) => {
                    let things = (Some((&old, name(&old))), None);
                    self.report(
                        Part::Wire,
                        Class::Breaking,
                        What::Thing(texts::PARAMETER),
                        things,
                        Some(Flow::Sent),
                        None,
                    );
                }
                (None, Some(new)) => {
                    let required = new.flag("required");
                    let (class, note) = match required {
                        true => (Class::Breaking, Some(texts::REQUIRED)),
                        false => (Class::Additive, None),
                    };
                    let things = (None, Some((&new, name(&new))));
                    self.report(Part::Wire, class, What::Thing(texts::PARAMETER), things, Some(Flow::Sent), note);
                }
                (None, None) => {}
            }
        }
    }

    fn parameter(&mut self, old: &Cursor<'a>, new: &Cursor<'a>) {
        self.texts(old, new);
        if name(old) != name(new) && !is_header(new) {
            let at = new.get("name").unwrap_or_else(|| new.clone());
            let action = Action::Renamed(name(old), name(new));
            let note = Some(texts::ARGUMENT_RENAMED);
            let what = What::Thing(texts::PARAMETER);
            self.add(Part::Source, Class::Breaking, what, action, (Side::New, &at), None, note);
        }
        self.required(old, new);
        for (key, was, is) in styles(old).into_iter().zip(styles(new)).map(|(old, new)| (old.0, old.1, new.1)) {
            if was != is {
                let at = new.get(key).unwrap_or_else(|| new.clone());
                let things = (Some((old, was)), Some((&at, is)));
                self.judge(Effect::Other, Flow::Sent, What::Key(key), things);
            }
        }
        self.holders(old, new, Flow::Sent);
    }

    /// Compares what has either a schema or a content: a parameter or a header.
    fn holders(&mut self, old: &Cursor<'a>, new: &Cursor<'a>, flow: Flow) {
        match (old.get("content"), new.get("content")) {
            (None, None) => {
                let (old, new): (Vec<_>, Vec<_>) =
                    (old.get("schema").into_iter().collect(), new.get("schema").into_iter().collect());
                self.schemas(&old, &new, flow);
            }
            (before, after) => {
                let (before, after) = (before.is_some().then_some(old), after.is_some().then_some(new));
                self.content(before, after, flow);
            }
        }
    }

    /// Compares whether a parameter or a request's body has to be sent, or a header is always there.
    fn required(&mut self, old: &Cursor<'a>, new: &Cursor<'a>) {
        self.requirement(old, new, Flow::Sent);
    }

    fn requirement(&mut self, old: &Cursor<'a>, new: &Cursor<'a>, flow: Flow) {
        let (was, is) = (old.flag("required"), new.flag("required"));
        if was != is {
            let at = new.get("required").unwrap_or_else(|| new.clone());
            let effect = if is { Effect::Narrower } else { Effect::Wider };
            self.judge(effect, flow, What::Key("required"), changed(old, &at, was, is));
        }
    }

    /// Compares the order of the required parameters, which is that of arguments in some languages.
    fn argument_order(&mut self, operation: &Operation<'a>, old: &[(Key, Cursor<'a>)], new: &[(Key, Cursor<'a>)]) {
        let required = |all: &[(Key, Cursor<'a>)]| -> Vec<Key> {
            all.iter().filter(|(_, at)| at.flag("required")).map(|(key, _)| key.clone()).collect()
        };
        let (mut before, mut after) = (required(old), required(new));
        before.retain(|key| after.contains(key));
        after.retain(|key| before.contains(key));
        if before != after {
            let names = |keys: &[Key]| keys.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>().join(", ");
            let at = operation.at.get("parameters").unwrap_or_else(|| operation.at.clone());
            let things = (Some((&at, names(&before))), Some((&at, names(&after))));
            let note = Some(texts::POSITIONAL);
            self.report(Part::Source, Class::Breaking, What::Thing(texts::ARGUMENT_ORDER), things, None, note);
        }
    }

    fn request(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let body =
            |document: &Document<'a>, it: &Operation<'a>| it.at.get("requestBody").map(|it| document.resolve(&it));
        let (old, new) = (body(self.old, old), body(self.new, new));
        match (&old, &new) {
            (Some(old), Some(new)) => {
                self.texts(old, new);
                self.required(old, new);
                self.content(Some(old), Some(new), Flow::Sent);
            }
            (Some(old), None) => {
                let things = (Some((old, String::new())), None);
                self.judge(Effect::Other, Flow::Sent, What::Thing(texts::BODY), things);
            }
            (None, Some(new)) => {
                let effect = if new.flag("required") { Effect::Narrower } else { Effect::Wider };
                self.judge(effect, Flow::Sent, What::Thing(texts::BODY), (None, Some((new, String::new()))));
            }
            (None, None) => {}
        }
    }

    /// Compares the media types of a body.
    fn content(&mut self, old: Option<&Cursor<'a>>, new: Option<&Cursor<'a>>, flow: Flow) {
        let media = |holder: Option<&Cursor<'a>>| -> Vec<(String, Cursor<'a>)> {
            let content = holder.and_then(|holder| holder.get("content"));
            let content = content.iter().flat_map(Cursor::entries).collect::<Vec<_>>();
            content.into_iter().map(|(name, at)| (media_type(name), at)).collect()
        };
        for (name, old, new) in paired(media(old), media(new)) {
            match (old, new) {
                (Some(old), Some(new)) => {
                    self.texts(&old, &new);
                    let encoding = |at: &Cursor<'a>| at.get("encoding").map(|it| canonical(it.node));
                    if encoding(&old) != encoding(&new) {
                        let things = (Some((&old, String::new())), Some((&new, String::new())));
                        self.judge(Effect::Other, flow, What::Thing(texts::ENCODING), things);
                    }
                    let schema = |at: &Cursor<'a>| at.get("schema").into_iter().collect::<Vec<_>>();
                    self.schemas(&schema(&old), &schema(&new), flow);
                }
                (Some(old), None) => {
                    let things = (Some((&old, name)), None);
                    self.judge(Effect::Other, flow, What::Thing(texts::MEDIA_TYPE), things);
                }
                (None, Some(new)) => {
                    let things = (None, Some((&new, name)));
                    // The client chooses what it sends, and by its Accept header what it reads.
                    self.report(Part::Wire, Class::Additive, What::Thing(texts::MEDIA_TYPE), things, Some(flow), None);
                }
                (None, None) => {}
            }
        }
    }

    fn responses(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let (before, after) = (self.old.responses(old), self.new.responses(new));
        let holders = (old.at.get("responses"), new.at.get("responses"));
        let listed = |holder: &Option<Cursor<'a>>, status: &str| holder.as_ref().and_then(|it| it.get(status));
        let what = What::Thing(texts::RESPONSE);
        for (status, old, new) in paired(before.clone(), after.clone()) {
            // A status that is not listed may still be described, by its range or by the default.
            let is_told = old.is_some() && new.is_some();
            let (was, is) = (old.or_else(|| covering(&before, status)), new.or_else(|| covering(&after, status)));
            match (&was, &is) {
                (Some(was), Some(is)) => {
                    if !is_told {
                        let (old, new) = (listed(&holders.0, status), listed(&holders.1, status));
                        let class = if new.is_some() { Class::Additive } else { Class::Breaking };
                        let note = Some(texts::RANGE_REMAINS);
                        let things = both(&old, &new, status);
                        self.report(Part::Source, class, what, things, Some(Flow::Read), note);
                    }
                    self.response(was, is);
                }
                _ => {
                    let (class, note) = match (&is, status.starts_with(['1', '2', '3'])) {
                        (None, _) => (Class::Breaking, None),
                        (_, true) => (Class::Breaking, Some(texts::OTHER_SUCCESS)),
                        // Every client has to be ready for a failure.
                        (_, false) => (Class::Additive, None),
                    };
                    let (old, new) = (listed(&holders.0, status), listed(&holders.1, status));
                    self.report(Part::Wire, class, what, both(&old, &new, status), Some(Flow::Read), note);
                }
            }
        }
    }

    fn response(&mut self, old: &Cursor<'a>, new: &Cursor<'a>) {
        self.texts(old, new);
        let has_body = |at: &Cursor<'a>| at.get("content").is_some_and(|content| content.entries().next().is_some());
        match (has_body(old), has_body(new)) {
            (true, false) => {
                let things = (Some((old, String::new())), None);
                self.judge(Effect::Other, Flow::Read, What::Thing(texts::BODY), things);
            }
            (false, true) => {
                let things = (None, Some((new, String::new())));
                self.report(Part::Wire, Class::Additive, What::Thing(texts::BODY), things, Some(Flow::Read), None);
            }
            _ => self.content(Some(old), Some(new), Flow::Read),
        }
        let headers = |at: &Cursor<'a>| -> Vec<(String, Cursor<'a>)> {
            let headers = at.get("headers");
            let headers = headers.iter().flat_map(Cursor::entries).collect::<Vec<_>>();
            headers.into_iter().map(|(name, at)| (name.to_lowercase(), at)).collect()
        };
        for (name, old, new) in paired(headers(old), headers(new)) {
            match (old, new) {
                (Some(old), Some(new)) => {
                    let (old, new) = (self.old.resolve(&old), self.new.resolve(&new));
                    self.texts(&old, &new);
                    self.requirement(&old, &new, Flow::Read);
                    self.holders(&old, &new, Flow::Read);
                }
                (old, new) => {
                    let class = if old.is_some() { Class::Breaking } else { Class::Additive };
                    let things = both(&old, &new, &name);
                    self.report(Part::Wire, class, What::Thing(texts::HEADER), things, Some(Flow::Read), None);
                }
            }
        }
    }

    /// Compares callbacks as a whole: the API has none.
    fn callbacks(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let all = |it: &Operation<'a>| it.at.get("callbacks").iter().flat_map(Cursor::entries).collect::<Vec<_>>();
        for (name, old, new) in paired(all(old), all(new)) {
            let (old, new) = (old.map(|at| self.old.resolve(&at)), new.map(|at| self.new.resolve(&at)));
            let value = |at: &Option<Cursor<'a>>| at.as_ref().map(|at| canonical(at.node));
            if value(&old) != value(&new) {
                let class = if old.is_some() { Class::Breaking } else { Class::Additive };
                let things = both(&old, &new, name);
                self.report(Part::Wire, class, What::Thing(texts::CALLBACK), things, None, None);
            }
        }
    }

    /// Compares the default of a parameter or property. Some generators send it, others leave it to the service.
    pub(super) fn defaults(&mut self, old: &Effective<'a>, new: &Effective<'a>) {
        let (old, new) = (old.first("default"), new.first("default"));
        let value = |at: &Option<Cursor<'a>>| at.as_ref().map(|at| canonical(at.node));
        if value(&old) != value(&new) {
            let note = Some(texts::FILLS_IN);
            let things = (with_value(old.as_ref()), with_value(new.as_ref()));
            self.report(Part::Source, Class::Breaking, What::Key("default"), things, None, note);
        }
    }
}

/// Returns a flag in both specs.
pub(super) fn changed<'c, 'a>(
    old: &'c Cursor<'a>,
    new: &'c Cursor<'a>,
    was: bool,
    is: bool,
) -> (super::Thing<'c, 'a>, super::Thing<'c, 'a>) {
    (Some((old, was.to_string())), Some((new, is.to_string())))
}

/// Returns the servers of an operation, if it or its path has some of its own.
fn own_servers<'a>(document: &Document<'a>, operation: &Operation<'a>) -> Option<Cursor<'a>> {
    let item = || document.root.get("paths")?.get(operation.path)?.get("servers");
    operation.at.get("servers").or_else(item)
}

/// Returns the parameters of an operation, those of the path by their position in it: a server does not see their names.
fn keyed<'a>(operation: &Operation<'a>) -> Vec<(Key, Cursor<'a>)> {
    let path: HashMap<&str, usize> = operation
        .path
        .split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .enumerate()
        .map(|(at, name)| (name, at))
        .collect();
    let parameters = operation.parameters.iter().map(|(_, parameter)| parameter);
    let keyed = parameters.map(|parameter| {
        let (kind, name) = (parameter.text_of("in").unwrap_or_default(), name(parameter));
        let key = match (kind, path.get(name.as_str())) {
            ("path", Some(at)) => at.to_string(),
            ("header", _) => name.to_lowercase(),
            _ => name,
        };
        ((kind.to_owned(), key), parameter.clone())
    });
    keyed.collect()
}

fn name(parameter: &Cursor<'_>) -> String {
    parameter.text_of("name").unwrap_or_default().to_owned()
}

/// Returns whether case does not matter in the parameter's name.
fn is_header(parameter: &Cursor<'_>) -> bool {
    parameter.text_of("in") == Some("header")
}

/// Returns how a parameter is written, with what holds where nothing is said.
fn styles(parameter: &Cursor<'_>) -> [(&'static str, String); 4] {
    let kind = parameter.text_of("in").unwrap_or_default();
    let usual = if matches!(kind, "query" | "cookie") { "form" } else { "simple" };
    let style = parameter.text_of("style").unwrap_or(usual);
    let explode = parameter.node.boolean_of("explode").unwrap_or(style == "form");
    [
        ("style", style.to_owned()),
        ("explode", explode.to_string()),
        ("allowReserved", parameter.flag("allowReserved").to_string()),
        ("allowEmptyValue", parameter.flag("allowEmptyValue").to_string()),
    ]
}

/// Returns a media type without its parameters and case.
fn media_type(name: &str) -> String {
    name.split(';').next().unwrap_or_default().trim().to_lowercase()
}

/// Returns the response that describes a status which is not listed: that of its range, or the default. A success has
/// only its range.
fn covering<'a>(responses: &[(&'a str, Cursor<'a>)], status: &str) -> Option<Cursor<'a>> {
    let class = status.chars().next()?;
    let range = format!("{class}XX");
    let find = |wanted: &str| responses.iter().find(|(status, _)| status.eq_ignore_ascii_case(wanted));
    let is_range = status.eq_ignore_ascii_case(&range);
    let found = if is_range { None } else { find(&range) };
    let found = found.or_else(|| find("default").filter(|_| matches!(class, '4' | '5')));
    found.map(|(_, response)| response.clone())
}
