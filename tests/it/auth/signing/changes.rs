//! What changes the signature, and what must not.

use proptest::prelude::*;
use proptest::sample::Index;

use super::{Asked, config, random};

/// Where a character can be put into a text.
fn place(text: &str, index: Index) -> usize {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    places[index.index(places.len())]
}

fn is(name: &str, wanted: &str) -> bool {
    name.eq_ignore_ascii_case(wanted)
}

fn without(asked: &Asked, unwanted: &str) -> Asked {
    asked.but(|asked| asked.headers.retain(|(name, _)| !is(name, unwanted)))
}

fn signed(name: &str) -> bool {
    !name.contains('_') && !is(name, "authorization")
}

/// A request, and the same one with headers, query parameters and names put differently.
fn put_differently() -> impl Strategy<Value = (Asked, Asked)> {
    random::request().prop_flat_map(|asked| {
        let parameters: Vec<String> = asked.query.split('&').map(str::to_owned).collect();
        let orders = (Just(asked.headers.clone()).prop_shuffle(), Just(parameters).prop_shuffle());
        (Just(asked), orders, any::<[bool; 4]>()).prop_map(|(asked, (headers, parameters), how)| {
            let other = asked.but(|other| {
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
                // It has one already if the last character is an encoded slash.
                if how[3] && !other.path.ends_with(['/', 'F', 'f']) {
                    other.path.push('/');
                }
            });
            (asked, other)
        })
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn order_case_and_surrounding_spaces_do_not_matter((asked, other) in put_differently()) {
        prop_assert_eq!(other.sign().canonical_request, asked.sign().canonical_request);
        prop_assert_eq!(other.signature(), asked.signature());
    }

    #[test]
    fn every_change_of_the_body_changes_it(asked in random::request(), index: Index, bits in 1_u8..) {
        let asked = without(&asked, "x-sdk-content-sha256");
        let longer = asked.but(|asked| asked.body.push(bits));
        prop_assert_ne!(longer.signature(), asked.signature());
        if !asked.body.is_empty() {
            let flipped = asked.but(|asked| *index.get_mut(&mut asked.body) ^= bits);
            prop_assert_ne!(flipped.signature(), asked.signature());
            let shorter = asked.but(|asked| asked.body.truncate(asked.body.len() - 1));
            prop_assert_ne!(shorter.signature(), asked.signature());
        }
    }

    /// Then it is the header that counts, as far as there is a body.
    #[test]
    fn a_declared_hash_stands_for_the_body(asked in random::request(), other in any::<[u8; 4]>()) {
        let asked = without(&asked, "x-sdk-content-sha256");
        let declared = |hash: &str| asked.but(|asked| {
            asked.headers.push(("X-Sdk-Content-Sha256".to_owned(), hash.to_owned()));
            asked.body = b"body".to_vec();
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
    fn every_change_of_method_date_and_secret_changes_it(asked in random::request(), date in random::date(), index: Index) {
        let method = asked.but(|asked| asked.method.push('x'));
        let secret = asked.but(|asked| asked.secret.insert(place(&asked.secret, index), '!'));
        for other in [method, secret] {
            prop_assert_ne!(other.signature(), asked.signature());
        }
        // With the header as it was: the date counts by itself.
        prop_assume!(date != asked.date);
        prop_assert_ne!(asked.but(|asked| asked.date = date).signature(), asked.signature());
    }

    /// A `q` is no hexadecimal digit: one more makes no percent-encoding into another.
    #[test]
    fn every_change_of_path_and_query_changes_it(asked in random::request(), index: Index) {
        let path = asked.but(|asked| asked.path.insert(place(&asked.path, index), 'q'));
        let slash = asked.but(|asked| asked.path.insert(0, '/'));
        let query = asked.but(|asked| asked.query.insert(place(&asked.query, index), 'q'));
        let parameter = asked.but(|asked| asked.query.push_str("&="));
        for other in [path, slash, query, parameter] {
            prop_assert_ne!(other.signature(), asked.signature(), "{:?}", other);
        }
    }

    #[test]
    fn a_signed_header_counts_and_no_other(asked in random::request(), index: Index, value in random::value()) {
        let at = index.index(asked.headers.len());
        let (name, old) = &asked.headers[at];
        let same = !signed(name) || value.trim() == old.trim();
        let changed = asked.but(|asked| asked.headers[at].1 = value.clone());
        prop_assert_eq!(changed.signature() == asked.signature(), same, "{}: {:?}", name, value);
        let removed = asked.but(|asked| drop(asked.headers.remove(at)));
        prop_assert_eq!(removed.signature() == asked.signature(), !signed(name), "{}", name);
    }

    /// AWS's signature would make one space of them.
    #[test]
    fn spaces_inside_a_value_count(asked in random::request(), spaces in 1_usize..5) {
        let with = |value: String| asked.but(|asked| asked.headers.push(("x-spaces".to_owned(), value)));
        let [fewer, more] = [spaces, spaces + 1].map(|n| with(format!("a{}b", " ".repeat(n))));
        prop_assert_ne!(fewer.signature(), more.signature());
    }

    #[test]
    fn a_plus_in_the_query_is_a_space_and_an_encoded_one_is_not(asked in random::request()) {
        let with = |parameter: &str| asked.but(|asked| asked.query = format!("a&{parameter}&b=")).signature();
        prop_assert_eq!(with("k=1+2"), with("k=1%202"));
        prop_assert_ne!(with("k=1+2"), with("k=1%2B2"));
        prop_assert_eq!(with("k"), with("k="));
    }
}
