//! What holds for every input.

use envdock_dotenv::{Document, Reader, Reading, render};
use proptest::prelude::{
    Just, Strategy, TestCaseError, any, prop, prop_assert, prop_assert_eq, prop_assume, prop_oneof,
    proptest,
};

/// Text of the characters that mean something somewhere.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => prop::sample::select(vec![
            "A", "B", "=", "=", " ", "\t", "\n", "\n", "\r\n", "\r", "'", "\"", "`", "\\", "#",
            "$", "{", "}", ":", "~", "-", "export ", "x", "é", "A=", "B='", "\u{2028}",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..3),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn file() -> impl Strategy<Value = Vec<u8>> {
    let bom = prop_oneof![9 => Just(&b""[..]), 1 => Just(&b"\xef\xbb\xbf"[..])];
    (bom, prop_oneof![soup(), prop::collection::vec(any::<u8>(), 0..200)])
        .prop_map(|(bom, text)| [bom, &text].concat())
}

/// The lines that do not belong to a key.
fn other_lines(document: &Document, key: &str) -> Vec<Vec<u8>> {
    let of_key: Vec<_> = document
        .entries()
        .filter(|entry| entry.key() == key)
        .map(|entry| entry.line()..=entry.end_line())
        .collect();
    let bytes = document.to_bytes();
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').zip(1..);
    lines
        .filter(|(_, number)| !of_key.iter().any(|lines| lines.contains(number)))
        .map(|(line, _)| line.to_vec())
        .collect()
}

proptest! {
    #[test]
    fn every_input_is_a_document_that_gives_it_back(input in file()) {
        let document = Document::parse(&input);
        prop_assert_eq!(document.to_bytes(), input);
        let _ = document.diagnostics();
        for entry in document.entries() {
            prop_assert!(entry.line() <= entry.end_line());
            let _ = (entry.value(), entry.raw(), entry.comment(), entry.comments_above().count());
        }
    }

    #[test]
    fn every_reader_gives_every_input_an_answer(input in file()) {
        for reader in Reader::ALL {
            let _ = reader.read(&input).reading("A");
        }
    }

    #[test]
    fn diagnostics_are_in_order_and_within_the_file(input in file()) {
        let lines: Vec<_> =
            Document::parse(&input).diagnostics().into_iter().map(|found| found.line).collect();
        let n_lines = 1 + input.iter().map(|byte| usize::from(*byte == b'\n')).sum::<usize>();
        prop_assert!(lines.is_sorted());
        prop_assert!(lines.iter().all(|line| (1..=n_lines).contains(line)));
    }

    #[test]
    fn setting_a_key_leaves_all_other_lines_as_they_are(input in file(), value in "[^\0]{0,9}") {
        let line = render("A", &value, &[Reader::PythonDotenv]);
        prop_assume!(line.is_ok());
        let before = Document::parse(&input);
        let mut after = before.clone();
        after.set("A", &line.unwrap());
        prop_assert_eq!(other_lines(&after, "A"), other_lines(&before, "A"));
    }

    #[test]
    fn removing_a_key_leaves_all_other_lines_as_they_are(input in file()) {
        let before = Document::parse(&input);
        let mut after = before.clone();
        after.remove("A");
        prop_assert!(after.entries().all(|entry| entry.key() != "A"));
        let bom_length = if input.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        // A byte-order mark counts with the first line, which may be one that goes.
        let kept: usize = other_lines(&before, "A").iter().map(Vec::len).sum();
        let is_kept = |length: usize| length == kept || length == kept + bom_length;
        prop_assert!(is_kept(after.to_bytes().len()));
    }

    #[test]
    fn appending_leaves_all_lines_as_they_are(input in file()) {
        let mut document = Document::parse(&input);
        document.append("NEW=1");
        let output = document.to_bytes();
        prop_assert!(output.starts_with(&input));
        let added = String::from_utf8(output[input.len()..].to_vec()).unwrap();
        prop_assert!(["NEW=1\n", "\nNEW=1\n", "NEW=1\r\n", "\r\nNEW=1\r\n"].contains(&added.as_str()));
        prop_assert_eq!(document.line_bytes("NEW"), Some(b"NEW=1".to_vec()));
    }

    #[test]
    fn an_edited_document_is_the_same_as_its_bytes_parsed_again(input in file()) {
        let mut document = Document::parse(&input);
        if document.set("A", "A='x'") == 0 {
            document.append("A='x'");
        }
        let again = Document::parse(&document.to_bytes());
        let entries = |document: &Document| -> Vec<(String, usize)> {
            document.entries().map(|entry| (entry.key().to_owned(), entry.line())).collect()
        };
        // An unclosed quote may reach into a line that was not there before.
        if document.diagnostics().iter().all(|d| d.kind != envdock_dotenv::DiagnosticKind::UnclosedQuote) {
            prop_assert_eq!(entries(&document), entries(&again));
        }
        prop_assert_eq!(again.to_bytes(), document.to_bytes());
    }

    #[test]
    fn what_is_rendered_reads_back_by_model_and_by_us(
        key in "[A-Za-z_][A-Za-z0-9_]{3,8}",
        value in "[^\0]{0,12}|[ a'\"`$\\\\#{}\n]{0,6}",
        readers in prop::sample::subsequence(Reader::ALL.to_vec(), 1..=4),
    ) {
        let Ok(line) = render(&key, &value, &readers) else { return Ok(()) };
        for reader in readers {
            let Reading::Value(read) = reader.read(line.as_bytes()).reading(&key) else {
                return Err(TestCaseError::fail(reader.as_str()));
            };
            prop_assert_eq!(read.expose(), &value);
        }
    }
}
