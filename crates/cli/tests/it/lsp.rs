//! `spec lsp`: the server by its messages, and with a client that knows nothing of it.

use std::io::{BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use lsp_server::{Message, Notification, Request, Response};
use serde_json::{Value, json};

use super::support::{program, root, with_a_bare_environment};

/// A time in which the server answers on any machine. Without it, a test of a server that hangs would hang.
const PATIENCE: Duration = Duration::from_secs(60);

const FILE: &str = "file:///specs/spec.yaml";

/// A spec without findings.
const LEAST: &str = "\
openapi: 3.0.3
info: {title: Least, version: '1'}
paths:
  /things:
    get:
      operationId: ListThings
      summary: List things
      description: Returns all things.
      x-idempotency: safe
      responses:
        '200':
          description: The things.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Things'
        '4XX': &error
          description: The request is wrong.
          content: {application/json: {schema: {$ref: '#/components/schemas/Things'}}}
        '5XX': *error
components:
  schemas:
    Things:
      type: object
      description: Things.
      properties:
        name:
          type: string
          description: The name.
";

/// The number of the line with the type of `Things`.
const TYPE: usize = 23;

/// The server, and what it says.
struct Server {
    child: Child,
    input: Option<ChildStdin>,
    said: Receiver<Message>,
    requests: i32,
}

impl Server {
    fn start() -> Self {
        Self::start_in("en")
    }

    /// Starts a server that speaks a language.
    fn start_in(language: &str) -> Self {
        Self::start_with(&["--lang", language])
    }

    /// Starts a server with options.
    fn start_with(options: &[&str]) -> Self {
        let mut child = program(&[&["spec", "lsp"], options].concat())
            .env("LC_ALL", "zh_CN.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the program runs");
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().expect("an output"));
        let (say, said) = channel();
        std::thread::spawn(move || {
            while let Ok(Some(message)) = Message::read(&mut output) {
                if say.send(message).is_err() {
                    break;
                }
            }
        });
        Self { child, input, said, requests: 0 }
    }

    /// Starts a server, and opens a file whose text has a cursor, `¦`. Returns the position of the cursor, too.
    fn with(text: &str) -> (Self, Value) {
        Self::start().opened(text)
    }

    /// Opens a file as `with` does.
    fn opened(self, text: &str) -> (Self, Value) {
        let mut server = self;
        server.ask("initialize", json!({ "capabilities": {} })).expect("a result");
        server.tell("initialized", json!({}));
        let cursor = text.find('¦').unwrap_or_default();
        let before = &text[..cursor];
        let line = before.matches('\n').count();
        let column = before[before.rfind('\n').map_or(0, |end| end + 1)..].encode_utf16().count();
        server.open(&text.replacen('¦', "", 1));
        (server, json!({ "line": line, "character": column }))
    }

    fn send(&mut self, message: impl Into<Message>) {
        message.into().write(self.input.as_mut().expect("an input")).expect("the server reads");
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(Notification { method: method.to_owned(), params });
    }

    fn open(&mut self, text: &str) {
        self.tell(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": FILE, "languageId": "yaml", "version": 1, "text": text } }),
        );
    }

    fn change(&mut self, version: i32, text: &str) {
        let changes = json!([{ "text": text }]);
        let file = json!({ "uri": FILE, "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": file, "contentChanges": changes }));
    }

    /// Sends a request, and returns the result or the code and message of the error.
    fn ask(&mut self, method: &str, params: Value) -> Result<Value, (i32, String)> {
        self.requests += 1;
        let id = self.requests;
        self.send(Request { id: id.into(), method: method.to_owned(), params });
        loop {
            if let Message::Response(Response { id: of, response_result }) = self.next()
                && of == id.into()
            {
                return response_result.map_err(|error| (error.code, error.message));
            }
        }
    }

    /// Asks about the file at a position.
    fn ask_at(&mut self, method: &str, position: &Value) -> Value {
        let params = json!({ "textDocument": { "uri": FILE }, "position": position });
        self.ask(method, params).expect("a result")
    }

    fn next(&mut self) -> Message {
        self.said.recv_timeout(PATIENCE).expect("the server says something")
    }

    /// Returns the diagnostics that are published next, with their version.
    fn diagnostics(&mut self) -> (Value, Vec<Value>) {
        loop {
            if let Message::Notification(Notification { method, params }) = self.next()
                && method == "textDocument/publishDiagnostics"
            {
                return (params["version"].clone(), params["diagnostics"].as_array().expect("a list").clone());
            }
        }
    }

    /// Closes the input, and returns the status with which the server ends.
    fn end(mut self) -> Option<i32> {
        drop(self.input.take());
        // The server ends by itself, which ends the thread that reads; nothing more is said then.
        while self.said.recv_timeout(PATIENCE).is_ok() {}
        self.child.wait().expect("the status").code()
    }
}

