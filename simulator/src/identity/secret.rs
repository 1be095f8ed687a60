//! Makes secrets that look random and are the same in every run.

use sha2::{Digest, Sha256};

/// What tokens are made of: base64 with `-` for `/`, as in Huawei's own.
const TOKEN: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
/// What access key ids are made of.
const ID: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
/// What secret keys are made of.
const SECRET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A token of this length, which begins as CMS does in base64.
pub(super) fn token(number: u64, length: usize) -> String {
    let rest = text("token", number, TOKEN, length.saturating_sub(3));
    format!("MII{rest}")
}

/// The id of an access key.
pub(super) fn access_key(number: u64) -> String {
    text("access key", number, ID, 20)
}

/// A secret key.
pub(super) fn secret_key(number: u64) -> String {
    text("secret key", number, SECRET, 40)
}

/// The token of a temporary key.
pub(super) fn security_token(number: u64) -> String {
    text("security token", number, TOKEN, 320)
}

/// A token of the metadata service.
pub(crate) fn metadata_token(number: u64) -> String {
    text("metadata token", number, SECRET, 56)
}

/// An id of 32 hexadecimal digits, by what it is the id of.
pub(super) fn id(of: &str) -> String {
    text(of, 0, b"0123456789abcdef", 32)
}

fn text(purpose: &str, number: u64, alphabet: &[u8], length: usize) -> String {
    let blocks = (0_u64..).flat_map(|block| Sha256::digest(format!("{purpose} {number} {block}")));
    let pick = |byte: u8| alphabet.get(usize::from(byte) % alphabet.len()).map_or('0', |&byte| char::from(byte));
    blocks.take(length).map(pick).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_are_alike_and_every_run_has_the_same() {
        let all = |number| [token(number, 32), access_key(number), secret_key(number), security_token(number)];
        let different: HashSet<String> = (0..1000).flat_map(all).collect();
        assert_eq!(different.len(), 4000);
        assert_eq!(all(7), all(7));
        assert!(token(1, 100).starts_with(&token(1, 32)));
    }
}
