//! What each reader makes of the inputs about which they are known to differ.

use envdock_dotenv::{DiagnosticKind, Document, Reader, Reading};

/// What a reader is expected to make of the key `A`.
#[derive(Clone, Copy)]
enum Want {
    Is(&'static str),
    Absent,
    Expanded,
    Refused,
    Unsure,
}

use Want::{Absent, Expanded, Is, Refused, Unsure};

/// Input, then Node, Python, dotenvy and shell.
const TABLE: &[(&str, [Want; 4])] = &[
    ("A=ab#cd", [Is("ab"), Is("ab#cd"), Is("ab#cd"), Is("ab#cd")]),
    ("A=ab #cd\n", [Is("ab"), Is("ab"), Is("ab"), Is("ab")]),
    ("A=#cd\n", [Is(""), Is("#cd"), Is(""), Is("#cd")]),
    (r#"A="l1\nl2""#, [Is("l1\nl2"), Is("l1\nl2"), Is("l1\nl2"), Is(r"l1\nl2")]),
    (r"A='l1\nl2'", [Is(r"l1\nl2"), Is(r"l1\nl2"), Is(r"l1\nl2"), Is(r"l1\nl2")]),
    ("A=O'Brien", [Is("O'Brien"), Is("O'Brien"), Refused, Refused]),
    (r#"A={"a":"b"}"#, [Is(r#"{"a":"b"}"#), Is(r#"{"a":"b"}"#), Is("{a:b}"), Is("{a:b}")]),
    ("A=$HOME/x", [Is("$HOME/x"), Is("$HOME/x"), Expanded, Expanded]),
    (r#"A="${HOME}/x""#, [Is("${HOME}/x"), Expanded, Expanded, Expanded]),
    ("A='${HOME}/x'", [Is("${HOME}/x"), Expanded, Is("${HOME}/x"), Is("${HOME}/x")]),
    ("A='$HOME'", [Is("$HOME"), Is("$HOME"), Is("$HOME"), Is("$HOME")]),
    ("\u{feff}A=1", [Is("1"), Is("1"), Refused, Unsure]),
    ("A=\"open\nB=2", [Is("\"open"), Absent, Refused, Refused]),
    ("A", [Absent, Absent, Refused, Unsure]),
    ("A=1\nA=2", [Is("2"), Is("2"), Is("1"), Is("2")]),
    ("A=1\nA", [Is("1"), Absent, Is("1"), Unsure]),
    ("A=two words", [Is("two words"), Is("two words"), Refused, Unsure]),
    ("A='x'y", [Is("'x'y"), Absent, Is("xy"), Is("xy")]),
    ("export A=1", [Is("1"), Is("1"), Is("1"), Is("1")]),
    ("A = 1", [Is("1"), Is("1"), Is("1"), Unsure]),
    ("A: 1", [Is("1"), Absent, Refused, Unsure]),
    ("'A'=1", [Absent, Is("1"), Refused, Unsure]),
    ("A=`x y`", [Is("x y"), Is("`x y`"), Refused, Unsure]),
    ("A=a\\b", [Is("a\\b"), Is("a\\b"), Refused, Is("ab")]),
    ("A=\"a\\\"b\"", [Is("a\\\"b"), Is("a\"b"), Is("a\"b"), Is("a\"b")]),
    ("A='a\\'b'", [Is("a\\'b"), Is("a'b"), Refused, Refused]),
    ("A=\"l1\nl2\"", [Is("l1\nl2"), Is("l1\nl2"), Is("l1\nl2"), Is("l1\nl2")]),
    ("A=1\r\n", [Is("1"), Is("1"), Is("1"), Is("1\r")]),
    ("A=1 # it's\n", [Is("1"), Is("1"), Is("1"), Is("1")]),
    ("A=1  # it's\n", [Is("1"), Is("1"), Refused, Is("1")]),
    ("A=~/x", [Is("~/x"), Is("~/x"), Is("~/x"), Expanded]),
    ("A=$(date)", [Is("$(date)"), Is("$(date)"), Expanded, Unsure]),
    ("A=1 ", [Is("1"), Is("1"), Refused, Is("1")]),
    ("A=\n'x'\n", [Is("x"), Is(""), Is(""), Unsure]),
];

#[test]
fn every_reader_reads_the_known_inputs_as_it_does() {
    for (input, wants) in TABLE {
        for (reader, want) in Reader::ALL.into_iter().zip(wants) {
            let read = Document::parse(input.as_bytes()).value_for("A", reader);
            let is_as_wanted = match (&read, want) {
                (Reading::Value(value), Is(text)) => value.expose() == *text,
                (Reading::Refused { line }, Refused) => *line >= 1,
                (Reading::Absent, Absent)
                | (Reading::Expanded, Expanded)
                | (Reading::Unsure, Unsure) => true,
                _ => false,
            };
            let text = if let Reading::Value(value) = &read { value.expose() } else { "" };
            assert!(is_as_wanted, "{reader} reads {input:?} as {read:?} {text:?}");
        }
    }
}

#[test]
fn only_node_and_python_keep_a_key_with_a_hyphen() {
    let document = Document::parse(b"A-B=1");
    for reader in [Reader::NodeDotenv, Reader::PythonDotenv] {
        assert!(matches!(document.value_for("A-B", reader), Reading::Value(_)), "{reader}");
    }
    assert_eq!(document.value_for("A-B", Reader::Dotenvy), Reading::Refused { line: 1 });
    assert_eq!(document.value_for("A-B", Reader::PosixShell), Reading::Unsure);
}

#[test]
fn a_line_on_which_the_dialects_disagree_names_who_reads_otherwise() {
    let readers_of = |input: &str| {
        let diagnostics = Document::parse(input.as_bytes()).diagnostics();
        diagnostics.into_iter().find_map(|diagnostic| {
            let DiagnosticKind::DialectsDisagree { readers } = diagnostic.kind else { return None };
            Some(readers)
        })
    };
    assert_eq!(readers_of("A=ab#cd\n"), Some(vec![Reader::NodeDotenv]));
    assert_eq!(readers_of("A=ab #cd\n"), None);
    assert_eq!(readers_of("A=plain\r\n"), None);
    assert_eq!(readers_of("A=O'Brien\n"), Some(vec![Reader::Dotenvy, Reader::PosixShell]));
    assert_eq!(
        readers_of("A=\"${HOME}/x\"\n"),
        Some(vec![Reader::PythonDotenv, Reader::Dotenvy, Reader::PosixShell])
    );
}
