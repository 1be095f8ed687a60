//! Edits of a spec, each with its class and rule.

use super::{SAMPLE, edited, lines, report};

/// An edit: what it does, the texts to replace, and a change that has to be reported.
pub(super) type Edit = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const OTHER_OPERATION: &str = "      summary: Delete a job\n";

#[rustfmt::skip] // The edits as they stand in the file.
pub(super) const BREAKING: &[Edit] = &[
    ("an operation is removed", &[("    delete:\n", "    x-delete:\n")], "breaking wire operation-removed DeleteJob"),
    ("a path is another", &[("/v1/{project_id}/jobs:", "/v2/{project_id}/jobs:")], "breaking wire path-changed CreateJob"),
    ("an operationId is another", &[("operationId: ShowJob\n", "operationId: GetJob\n")], "breaking source operationId-renamed GetJob"),
    ("a method of the client is another", &[("operationId: ShowJob\n", "operationId: GetJob\n")], "breaking rust method-renamed Client"),
    ("a tag is another", &[("tags: [Jobs]\n      x-idempotency: idempotent", "tags: [Other]\n      x-idempotency: idempotent")], "breaking source tags-changed DeleteJob"),
    ("a parameter is removed", &[("        - $ref: '#/components/parameters/User'\n", "")], "breaking wire parameter-removed parameter `X-User`"),
    ("a required parameter is new", &[("        - name: limit\n", "        - name: page\n          in: query\n          required: true\n          schema:\n            type: string\n        - name: limit\n")], "breaking wire parameter-added parameter `page` of ListJobs"),
    ("a parameter becomes required", &[("      name: X-User\n      in: header\n", "      name: X-User\n      in: header\n      required: true\n")], "breaking wire required-changed parameter `X-User`"),
    ("a parameter moves", &[("        - name: limit\n          in: query\n", "        - name: limit\n          in: header\n")], "breaking wire parameter-removed parameter `limit` of ListJobs"),
    ("a list is written in another way", &[("        - name: kinds\n          in: query\n", "        - name: kinds\n          in: query\n          explode: false\n")], "breaking wire explode-changed parameter `kinds` of ListJobs"),
    ("a parameter of a path has another name", &[("/jobs/{job_id}:", "/jobs/{id}:"), ("        - name: job_id\n", "        - name: id\n"), ("        - name: job_id\n", "        - name: id\n")], "breaking source parameter-renamed parameter `id` of ShowJob"),
    ("parameters of a path change places", &[
        ("      summary: Show a job\n      tags: [Jobs]\n      x-idempotency: safe\n      parameters:\n        - $ref: '#/components/parameters/ProjectId'\n        - name: job_id\n          in: path\n          required: true\n          description: The id.\n          schema:\n            $ref: '#/components/schemas/JobId'\n",
         "      summary: Show a job\n      tags: [Jobs]\n      x-idempotency: safe\n      parameters:\n        - name: job_id\n          in: path\n          required: true\n          description: The id.\n          schema:\n            $ref: '#/components/schemas/JobId'\n        - $ref: '#/components/parameters/ProjectId'\n"),
    ], "breaking source argument-order-changed ShowJob"),
    ("a request has another media type", &[("          application/json:\n            schema:\n              $ref: '#/components/schemas/NewJob'", "          application/x-www-form-urlencoded:\n            schema:\n              $ref: '#/components/schemas/NewJob'")], "breaking wire media-type-removed request of CreateJob"),
    ("a property of a request becomes required", &[("required: [name]", "required: [name, tag]")], "breaking wire required-changed NewJob.tag"),
    ("a required property of a request is new", &[("required: [name]", "required: [name, size]"), ("        count:\n", "        size:\n          type: string\n        count:\n")], "breaking wire property-added NewJob.size"),
    ("a property of a request is removed", &[("        note:\n          type: string\n          description: A note.\n", "")], "breaking wire property-removed NewJob.note"),
    ("a property of the Rust type is removed", &[("        note:\n          type: string\n          description: A note.\n", "")], "breaking rust field-removed types::NewJob"),
    ("a value of an enum is removed", &[("enum: [NEWS, SHOP, LIVE]", "enum: [NEWS, SHOP]"), ("[News, Shop, Live]", "[News, Shop]")], "breaking wire enum-value-removed Tag"),
    ("a value of an enum that is only read is removed", &[("enum: [WAITING, DONE]", "enum: [DONE]")], "breaking source enum-value-removed State"),
    ("a value of a closed enum that is read is new", &[("enum: [WAITING, DONE]", "enum: [WAITING, DONE, LOST]")], "breaking wire enum-value-added State"),
    ("a value of an enum has another name", &[("[News, Shop, Live]", "[News, Shop, Stream]")], "breaking source enum-name-changed Tag"),
    ("the values of an enum lose their names", &[("      x-enum-varnames: [News, Shop, Live]\n", "")], "breaking source x-enum-varnames-removed Tag"),
    ("an upper limit of a request is lower", &[("maxLength: 32", "maxLength: 16")], "breaking wire maxLength-changed Name"),
    ("a lower limit of a request is higher", &[("minLength: 1\n", "minLength: 2\n")], "breaking wire minLength-changed Name"),
    ("a limit excludes its own value", &[("maximum: 100\n", "maximum: 100\n            exclusiveMaximum: true\n")], "breaking wire maximum-changed parameter `limit` of ListJobs"),
    ("a request gets a pattern", &[("maxLength: 32", "maxLength: 32\n      pattern: '^[a-z]+$'")], "breaking wire pattern-added Name"),
    ("an integer of a request is shorter", &[("format: int64", "format: int32")], "breaking wire format-changed NewJob.count"),
    ("an integer of a response is longer", &[("format: int32\n          description: The length.", "format: int64\n          description: The length.")], "breaking wire format-changed Job.seconds"),
    ("a property of a response is removed", &[("        seconds:\n          type: integer\n          format: int32\n          description: The length.\n", "")], "breaking wire property-removed Job.seconds"),
    ("a property of a response has another type", &[("        code:\n          type: string", "        code:\n          type: integer")], "breaking wire type-changed Failure.code"),
    ("the items of a list have another type", &[("          description: The parts.\n          items:\n            type: string", "          description: The parts.\n          items:\n            type: integer")], "breaking wire type-changed Job.parts[]"),
    ("a property of a response may be missing", &[("      required: [job_id]\n", "")], "breaking wire required-changed Created.job_id"),
    ("a property of a response may be null", &[("          type: array\n          description: The parts.", "          type: array\n          nullable: true\n          description: The parts.")], "breaking wire nullable-changed Job.parts"),
    ("a success has another status", &[("        '204':", "        '202':")], "breaking wire response-removed response 204 of DeleteJob"),
    ("a header of a response is removed", &[("          headers:\n            X-Total:\n              description: The number of jobs.\n              schema:\n                type: integer\n", "")], "breaking wire header-removed response 200 of ListJobs header `X-Total`"),
    ("a way to authenticate is removed", &[("  - signature: []\n    date: []\n", "")], "breaking wire authentication-removed security"),
    ("a header that authenticates has another name", &[("name: X-Token", "name: X-Auth")], "breaking wire authentication-removed security"),
    ("an operation takes another way to authenticate", &[(OTHER_OPERATION, "      summary: Delete a job\n      security: [{token: []}]\n")], "breaking wire authentication-removed security"),
    ("a server is another", &[("https://{region}.example.com", "https://{region}.example.org")], "breaking wire server-removed server `https://{region}.example.com`"),
    ("another server is the first", &[("  - url: https://{region}", "  - url: https://example.net\n  - url: https://{region}")], "breaking source first-server-changed server `https://example.net`"),
    ("a region is removed", &[("enum: [north, south]", "enum: [north]")], "breaking wire server-value-removed server `https://{region}.example.com`"),
    ("the usual region is another", &[("default: north", "default: south")], "breaking wire default-changed server `https://{region}.example.com`"),
    ("a default is another", &[("default: 10", "default: 20")], "breaking source default-changed parameter `limit` of ListJobs"),
    ("a schema has another name", &[("/schemas/Name'", "/schemas/Title'"), ("    Name:\n", "    Title:\n")], "breaking source schema-renamed Title"),
    ("a type has another name", &[("/schemas/Name'", "/schemas/Title'"), ("    Name:\n", "    Title:\n")], "breaking rust type-renamed types::Name"),
    ("an operation may no longer be repeated", &[("x-idempotency: idempotent", "x-idempotency: never")], "breaking wire x-idempotency-changed DeleteJob"),
    ("fewer requests are allowed", &[("x-rate-limit: {north: 10}", "x-rate-limit: {north: 5}")], "breaking wire rate-limit-changed CreateJob"),
    ("an upload has another content type", &[("content-type: application/zip", "content-type: audio/wav")], "breaking wire upload-changed Created.url"),
];

