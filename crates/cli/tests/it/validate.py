"""Validates documents against a JSON Schema.

Reads a JSON list of two from the standard input, the text of the schema and a list of texts in YAML, and prints the list
of the faults of each text, with their places."""

import json
import sys

import jsonschema
import yaml


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Reads dates as texts, as editors do."""


Loader.yaml_implicit_resolvers = {
    first: [resolver for resolver in resolvers if resolver[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

schema, texts = json.load(sys.stdin)
schema = json.loads(schema)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)


def fault(error):
    return f"{'/'.join(map(str, error.absolute_path))}: {error.message}"


faults = [[fault(error) for error in validator.iter_errors(yaml.load(text, Loader))] for text in texts]
json.dump(faults, sys.stdout)
