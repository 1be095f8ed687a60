"""Each file of openapi/dist/ is the spec with the changes that it is named for, and with no others: bundles.py SPEC FOLDER

The changes are made here once more, by other means than the tool that built the files. An overlay whose target matches
nothing would give the spec itself, and no tool would mind.
"""

import copy
import hashlib
import json
import pathlib
import re
import sys

import yaml
from openapi_spec_validator import validate

NAME = "metastudio-voice"
# What is written as it is, whatever its keys look like.
DATA = ("example", "examples", "x-source")


def schemas(node):
    """Every mapping that may be a schema, examples aside."""
    if isinstance(node, dict):
        yield node
        for key, child in node.items():
            if key not in DATA:
                yield from schemas(child)
    elif isinstance(node, list):
        for child in node:
            yield from schemas(child)


def token_only(spec):
    spec["security"] = [{"tokenAuth": []}]
    for scheme in ("akskAuth", "akskDate"):
        del spec["components"]["securitySchemes"][scheme]


def open_enums(spec):
    for schema in schemas(spec["components"]["schemas"]):
        if schema.pop("enum", None):
            schema.pop("x-enum-varnames", None)


def documented_statuses(spec):
    for operations in spec["paths"].values():
        for operation in operations.values():
            if isinstance(operation, dict):
                for statuses in ("4XX", "5XX"):
                    del operation["responses"][statuses]


def enum_lists(spec):
    for schema in schemas(spec["components"]["schemas"]):
        if "x-enum-descriptions" in schema and "enum" in schema:
            schema["x-enum-descriptions"] = [schema["x-enum-descriptions"][value] for value in schema["enum"]]


CHANGES = {
    "token-only": token_only,
    "open-enums": open_enums,
    "documented-statuses": documented_statuses,
    "enum-lists": enum_lists,
}


def load(path):
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)


def check_variant(path, name):
    variant = load(path)
    validate(variant)
    if name == "zh-CN":  # What it changes is for zh.py to tell.
        assert variant != spec, f"{path}: nothing is translated"
        return
    if name == "dereferenced":
        faults = unlike(spec, variant)
        assert not faults, f"{path}: {'; '.join(faults)}"
        return
    expected = copy.deepcopy(spec)
    for change in filter(None, name.split(".")):
        before = copy.deepcopy(expected)
        CHANGES[change](expected)
        assert expected != before, f"{path}: the spec has nothing for {change} to change"
    assert variant == expected, f"{path}: {'; '.join(differences(expected, variant))}"


def differences(expected, found, place="#"):
    """Up to three places at which two documents differ."""
    if isinstance(expected, dict) and isinstance(found, dict):
        pairs = [(expected.get(key, "nothing"), found.get(key, "nothing"), key) for key in {**expected, **found}]
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = list(zip(expected, found, range(len(found))))
    else:
        return [] if expected == found else [f"{place} is {str(found)[:80]!r} and not {str(expected)[:80]!r}"]
    return [line for was, now, key in pairs if was != now for line in differences(was, now, f"{place}/{key}")][:3]


def unlike(expected, found, place="#", above=()):
    """Up to three places at which a document without references says something else."""
    if isinstance(expected, dict) and isinstance(target := expected.get("$ref"), str):
        if found == expected:
            return [] if target in above else [f"{place} is a reference"]
        return unlike(resolve(expected), found, place, (*above, target))
    if isinstance(expected, dict) and isinstance(found, dict) and expected.keys() == found.keys():
        pairs = [(expected[key], found[key], key) for key in expected]
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = list(zip(expected, found, range(len(found))))
    else:
        return [] if expected == found else [f"{place} is {str(found)[:80]!r} and not {str(expected)[:80]!r}"]
    return [line for was, now, key in pairs for line in unlike(was, now, f"{place}/{key}", above)][:3]


def requests(items):
    for item in items:
        if "request" in item:
            yield item["request"]
        yield from requests(item.get("item", []))


def check_collection(path):
    """It has each operation once, with the variables in place of what a user has, and an example as its body."""
    asked = {"endpoint", "project_id", "token", "job_id"}
    collection = load(path)
    found = {}
    for request in requests(collection["item"]):
        url = request["url"]
        template = "/" + "/".join(re.sub("^:(.*)", r"{\1}", part) for part in url["path"])
        assert found.setdefault((request["method"].lower(), template), request) is request, f"{path}: {template} twice"
        assert url["host"] == ["{{endpoint}}"], f"{path}: {template} goes to {url['host']}"
        assert "auth" not in request, f"{path}: {template} has an authentication of its own"
        for parameter in url["variable"]:
            own = parameter["key"] in asked and parameter["value"] != "{{%s}}" % parameter["key"]
            assert not own, f"{path}: {template} has its own {parameter['key']}"
    operations = {(method, template): operation for template, operations in spec["paths"].items()
                  for method, operation in operations.items() if isinstance(operation, dict)}
    assert operations.keys() == found.keys(), f"{path}: {operations.keys() ^ found.keys()} in one of the two only"
    for key, operation in operations.items():
        body = resolve(operation.get("requestBody", {})).get("content", {}).get("application/json", {})
        examples = [resolve(example)["value"] for example in body.get("examples", {}).values()]
        sent = json.loads(found[key]["body"]["raw"]) if examples else None
        assert not examples or sent in examples, f"{path}: {key} sends {sent}"
    variables = {variable["key"]: variable["value"] for variable in collection["variable"]}
    assert variables.keys() == asked, f"{path}: its variables are {list(variables)}"
    used = set(re.findall(r"\{\{(.*?)\}\}", path.read_text(encoding="utf-8")))
    assert used == variables.keys(), f"{path}: {used ^ variables.keys()} declared or used only"
    return len(found)


def resolve(node):
    while "$ref" in node:
        target, node = node["$ref"], spec
        for key in target.removeprefix("#/").split("/"):
            node = node[key.replace("~1", "/").replace("~0", "~")]
    return node


def check_reference(path, name):
    """It shows the spec, or the variant of its language, and may not use the network."""
    text = path.read_text(encoding="utf-8")
    assert "default-src 'none'" in text, f"{path}: it may use the network"
    _, _, definition = text.partition("const __redoc_definition = ")
    assert definition, f"{path}: there is no definition in it"
    shown, _ = json.JSONDecoder().raw_decode(definition)
    faults = differences(load(path.with_suffix(".json")) if name else spec, shown)
    assert not faults, f"{path}: {'; '.join(faults)}"


def check_sums(folder):
    named = {}
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        named[name] = digest
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    del found["SHA256SUMS"]
    assert named == found, f"SHA256SUMS: {sorted(dict(named.items() ^ found.items()))} have other digests there, or none"


with open(sys.argv[1], encoding="utf-8") as file:
    spec = yaml.safe_load(file)
folder = pathlib.Path(sys.argv[2])
variants, operations = [], 0
for path in sorted(folder.iterdir()):
    name = path.stem.removeprefix(NAME).removeprefix(".")
    if path.name == "SHA256SUMS":
        check_sums(folder)
    elif path.suffix == ".html":
        check_reference(path, name)
    elif name == "postman":
        operations = check_collection(path)
    else:
        check_variant(path, name)
        variants.append(name or "plain")
print(f"{len(variants)} files of {len(set(variants))} variants: {', '.join(sorted(set(variants)))}; {operations} requests")
