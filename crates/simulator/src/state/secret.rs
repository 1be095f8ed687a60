//! Generates secrets that look random and are the same in every run.

use sha2::{Digest, Sha256};

/// The alphabet of tokens: base64 with `-` for `/`, as in Huawei's own.
const TOKEN: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
/// The alphabet of access key ids.
const ID: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
/// The alphabet of secret keys.
const SECRET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Generates a token of this length. It begins as CMS does in base64.
pub(super) fn token(number: u64, length: usize) -> String {
    let rest = text("token", number, TOKEN, length.saturating_sub(3));
    format!("MII{rest}")
}

/// Generates the id of an access key.
pub(super) fn access_key(number: u64) -> String {
    text("access key", number, ID, 20)
}

/// Generates a secret key.
pub(super) fn secret_key(number: u64) -> String {
    text("secret key", number, SECRET, 40)
}

/// Generates the token of a temporary key.
pub(super) fn security_token(number: u64) -> String {
    text("security token", number, TOKEN, 320)
}

/// Generates a token of the metadata service.
pub(super) fn metadata_token(number: u64) -> String {
    text("metadata token", number, SECRET, 56)
}

/// Generates an id of 32 hexadecimal digits for the thing with this name.
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
    fn generated_secrets_are_unique_and_the_same_in_every_run() {
        let all = |number| [token(number, 32), access_key(number), secret_key(number), security_token(number)];
        let different: HashSet<String> = (0..1000).flat_map(all).collect();
        assert_eq!(different.len(), 4000);
        assert_eq!(all(7), all(7));
        assert!(token(1, 100).starts_with(&token(1, 32)));
    }
}