#[rustfmt::skip] // The edits as they stand in the file.
pub(super) const HARMLESS: &[Edit] = &[
    ("a description is another", &[("description: The jobs.\n", "description: Some jobs.\n")], "docs source description-changed response 200 of ListJobs"),
    ("a text of a schema is another that no place shows", &[("description: A name.\n", "description: Any name.\n")], "docs source description-changed Name"),
    ("a tag is described", &[("description: Jobs.\n", "description: All jobs.\n")], "docs source description-changed tag `Jobs`"),
    ("a path is described", &[("  /v1/{project_id}/jobs:\n", "  /v1/{project_id}/jobs:\n    summary: Jobs\n")], "docs source summary-added /v1/{project_id}/jobs"),
    ("a summary is another", &[("summary: Show a job", "summary: Shows a job")], "docs source summary-changed ShowJob"),
    ("an example is new", &[("          description: The length.\n", "          description: The length.\n          example: 5\n")], "docs source example-added Job.seconds"),
    ("a source is new", &[("      description: A name.\n", "      description: A name.\n      x-source: {page: 'https://example.com', date: '2026-01-29'}\n")], "docs source extension-added Name"),
    ("an operation is new", &[("    delete:\n", "    put:\n      operationId: ChangeJob\n      parameters:\n        - $ref: '#/components/parameters/ProjectId'\n        - name: job_id\n          in: path\n          required: true\n          schema:\n            $ref: '#/components/schemas/JobId'\n      responses:\n        '204':\n          description: Done.\n    delete:\n")], "additive wire operation-added ChangeJob"),
    ("an optional parameter is new", &[("        - name: limit\n", "        - name: sort\n          in: query\n          schema:\n            type: string\n        - name: limit\n")], "additive wire parameter-added parameter `sort` of ListJobs"),
    ("an optional property of a request is new", &[("        count:\n", "        width:\n          type: string\n        count:\n")], "additive wire property-added NewJob.width"),
    ("a property of a response is new", &[("        seconds:\n", "        size:\n          type: string\n        seconds:\n")], "additive wire property-added Job.size"),
    ("a value of an open enum is new", &[("enum: [NEWS, SHOP, LIVE]", "enum: [NEWS, SHOP, LIVE, SONG]"), ("[News, Shop, Live]", "[News, Shop, Live, Song]")], "additive wire enum-value-added Tag"),
    ("an upper limit of a request is higher", &[("maxLength: 32", "maxLength: 64")], "additive wire maxLength-changed Name"),
    ("an error is told apart", &[("        '204':\n", "        '404':\n          description: There is no such job.\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/Failure'\n        '204':\n")], "additive source response-added response 404 of DeleteJob"),
    ("a server is new", &[("tags:\n  - name", "  - url: https://example.net\ntags:\n  - name")], "additive wire server-added server `https://example.net`"),
    ("a region is new", &[("enum: [north, south]", "enum: [north, south, west]")], "additive wire server-value-added server `https://{region}.example.com`"),
    ("a way to authenticate is new", &[("  - token: []\n", "  - token: []\n  - date: []\n")], "additive wire authentication-added security"),
    ("something is deprecated", &[(OTHER_OPERATION, "      summary: Delete a job\n      deprecated: true\n")], "additive source deprecated-added DeleteJob"),
    ("an operation may be repeated", &[("x-idempotency: reconcile", "x-idempotency: idempotent")], "additive wire x-idempotency-changed CreateJob"),
];

