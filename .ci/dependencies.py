"""Every dependency has a licence that may be used, and builds with the Rust version that the workspace states."""

import json
import re
import subprocess
import sys

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0",
    "CDLA-Permissive-2.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "OpenSSL", "Unicode-3.0", "Unlicense", "Zlib",
}


def version(text):
    return tuple(int(part) for part in (text.split(".") + ["0", "0"])[:3])


def allowed(expression):
    """An SPDX expression, or the older form with slashes."""
    text = expression.replace("/", " OR ")
    tokens = re.findall(r"\(|\)|[\w.+-]+(?: WITH [\w.-]+)?", text)
    words = ["True" if token in ALLOWED else {"AND": "and", "OR": "or", "(": "(", ")": ")"}.get(token, "False")
             for token in tokens]
    return bool(words) and eval(" ".join(words))  # only True, False, and, or, brackets


metadata = json.loads(subprocess.check_output(["cargo", "metadata", "--format-version", "1", "--locked"]))
stated = max(version(package["rust_version"]) for package in metadata["packages"] if package["source"] is None)
faults = []
for package in metadata["packages"]:
    name = f"{package['name']} {package['version']}"
    if not allowed(package["license"] or ""):
        faults.append(f"{name}: licence {package['license']}")
    needs = package["rust_version"]
    if needs and version(needs) > stated:
        faults.append(f"{name}: needs Rust {needs}")
print(f"{len(metadata['packages'])} packages looked at, {len(faults)} faults")
sys.exit("\n".join(faults) if faults else 0)
