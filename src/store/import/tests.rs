use super::*;
use crate::store::import::merging::usual_file;
use envdock_contract::model::{EnvFile, FileMode, FilePath, FileRef, Kind, MAX_VALUE_BYTES};
use envdock_contract::model::{Slot, Spec, WorkspacePath};

fn read(bytes: &[u8]) -> Result<Import, ImportRefusal> {
    let mut reader = ImportReader::new(bytes)?;
    while reader.read_on(1 + bytes.len() / 100) {}
    reader.finish()
}

fn lines(bytes: &[u8]) -> Vec<ImportLine> {
    read(bytes).unwrap().lines().to_vec()
}

fn flaws(bytes: &[u8]) -> Vec<(usize, Option<LineFlaw>)> {
    lines(bytes).iter().map(|line| (line.number, line.flaw)).collect()
}

fn notes(text: &str) -> Vec<LineNote> {
    lines(text.as_bytes()).remove(0).notes
}

fn value(import: &Import, index: usize) -> Option<&str> {
    import.value(index).map(|value| value.expose())
}

#[test]
fn every_assignment_is_a_line_with_its_number_length_and_the_comment_above() {
    let import =
        read(b"# The shop's\n# database\nDATABASE_URL=postgres://x # old\n\nexport B='b b'\n");
    let import = import.unwrap();
    let of = |line: &ImportLine| {
        let key = line.key.as_ref().map(ToString::to_string).unwrap();
        (line.number, key, line.length, line.description.clone())
    };
    assert_eq!(
        import.lines().iter().map(of).collect::<Vec<_>>(),
        [
            (3, "DATABASE_URL".to_owned(), 12, Some("The shop's database".to_owned())),
            (5, "B".to_owned(), 3, None),
        ]
    );
    assert_eq!((value(&import, 0), value(&import, 1)), (Some("postgres://x"), Some("b b")));
}

#[test]
fn no_value_and_no_refused_key_is_shown_by_debug() {
    let import = read(b"A=s3cr3t-value\n9s3cr3t-key=1\nB='s3cr3t\n").unwrap();
    assert!(!format!("{import:?}").contains("s3cr3t"), "{import:?}");
    let reader = ImportReader::new(b"A=s3cr3t-value\n").unwrap();
    assert!(!format!("{reader:?}").contains("s3cr3t"), "{reader:?}");
}

#[test]
fn what_is_wrong_with_a_line_is_said_of_that_line() {
    assert_eq!(
        flaws(b"A=1\n9B=2\n  my key=3\nC\nhello world\nD=\"x\nE='1' 2\nF=\xff\nG=a\0b\nH=\n"),
        [
            (1, None),
            (2, Some(LineFlaw::BadKey { position: 1, length: 2 })),
            (3, Some(LineFlaw::BadKey { position: 3, length: 6 })),
            (4, Some(LineFlaw::NoEquals)),
            (5, Some(LineFlaw::NotAnAssignment)),
            (6, Some(LineFlaw::UnclosedQuote)),
            (7, Some(LineFlaw::TrailingText)),
            (8, Some(LineFlaw::NotUtf8)),
            (9, Some(LineFlaw::Nul)),
            (10, Some(LineFlaw::Empty)),
        ]
    );
}

#[test]
fn the_largest_value_is_taken_and_one_byte_more_is_refused_with_its_line_and_length() {
    let text = |length| ["A=1\nB=", &"x".repeat(length), "\n"].concat();
    assert_eq!(flaws(text(MAX_VALUE_BYTES).as_bytes())[1], (2, None));
    let long = text(MAX_VALUE_BYTES + 1);
    assert_eq!(flaws(long.as_bytes())[1], (2, Some(LineFlaw::TooLarge)));
    let import = read(long.as_bytes()).unwrap();
    assert_eq!((import.lines()[1].length, value(&import, 1)), (MAX_VALUE_BYTES + 1, None));
}

#[test]
fn a_key_of_ten_thousand_characters_is_told_by_its_length() {
    let text = ["A=1\n", &"K".repeat(10_000), "=v\n"].concat();
    let flaw = LineFlaw::BadKey { position: 1, length: 10_000 };
    assert_eq!(flaws(text.as_bytes()), [(1, None), (2, Some(flaw))]);
}

