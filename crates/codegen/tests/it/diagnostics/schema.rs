use super::case::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case("MV0601", &[("          format: int64\n", "          format: «int46\n")]),
    case(
        "MV0602",
        &[("          description: Its id.\n", "          description: Its id.\n          format: «date-time\n")],
    ),
    case(
        "MV0603",
        &[(
            "          type: array\n          nullable: true\n          description: Its parts.\n          items:\n            type: string\n",
            "          type: «array\n          nullable: true\n          description: Its parts.\n",
        )],
    ),
    case(
        "MV0604",
        &[
            (
                "            examples:\n              red:\n                value:\n                  name: ball\n                  colour: RED\n",
                "",
            ),
            ("          minLength: 1\n          maxLength: 64\n", "          minLength: «5\n          maxLength: 3\n"),
        ],
    ),
    case("MV0604", &[("          format: int64\n", "          format: int64\n          multipleOf: «0\n")]),
    case("MV0605", &[("        pattern: '^[a-z0-9-]+$'\n", "        pattern: «'^[a-z'\n")]),
    case("MV0605", &[("        pattern: '^[a-z0-9-]+$'\n", "        pattern: «'^\\p{Han}+$'\n")]),
    case("MV0606", &[("        - BLUE\n", "        - BLUE\n        - «RED\n")]),
    case("MV0607", &[("        - BLUE\n", "        - BLUE\n        - «7\n")]),
    case(
        "MV0608",
        &[(
            "          description: The user.\n          schema:\n            type: string\n",
            "          description: The user.\n          schema:\n            type: string\n            default: «7\n",
        )],
    ),
    case("MV0609", &[("example: 7\n", "example: «seven\n")]),
    case("MV0609", &[("                  colour: RED\n", "                  colour: «RAD\n")]),
    case("MV0609", &[("                  colour: RED\n", "                  color: «RED\n")]),
    case(
        "MV0609",
        &[
            ("                  name: ball\n                  colour: RED\n", "                  colour: RED\n"),
            ("                value:\n", "                «value:\n"),
        ],
    ),
    case(
        "MV0610",
        &[
            ("        - name\n      properties:\n", "        - name\n        - «colours\n      properties:\n"),
            (
                "            examples:\n              red:\n                value:\n                  name: ball\n                  colour: RED\n",
                "",
            ),
        ],
    ),
    case("MV0611", &[("          type: integer\n", "          type: integer\n          «maxLength: 3\n")]),
    case(
        "MV0612",
        &[
            ("          type: string\n          description: Its id.\n", "          description: Its id.\n"),
            ("        id:\n", "        «id:\n"),
        ],
    ),
    case(
        "MV0613",
        &[(
            "          type: string\n          description: Its id.\n",
            "          description: Its id.\n          «anyOf: [{type: string}, {type: integer}]\n",
        )],
    ),
    case(
        "MV0613",
        &[(
            "          type: string\n          description: Its id.\n",
            "          description: Its id.\n          «oneOf: [{type: string}, {type: integer}]\n",
        )],
    ),
    case(
        "MV0614",
        &[
            (
                "          type: string\n          description: Its id.\n",
                "          type: object\n          description: Its id.\n          properties: {a: {type: string, description: It.}}\n",
            ),
            ("        id:\n", "        «id:\n"),
        ],
    ),
    case(
        "MV0615",
        &[
            ("        - BLUE\n", "        - BLUE\n        - «bl-ue\n"),
            ("        BLUE: Like water.\n", "        BLUE: Like water.\n        bl-ue: Like water.\n"),
            ("        BLUE: succeeded\n", "        BLUE: succeeded\n        bl-ue: waiting\n"),
        ],
    ),
    case("MV0615", &[("        size:\n", "        «Id: {type: string, description: It.}\n        size:\n")]),
    case(
        "MV0616",
        &[("          description: Its id.\n", "          description: Its id.\n          «not: {type: integer}\n")],
    ),
    case(
        "MV0617",
        &[("      description: A thing.\n", "      description: A thing.\n      «discriminator: {propertyName: id}\n")],
    ),
    case(
        "MV0618",
        &[
            (
                "    Colour:\n      type: string\n",
                "    «Lifecycle: {type: string, description: It.}\n    Colour:\n      type: string\n",
            ),
            (
                "            type: string\n        upload_url:\n",
                "            $ref: '#/components/schemas/Lifecycle'\n        upload_url:\n",
            ),
        ],
    ),
    case(
        "MV0619",
        &[("          example: u-1\n", "          example: u-1\n          «examples: {one: {value: u-1}}\n")],
    ),
    case(
        "MV0620",
        &[
            (
                "      enum:\n        - RED\n        - BLUE\n      x-extensible-enum: true\n      x-enum-descriptions:\n        RED: Like fire.\n        BLUE: Like water.\n      x-lifecycle:\n        RED: failed\n        BLUE: succeeded\n",
                "      «enum: []\n      x-extensible-enum: true\n",
            ),
            (
                "            examples:\n              red:\n                value:\n                  name: ball\n                  colour: RED\n",
                "",
            ),
        ],
    ),
    case("MV0621", &[("        size:\n", "        «'---': {type: string, description: It.}\n        size:\n")]),
    case("MV0621", &[("        - name: X-User\n", "        - name: «'---'\n")]),
    case(
        "MV0622",
        &[
            ("      description: One of many.\n", "      description: One of many.\n      required: [again]\n"),
            (
                "        rank: {type: integer, format: int64, description: Which it is.}\n",
                "        rank: {type: integer, format: int64, description: Which it is.}\n        «again: {allOf: [{$ref: '#/components/schemas/Entry'}], description: It.}\n",
            ),
        ],
    ),
];
