use super::case::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case("MV0401", &[("    post:\n      operationId: CreateThing\n", "    «post:\n")]),
    case("MV0402", &[("      operationId: CreateThing\n", "      operationId: «ShowThing\n")]),
    case("MV0402", &[("      operationId: CreateThing\n", "      operationId: «show_thing\n")]),
    case("MV0403", &[("  /v1/things:\n    post:\n", "  /v1/things/{size}/new:\n    «post:\n")]),
    case(
        "MV0404",
        &[(
            "          example: u-1\n",
            "          example: u-1\n        - «name: thing\n          in: path\n          description: It.\n          required: true\n          schema:\n            type: string\n            pattern: '^[a-z]+$'\n",
        )],
    ),
    case(
        "MV0405",
        &[
            (
                "          description: The user.\n          schema:\n            type: string\n          example: u-1\n",
                "          description: The user.\n",
            ),
            ("        - name: X-User\n", "        - «name: X-User\n"),
        ],
    ),
    case(
        "MV0405",
        &[(
            "          description: The user.\n          schema:\n            type: string\n          example: u-1\n",
            "          description: The user.\n          «content: {text/plain: {schema: {type: string}}}\n",
        )],
    ),
    case("MV0406", &[("      in: path\n      required: true\n", "      in: path\n      required: «false\n")]),
    case(
        "MV0406",
        &[("      in: path\n      required: true\n", "      in: path\n"), ("    ThingId:\n", "    «ThingId:\n")],
    ),
    case("MV0407", &[("        pattern: '^[a-z0-9-]+$'\n", ""), ("    ThingId:\n", "    «ThingId:\n")]),
    case(
        "MV0407",
        &[("        pattern: '^[a-z0-9-]+$'\n", "        pattern: '^[^/]+$'\n"), ("    ThingId:\n", "    «ThingId:\n")],
    ),
    case("MV0408", &[("        - name: X-User\n", "        - name: «X-Auth-Token\n")]),
    case(
        "MV0409",
        &[(
            "          example: u-1\n",
            "          example: u-1\n        - «name: X-User\n          in: header\n          description: It.\n          schema:\n            type: string\n",
        )],
    ),
    case(
        "MV0410",
        &[
            ("  /v1/things:\n    post:\n", "  «/v1/things/{id}:\n    post:\n"),
            (
                "          example: u-1\n",
                "          example: u-1\n        - name: id\n          in: path\n          description: It.\n          required: true\n          schema:\n            type: string\n            pattern: '^[a-z]+$'\n",
            ),
        ],
    ),
    case("MV0411", &[("        - name: X-User\n", "        - name: «Content-Type\n")]),
    case(
        "MV0413",
        &[("        - name: X-User\n          in: header\n", "        - name: X-User\n          in: «cookie\n")],
    ),
    case(
        "MV0413",
        &[(
            "          in: header\n          description: The user.\n          schema:\n            type: string\n          example: u-1\n",
            "          in: «header\n          description: The user.\n          schema:\n            type: array\n            items: {type: string}\n",
        )],
    ),
    case("MV0414", &[("      summary: Create a thing\n", ""), ("    post:\n", "    «post:\n")]),
    case("MV0414", &[("      description: A colour.\n", "      «description: ''\n")]),
    case("MV0415", &[("  /v1/things:\n    post:\n", "  «/v1/things/{:\n    post:\n")]),
    case("MV0415", &[("  /v1/things:\n    post:\n", "  «/v1/things?a=b:\n    post:\n")]),
    case("MV0416", &[("      operationId: CreateThing\n", "      operationId: «2things\n")]),
    case(
        "MV0417",
        &[(
            "          example: u-1\n",
            "          example: u-1\n        - «name: x_user\n          in: query\n          description: It.\n          schema:\n            type: string\n",
        )],
    ),
    case("MV0413", &[("        - name: X-User\n", "        - name: «X User\n")]),
    case(
        "MV0413",
        &[(
            "        - {name: like, in: query, description: Only those., schema: {type: string}, example: ball}\n",
            "        - {name: like, in: query, description: Only those., style: «deepObject, schema: {type: string}}\n",
        )],
    ),
    case(
        "MV0413",
        &[(
            "        - {name: like, in: query, description: Only those., schema: {type: string}, example: ball}\n",
            "        - {name: like, in: query, description: Only those., «schema: {type: array, items: {type: array, items: {type: string}}}}\n",
        )],
    ),
    case(
        "MV0413",
        &[(
            "        - {name: like, in: query, description: Only those., schema: {type: string}, example: ball}\n",
            "        - {name: like, in: query, description: Only those., «schema: {type: object, additionalProperties: {type: string}}}\n",
        )],
    ),
    case(
        "MV0413",
        &[("      in: path\n      required: true\n", "      in: path\n      style: «label\n      required: true\n")],
    ),
    case("MV0418", &[("  /v1/things:\n", "  «/v1/things/:\n")]),
    case("MV0418", &[("  /v1/things:\n", "  «/v1//things:\n")]),
    case("MV0419", &[("      operationId: CreateThing\n", "      operationId: «Train\n")]),
    case("MV0419", &[("        - name: X-User\n", "        - name: «send\n")]),
    case("MV0420", &[("    get:\n      operationId: ShowThing\n", "    «trace:\n      operationId: ShowThing\n")]),
    case(
        "MV0421",
        &[(
            "      operationId: CreateThing\n",
            "      operationId: CreateThing\n      «servers: [{url: 'https://other.example.com'}]\n",
        )],
    ),
];
