//! What a code and a status say together, where a call has to be judged.

/// Codes of answers that a new token would change, whatever their status.
const TOKEN: [&str; 2] = ["MSS.00010008", "MSS.00021016"];
const AUTH: [&str; 4] = ["MSS.00000001", "MSS.00010008", "MSS.00010009", "MSS.00021016"];

/// Whether the service asks for fewer requests; it has done nothing then.
pub(super) fn is_throttled(status: u16, code: Option<&str>) -> bool {
    status == 429 || code.is_some_and(|code| code.ends_with(".0308"))
}

/// Whether the caller has not proved who it is.
pub(super) fn is_auth(status: u16, code: Option<&str>) -> bool {
    status == 401 || code.is_some_and(|code| AUTH.contains(&code))
}

/// Whether the code says that another attempt would have the same answer.
pub(super) fn is_settled(code: Option<&str>) -> bool {
    code.is_some_and(|code| TOKEN.contains(&code))
}

/// Whether nothing is left to spend, which is refused like a missing permission.
pub(super) fn is_exhausted(code: Option<&str>) -> bool {
    code.is_some_and(|code| matches!(code, "MSS.41000012" | "MSS.41000023"))
}
