//! MV10: what the hand-written parts of the client use.

super::codes! {
    CONTRACT_OPERATION = "MV1001" Broken "an operation that the client uses is missing":
        "The client is not only generated: authentication, uploads and the training workflow are written by hand and \
         call this operation. Without it they do not compile. Add operations and fields as you like; those that are \
         used must stay.";
    CONTRACT_FIELD = "MV1002" Broken "a field that the client uses is missing or of another type":
        "A hand-written part of the client reads or sets this property or parameter, with this type.";
    CONTRACT_VALUE = "MV1003" Broken "an enum value that the client uses is missing":
        "A hand-written part of the client names this value.";
    CONTRACT_SCHEMA = "MV1004" Broken "a schema that the client uses is missing or of another kind":
        "A hand-written part of the client names the type that this schema becomes.";
}
