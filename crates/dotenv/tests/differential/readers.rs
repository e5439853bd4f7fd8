//! Runs the four real readers over many documents at once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use envdock_dotenv::Reader;

/// What a real reader made of a document: its variables, or nothing when it refused the whole.
pub(crate) type Answer = Option<BTreeMap<String, String>>;

pub(crate) fn read_all(reader: Reader, documents: &[Vec<u8>]) -> Vec<Answer> {
    let answers = match reader {
        Reader::NodeDotenv => node(documents),
        Reader::PythonDotenv => python(documents),
        Reader::Dotenvy => documents.iter().map(|document| Some(rust(document))).collect(),
        Reader::PosixShell => shell(documents),
    };
    assert_eq!(answers.len(), documents.len(), "{reader} answers for every document");
    answers
}

fn node(documents: &[Vec<u8>]) -> Vec<Answer> {
    let directory = directory();
    let package = directory.join("node_modules/dotenv/package.json");
    assert!(package.is_file(), "{} is missing; {HOW_TO_INSTALL}", package.display());
    let mut command = Command::new("node");
    command.arg(source("read.cjs")).arg(directory);
    exchange(command, documents)
}

fn python(documents: &[Vec<u8>]) -> Vec<Answer> {
    let python = directory().join("venv/bin/python");
    assert!(python.is_file(), "{} is missing; {HOW_TO_INSTALL}", python.display());
    let mut command = Command::new(python);
    command.arg(source("read.py"));
    exchange(command, documents)
}

/// As `Iter::load` does it: the first assignment counts, the first error ends it.
fn rust(document: &[u8]) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for item in dotenvy::from_read_iter(document) {
        let Ok((key, value)) = item else { break };
        values.entry(key).or_insert(value);
    }
    values
}

fn shell(documents: &[Vec<u8>]) -> Vec<Answer> {
    let folder = tempfile::tempdir().unwrap();
    let name = |index: usize, ending: &str| folder.path().join(format!("{index:06}.env{ending}"));
    for (index, document) in documents.iter().enumerate() {
        fs::write(name(index, ""), document).unwrap();
    }
    // An empty environment in an empty folder: if a document should run a command after all, there
    // is none to be found.
    let mut command = Command::new("/bin/sh");
    command.arg(source("read.sh")).arg(folder.path()).arg("/usr/bin/env");
    command.env_clear().env("PATH", "/nonexistent").current_dir(folder.path());
    run(command);
    let read = |index: usize| {
        let status = fs::read_to_string(name(index, ".status")).unwrap();
        let output = fs::read(name(index, ".out")).unwrap();
        let output = String::from_utf8_lossy(&output).into_owned();
        (status.trim() == "0").then(|| {
            let variables = output.split('\0').filter_map(|variable| variable.split_once('='));
            variables.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
        })
    };
    (0..documents.len()).map(read).collect()
}

/// Hands the documents over in a file and takes the answers from another.
fn exchange(mut command: Command, documents: &[Vec<u8>]) -> Vec<Answer> {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.json"), folder.path().join("out.json"));
    let encoded: Vec<String> = documents.iter().map(|bytes| STANDARD.encode(bytes)).collect();
    fs::write(&input, serde_json::to_vec(&encoded).unwrap()).unwrap();
    command.arg(input).arg(&output);
    run(command);
    let answers: Vec<Option<Vec<(String, String)>>> =
        serde_json::from_slice(&fs::read(output).unwrap()).unwrap();
    let decode = |value: String| String::from_utf8(STANDARD.decode(value).unwrap()).unwrap();
    let variables = |list: Vec<(String, String)>| {
        list.into_iter().map(|(key, value)| (key, decode(value))).collect()
    };
    answers.into_iter().map(|answer| answer.map(variables)).collect()
}

fn run(mut command: Command) {
    let name = command.get_program().to_owned();
    let output = command.output().unwrap_or_else(|error| {
        panic!("{} cannot be started ({error}); {HOW_TO_INSTALL}", name.display())
    });
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} failed: {errors}", name.display());
}

const HOW_TO_INSTALL: &str = "the differential tests need Node 20, Python 3 and a POSIX shell; \
    `cargo xtask setup` installs both packages into target/tools/dotenv-readers, or set \
    ENVDOCK_READERS_DIR to a folder that holds node_modules and venv";

fn directory() -> PathBuf {
    std::env::var_os("ENVDOCK_READERS_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/dotenv-readers"),
        PathBuf::from,
    )
}

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential").join(name)
}
