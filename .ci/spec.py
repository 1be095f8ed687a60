"""The spec is valid OpenAPI, and each of its examples is valid by its schema."""

import sys

import yaml
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate

PATH = "openapi/metastudio-voice.yaml"
with open(PATH, encoding="utf-8") as file:
    spec = yaml.safe_load(file)
validate(spec)


def resolve(node):
    while isinstance(node, dict) and "$ref" in node:
        target = spec
        for key in node["$ref"][2:].split("/"):
            target = target[key.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def inlined(node):
    """A schema without references; there are no cycles in it."""
    node = resolve(node)
    if isinstance(node, dict):
        return {key: inlined(value) for key, value in node.items() if not key.startswith("x-")}
    return [inlined(value) for value in node] if isinstance(node, list) else node


def closed(schema):
    """The same, refusing properties that it does not name: a misspelt one in an example is a mistake."""
    if isinstance(schema, dict):
        schema = {key: closed(value) for key, value in schema.items()}
        if "properties" in schema:
            schema["additionalProperties"] = False
    return [closed(value) for value in schema] if isinstance(schema, list) else schema


faults, count = [], 0


def check(schema, value, place):
    global count
    count += 1
    for error in OAS30Validator(closed(inlined(schema))).iter_errors(value):
        faults.append(f"{place}: {error.message}")


def walk(node, place):
    node = resolve(node) if place.count("/") < 3 else node
    if isinstance(node, list):
        for n, child in enumerate(node):
            walk(child, f"{place}/{n}")
    if not isinstance(node, dict):
        return
    if "schema" in node:
        for name, example in node.get("examples", {}).items():
            check(node["schema"], resolve(example)["value"], f"{place}/examples/{name}")
        if "example" in node:
            check(node["schema"], node["example"], f"{place}/example")
    elif "example" in node and ("type" in node or "allOf" in node):
        check(node, node["example"], f"{place}/example")
    for key, child in node.items():
        if key not in ("example", "examples", "value"):
            walk(child, f"{place}/{key}")


walk(spec, "#")
print(f"{PATH}: valid, {count} examples checked, {len(faults)} faults")
sys.exit("\n".join(faults) if faults or count < 250 else 0)
