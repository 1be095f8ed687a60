//! Every format that the client checks, in every place of a spec where a text can be.

use std::net::TcpListener;
use std::sync::PoisonError;

use crate::{BUILDING, SPEC, consumer, echo, printed, serve_once, written};

/// An operation for each kind of body.
const OPERATIONS: &str = "
  /v1/{project_id}/formats/{day}/{id}:
    post:
      operationId: SendFormats
      summary: Send formats
      description: Sends them.
      tags: [VoiceTraining]
      x-idempotency: never
      parameters:
        - $ref: '#/components/parameters/ProjectId'
        - {name: day, in: path, required: true, description: It., schema: {type: string, format: date}}
        - {name: id, in: path, required: true, description: It., schema: {$ref: '#/components/schemas/FormatId'}}
        - {name: since, in: query, description: It., schema: {$ref: '#/components/schemas/FormatTime'}}
        - {name: until, in: query, description: It., schema: {type: string, format: date-time, nullable: true}}
        - {name: days, in: query, description: It., schema: {type: array, items: {type: string, format: date}}}
        - name: joined
          in: query
          description: It.
          explode: false
          schema: {type: array, items: {$ref: '#/components/schemas/FormatDay'}}
        - {name: X-Address, in: header, description: It., schema: {type: string, format: ip}}
      requestBody:
        required: true
        description: It.
        content: {application/json: {schema: {$ref: '#/components/schemas/FormatsReq'}}}
      responses:
        '200': {description: It.}
        '4XX': {$ref: '#/components/responses/Error'}
        '5XX': {$ref: '#/components/responses/Error'}
  /v1/{project_id}/formats/read:
    get:
      operationId: ReadFormats
      summary: Read formats
      description: Reads them.
      tags: [VoiceTraining]
      x-idempotency: safe
      parameters:
        - $ref: '#/components/parameters/ProjectId'
      responses:
        '200':
          description: It.
          content: {application/json: {schema: {$ref: '#/components/schemas/FormatsRsp'}}}
        '4XX': {$ref: '#/components/responses/Error'}
        '5XX': {$ref: '#/components/responses/Error'}
";

/// An operation whose body has a media type and a schema.
fn with_body(id: &str, media_type: &str, schema: &str) -> String {
    format!(
        "  /v1/{{project_id}}/formats/{id}:
    post:
      operationId: {id}
      summary: It
      description: It.
      tags: [VoiceTraining]
      x-idempotency: never
      parameters:
        - $ref: '#/components/parameters/ProjectId'
      requestBody: {{required: true, description: It., content: {{{media_type}: {{schema: {schema}}}}}}}
      responses:
        '200': {{description: It.}}
        '4XX': {{$ref: '#/components/responses/Error'}}
        '5XX': {{$ref: '#/components/responses/Error'}}
"
    )
}

const BODIES: [(&str, &str, &str); 7] = [
    ("SendDay", "application/json", "{type: string, format: date}"),
    ("SendNamedDay", "application/json", "{$ref: '#/components/schemas/FormatDay'}"),
    ("SendMaybeDay", "application/json", "{type: string, nullable: true, format: date}"),
    ("SendDays", "application/json", "{type: array, items: {$ref: '#/components/schemas/FormatDays'}}"),
    (
        "SendDaysByName",
        "application/json",
        "{type: object, additionalProperties: {$ref: '#/components/schemas/FormatMaybeDay'}}",
    ),
    ("SendText", "text/plain", "{type: string, format: date}"),
    ("SendForm", "application/x-www-form-urlencoded", "{$ref: '#/components/schemas/FormatForm'}"),
];

