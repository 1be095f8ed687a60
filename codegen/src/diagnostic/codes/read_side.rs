//! MV07: what is read must be open, what is sent must be left to the caller.

super::codes! {
    READ_CLOSED_ENUM = "MV0701" Harmful "a closed enum in an answer":
        "The day the service adds a value, every answer that holds it fails as a whole. Mark the enum with \
         `x-extensible-enum: true`: then a new value is read as `Unknown` and written back as it came.";
    READ_LIMIT = "MV0702" Harmful "a limit on an answer":
        "Readers check limits too: one character more than documented, and the whole answer is lost. Documented limits \
         of what the service returns belong in the description.";
    READ_ADDITIONAL = "MV0703" Harmful "an answer that refuses new properties":
        "With `additionalProperties: false`, the first property that the service adds makes every answer fail.";
    READ_LIST = "MV0704" Harmful "an optional list in an answer that may not be null":
        "Many services write an empty list as `null`, and a reader that does not expect it loses the whole answer. \
         Write `nullable: true`. In this client `null`, a missing list and an empty one are the same: an empty `Vec`.";
    READ_FORMAT = "MV0705" Harmful "a format in an answer that is parsed":
        "A value of this format is parsed while reading; one that does not parse loses the whole answer. Leave the \
         format out and say it in the description.";
    SENT_DEFAULT = "MV0706" Harmful "a default in what is sent":
        "A generated client always sends the default, so the choice is no longer the service's, and callers cannot \
         leave the property out. Say in the description what the service assumes.";
    ONE_WAY_REQUIRED = "MV0707" Harmful "a required property that goes the other way only":
        "OpenAPI requires a property that is `readOnly` in answers alone, and one that is `writeOnly` in requests alone. \
         The client has one type for both: callers would have to send what is only read, and an answer would fail that \
         leaves out what is only sent. Take it out of `required`.";
}
