//! `metastudio-voice spec lsp`: a language server for specs, over the standard input and output.
//!
//! What a file is about at a place is found in two ways. Hover, definitions, symbols and renaming read the tree of the
//! parser. Completion reads the text itself ([`spot`]), because it must work in a line that is not complete.

mod actions;
mod capabilities;
mod client;
mod completion;
mod diagnostics;
mod file;
mod hover;
mod kind;
mod links;
mod navigation;
mod proposals;
mod quote;
mod rename;
mod server;
mod spot;
mod summary;
mod symbols;
mod text;
mod texts;

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use clap::Args;
use lsp_server::Message;

use crate::exit::Exit;
use file::Task;
use server::{Ended, Event, Ran, Server};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Takes files with this name for specs, even without a top-level key `openapi`. It can be repeated.
    #[arg(long, value_name = "NAME")]
    spec_name: Vec<String>,
    /// Ignored: the server always uses the standard input and output. Some editors add it to each server's command.
    #[arg(long, hide = true)]
    stdio: bool,
}

/// The stack of a thread that checks, as large as what a build script has on most systems, twice.
const STACK: usize = 16 << 20;

/// Serves an editor until it ends the server. The protocol asks for status 1 if it does so without `shutdown`.
pub(crate) fn run(arguments: Arguments) -> Exit {
    let (sender, events) = mpsc::channel();
    let messages = sender.clone();
    // It is not joined, because the standard input may stay open.
    std::thread::spawn(move || {
        // The crate panics at a length that no memory has.
        let _ = catch_unwind(AssertUnwindSafe(|| receive(&messages)));
        let _ = messages.send(Event::Gone);
    });
    let mut output = std::io::stdout().lock();
    let send = |message: Message| message.write(&mut output).is_ok();
    let begin = |task: Task| begin(task, sender.clone());
    match Server::new(send, begin, arguments.spec_name).run(&events) {
        Ended::AsAgreed => Exit::Done,
        Ended::Alone => Exit::Found,
    }
}

/// Runs a task in a thread of its own.
fn begin(task: Task, events: mpsc::Sender<Event>) {
    let generate = task.generate;
    let failed = events.clone();
    let work = move || {
        let checked = catch_unwind(AssertUnwindSafe(|| task.run())).ok();
        // Nobody needs the result of a server that has ended.
        let _ = events.send(Event::Checked(Ran { generate, checked }));
    };
    if std::thread::Builder::new().stack_size(STACK).spawn(work).is_err() {
        let _ = failed.send(Event::Checked(Ran { generate, checked: None }));
    }
}

/// Hands over the messages of the editor as they come, so that the server sees which of them are out of date. Returns when
/// there are no more, or one cannot be read.
fn receive(events: &mpsc::Sender<Event>) {
    let mut input = std::io::stdin().lock();
    loop {
        match Message::read(&mut input) {
            Ok(Some(message)) => {
                if events.send(Event::Message(message)).is_err() {
                    return;
                }
            }
            Ok(None) => return,
            Err(error) => {
                // A failed write is ignored: nobody reads any more.
                let _ = writeln!(std::io::stderr(), "error: cannot read the message of the editor: {error}");
                return;
            }
        }
    }
}
