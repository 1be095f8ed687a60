//! The server: its life, the queue of messages, and the method for each request.
//!
//! Checks run beside the server, which goes on to respond. One begins when no message waits any more and the one before
//! has ended, so that of several changes in a row only the last text is checked.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Receiver;

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{self as notifications, Notification as _};
use lsp_types::request::{self as requests, Request as _};
use lsp_types::{InitializeParams, InitializeResult, ServerInfo, Uri};
use serde_json::Value;

use super::client::Client;
use super::diagnostics::{self, NAME};
use super::file::{Checked, File, Task};
use super::{actions, capabilities, completion, hover, navigation, rename, symbols};
use crate::text::Language;

/// How the server ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// The client said `shutdown`, then `exit`.
    AsAgreed,
    /// The client said `exit` only, or is gone.
    Alone,
}

/// The stage of the server's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    New,
    Working,
    ShutDown,
}

/// Something that the server has to deal with.
pub(super) enum Event {
    Message(Message),
    /// The client is gone.
    Gone,
    Checked(Ran),
}

/// A task that has ended, with its result unless it has failed.
pub(super) struct Ran {
    pub(super) generate: bool,
    pub(super) checked: Option<Checked>,
}

/// A language server.
pub(super) struct Server<S, B> {
    /// Sends a message to the client. It returns whether the client can still be reached.
    send: S,
    /// Begins a task, whose end is an event.
    begin: B,
    names: Vec<String>,
    stage: Stage,
    client: Client,
    /// The open files by their URIs.
    files: BTreeMap<String, File>,
    queue: VecDeque<Message>,
    /// The number of texts so far.
    editions: u64,
    checking: bool,
    generating: bool,
}

impl<S: FnMut(Message) -> bool, B: FnMut(Task)> Server<S, B> {
    /// Returns a server that also takes files with these names for specs.
    pub(super) fn new(send: S, begin: B, names: Vec<String>) -> Self {
        Self {
            send,
            begin,
            names,
            stage: Stage::New,
            client: Client::default(),
            files: BTreeMap::new(),
            queue: VecDeque::new(),
            editions: 0,
            checking: false,
            generating: false,
        }
    }

    /// Works until the client ends the server or is gone.
    pub(super) fn run(&mut self, events: &Receiver<Event>) -> Ended {
        let mut gone = false;
        loop {
            while let Some(event) = self.next_event(events, gone) {
                match event {
                    Event::Message(message) => self.enqueue(message),
                    Event::Gone => gone = true,
                    Event::Checked(checked) => {
                        if !self.take(checked) {
                            return Ended::Alone;
                        }
                    }
                }
            }
            let Some(message) = self.queue.pop_front() else { return Ended::Alone };
            if matches!(&message, Message::Notification(notification) if notification.method == "exit") {
                return if self.stage == Stage::ShutDown { Ended::AsAgreed } else { Ended::Alone };
            }
            if !self.handle(message) {
                return Ended::Alone;
            }
        }
    }

    /// Returns the next event: while messages wait, one that has come already; then, after the checks that are due have
    /// begun, the one that comes next. A client that is gone sends nothing more.
    fn next_event(&mut self, events: &Receiver<Event>, gone: bool) -> Option<Event> {
        match events.try_recv() {
            Ok(event) => Some(event),
            Err(_) if !self.queue.is_empty() || gone => None,
            Err(_) if !self.begin_checks() => None,
            Err(_) => events.recv().ok(),
        }
    }

    /// Adds a message to the queue. A request that is cancelled before its turn is answered by an error in its turn.
    fn enqueue(&mut self, message: Message) {
        let cancelled = match &message {
            Message::Notification(notification) if notification.method == notifications::Cancel::METHOD => {
                notification.params.get("id").and_then(|id| serde_json::from_value::<RequestId>(id.clone()).ok())
            }
            _ => None,
        };
        let Some(cancelled) = cancelled else {
            self.queue.push_back(message);
            return;
        };
        for waiting in &mut self.queue {
            if matches!(waiting, Message::Request(request) if request.id == cancelled) {
                let message = "the client has cancelled the request".to_owned();
                // A response in the queue goes out as it is.
                *waiting = Response::new_err(cancelled, ErrorCode::RequestCanceled as i32, message).into();
                return;
            }
        }
    }

    /// Begins the checks that are due, one at a time, and beside them one run of the generator. Returns whether the client
    /// can still be reached.
    fn begin_checks(&mut self) -> bool {
        for generate in [false, true] {
            while !self.is_running(generate)
                && let Some(file) = self.files.values_mut().find(|file| file.is_due(generate))
            {
                let task = file.task(generate);
                if file.is_checked() {
                    *self.running(generate) = true;
                    (self.begin)(task);
                } else if file.is_too_large_spec() {
                    let published = diagnostics::publish(file);
                    if !self.notify::<notifications::PublishDiagnostics>(published) {
                        return false;
                    }
                }
            }
        }
        true
    }

