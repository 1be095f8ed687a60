//! The kind of value that OpenAPI or an extension asks for at a place, found by the keys that lead there.

use metastudio_voice_codegen::extension::{self, Extension, Form};
use metastudio_voice_codegen::openapi::{self, OPENAPI, Object, Others, Shape};

use super::texts;

/// A step from a map or list to what it contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Item(usize),
}

/// The kind of a value.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// A part of OpenAPI.
    Shape(&'static Shape),
    /// A part of an extension.
    Form(&'static Form),
    /// The target of a `$ref` to an object of this kind.
    Target(&'static Object),
    /// Anything.
    Any,
}

/// The declaration of a key.
#[derive(Clone, Copy)]
pub(super) enum Declared {
    /// A key that an object of OpenAPI has.
    Key(&'static Object, &'static openapi::Key),
    /// `$ref` in place of such an object.
    Reference(&'static Object),
    /// An extension.
    Extension(&'static Extension),
    /// A key in the value of an extension.
    Part(&'static extension::Key),
    /// A name that the spec chooses, or nothing that is known.
    Name,
}

/// The kind of the whole file.
static FILE: Shape = Shape::Object(&OPENAPI);

impl Kind {
    /// Returns the kind of the whole file.
    pub(super) fn file() -> Self {
        Self::Shape(&FILE)
    }

    /// Returns the kind of the value to which these steps lead from the whole file.
    pub(super) fn at(path: &[Step]) -> Self {
        path.iter().fold(Self::file(), |kind, step| match step {
            Step::Key(name) => kind.key(name).1,
            Step::Item(_) => kind.item(),
        })
    }

    /// Returns the declaration of a key in a map of this kind, and the kind of its value.
    pub(super) fn key(self, name: &str) -> (Declared, Self) {
        match self {
            Self::Shape(Shape::Map(shape) | Shape::Components(shape)) => (Declared::Name, Self::Shape(shape)),
            Self::Shape(Shape::Reference(object) | Shape::BooleanOr(object)) if name == "$ref" => {
                (Declared::Reference(object), Self::Target(object))
            }
            Self::Shape(Shape::Object(object) | Shape::Reference(object) | Shape::BooleanOr(object)) => {
                of_object(object, name)
            }
            Self::Form(Form::Map(form)) => (Declared::Name, Self::Form(form)),
            Self::Form(Form::Keys(keys)) => match keys.iter().find(|key| key.name == name) {
                Some(key) => (Declared::Part(key), Self::Form(&key.form)),
                None => (Declared::Name, Self::Any),
            },
            _ => (Declared::Name, Self::Any),
        }
    }

    /// Returns the kind of the items of a list of this kind.
    pub(super) fn item(self) -> Self {
        match self {
            Self::Shape(Shape::List(shape)) => Self::Shape(shape),
            Self::Form(Form::List(form)) => Self::Form(form),
            _ => Self::Any,
        }
    }

    /// Returns the object of OpenAPI that a map of this kind is.
    pub(super) fn object(self) -> Option<&'static Object> {
        match self {
            Self::Shape(Shape::Object(object) | Shape::Reference(object) | Shape::BooleanOr(object)) => Some(object),
            _ => None,
        }
    }

    /// Returns whether a `$ref` may stand in place of the value.
    pub(super) fn may_refer(self) -> bool {
        matches!(self, Self::Shape(Shape::Reference(_) | Shape::BooleanOr(_)))
    }

    /// Returns whether the value is a map whose keys are known, at least in part.
    pub(super) fn is_map(self) -> bool {
        self.object().is_some()
            || matches!(
                self,
                Self::Shape(Shape::Map(_) | Shape::Components(_)) | Self::Form(Form::Keys(_) | Form::Map(_))
            )
    }

    /// Returns whether the value is a list.
    pub(super) fn is_list(self) -> bool {
        matches!(self, Self::Shape(Shape::List(_)) | Self::Form(Form::List(_)))
    }

    /// Returns the kind of the value of a key in words.
    pub(super) fn words_for_key(self, required: bool) -> String {
        match required {
            true => texts::REQUIRED.with(&[("kind", &self.words())]),
            false => self.words(),
        }
    }

    /// Returns the kind in words, such as "a list; each item is a Tag object".
    pub(super) fn words(self) -> String {
        match self {
            Self::Shape(shape) => shape_in_words(shape),
            Self::Form(form) => form_in_words(form),
            Self::Target(object) => texts::A_REFERENCE.with(&[("object", &texts::object(object))]),
            Self::Any => texts::ANYTHING.to_string(),
        }
    }
}

fn of_object(object: &'static Object, name: &str) -> (Declared, Kind) {
    if let Some(key) = object.keys.iter().find(|key| key.name == name) {
        return (Declared::Key(object, key), Kind::Shape(&key.shape));
    }
    match object.others {
        Others::Names(shape) => (Declared::Name, Kind::Shape(shape)),
        _ if name.starts_with("x-") => match extension::ALL.iter().find(|known| known.name == name) {
            Some(known) => (Declared::Extension(known), Kind::Form(&known.form)),
            None => (Declared::Name, Kind::Any),
        },
        Others::Paths => (Declared::Name, Kind::Shape(&openapi::PATH)),
        Others::Statuses => (Declared::Name, Kind::Shape(&openapi::STATUS)),
        Others::Extensions => (Declared::Name, Kind::Any),
    }
}

fn shape_in_words(shape: &Shape) -> String {
    match shape {
        Shape::Text => texts::A_STRING.to_string(),
        Shape::Boolean => texts::A_BOOLEAN.to_string(),
        Shape::Size => texts::A_SIZE.to_string(),
        Shape::Number => texts::A_NUMBER.to_string(),
        Shape::Any => texts::ANYTHING.to_string(),
        Shape::Choice(choices) => one_of(choices),
        Shape::Object(object) => texts::object(object),
        Shape::Reference(object) => texts::OR_REFERENCE.with(&[("object", &texts::object(object))]),
        Shape::BooleanOr(object) => texts::BOOLEAN_OR.with(&[("object", &texts::object(object))]),
        Shape::List(shape) => texts::A_LIST.with(&[("value", &shape_in_words(shape))]),
        Shape::Map(shape) => texts::A_MAP.with(&[("value", &shape_in_words(shape))]),
        Shape::Components(shape) => texts::A_MAP_OF_NAMES.with(&[("value", &shape_in_words(shape))]),
    }
}

fn form_in_words(form: &Form) -> String {
    match form {
        Form::Flag => texts::A_BOOLEAN.to_string(),
        Form::Text => texts::A_STRING.to_string(),
        Form::Choice(values) => one_of(&values.iter().map(|(name, _)| *name).collect::<Vec<_>>()),
        Form::Integer(_, what) => (*what).to_owned(),
        Form::List(form) => texts::A_LIST.with(&[("value", &form_in_words(form))]),
        Form::Map(form) => texts::A_MAP.with(&[("value", &form_in_words(form))]),
        Form::Keys(keys) => {
            let names = keys.iter().map(|key| match (format!("`{}`", key.name), key.required) {
                (name, true) => name,
                (name, false) => texts::OPTIONAL.with(&[("key", &name)]),
            });
            texts::A_MAP_WITH.with(&[("keys", &names.collect::<Vec<_>>().join(", "))])
        }
    }
}

fn one_of(values: &[&str]) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    match values.split_last() {
        Some((last, others)) if !others.is_empty() => {
            texts::ONE_OF.with(&[("first", &others.join(", ")), ("last", last)])
        }
        _ => values.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Kind {
        let steps = path.split('/').filter(|step| !step.is_empty()).map(|step| match step.parse() {
            Ok(item) => Step::Item(item),
            Err(_) => Step::Key(step.replace('~', "/")),
        });
        Kind::at(&steps.collect::<Vec<_>>())
    }

    #[test]
    fn the_kind_of_a_value_follows_from_the_keys_that_lead_to_it() {
        let cases = [
            ("", "an OpenAPI object"),
            ("paths/~things/get", "an Operation object"),
            ("paths/~things/get/parameters/0/in", "`path`, `query`, `header` or `cookie`"),
            ("paths/~things/get/responses/4XX", "a Response object, or a `$ref` to one"),
            ("paths/~things/get/tags", "a list; each item is a string"),
            ("components/schemas/A/properties/b/additionalProperties/$ref", "a reference to a Schema object"),
            ("components/schemas/A/x-extensible-enum", "`true` or `false`"),
            ("components/schemas/A/example/type", "any value"),
            ("x-error-codes/0/codes/A.1/status", "a list; each item is the status of an error response"),
            (
                "x-error-codes/0/x-source",
                "a map with the keys `page` (optional), `artefact` (optional), `date`, `note` (optional)",
            ),
            ("x-of-others/type", "any value"),
        ];
        for (path, words) in cases {
            assert_eq!(at(path).words(), words, "{path}");
        }
    }
}
