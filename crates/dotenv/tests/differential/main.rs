//! The models and the writer against the real readers: Node's dotenv, python-dotenv, dotenvy and a
//! POSIX shell. All four must be there; a missing one fails the test and says how to install it.

#![allow(clippy::unwrap_used, reason = "helpers of tests, which the allowance for tests misses")]
#![allow(clippy::panic, reason = "helpers of tests, which the allowance for tests misses")]

mod cases;
#[path = "../behaviour/corners.rs"]
mod corners;
mod readers;
#[path = "../behaviour/table.rs"]
mod table;

use envdock_dotenv::{Document, Reader, Reading, render};
use proptest::prelude::Strategy;

use crate::corners::CORNERS;
use crate::readers::{Answer, read_all};
use crate::table::{TABLE, Want};

#[test]
fn node_reads_random_documents_as_modelled() {
    check_model(Reader::NodeDotenv);
}

#[test]
fn python_reads_random_documents_as_modelled() {
    check_model(Reader::PythonDotenv);
}

#[test]
fn dotenvy_reads_random_documents_as_modelled() {
    check_model(Reader::Dotenvy);
}

#[test]
fn a_shell_reads_random_documents_as_modelled() {
    check_model(Reader::PosixShell);
}

#[test]
fn the_tables_say_what_the_real_readers_do() {
    let rows: Vec<_> = TABLE.iter().chain(CORNERS).collect();
    for (column, reader) in Reader::ALL.into_iter().enumerate() {
        // What is not certain is not given to a shell: it might run a command.
        let certain = |row: &&&(&str, [Want; 4])| !matches!(row.1[column], Want::Unsure);
        let rows: Vec<_> = rows.iter().filter(certain).collect();
        let documents: Vec<_> = rows.iter().map(|row| row.0.as_bytes().to_vec()).collect();
        for (row, answer) in rows.iter().zip(read_all(reader, &documents)) {
            let value = answer.as_ref().and_then(|values| values.get("A")).map(String::as_str);
            match row.1[column] {
                Want::Is(text) => assert_eq!(value, Some(text), "{reader}: {:?}", row.0),
                Want::Absent | Want::Refused => assert_eq!(value, None, "{reader}: {:?}", row.0),
                Want::Expanded | Want::Unsure => {}
            }
        }
    }
}

#[test]
fn what_is_rendered_for_a_set_of_readers_is_read_back_by_each_of_them() {
    let keys = "[A-Za-z_][A-Za-z0-9_]{3,9}";
    let cases = cases::samples(&(keys, cases::value(), reader_sets()));
    let rendered = |(key, value, readers): (String, String, Vec<Reader>)| {
        let line = render(&key, &value, &readers).ok()?;
        // With a line end that does not belong to it, to see that none is needed.
        let document = [line.as_str(), if value.len() % 2 == 0 { "\n" } else { "" }].concat();
        Some(Written { document: document.into_bytes(), key, value, readers })
    };
    let n_cases = cases.len();
    let written: Vec<Written> = cases.into_iter().filter_map(rendered).collect();
    check_written(n_cases, &written);
}

#[test]
fn what_is_written_into_a_random_document_is_read_back_by_each_reader() {
    let cases = cases::samples(&(cases::document(), cases::value(), reader_sets()));
    let written = |(document, value, readers): (Vec<u8>, String, Vec<Reader>)| {
        let mut document = Document::parse(&document);
        document.write("A", &value, &readers).ok()?;
        // Where a shell would run commands, nothing is promised.
        let is_certain = |reader: &Reader| document.value_for("A", *reader) != Reading::Unsure;
        let readers = readers.into_iter().filter(is_certain).collect();
        Some(Written { document: document.to_bytes(), key: "A".to_owned(), value, readers })
    };
    let n_cases = cases.len() / 3;
    let written: Vec<Written> = cases.into_iter().filter_map(written).collect();
    check_written(n_cases, &written);
}

struct Written {
    document: Vec<u8>,
    key: String,
    value: String,
    readers: Vec<Reader>,
}

/// Any set but the empty one, in order.
fn reader_sets() -> impl Strategy<Value = Vec<Reader>> {
    proptest::sample::subsequence(Reader::ALL.to_vec(), 1..=4)
}

fn check_written(n_cases: usize, written: &[Written]) {
    assert!(written.len() * 2 > n_cases, "only {} of {n_cases} were written", written.len());
    for reader in Reader::ALL {
        let of_reader: Vec<&Written> =
            written.iter().filter(|case| case.readers.contains(&reader)).collect();
        let documents: Vec<Vec<u8>> = of_reader.iter().map(|case| case.document.clone()).collect();
        let answers = read_all(reader, &documents);
        let differ = |(case, answer): &(&&Written, Answer)| {
            answer.as_ref().and_then(|values| values.get(&case.key)) != Some(&case.value)
        };
        let failed = of_reader.iter().zip(answers).filter(differ);
        if let Some((case, answer)) = failed.min_by_key(|(case, _)| case.document.len()) {
            let text = String::from_utf8_lossy(&case.document);
            panic!("{reader} reads {text:?} as {answer:?}, written was {:?}", case.value);
        }
    }
}

fn check_model(reader: Reader) {
    let documents = cases::samples(&cases::document());
    let n_documents = documents.len();
    // What might run a command is not given to a shell.
    let is_safe = |document: &Vec<u8>| {
        let view = reader.read(document);
        reader != Reader::PosixShell || view.reading("A") != Reading::Unsure
    };
    let documents: Vec<Vec<u8>> = documents.into_iter().filter(is_safe).collect();
    assert!(documents.len() * 5 > n_documents, "only {} documents are certain", documents.len());
    let answers = read_all(reader, &documents);
    let mut n_values = 0;
    let mut failures = Vec::new();
    for (document, answer) in documents.iter().zip(&answers) {
        let view = reader.read(document);
        let real = answer.iter().flat_map(|values| values.keys().map(String::as_str));
        for key in view.keys().chain(real).filter(|key| is_of_document(key, reader)) {
            let value = answer.as_ref().and_then(|values| values.get(key));
            let agrees = match view.reading(key) {
                Reading::Value(expected) => {
                    n_values += 1;
                    value.is_some_and(|value| value == expected.expose())
                }
                Reading::Absent | Reading::Refused { .. } => value.is_none(),
                Reading::Expanded | Reading::Unsure => true,
            };
            if !agrees {
                failures.push((document, key.to_owned(), view.reading(key), value));
            }
        }
    }
    if let Some((document, key, expected, value)) = failures.iter().min_by_key(|f| f.0.len()) {
        let text = String::from_utf8_lossy(document);
        let expected =
            if let Reading::Value(value) = expected { value.expose() } else { "no value" };
        panic!("{reader} reads {key} of {text:?} as {value:?}, modelled {expected:?}");
    }
    assert!(n_values * 5 > n_documents, "only {n_values} values were compared");
}

/// A shell adds variables of its own.
fn is_of_document(key: &str, reader: Reader) -> bool {
    reader != Reader::PosixShell || !matches!(key, "PWD" | "OLDPWD" | "PATH" | "_" | "SHLVL")
}
