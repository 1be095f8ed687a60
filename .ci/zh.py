"""The Chinese overlay is complete, and changes what people read and nothing else.

    zh.py BUNDLED_ZH.yaml [SPEC.yaml]

BUNDLED_ZH.yaml is the spec with the overlay applied:

    redocly bundle openapi/metastudio-voice.yaml --overlay openapi/overlays/zh-CN.yaml -o BUNDLED_ZH.yaml
"""

import re
import sys
from collections import Counter

import yaml

# Places, as printed below, whose text may stay without a Chinese character.
ENGLISH = set()

HAN = r"\u3400-\u9fff"
# Chinese characters and the punctuation that goes with them: no blank belongs between two of these.
WIDE = HAN + r"\u3000-\u303f\uff00-\uffef\u2018-\u201d"
DATA = ("value", "example", "default", "enum", "x-source")  # what lies in here is no text, whatever its key


def kind(keys):
    """What sort of text stands at this place, if any."""
    if any(key in DATA and before != "properties" for before, key in zip(keys, keys[1:-1])):
        return None
    if keys[-2:-1] == ("x-enum-descriptions",):
        return "x-enum-descriptions"
    if keys == ("info", "title"):
        return "title"
    if keys[:1] == ("x-error-codes",) and keys[-1] in ("meaning", "advice"):
        return "x-error-codes"
    if keys[-2:] == ("externalDocs", "url"):
        return "externalDocs.url"
    return keys[-1] if keys and keys[-1] in ("summary", "description") else None


def codes(text):
    return set(re.findall(r"`([^`]+)`", text))


def numbers(text):
    return set(re.findall(r"(?<![A-Za-z0-9])\d+", text))


faults, count = [], Counter()


def text(name, place, old, new):
    if name == "externalDocs.url":
        if new != old.replace("/intl/en-us/", "/"):
            faults.append(f"{place}: {new} is not the Chinese page of {old}")
        return
    if not re.search(f"[{HAN}]", new) and place not in ENGLISH:
        faults.append(f"{place}: not Chinese: {new[:60]!r}")
        return
    for code in sorted(codes(old) ^ codes(new)):
        faults.append(f"{place}: `{code}` stands in one language only")
    for number in sorted(numbers(old) - numbers(new)):
        faults.append(f"{place}: the number {number} is missing")
    gap = re.search(f"[{WIDE}](?: +|\n(?!\n)(?! *(?:-|[0-9]+\\.) ) *)[{WIDE}]", new)
    if gap:
        faults.append(f"{place}: a blank between Chinese characters: {gap.group()!r}")


def compare(old, new, keys=()):
    place = "#/" + "/".join(str(key).replace("~", "~0").replace("/", "~1") for key in keys)
    if type(old) is not type(new):
        faults.append(f"{place}: {type(old).__name__} became {type(new).__name__}")
    elif isinstance(old, dict):
        for key in old.keys() - new.keys():
            faults.append(f"{place}: {key} is gone")
        for key in new.keys() - old.keys():
            faults.append(f"{place}: {key} is new")
        for key in old.keys() & new.keys():
            compare(old[key], new[key], (*keys, key))
    elif isinstance(old, list):
        if len(old) != len(new):
            faults.append(f"{place}: {len(old)} items became {len(new)}")
        for index, (was, now) in enumerate(zip(old, new)):
            compare(was, now, (*keys, index))
    elif isinstance(old, str) and (name := kind(keys)):
        count[name] += 1
        text(name, place, old, new)
    elif old != new:
        faults.append(f"{place}: {old!r} became {new!r}")


def load(path):
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(file)


if len(sys.argv) not in (2, 3):
    sys.exit(__doc__)
compare(load(sys.argv[2] if len(sys.argv) > 2 else "openapi/metastudio-voice.yaml"), load(sys.argv[1]))
for name, number in sorted(count.items()):
    print(f"{number:4} {name}")
total = sum(count.values())
print(f"{total} texts compared, {len(ENGLISH)} may be English, {len(faults)} faults")
# Few texts mean that this script looked in the wrong place.
sys.exit("\n".join(sorted(faults)) if faults else 0 if total > 400 else "too few texts")
