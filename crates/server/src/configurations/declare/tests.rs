use super::*;
use envdock_contract::model::{FileMode, FilePath, Format, Kind, Reader, WorkspacePath};

fn key(name: &str) -> KeyName {
    KeyName::new(name).unwrap()
}

fn file(path: &str, slots: Vec<Slot>) -> EnvFile {
    EnvFile {
        workspace_path: WorkspacePath::default(),
        path: FilePath::new(path).unwrap(),
        format: Format::default(),
        mode: FileMode::default(),
        readers: Vec::new(),
        slots,
    }
}

fn proposed(name: &str) -> Slot {
    Slot { proposed: true, ..Slot::new(key(name)) }
}

fn names(list: &[(FileRef, KeyName)]) -> Vec<String> {
    list.iter().map(|(file, key)| format!("{file} {key}")).collect()
}

fn spec(files: Vec<EnvFile>) -> Spec {
    Spec { files }
}

#[test]
fn what_is_new_is_added_at_the_end_and_the_rest_keeps_its_order() {
    let stored = spec(vec![file("b.env", vec![proposed("Z"), proposed("A")])]);
    let declared = spec(vec![
        file("a.env", vec![proposed("N")]),
        file("b.env", vec![proposed("A"), proposed("M")]),
    ]);
    let declaration = declare(&stored, declared, &[]).unwrap();
    assert_eq!(names(&declaration.added), ["a.env N", "b.env M"]);
    let files = &declaration.spec.files;
    assert_eq!(
        files[0].slots.iter().map(|slot| slot.key.as_str()).collect::<Vec<_>>(),
        ["Z", "A", "M"]
    );
    assert_eq!(files[1].path.as_str(), "a.env");
}

#[test]
fn what_somebody_said_stays_and_what_nobody_said_is_filled_in() {
    let mut known = Slot::new(key("A"));
    known.description = Some("a person's words".to_owned());
    known.not_needed = true;
    let stored = spec(vec![file(".env", vec![known.clone(), proposed("B")])]);
    let mut other = proposed("A");
    other.required = false;
    other.kind = Kind::Visible;
    other.description = Some("an agent's words".to_owned());
    other.suggestions = vec!["x".to_owned()];
    let mut more = proposed("B");
    more.description = Some("an agent's words".to_owned());
    let mut declared = file(".env", vec![other, more]);
    declared.mode = FileMode::Plain;
    declared.readers = vec![Reader::Shell];
    let declaration = declare(&stored, spec(vec![declared]), &[]).unwrap();
    assert_eq!(names(&declaration.kept), [".env A"]);
    let file = &declaration.spec.files[0];
    assert_eq!((file.mode, file.readers.as_slice()), (FileMode::Secret, &[Reader::Shell][..]));
    known.suggestions = vec!["x".to_owned()];
    assert_eq!(file.slots[0], known);
    assert_eq!(file.slots[1].description.as_deref(), Some("an agent's words"));
}

#[test]
fn only_what_no_person_has_decided_about_can_be_taken_out() {
    let accepted = Slot::new(key("ACCEPTED"));
    let mut not_needed = proposed("NOT_NEEDED");
    not_needed.not_needed = true;
    let stored = spec(vec![file(".env", vec![accepted, not_needed, proposed("FREE")])]);
    let name = stored.files[0].file_ref();
    let declaration = declare(&stored, Spec::default(), &[(name.clone(), None)]).unwrap();
    assert_eq!(names(&declaration.removed), [".env FREE"]);
    assert_eq!(names(&declaration.not_removed), [".env ACCEPTED", ".env NOT_NEEDED"]);
    assert_eq!(declaration.spec.files[0].slots.len(), 2);
    let one = [(name, Some(key("FREE")))];
    let again = declare(&declaration.spec, Spec::default(), &one).unwrap();
    assert_eq!((again.removed.len(), again.not_removed.len()), (0, 0));
}

#[test]
fn a_file_goes_with_its_last_slot_when_it_is_named() {
    let stored = spec(vec![file(".env", vec![proposed("A")])]);
    let name = stored.files[0].file_ref();
    let whole = declare(&stored, Spec::default(), &[(name.clone(), None)]).unwrap();
    assert!(whole.spec.files.is_empty());
    let slot = declare(&stored, Spec::default(), &[(name, Some(key("A")))]).unwrap();
    assert_eq!(slot.spec.files.len(), 1);
}

#[test]
fn removing_and_declaring_in_one_step_replaces() {
    let stored = spec(vec![file(".env", vec![proposed("A")])]);
    let mut new = proposed("A");
    new.required = false;
    let removal = [(stored.files[0].file_ref(), Some(key("A")))];
    let declaration = declare(&stored, spec(vec![file(".env", vec![new])]), &removal).unwrap();
    assert!(!declaration.spec.files[0].slots[0].required);
    assert!(declaration.kept.is_empty());
}

#[test]
fn one_file_is_known_however_it_is_divided() {
    let stored = spec(vec![file("web/.env", vec![proposed("A")])]);
    let mut declared = file(".env", vec![proposed("B")]);
    declared.workspace_path = WorkspacePath::new("web").unwrap();
    let declaration = declare(&stored, spec(vec![declared]), &[]).unwrap();
    assert_eq!(declaration.spec.files.len(), 1);
}

#[test]
fn a_spec_that_would_be_too_large_is_refused_whole() {
    let many = (0..MAX_SLOTS).map(|n| proposed(&format!("K{n}"))).collect();
    let stored = spec(vec![file(".env", many)]);
    let declared = || spec(vec![file(".env", vec![proposed("ONE_MORE")])]);
    assert_eq!(declare(&stored, declared(), &[]), Err(SpecFull));
    let same = spec(vec![file(".env", vec![proposed("K1")])]);
    assert!(declare(&stored, same, &[]).is_ok());
}
