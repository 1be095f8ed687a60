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

use std::io::Write;
use std::sync::mpsc;

use clap::Args;
use lsp_server::Message;

use crate::exit::Exit;
use server::{Ended, Server};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Takes files with this name for specs, even without a top-level key `openapi`. It can be repeated.
    #[arg(long, value_name = "NAME")]
    spec_name: Vec<String>,
    /// Ignored: the server always uses the standard input and output. Some editors add it to each server's command.
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Serves an editor until it ends the server. The protocol asks for status 1 if it does so without `shutdown`.
pub(crate) fn run(arguments: Arguments) -> Exit {
    let (waiting, messages) = mpsc::channel();
    // It is not joined, because the standard input may stay open.
    std::thread::spawn(move || receive(&waiting));
    let mut output = std::io::stdout().lock();
    let send = |message: Message| message.write(&mut output).is_ok();
    match Server::new(send, arguments.spec_name).run(&messages) {
        Ended::AsAgreed => Exit::Done,
        Ended::Alone => Exit::Found,
    }
}

/// Hands over the messages of the editor as they come, so that the server sees which of them are out of date.
fn receive(waiting: &mpsc::Sender<Message>) {
    let mut input = std::io::stdin().lock();
    loop {
        match Message::read(&mut input) {
            Ok(Some(message)) => {
                if waiting.send(message).is_err() {
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
