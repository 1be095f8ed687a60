//! MV08: the extensions of this spec, which `openapi/README.md` explains.

super::codes! {
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
}
