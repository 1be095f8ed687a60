//! The options of the bench.

use crate::Failure;

pub(crate) struct Options {
    pub(crate) mib: u64,
    pub(crate) runs: usize,
    pub(crate) tls: bool,
    pub(crate) memory: bool,
    pub(crate) with_zip_and_curl: bool,
}

impl Options {
    pub(crate) fn read(arguments: &[String]) -> Result<Self, Failure> {
        let mut options = Self { mib: 0, runs: 5, tls: false, memory: false, with_zip_and_curl: false };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut number = || arguments.next().ok_or("a number is missing")?.parse::<u64>().map_err(Failure::from);
            match argument.as_str() {
                "--mib" => options.mib = number()?,
                "--runs" => options.runs = usize::try_from(number()?)?,
                "--tls" => options.tls = true,
                "--memory" => options.memory = true,
                "--with-zip-and-curl" => options.with_zip_and_curl = true,
                // cargo adds this.
                "--bench" => {}
                other => return Err(format!("unknown argument {other}").into()),
            }
        }
        if options.mib == 0 {
            options.mib = if options.memory { 4096 } else { 1024 };
        }
        Ok(options)
    }
}
