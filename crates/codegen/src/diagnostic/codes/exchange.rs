//! MV05: request bodies and responses.

super::codes! {
    BODY_MEDIA_TYPES = "MV0501" Broken "a request body with several media types":
        "The generator supports one media type for a request body. Keep `application/json`.";
    BODY_MEDIA_TYPE_UNSUPPORTED = "MV0502" Broken "a request body of an unsupported media type":
        "The generator sends `application/json`, `application/octet-stream`, `application/x-www-form-urlencoded`, \
         `text/plain` and `text/x-markdown`. Uploads to pre-signed URLs are not operations of this API: describe the \
         URL with `x-upload`, and the client's upload code uses it.";
    NO_SUCCESS = "MV0503" Harmful "no success response":
        "Without a 2XX response, the client returns a stream of bytes to its callers. Describe the success even if it \
         has no body: `'200': {description: Done.}`.";
    SEVERAL_SUCCESS = "MV0504" Broken "success responses that differ":
        "A method returns one type, so all 2XX responses of an operation must have the same schema, or none of them \
         has one. `default` counts as a success too.";
    SEVERAL_ERRORS = "MV0505" Broken "error responses that differ":
        "A method fails with one type, so all 4XX and 5XX responses of an operation must be the same. In this spec \
         they are all `$ref: '#/components/responses/Error'`. `default` counts as an error too.";
    NO_ERROR_RANGE = "MV0506" Harmful "errors that are not described":
        "A response whose status is not described reaches the caller without its code and message. Gateways respond \
         with 401, 403, 404, 429 and 502 whatever the help pages list, so describe `'4XX'` and `'5XX'`.";
    DEFAULT_RESPONSE = "MV0507" Harmful "a default response":
        "The generator counts `default` as a success and as an error, so one type must serve for both. Write `'4XX'` \
         and `'5XX'` instead; every generator understands them.";
    STATUS_KEY = "MV0508" Broken "a key that is not a status":
        "The keys of `responses` are statuses from 100 to 599, ranges from `1XX` to `5XX` with an upper-case X, or \
         `default`.";
    NO_SCHEMA = "MV0509" Broken "a media type without a schema":
        "The content of the body is not described. Give the media type a `schema`, or remove `content` if there is no \
         body.";
    BODY_ON_GET = "MV0510" Harmful "a request body on GET, HEAD or DELETE":
        "HTTP defines no meaning for a body in GET, HEAD and DELETE. Proxies drop it or reject the request. Use \
         parameters.";
    BODY_OPTIONAL = "MV0511" Advice "an optional request body":
        "If a caller omits the body, clients send nothing, `{}` or `null`, depending on the generator. With `required: \
         true`, all of them send `{}` when there is nothing to say.";
    RESPONSE_MEDIA_TYPES = "MV0512" Harmful "a response with several media types":
        "The generated client reads one of them (JSON, if there is one) and fails on the others. Describe the media \
         type that the client asks for.";
    BODY_SCHEMA = "MV0513" Broken "a body whose schema does not fit its media type":
        "A body of `application/octet-stream` is bytes: `{type: string, format: binary}`. A body of `text/plain` or \
         `text/x-markdown` is a text: `{type: string}`, without limits, because nothing would check them. A body of \
         `application/x-www-form-urlencoded` is an object whose properties are single values.";
    MEDIA_TYPE_MISSPELT = "MV0514" Harmful "a media type that looks misspelt":
        "With `applicaton/json`, the client treats the response as bytes of an unknown kind. Media types are written \
         in lower case here: `application/json`.";
    JSON_AS_BYTES = "MV0515" Harmful "JSON that is read as bytes":
        "The client decodes only responses of `application/json` by their schema. It returns a response of another \
         type, such as `application/hal+json`, to the caller as bytes. Most services send the same body for \
         `application/json`.";
}
