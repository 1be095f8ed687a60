//! The JSON of a temporary key, as IAM and the metadata service write it.

use serde_json::{Value, json};

use crate::state::clock::timestamp;
use crate::state::identity::AccessKey;

pub(crate) fn credential(key: &AccessKey) -> Value {
    json!({ "credential": {
        "access": key.id,
        "secret": key.secret,
        "securitytoken": key.security_token,
        "expires_at": key.expires_at.map(timestamp),
    }})
}
