//! From the store's words to the wire's.

use crate::api::{Adoption, ApplyOrder, LineChoice, WriteKind, WriteOrder};
use envdock_contract::model::{Address, EnvFile, SecretText, Slot, Spec};
use envdock_contract::wire::{
    AdoptBody, AdoptSlot, ApplyBody, BatchBody, CheckContextBody, ChecksBody, ConflictChoice,
    FileInput, InvalidPolicy, Operation, Resolution, SecretValue, SlotInput, SpecBody, SpecInput,
};
use envdock_core::CheckPart;

pub(in crate::api) fn checks(parts: Vec<CheckPart>) -> ChecksBody {
    let contexts = parts.into_iter().map(|part| CheckContextBody {
        environment: part.context.environment.clone(),
        session: part.context.session.clone(),
        configuration: part.context.configuration.clone(),
        file: Some(part.file),
        repositories: part.context.repositories.clone(),
        keys: part.keys,
    });
    ChecksBody { contexts: contexts.collect() }
}

/// The one place where a value is copied: into the body that is sent, overwritten after it.
pub(in crate::api) fn batch(order: &WriteOrder) -> BatchBody {
    let operations = order.writes.iter().map(|write| {
        let (address, expected_version) = (write.address.clone(), write.expected_version);
        match &write.what {
            WriteKind::Set { value, description } => Operation::Set {
                address,
                expected_version,
                value: SecretValue::new(SecretText::new(value.expose().to_owned())),
                description: description.clone(),
            },
            WriteKind::Unset => Operation::Unset { address, expected_version },
            WriteKind::Move { to, to_expected_version } => Operation::Move {
                to: Address { scope: to.clone(), ..address.clone() },
                to_expected_version: *to_expected_version,
                address,
                expected_version,
            },
            WriteKind::Restore { from_version } => {
                let from_version = *from_version;
                Operation::Restore { address, expected_version, from_version }
            }
            WriteKind::Describe { text, replaces } => Operation::Describe {
                address,
                expected_version,
                description: text.clone(),
                replaces: Some(replaces.clone()),
            },
            WriteKind::Purge => Operation::Purge { address, expected_version },
        }
    });
    BatchBody { atomic: order.atomic, operations: operations.collect() }
}

pub(in crate::api) fn adopt(slots: Vec<Adoption>) -> AdoptBody {
    let slots = slots.into_iter().map(|slot| AdoptSlot {
        file: slot.file,
        key: slot.key,
        scope: slot.scope,
        expected_version: slot.expected_version,
    });
    AdoptBody { slots: slots.collect() }
}

pub(in crate::api) fn apply(order: ApplyOrder) -> ApplyBody {
    let resolutions = order.resolutions.into_iter().map(|resolution| Resolution {
        file: resolution.file,
        key: resolution.key,
        choice: match resolution.choice {
            LineChoice::KeepFile => ConflictChoice::KeepFile,
            LineChoice::TakeStored => ConflictChoice::TakeStored,
        },
    });
    ApplyBody {
        resolutions: resolutions.collect(),
        confirmed_tracked: order.confirmed_tracked,
        ..ApplyBody::default()
    }
}

pub(in crate::api) fn spec(spec: Spec) -> SpecBody {
    let files = spec.files.into_iter().map(file).collect();
    SpecBody { spec: SpecInput { files }, on_invalid: InvalidPolicy::RefuseAll }
}

fn file(file: EnvFile) -> FileInput {
    FileInput {
        workspace_path: file.workspace_path.into(),
        path: file.path.into(),
        format: file.format,
        mode: file.mode,
        readers: file.readers,
        slots: file.slots.into_iter().map(slot).collect(),
    }
}

fn slot(slot: Slot) -> SlotInput {
    SlotInput {
        key: slot.key.into(),
        required: slot.required,
        kind: slot.kind,
        description: slot.description,
        any_of: slot.any_of,
        suggestions: slot.suggestions,
        provenance: slot.provenance,
        not_needed: slot.not_needed,
        proposed: slot.proposed,
        no_longer_found: slot.no_longer_found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Write;
    use envdock_contract::model::{
        ConfigurationId, Environment, FilePath, FileRef, KeyName, Scope, Version, WorkspacePath,
    };
    use envdock_core::{CheckContext, IdempotencyKey};
    use std::rc::Rc;
    use std::sync::Arc;

    #[test]
    fn a_part_is_asked_with_its_file_and_context() {
        let file = FileRef {
            workspace_path: WorkspacePath::default(),
            path: FilePath::new(".env").unwrap(),
        };
        let configuration = Some(ConfigurationId::new("shop").unwrap());
        let context = Arc::new(CheckContext { configuration, ..CheckContext::default() });
        let keys = vec![KeyName::new("A").unwrap()];
        let body = checks(vec![CheckPart { context, file, keys }]);
        assert_eq!(
            serde_json::to_string(&body).unwrap(),
            r#"{"contexts":[{"environment":"dev","configuration":"shop","file":{"workspace_path":".","path":".env"},"keys":["A"]}]}"#
        );
    }

    #[test]
    fn a_write_sent_twice_is_the_same_bytes() {
        let address = Address {
            environment: Environment::default(),
            scope: Scope::Organization,
            key: KeyName::new("A").unwrap(),
        };
        let expected_version = Version(0);
        let what = WriteKind::Set {
            value: Rc::new(SecretText::new("v\n\"".to_owned())),
            description: None,
        };
        let idempotency_key = IdempotencyKey("k".into());
        let order = WriteOrder {
            idempotency_key,
            atomic: false,
            writes: vec![Write { address, expected_version, what }],
        };
        let [first, second] = [(); 2].map(|()| serde_json::to_string(&batch(&order)).unwrap());
        assert_eq!(first, second);
        assert!(first.contains(r#""value":"v\n\"""#), "{first}");
        assert!(!format!("{order:?}").contains("v\n"));
    }
}
