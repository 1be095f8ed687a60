use super::case::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case(
        "MV0501",
        &[(
            "        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/NewThing'\n            examples:\n",
            "        «content:\n          text/plain: {schema: {type: string}}\n          application/json:\n            schema:\n              $ref: '#/components/schemas/NewThing'\n            examples:\n",
        )],
    ),
    case(
        "MV0502",
        &[(
            "        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/NewThing'\n            examples:\n",
            "        content:\n          «application/zip:\n            schema:\n              $ref: '#/components/schemas/NewThing'\n            examples:\n",
        )],
    ),
    case(
        "MV0503",
        &[(
            "      responses:\n        '200':\n          description: The thing.\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/Thing'\n",
            "      «responses:\n",
        )],
    ),
    case(
        "MV0504",
        &[(
            "        '200':\n          description: The thing.\n",
            "        '204': {description: None.}\n        «'200':\n          description: The thing.\n",
        )],
    ),
    case(
        "MV0505",
        &[(
            "        '4XX':\n          $ref: '#/components/responses/Error'\n        '5XX':\n          $ref: '#/components/responses/Error'\n  /v1/things:\n",
            "        '404': {description: None.}\n        «'4XX':\n          $ref: '#/components/responses/Error'\n        «'5XX':\n          $ref: '#/components/responses/Error'\n  /v1/things:\n",
        )],
    ),
    case(
        "MV0506",
        &[
            (
                "        '4XX':\n          $ref: '#/components/responses/Error'\n        '5XX':\n          $ref: '#/components/responses/Error'\n  /v1/things:\n",
                "        '4XX':\n          $ref: '#/components/responses/Error'\n  /v1/things:\n",
            ),
            (
                "      responses:\n        '200':\n          description: The thing.\n",
                "      «responses:\n        '200':\n          description: The thing.\n",
            ),
        ],
    ),
    case(
        "MV0507",
        &[(
            "        '200':\n          description: The thing.\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/Thing'\n        '4XX':\n          $ref: '#/components/responses/Error'\n        '5XX':\n          $ref: '#/components/responses/Error'\n",
            "        «default:\n          description: The thing.\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/Thing'\n",
        )],
    ),
    case(
        "MV0508",
        &[(
            "        '4XX':\n          $ref: '#/components/responses/Error'\n        '5XX':\n          $ref: '#/components/responses/Error'\n  /v1/things:\n",
            "        «4xx: {description: None.}\n        '4XX':\n          $ref: '#/components/responses/Error'\n        '5XX':\n          $ref: '#/components/responses/Error'\n  /v1/things:\n",
        )],
    ),
    case(
        "MV0508",
        &[(
            "        '4XX':\n          $ref: '#/components/responses/Error'\n        '5XX':\n          $ref: '#/components/responses/Error'\n  /v1/things:\n",
            "        «'600': {description: None.}\n        '4XX':\n          $ref: '#/components/responses/Error'\n        '5XX':\n          $ref: '#/components/responses/Error'\n  /v1/things:\n",
        )],
    ),
    case(
        "MV0509",
        &[(
            "        '5XX':\n          $ref: '#/components/responses/Error'\n  /v1/things:\n",
            "        '5XX':\n          $ref: '#/components/responses/Error'\n        '300': {description: Elsewhere., content: {«text/plain: {}}}\n  /v1/things:\n",
        )],
    ),
    case("MV0510", &[("    post:\n", "    delete:\n"), ("      requestBody:\n", "      «requestBody:\n")]),
    case("MV0511", &[("        required: true\n        content:\n", "        required: «false\n        content:\n")]),
    case(
        "MV0512",
        &[(
            "          description: The thing.\n          content:\n",
            "          description: The thing.\n          «content:\n            text/plain: {schema: {type: string}}\n",
        )],
    ),
    case(
        "MV0513",
        &[(
            "        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/NewThing'\n            examples:\n",
            "        content:\n          application/octet-stream:\n            «schema:\n              $ref: '#/components/schemas/NewThing'\n            examples:\n",
        )],
    ),
    case(
        "MV0513",
        &[(
            "        content:\n          application/json:\n            schema:\n              $ref: '#/components/schemas/NewThing'\n            examples:\n",
            "        content:\n          text/plain:\n            «schema:\n              $ref: '#/components/schemas/NewThing'\n            examples:\n",
        )],
    ),
    case(
        "MV0514",
        &[(
            "          description: The thing.\n          content:\n            application/json:\n",
            "          description: The thing.\n          content:\n            «applicaton/json:\n",
        )],
    ),
    case(
        "MV0515",
        &[(
            "          description: The thing.\n          content:\n            application/json:\n",
            "          description: The thing.\n          content:\n            «application/hal+json:\n",
        )],
    ),
];
