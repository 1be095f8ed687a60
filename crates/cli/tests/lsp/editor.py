"""Edits a spec with `metastudio-voice spec lsp`, through the client of pygls, which knows nothing of the server.

    editor.py check PROGRAM SPEC      opens, types, completes, hovers, renames, and compares
    editor.py measure PROGRAM SPEC    prints the time from an edit to its diagnostics, over 30 edits

An edit is made as an editor makes it: by a change of a range, in the encoding of positions that both sides know.
"""

import asyncio
import pathlib
import statistics
import sys
import time

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

SECONDS = 60


class Editor:
    """An editor with one open file."""

    def __init__(self, encoding="utf-16"):
        self.encoding = encoding
        self.client = LanguageClient("editor", "1")
        self.published = asyncio.Queue()
        # Not the method itself, because the client sets attributes of it.
        publish = lambda params: self.published.put_nowait(params)
        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(publish)

    async def start(self, program):
        await self.client.start_io(program, "spec", "lsp")
        encodings = {"utf-8": [lsp.PositionEncodingKind.Utf16, lsp.PositionEncodingKind.Utf8]}.get(self.encoding)
        capabilities = lsp.ClientCapabilities(
            general=lsp.GeneralClientCapabilities(position_encodings=encodings),
            workspace=lsp.WorkspaceClientCapabilities(
                workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True)
            ),
            text_document=lsp.TextDocumentClientCapabilities(
                hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown]),
                definition=lsp.DefinitionClientCapabilities(link_support=True),
                document_symbol=lsp.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
                rename=lsp.RenameClientCapabilities(prepare_support=True),
                code_action=lsp.CodeActionClientCapabilities(
                    code_action_literal_support=lsp.ClientCodeActionLiteralOptions(
                        code_action_kind=lsp.ClientCodeActionKindOptions(value_set=["quickfix"])
                    )
                ),
            ),
        )
        result = await self.asked(
            self.client.initialize_async(lsp.InitializeParams(capabilities=capabilities, process_id=None))
        )
        assert result.capabilities.position_encoding == self.encoding, result.capabilities.position_encoding
        self.client.initialized(lsp.InitializedParams())
        return self

    async def asked(self, request):
        return await asyncio.wait_for(request, SECONDS)

    async def open(self, uri, text):
        """Opens a file, and returns its diagnostics."""
        self.uri, self.text, self.version = uri, text, 1
        self.client.text_document_did_open(
            lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "yaml", self.version, text))
        )
        return await self.diagnostics()

    async def diagnostics(self):
        """Returns the diagnostics of the newest text."""
        while True:
            published = await self.asked(self.published.get())
            assert published.uri == self.uri
            if published.version == self.version:
                return list(published.diagnostics)

    def position(self, index):
        """Returns the position of a character of the text."""
        before = self.text[:index].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        unit = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2)}[self.encoding]
        return lsp.Position(len(before) - 1, len(before[-1].encode(unit[0])) // unit[1])

    def index(self, position):
        """Returns the character of the text at a position."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            at = self.position(middle)
            if (at.line, at.character) < (position.line, position.character):
                low = middle + 1
            else:
                high = middle
        return low

    def part(self, place):
        return self.text[self.index(place.start) : self.index(place.end)]

    def find(self, text, within=""):
        """Returns the index of a text, after the place of another one."""
        return self.text.index(text, self.text.index(within))

    def type(self, start, end, new):
        """Replaces a part of the text."""
        place = lsp.Range(self.position(start), self.position(end))
        self.text = self.text[:start] + new + self.text[end:]
        self.version += 1
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self.version, self.uri),
                [lsp.TextDocumentContentChangePartial(range=place, text=new)],
            )
        )

    def apply(self, edits):
        """Makes the changes of the server."""
        for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True):
            self.type(self.index(edit.range.start), self.index(edit.range.end), edit.new_text)

    def at(self, index):
        return {"text_document": lsp.TextDocumentIdentifier(self.uri), "position": self.position(index)}

    async def complete(self, index):
        """Returns the completions at a place by their labels."""
        items = await self.asked(self.client.text_document_completion_async(lsp.CompletionParams(**self.at(index))))
        return {item.label: item for item in items or []}

    async def hover(self, index):
        hover = await self.asked(self.client.text_document_hover_async(lsp.HoverParams(**self.at(index))))
        return hover.contents.value if hover else ""

    async def stop(self):
        await self.asked(self.client.shutdown_async(None))
        self.client.exit(None)
        process = self.client._server
        assert await self.asked(process.wait()) == 0, process.returncode
        await self.client.stop()


def codes(diagnostics):
    return [diagnostic.code for diagnostic in diagnostics]


async def findings_come_and_go(editor):
    key = editor.find("required:", "    CreateTrainingJobReq:")
    editor.type(key, key + 8, "requierd")
    [finding] = await editor.diagnostics()
    assert (finding.code, editor.part(finding.range)) == ("MV0203", "requierd"), finding
    assert finding.severity == lsp.DiagnosticSeverity.Error
    assert "help: did you mean `required`?" in finding.message, finding.message
    assert "MV0203: an unknown key" in await editor.hover(key + 2)
    asked = lsp.CodeActionParams(
        lsp.TextDocumentIdentifier(editor.uri), finding.range, lsp.CodeActionContext([finding])
    )
    action, allowing = await editor.asked(editor.client.text_document_code_action_async(asked))
    assert allowing.title == "Allow MV0203 here, with a reason to write", allowing.title
    assert action.title == "Replace `requierd` with `required`", action.title
    [change] = action.edit.document_changes
    assert change.text_document.version == editor.version
    editor.apply(change.edits)
    assert await editor.diagnostics() == []


async def references_are_completed(editor):
    before = editor.text
    property = "        voice_name:\n"
    at = editor.find(property, "    CreateTrainingJobReq:")
    line = "        new_one:\n          $ref: "
    editor.type(at, at, line + "\n")
    cursor = at + len(line)
    items = await editor.complete(cursor)
    assert "VoiceName" in items and "JobState" in items and "ProjectId" in items, list(items)[:5]
    assert not any(label.startswith("Show") and label.endswith("Cfg") for label in items)
    editor.apply([items["VoiceName"].text_edit])
    assert line + "'#/components/schemas/VoiceName'\n" in editor.text
    cursor = editor.find("VoiceName'\n", "        new_one:")
    items = await editor.complete(cursor)
    assert items["VoiceName"].filter_text.startswith("'#/components/"), items["VoiceName"].filter_text
    editor.type(at, at + len(editor.text) - len(before), "")
    assert editor.text == before
    assert await editor.diagnostics() == []


async def keys_and_values_are_completed_in_a_text_that_is_not_yaml(editor):
    before = editor.text
    at = editor.find("      operationId:", "/advance-jobs:")
    for typed, label, written in [
        ("      depr", "deprecated", "      deprecated: "),
        ("      x-", "x-pagination", "      x-pagination:"),
        ("      x-idem", None, None),
        ("      servers: [{u", "url", "      servers: [{url: "),
        ("      deprecated: t", "true", "      deprecated: true"),
        ("      security: [{", "tokenAuth", "      security: [{tokenAuth: "),
        ("      x-pagination: {key", "items", "      x-pagination: {items: "),
    ]:
        editor.type(at, at, typed + "\n")
        items = await editor.complete(at + len(typed))
        if label is None:
            assert "x-idempotency" not in items, "the operation has it already"
        else:
            editor.apply([items[label].text_edit])
            assert editor.text[at:].startswith(written + "\n"), editor.text[at : at + 60]
        editor.type(at, at + len(editor.text) - len(before), "")
        assert editor.text == before
    assert await editor.diagnostics() == []


async def a_name_leads_to_its_definition_and_back(editor):
    use = editor.find("'#/components/schemas/JobState'")
    [link] = await editor.asked(
        editor.client.text_document_definition_async(lsp.DefinitionParams(**editor.at(use + 5)))
    )
    assert editor.part(link.target_selection_range) == "JobState"
    assert editor.part(link.origin_selection_range) == "'#/components/schemas/JobState'"
    assert "`WAITING`" in await editor.hover(use + 5)
    definition = editor.index(link.target_selection_range.start)
    places = await editor.asked(
        editor.client.text_document_references_async(
            lsp.ReferenceParams(lsp.ReferenceContext(include_declaration=True), **editor.at(definition))
        )
    )
    words = [editor.part(place.range) for place in places]
    assert words.count("'#/components/schemas/JobState'") == editor.text.count("'#/components/schemas/JobState'")
    assert words.count("JobState") >= 2, words


async def a_schema_is_renamed_everywhere(editor):
    before = editor.text
    name = "SortDir"
    definition = editor.find(f"    {name}:") + 4
    prepared = await editor.asked(
        editor.client.text_document_prepare_rename_async(lsp.PrepareRenameParams(**editor.at(definition + 1)))
    )
    assert (prepared.placeholder, editor.part(prepared.range)) == (name, name)
    edit = await editor.asked(
        editor.client.text_document_rename_async(lsp.RenameParams(new_name="Direction", **editor.at(definition + 1)))
    )
    editor.apply(edit.document_changes[0].edits)
    expected = before.replace(f"    {name}:\n", "    Direction:\n").replace(f"/{name}'", "/Direction'")
    assert editor.text == expected
    assert "MV0301" not in codes(await editor.diagnostics())
    definition = editor.find("    Direction:") + 4
    edit = await editor.asked(
        editor.client.text_document_rename_async(lsp.RenameParams(new_name=name, **editor.at(definition)))
    )
    editor.apply(edit.document_changes[0].edits)
    assert editor.text == before
    assert await editor.diagnostics() == []


async def the_outline_has_operations_and_components(editor):
    symbols = await editor.asked(
        editor.client.text_document_document_symbol_async(
            lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(editor.uri))
        )
    )
    paths = {child.detail: child for symbol in symbols if symbol.name == "paths" for child in symbol.children}
    assert len(paths) == 21, len(paths)
    assert editor.part(paths["CreateTrainingAdvanceJob"].selection_range) == "post"
    schemas = {child.name: child for symbol in symbols if symbol.name == "schemas" for child in symbol.children}
    fields = [field.name for field in schemas["CreateTrainingJobReq"].children]
    assert "voice_name" in fields, fields


async def columns_are_counted_in_the_encoding(editor):
    title = editor.find("title: ") + len("title: ")
    editor.type(title, title, "声😀 requierd: ")
    [finding] = await editor.diagnostics()
    assert (finding.code, editor.part(finding.range)) == ("MV0101", "声😀 requierd: MetaStudio Voice Training"), finding
    editor.type(title, title + len("声😀 requierd: "), "")
    assert await editor.diagnostics() == []


async def check(program, spec):
    original = spec.read_text(encoding="utf-8")
    editor = await Editor("utf-16").start(program)
    assert await editor.open("file:///specs/a%20spec.yaml", original) == []
    await columns_are_counted_in_the_encoding(editor)
    await findings_come_and_go(editor)
    await references_are_completed(editor)
    await keys_and_values_are_completed_in_a_text_that_is_not_yaml(editor)
    await a_name_leads_to_its_definition_and_back(editor)
    await a_schema_is_renamed_everywhere(editor)
    await the_outline_has_operations_and_components(editor)
    await editor.stop()

    editor = await Editor("utf-8").start(program)
    assert await editor.open("file:///specs/spec.yaml", "\ufeff# 声😀\r\n" + original.replace("\n", "\r\n")) == []
    await columns_are_counted_in_the_encoding(editor)
    await a_name_leads_to_its_definition_and_back(editor)
    await editor.stop()
    print("the server has passed")


async def measure(program, spec):
    editor = await Editor("utf-8").start(program)
    opened = time.perf_counter()
    await editor.open(spec.resolve().as_uri(), spec.read_text(encoding="utf-8"))
    opened = time.perf_counter() - opened
    at = editor.find("required:", "    CreateTrainingJobReq:")
    edits, completions, hovers = [], [], []
    for n in range(30):
        start = time.perf_counter()
        editor.type(at + 4, at + (4 if n % 2 == 0 else 5), "x" if n % 2 == 0 else "")
        await editor.diagnostics()
        edits.append(time.perf_counter() - start)
    for _ in range(10):
        start = time.perf_counter()
        await editor.complete(at + 4)
        completions.append(time.perf_counter() - start)
        start = time.perf_counter()
        await editor.hover(editor.find("'#/components/schemas/JobState'") + 3)
        hovers.append(time.perf_counter() - start)
    start = time.perf_counter()
    editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(editor.uri)))
    await editor.diagnostics()
    saved = time.perf_counter() - start
    await editor.stop()
    for name, times in [("edit", edits), ("completion", completions), ("hover", hovers)]:
        print(f"{name}: median {statistics.median(times) * 1000:.0f} ms, max {max(times) * 1000:.0f} ms, {len(times)} times")
    print(f"open: {opened * 1000:.0f} ms; save, with the generator: {saved * 1000:.0f} ms")


if __name__ == "__main__":
    asyncio.run({"check": check, "measure": measure}[sys.argv[1]](sys.argv[2], pathlib.Path(sys.argv[3])))