/// Returns the codes of findings.
fn codes(findings: &[Value]) -> String {
    findings.iter().filter_map(|finding| finding["code"].as_str()).collect::<Vec<_>>().join(" ")
}

/// Returns the labels of the completions at the cursor.
fn labels(text: &str) -> Vec<String> {
    let (mut server, position) = Server::with(text);
    let items = server.ask_at("textDocument/completion", &position);
    items.as_array().into_iter().flatten().map(|item| item["label"].as_str().expect("a label").to_owned()).collect()
}

/// Returns the text after the completion with this label.
fn completed(text: &str, label: &str) -> String {
    let (mut server, position) = Server::with(text);
    let items = server.ask_at("textDocument/completion", &position);
    let item = items.as_array().expect("a list").iter().find(|item| item["label"] == label).expect("the label");
    applied(&text.replacen('¦', "", 1), &item["textEdit"])
}

/// Returns a text after an edit.
fn applied(text: &str, edit: &Value) -> String {
    let byte = |position: &Value| {
        let number = |key: &str| usize::try_from(position[key].as_u64().expect("a number")).expect("a small number");
        text.split_inclusive('\n').take(number("line")).map(str::len).sum::<usize>() + number("character")
    };
    let (start, end) = (byte(&edit["range"]["start"]), byte(&edit["range"]["end"]));
    format!("{}{}{}", &text[..start], edit["newText"].as_str().expect("a text"), &text[end..])
}

