use crate::case::{Case, case};

pub(crate) const CASES: &[Case] = &[case("MV1101", &[("", "")])];
