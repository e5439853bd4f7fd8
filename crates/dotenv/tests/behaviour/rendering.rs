//! What the writer writes, and what it refuses.

use envdock_dotenv::{KeyError, Reader, Reading, RenderError, render};

use Reader::{Dotenvy, NodeDotenv, PosixShell, PythonDotenv};

#[test]
fn the_plainest_quoting_that_all_readers_understand_is_chosen() {
    for (value, expected) in [
        ("plain", "A=plain"),
        ("https://host:80/a.b-c_d@e%20+f,g=h", "A=https://host:80/a.b-c_d@e%20+f,g=h"),
        ("", "A=''"),
        ("two words", "A='two words'"),
        (" edges ", "A=' edges '"),
        ("a#b #c", "A='a#b #c'"),
        ("p$ss$WORD", "A='p$ss$WORD'"),
        ("$(x) `y`", "A='$(x) `y`'"),
        (r#"{"a":"b"}"#, r#"A='{"a":"b"}'"#),
        (r"C:\new", r"A='C:\new'"),
        (r"l1\nl2", r"A='l1\nl2'"),
        ("O'Brien", "A=\"O'Brien\""),
        ("l1\nl2\n", "A='l1\nl2\n'"),
        ("~", "A='~'"),
        ("é", "A='é'"),
        ("\t", "A='\t'"),
    ] {
        assert_eq!(render("A", value, &[]).as_deref(), Ok(expected), "{value:?}");
    }
}

#[test]
fn fewer_readers_leave_more_ways() {
    let node_and_python = [NodeDotenv, PythonDotenv];
    for (value, readers, expected) in [
        ("it's \"x\"", &node_and_python[..], "A=it's \"x\""),
        ("it's\n\"x\"", &[NodeDotenv], "A=`it's\n\"x\"`"),
        ("it's \"`x`\"\n", &[NodeDotenv], "A=\"it's \"`x`\"\\n\""),
        ("it's \"x\"", &[PythonDotenv, Dotenvy, PosixShell], "A=\"it's \\\"x\\\"\""),
        ("$a'b\\", &[Dotenvy, PosixShell], "A='$a'\"'\"'b'\"\\\\\""),
        ("a\rb", &node_and_python, "A=\"a\\rb\""),
        ("a\r\"\\", &[PythonDotenv], "A=\"a\\r\\\"\\\\\""),
        ("a\rb", &[Dotenvy, PosixShell], "A='a\rb'"),
        ("${X}", &[NodeDotenv, Dotenvy, PosixShell], "A='${X}'"),
        (r"C:\dir\", &node_and_python, r"A=C:\dir\"),
        (r"C:\dir\", &[PythonDotenv, PosixShell], r#"A="C:\\dir\\""#),
    ] {
        assert_eq!(render("A", value, readers).as_deref(), Ok(expected), "{value:?} {readers:?}");
    }
}

#[test]
fn a_value_that_a_reader_cannot_be_given_is_refused_with_its_name() {
    for (value, readers, reader) in [
        ("${X}", &[][..], PythonDotenv),
        ("${X:-y}", &[PythonDotenv], PythonDotenv),
        ("'\"`\n#", &[NodeDotenv], NodeDotenv),
        ("a'\"", &[], Dotenvy),
        ("'\"", &[], PythonDotenv),
        ("'\"", &[PythonDotenv, Dotenvy, PosixShell, NodeDotenv], NodeDotenv),
        ("a\rb", &[], Dotenvy),
        ("a\rb", &[PosixShell, NodeDotenv], NodeDotenv),
        (r"C:\dir\", &[PosixShell, NodeDotenv], NodeDotenv),
    ] {
        let expected = Err(RenderError::CannotCarry { reader });
        assert_eq!(render("A", value, readers), expected, "{value:?} {readers:?}");
    }
}

#[test]
fn a_value_too_long_for_a_process_is_refused_for_a_shell_only() {
    let longest = "x".repeat(128 * 1024 - 1 - "A=".len());
    assert!(render("A", &longest, &[PosixShell]).is_ok());
    let longer = [longest.as_str(), "x"].concat();
    let refused = Err(RenderError::CannotCarry { reader: PosixShell });
    assert_eq!(render("A", &longer, &[PosixShell]), refused);
    assert_eq!(render("A", &longer, &[]), refused);
    assert!(render("A", &"x".repeat(256 * 1024), &[NodeDotenv, PythonDotenv, Dotenvy]).is_ok());
}

#[test]
fn names_that_a_reader_keeps_to_itself_are_refused() {
    let refused = |reader| Err(RenderError::CannotCarryKey { reader });
    assert_eq!(render("__proto__", "x", &[]), refused(NodeDotenv));
    assert_eq!(render("__proto__", "x", &[PythonDotenv]).as_deref(), Ok("__proto__=x"));
    assert_eq!(render("UID", "x", &[PythonDotenv, PosixShell]), refused(PosixShell));
    assert_eq!(render("OPTIND", "x", &[]), refused(PosixShell));
    assert!(render("UID", "x", &[NodeDotenv]).is_ok());
    assert!(render("PATH", "x", &[]).is_ok());
}

#[test]
fn keys_and_nul_are_checked_first() {
    let bad_key = Err(RenderError::InvalidKey(KeyError::Character { position: 2 }));
    assert_eq!(render("A-B", "x", &[]), bad_key);
    assert_eq!(render("", "x", &[]), Err(RenderError::InvalidKey(KeyError::Empty)));
    assert_eq!(render("A", "a\0b", &[NodeDotenv]), Err(RenderError::Nul));
}

#[test]
fn a_refusal_says_who_and_why_without_the_value() {
    let refusal = render("A", "${CANARY}", &[]).unwrap_err();
    assert_eq!(refusal.to_string(), "python-dotenv cannot be given this value exactly");
    assert_eq!(refusal.reader(), Some(PythonDotenv));
    let refusal = render("UID", "CANARY", &[PosixShell]).unwrap_err();
    assert_eq!(refusal.to_string(), "shell keeps this name to itself");
    assert_eq!(refusal.reader(), Some(PosixShell));
    assert_eq!(RenderError::Nul.reader(), None);
    assert_eq!(RenderError::InvalidKey(KeyError::Empty).reader(), None);
}

#[test]
fn what_follows_in_a_file_cannot_change_what_node_reads() {
    let line = render("A", r"ends with \", &[NodeDotenv]).unwrap();
    for quote in ["'", "\"", "`"] {
        let file = [line.as_str(), "\nB=", quote, "\n"].concat();
        let Reading::Value(value) = NodeDotenv.read(file.as_bytes()).reading("A") else {
            panic!("{file:?}")
        };
        assert_eq!(value.expose(), r"ends with \");
    }
}
