"""README.md and README.zh-CN.md say the same: code blocks, headings, links, tables, names and figures."""

import re
import sys
from itertools import zip_longest

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`[^`]+`")
NUMBER = re.compile(r"(?<![A-Za-z0-9_.])\d(?:[\d.,]*\d)?")


class Readme:
    """The parts of one file that both languages share, each with its line number."""

    def __init__(self, path, other):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.path = path

        def line(match):
            return text.count("\n", 0, match.start()) + 1

        blocks = [(line(match), match.group()) for match in FENCE.finditer(text)]
        self.blocks = [(first + n, code) for first, block in blocks for n, code in enumerate(block.split("\n"))]
        self.block_count = len(blocks)
        # Without the code blocks, but with the same line numbers.
        text = FENCE.sub(lambda match: "\n" * match.group().count("\n"), text)
        self.headings = [(line(match), match.group(1)) for match in re.finditer(r"^(#+) ", text, re.MULTILINE)]
        links = [(line(match), match.group(1)) for match in LINK.finditer(text)]
        if not any(target == other for _, target in links):
            sys.exit(f"{path}: there is no link to {other}")
        self.links = [(number, target) for number, target in links if target != other]
        self.rows, self.sections = [], []
        for number, content in enumerate(text.split("\n"), 1):
            if content.startswith("|"):
                self.rows.append((number, [shared(cell) for cell in content.strip("|").split("|")]))
            if content.startswith("#") or not self.sections:
                self.sections.append((number, ""))
            first, section = self.sections[-1]
            self.sections[-1] = first, section + content + "\n"
        self.sections = [(number, set(shared(section))) for number, section in self.sections]


def shared(text):
    """What stands in a text whatever its language: code and numbers."""
    text = LINK.sub("", text)
    codes = CODE.findall(text)
    numbers = [number for part in CODE.split(text) for number in NUMBER.findall(part)]
    return sorted(codes + numbers)


def compare(what, one, two):
    for first, second in zip_longest(getattr(one, what), getattr(two, what)):
        if first is None or second is None or first[1] != second[1]:
            sys.exit(f"the {what} differ:\n{place(one, first, second)}\n{place(two, second, first)}")


def place(readme, entry, other):
    """Where an entry is and what it says; of a section, only what the other section does not say."""
    if entry is None:
        return f"{readme.path}: no more"
    number, content = entry
    if isinstance(content, set):
        content = sorted(content - (other[1] if other else set())) or "nothing else"
    return f"{readme.path}:{number}: {content}"


english = Readme("README.md", "README.zh-CN.md")
chinese = Readme("README.zh-CN.md", "README.md")
for what in ("headings", "blocks", "links", "rows", "sections"):
    compare(what, english, chinese)
print(f"{english.path}, {chinese.path}: {len(english.headings)} headings, {english.block_count} code blocks, "
      f"{len(english.links)} links, {len(english.rows)} table rows")
