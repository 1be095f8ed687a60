use super::case::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case("MV0101", &[("  title: Things\n  version: '1.0.0'\n", "  title: [Things\n  version«: '1.0.0'\n")]),
    case("MV0101", &[("  title: Things\n", "  title: Things«: more\n")]),
    case("MV0102", &[("  title: Things\n", "  title: Things\n  «title: Others\n")]),
    case("MV0102", &[("      summary: Show a thing\n", "      summary: Show a thing\n      «operationId: Other\n")]),
    case(
        "MV0103",
        &[
            ("        - RED\n", "        - RED\n        - «NO\n"),
            ("        RED: Like fire.\n", "        RED: Like fire.\n        'NO': None.\n"),
            ("        RED: failed\n", "        RED: failed\n        'NO': failed\n"),
        ],
    ),
    case("MV0103", &[("      description: A colour.\n", "      description: «2024-01-01\n")]),
    case("MV0103", &[("      description: A colour.\n", "      description: «12:30\n")]),
    case("MV0103", &[("      description: A colour.\n", "      description: A colour.\n      x-mine: {«on: 1}\n")]),
    case("MV0103", &[("example: 7\n", "example: «007\n")]),
    case(
        "MV0104",
        &[(
            "        '200':\n          description: The thing.\n",
            "        «200:\n          description: The thing.\n",
        )],
    ),
    case("MV0105", &[("  title: Things\n", "  title: Things\n  «[a]: b\n")]),
    case("MV0106", &[("openapi: 3.0.3\n", "openapi: 3.0.3\n«---\nopenapi: 3.0.3\n")]),
    case(
        "MV0107",
        &[(
            "  title: Things\n",
            "  title: Things\n  x-deep: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[«[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
        )],
    ),
    case("MV0108", &[("  title: Things\n", "  title: «!include title.txt\n")]),
    case(
        "MV0109",
        &[("      description: A colour.\n", "      description: A colour.\n      «<<: {nullable: true}\n")],
    ),
];
