"""openapi/README.md says what is so: readme.py, or prints the commands of one of its sections: readme.py SECTION"""

import json
import re
import sys

import yaml

with open("openapi/README.md", encoding="utf-8") as file:
    readme = file.read()

if len(sys.argv) > 1:
    section = re.search(rf"^### {sys.argv[1]}$(.*?)^#", readme, re.MULTILINE | re.DOTALL).group(1)
    print("".join(re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)))
    sys.exit()

faults = []
with open("openapi/metastudio-voice.yaml", encoding="utf-8") as file:
    used = set(re.findall(r"^ *(x-[a-z-]+):", file.read(), re.MULTILINE))
rows = dict(re.findall(r"^\| `(x-[a-z-]+)` \|.*\| `(.*)` \|$", readme, re.MULTILINE))
faults += [f"{key}: in the spec and not in the table, or the other way round" for key in used ^ rows.keys()]
for key, sample in rows.items():
    if list(yaml.safe_load(sample)) != [key]:
        faults.append(f"{key}: its sample is another's")

pinned = set()
for path in (".ci/constraints.txt", "tests/schema/generators/requirements.txt"):
    with open(path, encoding="utf-8") as file:
        pinned |= set(re.findall(r"^\S+==\S+$", file.read(), re.MULTILINE))
for path in (".ci/package.json", "tests/schema/generators/package.json"):
    with open(path, encoding="utf-8") as file:
        pinned |= {f"{name}@{version}" for name, version in json.load(file)["dependencies"].items()}
named = set(re.findall(r"[@\w/-]+(?:==|(?<=\w)@)\d[\w.]*", readme))
faults += [f"{name}: not the version that CI uses" for name in named - pinned]

print(f"README: {len(rows)} extensions, {len(named)} versions")
sys.exit("\n".join(faults) if faults or not rows or not named else None)
