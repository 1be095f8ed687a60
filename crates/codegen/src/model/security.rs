//! Security schemes: how callers authenticate.

use super::root::DESCRIPTION;
use super::{Object, Others, Shape, key, required};

pub(crate) static SECURITY_SCHEME: Object = Object {
    name: "Security Scheme",
    keys: &[
        required("type", Shape::Choice(&["apiKey", "http", "oauth2", "openIdConnect"])),
        DESCRIPTION,
        key("name", Shape::Text),
        key("in", Shape::Choice(&["query", "header", "cookie"])),
        key("scheme", Shape::Text),
        key("bearerFormat", Shape::Text),
        key("flows", Shape::Object(&FLOWS)),
        key("openIdConnectUrl", Shape::Text),
    ],
    others: Others::Extensions,
};

static FLOWS: Object = Object {
    name: "OAuth Flows",
    keys: &[
        key("implicit", Shape::Object(&FLOW)),
        key("password", Shape::Object(&FLOW)),
        key("clientCredentials", Shape::Object(&FLOW)),
        key("authorizationCode", Shape::Object(&FLOW)),
    ],
    others: Others::Extensions,
};

static FLOW: Object = Object {
    name: "OAuth Flow",
    keys: &[
        required("scopes", Shape::Map(&Shape::Text)),
        key("authorizationUrl", Shape::Text),
        key("tokenUrl", Shape::Text),
        key("refreshUrl", Shape::Text),
    ],
    others: Others::Extensions,
};
