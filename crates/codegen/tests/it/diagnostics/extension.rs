use super::case::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case("MV0801", &[("      x-idempotency: never\n", "      x-idempotency: never\n      «x-idempotncy: never\n")]),
    case("MV0801", &[("          x-sensitive: true\n", "          x-sensitive: true\n          «x-senstive: true\n")]),
    case("MV0802", &[("      x-idempotency: never\n", "      x-idempotency: «sometimes\n")]),
    case("MV0802", &[("        RED: failed\n", "        RED: «done\n")]),
    case("MV0802", &[("            method: PUT\n", "            method: PUT\n            contenttype: «a/b\n")]),
    case(
        "MV0802",
        &[("      x-idempotency: never\n", "      x-idempotency: never\n      x-rate-limit: {north: «ten}\n")],
    ),
    case("MV0803", &[("      x-idempotency: never\n", "      x-idempotency: never\n      «x-sensitive: true\n")]),
    case("MV0804", &[("        RED: failed\n", "        RED: failed\n        «REDD: failed\n")]),
    case(
        "MV0804",
        &[
            ("        - BLUE\n", "        - BLUE\n        - «GREEN\n"),
            ("        BLUE: Like water.\n", "        BLUE: Like water.\n        GREEN: Like grass.\n"),
        ],
    ),
    case("MV0804", &[("            renew: ShowThing\n", "            renew: «ShowThings\n")]),
    case("MV0804", &[("            method: PUT\n", "            method: «POST\n")]),
    case(
        "MV0804",
        &[(
            "      description: The id of the thing.\n",
            "      description: The id of the thing.\n      x-client-default: «project\n",
        )],
    ),
    case(
        "MV0804",
        &[("      x-extensible-enum: true\n", "      x-extensible-enum: true\n      «x-enum-varnames: [Red]\n")],
    ),
    case(
        "MV0804",
        &[("          description: Its id.\n", "          description: Its id.\n          «x-extensible-enum: true\n")],
    ),
    case("MV0805", &[("      x-idempotency: never\n", ""), ("    post:\n", "    «post:\n")]),
    case("MV0806", &[("          x-sensitive: true\n", ""), ("          x-upload:\n", "          «x-upload:\n")]),
    case("MV0807", &[("        BLUE: Like water.\n", ""), ("        - BLUE\n", "        - «BLUE\n")]),
    case(
        "MV0804",
        &[
            (
                "            type: string\n        upload_url:\n",
                "            $ref: '#/components/schemas/Size'\n        upload_url:\n",
            ),
            (
                "    Colour:\n      type: string\n",
                "    Size: {type: integer, description: It., enum: [7], «x-extensible-enum: true, x-enum-descriptions: {}}\n    Colour:\n      type: string\n",
            ),
        ],
    ),
    case("MV0802", &[("      x-idempotency: safe\n", "      x-idempotency: safe\n      x-pagination: «7\n")]),
    case("MV0802", &[("        key: tag\n", "        kye: «tag\n")]),
    case("MV0803", &[("      x-lifecycle:\n", "      «x-pagination: {}\n      x-lifecycle:\n")]),
    case("MV0808", &[("        offset: from\n", "        offset: «form\n")]),
    case("MV0808", &[("        limit: most\n", "        limit: «X-User\n")]),
    case("MV0808", &[("        items: entries\n", "        items: «entry\n")]),
    case("MV0808", &[("        total: sum\n", "        total: «count\n")]),
    case("MV0808", &[("        total: sum\n", ""), ("      x-pagination:\n", "      «x-pagination:\n")]),
    case("MV0808", &[("        key: tag\n", "        key: «id\n")]),
    case(
        "MV0808",
        &[
            ("Some., content: {application/json: {schema: {$ref: '#/components/schemas/Things'}}}}", "Some.}"),
            ("      x-pagination:\n", "      «x-pagination:\n"),
            (
                "        size:\n",
                "        things: {allOf: [{$ref: '#/components/schemas/Things'}], description: It.}\n        size:\n",
            ),
        ],
    ),
    case("MV0809", &[("        offset: from\n", "        offset: «7\n")]),
    case("MV0809", &[("        limit: most\n", "        limit: «like\n")]),
    case(
        "MV0809",
        &[
            ("        limit: most\n", "        limit: «most\n"),
            ("- {name: most, in: query,", "- {name: most, in: query, required: true,"),
        ],
    ),
    case("MV0809", &[("        items: entries\n", "        items: «sum\n")]),
    case("MV0809", &[("        total: sum\n", "        total: «entries\n")]),
    case("MV0809", &[("        key: tag\n", "        key: «rank\n")]),
    case("MV0802", &[("paths:\n", "x-kept: 1\npaths:\n"), ("x-error-codes:\n", "x-error-codes: «7\nx-codes:\n")]),
    case("MV0803", &[("      x-lifecycle:\n", "      «x-error-codes: []\n      x-lifecycle:\n")]),
    case("MV0810", &[("  - service: Depot\n", "  - «7\n  - service: Depot\n")]),
    case("MV0810", &[("  - service: Depot\n", "  - service: «7\n")]),
    case("MV0810", &[("        status: [404]\n", "        status: «404\n")]),
    case("MV0810", &[("        meaning: There is none.\n", "        meaning: «404\n")]),
    case("MV0810", &[("        advice: look elsewhere\n", "        advice: «''\n")]),
    case("MV0810", &[("      D.2: {status: [503], class: server, meaning: It is closed.}\n", "      D.2: «closed\n")]),
    case("MV0811", &[("        advice: look elsewhere\n", "        «advise: look elsewhere\n")]),
    case("MV0811", &[("        meaning: There is none.\n", ""), ("      D.1:\n", "      «D.1:\n")]),
    case("MV0811", &[("    x-source: {artefact: A list, date: '2026-01-02'}\n", ""), ("- service", "- «service")]),
    case("MV0811", &[("{artefact: A list, date: '2026-01-02'}", "{«artifact: A list, date: '2026-01-02'}")]),
    case("MV0812", &[("        class: not-found\n", "        class: «lost\n")]),
    case("MV0812", &[("        class: not-found\n", "        class: «notfound\n")]),
    case("MV0813", &[("        status: [404]\n", "        status: [«'404']\n")]),
    case("MV0813", &[("        status: [404]\n", "        status: [404, «200]\n")]),
    case("MV0813", &[("        status: [404]\n", "        «status: []\n")]),
    case(
        "MV0814",
        &[(
            "      D.2: {status: [503], class: server, meaning: It is closed.}\n",
            "      D.2: {status: [503], class: server, meaning: It is closed.}\n  - service: Yard\n    x-source: {artefact: A list, date: '2026-01-02'}\n    codes:\n      «D.1: {status: [404], class: not-found, meaning: There is none.}\n",
        )],
    ),
    case(
        "MV0804",
        &[("        BLUE: succeeded\n", "        BLUE: waiting\n"), ("      x-lifecycle:\n", "      «x-lifecycle:\n")],
    ),
    case(
        "MV0804",
        &[("          description: Its id.\n", "          description: Its id.\n          x-time-format: «seconds\n")],
    ),
    case(
        "MV0802",
        &[("          description: Its id.\n", "          description: Its id.\n          x-time-format: «hours\n")],
    ),
    case(
        "MV0804",
        &[(
            "          description: Its id.\n",
            "          description: Its id.\n          «x-values-of: {schema: Colour}\n",
        )],
    ),
    case(
        "MV0804",
        &[
            FILTERED,
            (
                "    Colour:\n",
                "    Filter: {type: string, description: It., x-values-of: {schema: «Color}}\n    Colour:\n",
            ),
        ],
    ),
    case(
        "MV0804",
        &[
            FILTERED,
            (
                "    Colour:\n",
                "    Filter: {type: string, description: It., «x-values-of: {separator: ','}}\n    Colour:\n",
            ),
        ],
    ),
    case(
        "MV0804",
        &[
            FILTERED,
            (
                "    Colour:\n",
                "    Filter: {type: string, description: It., x-values-of: {schema: Colour, separator: «', '}}\n    Colour:\n",
            ),
        ],
    ),
];

/// A parameter that refers to the schema `Filter`.
const FILTERED: (&str, &str) =
    ("schema: {type: string}, example: ball}", "schema: {$ref: '#/components/schemas/Filter'}, example: RED}");
