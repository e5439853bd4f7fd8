//! Changing lines of a document: what changes, and that nothing else does.

use envdock_dotenv::{Document, Reader, Reading, WriteError};

fn edited(input: &str, edit: impl FnOnce(&mut Document)) -> String {
    let mut document = Document::parse(input.as_bytes());
    edit(&mut document);
    String::from_utf8_lossy(&document.to_bytes()).into_owned()
}

#[test]
fn setting_a_key_replaces_its_line_and_keeps_prefix_comment_and_line_end() {
    for (input, expected) in [
        ("A=1", "A=new"),
        ("A=1\n", "A=new\n"),
        ("A=1\r\n", "A=new\r\n"),
        ("export A=1\n", "export A=new\n"),
        ("  A = '1'   #  why\n", "A=new #  why\n"),
        ("A=1 #\r\n", "A=new #\r\n"),
        ("A\n", "A=new\n"),
        ("A=\"l1\nl2\" # c\nB=2", "A=new # c\nB=2"),
        ("A='open # secret?\nB=2", "A=new\nB=2"),
        ("\u{feff}A=1\nB=2\n", "\u{feff}A=new\nB=2\n"),
        ("# A=1\n\nB='A=1'\nA=1\nAA=1\n", "# A=1\n\nB='A=1'\nA=new\nAA=1\n"),
    ] {
        let output = edited(input, |document| assert_eq!(document.set("A", "A=new"), 1));
        assert_eq!(output, expected, "{input:?}");
    }
}

#[test]
fn every_assignment_to_a_key_is_replaced_because_readers_differ_in_which_one_counts() {
    let input = "A=1 # first\nB=2\nexport A=3\n";
    let output = edited(input, |document| {
        assert_eq!(document.set("A", "A='x\ny'"), 2);
        for reader in Reader::ALL {
            let Reading::Value(value) = document.value_for("A", reader) else { panic!("{reader}") };
            assert_eq!(value.expose(), "x\ny");
        }
    });
    assert_eq!(output, "A='x\ny' # first\nB=2\nexport A='x\ny'\n");
}

#[test]
fn setting_a_key_that_is_not_there_changes_nothing() {
    for input in ["", "AA=1\n", "# A=1\n", "A-B=1\n", "A B\n"] {
        let output = edited(input, |document| assert_eq!(document.set("A", "A=new"), 0));
        assert_eq!(output, input);
    }
}

#[test]
fn appending_follows_the_line_ends_of_the_file() {
    for (input, expected) in [
        ("", "N=1\n"),
        ("A=1", "A=1\nN=1\n"),
        ("A=1\n", "A=1\nN=1\n"),
        ("A=1\r\nB=2", "A=1\r\nB=2\r\nN=1\r\n"),
        ("A=1\r\nB=2\r\nC=3\n", "A=1\r\nB=2\r\nC=3\nN=1\r\n"),
        ("A=1\r\nB=2\nC=3\n", "A=1\r\nB=2\nC=3\nN=1\n"),
        ("A=1\r\nB=2\n", "A=1\r\nB=2\nN=1\n"),
        ("\u{feff}", "\u{feff}N=1\n"),
    ] {
        let output = edited(input, |document| document.append("N=1"));
        assert_eq!(output, expected, "{input:?}");
    }
}

#[test]
fn what_was_set_or_appended_can_be_found_as_an_entry() {
    let mut document = Document::parse(b"A=1\nB=2");
    document.append("C='3'");
    document.set("A", "A=\"x\ny\"");
    let seen: Vec<_> = document.entries().map(|entry| (entry.key(), entry.line())).collect();
    assert_eq!(seen, [("A", 1), ("B", 3), ("C", 4)]);
}

#[test]
fn removing_takes_whole_lines_and_leaves_comments_above() {
    for (input, n_removed, expected) in [
        ("# c\nA=1\nB=2\n", 1, "# c\nB=2\n"),
        ("A='l1\nl2'\nB=2", 1, "B=2"),
        ("A=1\nB=2\nA=3", 2, "B=2\n"),
        ("A\n", 1, ""),
        ("AA=1\n# A=1\n", 0, "AA=1\n# A=1\n"),
    ] {
        let output = edited(input, |document| assert_eq!(document.remove("A"), n_removed));
        assert_eq!(output, expected, "{input:?}");
    }
}

