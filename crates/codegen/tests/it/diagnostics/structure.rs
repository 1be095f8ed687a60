use super::case::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case("MV0201", &[("version: '1.0.0'", "version: «1.0")]),
    case("MV0201", &[("    Thing:\n      type: object\n", "    Thing:\n      «type: [object, 'null']\n")]),
    case("MV0201", &[("          minLength: 1\n", "          minLength: «'1'\n")]),
    case(
        "MV0201",
        &[("      tags: [Things]\n      x-idempotency: never\n", "      tags: «Things\n      x-idempotency: never\n")],
    ),
    case("MV0202", &[("info:\n  title: Things\n", "«info:\n")]),
    case("MV0202", &[("        '200':\n          description: The thing.\n", "        «'200':\n")]),
    case(
        "MV0203",
        &[(
            "          type: string\n          description: Its id.\n",
            "          «tpye: string\n          description: Its id.\n",
        )],
    ),
    case(
        "MV0203",
        &[(
            "          type: string\n          minLength: 1\n          maxLength: 64\n",
            "          type: string\n          minLength: 1\n          «maxlength: 64\n",
        )],
    ),
    case("MV0203", &[("      summary: Show a thing\n", "      summary: Show a thing\n      «sumary: Again\n")]),
    case("MV0203", &[("  version: '1.0.0'\n", "  version: '1.0.0'\n  «mood: good\n")]),
    case("MV0203", &[("  /v1/things:\n    post:\n", "  /v1/things:\n    «pots: {}\n    post:\n")]),
    case(
        "MV0203",
        &[(
            "      in: header\n      name: X-Auth-Token\n",
            "      in: header\n      «nmae: x\n      name: X-Auth-Token\n",
        )],
    ),
    case(
        "MV0203",
        &[(
            "                thing_id: $response.body#/id\n",
            "                thing_id: $response.body#/id\n              «parmeters: {}\n",
        )],
    ),
    case("MV0203", &[("        default: north\n", "        default: north\n        «enumm: [north]\n")]),
    case("MV0204", &[("          description: Its id.\n", "          description: Its id.\n          «const: x\n")]),
    case("MV0204", &[("tags:\n  - name: Things\n", "«webhooks: {}\ntags:\n  - name: Things\n")]),
    case("MV0205", &[("openapi: 3.0.3\n", "openapi: «3.1.0\n")]),
    case("MV0205", &[("openapi: 3.0.3\ninfo:\n", "«info:\n")]),
    case("MV0206", &[("          type: integer\n          format: int64\n", "          type: «intger\n")]),
    case(
        "MV0206",
        &[(
            "          in: header\n          description: The user.\n",
            "          in: «heder\n          description: The user.\n",
        )],
    ),
    case("MV0207", &[("components:\n", "  «v1/others: {}\ncomponents:\n")]),
    case(
        "MV0208",
        &[
            (
                "          links:\n",
                "          headers:\n            X-User: {$ref: '#/components/headers/X User'}\n          links:\n",
            ),
            (
                "  responses:\n    Error:\n",
                "  headers:\n    «X User: {description: It., schema: {type: string}}\n  responses:\n    Error:\n",
            ),
        ],
    ),
    case("MV0206", &[("          example: u-1\n", "          example: u-1\n          style: «deepObject\n")]),
    case(
        "MV0202",
        &[("              operationId: ShowThing\n", ""), ("            ShowThing:\n", "            «ShowThing:\n")],
    ),
    case("MV0205", &[("openapi: 3.0.3\n", "«swagger: '2.0'\n")]),
    case("MV0209", &[("components:\n  securitySchemes:\n", "«componets:\n  securitySchemes:\n")]),
    case("MV0209", &[("paths:\n  /v1/things/{thing_id}:\n", "«path:\n  /v1/things/{thing_id}:\n")]),
    case("MV0209", &[("  schemas:\n    NewThing:\n", "  «shemas:\n    NewThing:\n")]),
    case(
        "MV0209",
        &[(
            "components:\n  securitySchemes:\n    token:\n      type: apiKey\n      in: header\n      name: X-Auth-Token\n",
            "«securitySchemes:\n    token:\n      type: apiKey\n      in: header\n      name: X-Auth-Token\ncomponents:\n",
        )],
    ),
];
