//! The operations, their parameters and bodies, and how a list is read page by page.

use super::extension::{self, Idempotency};
use super::limits::in_words;
use super::{Limits, is_sensitive, referred, source, text};
use crate::document::{self, Document};
use crate::normalize::SEPARATOR;
use crate::yaml::{Cursor, Node};

/// One operation.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    /// The `operationId`.
    pub(crate) id: String,
    /// The method, upper case.
    pub(crate) method: String,
    /// The path template.
    pub(crate) path: String,
    /// The summary; empty when there is none.
    pub(crate) summary: String,
    /// `x-idempotency`; `never` when it is absent, because that is the careful choice.
    pub(crate) idempotency: Idempotency,
    /// `x-rate-limit`: region and requests per second.
    pub(crate) rate_limits: Vec<(String, u64)>,
    /// The parameters, resolved.
    pub(crate) parameters: Vec<Parameter>,
    /// The description; empty when there is none.
    pub(crate) description: String,
    /// The address of the vendor's page (`externalDocs`).
    pub(crate) page: Option<String>,
    /// `x-source` in words.
    pub(crate) source: String,
    /// `deprecated`.
    pub(crate) deprecated: bool,
    /// The description of the request body, when there is one.
    pub(crate) body: Option<String>,
    /// The description of the success.
    pub(crate) success: String,
    /// `x-pagination`.
    pub(crate) pagination: Option<Pagination>,
    /// The kind of the request body, if it is neither JSON nor a form.
    pub(crate) raw_body: Option<RawBody>,
    /// The limits of the request body, which the request checks.
    pub(crate) body_range: Option<Limits>,
}

/// A request body that is sent as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RawBody {
    /// `application/octet-stream`.
    Bytes,
    /// `text/plain` and the like.
    Text,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    /// Its name on the wire.
    pub(crate) name: String,
    /// `x-client-default`.
    pub(crate) client_default: Option<String>,
    /// `x-sensitive`.
    pub(crate) sensitive: bool,
    /// The named schema that it refers to.
    pub(crate) schema: Option<String>,
    /// Whether the caller has to give it.
    pub(crate) required: bool,
    /// The description; empty when there is none.
    pub(crate) description: String,
    /// The limits in words; empty when there are none.
    pub(crate) limits: String,
    /// `deprecated`.
    pub(crate) deprecated: bool,
    /// The limits of a number or list, which the request checks.
    pub(crate) range: Option<Limits>,
    /// The separator of a list that is sent as one parameter.
    pub(crate) separator: Option<char>,
}

/// How a list is read page by page.
#[derive(Clone, Debug)]
pub(crate) struct Pagination {
    /// The query parameter that says how many entries to skip.
    pub(crate) offset: String,
    /// The query parameter that says how many entries a page holds.
    pub(crate) limit: String,
    /// The property of the response that holds the entries.
    pub(crate) items: String,
    /// The property of the response that holds the number of all entries.
    pub(crate) total: String,
    /// The property of an entry that identifies it.
    pub(crate) key: Option<String>,
    /// The most entries that a page may hold.
    pub(crate) most: u64,
}

/// How many entries are asked for when neither a maximum nor a default is documented.
const PAGE: u64 = 10;

impl Operation {
    /// Reads an operation, unless it has no `operationId`.
    pub(super) fn read(document: &Document<'_>, found: &document::Operation<'_>) -> Option<Self> {
        let at = &found.at;
        let idempotency = at.text_of(extension::IDEMPOTENCY.name).and_then(Idempotency::read);
        let limits = at.node.get(extension::RATE_LIMIT.name).map(Node::entries).unwrap_or_default().iter();
        let limits = limits.filter_map(|limit| Some((limit.key.text.clone(), limit.value.integer()?.try_into().ok()?)));
        let success = document.responses(found).into_iter().find(|(status, _)| status.starts_with('2'));
        let body = at.get("requestBody").map(|body| document.resolve(&body));
        let media = body.as_ref().and_then(|body| document.media_types(body).into_iter().next());
        Some(Self {
            id: found.id?.to_owned(),
            method: found.method.to_uppercase(),
            path: found.path.to_owned(),
            summary: text(at, "summary"),
            idempotency: idempotency.unwrap_or(Idempotency::Never),
            rate_limits: limits.collect(),
            parameters: found.parameters.iter().map(|(_, at)| Parameter::read(document, at)).collect(),
            description: text(at, "description"),
            page: at.get("externalDocs").map(|page| text(&page, "url")).filter(|url| !url.is_empty()),
            source: source(at),
            deprecated: at.flag("deprecated"),
            body: body.map(|body| text(&body, "description")),
            success: success.map(|(_, response)| text(&response, "description")).unwrap_or_default(),
            pagination: Pagination::read(document, found),
            raw_body: media.as_ref().and_then(|(media_type, _)| RawBody::of(media_type)),
            body_range: media.and_then(|(_, media)| Limits::of_value(document, &media.get("schema")?)),
        })
    }
}

impl RawBody {
    fn of(media_type: &str) -> Option<Self> {
        match media_type.split(';').next().unwrap_or_default() {
            "application/octet-stream" => Some(Self::Bytes),
            "text/plain" | "text/x-markdown" => Some(Self::Text),
            _ => None,
        }
    }
}

impl Parameter {
    fn read(document: &Document<'_>, at: &Cursor<'_>) -> Self {
        let schema = at.get("schema");
        let schema = schema.as_ref();
        let separator = at.text_of(SEPARATOR).and_then(|text| text.chars().next());
        let is_list = |schema: &Cursor<'_>| document.resolve(schema).text_of("type") == Some("array");
        Self {
            name: text(at, "name"),
            client_default: at.text_of(extension::CLIENT_DEFAULT.name).map(ToOwned::to_owned),
            sensitive: at.flag(extension::SENSITIVE.name)
                || schema.is_some_and(|schema| is_sensitive(document, schema)),
            schema: schema.and_then(referred).map(ToOwned::to_owned),
            required: at.flag("required"),
            description: text(at, "description"),
            limits: schema.map(in_words).unwrap_or_default(),
            deprecated: at.flag("deprecated"),
            range: schema.and_then(|schema| Limits::at(document, schema)),
            separator: separator.filter(|_| schema.is_some_and(is_list)),
        }
    }
}

impl Pagination {
    /// Reads the extension, unless it is incomplete.
    fn read(document: &Document<'_>, found: &document::Operation<'_>) -> Option<Self> {
        let extension = found.at.get(extension::PAGINATION.name)?;
        let text = |key: &str| extension.text_of(key).map(ToOwned::to_owned);
        let limit = text("limit")?;
        let is_asked = |at: &Cursor<'_>| at.text_of("in") == Some("query") && at.text_of("name") == Some(&limit);
        let asked = found.parameters.iter().find(|(_, parameter)| is_asked(parameter));
        let schema = asked.and_then(|(_, parameter)| parameter.get("schema")).map(|schema| document.resolve(&schema));
        let bound = |key: &str| schema.as_ref().and_then(|schema| schema.node.size_of(key));
        Some(Self {
            offset: text("offset")?,
            items: text("items")?,
            total: text("total")?,
            key: text("key"),
            most: bound("maximum").or(bound("default")).unwrap_or(PAGE),
            limit,
        })
    }
}
