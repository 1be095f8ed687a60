//! MV07: responses must be open, and requests must leave choices to the caller.

super::codes! {
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
    READ_FORMAT = "MV0705" Harmful "a format in a response that is parsed":
        "The client parses a value of this format while it reads the response; a value that does not parse loses the \
         whole response. Remove the format and mention it in the description.";
    SENT_DEFAULT = "MV0706" Harmful "a default in a request":
        "A generated client always sends the default, so the service can no longer choose the value, and callers \
         cannot omit the property. State in the description which value the service assumes.";
    ONE_WAY_REQUIRED = "MV0707" Harmful "a required property of the other direction":
        "OpenAPI requires a `readOnly` property in responses only, and a `writeOnly` property in requests only. The \
         client has one type for both: callers would have to send a property that is only read, and a response that \
         omits a property that is only sent would fail. Remove the property from `required`.";
}
