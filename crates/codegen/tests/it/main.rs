//! The generator's tests. They are one program, because each needs the whole generator, and one program is linked once.

mod causes;
mod command;
mod contract;
mod diagnostics;
mod edits;
mod generate;
mod least;
mod legitimate_edits;
mod random_faults;
mod report;
