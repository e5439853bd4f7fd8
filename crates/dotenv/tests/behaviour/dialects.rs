//! What each reader makes of the inputs about which they are known to differ.

use envdock_dotenv::{DiagnosticKind, Document, Reader, Reading};

use crate::corners::CORNERS;
use crate::table::{TABLE, Want};

#[test]
fn every_reader_reads_the_known_inputs_as_it_does() {
    for (input, wants) in TABLE.iter().chain(CORNERS) {
        for (reader, want) in Reader::ALL.into_iter().zip(wants) {
            let read = Document::parse(input.as_bytes()).value_for("A", reader);
            let is_as_wanted = match (&read, want) {
                (Reading::Value(value), Want::Is(text)) => value.expose() == *text,
                (Reading::Refused { line }, Want::Refused) => *line >= 1,
                (Reading::Absent, Want::Absent)
                | (Reading::Expanded, Want::Expanded)
                | (Reading::Unsure, Want::Unsure) => true,
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

#[test]
fn bytes_that_are_not_utf8_stop_python_at_once_dotenvy_at_their_line_and_node_never() {
    let document = Document::parse(b"A=1\nB='x\n\xff'\nC=3\n");
    let of = |key, reader| {
        let reading = document.value_for(key, reader);
        let Reading::Value(value) = reading else { return format!("{reading:?}") };
        value.into_string()
    };
    assert_eq!(of("A", Reader::PythonDotenv), "Refused { line: 3 }");
    assert_eq!(of("A", Reader::Dotenvy), "1");
    assert_eq!(of("B", Reader::Dotenvy), "Refused { line: 2 }");
    assert_eq!(of("C", Reader::Dotenvy), "Refused { line: 2 }");
    assert_eq!(of("B", Reader::NodeDotenv), "x\n\u{fffd}");
    assert_eq!(of("C", Reader::NodeDotenv), "3");
    assert_eq!(of("A", Reader::PosixShell), "Unsure");
    let first_line = Document::parse(b"A=\xff\n");
    let refused = Reading::Refused { line: 1 };
    assert_eq!(first_line.value_for("A", Reader::Dotenvy), refused);
    assert_eq!(first_line.value_for("A", Reader::PythonDotenv), refused);
}

#[test]
fn a_refusal_names_the_line_where_the_reader_gives_up() {
    for (input, reader, line) in [
        ("A='1\n2'\n\nB C=1\n", Reader::Dotenvy, Some(4)),
        ("A=1\nB=\"open\n\n", Reader::Dotenvy, Some(2)),
        ("A=1\n\nB='open\n", Reader::PosixShell, Some(3)),
        ("A=1\n", Reader::Dotenvy, None),
        ("A B\n", Reader::NodeDotenv, None),
        ("A B\n", Reader::PythonDotenv, None),
    ] {
        let view = Document::parse(input.as_bytes()).view(reader);
        assert_eq!(view.refused_line(), line, "{input:?}");
    }
}
