//! Taking a file line by line, and where readers stop.

use envdock_dotenv::{Document, Line, Reader, Reading};

#[test]
fn lines_come_in_order_and_each_is_an_entry_or_odd() {
    let document = Document::parse(b"# c\nA=1\n\nno assignment\n1B=2\nC='a\nb'\n");
    let seen: Vec<(usize, Option<&str>)> = document
        .lines()
        .map(|line| match line {
            Line::Entry(entry) => (entry.line(), Some(entry.key())),
            Line::Odd(diagnostic) => (diagnostic.line, None),
        })
        .collect();
    assert_eq!(seen, [(2, Some("A")), (4, None), (5, None), (6, Some("C"))]);
}

#[test]
fn dotenvy_stops_in_the_line_that_is_not_utf_8_and_keeps_those_before_it() {
    let document = Document::parse(b"A=1\nB=\xff\nC=3\n");
    let view = document.view(Reader::Dotenvy);
    assert!(matches!(view.reading("A"), Reading::Value(value) if value.expose() == "1"));
    assert!(!matches!(view.reading("C"), Reading::Value(_)));
    assert_eq!(view.refused_line(), Some(2));
}

#[test]
fn python_expands_only_braces_after_a_dollar() {
    for (text, is_expanded) in [("x{b}", false), ("$b}", false), ("$x{b}", false), ("${b}", true)] {
        let document = Document::parse(["A='", text, "'\n"].concat().as_bytes());
        let view = document.view(Reader::PythonDotenv);
        let reading = view.reading("A");
        assert_eq!(matches!(reading, Reading::Expanded), is_expanded, "{text}");
        let is_exact = matches!(reading, Reading::Value(value) if value.expose() == text);
        assert_eq!(is_exact, !is_expanded, "{text}");
    }
}
