//! The signals that stop the program.

use std::fmt;
use std::io;

use crate::exit::Exit;

/// A signal that asks the program to stop.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Signal {
    /// Ctrl-C, which is SIGINT on Unix.
    Interrupt,
    /// SIGTERM, by which service managers and containers stop a program.
    #[cfg(unix)]
    Terminate,
}

impl Signal {
    /// Returns how a program ends that the signal has stopped: as shells tell it.
    pub(crate) fn exit(self) -> Exit {
        match self {
            Self::Interrupt => Exit::Interrupted,
            #[cfg(unix)]
            Self::Terminate => Exit::Terminated,
        }
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Interrupt => "Ctrl-C",
            #[cfg(unix)]
            Self::Terminate => "SIGTERM",
        })
    }
}

/// Receives the signals that stop the program, instead of the system, which would end it.
///
/// SIGHUP stays the system's: with a handler, a program under `nohup` would end with its terminal.
pub(crate) struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
}

#[cfg(unix)]
impl Signals {
    /// Handles the signals from now on, for as long as the process runs. It has to be called in a runtime.
    pub(crate) fn handle() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    /// Waits for the next signal.
    pub(crate) async fn next(&mut self) -> Signal {
        tokio::select! {
            _ = self.interrupt.recv() => Signal::Interrupt,
            _ = self.terminate.recv() => Signal::Terminate,
        }
    }
}

#[cfg(windows)]
impl Signals {
    /// Handles the signals from now on, for as long as the process runs. It has to be called in a runtime.
    pub(crate) fn handle() -> io::Result<Self> {
        Ok(Self { interrupt: tokio::signal::windows::ctrl_c()? })
    }

    /// Waits for the next signal.
    pub(crate) async fn next(&mut self) -> Signal {
        self.interrupt.recv().await;
        Signal::Interrupt
    }
}
