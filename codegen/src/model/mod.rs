//! OpenAPI 3.0.3 as data: which objects there are, which keys each has, and what a key's value is.
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

/// The methods under which a path keeps its operations.
pub(crate) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// A kind of object.
pub(crate) struct Object {
    /// Its name in the specification, without "Object".
    pub(crate) name: &'static str,
    pub(crate) keys: &'static [Key],
    /// What other keys there may be.
    pub(crate) others: Others,
}

impl Object {
    /// The name with its article.
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

/// Keys that the specification does not name one by one.
pub(crate) enum Others {
    /// None but extensions.
    Extensions,
    /// Paths, which begin with a slash.
    Paths,
    /// Statuses.
    Statuses,
    /// Any name; not even extensions are told apart.
    Names(&'static Shape),
}

/// What a value is.
pub(crate) enum Shape {
    Text,
    Boolean,
    /// A length or a count.
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
    /// Names of components of a kind: letters, digits, dots, hyphens, underscores.
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
