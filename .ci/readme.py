"""openapi/README.md says what is so: readme.py, or prints the commands of one of its sections: readme.py SECTION"""

import json
import os
import re
import sys

import yaml

with open("openapi/README.md", encoding="utf-8") as file:
    readme = file.read()


def section(name):
    found = re.search(rf"^### {re.escape(name)}$(.*?)^##", readme, re.MULTILINE | re.DOTALL)
    return found.group(1) if found else ""


if len(sys.argv) > 1:
    if not section(sys.argv[1]):
        sys.exit(f"openapi/README.md has no section {sys.argv[1]}")
    print("".join(re.findall(r"^```sh\n(.*?)^```$", section(sys.argv[1]), re.MULTILINE | re.DOTALL)))
    sys.exit()

faults = []
with open("openapi/metastudio-voice.yaml", encoding="utf-8") as file:
    used = set(re.findall(r"^ *(x-[a-z-]+):", file.read(), re.MULTILINE))
rows = dict(re.findall(r"^\| `(x-[a-z-]+)` \|.*\| `(.*)` \|$", readme, re.MULTILINE))
# Some keys are for specs that need them, and this one does not.
with open("openapi/metastudio-voice.schema.json", encoding="utf-8") as file:
    declared = set(re.findall(r'"(x-[a-z-]+)": ', file.read()))
faults += [f"{key}: in the spec and not in the table" for key in used - rows.keys()]
faults += [f"{key}: declared and not in the table, or the other way round" for key in declared ^ rows.keys()]
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

# The table of clients says what their sections say.
clients = re.search(r"^\| language \|.*\n.*\n((?:\|.*\n)*)", readme, re.MULTILINE).group(1).splitlines()
listed = set()
for line in clients:
    row = re.fullmatch(r"\| \[(.*?)\]\(#(.*?)\) \| `(.*?)` \| `(.*?)` \|.*\|", line)
    if not row:
        faults.append(f"not a row of the table of clients: {line}")
        continue
    name, anchor, generator, file = row.groups()
    listed.add(name)
    faults += [f"{name}: its section does not name {part}" for part in
               (generator, f"openapi/dist/metastudio-voice.{file}.") if part not in section(name)]
    if anchor != name.lower().replace(" ", "-"):
        faults.append(f"{name}: #{anchor} leads elsewhere")
_, _, chapter = readme.partition("\n## Generate a client\n")
for name in re.findall(r"^### (.*)$", chapter.partition("\n## ")[0], re.MULTILINE):
    if name not in listed and "\n```sh\n" in section(name):
        faults.append(f"{name}: not in the table of clients")
for name in set(re.findall(r"openapi/dist/([\w.-]*\w)", readme)):
    if not os.path.exists(f"openapi/dist/{name}"):
        faults.append(f"openapi/dist/{name}: there is no such file")

print(f"README: {len(rows)} extensions, {len(named)} versions, {len(clients)} clients")
sys.exit("\n".join(faults) if faults or not rows or not named or not clients else None)
