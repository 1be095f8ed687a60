//! MV09: tags, security, servers and links.

super::codes! {
    TAG_UNDECLARED = "MV0901" Harmful "a tag that is not declared":
        "The operation has a tag that the list `tags` of the file does not have. Generators make classes from tags: a \
         misspelt one puts the operation into a class of its own.";
    SECURITY_UNDECLARED = "MV0902" Harmful "a security scheme that is not declared":
        "`components/securitySchemes` has no scheme of this name, so generators make a client that does not \
         authenticate.";
    SERVER_VARIABLE = "MV0903" Harmful "a server variable that does not match":
        "A name in braces in a server's URL needs an entry in its `variables`, and the other way round.";
    LINK_OPERATION = "MV0904" Harmful "a link to an operation that does not exist":
        "The link's `operationId` is not the `operationId` of any operation in this file.";
    LINK_PARAMETER = "MV0905" Harmful "a link that sets a parameter that does not exist":
        "The operation that the link leads to has no parameter of this name.";
    LINK_EXPRESSION = "MV0906" Harmful "a runtime expression that finds nothing":
        "The expression is malformed or points at something that request and response do not have. Examples: \
         `$request.path.project_id`, `$response.body#/job_id`, `$response.header.X-Request-Id`.";
    TAG_TWICE = "MV0907" Harmful "a tag declared twice":
        "The list `tags` has the same name twice.";
    SECURITY_SCHEME_INCOMPLETE = "MV0908" Broken "a security scheme that says too little":
        "An `apiKey` needs `name` and `in`, `http` needs `scheme`, `oauth2` needs `flows`, `openIdConnect` needs \
         `openIdConnectUrl`.";
    TAG_UNUSED = "MV0909" Advice "a tag that no operation has":
        "The tag is declared and no operation has it.";
}
