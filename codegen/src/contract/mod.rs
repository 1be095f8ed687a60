//! What the hand-written rooms of the client use of the spec, declared in one place.
//!
//! A spec that lacks one of these gets a finding that names it and the module, instead of a type error deep inside the
//! client. A test generates from a spec that has nothing else and builds the client with it, so the list is complete.

mod client;

/// What a client needs of its spec.
#[derive(Clone, Copy, Debug)]
pub struct Contract {
    pub(crate) requirements: &'static [Requirement],
}

/// A room of the client's source, with what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Module {
    /// How a call is made.
    Transport,
    /// From a recording to a voice.
    Training,
}

impl Module {
    /// The folder, and what it does.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Transport => "src/transport (how a call is made)",
            Self::Training => "src/training (from a recording to a voice)",
        }
    }
}

/// One thing that a module uses.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Requirement {
    /// The operation, its parameters that are set, and the schemas of body and answer.
    Operation {
        /// The `operationId`.
        id: &'static str,
        /// The parameters that are set, besides the project id.
        parameters: &'static [&'static str],
        /// The schema of the request body.
        body: Option<&'static str>,
        /// The schema of the answer to a success.
        response: Option<&'static str>,
        /// Who calls it.
        module: Module,
    },
    /// The operation's list as a stream (`x-pagination`).
    Stream {
        /// The `operationId`.
        id: &'static str,
        /// Who goes through it.
        module: Module,
    },
    /// The properties of an object schema.
    Fields {
        /// The schema.
        schema: &'static str,
        /// Property and type: a schema's name, `string`, `integer` or `boolean`, which have no limits then, or one of
        /// them with `[]`; with `!` when the property is required.
        fields: &'static [(&'static str, &'static str)],
        /// Who uses them.
        module: Module,
    },
    /// Values of an open enum.
    Values {
        /// The schema.
        schema: &'static str,
        /// The values, as on the wire.
        values: &'static [&'static str],
        /// Who names them.
        module: Module,
    },
    /// A schema that is a string with limits, so that it becomes a type that checks them.
    Text {
        /// The schema.
        schema: &'static str,
        /// Who names it.
        module: Module,
    },
}

impl Contract {
    /// Nothing: any spec will do.
    pub const NONE: Self = Self { requirements: &[] };

    /// What metastudio-voice uses.
    pub const CLIENT: Self = Self { requirements: client::REQUIREMENTS };

    /// Each thing that is used.
    pub fn requirements(self) -> &'static [Requirement] {
        self.requirements
    }
}
