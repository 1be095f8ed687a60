//! All checks by their codes, in groups of a hundred.

mod contract;
mod document;
mod exchange;
mod extension;
mod file;
mod generator;
mod operation;
mod read_side;
mod reference;
mod schema;
mod structure;

use super::Code;

/// Defines the checks of a group, and `ALL`, the list of them.
macro_rules! codes {
    ($($name:ident = $id:literal $class:ident $title:literal: $explanation:literal;)+) => {
        $(pub(crate) static $name: $crate::diagnostic::Code = $crate::diagnostic::Code {
            id: $id,
            class: $crate::diagnostic::Class::$class,
            title: $title,
            explanation: $explanation,
        };)+
        pub(super) static ALL: &[&$crate::diagnostic::Code] = &[$(&$name),+];
    };
}
use codes;

pub(crate) use {
    contract::*, document::*, exchange::*, extension::*, file::*, generator::*, operation::*, read_side::*,
    reference::*, schema::*, structure::*,
};

/// The groups, in the order of their codes.
pub(super) static GROUPS: [&[&Code]; 11] = [
    file::ALL,
    structure::ALL,
    reference::ALL,
    operation::ALL,
    exchange::ALL,
    schema::ALL,
    read_side::ALL,
    extension::ALL,
    document::ALL,
    contract::ALL,
    generator::ALL,
];
