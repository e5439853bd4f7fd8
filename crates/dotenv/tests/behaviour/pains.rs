//! What users of other tools complain about, as promises.

use envdock_dotenv::{Document, Reader, Reading};

const PEM: &str = "-----BEGIN PRIVATE KEY-----\nMIIEvQ+/=\nAb12\n-----END PRIVATE KEY-----\n";

fn import(input: &str) -> String {
    let document = Document::parse(input.as_bytes());
    let entry = document.entries().next().expect("an entry");
    entry.value().expect("a value").into_string()
}

/// Written into a file for all readers, then read by each of them and by us.
fn round_trip(value: &str) {
    let mut document = Document::parse(b"# Ours\nOTHER=1\n");
    document.write("KEY", value, &[]).unwrap();
    for reader in Reader::ALL {
        let Reading::Value(read) = document.value_for("KEY", reader) else { panic!("{reader}") };
        assert_eq!(read.expose(), value, "{reader}");
    }
    let ours = document.entries().last().unwrap();
    assert_eq!((ours.key(), ours.value().unwrap().expose()), ("KEY", value));
}

#[test]
fn only_matching_outer_quotes_are_stripped() {
    assert_eq!(import("A=\"x\""), "x");
    assert_eq!(import("A='x'"), "x");
    assert_eq!(import("A=\"'x'\""), "'x'");
    assert_eq!(import("A=x\""), "x\"");
}

#[test]
fn quotes_inside_a_value_are_never_touched() {
    assert_eq!(import("A=O'Brien"), "O'Brien");
    assert_eq!(import("A='say \"hi\"'"), "say \"hi\"");
    round_trip("O'Brien");
    round_trip("{\"a\": \"b\"}");
}

#[test]
fn a_hash_begins_a_comment_only_after_whitespace() {
    assert_eq!(import("A=ab#cd"), "ab#cd");
    assert_eq!(import("A=ab #cd"), "ab");
    round_trip("ab#cd");
    round_trip("ab #cd");
}

#[test]
fn newlines_survive_and_a_backslash_n_stays_one() {
    round_trip(PEM);
    round_trip(r"not\na newline");
    round_trip("\n");
    assert_eq!(import(&["A=\"", PEM, "\""].concat()), PEM);
}

#[test]
fn whitespace_at_the_edges_is_exact() {
    for value in [" x", "x ", "x\n", "\tx\t", " ", "  "] {
        round_trip(value);
    }
}

#[test]
fn what_looks_like_an_expansion_is_never_expanded() {
    for value in ["pa$$word", "$HOME", "`id`", "$(id)", "%PATH%", "!x", "~/x", "*"] {
        round_trip(value);
    }
}

#[test]
fn an_exported_key_is_one_key() {
    let document = Document::parse(b"export FOO=1\n");
    let keys: Vec<_> = document.entries().map(|entry| entry.key()).collect();
    assert_eq!(keys, ["FOO"]);
    for reader in Reader::ALL {
        assert_eq!(document.view(reader).keys().collect::<Vec<_>>(), ["FOO"], "{reader}");
    }
}
