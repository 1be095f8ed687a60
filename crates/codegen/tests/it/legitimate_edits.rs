//! Legitimate edits pass: a check finds no error, and code is generated. `tests/own_spec.rs` tests that the code
//! compiles and sends what the spec says, because that needs a compiler.

use metastudio_voice_codegen::{Contract, Source, generate};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::edits::edits;

fn edit_at_random(cases: u32, most: usize) {
    let config = ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 32, ..ProptestConfig::default() };
    let held = TestRunner::new(config).run(&edits(most), |edits| {
        let report = generate(Source::new("spec.yaml", edits.spec()), Contract::CLIENT);
        prop_assert!(!report.has_errors() && report.code().is_some(), "{}", report.to_text(false));
        // No suffix that keeps names apart remains.
        let code = report.code().unwrap_or_default().to_lowercase();
        prop_assert!(["mvschema", "mvoperation", "mvparameter"].iter().all(|suffix| !code.contains(suffix)));
        Ok(())
    });
    if let Err(failure) = held {
        panic!("{failure}");
    }
}

/// F1 to F5: names of Rust and of this crate, every style and every body.
#[test]
fn legitimate_edits_of_the_spec_have_no_errors_and_make_code() {
    edit_at_random(3, 16);
}

#[test]
#[ignore = "slow: generates from 24 specs, or from as many as PROPTEST_CASES says"]
fn many_legitimate_edits_of_the_spec_have_no_errors_and_make_code() {
    edit_at_random(std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24), 48);
}
