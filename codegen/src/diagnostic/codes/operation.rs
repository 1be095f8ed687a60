//! MV04: paths, operations and parameters.

super::codes! {
    OPERATION_ID_MISSING = "MV0401" Broken "an operation without a name":
        "The `operationId` becomes the method of the client and the name of its builder. Here it is Huawei's name of \
         the API, such as `ShowVoiceTrainingJob`.";
    OPERATION_ID_TAKEN = "MV0402" Broken "an operation's name is taken":
        "Two operations have the same `operationId`, or two that become the same name in Rust: case, hyphens and \
         underscores do not count there.";
    PATH_NAME_UNDECLARED = "MV0403" Broken "a name in the path without a parameter":
        "The path has a name in braces, and neither the operation nor the path declares a parameter with `in: path` of \
         that name.";
    PATH_PARAMETER_UNUSED = "MV0404" Broken "a path parameter that the path does not have":
        "The parameter says `in: path`, and the path has no such name in braces.";
    PARAMETER_SCHEMA = "MV0405" Broken "a parameter without a schema":
        "A parameter needs a `schema`. The other way that OpenAPI has, `content`, cannot be generated.";
    PATH_PARAMETER_OPTIONAL = "MV0406" Broken "a path parameter that is not required":
        "A path without one of its parts is another path. Write `required: true`.";
    PATH_PARAMETER_UNSAFE = "MV0407" Harmful "a path parameter that may lead elsewhere":
        "A value such as `..`, `a/b` or the empty string makes a request to another path than the one that is meant: \
         `DELETE /jobs/` instead of `DELETE /jobs/{job_id}`. Give the parameter's schema a `pattern` that refuses them, \
         such as `^[A-Za-z0-9_-]+$`, or an `enum`.";
    AUTH_PARAMETER = "MV0408" Harmful "a header of the authentication as a parameter":
        "The client authenticates every request. Declared as a parameter, the header becomes a method by which callers \
         could overwrite it, and other generators ask every caller for it. Describe it in `securitySchemes` only.";
    DUPLICATE_PARAMETER = "MV0409" Broken "a parameter twice":
        "The operation has two parameters of the same name and place.";
    AMBIGUOUS_PATHS = "MV0410" Harmful "two paths that are the same":
        "But for the names in braces, the two paths are the same, so a request cannot be told to belong to one of them. \
         Put their operations under one path.";
    IGNORED_HEADER = "MV0411" Harmful "a header parameter that is passed over":
        "OpenAPI says that header parameters named Accept or Content-Type are ignored: they follow from the media types \
         of the bodies.";
    PARAMETER_UNSUPPORTED = "MV0413" Broken "a parameter that cannot be generated":
        "The generator has no cookies, and takes single values only in headers and paths. In the query it takes single \
         values, and lists of them: repeated, or with commas, spaces or bars between them. It has no `label`, `matrix` and `deepObject`.";
    UNDESCRIBED = "MV0414" Advice "no summary or description":
        "Summaries and descriptions become the documentation of the client, in every language. An operation has a \
         `summary` and a `description`; a schema, a property and a parameter have a `description`.";
    PATH_TEMPLATE = "MV0415" Broken "a path that cannot be read":
        "The braces in the path do not match, hold no name, or hold the same name twice; or the path has a query. Query \
         parameters are declared with `in: query`.";
    OPERATION_ID_FORM = "MV0416" Broken "a name that is none in code":
        "The `operationId` becomes an identifier in every language. Begin it with a letter and use letters, digits, \
         underscores and hyphens.";
    PARAMETERS_FOLD = "MV0417" Broken "two parameters with one name in Rust":
        "Two parameters of the operation become the same field in Rust: the place (`in`), case, hyphens and underscores \
         do not count there. Rename one; of the pair `job_id` in the path and `job_id` in the query, only one can be.";
    PATH_SLASH = "MV0418" Harmful "a path with a slash too many":
        "`/v1/things/` and `/v1/things` are two paths, and gateways answer one of them with 404 or a redirect, which \
         this client does not follow. A slash at the end, or two in a row, is most often a slip of the pen; the generator \
         makes one of two.";
    NAME_SHARED = "MV0419" Advice "a name that the client has too":
        "The client has methods of its own, such as `train`, and so have its requests, such as `send`. An operation or a \
         parameter of that name works all the same, and its method ends with an underscore. Schemas, properties and \
         values may have any name.";
    METHOD_UNSUPPORTED = "MV0420" Broken "a method that cannot be generated":
        "The generator has requests of GET, PUT, POST, DELETE, HEAD and PATCH, and none of OPTIONS and TRACE. Such a \
         request can be sent with `Client::request`.";
    OWN_SERVERS = "MV0421" Harmful "servers of one path or operation":
        "The client sends every request to the endpoint that it was built with. What `servers` of a path or an operation \
         say, it ignores. Operations of another service belong in another spec.";
}
