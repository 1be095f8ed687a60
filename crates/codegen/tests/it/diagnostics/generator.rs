use super::case::{Case, case};

pub(crate) const CASES: &[Case] = &[case(
    "MV1101",
    &[
        (
            "        '200':\n          description: The new thing.\n",
            "        '101': {description: Wait.}\n        '200':\n          description: The new thing.\n",
        ),
        ("    post:\n", "    «post:\n"),
    ],
)];
