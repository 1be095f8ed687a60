use super::case::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case("MV0701", &[("      x-extensible-enum: true\n", ""), ("      enum:\n", "      «enum:\n")]),
    case(
        "MV0702",
        &[("          description: Its id.\n", "          description: Its id.\n          «maxLength: 64\n")],
    ),
    case("MV0702", &[("          format: int64\n", "          format: int64\n          «maximum: 64\n")]),
    case(
        "MV0703",
        &[("      description: A thing.\n", "      description: A thing.\n      additionalProperties: «false\n")],
    ),
    case("MV0704", &[("          nullable: true\n", ""), ("        parts:\n", "        «parts:\n")]),
    case(
        "MV0705",
        &[("          description: Its id.\n", "          description: Its id.\n          format: «ipv4\n")],
    ),
    case(
        "MV0707",
        &[
            ("        - name\n", "        - «name\n"),
            ("          maxLength: 64\n", "          maxLength: 64\n          readOnly: true\n"),
        ],
    ),
    case(
        "MV0707",
        &[(
            "      description: A thing.\n      properties:\n        id:\n",
            "      description: A thing.\n      required:\n        - «id\n      properties:\n        id:\n          writeOnly: true\n",
        )],
    ),
    case("MV0706", &[("          maxLength: 64\n", "          maxLength: 64\n          «default: ball\n")]),
];
