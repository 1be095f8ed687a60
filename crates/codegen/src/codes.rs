//! All checks by their codes, `MVnnnn`, in order. A check that is added takes the next free number of its group.

use std::fmt;

/// Describes how severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Class {
    /// No client can be generated from the spec.
    Broken,
    /// A client can be generated, but it would harm its users.
    Harmful,
    /// The spec works, but could be better.
    Advice,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Broken => "broken",
            Self::Harmful => "harmful",
            Self::Advice => "advice",
        })
    }
}

/// A check. Codes are stable: a check keeps its code, and the code of a removed check is not used again.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Code {
    /// `MV` and four digits.
    pub id: &'static str,
    /// The class of its findings.
    pub class: Class,
    /// The fault that it finds, in a few words.
    pub title: &'static str,
    /// The reason for the check, and what to write instead.
    pub explanation: &'static str,
}

impl Code {
    /// Returns all checks, in the order of their codes.
    pub fn all() -> impl Iterator<Item = &'static Code> {
        ALL.iter().copied()
    }

    /// Returns the check with this code, in upper or lower case.
    pub fn find(id: &str) -> Option<&'static Code> {
        Self::all().find(|code| code.id.eq_ignore_ascii_case(id))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id)
    }
}

/// Defines the checks, and `ALL`, the list of them.
macro_rules! codes {
    ($($name:ident = $id:literal $class:ident $title:literal: $explanation:literal;)+) => {
        $(pub(crate) static $name: Code =
            Code { id: $id, class: Class::$class, title: $title, explanation: $explanation };)+
        pub(crate) static ALL: &[&Code] = &[$(&$name),+];
    };
}