#[rustfmt::skip] // The edits as they stand in the file.
const NOTHING: &[(&str, &[(&str, &str)])] = &[
    ("nothing", &[]),
    ("comments and empty lines", &[("paths:\n", "# A comment.\n\npaths:\n")]),
    ("quotes", &[("type: apiKey, in: header, name: X-Token", "'type': \"apiKey\", in: header, name: 'X-Token'")]),
    ("the order of keys", &[("      type: string\n      description: A name.\n", "      description: A name.\n      type: string\n")]),
    ("the order of required properties, of values and their names", &[
        ("enum: [NEWS, SHOP, LIVE]", "enum: [LIVE, NEWS, SHOP]"), ("[News, Shop, Live]", "[Live, News, Shop]")]),
    ("another folding of a text", &[("description: A created job.\n", "description: >-\n        A created\n        job.\n")]),
    ("a list in block style", &[("      required: [job_id]\n", "      required:\n        - job_id\n")]),
    ("a parameter that is written in its place", &[("        - $ref: '#/components/parameters/User'\n", "        - name: X-User\n          in: header\n          description: The user.\n          schema:\n            type: string\n")]),
    ("a response that is written in its place", &[("        '4XX':\n          $ref: '#/components/responses/Error'\n", "        '4XX':\n          description: It failed.\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/Failure'\n")]),
    ("what holds anyway", &[("        - name: limit\n          in: query\n", "        - name: limit\n          in: query\n          style: form\n          explode: true\n          required: false\n")]),
    ("security that is written with an operation", &[(OTHER_OPERATION, "      summary: Delete a job\n      security: [{token: []}, {signature: [], date: []}]\n")]),
];