    fn is_running(&self, generate: bool) -> bool {
        if generate { self.generating } else { self.checking }
    }

    fn running(&mut self, generate: bool) -> &mut bool {
        if generate { &mut self.generating } else { &mut self.checking }
    }

    /// Takes the result of a check, and publishes it unless the text has changed. Returns whether the client can still be
    /// reached.
    fn take(&mut self, Ran { generate, checked }: Ran) -> bool {
        *self.running(generate) = false;
        let Some(checked) = checked else { return true };
        let Some(file) = self.files.get_mut(&checked.uri) else { return true };
        if !file.take(checked) {
            return true;
        }
        let published = diagnostics::publish(file);
        self.notify::<notifications::PublishDiagnostics>(published)
    }

    /// Handles a message. Returns whether the client can still be reached.
    fn handle(&mut self, message: Message) -> bool {
        match message {
            Message::Request(request) => {
                let id = request.id.clone();
                let response = catch_unwind(AssertUnwindSafe(|| self.request(request)));
                let response = response.unwrap_or_else(|_| {
                    let message = "the server has failed at this request; please report it".to_owned();
                    Response::new_err(id, ErrorCode::InternalError as i32, message)
                });
                (self.send)(response.into())
            }
            Message::Notification(notification) if self.stage == Stage::Working => {
                catch_unwind(AssertUnwindSafe(|| self.notification(notification))).unwrap_or(true)
            }
            // A response of the client answers nothing, because the server asks nothing: it is one for a cancelled
            // request.
            Message::Response(response) => match response.response_result {
                Err(error) if error.code == ErrorCode::RequestCanceled as i32 => {
                    (self.send)(Response { id: response.id, response_result: Err(error) }.into())
                }
                _ => true,
            },
            Message::Notification(_) => true,
        }
    }

    fn notify<N: notifications::Notification>(&mut self, params: N::Params) -> bool {
        (self.send)(Notification::new(N::METHOD.to_owned(), params).into())
    }

    fn notification(&mut self, Notification { method, params }: Notification) -> bool {
        match method.as_str() {
            notifications::DidOpenTextDocument::METHOD => {
                if let Some(params) = read::<notifications::DidOpenTextDocument>(params) {
                    self.editions += 1;
                    let file = File::open(params.text_document, self.client.encoding, &self.names, self.editions);
                    self.files.insert(file.uri.to_string(), file);
                }
            }
            notifications::DidChangeTextDocument::METHOD => {
                if let Some(params) = read::<notifications::DidChangeTextDocument>(params)
                    && let Some(file) = self.files.get_mut(params.text_document.uri.as_str())
                {
                    self.editions += 1;
                    file.change(params.text_document.version, &params.content_changes, self.editions);
                }
            }
            notifications::DidSaveTextDocument::METHOD => {
                if let Some(params) = read::<notifications::DidSaveTextDocument>(params)
                    && let Some(file) = self.files.get_mut(params.text_document.uri.as_str())
                {
                    file.save();
                }
            }
            notifications::DidCloseTextDocument::METHOD => {
                if let Some(params) = read::<notifications::DidCloseTextDocument>(params)
                    && self.files.remove(params.text_document.uri.as_str()).is_some_and(|file| file.report().is_some())
                {
                    let none = lsp_types::PublishDiagnosticsParams::new(params.text_document.uri, Vec::new(), None);
                    return self.notify::<notifications::PublishDiagnostics>(none);
                }
            }
            _ => {}
        }
        true
    }

    fn request(&mut self, request: Request) -> Response {
        let Request { id, method, params } = request;
        match (self.stage, method.as_str()) {
            (Stage::New, requests::Initialize::METHOD) => self.initialize(id, params),
            (Stage::New, _) => failure(id, ErrorCode::ServerNotInitialized, "the server is not initialized"),
            (Stage::ShutDown, _) => failure(id, ErrorCode::InvalidRequest, "the server is shut down"),
            (Stage::Working, requests::Initialize::METHOD) => {
                failure(id, ErrorCode::InvalidRequest, "the server is initialized already")
            }
            (Stage::Working, requests::Shutdown::METHOD) => {
                self.stage = Stage::ShutDown;
                Response::new_ok(id, Value::Null)
            }
            (Stage::Working, method) => self.answer(id, method, params),
        }
    }

