//! MV05: request bodies and responses.

super::codes! {
    BODY_MEDIA_TYPES = "MV0501" Broken "a request body with several media types":
        "The generator takes one media type for a request body. Keep `application/json`.";
    BODY_MEDIA_TYPE_UNSUPPORTED = "MV0502" Broken "a request body that cannot be generated":
        "The generator sends `application/json`, `application/octet-stream`, `application/x-www-form-urlencoded`, \
         `text/plain` and `text/x-markdown`. Uploads to pre-signed URLs are no operations of this API: describe the URL \
         with `x-upload`, and the client's upload code uses it.";
    NO_SUCCESS = "MV0503" Harmful "no response for success":
        "Without a 2XX response, the client gives its callers a stream of bytes. Describe the success, even when it has \
         no body: `'200': {description: Done.}`.";
    SEVERAL_SUCCESS = "MV0504" Broken "several kinds of success":
        "A method returns one type, so all 2XX responses of an operation must have the same schema, or all have none. \
         `default` counts as a success too.";
    SEVERAL_ERRORS = "MV0505" Broken "several kinds of error":
        "A method fails with one type, so all 4XX and 5XX responses of an operation must be the same. Here they are all \
         `$ref: '#/components/responses/Error'`. `default` counts as an error too.";
    NO_ERROR_RANGE = "MV0506" Harmful "errors that are not described":
        "An answer whose status is not described reaches the caller without its code and message. Gateways answer 401, \
         403, 404, 429, 502 whatever the help pages list: describe `'4XX'` and `'5XX'`.";
    DEFAULT_RESPONSE = "MV0507" Harmful "a default response":
        "The generator counts `default` as success and as error, so that one type must serve both. Write `'4XX'` and \
         `'5XX'` instead; every generator understands them.";
    STATUS_KEY = "MV0508" Broken "a key that is no status":
        "The keys of `responses` are a status from 100 to 599, a range from `1XX` to `5XX` with upper-case X, or \
         `default`.";
    NO_SCHEMA = "MV0509" Broken "a media type without a schema":
        "What the body holds is not said. Give the media type a `schema`, or leave out the `content` when there is no \
         body.";
    BODY_ON_GET = "MV0510" Harmful "a request body where none is expected":
        "HTTP gives a body no meaning in GET, HEAD and DELETE. Proxies drop it or refuse the request. Use parameters.";
    BODY_OPTIONAL = "MV0511" Advice "an optional request body":
        "Clients send a body that is left out as nothing, as `{}` or as `null`, each generator in its own way. With \
         `required: true` all of them send `{}` when there is nothing to say.";
    RESPONSE_MEDIA_TYPES = "MV0512" Harmful "a response with several media types":
        "The generated client reads one of them (JSON, if it is there) and fails on the others. Describe the one that \
         the client asks for.";
    BODY_SCHEMA = "MV0513" Broken "a body whose schema does not fit its media type":
        "A body of `application/octet-stream` is bytes, `{type: string, format: binary}`; one of `text/plain` or \
         `text/x-markdown` is a text, `{type: string}`, without limits, which nothing would check. One of \
         `application/x-www-form-urlencoded` is an object whose properties are single values.";
    MEDIA_TYPE_MISSPELT = "MV0514" Harmful "a media type that looks misspelt":
        "With `applicaton/json`, the client takes the answer for bytes that it knows nothing of. A media type is \
         written in lower case here: `application/json`.";
    JSON_AS_BYTES = "MV0515" Harmful "JSON that is read as bytes":
        "Only a response of `application/json` is read as its schema. One of a type such as `application/hal+json` is \
         given to the caller as bytes. Most services give the same body for `application/json`.";
}
