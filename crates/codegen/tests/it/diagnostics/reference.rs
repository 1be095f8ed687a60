use super::case::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case(
        "MV0301",
        &[
            (
                "              $ref: '#/components/schemas/NewThing'\n            examples:\n              red:\n                value:\n                  name: ball\n                  colour: RED\n",
                "              $ref: «'#/components/schemas/NewThin'\n",
            ),
            (
                "    NewThing:\n      type: object\n      description: A thing to create.\n      required:\n        - name\n      properties:\n        name:\n          type: string\n          minLength: 1\n          maxLength: 64\n          description: Its name.\n        colour:\n          allOf:\n            - $ref: '#/components/schemas/Colour'\n          description: Its colour.\n",
                "",
            ),
        ],
    ),
    case(
        "MV0302",
        &[(
            "        - $ref: '#/components/parameters/ThingId'\n",
            "        - $ref: '#/components/parameters/ThingId'\n        - $ref: «other.yaml#/X\n",
        )],
    ),
    case(
        "MV0303",
        &[(
            "              $ref: '#/components/schemas/NewThing'\n",
            "              $ref: '#/components/schemas/NewThing'\n              «description: It.\n",
        )],
    ),
    case(
        "MV0304",
        &[
            (
                "              $ref: '#/components/schemas/NewThing'\n            examples:\n              red:\n                value:\n                  name: ball\n                  colour: RED\n",
                "              $ref: «'#/components/parameters/ThingId'\n",
            ),
            (
                "    NewThing:\n      type: object\n      description: A thing to create.\n      required:\n        - name\n      properties:\n        name:\n          type: string\n          minLength: 1\n          maxLength: 64\n          description: Its name.\n        colour:\n          allOf:\n            - $ref: '#/components/schemas/Colour'\n          description: Its colour.\n",
                "",
            ),
        ],
    ),
    case(
        "MV0305",
        &[
            (
                "            type: string\n        upload_url:\n",
                "            $ref: «'#/components/schemas/Round'\n        upload_url:\n",
            ),
            (
                "    Colour:\n      type: string\n",
                "    Round: {$ref: «'#/components/schemas/Round'}\n    Colour:\n      type: string\n",
            ),
        ],
    ),
    case(
        "MV0305",
        &[(
            "    Thing:\n      type: object\n      description: A thing.\n",
            "    «Thing:\n      type: object\n      description: A thing.\n      allOf:\n        - $ref: '#/components/schemas/Thing'\n",
        )],
    ),
    case(
        "MV0306",
        &[(
            "    Colour:\n      type: string\n",
            "    «Spare: {type: string, description: Unused.}\n    Colour:\n      type: string\n",
        )],
    ),
    case(
        "MV0307",
        &[(
            "  /v1/things:\n    post:\n",
            "  /v1/others:\n    «$ref: '#/paths/~1v1~1things'\n  /v1/things:\n    post:\n",
        )],
    ),
];
