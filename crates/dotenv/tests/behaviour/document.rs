//! What a document says about itself: entries, comments, lines, diagnostics.

use envdock_dotenv::{DiagnosticKind, Document, Entry, Quote, Reader};

const FILE: &str = "\
# The database.
# Ask the platform team.
DATABASE_URL=postgres://localhost/app # local only

# OLD_KEY=looks-like-a-secret
# Payments
export STRIPE_KEY='sk live'
PEM=\"-----BEGIN-----
line two
-----END-----\"
EMPTY=
BARE
";

#[test]
fn entries_come_with_their_place_and_their_parts() {
    let document = Document::parse(FILE.as_bytes());
    let seen: Vec<_> = document
        .entries()
        .map(|entry| (entry.key(), entry.line(), entry.end_line(), entry.quote()))
        .collect();
    assert_eq!(
        seen,
        [
            ("DATABASE_URL", 3, 3, Quote::None),
            ("STRIPE_KEY", 7, 7, Quote::Single),
            ("PEM", 8, 10, Quote::Double),
            ("EMPTY", 11, 11, Quote::None),
            ("BARE", 12, 12, Quote::None),
        ]
    );
    let exported: Vec<_> = document.entries().filter(Entry::is_exported).collect();
    assert_eq!(exported.len(), 1);
    assert_eq!(exported[0].key(), "STRIPE_KEY");
    let bare: Vec<_> = document.entries().filter(Entry::is_bare).collect();
    assert_eq!(bare.len(), 1);
    assert_eq!(bare[0].key(), "BARE");
}

#[test]
fn each_of_the_three_quotes_is_known_by_its_name() {
    let document = Document::parse(b"A='1'\nB=\"2\"\nC=`3`\nD=5\n");
    let quotes: Vec<_> = document.entries().map(|entry| entry.quote()).collect();
    assert_eq!(quotes, [Quote::Single, Quote::Double, Quote::Backtick, Quote::None]);
}

#[test]
fn what_is_broken_in_a_value_or_missing_takes_nothing_from_its_key() {
    let document = Document::parse(b"export A=\xff\nB=\xff\nexport C\nD\n");
    let seen: Vec<_> = document.entries().map(|entry| (entry.key(), entry.is_exported())).collect();
    assert_eq!(seen, [("A", true), ("B", false), ("C", true), ("D", false)]);
    assert!(document.entries().all(|entry| entry.value().is_none()));
}

#[test]
fn comments_above_and_beside_are_kept_apart_from_values() {
    let document = Document::parse(FILE.as_bytes());
    let entries: Vec<_> = document.entries().collect();
    let above = |index: usize| -> Vec<String> {
        entries[index].comments_above().map(String::from).collect()
    };
    assert_eq!(above(0), ["The database.", "Ask the platform team."]);
    assert_eq!(entries[0].comment(), Some("local only"));
    // A blank line ends the block, and an assignment that is commented out is no description.
    assert_eq!(above(1), ["Payments"]);
    assert_eq!(entries[1].comment(), None);
    assert!(above(2).is_empty());
}

#[test]
fn comments_that_are_not_utf8_or_assign_something_do_no_harm() {
    let document = Document::parse(b"# caf\xe9 \n#export A=x\n## B = y \n# a=b c, see docs\nA=1\n");
    let entry = document.entries().next().unwrap();
    let above: Vec<_> = entry.comments_above().collect();
    assert_eq!(above, ["caf\u{fffd}"]);
}

fn value_of(input: &str) -> Option<String> {
    let document = Document::parse(input.as_bytes());
    let entry = document.entries().next().expect("an entry");
    entry.value().map(envdock_dotenv::Value::into_string)
}

