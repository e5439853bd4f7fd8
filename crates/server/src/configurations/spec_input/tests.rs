use super::*;
use serde_json::json;

fn check(declared: Declared, files: &serde_json::Value, expected: &[(&str, ErrorCode)]) -> Spec {
    let input = serde_json::from_value(json!({ "files": files })).unwrap();
    let (spec, problems) = validate(input, &Spec::default(), declared);
    let found: Vec<_> = problems.iter().map(|p| (p.pointer.as_str(), p.code)).collect();
    assert_eq!(found, expected);
    spec
}

#[test]
fn every_wrong_part_is_named_and_the_rest_is_kept() {
    let spec = check(
        Declared::ByPerson,
        &json!([
            { "path": ".env", "slots": [{ "key": "GOOD" }, { "key": "1BAD" }, { "key": "GOOD" }] },
            { "path": "../.env", "slots": [] },
            { "path": ".bashrc", "slots": [{ "key": "A" }] },
            { "path": ".env", "slots": [] },
            { "path": "a/b/.env", "slots": [] },
            { "workspace_path": "a/b", "path": ".env", "slots": [] },
            { "path": "plain.env", "mode": "plain",
              "slots": [{ "key": "S" }, { "key": "V", "kind": "visible" }] },
        ]),
        &[
            ("/spec/files/0/slots/1/key", ErrorCode::InvalidName),
            ("/spec/files/0/slots/2", ErrorCode::Duplicate),
            ("/spec/files/1/path", ErrorCode::InvalidName),
            ("/spec/files/2/path", ErrorCode::PathNotAllowed),
            ("/spec/files/3", ErrorCode::Duplicate),
            ("/spec/files/5", ErrorCode::Duplicate),
            ("/spec/files/6/slots/0", ErrorCode::SecretInPlainFile),
        ],
    );
    let kept: Vec<_> = spec
        .files
        .iter()
        .flat_map(|file| file.slots.iter().map(move |slot| format!("{} {}", file.path, slot.key)))
        .collect();
    assert_eq!(kept, [".env GOOD", "plain.env V"]);
}

#[test]
fn a_refused_name_is_not_repeated() {
    let input = serde_json::from_value(json!({
        "files": [{ "path": ".env", "slots": [{ "key": "sk_live_pasted value" }] }]
    }));
    let (_, problems) = validate(input.unwrap(), &Spec::default(), Declared::ByPerson);
    assert!(!format!("{problems:?}").contains("pasted"));
}

#[test]
fn too_much_is_refused_as_a_whole() {
    let file = |index: usize| json!({ "path": format!("{index}.env"), "slots": [] });
    let files: Vec<_> = (0..=MAX_FILES).map(file).collect();
    check(Declared::ByPerson, &json!(files), &[("/spec/files", ErrorCode::TooMany)]);
}

#[test]
fn machines_propose_and_may_not_name_what_controls_programs() {
    let spec = check(
        Declared::ByMachine,
        &json!([{ "path": ".env", "slots": [
            { "key": "A", "proposed": false, "not_needed": true }, { "key": "LD_PRELOAD" },
        ] }]),
        &[("/spec/files/0/slots/1/key", ErrorCode::Forbidden)],
    );
    let slot = &spec.files[0].slots[0];
    assert!(slot.proposed && !slot.not_needed);
}

#[test]
fn a_machine_does_not_take_back_what_a_person_decided() {
    let mut accepted = Slot::new(KeyName::new("A").unwrap());
    accepted.not_needed = true;
    let mut before = check(Declared::ByPerson, &json!([{ "path": ".env", "slots": [] }]), &[]);
    before.files[0].slots.push(accepted);
    let input = json!({ "files": [{ "path": ".env", "slots": [{ "key": "A" }] }] });
    let input = serde_json::from_value(input).unwrap();
    let (spec, _) = validate(input, &before, Declared::ByMachine);
    assert!(!spec.files[0].slots[0].proposed && spec.files[0].slots[0].not_needed);
}

#[test]
fn text_of_others_is_cleaned() {
    let spec = check(
        Declared::ByPerson,
        &json!([{ "path": ".env", "slots": [{
            "key": "A", "description": "a\u{202e}b\nc", "any_of": "\u{200b}",
            "suggestions": ["\u{7}", "x\u{0}y"], "provenance": [{ "file": "a\u{202e}.js", "line": 1 }],
        }] }]),
        &[],
    );
    let slot = &spec.files[0].slots[0];
    assert_eq!(slot.description.as_deref(), Some("ab c"));
    assert_eq!(
        (slot.any_of.as_deref(), slot.suggestions.as_slice()),
        (None, &["xy".to_owned()][..])
    );
    assert_eq!(slot.provenance[0].file, "a.js");
}
