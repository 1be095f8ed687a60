"""The schema's changelog has an entry for the schema's version: changelog.py SPEC CHANGELOG"""

import re
import sys

import yaml

with open(sys.argv[1], encoding="utf-8") as file:
    version = yaml.safe_load(file)["info"]["version"]
with open(sys.argv[2], encoding="utf-8") as file:
    entries = re.findall(r"^## (\S+)", file.read(), re.MULTILINE)
print(f"version {version}, changelog {entries[:1]}")
sys.exit(None if entries[:1] == [version] else f"the first entry of {sys.argv[2]} is not for {version}")
