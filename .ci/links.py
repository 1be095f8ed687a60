"""Every link of the spec leads to an operation, with parameters and expressions that exist: links.py SPEC"""

import sys

import schemathesis
from schemathesis.errors import InvalidStateMachine

schema = schemathesis.openapi.from_path(sys.argv[1])
responses = [response for path in schema.raw_schema["paths"].values() for operation in path.values()
             for response in operation["responses"].values()]
links = sum(len(response.get("links", {})) for response in responses)
try:
    schema.as_state_machine()
except InvalidStateMachine as fault:
    sys.exit(str(fault))
print(f"{sys.argv[1]}: {links} links")
sys.exit(None if links else "no links")