const TYPES: &str = "
    FormatTime: {type: string, description: It., format: date-time}
    FormatDay: {type: string, description: It., format: date}
    FormatMaybeDay: {type: string, description: It., nullable: true, format: date}
    FormatOtherDay: {description: It., allOf: [{$ref: '#/components/schemas/FormatDay'}]}
    FormatOtherMaybeDay: {description: It., allOf: [{$ref: '#/components/schemas/FormatMaybeDay'}]}
    FormatShortDay:
      description: It.
      allOf: [{$ref: '#/components/schemas/FormatDay'}, {type: string, maxLength: 30}]
    FormatDays: {type: array, description: It., items: {$ref: '#/components/schemas/FormatDay'}}
    FormatOtherDays: {description: It., allOf: [{$ref: '#/components/schemas/FormatDays'}]}
    FormatId: {type: string, description: It., format: uuid}
    FormatMaybeCount: {type: integer, description: It., nullable: true, maximum: 3}
    FormatKind:
      type: string
      description: It.
      format: date
      enum: ['2021-01-10']
      x-extensible-enum: true
      x-enum-varnames: [First]
      x-enum-descriptions: {'2021-01-10': The first.}
    Formats:
      type: object
      description: It.
      required: [needed_day, needed_maybe_day]
      properties:
        needed_day: {type: string, format: date, description: It.}
        needed_maybe_day: {type: string, format: date, nullable: true, description: It.}
        time: {type: string, format: date-time, description: It.}
        day: {type: string, format: date, description: It.}
        secret_day: {type: string, format: date, x-sensitive: true, description: It.}
        named_time: {allOf: [{$ref: '#/components/schemas/FormatTime'}], description: It.}
        named_day: {$ref: '#/components/schemas/FormatDay'}
        maybe_day: {$ref: '#/components/schemas/FormatMaybeDay'}
        null_day: {allOf: [{$ref: '#/components/schemas/FormatDay'}], nullable: true, description: It.}
        other_day: {$ref: '#/components/schemas/FormatOtherDay'}
        other_maybe_day: {$ref: '#/components/schemas/FormatOtherMaybeDay'}
        days: {type: array, nullable: true, description: It., items: {type: string, format: date}}
        maybe_days: {type: array, nullable: true, description: It., items: {type: string, format: date, nullable: true}}
        named_days: {allOf: [{$ref: '#/components/schemas/FormatOtherDays'}], nullable: true, description: It.}
        weeks:
          type: array
          nullable: true
          description: It.
          items: {type: array, items: {$ref: '#/components/schemas/FormatMaybeDay'}}
        by_name: {type: object, description: It., additionalProperties: {type: string, format: date-time}}
        maybe_by_name: {type: object, description: It., additionalProperties: {$ref: '#/components/schemas/FormatMaybeDay'}}
        kind: {allOf: [{$ref: '#/components/schemas/FormatKind'}], description: It.}
        id: {type: string, format: uuid, description: It.}
        named_id: {$ref: '#/components/schemas/FormatId'}
        ip: {type: string, format: ip, description: It.}
        v4: {type: string, format: ipv4, description: It.}
        v6: {type: string, format: ipv6, description: It.}
        builder: {type: string, format: date, description: It.}
    FormatsRsp:
      type: object
      description: It.
      properties:
        presumed: {type: string, format: date, default: '2021-01-10', description: It.}
        found: {allOf: [{$ref: '#/components/schemas/Formats'}], description: It.}
    FormatsMore:
      type: object
      description: It.
      properties:
        short_day: {$ref: '#/components/schemas/FormatShortDay'}
        limited_day: {type: string, format: date, maxLength: 10, description: It.}
        counts: {type: array, description: It., items: {type: integer, nullable: true, maximum: 3}}
        maybe_count: {$ref: '#/components/schemas/FormatMaybeCount'}
        open: {$ref: '#/components/schemas/FormatsOpen'}
    FormatsOpen:
      type: object
      description: It.
      additionalProperties: {type: string, format: date}
      properties:
        time: {type: string, format: date-time, description: It.}
    FormatsReq:
      description: It.
      allOf: [{$ref: '#/components/schemas/Formats'}, {$ref: '#/components/schemas/FormatsMore'}]
    FormatForm:
      type: object
      description: It.
      properties:
        day: {type: string, format: date, description: It.}
        id: {$ref: '#/components/schemas/FormatId'}
";

/// Returns the real spec with these operations and types.
fn spec() -> String {
    let operations: String = BODIES.iter().map(|(id, media_type, schema)| with_body(id, media_type, schema)).collect();
    let operations = format!("{OPERATIONS}{operations}components:\n");
    SPEC.replacen("\ncomponents:\n", &operations, 1).replacen("\n  schemas:\n", &format!("\n  schemas:{TYPES}"), 1)
}

