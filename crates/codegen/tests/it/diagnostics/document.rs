use super::case::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case(
        "MV0901",
        &[("      tags: [Things]\n      x-idempotency: never\n", "      tags: [«Thing]\n      x-idempotency: never\n")],
    ),
    case("MV0902", &[("  - token: []\n", "  - token: []\n  - «tokn: []\n")]),
    case(
        "MV0903",
        &[("  - url: https://things.{region}.example.com\n", "  - url: «https://things.{zone}.{region}.example.com\n")],
    ),
    case("MV0903", &[("        default: north\n", "        default: north\n      «zone: {default: a}\n")]),
    case("MV0903", &[("        default: north\n", "        default: «north\n        enum: [south]\n")]),
    case("MV0904", &[("              operationId: ShowThing\n", "              operationId: «ShowThingg\n")]),
    case(
        "MV0905",
        &[(
            "                thing_id: $response.body#/id\n",
            "                thing_id: $response.body#/id\n                «thing: x\n",
        )],
    ),
    case("MV0906", &[("$response.body#/id", "«$response.body#/ids")]),
    case("MV0906", &[("$response.body#/id", "«$response.body.id")]),
    case("MV0906", &[("$response.body#/id", "«$request.path.thing_id")]),
    case("MV0906", &[("$response.body#/id", "«$respons.body#/id")]),
    case("MV0907", &[("  - name: Things\n", "  - name: Things\n  - name: «Things\n")]),
    case(
        "MV0908",
        &[("      in: header\n      name: X-Auth-Token\n", "      in: header\n"), ("    token:\n", "    «token:\n")],
    ),
    case("MV0909", &[("  - name: Things\n", "  - name: Things\n  - name: «Others\n")]),
    case(
        "MV0908",
        &[
            ("  - token: []\n", "  - token: []\n  - other: []\n"),
            (
                "    token:\n      type",
                "    other: {type: oauth2, flows: {«implicit: {scopes: {}}}}\n    token:\n      type",
            ),
        ],
    ),
    case("MV0906", &[("$response.body#/id", "«$response")]),
    case("MV0906", &[("        thing_id: $response.body#/id", "        thing_id: «$reply")]),
];