#[test]
fn the_bytes_of_a_keys_lines_change_exactly_when_someone_edits_them() {
    let bytes = |input: &str| Document::parse(input.as_bytes()).line_bytes("A");
    assert_eq!(bytes("B=1\n"), None);
    assert_eq!(bytes("B=1\nA=2\n").as_deref(), Some(&b"A=2"[..]));
    assert_eq!(bytes("A=2"), bytes("# c\r\nA=2\r\nB=1"));
    assert_eq!(bytes("A=2\r"), Some(b"A=2\r".to_vec()));
    assert_eq!(bytes("A=1 # c\nB=2\nexport A=1\n").as_deref(), Some(&b"A=1 # c\nexport A=1"[..]));
    assert_ne!(bytes("A=1\nA=1\n"), bytes("A=1\n"));
    assert_eq!(bytes("A='l1\nl2'\n").as_deref(), Some(&b"A='l1\nl2'"[..]));
}

#[test]
fn writing_sets_or_appends_what_all_readers_get_back() {
    let write = |input: &str, value: &str| {
        edited(input, |document| document.write("A", value, &[]).unwrap())
    };
    assert_eq!(write("", "x"), "A=x\n");
    assert_eq!(write("B=2", "x y"), "B=2\nA='x y'\n");
    assert_eq!(write("export A=1 # c\nB=2\n", "it's"), "export A=\"it's\" # c\nB=2\n");
}

#[test]
fn in_a_file_with_carriage_returns_a_comment_keeps_them_from_the_shell() {
    let write = |input: &str, readers: &[Reader]| {
        edited(input, |document| document.write("A", "x", readers).unwrap())
    };
    assert_eq!(write("B=2\r\n", &[Reader::PosixShell]), "B=2\r\nA=x #\r\n");
    assert_eq!(write("A=2\r\n", &[]), "A=x #\r\n");
    assert_eq!(write("A=2 # c\r\n", &[]), "A=x # c\r\n");
    assert_eq!(write("A=2\n", &[]), "A=x\n");
    assert_eq!(write("A=2\r\n", &[Reader::NodeDotenv]), "A=x\r\n");
    assert_eq!(write("B=2\r\n", &[Reader::Dotenvy]), "B=2\r\nA=x\r\n");
}

#[test]
fn a_file_that_keeps_a_reader_from_the_key_is_left_alone_and_the_reader_is_named() {
    for (input, reader, line) in [
        ("B=two words\n", Reader::Dotenvy, Some(1)),
        ("\u{feff}B=1\n", Reader::Dotenvy, Some(1)),
        ("\nB='open\n", Reader::PosixShell, Some(2)),
        ("B:\n", Reader::NodeDotenv, None),
    ] {
        let mut document = Document::parse(input.as_bytes());
        let result = document.write("A", "x", &[reader]);
        assert_eq!(result, Err(WriteError::Unread { reader, line }), "{input:?}");
        assert_eq!(document.to_bytes(), input.as_bytes());
    }
}

#[test]
fn a_value_that_cannot_be_carried_changes_nothing() {
    let mut document = Document::parse(b"A=1\n");
    let result = document.write("A", "${X}", &[Reader::PythonDotenv]);
    assert!(matches!(result, Err(WriteError::Render(_))), "{result:?}");
    assert_eq!(document.to_bytes(), b"A=1\n");
}

#[test]
fn ten_thousand_keys_are_read_checked_and_edited() {
    let line = |index: usize| format!("KEY_{index}='value {index}'\n");
    let text: String = (0..10_000).map(line).collect();
    let mut document = Document::parse(text.as_bytes());
    assert_eq!(document.entries().count(), 10_000);
    assert!(document.diagnostics().is_empty());
    for reader in Reader::ALL {
        let view = document.view(reader);
        assert_eq!(view.keys().count(), 10_000, "{reader}");
        let Reading::Value(value) = view.reading("KEY_9999") else { panic!("{reader}") };
        assert_eq!(value.expose(), "value 9999");
    }
    document.write("KEY_5000", "x", &[]).unwrap();
    let expected = text.replace(&line(5000), "KEY_5000=x\n");
    assert_eq!(document.to_bytes(), expected.as_bytes());
}
