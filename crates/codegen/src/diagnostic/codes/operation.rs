//! MV04: paths, operations and parameters.

super::codes! {
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
         example `^[A-Za-z0-9_-]+$`, or an `enum`.";
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
         or a fragment. Declare query parameters with `in: query`.";
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
}
