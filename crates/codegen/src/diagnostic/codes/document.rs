//! MV09: tags, security, servers and links.

super::codes! {
    TAG_UNDECLARED = "MV0901" Harmful "an undeclared tag":
        "The operation has a tag that the file's `tags` list does not contain. Generators make classes from tags: a \
         misspelt tag puts the operation into a class of its own.";
    SECURITY_UNDECLARED = "MV0902" Harmful "an undeclared security scheme":
        "`components/securitySchemes` has no scheme of this name, so generators make a client that does not \
         authenticate.";
    SERVER_VARIABLE = "MV0903" Harmful "a server variable that does not match":
        "Each name in braces in a server's URL needs an entry in the server's `variables`, and each variable needs its \
         name in the URL.";
    LINK_OPERATION = "MV0904" Harmful "a link to an operation that does not exist":
        "The link's `operationId` is not the `operationId` of any operation in this file.";
    LINK_PARAMETER = "MV0905" Harmful "a link that sets a parameter that does not exist":
        "The operation that the link leads to has no parameter of this name.";
    LINK_EXPRESSION = "MV0906" Harmful "a runtime expression that cannot be resolved":
        "The expression is malformed, or refers to something that the request and the response do not have. Examples: \
         `$request.path.project_id`, `$response.body#/job_id`, `$response.header.X-Request-Id`.";
    TAG_TWICE = "MV0907" Harmful "a duplicate tag":
        "The `tags` list contains the same name twice.";
    SECURITY_SCHEME_INCOMPLETE = "MV0908" Broken "an incomplete security scheme":
        "An `apiKey` needs `name` and `in`, `http` needs `scheme`, `oauth2` needs `flows`, and `openIdConnect` needs \
         `openIdConnectUrl`.";
    TAG_UNUSED = "MV0909" Advice "an unused tag":
        "The tag is declared, but no operation has it.";
}