    fn initialize(&mut self, id: RequestId, params: Value) -> Response {
        // A client whose abilities cannot be read is served as one without any.
        let params = serde_json::from_value::<InitializeParams>(params).unwrap_or_default();
        self.client = Client::new(&params.capabilities);
        if let Some(locale) = &params.locale {
            Language::follow_editor(locale);
        }
        self.stage = Stage::Working;
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        Response::new_ok(
            id,
            InitializeResult {
                capabilities: capabilities::capabilities(&self.client),
                server_info: Some(ServerInfo { name: NAME.to_owned(), version }),
            },
        )
    }

    fn answer(&mut self, id: RequestId, method: &str, params: Value) -> Response {
        let client = self.client.clone();
        match method {
            requests::Completion::METHOD => self.ask::<requests::Completion>(id, params, |params, file| {
                completion::complete(file, params.text_document_position.position)
            }),
            requests::HoverRequest::METHOD => self.ask::<requests::HoverRequest>(id, params, |params, file| {
                hover::hover(file, params.text_document_position_params.position, &client)
            }),
            requests::GotoDefinition::METHOD => self.ask::<requests::GotoDefinition>(id, params, |params, file| {
                navigation::definition(file, params.text_document_position_params.position, &client)
            }),
            requests::References::METHOD => self.ask::<requests::References>(id, params, |params, file| {
                let declared = params.context.include_declaration;
                navigation::references(file, params.text_document_position.position, declared)
            }),
            requests::DocumentSymbolRequest::METHOD => {
                self.ask::<requests::DocumentSymbolRequest>(id, params, |_, file| symbols::symbols(file, &client))
            }
            requests::CodeActionRequest::METHOD => {
                self.ask::<requests::CodeActionRequest>(id, params, |params, file| {
                    actions::actions(file, &params.range, params.context.only.as_deref(), &client)
                })
            }
            requests::PrepareRenameRequest::METHOD => {
                self.try_ask::<requests::PrepareRenameRequest>(id, params, |params, file| {
                    rename::prepare(file, params.position)
                })
            }
            requests::Rename::METHOD => self.try_ask::<requests::Rename>(id, params, |params, file| {
                rename::rename(file, params.text_document_position.position, &params.new_name, &client)
            }),
            _ => failure(id, ErrorCode::MethodNotFound, &format!("the server has no method {method}")),
        }
    }

    /// Answers a request about a file from its text and its last check.
    fn ask<R>(&mut self, id: RequestId, params: Value, answer: impl FnOnce(R::Params, &File) -> R::Result) -> Response
    where
        R: requests::Request,
        R::Params: AboutFile,
        R::Result: Default,
    {
        self.try_ask::<R>(id, params, |params, file| Ok(answer(params, file)))
    }

    /// Answers a request that may be refused with a message for the user.
    fn try_ask<R>(
        &mut self,
        id: RequestId,
        params: Value,
        answer: impl FnOnce(R::Params, &File) -> Result<R::Result, String>,
    ) -> Response
    where
        R: requests::Request,
        R::Params: AboutFile,
        R::Result: Default,
    {
        let params = match serde_json::from_value::<R::Params>(params) {
            Ok(params) => params,
            Err(error) => return failure(id, ErrorCode::InvalidParams, &error.to_string()),
        };
        let Some(file) = self.files.get(params.uri().as_str()).filter(|file| file.is_checked()) else {
            return Response::new_ok(id, R::Result::default());
        };
        match answer(params, file) {
            Ok(answer) => Response::new_ok(id, answer),
            Err(message) => failure(id, ErrorCode::RequestFailed, &message),
        }
    }
}

/// The parameters of a request that is about a file.
trait AboutFile {
    fn uri(&self) -> &Uri;
}

/// Implements [`AboutFile`] for parameters, each with the way to its file.
macro_rules! about_file {
    ($($params:ident $(. $way:ident)+;)*) => {
        $(impl AboutFile for lsp_types::$params {
            fn uri(&self) -> &Uri {
                &self $(. $way)+ .uri
            }
        })*
    };
}

about_file! {
    CompletionParams.text_document_position.text_document;
    HoverParams.text_document_position_params.text_document;
    GotoDefinitionParams.text_document_position_params.text_document;
    ReferenceParams.text_document_position.text_document;
    DocumentSymbolParams.text_document;
    CodeActionParams.text_document;
    TextDocumentPositionParams.text_document;
    RenameParams.text_document_position.text_document;
}

fn failure(id: RequestId, code: ErrorCode, message: &str) -> Response {
    Response::new_err(id, code as i32, message.to_owned())
}

/// Reads the parameters of a notification. One that cannot be read is ignored, because there is no response to it.
fn read<N: notifications::Notification>(params: Value) -> Option<N::Params> {
    serde_json::from_value(params).ok()
}
