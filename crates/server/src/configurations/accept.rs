//! What a person's answer to a request does to the spec.

use envdock_contract::model::{
    EnvFile, FileMode, Format, Kind, MAX_FILES, MAX_SLOTS, RequestedKey, Slot, Spec,
};

/// Accepts the slot that `key` asked for: a person has decided that it gets a value. One that the
/// spec does not have yet is added, while there is room.
pub fn accept(spec: &mut Spec, key: &RequestedKey) {
    // However it is divided into folder and path, it is one file on disk.
    let name = key.file.to_string();
    let n_slots: usize = spec.files.iter().map(|file| file.slots.len()).sum();
    let n_files = spec.files.len();
    match spec.files.iter_mut().find(|file| file.file_ref().to_string() == name) {
        Some(file) => match file.slots.iter_mut().find(|slot| slot.key == key.key) {
            Some(slot) => {
                slot.proposed = false;
                slot.not_needed = false;
            }
            None if file.mode == FileMode::Plain && key.kind == Kind::Secret => {}
            None if n_slots < MAX_SLOTS => file.slots.push(slot(key)),
            None => {}
        },
        None if n_slots < MAX_SLOTS && n_files < MAX_FILES => spec.files.push(EnvFile {
            workspace_path: key.file.workspace_path.clone(),
            path: key.file.path.clone(),
            format: Format::default(),
            mode: FileMode::default(),
            readers: Vec::new(),
            slots: vec![slot(key)],
        }),
        None => {}
    }
}

fn slot(key: &RequestedKey) -> Slot {
    Slot {
        required: key.required,
        kind: key.kind,
        description: key.description.clone(),
        any_of: key.any_of.clone(),
        suggestions: key.suggestions.clone(),
        provenance: key.provenance.clone(),
        ..Slot::new(key.key.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn key(name: &str, folder: &str, path: &str) -> RequestedKey {
        let file = json!({ "workspace_path": folder, "path": path });
        serde_json::from_value(json!({ "key": name, "required": true, "file": file })).unwrap()
    }

    fn spec() -> Spec {
        serde_json::from_value(json!({ "files": [
            { "workspace_path": "web", "path": "app/.env", "slots": [
                { "key": "KNOWN", "proposed": true, "not_needed": true, "required": false },
            ] },
            { "path": "plain.env", "mode": "plain", "slots": [] },
        ] }))
        .unwrap()
    }

    #[test]
    fn a_proposed_slot_is_accepted_and_stays_what_it_was() {
        let mut spec = spec();
        accept(&mut spec, &key("KNOWN", "web/app", ".env"));
        let slot = &spec.files[0].slots[0];
        assert_eq!((slot.proposed, slot.not_needed, slot.required), (false, false, false));
        assert_eq!((spec.files.len(), spec.files[0].slots.len()), (2, 1));
    }

    #[test]
    fn a_new_slot_and_a_new_file_are_added_accepted() {
        let mut spec = spec();
        accept(&mut spec, &key("NEW", "web", "app/.env"));
        accept(&mut spec, &key("OTHER", ".", ".env"));
        assert_eq!(spec.files[0].slots[1].key.as_str(), "NEW");
        assert_eq!(spec.files[2].slots[0].key.as_str(), "OTHER");
        assert!(!spec.files[0].slots[1].proposed && !spec.files[2].slots[0].proposed);
    }

    #[test]
    fn a_secret_is_not_added_to_a_plain_file() {
        let mut spec = spec();
        accept(&mut spec, &key("TOKEN", ".", "plain.env"));
        assert!(spec.files[1].slots.is_empty());
    }
}
