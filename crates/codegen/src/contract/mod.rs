//! The contract between the spec and the client: all that the hand-written modules of the client use of the spec.
//!
//! If a spec lacks one of these, a finding names it and the module, instead of a type error deep inside the client. A
//! test builds the client with a spec that has nothing else, so the list is known to be complete.

mod client;

/// The requirements that a client places on its spec.
#[derive(Clone, Copy, Debug)]
pub struct Contract {
    pub(crate) requirements: &'static [Requirement],
}

/// A module of the client's source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Module {
    /// The module `http`, which makes calls.
    Http,
    /// The module `training`, which turns a recording into a voice.
    Training,
}

impl Module {
    /// Returns the name of the module, and its duty.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Http => "the module `http` (how a call is made)",
            Self::Training => "the module `training` (from a recording to a voice)",
        }
    }
}

/// A requirement that a module places on the spec.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Requirement {
    /// An operation, the parameters that the module sets, and the schemas of its body and response.
    Operation {
        /// The `operationId`.
        id: &'static str,
        /// The parameters that the module sets, besides the project id.
        parameters: &'static [&'static str],
        /// The schema of the request body.
        body: Option<&'static str>,
        /// The schema of the success response.
        response: Option<&'static str>,
        /// The module that calls it.
        module: Module,
    },
    /// The list of an operation as a stream (`x-pagination`).
    Stream {
        /// The `operationId`.
        id: &'static str,
        /// The module that reads it.
        module: Module,
    },
    /// The properties of an object schema.
    Fields {
        /// The schema.
        schema: &'static str,
        /// Each property with its type: a schema's name, or `string`, `integer` or `boolean` without limits, or a list
        /// of one of them, with `[]`. A `!` marks a required property.
        fields: &'static [(&'static str, &'static str)],
        /// The module that uses them.
        module: Module,
    },
    /// Values of an open enum.
    Values {
        /// The schema.
        schema: &'static str,
        /// The values, as on the wire.
        values: &'static [&'static str],
        /// The module that names them.
        module: Module,
    },
    /// A schema that is a string with limits, so that it becomes a type that checks these limits.
    Text {
        /// The schema.
        schema: &'static str,
        /// The module that names it.
        module: Module,
    },
}

impl Contract {
    /// The contract without requirements, which every spec fulfils.
    pub const NONE: Self = Self { requirements: &[] };

    /// The contract of metastudio-voice.
    pub const CLIENT: Self = Self { requirements: client::REQUIREMENTS };

    /// Returns all requirements.
    pub fn requirements(self) -> &'static [Requirement] {
        self.requirements
    }
}
