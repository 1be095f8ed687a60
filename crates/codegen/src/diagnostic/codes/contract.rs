//! MV10: the operations, fields, values and schemas that the hand-written code of the client uses.

super::codes! {
    CONTRACT_OPERATION = "MV1001" Broken "a missing operation that the client uses":
        "Not all of the client is generated. Its authentication, uploads and training workflow are written by hand; \
         this code calls the operation and does not compile without it. Add operations and fields as you like, but \
         keep those that the client uses.";
    CONTRACT_FIELD = "MV1002" Broken "a field that the client uses is missing or has another type":
        "The hand-written code of the client reads or sets this property or parameter, with this type.";
    CONTRACT_VALUE = "MV1003" Broken "a missing enum value that the client uses":
        "The hand-written code of the client names this value.";
    CONTRACT_SCHEMA = "MV1004" Broken "a schema that the client uses is missing or of another kind":
        "The hand-written code of the client names the type that this schema becomes.";
}
