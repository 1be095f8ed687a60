"""Decodes the spec's examples with the models that datamodel-code-generator made: models.py SPEC

The models are in models.py's neighbour on PYTHONPATH, `voice_models`. What a model writes again is what it has read, to
the byte: an upload URL that a model has tidied up has lost its signature.
"""

import json
import sys

import voice_models
import yaml

METHODS = ("get", "put", "post", "delete", "patch")


def resolved(spec, node):
    while "$ref" in node:
        target = spec
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def bodies(spec):
    """Every media type of a request or a response."""
    for path in spec["paths"].values():
        for operation in (path[method] for method in METHODS if method in path):
            for holder in [operation.get("requestBody", {}), *operation["responses"].values()]:
                yield from resolved(spec, holder).get("content", {}).values()


def again(model, value):
    read = getattr(voice_models, model).model_validate(value)
    written = read.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert written == value, f"{model} read {value} and wrote {written}"


with open(sys.argv[1], encoding="utf-8") as file:
    spec = yaml.safe_load(file)
decoded = set()
for body in bodies(spec):
    if "$ref" not in body["schema"]:
        continue
    for example in body["examples"].values():
        model, value = body["schema"]["$ref"].rpartition("/")[2], resolved(spec, example)["value"]
        again(model, value)
        decoded.add((model, json.dumps(value, sort_keys=True)))
assert len(decoded) > 30, f"only {len(decoded)} examples"

# A state that a later version of the service has, and a URL that nobody may tidy up.
again("TrainingJobInfo", {"state": "WHISPERING"})
again("CreateTrainingJobRsp", {"job_id": "j", "training_data_uploading_url": "HTTPS://obs.example:443?Signature=a%2bb"})
print(f"{len(decoded)} examples decoded")