/// Calls a function for each edit, as many at a time as there are processors: each edit is a comparison of its own, so
/// that no other edit can be the reason for what is found.
fn for_each<T: Sync>(edits: &[T], test: impl Fn(&T) + Sync) {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let test = &test;
    std::thread::scope(|scope| {
        for part in edits.chunks(edits.len().div_ceil(processors)) {
            scope.spawn(move || part.iter().for_each(test));
        }
    });
}

#[test]
fn each_breaking_edit_is_called_breaking_by_its_rule() {
    for_each(BREAKING, |(name, edits, wanted)| {
        let report = report(SAMPLE, &edited(SAMPLE, edits));
        let lines = lines(&report);
        assert!(lines.iter().any(|line| line == wanted), "{name}: no {wanted} in {lines:#?}");
        assert_eq!(report["required_version"], "2.0.0", "{name}");
    });
}

#[test]
fn no_harmless_edit_is_called_breaking() {
    for_each(HARMLESS, |(name, edits, wanted)| {
        let lines = lines(&report(SAMPLE, &edited(SAMPLE, edits)));
        assert!(lines.iter().any(|line| line == wanted), "{name}: no {wanted} in {lines:#?}");
        assert!(lines.iter().all(|line| !line.starts_with("breaking")), "{name}: {lines:#?}");
    });
}

#[test]
fn an_edit_that_means_nothing_is_no_change() {
    for_each(NOTHING, |(name, edits)| {
        let lines = lines(&report(SAMPLE, &edited(SAMPLE, edits)));
        assert_eq!(lines, [""; 0], "{name}");
    });
}