#[test]
fn a_value_is_what_the_dialects_agree_on() {
    for (input, value) in [
        ("A=1", "1"),
        ("A = 1 ", "1"),
        ("A=", ""),
        ("A= # nothing", ""),
        ("A=#fff", "#fff"),
        ("A=ab#cd", "ab#cd"),
        ("A=ab #cd", "ab"),
        ("A=a\tb\t# c", "a\tb"),
        ("A=O'Brien", "O'Brien"),
        ("A=it's \"quoted\"", "it's \"quoted\""),
        (r#"A={"a":"b"}"#, r#"{"a":"b"}"#),
        ("A='x # y'", "x # y"),
        ("A='x' # y", "x"),
        ("A='x'#y", "x"),
        ("A=' edges '", " edges "),
        (r"A='l1\nl2'", r"l1\nl2"),
        (r#"A="l1\nl2\r\t\"\\\$\`""#, "l1\nl2\r\t\"\\$`"),
        (r#"A="\q\'""#, r"\q\'"),
        ("A=\"l1\nl2\"", "l1\nl2"),
        ("A=\"l1\r\nl2\"\r\n", "l1\nl2"),
        ("A='l1\r\nl2'\r\n", "l1\nl2"),
        ("A=`it's \"x\"`", "it's \"x\""),
        ("A=''", ""),
        ("A=$HOME/x", "$HOME/x"),
        ("A=b=c", "b=c"),
        ("export A=1\r\n", "1"),
        ("export=1", "1"),
        ("export = 1", "1"),
    ] {
        assert_eq!(value_of(input).as_deref(), Some(value), "{input:?}");
    }
}

#[test]
fn where_nothing_can_be_relied_on_there_is_no_value() {
    for input in
        ["A", "export A", "A # only a key", "A=\"open", "A='open\nB=x'y", "A='x'y", "A=a\0b"]
    {
        assert_eq!(value_of(input), None, "{input:?}");
    }
    let document = Document::parse(b"A=\xff\n");
    assert_eq!(document.entries().next().unwrap().value(), None);
}

#[test]
fn the_raw_text_is_the_value_as_written_without_its_quotes() {
    let document = Document::parse(b"A=\"l1\\nl2\" # c\nB= x y # c\n");
    let raw: Vec<_> = document.entries().map(|entry| entry.raw().into_string()).collect();
    assert_eq!(raw, [r"l1\nl2", "x y"]);
}

fn kinds(input: &[u8]) -> Vec<(usize, DiagnosticKind)> {
    let diagnostics = Document::parse(input).diagnostics();
    diagnostics.into_iter().map(|diagnostic| (diagnostic.line, diagnostic.kind)).collect()
}

#[test]
fn each_odd_line_is_reported_with_its_number() {
    use DiagnosticKind as Kind;
    for (input, expected) in [
        (&b"A=1\n# c\n\nB='2'\n"[..], vec![]),
        (b"\xef\xbb\xbfA=1\n", vec![(1, Kind::Bom)]),
        (b"A=1\nB=2\r\nC=3\r\n", vec![(2, Kind::CarriageReturn)]),
        (b"\n9A=1\n", vec![(2, Kind::InvalidKey { position: 1, length: 2 })]),
        (b" export A-B ='1\n2'\nC=1", vec![(1, Kind::InvalidKey { position: 9, length: 3 })]),
        (b"A B=1", vec![(1, Kind::InvalidKey { position: 1, length: 3 })]),
        (b"=1", vec![(1, Kind::InvalidKey { position: 1, length: 0 })]),
        (b"A\n", vec![(1, Kind::BareKey)]),
        (b"some text\n", vec![(1, Kind::NotAnAssignment)]),
        (b"A=1\nB=\"x\n\nC=3", vec![(2, Kind::UnclosedQuote)]),
        (b"A='x'y", vec![(1, Kind::TrailingText)]),
        (
            b"A=1\nB=2\nA=1\nA=1",
            vec![(3, Kind::Duplicate { first_line: 1 }), (4, Kind::Duplicate { first_line: 1 })],
        ),
        (b"A=1\nB=x\xff\nC=1", vec![(2, Kind::InvalidUtf8)]),
        (b"\xff\xfe\nC=1", vec![(1, Kind::NotAnAssignment)]),
        (b"KEY\xff\nC=1", vec![(1, Kind::NotAnAssignment)]),
        (
            b"# \xff\nA-\xff=1\nA-B=\xff",
            vec![(2, Kind::NotAnAssignment), (3, Kind::InvalidKey { position: 1, length: 3 })],
        ),
        (b"A=x\0\nB='\0'\nC=1", vec![(1, Kind::Nul), (2, Kind::Nul)]),
        (b"A=ab#cd", vec![(1, Kind::DialectsDisagree { readers: vec![Reader::NodeDotenv] })]),
    ] {
        assert_eq!(kinds(input), expected, "{:?}", String::from_utf8_lossy(input));
    }
}

#[test]
fn an_unclosed_quote_does_not_take_the_following_lines_along() {
    let document = Document::parse(b"A=\"open\nB=2\nC=\"x\"\n");
    let keys: Vec<_> = document.entries().map(|entry| entry.key()).collect();
    assert_eq!(keys, ["A", "B", "C"]);
}

#[test]
fn no_text_about_a_line_shows_what_stands_in_it() {
    let input = b"sk-CANARY\nsk-CANARY=1\nA='CANARY\nB=CANARY'x\nA=CANARY#CANARY\nB=\xffCANARY";
    let document = Document::parse(input);
    let entries: Vec<_> = document.entries().collect();
    let diagnostics = document.diagnostics();
    assert!(diagnostics.len() >= 5, "{diagnostics:?}");
    let readings: Vec<_> =
        Reader::ALL.iter().map(|reader| document.value_for("A", *reader)).collect();
    let views: Vec<_> = Reader::ALL.iter().map(|reader| document.view(*reader)).collect();
    let values: Vec<_> = entries.iter().map(|entry| (entry.raw(), entry.value())).collect();
    let debug = format!("{document:?} {entries:?} {diagnostics:?} {readings:?} {values:?}");
    let texts: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.kind.to_string()).collect();
    let shown = [debug, texts.join(" "), format!("{views:?}").replace("sk-CANARY", "key")].concat();
    assert!(!shown.contains("CANARY"), "{shown}");
    assert!(["Document", "Entry", "redacted"].iter().all(|name| shown.contains(name)), "{shown}");
}

#[test]
fn every_kind_of_diagnostic_has_its_own_text() {
    use DiagnosticKind as Kind;
    let texts = [
        Kind::Bom,
        Kind::CarriageReturn,
        Kind::InvalidKey { position: 3, length: 14 },
        Kind::BareKey,
        Kind::NotAnAssignment,
        Kind::UnclosedQuote,
        Kind::TrailingText,
        Kind::Duplicate { first_line: 7 },
        Kind::InvalidUtf8,
        Kind::Nul,
        Kind::DialectsDisagree { readers: vec![Reader::NodeDotenv, Reader::PosixShell] },
    ]
    .map(|kind| kind.to_string());
    assert_eq!(
        texts,
        [
            "the file begins with a byte-order mark",
            "lines end with a carriage return",
            "the key at column 3, 14 characters long, is not valid",
            "a key without =",
            "neither an assignment nor a comment",
            "a quote is not closed",
            "text after the closing quote",
            "the key is already assigned in line 7",
            "bytes that are not UTF-8",
            "a NUL character",
            "read differently by node-dotenv, shell",
        ]
    );
}

#[test]
fn readers_have_names_that_can_be_read_back() {
    let names = Reader::ALL.map(Reader::as_str);
    assert_eq!(names, ["node-dotenv", "python-dotenv", "dotenvy", "shell"]);
    for reader in Reader::ALL {
        assert_eq!(Reader::parse(reader.as_str()), Some(reader));
        assert_eq!(reader.to_string(), reader.as_str());
    }
    assert_eq!(Reader::parse("bash"), None);
}
