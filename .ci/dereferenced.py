"""Prints a spec as JSON in which each reference is replaced by its target: dereferenced.py SPEC.yaml

A schema that contains itself keeps the reference with which it does. Redocly's own `--dereferenced` refuses such a spec.
"""

import json
import sys

import yaml

with open(sys.argv[1], encoding="utf-8") as file:
    spec = yaml.safe_load(file)


def target(reference):
    node = spec
    for key in reference.removeprefix("#/").split("/"):
        node = node[key.replace("~1", "/").replace("~0", "~")]
    return node


def dereferenced(node, above=()):
    if isinstance(node, list):
        return [dereferenced(child, above) for child in node]
    if not isinstance(node, dict):
        return node
    reference = node.get("$ref")
    if not isinstance(reference, str):
        return {key: dereferenced(child, above) for key, child in node.items()}
    return node if reference in above else dereferenced(target(reference), (*above, reference))


json.dump(dereferenced(spec), sys.stdout, ensure_ascii=False, indent=2)
print()
