use super::*;
use envdock_contract::model::{FilePath, WorkspacePath};

fn file(folder: &str, path: &str) -> FileRef {
    FileRef {
        workspace_path: WorkspacePath::new(folder).unwrap(),
        path: FilePath::new(path).unwrap(),
    }
}

fn key(name: &str) -> KeyName {
    KeyName::new(name).unwrap()
}

fn added(names: &[(&str, &str)]) -> Spec {
    let mut spec = Spec::default();
    for (path, name) in names {
        let slot = Box::new(Slot::new(key(name)));
        edit(&mut spec, &SpecEdit::Add(file(".", path), slot)).unwrap();
    }
    spec
}

fn listed(spec: &Spec) -> String {
    let file = |file: &EnvFile| {
        let keys: Vec<&str> = file.slots.iter().map(|slot| slot.key.as_str()).collect();
        [file.file_ref().to_string(), keys.join(",")].join("=")
    };
    spec.files.iter().map(file).collect::<Vec<_>>().join(" ")
}

const LISTED: &[(&str, &str)] = &[(".env", "A"), ("web/.env", "B"), (".env", "C")];

#[test]
fn keys_are_added_to_their_files_moved_and_taken_out() {
    let mut spec = added(LISTED);
    assert_eq!(listed(&spec), ".env=A,C web/.env=B");
    let env = file(".", ".env");
    for (change, expected) in [
        (SpecEdit::MoveKey(env.clone(), key("C"), Direction::Up), ".env=C,A web/.env=B"),
        (SpecEdit::MoveKey(env.clone(), key("C"), Direction::Up), ".env=C,A web/.env=B"),
        (SpecEdit::MoveKey(env.clone(), key("C"), Direction::Down), ".env=A,C web/.env=B"),
        (SpecEdit::MoveKey(env.clone(), key("C"), Direction::Down), ".env=A,C web/.env=B"),
        (SpecEdit::MoveFile(env.clone(), Direction::Down), "web/.env=B .env=A,C"),
        (SpecEdit::MoveFile(env.clone(), Direction::Down), "web/.env=B .env=A,C"),
        (SpecEdit::MoveFile(file("web", ".env"), Direction::Down), ".env=A,C web/.env=B"),
        (SpecEdit::Remove(env.clone(), key("A")), ".env=C web/.env=B"),
        (SpecEdit::Remove(env.clone(), key("C")), "web/.env=B"),
    ] {
        edit(&mut spec, &change).unwrap();
        assert_eq!(listed(&spec), expected, "{change:?}");
    }
}

#[test]
fn what_is_said_about_a_key_replaces_what_was_said_and_nothing_else() {
    let mut spec = added(LISTED);
    let text = |text: &str| Some(text.to_owned());
    let (description, any_of) = (text(" words "), text("group"));
    let about = About { required: Some(false), not_needed: Some(true), description, any_of };
    let before = spec.clone();
    let describe = |about| SpecEdit::Describe(file(".", ".env"), key("C"), about);
    edit(&mut spec, &describe(about)).unwrap();
    let changed = &spec.files[0].slots[1];
    assert!(changed.not_needed && !changed.required);
    assert_eq!((&changed.description, &changed.any_of), (&text("words"), &text("group")));
    assert_eq!(spec.files[0].slots[0], before.files[0].slots[0]);
    let everything_said = spec.clone();
    edit(&mut spec, &describe(About::default())).unwrap();
    assert_eq!(spec, everything_said);
    let (description, any_of) = (text(""), text(" "));
    let undo = About { required: Some(true), not_needed: Some(false), description, any_of };
    edit(&mut spec, &describe(undo)).unwrap();
    assert_eq!(spec, before);
}

#[test]
fn an_accepted_key_is_proposed_no_more() {
    let mut spec = added(&[(".env", "A")]);
    spec.files[0].slots[0].proposed = true;
    edit(&mut spec, &SpecEdit::Accept(file(".", ".env"), key("A"))).unwrap();
    assert_eq!(spec, added(&[(".env", "A")]));
}

#[test]
fn what_is_listed_twice_or_no_more_is_refused_and_changes_nothing() {
    let spec = added(LISTED);
    let (env, other) = (file(".", ".env"), file(".", "api/.env"));
    let slot = Box::new(Slot::new(key("B")));
    for (change, error) in [
        (SpecEdit::Add(file(".", "web/.env"), slot), SpecEditError::Listed),
        (SpecEdit::Accept(env.clone(), key("B")), SpecEditError::Gone),
        (SpecEdit::Accept(other.clone(), key("A")), SpecEditError::Gone),
        (SpecEdit::Describe(env.clone(), key("B"), About::default()), SpecEditError::Gone),
        (SpecEdit::Remove(env.clone(), key("B")), SpecEditError::Gone),
        (SpecEdit::Remove(other.clone(), key("A")), SpecEditError::Gone),
        (SpecEdit::MoveKey(env, key("B"), Direction::Up), SpecEditError::Gone),
        (SpecEdit::MoveFile(other, Direction::Up), SpecEditError::Gone),
    ] {
        let mut changed = spec.clone();
        assert_eq!(edit(&mut changed, &change), Err(error), "{change:?}");
        assert_eq!(changed, spec);
    }
}
