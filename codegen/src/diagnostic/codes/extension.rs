//! MV08: the extensions of this spec, which `openapi/README.md` explains.

super::codes! {
    EXTENSION_MISSPELT = "MV0801" Harmful "an extension that is misspelt":
        "An unknown `x-` key is nobody's fault and is passed over; this one looks very much like one that means \
         something here.";
    EXTENSION_SHAPE = "MV0802" Harmful "an extension with a value of the wrong shape":
        "The extension is passed over, since its value is not what it has to be. `openapi/README.md` has a sample of \
         each extension.";
    EXTENSION_PLACE = "MV0803" Harmful "an extension where it means nothing":
        "The extension is read on another kind of object, and passed over here.";
    EXTENSION_VALUE = "MV0804" Harmful "an extension that does not agree with the rest":
        "The extension names a value, an operation or a setting that does not exist, or leaves one out that it has to \
         name.";
    IDEMPOTENCY_MISSING = "MV0805" Advice "no word on whether a call may be repeated":
        "Without `x-idempotency`, an operation counts as `never`: a call whose answer is lost is not repeated. Say \
         `safe`, `idempotent`, `reconcile` or `never`.";
    UPLOAD_SHOWN = "MV0806" Harmful "an upload URL that is not secret":
        "Who has a pre-signed URL may upload. Without `x-sensitive: true` beside `x-upload`, it appears in `Debug` and \
         so in logs.";
    VALUE_UNDESCRIBED = "MV0807" Advice "an enum value without its meaning":
        "`x-enum-descriptions` becomes the documentation of the variants, and this value is not in it.";
    PAGINATION_NAME = "MV0808" Broken "a list in pages by names that do not exist":
        "`x-pagination` names the query parameters `offset` and `limit`, the properties `items` and `total` of the \
         answer and, where entries have an id, the property `key` of an entry. A list whose pages cannot be found cannot \
         become a stream: name what is there, or remove the extension.";
    PAGINATION_TYPE = "MV0809" Broken "a list in pages by something that cannot be counted":
        "`offset` and `limit` are optional integers, `items` is a list, `total` an integer and `key` a string.";
    ERROR_CODES_SHAPE = "MV0810" Harmful "error codes of the wrong shape":
        "`x-error-codes` is a list of groups; a group has a `service`, its `x-source` and a map of `codes`; a code has \
         `status`, `class`, `meaning` and, if something is known to help, `advice`. What is of another shape is passed \
         over, and the client does not know the code.";
    ERROR_CODES_KEY = "MV0811" Harmful "error codes with a key too many or too few":
        "A key that is misspelt is passed over, and a code without its class or its meaning is not in the client's table. \
         A group without `x-source` leaves nobody a way to tell whether it is still true.";
    ERROR_CLASS = "MV0812" Harmful "an error code of a class that does not exist":
        "The client judges by the class whether a call is repeated and what an error is: request, credentials, token, \
         permission, not-found, conflict, exhausted, file, throttled, server or presigned-url. Take `server` where both \
         sides may be at fault: such a call counts as possibly carried out.";
    ERROR_STATUS = "MV0813" Harmful "an error code with a status that is none":
        "`status` lists the HTTP statuses that come with the code, as numbers from 400 to 599.";
    ERROR_CODE_TWICE = "MV0814" Harmful "an error code that is there twice":
        "Only the first of them is in the client's table.";
}
