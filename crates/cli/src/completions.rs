//! `metastudio-voice completions` and `man`: made from the definitions of the commands.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::texts;

#[derive(Args)]
pub(crate) struct Arguments {
    /// Shell that reads the completions.
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Args)]
pub(crate) struct ManArguments {
    /// Folder for the pages, which is created.
    folder: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut crate::command(), "metastudio-voice", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(Exit::Done)
}

pub(crate) fn write_manual(arguments: &ManArguments) -> Result<Exit, Failure> {
    let folder = &arguments.folder;
    let failed = |error: std::io::Error| {
        Failure::Usage(texts::CANNOT_WRITE_IN.with(&[("folder", &folder.display()), ("error", &error)]))
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    clap_mangen::generate_to(crate::command(), folder).map_err(failed)?;
    Ok(Exit::Done)
}
