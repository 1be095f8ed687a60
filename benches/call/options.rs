//! The options of the bench.

use crate::Failure;

pub(crate) struct Options {
    pub(crate) calls: u32,
    pub(crate) python_calls: u32,
    pub(crate) runs: u32,
    pub(crate) instructions: bool,
}

impl Options {
    pub(crate) fn read(arguments: &[String]) -> Result<Self, Failure> {
        let mut options = Self { calls: 5000, python_calls: 300, runs: 7, instructions: false };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut number = || arguments.next().ok_or("a number is missing")?.parse::<u32>().map_err(Failure::from);
            match argument.as_str() {
                "--calls" => options.calls = number()?.max(1),
                "--python-calls" => options.python_calls = number()?.max(1),
                "--runs" => options.runs = number()?,
                "--instructions" => options.instructions = true,
                // cargo adds this.
                "--bench" => {}
                other => return Err(format!("unknown argument {other}").into()),
            }
        }
        Ok(options)
    }
}