codes! {
    // MV01: the file as YAML.
    SYNTAX = "MV0101" Broken "invalid YAML":
        "The text cannot be parsed as YAML (or JSON, which is a subset of YAML). The place is where the parser gave \
         up; the cause is often on the line before it: a missing space after a colon, an unclosed quote or bracket, \
         wrong indentation, or an unquoted text that contains `: ` or ` #`.";
    DUPLICATE_KEY = "MV0102" Broken "a duplicate key":
        "A map has the same key twice. Some parsers take the first value, some take the last, and some reject the \
         file, so the spec means different things to different tools. Remove one of the two.";
    YAML_TRAP = "MV0103" Harmful "a scalar that YAML 1.1 reads differently":
        "YAML 1.1 parsers, such as PyYAML, read some plain scalars differently from YAML 1.2 parsers: `NO`, `off` and \
         `yes` become booleans, `2024-01-01` becomes a date, `12:30` the number 750, `0123` the number 83, and `1_000` \
         the number 1000. Teams in other languages use such parsers. Put the scalar in quotes: `'NO'`.";
    STATUS_UNQUOTED = "MV0104" Advice "a status code without quotes":
        "The keys of `responses` are strings. Without quotes, most YAML parsers read `200:` as a number, and some \
         tools then reject the key or do not find it. Write `'200':`.";
    KEY = "MV0105" Broken "a key that is not a string":
        "A key of a map is a list, a map or null. In OpenAPI every key is a string. The cause is often a stray colon \
         or a line that is indented too far.";
    EMPTY = "MV0106" Broken "not exactly one document":
        "The file is empty, or it contains several YAML documents (separated by `---`). A spec is exactly one \
         document.";
    TOO_LARGE = "MV0107" Broken "a file that is nested too deeply or too large":
        "Maps and lists are nested more than 100 levels deep, or aliases (`*name`) expand the file to more than \
         500,000 nodes. Neither happens intentionally.";
    TAG = "MV0108" Harmful "a YAML tag":
        "A tag such as `!include` asks the parser for something that OpenAPI does not define. This tool and most \
         others ignore it. Put the content into the file itself.";
    MERGE_KEY = "MV0109" Broken "a merge key":
        "The merge key `<<` exists in YAML 1.1 only. YAML 1.2 parsers read it as a key named `<<`, and the keys that \
         it should have merged are missing. Repeat the keys, or use `allOf` or `$ref`.";
    COMMA = "MV0110" Harmful "a comma at the end of a line":
        "YAML has no commas between lines, so the comma is part of the value: `- RED,` is the value `RED,`. The cause \
         is often a part of a JSON file.";
    QUOTES = "MV0111" Harmful "typographic quotes":
        "The quotes “…” and ‘…’ have no meaning in YAML, so they are part of the value. They often come from a web \
         page, a word processor or an input method. Write plain quotes, `'…'`.";

    // MV02: the structure of OpenAPI's objects.
    WRONG_TYPE = "MV0201" Broken "a value of the wrong type":
        "OpenAPI 3.0 requires another type of value here, for example a string in place of a number, or a map in place \
         of a list. A version or a code that looks like a number needs quotes: `version: '1.0'`.";
    MISSING_KEY = "MV0202" Broken "a missing required key":
        "OpenAPI 3.0 requires this key. For example, `info` needs `title` and `version`, a response needs \
         `description`, and a parameter needs `name` and `in`.";
    UNKNOWN_KEY = "MV0203" Harmful "an unknown key":
        "OpenAPI 3.0 has no such key in this object. The key is misspelt, misplaced or wrongly indented, and every \
         tool silently ignores it: `tpye: string` makes a property of any type, and `requierd: [name]` makes `name` \
         optional. Custom keys begin with `x-`.";
    KEYWORD_3_1 = "MV0204" Harmful "a key of OpenAPI 3.1":
        "The file declares OpenAPI 3.0, but this key was added in OpenAPI 3.1 or in JSON Schema 2020-12, so it is \
         ignored. The help line names the equivalent in 3.0, if there is one: `nullable: true` for `type: [string, \
         'null']`, an `enum` of one value for `const`, `example` for a schema's `examples`.";
    VERSION = "MV0205" Broken "not OpenAPI 3.0":
        "The generator supports OpenAPI 3.0.x only. Write `openapi: 3.0.3`. A Swagger 2.0 or OpenAPI 3.1 file is not \
         checked any further, because most other findings would only follow from the version. Convert the file first.";
    NOT_A_CHOICE = "MV0206" Broken "not one of the allowed values":
        "The key allows only a few values: `in` is path, query, header or cookie; `type` is string, integer, number, \
         boolean, array or object.";
    PATH = "MV0207" Broken "a path without a leading slash":
        "The keys of `paths` are URL paths and begin with a slash: `/v1/{project_id}/things`.";
    COMPONENT_NAME = "MV0208" Harmful "a component name that references cannot use":
        "The names under `components` consist of letters, digits, dots, hyphens and underscores.";
    FIRST_KEY = "MV0209" Broken "a top-level key that is misspelt or misplaced":
        "Everything else in the file depends on `paths` and `components`. With `componets` or `shemas`, or with \
         `schemas` beside `paths` instead of under `components`, no reference resolves. These consequences are not \
         reported: the checks continue as if the key were written correctly.";
    OTHER_NOTATION = "MV0210" Harmful "a key of Swagger 2.0 or of another notation":
        "The key belongs to Swagger 2.0, to JSON Schema or to another notation, or its content is expected elsewhere: \
         `host` is part of `servers` in OpenAPI 3.0. Here, the key would be silently ignored. The help line says what \
         to write.";
    STRAY = "MV0211" Broken "a schema or content in the wrong place":
        "In OpenAPI 3.0, the schema of a parameter, a header or a media type is under `schema`, and the media types of a \
         body or response are under `content`. In Swagger 2.0, `type` stands beside the `in` of a parameter, and `schema` \
         directly in a response.";

    // MV03: references and unused components.
    UNRESOLVED = "MV0301" Broken "a reference to something that does not exist":
        "The target of this `$ref` does not exist. References are case-sensitive: `#/components/schemas/JobState`.";
    EXTERNAL = "MV0302" Broken "a reference to another file":
        "The generator reads a single file. Copy the target of the reference into `components` and refer to it there.";
    SIBLING = "MV0303" Harmful "a key beside a reference":
        "Every key beside a `$ref` is ignored. To add a description or an example to a referenced schema, wrap the \
         reference: `allOf: [{$ref: '#/components/schemas/JobTag'}]`, with the other keys beside `allOf`.";
    WRONG_KIND = "MV0304" Broken "a reference to the wrong kind of object":
        "The reference leads to another kind of object than the one that is required here, for example to a parameter \
         where a schema is required.";
    CYCLE = "MV0305" Broken "a circular reference":
        "Following the reference never ends. At least one of the components in the circle must have content of its \
         own.";
    UNUSED = "MV0306" Advice "an unused component":
        "Nothing refers to this component. A schema still becomes a public type of the client. Remove the component, \
         or refer to it.";
    PATH_ITEM_REF = "MV0307" Broken "a path item that is a reference":
        "The generator cannot follow a `$ref` in place of a path's operations. Write the operations out.";

    // MV04: paths, operations and parameters.
    OPERATION_ID_MISSING = "MV0401" Broken "an operation without an operationId":
        "The `operationId` becomes the client's method and the name of its builder. In this spec it is Huawei's name \
         of the API, such as `ShowVoiceTrainingJob`.";
    OPERATION_ID_TAKEN = "MV0402" Broken "a duplicate operationId":
        "Two operations have the same `operationId`, or two that become the same name in Rust, where case, hyphens and \
         underscores do not count.";
    PATH_NAME_UNDECLARED = "MV0403" Broken "a name in the path without a parameter":
        "The path has a name in braces, but neither the operation nor the path declares a parameter of that name with \
         `in: path`.";
    PATH_PARAMETER_UNUSED = "MV0404" Broken "a path parameter that is not in the path":
        "The parameter says `in: path`, but the path has no such name in braces.";
    PARAMETER_SCHEMA = "MV0405" Broken "a parameter without a schema":
        "A parameter needs a `schema`. The generator does not support `content`, OpenAPI's alternative to it.";
    PATH_PARAMETER_OPTIONAL = "MV0406" Broken "a path parameter that is not required":
        "A path without one of its parts is a different path. Write `required: true`.";
    PATH_PARAMETER_UNSAFE = "MV0407" Harmful "a path parameter that can change the path":
        "A value such as `..`, `a/b` or the empty string sends the request to a different path: `DELETE /jobs/` \
         instead of `DELETE /jobs/{job_id}`. Give the parameter's schema a `pattern` that rejects such values, for \
         example `^[A-Za-z0-9_-]+$`, or an `enum`, or a `format` such as `uuid`.";
    AUTH_PARAMETER = "MV0408" Harmful "an authentication header as a parameter":
        "The client authenticates every request. If the header is declared as a parameter, it becomes a method with \
         which callers can overwrite it, and other generators ask every caller for it. Describe the header in \
         `securitySchemes` only.";
    DUPLICATE_PARAMETER = "MV0409" Broken "a duplicate parameter":
        "The operation has two parameters with the same name and the same `in`.";
    AMBIGUOUS_PATHS = "MV0410" Harmful "two paths that differ only in the names in braces":
        "The two paths are the same except for the names in braces, so a request cannot be assigned to one of them. \
         Put their operations under one path.";
    IGNORED_HEADER = "MV0411" Harmful "a header parameter that is ignored":
        "OpenAPI ignores header parameters named Accept or Content-Type: the media types of the bodies determine these \
         headers.";
    PARAMETER_UNSUPPORTED = "MV0413" Broken "an unsupported parameter":
        "The generator does not support cookies. In headers and paths it supports single values only; in the query it \
         supports single values and lists of them, either repeated or separated by commas, spaces or bars. It does not \
         support the styles `label`, `matrix` and `deepObject`.";
    UNDESCRIBED = "MV0414" Advice "a missing summary or description":
        "Summaries and descriptions become the documentation of the client, in every language. An operation has a \
         `summary` and a `description`; a schema, a property and a parameter have a `description`.";
    PATH_TEMPLATE = "MV0415" Broken "an invalid path":
        "The braces in the path do not match, contain no name, or contain the same name twice; or the path has a query \
         or a fragment, or a parameter in the style of web frameworks, `:id`. Write `{id}`, and declare query \
         parameters with `in: query`.";
    OPERATION_ID_FORM = "MV0416" Broken "an operationId that is not an identifier":
        "The `operationId` becomes an identifier in every language. Begin it with a letter and use only letters, \
         digits, underscores and hyphens.";
    PARAMETERS_FOLD = "MV0417" Broken "two parameters with the same name in Rust":
        "Two parameters of the operation become the same field in Rust, where the place (`in`), case, hyphens and \
         underscores do not count. Rename one of them. Of a `job_id` in the path and a `job_id` in the query, only one \
         can remain.";
    PATH_SLASH = "MV0418" Harmful "a path with an extra slash":
        "`/v1/things/` and `/v1/things` are different paths, and gateways respond to one of them with 404 or with a \
         redirect, which this client does not follow. A slash at the end, or two in a row, is most often a mistake; \
         the generator turns two slashes into one.";
    NAME_SHARED = "MV0419" Advice "a name that the client also uses":
        "The client has methods of its own, such as `train`, and so do its requests, such as `send`. An operation or a \
         parameter with such a name works all the same, and its method ends with an underscore. Schemas, properties \
         and values may have any name.";
    METHOD_UNSUPPORTED = "MV0420" Broken "an unsupported method":
        "The generator supports GET, PUT, POST, DELETE, HEAD and PATCH, but not OPTIONS and TRACE. Send such a request \
         with `Client::request`.";
    OWN_SERVERS = "MV0421" Harmful "servers of a single path or operation":
        "The client sends every request to the endpoint that it was built with, and ignores the `servers` of a path or \
         an operation. Operations of another service belong in another spec.";

    // MV05: request bodies and responses.
    BODY_MEDIA_TYPES = "MV0501" Broken "a request body with several media types":
        "The generator supports one media type for a request body. Keep `application/json`.";
    BODY_MEDIA_TYPE_UNSUPPORTED = "MV0502" Broken "a request body of an unsupported media type":
        "The generator sends `application/json`, `application/octet-stream`, `application/x-www-form-urlencoded`, \
         `text/plain` and `text/x-markdown`. Uploads to pre-signed URLs are not operations of this API: describe the \
         URL with `x-upload`, and the client's upload code uses it.";
    NO_SUCCESS = "MV0503" Harmful "no success response":
        "Without a 2XX response, the client returns a stream of bytes to its callers. Describe the success even if it \
         has no body: `'200': {description: Done.}`.";
    SEVERAL_SUCCESS = "MV0504" Broken "success responses that differ":
        "A method returns one type, so all 2XX responses of an operation must have the same schema, or none of them \
         has one. `default` counts as a success too.";
    SEVERAL_ERRORS = "MV0505" Broken "error responses that differ":
        "A method fails with one type, so all 4XX and 5XX responses of an operation must be the same. In this spec \
         they are all `$ref: '#/components/responses/Error'`. `default` counts as an error too.";
    NO_ERROR_RANGE = "MV0506" Harmful "errors that are not described":
        "A response whose status is not described reaches the caller without its code and message. Gateways respond \
         with 401, 403, 404, 429 and 502 whatever the help pages list, so describe `'4XX'` and `'5XX'`.";
    DEFAULT_RESPONSE = "MV0507" Harmful "a default response":
        "The generator counts `default` as a success and as an error, so one type must serve for both. Write `'4XX'` \
         and `'5XX'` instead; every generator understands them.";
    STATUS_KEY = "MV0508" Broken "a key that is not a status":
        "The keys of `responses` are statuses from 100 to 599, ranges from `1XX` to `5XX` with an upper-case X, or \
         `default`.";
    NO_SCHEMA = "MV0509" Broken "a media type without a schema":
        "The content of the body is not described. Give the media type a `schema`, or remove `content` if there is no \
         body.";
    BODY_ON_GET = "MV0510" Harmful "a request body on GET, HEAD or DELETE":
        "HTTP defines no meaning for a body in GET, HEAD and DELETE. Proxies drop it or reject the request. Use \
         parameters.";
    BODY_OPTIONAL = "MV0511" Advice "an optional request body":
        "If a caller omits the body, clients send nothing, `{}` or `null`, depending on the generator. With `required: \
         true`, all of them send `{}` when there is nothing to say.";
    RESPONSE_MEDIA_TYPES = "MV0512" Harmful "a response with several media types":
        "The generated client reads one of them (JSON, if there is one) and fails on the others. Describe the media \
         type that the client asks for.";
    BODY_SCHEMA = "MV0513" Broken "a body whose schema does not fit its media type":
        "A body of `application/octet-stream` is bytes: `{type: string, format: binary}`. A body of `text/plain` or \
         `text/x-markdown` is a text: `{type: string}`, without limits, because nothing would check them; only a \
         `format` such as `date` is checked. A body of `application/x-www-form-urlencoded` is an object whose properties are single values.";
    MEDIA_TYPE_MISSPELT = "MV0514" Harmful "a media type that looks misspelt":
        "With `applicaton/json`, the client treats the response as bytes of an unknown kind. Media types are written \
         in lower case here: `application/json`.";
    JSON_AS_BYTES = "MV0515" Harmful "JSON that is read as bytes":
        "The client decodes only responses of `application/json` by their schema. It returns a response of another \
         type, such as `application/hal+json`, to the caller as bytes. Most services send the same body for \
         `application/json`.";

    // MV06: schemas, examples and defaults.
    FORMAT = "MV0601" Harmful "an unknown format":
        "Neither OpenAPI nor this generator knows the format for the type, so it is ignored: `format: int46` silently \
         makes an `i64`.";
    ARRAY_ITEMS = "MV0603" Broken "a list without items":
        "`type: array` needs `items`, the schema of the entries of the list.";
    LIMITS = "MV0604" Harmful "contradictory limits":
        "No value satisfies both limits, for example `minLength: 5` with `maxLength: 3`; or a value of an enum is not \
         written as its `format` says; or `multipleOf` is not greater than 0.";
    REGEX = "MV0605" Broken "an invalid pattern":
        "The pattern is not a regular expression of ECMAScript without its Unicode flag, which is the syntax that \
         OpenAPI uses. The generated code would reject every value, or those that the pattern is meant to accept.";
    ENUM_DUPLICATE = "MV0606" Broken "a duplicate enum value":
        "Two values of the enum are the same.";
    ENUM_TYPE = "MV0607" Broken "an enum value of another type":
        "The value is not of the schema's type. `NO` and `200` need quotes if they are strings.";
    DEFAULT_INVALID = "MV0608" Broken "an invalid default":
        "The default does not match its schema, so the generated code could not construct it.";
    EXAMPLE_INVALID = "MV0609" Harmful "an invalid example":
        "The example does not match its schema, or has a property that the schema does not name. One of the two is \
         wrong, and readers trust the example.";
    REQUIRED_UNKNOWN = "MV0610" Harmful "a required property that does not exist":
        "`required` names a property that `properties` does not have. The property that was meant is optional now.";
    KEYWORD_MISPLACED = "MV0611" Harmful "a keyword that does not fit the type":
        "The keyword does not apply to values of this type: `maxLength` applies to strings, `minimum` to numbers, \
         `items` to lists, `properties` to objects. It is ignored.";
    TYPE_MISSING = "MV0612" Harmful "a schema without a type":
        "Without `type`, `$ref` or `allOf`, the schema accepts any value and becomes a `serde_json::Value`.";
    UNION = "MV0613" Harmful "anyOf or oneOf":
        "`anyOf` becomes a struct that contains all alternatives, which fails for every scalar. `oneOf` becomes an \
         enum whose variants have no names and are tried in order, and its discriminator is ignored. Generators of \
         other languages do no better. For an enum that can grow, use `enum` with `x-extensible-enum: true`; for \
         objects, use one schema with optional properties.";
    INLINE = "MV0614" Advice "an object or enum without a name":
        "The generator derives the name of an inline object or enum from its place, in every language differently. Put \
         the schema under `components/schemas` and refer to it.";
    NAMES_FOLD = "MV0615" Broken "two names that are the same in Rust":
        "Two properties, values or schemas become the same name in Rust, where case, hyphens, underscores and other \
         marks do not count.";
    NOT = "MV0616" Broken "not":
        "The generator does not support `not`. State the restriction in the description.";
    DISCRIMINATOR = "MV0617" Harmful "a discriminator":
        "The generator ignores `discriminator`, so the client takes the first alternative that fits, whatever the \
         discriminator says.";
    TYPE_NAME_TAKEN = "MV0618" Broken "a reserved type name":
        "The generated code has a type `Lifecycle` beside those of the schemas, which classifies the states of a job. \
         Every other name is available, including the names of Rust's own types.";
    EXAMPLE_TWICE = "MV0619" Harmful "example beside examples":
        "`example` and `examples` are mutually exclusive; a tool may show either of them.";
    ENUM_EMPTY = "MV0620" Broken "an enum without values":
        "No value satisfies an empty enum.";
    NAME_EMPTY = "MV0621" Broken "a name without letters or digits":
        "Names in Rust consist of letters, digits and underscores, so nothing of this name remains in Rust.";
    REQUIRED_EACH_OTHER = "MV0622" Harmful "objects that require each other":
        "An object requires itself, or another object that requires the first in turn, so no value is ever complete. \
         Make one of the properties optional, `nullable`, or a list.";

    // MV07: responses must be open, and requests must leave choices to the caller.
    READ_CLOSED_ENUM = "MV0701" Harmful "a closed enum in a response":
        "As soon as the service adds a value, every response that contains it fails as a whole. Mark the enum with \
         `x-extensible-enum: true`: then a new value is read as `Unknown` and written back unchanged.";
    READ_LIMIT = "MV0702" Harmful "a limit in a response":
        "The client checks limits when it reads, too: if a value is one character longer than documented, the whole \
         response is lost. Documented limits of values that the service returns belong in the description.";
    READ_ADDITIONAL = "MV0703" Harmful "a response that rejects new properties":
        "With `additionalProperties: false`, the first property that the service adds makes every response fail.";
    READ_LIST = "MV0704" Harmful "an optional list in a response that is not nullable":
        "Many services write an empty list as `null`, and a client that does not expect it loses the whole response. \
         Write `nullable: true`. In this client, `null`, a missing list and an empty list are the same: an empty \
         `Vec`.";
    SENT_DEFAULT = "MV0706" Harmful "a default in a request":
        "A generated client always sends the default, so the service can no longer choose the value, and callers \
         cannot omit the property. State in the description which value the service assumes.";
    ONE_WAY_REQUIRED = "MV0707" Harmful "a required property of the other direction":
        "OpenAPI requires a `readOnly` property in responses only, and a `writeOnly` property in requests only. The \
         client has one type for both: callers would have to send a property that is only read, and a response that \
         omits a property that is only sent would fail. Remove the property from `required`.";

    // MV08: the extensions of this spec, which `openapi/README.md` explains.
    EXTENSION_MISSPELT = "MV0801" Harmful "a misspelt extension":
        "An unknown `x-` key is allowed and ignored, but this one closely resembles an extension that has a meaning \
         here.";
    EXTENSION_SHAPE = "MV0802" Harmful "an extension with a value of the wrong shape":
        "The extension is ignored, because its value does not have the required shape. `openapi/README.md` has a \
         sample of each extension.";
    EXTENSION_PLACE = "MV0803" Harmful "a misplaced extension":
        "The extension has a meaning on another kind of object only, and is ignored here.";
    EXTENSION_VALUE = "MV0804" Harmful "an extension that does not match the rest of the spec":
        "The extension names a value, an operation or a setting that does not exist, or omits one that it must name.";
    IDEMPOTENCY_MISSING = "MV0805" Advice "an operation without x-idempotency":
        "Without `x-idempotency`, an operation counts as `never`: the client does not repeat a call whose response is \
         lost. Write `safe`, `idempotent`, `reconcile` or `never`.";
    UPLOAD_SHOWN = "MV0806" Harmful "an upload URL that is not secret":
        "Anyone who has a pre-signed URL can upload. Without `x-sensitive: true` beside `x-upload`, the URL appears in \
         `Debug` output and therefore in logs.";
    VALUE_UNDESCRIBED = "MV0807" Advice "an enum value without a description":
        "`x-enum-descriptions` becomes the documentation of the variants, and this value is not in it.";
    PAGINATION_NAME = "MV0808" Broken "a pagination name that does not exist":
        "`x-pagination` names the query parameters `offset` and `limit`, the properties `items` and `total` of the \
         response and, if entries have an id, the property `key` of an entry. A list whose pages cannot be requested \
         cannot become a stream. Use names that exist, or remove the extension.";
    PAGINATION_TYPE = "MV0809" Broken "a pagination field of the wrong type":
        "`offset` and `limit` are optional integers, `items` is a list, `total` is an integer and `key` is a string.";
    ERROR_CODES_SHAPE = "MV0810" Harmful "error codes of the wrong shape":
        "`x-error-codes` is a list of groups. A group has a `service`, its `x-source` and a map of `codes`. A code has \
         `status`, `class`, `meaning` and, if something is known to help, `advice`. Anything of another shape is \
         ignored, and the client does not know the code.";
    ERROR_CODES_KEY = "MV0811" Harmful "error codes with an unknown or a missing key":
        "A misspelt key is ignored, and a code without its class or its meaning is not in the client's table. Without \
         `x-source`, nobody can tell whether a group is still correct.";
    ERROR_CLASS = "MV0812" Harmful "an unknown class of an error code":
        "The class tells the client whether to repeat a call and what kind of error it is: request, credentials, \
         token, permission, not-found, conflict, exhausted, file, throttled, server or presigned-url. Use `server` \
         where both sides may be at fault: such a call counts as possibly executed.";
    ERROR_STATUS = "MV0813" Harmful "an error code with an invalid status":
        "`status` lists the HTTP statuses that come with the code, as numbers from 400 to 599.";
    ERROR_CODE_TWICE = "MV0814" Harmful "a duplicate error code":
        "The client's table contains only the first of the two.";
    ALLOW_UNUSED = "MV0815" Harmful "an x-allow that allows nothing":
        "`x-allow` holds for the object that has it and for its own keys, not for the objects within it, and no such \
         finding is there. The fault has been mended, or the entry stands in the wrong place. It would hide the next \
         fault of this kind.";
    ALLOW_CODE = "MV0816" Harmful "an x-allow of something that cannot be allowed":
        "`x-allow` names harmful findings and advice by their codes. A broken finding cannot be allowed, because no \
         client can be generated.";
    ALLOW_REASON = "MV0817" Harmful "an x-allow without a reason":
        "The reason tells the next editor why the rule does not hold here, and when the entry can go.";

    // MV09: tags, security, servers and links.
    TAG_UNDECLARED = "MV0901" Harmful "an undeclared tag":
        "The operation has a tag that the file's `tags` list does not contain. Generators make classes from tags: a \
         misspelt tag puts the operation into a class of its own.";
    SECURITY_UNDECLARED = "MV0902" Harmful "an undeclared security scheme":
        "`components/securitySchemes` has no scheme of this name, so generators make a client that does not \
         authenticate.";
    SERVER_VARIABLE = "MV0903" Harmful "a server variable that does not match":
        "Each name in braces in a server's URL needs an entry in the server's `variables`, and each variable needs its \
         name in the URL.";
    LINK_OPERATION = "MV0904" Harmful "a link to an operation that does not exist":
        "The link's `operationId` is not the `operationId` of any operation in this file.";
    LINK_PARAMETER = "MV0905" Harmful "a link that sets a parameter that does not exist":
        "The operation that the link leads to has no parameter of this name.";
    LINK_EXPRESSION = "MV0906" Harmful "a runtime expression that cannot be resolved":
        "The expression is malformed, or refers to something that the request and the response do not have. Examples: \
         `$request.path.project_id`, `$response.body#/job_id`, `$response.header.X-Request-Id`.";
    TAG_TWICE = "MV0907" Harmful "a duplicate tag":
        "The `tags` list contains the same name twice.";
    SECURITY_SCHEME_INCOMPLETE = "MV0908" Broken "an incomplete security scheme":
        "An `apiKey` needs `name` and `in`, `http` needs `scheme`, `oauth2` needs `flows`, and `openIdConnect` needs \
         `openIdConnectUrl`.";
    TAG_UNUSED = "MV0909" Advice "an unused tag":
        "The tag is declared, but no operation has it.";

    // MV10: the operations, schemas and other names that the hand-written code of the client uses.
    CONTRACT_OPERATION = "MV1001" Broken "a missing operation that the client uses":
        "Not all of the client is generated. Its authentication, uploads and training workflow are written by hand; \
         this code calls the operation and does not compile without it. Add operations and fields as you like, but \
         keep those that the client uses.";
    CONTRACT_SCHEMA = "MV1002" Broken "a missing schema that the client uses":
        "The hand-written code of the client names the type that this schema becomes.";
    CONTRACT_NAME = "MV1003" Broken "a missing property, value or parameter that the client uses":
        "The hand-written code of the client reads or sets it.";

    // MV11: failures of the generator and of the passes over its code.
    GENERATOR = "MV1101" Broken "the generator failed":
        "The checks found no fault, but the generator, progenitor, failed. Each operation and schema was then tried \
         alone, and the place is the smallest part that fails. The message is the generator's own.";
    GENERATED_CODE = "MV1102" Broken "the generator wrote invalid Rust":
        "The generator's code cannot be parsed or formatted. This is a bug in the generator that something in the spec \
         triggers.";
    PASS = "MV1103" Broken "unexpected generated code":
        "The passes that adapt progenitor's code count their changes, and a count differs from the one that the spec \
         implies: the spec has a construct that a pass does not know, or a new version of progenitor writes different \
         code. The place is the smallest part of the spec that triggers it. Write that part in another way, most often \
         by giving an inline schema a name, and report it.";
    INTERNAL = "MV1104" Broken "an internal error":
        "This is a bug in metastudio-voice-codegen. Please report it with the spec that triggers it.";
}
