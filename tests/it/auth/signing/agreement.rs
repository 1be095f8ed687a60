//! Both implementations compute the same signature.

use metastudio_voice::auth::sign::canonical_query;
use proptest::prelude::*;

use super::{config, naive, random};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_naive_implementation_of_the_rules_gives_the_same_signature(request in random::request()) {
        let signed = request.sign();
        prop_assert_eq!(&signed.canonical_request, &naive::canonical_request(&request));
        prop_assert_eq!(&signed.string_to_sign, &naive::string_to_sign(&request));
        prop_assert_eq!(&signed.signature, &naive::signature(&request));
        let names = signed.canonical_request.lines().rev().nth(1);
        prop_assert_eq!(Some(&*signed.signed_headers), names);
    }

    #[test]
    fn a_naive_implementation_of_the_rules_gives_the_same_query(query in random::query()) {
        prop_assert_eq!(canonical_query(&query), naive::query(&query));
    }

    /// A client may send the canonical form; the gateway that canonicalizes it must not get another.
    #[test]
    fn the_canonical_form_of_a_canonical_query_is_itself(query in random::query()) {
        let once = canonical_query(&query);
        prop_assert_eq!(canonical_query(&once), once);
    }
}
