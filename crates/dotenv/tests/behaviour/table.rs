//! The inputs about which the readers are known to differ. The differential tests hold this table
//! against the real readers.

/// What a reader is expected to make of the key `A`.
#[derive(Clone, Copy)]
pub(crate) enum Want {
    Is(&'static str),
    Absent,
    Expanded,
    Refused,
    Unsure,
}

use Want::{Absent, Expanded, Is, Refused, Unsure};

/// Input, then Node, Python, dotenvy and shell.
pub(crate) const TABLE: &[(&str, [Want; 4])] = &[
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