fn hover(text: &str) -> String {
    let (mut server, position) = Server::with(text);
    server.diagnostics();
    server.ask_at("textDocument/hover", &position)["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_file_is_checked_when_it_is_opened_changed_and_saved() {
    let (mut server, _) = Server::with(LEAST);
    let (version, findings) = server.diagnostics();
    assert_eq!((version, codes(&findings)), (json!(1), String::new()));
    server.change(2, &LEAST.replace("type: object", "tpye: object"));
    let (version, findings) = server.diagnostics();
    assert_eq!((version, codes(&findings)), (json!(2), "MV0203".to_owned()));
    let finding = &findings[0];
    assert_eq!(
        finding["range"],
        json!({ "start": { "line": TYPE, "character": 6 }, "end": { "line": TYPE, "character": 10 } })
    );
    assert_eq!(
        (&finding["code"], &finding["severity"], &finding["source"]),
        (&json!("MV0203"), &json!(1), &json!("metastudio-voice"))
    );
    assert_eq!(
        finding["message"],
        "unknown key `tpye`\nhelp: did you mean `type`?\nnote: the key would be silently ignored"
    );
    server.tell("textDocument/didSave", json!({ "textDocument": { "uri": FILE } }));
    assert_eq!(server.diagnostics().1.len(), 1);
    server.tell("textDocument/didClose", json!({ "textDocument": { "uri": FILE } }));
    assert_eq!(server.diagnostics().1, Vec::<Value>::new());
}

#[test]
fn the_last_of_many_changes_is_checked() {
    let (mut server, _) = Server::with(LEAST);
    for version in 2..=50 {
        server.change(version, &LEAST.replace("type: object", &format!("x{version}: object")));
    }
    let mut last = 0;
    while last < 50 {
        let (version, findings) = server.diagnostics();
        let version = version.as_i64().expect("a version");
        assert!(version > last, "{version} after {last}");
        last = version;
        assert_eq!(codes(&findings).contains("MV0203"), version > 1);
    }
}

#[test]
fn a_file_that_is_not_a_spec_has_no_findings_and_no_completions() {
    let (mut server, position) = Server::with("services:\n  web:\n    image: a\n    ¦\n");
    assert_eq!(server.ask_at("textDocument/completion", &position), Value::Null);
    assert_eq!(server.ask_at("textDocument/hover", &position), Value::Null);
}

#[test]
fn a_spec_whose_version_is_edited_stays_a_spec() {
    let (mut server, _) = Server::with(LEAST);
    server.diagnostics();
    server.change(2, &LEAST.replace("openapi: 3.0.3\n", ""));
    assert_eq!(server.diagnostics().1[0]["code"], "MV0205");
}

#[test]
fn keys_are_completed_by_the_object_that_holds_them() {
    let keys = labels(&LEAST.replace("      type: object\n", "      type: object\n      ¦\n"));
    assert_eq!(&keys[..2], ["title", "multipleOf"]);
    assert!(keys.iter().any(|key| key == "x-extensible-enum") && keys.iter().any(|key| key == "x-source"), "{keys:?}");
    // Not those that the schema has already, that belong elsewhere, or that would be ignored.
    assert!(
        ["type", "properties", "$ref", "operationId", "x-idempotency"]
            .iter()
            .all(|key| !keys.contains(&(*key).to_owned()))
    );
    let keys = labels(&LEAST.replace("        name:\n", "        id: {¦}\n        name:\n"));
    assert_eq!(keys[0], "$ref");
    let keys = labels(&LEAST.replace("                $ref: '#", "                ¦\n                $ref: '#"));
    assert_eq!(keys, Vec::<String>::new(), "beside a reference");
}

#[test]
fn a_key_is_completed_in_the_form_of_the_text_around_it() {
    let line = |before: &str, label: &str| {
        let text = completed(&LEAST.replace("      type: object\n", &format!("{before}\n")), label);
        text.lines().nth(TYPE).expect("the line").to_owned()
    };
    assert_eq!(line("      ty¦", "type"), "      type: ");
    assert_eq!(line("      ty¦pe: object", "title"), "      title: object");
    assert_eq!(line("      req¦", "required"), "      required:");
    assert_eq!(line("      \"ty¦", "type"), "      \"type\": ");
}

#[test]
fn values_are_completed_by_the_key_before_them() {
    let line = |before: &str, label: &str| {
        let text = completed(&LEAST.replace("      type: object\n", &format!("{before}\n")), label);
        text.lines().nth(TYPE).expect("the line").to_owned()
    };
    assert_eq!(line("      type: ¦", "object"), "      type: object");
    assert_eq!(line("      type:¦", "object"), "      type: object");
    assert_eq!(line("      type: 'ob¦'", "object"), "      type: 'object'");
    assert_eq!(line("      nullable: ¦", "true"), "      nullable: true");
    assert_eq!(line("      required: [¦]", "name"), "      required: [name]");
    assert_eq!(line("      items: {$ref: ¦}", "Things"), "      items: {$ref: '#/components/schemas/Things'}");
    assert_eq!(line("      items: {$ref: #/comp¦", "Things"), "      items: {$ref: '#/components/schemas/Things'");
    assert_eq!(line("      x-time-format: ¦", "seconds"), "      x-time-format: seconds");
    let formats = labels(&LEAST.replace("          type: string\n", "          type: string\n          format: ¦\n"));
    assert!(formats.contains(&"date-time".to_owned()) && !formats.contains(&"int64".to_owned()), "{formats:?}");
}

#[test]
fn a_spec_in_json_is_completed_with_quotes() {
    let text = "{\"openapi\": \"3.0.3\", \"components\": {\"schemas\": {\"A\": {\"ty¦\"}}}}";
    assert!(completed(text, "type").contains("{\"type\": }"), "{}", completed(text, "type"));
    let text = "{\"openapi\": \"3.0.3\", \"components\": {\"schemas\": {\"A\": {\"type\": ¦}}}}";
    assert!(completed(text, "object").contains("\"type\": \"object\"}"));
}

#[test]
fn a_hover_says_what_a_key_means_and_where_a_reference_leads() {
    let text = hover(&LEAST.replace("type: object", "ty¦pe: object"));
    assert!(text.starts_with("**`type`** of a Schema object: `string`, `integer`"), "{text}");
    let text = hover(&LEAST.replace("x-idempotency: safe", "x-idem¦potency: safe"));
    assert!(text.contains("Says whether the operation may be sent again."), "{text}");
    let text = hover(&LEAST.replace("x-idempotency: safe", "x-idempotency: sa¦fe"));
    assert!(text.contains("**`safe`**: The operation changes nothing."), "{text}");
    let text = hover(&LEAST.replace("'#/components", "'#/comp¦onents"));
    assert!(text.contains("**`#/components/schemas/Things`**\n\nobject, in responses\n\n- `name`: string"), "{text}");
    let text = hover(&LEAST.replace("    Things:", "    Thi¦ngs:"));
    assert!(text.contains("2 places refer to it."), "{text}");
    let text = hover(&LEAST.replace("type: object", "tp¦ye: object"));
    assert!(text.starts_with("**MV0203: an unknown key** (harmful)"), "{text}");
    assert_eq!(hover(&LEAST.replace("The things.", "The ¦things.")), "");
}

#[test]
fn hover_and_symbols_work_while_a_line_is_not_complete() {
    let (mut server, position) = Server::with(&LEAST.replace("'#/components", "'#/comp¦onents"));
    let end = json!({ "line": TYPE - 1, "character": 0 });
    let change = json!({ "range": { "start": end, "end": end }, "text": "    Broken: {\n" });
    let file = json!({ "uri": FILE, "version": 2 });
    server.tell("textDocument/didChange", json!({ "textDocument": file, "contentChanges": [change] }));
    assert!(server.ask_at("textDocument/hover", &position)["contents"]["value"].is_string());
    let symbols =
        server.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": FILE } })).expect("a result");
    let names: Vec<&str> =
        symbols.as_array().expect("a list").iter().filter_map(|symbol| symbol["name"].as_str()).collect();
    assert_eq!(names, ["paths", "GET /things", "schemas", "Things", "name"]);
}

#[test]
fn a_property_cannot_be_renamed_because_it_is_a_name_of_the_service() {
    let (mut server, position) =
        Server::with(&LEAST.replace("      properties:", "      required: [na¦me]\n      properties:"));
    let params = json!({ "textDocument": { "uri": FILE }, "position": position, "newName": "title" });
    let (_, message) = server.ask("textDocument/rename", params).expect_err("an error");
    assert_eq!(message, "the service chooses this name; only components, operations and tags can be renamed");
}

#[test]
fn a_server_that_speaks_chinese_says_so_what_a_place_asks_for_and_why_a_name_stays() {
    let hover = |text: &str| {
        let (mut server, position) = Server::start_in("zh").opened(text);
        server.ask_at("textDocument/hover", &position)["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    let text = hover(&LEAST.replace("type: object", "ty¦pe: object"));
    assert!(text.starts_with("**`type`**（Schema 对象）："), "{text}");
    let text = hover(&LEAST.replace("    Things:", "    Thi¦ngs:"));
    assert!(text.contains("有 2 处引用它。"), "{text}");
    let (mut server, position) = Server::start_in("zh").opened(&LEAST.replace("type: object", "type: obj¦ect"));
    let params = json!({ "textDocument": { "uri": FILE }, "position": position, "newName": "other" });
    let (_, message) = server.ask("textDocument/rename", params).expect_err("an error");
    assert_eq!(message, "此处没有可重命名的内容");
}

#[test]
fn a_server_speaks_the_language_of_the_editor_unless_an_option_names_one() {
    for (options, locale, expected) in [
        (&[][..], json!("zh-cn"), "**`type`**（Schema 对象）："),
        (&[], json!("en"), "**`type`** of a Schema object: "),
        (&[], json!("de-DE"), "**`type`** of a Schema object: "),
        (&["--lang", "en"], json!("zh-cn"), "**`type`** of a Schema object: "),
        (&["--lang", "zh"], json!("en"), "**`type`**（Schema 对象）："),
        // Of no editor, or one that says nothing of use, the locale of the process counts.
        (&[], json!(null), "**`type`**（Schema 对象）："),
        (&[], json!(7), "**`type`**（Schema 对象）："),
    ] {
        let mut server = Server::start_with(options);
        server.ask("initialize", json!({ "capabilities": {}, "locale": locale })).expect("a result");
        server.tell("initialized", json!({}));
        server.open(LEAST);
        let text = server.ask_at("textDocument/hover", &json!({ "line": TYPE, "character": 8 }));
        let text = text["contents"]["value"].as_str().unwrap_or_default();
        assert!(text.starts_with(expected), "{options:?}, {locale}: {text}");
    }
}

#[test]
fn a_component_is_not_renamed_to_a_name_that_is_taken_or_not_valid() {
    let (mut server, position) = Server::with(&LEAST.replace("    Things:", "    Other: {type: string}\n    Th¦ings:"));
    for (name, message) in
        [("Other", "there is already one"), ("Some thing", "not a valid name"), ("", "not a valid name")]
    {
        let params = json!({ "textDocument": { "uri": FILE }, "position": position, "newName": name });
        let (_, said) = server.ask("textDocument/rename", params).expect_err("an error");
        assert!(said.contains(message), "{said}");
    }
}

/// Returns the titles of the quick fixes of the only finding, and the text after the one with this title.
fn fixed(text: &str, title: &str) -> (Vec<String>, String) {
    let mut server = Server::start();
    let kinds = json!({ "codeActionKind": { "valueSet": [] } });
    let abilities = json!({ "textDocument": { "codeAction": { "codeActionLiteralSupport": kinds } } });
    let capabilities = server.ask("initialize", json!({ "capabilities": abilities })).expect("a result");
    assert_eq!(capabilities["capabilities"]["codeActionProvider"]["codeActionKinds"][0], "quickfix");
    server.open(text);
    let (_, findings) = server.diagnostics();
    let range = &findings[0]["range"];
    let params = json!({ "textDocument": { "uri": FILE }, "range": range, "context": { "diagnostics": [] } });
    let actions = server.ask("textDocument/codeAction", params).expect("a result");
    let actions = actions.as_array().expect("a list");
    let action = actions.iter().find(|action| action["title"] == title);
    let changed = action.map_or_else(String::new, |action| applied(text, &action["edit"]["changes"][FILE][0]));
    let titles = actions.iter().filter_map(|action| action["title"].as_str().map(ToOwned::to_owned));
    (titles.collect(), changed)
}

#[test]
fn a_finding_is_resolved_or_allowed_by_a_quick_fix() {
    let allow = "Allow MV0203 here, with a reason to write";
    let wrong = LEAST.replace("      type: object\n", "      titel: a\n      type: object\n");
    let (titles, changed) = fixed(&wrong, allow);
    assert_eq!(titles, ["Replace `titel` with `title`", allow]);
    assert_eq!(changed, wrong.replace("      titel", "      x-allow: {MV0203: ''}\n      titel"));
    let (mut server, _) = Server::with(&changed.replace("''", "A reason."));
    let (_, findings) = server.diagnostics();
    assert_eq!(findings[0]["severity"], 3, "{findings:?}");
    let message = findings[0]["message"].as_str().expect("a message");
    assert!(message.ends_with("note: `x-allow` allows it: A reason."), "{message}");
    let flow = LEAST.replace("info: {title: Least, ", "info: {titel: a, title: Least, ");
    let (_, changed) = fixed(&flow, allow);
    assert_eq!(changed, flow.replace("info: {", "info: {x-allow: {MV0203: ''}, "));
}

#[test]
fn requests_before_initialize_after_shutdown_and_of_unknown_methods_are_refused() {
    let mut server = Server::start();
    assert_eq!(server.ask("textDocument/hover", json!({})).expect_err("an error").0, -32002);
    server.ask("initialize", json!({ "capabilities": {} })).expect("a result");
    assert_eq!(server.ask("initialize", json!({})).expect_err("an error").0, -32600);
    assert_eq!(server.ask("textDocument/foldingRange", json!({})).expect_err("an error").0, -32601);
    assert_eq!(server.ask("textDocument/hover", json!({ "a": 1 })).expect_err("an error").0, -32602);
    server.ask("shutdown", Value::Null).expect("a result");
    assert_eq!(server.ask("textDocument/hover", json!({})).expect_err("an error").0, -32600);
    server.tell("exit", Value::Null);
    assert_eq!(server.end(), Some(0));
}

#[test]
fn a_server_whose_client_is_gone_ends() {
    assert_eq!(Server::start().end(), Some(1));
    let (server, _) = Server::with(LEAST);
    assert_eq!(server.end(), Some(1));
}

#[test]
fn a_server_that_cannot_read_a_message_ends_and_says_so() {
    for message in ["garbage\n", "Content-Length: 2\r\n\r\n{}", "Content-Length: 18446744073709551615\r\n\r\n"] {
        let mut command = program(&["spec", "lsp"]);
        let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut input = child.stdin.take().expect("an input");
        input.write_all(message.as_bytes()).expect("the server reads");
        // The input stays open.
        let output = child.wait_with_output().expect("the output");
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(!output.stderr.is_empty(), "{message}");
    }
}

#[test]
fn a_server_whose_output_is_closed_ends() {
    let mut child = program(&["spec", "lsp"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
    drop(child.stdout.take());
    let mut input = child.stdin.take().expect("an input");
    let request = Request { id: 1.into(), method: "initialize".to_owned(), params: json!({ "capabilities": {} }) };
    // The input stays open.
    let _ = Message::from(request).write(&mut input).and_then(|()| input.flush());
    let (say, said) = channel();
    std::thread::spawn(move || say.send(child.wait().expect("the status").code()));
    assert_eq!(said.recv_timeout(PATIENCE).expect("the server ends"), Some(1));
    drop(input);
}

#[test]
fn notifications_that_cannot_be_read_and_files_that_are_not_open_do_not_end_the_server() {
    let (mut server, position) = Server::with(LEAST);
    for method in ["textDocument/didOpen", "textDocument/didChange", "textDocument/didSave", "$/cancelRequest", "x"] {
        server.tell(method, json!({ "textDocument": [] }));
    }
    let elsewhere =
        json!({ "textDocument": { "uri": "file:///other.yaml", "version": 2 }, "contentChanges": [{ "text": "a" }] });
    server.tell("textDocument/didChange", elsewhere.clone());
    server.tell("textDocument/didSave", elsewhere.clone());
    server.tell("textDocument/didClose", elsewhere);
    assert!(
        server.ask("textDocument/hover", json!({ "textDocument": { "uri": "a:b" }, "position": position })).is_ok()
    );
}

#[test]
fn an_editor_of_others_works_with_the_server() {
    let tools = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools/bin/python");
    let python = if tools.exists() { tools } else { "python3".into() };
    let installed = Command::new(&python).args(["-c", "import pygls.lsp.client"]).output();
    if !installed.is_ok_and(|output| output.status.success()) {
        return println!("skipped: the client pygls is not installed; run .ci/tools");
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lsp/editor.py");
    let mut editor = Command::new(python);
    with_a_bare_environment(&mut editor);
    let output = editor
        .args(["-B".as_ref(), script.as_os_str(), "check".as_ref(), env!("CARGO_BIN_EXE_metastudio-voice").as_ref()])
        .arg("openapi/metastudio-voice.yaml")
        .current_dir(root())
        .output()
        .expect("Python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