#[test]
fn a_file_that_is_too_large_or_no_text_is_not_taken_apart() {
    let refusal = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(refusal(&vec![b'a'; 20 * 1024 * 1024]), ImportRefusal::TooLarge);
    assert_eq!(refusal("\n".repeat(1_000_000).as_bytes()), ImportRefusal::TooManyLines);
    let utf_16: Vec<u8> = "A=1\nB=2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refusal(&utf_16), ImportRefusal::Utf16);
    assert_eq!(refusal(&[b"\xff\xfe".as_slice(), &utf_16].concat()), ImportRefusal::Utf16);
    let big_endian: Vec<u8> = "A=1\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(refusal(&big_endian), ImportRefusal::Utf16);
    assert_eq!(refusal(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0"), ImportRefusal::Binary);
    assert_eq!(refusal(b""), ImportRefusal::Nothing);
    assert_eq!(refusal(b"# only\n\n# comments\n"), ImportRefusal::Nothing);
}

#[test]
fn as_many_lines_as_a_spec_has_slots_are_read() {
    let text = (0..20_000).map(|n| format!("K{n}=v")).collect::<Vec<_>>().join("\n");
    let import = read(text.as_bytes()).unwrap();
    assert_eq!(import.lines().len(), 20_000);
    assert!(import.lines().iter().all(|line| line.flaw.is_none()));
}

#[test]
fn what_readers_differ_about_is_noted() {
    let otherwise = LineNote::ReadOtherwise(vec![Reader::NodeDotenv]);
    assert_eq!(notes("A=ab#cd\n"), [otherwise, LineNote::Hash]);
    assert_eq!(notes("A='a#b$c'\n"), []);
    assert_eq!(notes("A=ab # why\n"), [LineNote::CommentLeftOut]);
    let dollar = notes("A=\"$HOME/x\"\n");
    assert!(dollar.contains(&LineNote::Dollar), "{dollar:?}");
    assert!(matches!(&notes("A=O'Brien\n")[..], [LineNote::ReadOtherwise(readers)]
        if readers.contains(&Reader::Dotenvy)));
}

#[test]
fn marks_and_line_ends_are_noted_once_and_are_no_part_of_values() {
    let import = read(b"\xef\xbb\xbfA=1\r\nB=2\r\n").unwrap();
    assert_eq!(import.notes(), [FileNote::ByteOrderMark, FileNote::CarriageReturns]);
    assert_eq!((value(&import, 0), value(&import, 1)), (Some("1"), Some("2")));
    assert_eq!(read(b"A=1\n").unwrap().notes(), []);
}

#[test]
fn of_five_lines_with_one_key_the_last_counts_and_each_says_so() {
    let lines = lines(b"A=1\nA=2\nB=0\nA=3\nA=4\nA=\nA=5\n");
    let by_seven = LineNote::OverruledBy { number: 7 };
    let overruled = lines.iter().filter(|line| line.notes.contains(&by_seven));
    assert_eq!(overruled.map(|line| line.number).collect::<Vec<_>>(), [1, 2, 4, 5]);
    assert_eq!(lines.last().unwrap().notes, [LineNote::Overrules { number: 1 }]);
    // A line that cannot be imported overrules nothing.
    assert_eq!(lines[5].flaw, Some(LineFlaw::Empty));
}

#[test]
fn only_a_text_of_nothing_but_assignments_looks_like_a_dotenv_text() {
    assert!(looks_like_env("A=1\nB=2"));
    assert!(looks_like_env("# a comment\nexport A='1'\n\nB=\n"));
    assert!(looks_like_env("A=1\r\nB=2\r\n"));
    for one_value in [
        "A=1\n",
        "two\nlines\n",
        "-----BEGIN KEY-----\nMIIE+w==\n-----END KEY-----\n",
        "{\n  \"a\": \"b=c\"\n}\n",
        "A=1\nB=2\nand more\n",
        "",
    ] {
        assert!(!looks_like_env(one_value), "{one_value}");
    }
}

fn file_ref(path: &str) -> FileRef {
    let workspace_path = WorkspacePath::default();
    FileRef { workspace_path, path: FilePath::new(path).unwrap() }
}

fn file(path: &str, keys: &[&str]) -> EnvFile {
    EnvFile {
        workspace_path: WorkspacePath::default(),
        path: FilePath::new(path).unwrap(),
        format: envdock_contract::model::Format::default(),
        mode: FileMode::default(),
        readers: Vec::new(),
        slots: keys.iter().map(|key| Slot::new(KeyName::new(key).unwrap())).collect(),
    }
}

#[test]
fn a_key_goes_to_the_target_then_to_the_file_that_lists_it_then_to_the_target_as_a_new_one() {
    let spec = Spec { files: vec![file("one.env", &["A", "B"]), file("two.env", &["A"])] };
    let lines = lines(b"A=1\nB=2\nC=3\ntwo words\n");
    let places = places(&lines, Some(&spec), &file_ref("two.env"));
    let of = |place: &Option<Place>| {
        place.as_ref().map(|place| (place.file.to_string(), place.is_listed))
    };
    assert_eq!(
        places.iter().map(of).collect::<Vec<_>>(),
        [
            Some(("two.env".to_owned(), true)),
            Some(("one.env".to_owned(), true)),
            Some(("two.env".to_owned(), false)),
            None,
        ]
    );
}

fn addition(path: &str, key: &str, description: Option<&str>) -> Addition {
    let description = description.map(str::to_owned);
    Addition { file: file_ref(path), key: KeyName::new(key).unwrap(), description }
}

#[test]
fn the_spec_gains_keys_and_descriptions_and_what_it_says_stays() {
    let mut before = Spec { files: vec![file("one.env", &["A", "B"])] };
    before.files[0].slots[0].description = Some("known".to_owned());
    let said = |spec: &Spec| {
        let slots = spec.files.iter().flat_map(|file| &file.slots);
        slots.map(|slot| (slot.key.to_string(), slot.description.clone())).collect::<Vec<_>>()
    };
    let additions = [
        addition("one.env", "A", Some("other")),
        addition("one.env", "B", Some("new")),
        addition("one.env", "C", None),
        addition(".env", "D", None),
    ];
    let spec = merged(Some(&before), &additions).unwrap();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        said(&spec),
        [
            ("A".to_owned(), text("known")),
            ("B".to_owned(), text("new")),
            ("C".to_owned(), None),
            ("D".to_owned(), None),
        ]
    );
    assert_eq!(spec.files[1].file_ref(), usual_file().unwrap());
    assert_eq!(merged(Some(&spec), &additions), None);
    assert_eq!(merged(None, &additions[3..]).unwrap().files.len(), 1);
}

#[test]
fn a_plain_file_gains_no_secret_slot() {
    let plain = EnvFile { mode: FileMode::Plain, ..file("one.env", &[]) };
    let spec = Spec { files: vec![plain] };
    let spec = merged(Some(&spec), &[addition("one.env", "A", None)]).unwrap();
    assert_eq!(spec.files[0].slots[0].kind, Kind::Visible);
}
