//! The extensions of this spec: name, place, shape, a sample and the meaning of each. The checks and the model read
//! them as they are declared here, and a test compares the tables in `openapi/README.md` with the declarations.

use std::ops::RangeInclusive;

use crate::openapi::{OPENAPI, OPERATION, Object, PARAMETER, SCHEMA, SECURITY_SCHEME};

/// An extension.
pub struct Extension {
    /// The name, which begins with `x-`.
    pub name: &'static str,
    /// The objects on which it has a meaning; empty for every object.
    pub on: &'static [&'static Object],
    /// The form of its value.
    pub form: Form,
    /// A value in YAML.
    pub sample: &'static str,
    /// The meaning, in a sentence.
    pub meaning: &'static str,
}

/// The form of a value.
pub enum Form {
    /// A boolean.
    Flag,
    /// A string.
    Text,
    /// One of these strings, each with its meaning.
    Choice(&'static [(&'static str, &'static str)]),
    /// An integer in this range, and what it is.
    Integer(RangeInclusive<i128>, &'static str),
    /// A list of values of this form.
    List(&'static Form),
    /// A map with any keys.
    Map(&'static Form),
    /// A map with some of these keys.
    Keys(&'static [Key]),
}

/// A key of a map.
pub struct Key {
    /// The name of the key.
    pub name: &'static str,
    /// The form of its value.
    pub form: Form,
    /// Whether the map must have it.
    pub required: bool,
}

/// Returns the names of values as alternatives: `a, b or c`.
pub fn alternatives(values: &[(&str, &str)]) -> String {
    let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => names.concat(),
    }
}

const fn key(name: &'static str, form: Form) -> Key {
    Key { name, form, required: false }
}

const fn required(name: &'static str, form: Form) -> Key {
    Key { name, form, required: true }
}

/// Defines the extensions, and `ALL`, the list of them.
macro_rules! extensions {
    ($($id:ident = $name:literal, $on:expr, $form:expr, $sample:literal, $meaning:literal;)*) => {
        $(#[doc = concat!("`", $name, "`.")]
        pub static $id: Extension =
            Extension { name: $name, on: $on, form: $form, sample: $sample, meaning: $meaning };)*

        /// All extensions, in the order of the table in `openapi/README.md`.
        pub static ALL: &[&Extension] = &[$(&$id),*];
    };
}

extensions! {
    EXTENSIBLE_ENUM = "x-extensible-enum", &[&SCHEMA], Form::Flag, "true",
        "Values may be added; a reader accepts unknown ones.";
    ENUM_VARNAMES = "x-enum-varnames", &[&SCHEMA], Form::List(&Form::Text), "[Package, Segment]",
        "Names each value in code, in the order of `enum`.";
    ENUM_DESCRIPTIONS = "x-enum-descriptions", &[&SCHEMA], Form::Map(&Form::Text),
        "{PACKAGE: One zip with everything., SEGMENT: One segment at a time.}",
        "Describes each value.";
    SENSITIVE = "x-sensitive", &[&SCHEMA, &PARAMETER], Form::Flag, "true",
        "The value must never be printed or logged.";
    CLIENT_DEFAULT = "x-client-default", &[&PARAMETER], Form::Text, "project_id",
        "The client fills in this setting; the caller may override it.";
    IDEMPOTENCY = "x-idempotency", &[&OPERATION], Form::Choice(Idempotency::VALUES), "reconcile",
        "Says whether the operation may be sent again.";
    RATE_LIMIT = "x-rate-limit", &[&OPERATION],
        Form::Map(&Form::Integer(1..=i128::MAX, "a number of requests per second")),
        "{cn-north-4: 10, cn-east-3: 3, ap-southeast-3: 3}",
        "Limits the requests per second and tenant, by region.";
    LIFECYCLE = "x-lifecycle", &[&SCHEMA], Form::Map(&Form::Choice(Lifecycle::VALUES)),
        "{WAITING: waiting, AUDIT_FAILED: action-needed, SUCCEED: succeeded, FAILED: failed}",
        "Says what each state means to a watcher.";
    VALUES_OF = "x-values-of", &[&SCHEMA],
        Form::Keys(&[required("schema", Form::Text), key("separator", Form::Text)]),
        "{schema: JobState, separator: ','}",
        "The string holds a value of this enum, or several with the `separator` between them.";
    TIME_FORMAT = "x-time-format", &[&SCHEMA], Form::Choice(Time::VALUES), "rfc3339",
        "Says how a time is written; left out where no source states it.";
    UPLOAD = "x-upload", &[&SCHEMA],
        Form::Keys(&[key("method", Form::Text), key("content-type", Form::Text), key("renew", Form::Text)]),
        "{method: PUT, content-type: application/zip, renew: ShowJobUploadingAddress}",
        "Says how to upload to the URL, and which operation returns a new one; a part that is not documented or does \
         not exist is left out.";
    PAGINATION = "x-pagination", &[&OPERATION], Form::Keys(PAGINATION_KEYS),
        "{offset: offset, limit: limit, items: jobs, total: count, key: job_id}",
        "Says how to read a list page by page: the query parameters `offset` and `limit`, the properties `items` and \
         `total` of the response, and the property `key` that identifies an entry, if there is one.";
    ERROR_CODES = "x-error-codes", &[&OPENAPI], Form::List(&Form::Keys(ERROR_GROUP)),
        "[{service: APIGW, x-source: {page: 'https://…', date: '2026-01-29'}, codes: {APIGW.0308: {status: [429], \
         class: throttled, meaning: More requests came than are allowed., advice: wait a few seconds}}}]",
        "Gives the meaning of the codes in error responses, in groups that share a service and a source.";
    SIGNATURE = "x-huaweicloud-signature", &[&SECURITY_SCHEME],
        Form::Keys(&[key("algorithm", Form::Text), key("signed-headers", Form::List(&Form::Text))]),
        "{algorithm: SDK-HMAC-SHA256, signed-headers: [host, x-sdk-date]}",
        "Names the algorithm, and the headers to sign if they are present.";
    SOURCE = "x-source", &[], Form::Keys(SOURCE_KEYS),
        "{page: 'https://…', date: '2026-01-29', note: The page spells a value \"ceate_time\".}",
        "Gives the page or artefact of origin, its date, and the reason for the choice when sources disagree.";
    ALLOW = "x-allow", &[], Form::Map(&Form::Text), "{MV0702: The service refuses longer values itself.}",
        "Allows findings of `check` at this object and its own keys, by their codes, each with the reason.";
}

/// The keys of `x-pagination`.
pub static PAGINATION_KEYS: &[Key] = &[
    required("offset", Form::Text),
    required("limit", Form::Text),
    required("items", Form::Text),
    required("total", Form::Text),
    key("key", Form::Text),
];

/// The keys of `x-source`.
pub static SOURCE_KEYS: &[Key] =
    &[key("page", Form::Text), key("artefact", Form::Text), required("date", Form::Text), key("note", Form::Text)];

/// A group of `x-error-codes`.
pub static ERROR_GROUP: &[Key] = &[
    required("service", Form::Text),
    required("x-source", Form::Keys(SOURCE_KEYS)),
    required("codes", Form::Map(&Form::Keys(ERROR_CODE))),
];

/// The statuses of error responses.
pub const ERROR_STATUSES: RangeInclusive<i128> = 400..=599;

/// A code of `x-error-codes`.
pub static ERROR_CODE: &[Key] = &[
    required("status", Form::List(&Form::Integer(ERROR_STATUSES, "the status of an error response"))),
    required("class", Form::Choice(ErrorClass::VALUES)),
    required("meaning", Form::Text),
    key("advice", Form::Text),
];

/// Defines the values of an extension, each with its name in the spec and its meaning.
macro_rules! values {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $value:literal, $meaning:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $(#[doc = $meaning] $variant,)* }

        impl $name {
            /// The name and the meaning of each value.
            pub const VALUES: &'static [(&'static str, &'static str)] = &[$(($value, $meaning)),*];

            /// Returns the value of a name.
            pub fn read(name: &str) -> Option<Self> {
                match name {
                    $($value => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

values! {
    /// Whether an operation may be sent again.
    Idempotency {
        Safe = "safe", "The operation changes nothing.";
        Idempotent = "idempotent", "The operation may be sent again.";
        Reconcile = "reconcile",
            "The operation may have been executed even if no response arrived: look first, then decide.";
        Never = "never", "The operation is sent again only if the service certainly has not processed it.";
    }
}

values! {
    /// What a state means to a watcher.
    Lifecycle {
        Waiting = "waiting", "The caller waits. Unknown states count as this.";
        ActionNeeded = "action-needed", "The service waits for the caller to act.";
        Succeeded = "succeeded", "The job has succeeded, and stays as it is.";
        Failed = "failed", "The job has failed, and stays as it is.";
    }
}

values! {
    /// How a time is written.
    Time {
        Rfc3339 = "rfc3339", "A string such as `2021-01-10T08:43:17Z`.";
        Seconds = "seconds", "An integer, the seconds since 1970.";
        Milliseconds = "milliseconds", "An integer, the milliseconds since 1970.";
    }
}

impl Time {
    /// Returns the type of the schemas that it belongs to.
    pub fn of_type(self) -> &'static str {
        if self == Self::Rfc3339 { "string" } else { "integer" }
    }
}

values! {
    /// The sort of failure that an error code stands for.
    ErrorClass {
        Request = "request", "The request breaks a rule of the API, and fails again until it is changed.";
        Credentials = "credentials",
            "Keys, signature or login are refused. Such a request must never be retried blindly.";
        Token = "token", "The token has expired, or is of another region: get a new one.";
        Permission = "permission", "The caller is known, but may not do this.";
        NotFound = "not-found", "The request names something that does not exist.";
        Conflict = "conflict", "The request conflicts with something that exists or is in progress.";
        Exhausted = "exhausted", "No credit or no capacity is left.";
        File = "file", "An uploaded file is not accepted.";
        Throttled = "throttled",
            "There were too many requests. The service did not execute this one: send it again.";
        Server = "server",
            "The failure may be transient, but the request may have been executed. Use this class if either side may \
             be at fault.";
        PresignedUrl = "presigned-url",
            "The upload URL, or a header that was sent to it, does not fit: send the right header, or get a new URL.";
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, Extension, Form};

    const README: &str = include_str!("../../../../openapi/README.md");

    /// Returns the cells of each row that begins with an extension, with this number of cells.
    fn rows(cells: usize) -> Vec<Vec<&'static str>> {
        let rows = README.lines().filter_map(|line| line.strip_prefix("| `x-")?.strip_suffix(" |"));
        rows.map(|row| row.split(" | ").collect::<Vec<_>>()).filter(|row| row.len() == cells).collect()
    }

    #[test]
    fn the_readme_has_the_extensions_as_they_are_declared() {
        let declared = |extension: &&Extension| {
            let name = extension.name.strip_prefix("x-").expect("an extension");
            (format!("{name}`"), extension.meaning.to_owned(), format!("`{}: {}`", extension.name, extension.sample))
        };
        let documented = rows(5).into_iter().map(|row| (row[0].to_owned(), row[2].to_owned(), row[4].to_owned()));
        assert_eq!(documented.collect::<Vec<_>>(), ALL.iter().map(declared).collect::<Vec<_>>());
    }

    #[test]
    fn the_readme_has_the_values_as_they_are_declared() {
        fn values(form: &Form) -> Vec<(&'static str, &'static str)> {
            match form {
                Form::Choice(values) => values.to_vec(),
                Form::List(form) | Form::Map(form) => values(form),
                Form::Keys(keys) => keys.iter().flat_map(|key| values(&key.form)).collect(),
                Form::Flag | Form::Text | Form::Integer(..) => Vec::new(),
            }
        }
        let declared = ALL.iter().flat_map(|extension| {
            let name = extension.name.strip_prefix("x-").expect("an extension");
            let row = move |(value, meaning)| vec![format!("{name}`"), format!("`{value}`"), String::from(meaning)];
            values(&extension.form).into_iter().map(row)
        });
        assert_eq!(rows(3), declared.collect::<Vec<_>>());
    }
}
