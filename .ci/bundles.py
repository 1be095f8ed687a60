"""The bundles are what they are named for: bundles.py SPEC FOLDER

A bundle with an overlay whose target matches nothing would be the spec itself, and no tool would mind.
"""

import json
import pathlib
import sys

import yaml
from openapi_spec_validator import validate

with open(sys.argv[1], encoding="utf-8") as file:
    spec = yaml.safe_load(file)
bundles = {}
for path in sorted(pathlib.Path(sys.argv[2]).glob("metastudio-voice*.yaml")):
    bundle = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert bundle == json.loads(path.with_suffix(".json").read_text(encoding="utf-8")), f"{path}: JSON and YAML differ"
    validate(bundle)
    bundles[path.name.removeprefix("metastudio-voice").removesuffix(".yaml").removeprefix(".")] = bundle


def keys(node, key):
    """How often a mapping has the key, examples aside."""
    if isinstance(node, list):
        return sum(keys(child, key) for child in node)
    if not isinstance(node, dict):
        return 0
    return (key in node) + sum(keys(child, key) for name, child in node.items() if name not in ("example", "examples"))


assert bundles[""] == spec, "the bundle is not the spec"

token_only = bundles["token-only"]
assert list(token_only["components"]["securitySchemes"]) == ["tokenAuth"], "token-only: other security schemes"
assert token_only["security"] == [{"tokenAuth": []}], "token-only: security"

open_enums = bundles["open-enums"]
assert keys(spec, "enum") > 10 and keys(open_enums, "enum") == 0, "open-enums: enums are left"
assert keys(open_enums, "x-enum-descriptions") == keys(spec, "x-enum-descriptions"), "open-enums: descriptions are lost"

print(f"{len(bundles)} bundles: {', '.join(name or 'plain' for name in bundles)}")
