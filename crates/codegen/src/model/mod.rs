//! OpenAPI 3.0.3 as data: its objects, the keys of each object, and the shape of each key's value.
//!
//! [`crate::walk`] checks a file against it. The tables follow the specification's own order and names.

mod exchange;
mod root;
mod schema;
mod security;
mod since_3_1;

pub(crate) use exchange::{HEADER, LINK, MEDIA_TYPE, OPERATION, PARAMETER, REQUEST_BODY, RESPONSE};
pub(crate) use root::{COMPONENTS, OPENAPI, PATH, SERVER, STATUS};
pub(crate) use schema::SCHEMA;
pub(crate) use security::SECURITY_SCHEME;
pub(crate) use since_3_1::instead;

/// The keys of a path item that hold operations.
pub(crate) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// A kind of object in OpenAPI.
pub(crate) struct Object {
    /// The name in the specification, without "Object".
    pub(crate) name: &'static str,
    pub(crate) keys: &'static [Key],
    /// The other keys that the object may have.
    pub(crate) others: Others,
}

impl Object {
    /// Returns the name with its article.
    pub(crate) fn a(&self) -> String {
        let article = if self.name.starts_with(['A', 'E', 'I', 'O', 'X']) { "an" } else { "a" };
        format!("{article} {} object", self.name)
    }
}

/// A key of an object.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
}

/// The keys of an object that the specification does not name one by one.
pub(crate) enum Others {
    /// Only extensions.
    Extensions,
    /// Paths, which begin with a slash.
    Paths,
    /// Statuses.
    Statuses,
    /// Any name, also one that begins with `x-`.
    Names(&'static Shape),
}

/// The shape of a value.
pub(crate) enum Shape {
    Text,
    Boolean,
    /// A length or a count: an integer that is not negative.
    Size,
    Number,
    /// Anything, such as an example.
    Any,
    /// One of these strings.
    Choice(&'static [&'static str]),
    Object(&'static Object),
    /// The object, or a reference to one.
    Reference(&'static Object),
    /// A boolean, or the object, or a reference to one.
    BooleanOr(&'static Object),
    List(&'static Shape),
    Map(&'static Shape),
    /// A map of components, whose names consist of letters, digits, dots, hyphens and underscores.
    Components(&'static Shape),
}

const fn key(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, required: false }
}

const fn required(name: &'static str, shape: Shape) -> Key {
    Key { name, shape, required: true }
}

impl PartialEq for &'static Object {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(*self, *other)
    }
}
