use super::*;
use envdock_contract::model::{Kind, Provenance, Reader};

/// `KEY` found in `app.js`, `+KEY` added by hand.
fn file(path: &str, slots: &[&str]) -> EnvFile {
    let text = format!(r#"{{"path":"{path}","slots":[]}}"#);
    let mut file: EnvFile = serde_json::from_str(&text).unwrap();
    file.slots = slots.iter().map(|text| slot(text)).collect();
    file
}

fn slot(text: &str) -> Slot {
    let mut slot = Slot::new(KeyName::new(text.trim_start_matches('+')).unwrap());
    if !text.starts_with('+') {
        slot.provenance = vec![Provenance { file: "app.js".to_owned(), line: 1 }];
        slot.proposed = true;
    }
    slot
}

fn spec(files: Vec<EnvFile>) -> Spec {
    Spec { files }
}

fn names(slots: &[(FileRef, KeyName)]) -> Vec<String> {
    slots.iter().map(|(file, key)| format!("{file} {key}")).collect()
}

#[test]
fn a_first_scan_is_taken_as_it_is() {
    let scanned = spec(vec![file(".env", &["A", "B"])]);
    let merged = merge(&Spec::default(), scanned.clone());
    assert_eq!(merged.spec, scanned);
    assert_eq!(names(&merged.added), [".env A", ".env B"]);
}

#[test]
fn the_same_scan_changes_nothing() {
    let scanned = spec(vec![file(".env", &["A"]), file("web/.env", &["A", "B"])]);
    let merged = merge(&scanned, scanned.clone());
    assert_eq!(merged, Merged { spec: scanned, ..Merged::default() });
}

#[test]
fn new_slots_and_files_come_last_and_are_announced() {
    let stored = spec(vec![file(".env", &["B", "A"])]);
    let scanned = spec(vec![file("a/.env", &["X"]), file(".env", &["A", "B", "C"])]);
    let merged = merge(&stored, scanned);
    assert_eq!(merged.spec, spec(vec![file(".env", &["B", "A", "C"]), file("a/.env", &["X"])]));
    assert_eq!(names(&merged.added), [".env C", "a/.env X"]);
}

#[test]
fn what_is_found_no_more_is_marked_once_and_unmarked_when_it_is_back() {
    let stored = spec(vec![file(".env", &["A", "+HAND"]), file("old/.env", &["B"])]);
    let scanned = spec(vec![file(".env", &[])]);
    let merged = merge(&stored, scanned.clone());
    assert_eq!(names(&merged.vanished), [".env A", "old/.env B"]);
    assert!(merged.spec.files[0].slots[0].no_longer_found);
    assert!(!merged.spec.files[0].slots[1].no_longer_found);
    assert!(merge(&merged.spec, scanned).vanished.is_empty());
    assert_eq!(merge(&merged.spec, stored.clone()).spec, stored);
}

#[test]
fn a_persons_edits_stay() {
    let mut edited = file(".env", &["A"]);
    edited.slots[0].required = false;
    edited.slots[0].kind = Kind::Visible;
    edited.slots[0].description = Some("mine".to_owned());
    edited.slots[0].not_needed = true;
    edited.slots[0].proposed = false;
    let mut scanned = file(".env", &["A"]);
    scanned.slots[0].description = Some("theirs".to_owned());
    scanned.slots[0].provenance[0].line = 7;
    scanned.readers = vec![Reader::NodeDotenv];
    let merged = merge(&spec(vec![edited.clone()]), spec(vec![scanned]));
    edited.slots[0].provenance[0].line = 7;
    edited.readers = vec![Reader::NodeDotenv];
    assert_eq!(merged.spec, spec(vec![edited]));
}

#[test]
fn a_plain_file_with_a_new_secret_slot_is_plain_no_more() {
    let mut stored = file(".env", &["A"]);
    stored.mode = FileMode::Plain;
    stored.slots[0].kind = Kind::Visible;
    let mut shown = file(".env", &["A", "B"]);
    shown.slots[1].kind = Kind::Visible;
    let merged = merge(&spec(vec![stored.clone()]), spec(vec![shown]));
    assert_eq!((merged.spec.files[0].mode, merged.made_secret.len()), (FileMode::Plain, 0));
    let merged = merge(&spec(vec![stored]), spec(vec![file(".env", &["A", "B", "C"])]));
    assert_eq!(merged.spec.files[0].mode, FileMode::Secret);
    assert_eq!(merged.made_secret, [merged.spec.files[0].file_ref()]);
    // What a person said of the slots stays.
    assert_eq!(merged.spec.files[0].slots[0].kind, Kind::Visible);
}

#[test]
fn the_limits_hold_for_what_is_added() {
    let many: Vec<String> = (0..MAX_SLOTS).map(|index| format!("K{index}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let scanned = spec(vec![file(".env", &many), file("b/.env", &["A", "B"])]);
    let merged = merge(&spec(vec![file(".env", &["+HAND"])]), scanned);
    assert_eq!(merged.spec.files.iter().map(|file| file.slots.len()).sum::<usize>(), MAX_SLOTS);
    assert_eq!(merged.added.len(), MAX_SLOTS - 1);
}
