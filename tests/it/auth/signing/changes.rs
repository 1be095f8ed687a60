//! Changes of a request that change the signature, and those that do not.

use proptest::prelude::*;
use proptest::sample::Index;

use super::{TestRequest, config, random};

/// Returns a place in a text where a character can be inserted.
fn place(text: &str, index: Index) -> usize {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    places[index.index(places.len())]
}

fn is(name: &str, other: &str) -> bool {
    name.eq_ignore_ascii_case(other)
}

fn without(request: &TestRequest, unwanted: &str) -> TestRequest {
    request.but(|request| request.headers.retain(|(name, _)| !is(name, unwanted)))
}

fn signed(name: &str) -> bool {
    !name.contains('_') && !is(name, "authorization")
}

/// A request, and an equivalent one with another order and case of headers and query parameters.
fn equivalents() -> impl Strategy<Value = (TestRequest, TestRequest)> {
    random::request().prop_flat_map(|request| {
        let parameters: Vec<String> = request.query.split('&').map(str::to_owned).collect();
        let orders = (Just(request.headers.clone()).prop_shuffle(), Just(parameters).prop_shuffle());
        (Just(request), orders, any::<[bool; 4]>()).prop_map(|(request, (headers, parameters), how)| {
            let other = request.but(|other| {
                other.headers = headers;
                other.query = parameters.join("&");
                for (name, value) in &mut other.headers {
                    *name = if how[0] { name.to_ascii_uppercase() } else { name.to_ascii_lowercase() };
                    if how[1] {
                        *value = format!(" \t{value} ");
                    }
                }
                if how[2] {
                    other.method = other.method.to_ascii_lowercase();
                }
                // The canonical path ends in a slash already if the last character is an encoded one.
                if how[3] && !other.path.ends_with(['/', 'F', 'f']) {
                    other.path.push('/');
                }
            });
            (request, other)
        })
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn order_case_and_surrounding_spaces_do_not_change_the_signature((request, other) in equivalents()) {
        prop_assert_eq!(other.sign().canonical_request, request.sign().canonical_request);
        prop_assert_eq!(other.signature(), request.signature());
    }

    #[test]
    fn every_change_of_the_body_changes_the_signature(request in random::request(), index: Index, bits in 1_u8..) {
        let request = without(&request, "x-sdk-content-sha256");
        let longer = request.but(|request| request.body.push(bits));
        prop_assert_ne!(longer.signature(), request.signature());
        if !request.body.is_empty() {
            let flipped = request.but(|request| *index.get_mut(&mut request.body) ^= bits);
            prop_assert_ne!(flipped.signature(), request.signature());
            let shorter = request.but(|request| request.body.truncate(request.body.len() - 1));
            prop_assert_ne!(shorter.signature(), request.signature());
        }
    }

    /// The header counts if there is a body.
    #[test]
    fn a_declared_hash_replaces_that_of_the_body(request in random::request(), other in any::<[u8; 4]>()) {
        let request = without(&request, "x-sdk-content-sha256");
        let declared = |hash: &str| request.but(|request| {
            request.headers.push(("X-Sdk-Content-Sha256".to_owned(), hash.to_owned()));
            request.body = b"body".to_vec();
        });
        let first = declared("UNSIGNED-PAYLOAD");
        prop_assert_eq!(first.but(|first| first.body = other.to_vec()).signature(), first.signature());
        prop_assert_ne!(first.but(|first| first.body.clear()).signature(), first.signature());
        prop_assert_ne!(declared("another").signature(), first.signature());
        // A header without a value declares nothing.
        let empty = declared(" ");
        prop_assert_ne!(empty.but(|empty| empty.body.push(b'!')).signature(), empty.signature());
    }

    #[test]
    fn every_change_of_method_date_and_secret_changes_the_signature(
        request in random::request(),
        date in random::date(),
        index: Index,
    ) {
        let method = request.but(|request| request.method.push('x'));
        let secret = request.but(|request| request.secret.insert(place(&request.secret, index), '!'));
        for other in [method, secret] {
            prop_assert_ne!(other.signature(), request.signature());
        }
        // The header stays as it was: the date itself counts.
        prop_assume!(date != request.date);
        prop_assert_ne!(request.but(|request| request.date = date).signature(), request.signature());
    }

    /// A `q` is no hexadecimal digit, so one more does not turn a percent-encoding into another.
    #[test]
    fn every_change_of_path_and_query_changes_the_signature(request in random::request(), index: Index) {
        let path = request.but(|request| request.path.insert(place(&request.path, index), 'q'));
        let slash = request.but(|request| request.path.insert(0, '/'));
        let query = request.but(|request| request.query.insert(place(&request.query, index), 'q'));
        let parameter = request.but(|request| request.query.push_str("&="));
        for other in [path, slash, query, parameter] {
            prop_assert_ne!(other.signature(), request.signature(), "{:?}", other);
        }
    }

    #[test]
    fn a_change_of_a_signed_header_and_of_no_other_changes_the_signature(
        request in random::request(),
        index: Index,
        value in random::value(),
    ) {
        let at = index.index(request.headers.len());
        let (name, old) = &request.headers[at];
        let same = !signed(name) || value.trim() == old.trim();
        let changed = request.but(|request| request.headers[at].1 = value.clone());
        prop_assert_eq!(changed.signature() == request.signature(), same, "{}: {:?}", name, value);
        let removed = request.but(|request| drop(request.headers.remove(at)));
        prop_assert_eq!(removed.signature() == request.signature(), !signed(name), "{}", name);
    }

    /// AWS's signature would treat them as one space.
    #[test]
    fn each_space_inside_a_value_changes_the_signature(request in random::request(), spaces in 1_usize..5) {
        let with = |value: String| request.but(|request| request.headers.push(("x-spaces".to_owned(), value)));
        let [fewer, more] = [spaces, spaces + 1].map(|n| with(format!("a{}b", " ".repeat(n))));
        prop_assert_ne!(fewer.signature(), more.signature());
    }

    #[test]
    fn a_plus_in_the_query_is_a_space_and_an_encoded_one_is_not(request in random::request()) {
        let with = |parameter: &str| request.but(|request| request.query = format!("a&{parameter}&b=")).signature();
        prop_assert_eq!(with("k=1+2"), with("k=1%202"));
        prop_assert_ne!(with("k=1+2"), with("k=1%2B2"));
        prop_assert_eq!(with("k"), with("k="));
    }
}