/// A response with one text for each format.
fn response(day: &str, rest: [&str; 5]) -> String {
    let [time, maybe, id, ip, v4] = rest;
    format!(
        "{{\"presumed\": \"{day}\", \"found\": {{\"needed_day\": \"{day}\", \"needed_maybe_day\": {maybe}, \"time\": \"{time}\", \
         \"day\": \"{day}\", \"secret_day\": \"{day}\", \"named_time\": \"{time}\", \"named_day\": \"{day}\", \"maybe_day\": \
         \"{day}\", \"null_day\": {maybe}, \"other_day\": \"{day}\", \"other_maybe_day\": \"{day}\", \"days\": [\"{day}\"], \
         \"maybe_days\": [{maybe}], \"named_days\": [\"{day}\"], \"weeks\": [[\"{day}\", null]], \"by_name\": {{\"a\": \
         \"{time}\"}}, \"maybe_by_name\": {{\"a\": {maybe}}}, \"kind\": \"{day}\", \"id\": \"{id}\", \"named_id\": \"{id}\", \
         \"ip\": \"{ip}\", \"v4\": \"{v4}\", \"v6\": \"{ip}\", \"builder\": \"{day}\"}}}}"
    )
}

const DAY: &str = "2021-01-10";
const ID: &str = "123e4567-e89b-12d3-a456-426614174000";

#[test]
#[ignore = "slow: builds the library and a program for a spec with every format"]
fn a_text_with_a_format_is_checked_before_it_is_sent_and_loses_no_response() {
    let _alone = BUILDING.lock().unwrap_or_else(PoisonError::into_inner);
    let spec = written("formats.yaml", &spec());
    let time = "2021-01-10T08:43:17Z";
    let (right, right_request) = serve_once(response(DAY, [time, "\"2021-01-10\"", ID, "::1", "192.0.2.1"]));
    let (wrong, wrong_request) = serve_once(response("soon", ["soon", "null", "u", "here", "::1"]));
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (sender, requests) = std::sync::mpsc::channel();
    std::thread::spawn(move || echo(listener, sender));

    let built = consumer(&["build", "--example", "formats"], &spec, "");
    assert!(built.status.success(), "{}", printed(&built));
    let run = consumer(&["run", "--quiet", "--example", "formats", "--", &right, &wrong, &url], &spec, "");
    assert!(run.status.success(), "{}", printed(&run));
    for request in [right_request, wrong_request] {
        assert_eq!(request.join().expect("a response"), "GET /v1/p/formats/read HTTP/1.1");
    }

    let [target, content_type, body] = requests.try_recv().expect("the first request");
    let query = "since=2021-01-10T08%3A43%3A17Z&until=2021-01-10T08%3A43%3A17Z&days=2021-01-10&days=2021-01-10\
                 &joined=2021-01-10%2C2021-01-10";
    let (path, sent) = target.split_once('?').expect("a query");
    assert_eq!((path, &*content_type), (&*format!("/v1/p/formats/{DAY}/{ID}"), "application/json"));
    assert_eq!(sorted(sent), sorted(query));
    let body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    let expected = serde_json::json!({
        "needed_day": DAY, "needed_maybe_day": DAY, "time": time, "day": DAY, "secret_day": DAY, "named_time": time,
        "named_day": DAY, "maybe_day": DAY, "null_day": DAY, "other_day": DAY, "other_maybe_day": DAY, "days": [DAY],
        "maybe_days": [null], "named_days": [DAY], "weeks": [[DAY]], "by_name": {DAY: time}, "maybe_by_name": {DAY: DAY},
        "kind": DAY, "id": ID, "named_id": ID, "ip": "::1", "v4": "192.0.2.1", "v6": "::1", "builder": DAY,
        "short_day": DAY, "limited_day": DAY, "counts": [null, 3], "maybe_count": 3, "open": {"time": time, "more": DAY},
    });
    assert_eq!(body, expected);
    for (operation, content_type, body) in [
        ("SendDay", "application/json", "\"2021-01-10\""),
        ("SendNamedDay", "application/json", "\"2021-01-10\""),
        ("SendMaybeDay", "application/json", "null"),
        ("SendMaybeDay", "application/json", "\"2021-01-10\""),
        ("SendDays", "application/json", "[[\"2021-01-10\"]]"),
        ("SendDaysByName", "application/json", "{\"2021-01-10\":\"2021-01-10\"}"),
        ("SendText", "text/plain", DAY),
        ("SendForm", "application/x-www-form-urlencoded", &format!("day={DAY}&id={ID}")),
    ] {
        let sent = requests.try_recv().expect("a request");
        assert_eq!(sent, [format!("/v1/p/formats/{operation}"), content_type.to_owned(), body.to_owned()]);
    }
    // Nothing that is wrong was sent.
    assert!(requests.try_recv().is_err());
}

/// Returns the parameters of a query in one order: the generator sorts them.
fn sorted(query: &str) -> Vec<&str> {
    let mut parameters: Vec<&str> = query.split('&').collect();
    parameters.sort_unstable();
    parameters
}
