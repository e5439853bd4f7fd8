//! The contract's readers as the dotenv crate knows them.

use envdock_contract::model;
use envdock_dotenv::Reader;

/// The readers of a file; all of them where the project names none, to be on the safe side.
#[must_use]
pub fn readers(named: &[model::Reader]) -> Vec<Reader> {
    const ALL: [model::Reader; 4] = [
        model::Reader::NodeDotenv,
        model::Reader::PythonDotenv,
        model::Reader::Dotenvy,
        model::Reader::Shell,
    ];
    let named = if named.is_empty() { &ALL } else { named };
    named
        .iter()
        .map(|reader| match reader {
            model::Reader::NodeDotenv => Reader::NodeDotenv,
            model::Reader::PythonDotenv => Reader::PythonDotenv,
            model::Reader::Dotenvy => Reader::Dotenvy,
            model::Reader::Shell => Reader::PosixShell,
        })
        .collect()
}

/// The reader of the contract that stands for one of the dotenv crate.
#[must_use]
pub fn reader_name(reader: Reader) -> model::Reader {
    match reader {
        Reader::NodeDotenv => model::Reader::NodeDotenv,
        Reader::PythonDotenv => model::Reader::PythonDotenv,
        Reader::Dotenvy => model::Reader::Dotenvy,
        Reader::PosixShell => model::Reader::Shell,
    }
}
