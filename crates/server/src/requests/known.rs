//! Which keys of a question are stored already, as far as an agent may know it.

use crate::app::App;
use crate::db::{Result, Session};
use crate::requests::KnownKey;
use crate::requests::question::QuestionKey;
use envdock_contract::model::{EnvFile, FileRef, Slot, Spec};
use envdock_contract::wire::CheckContextBody;

/// The file of the spec that a key is meant for: the one that the agent named, else the first that
/// lists the key.
pub(super) fn file_in<'a>(spec: &'a Spec, asked: &QuestionKey) -> Option<&'a EnvFile> {
    spec.files.iter().find(|file| match &asked.file {
        // However it is divided into folder and path, it is one file on disk.
        Some(named) => file.file_ref().to_string() == named.to_string(),
        None => slot_in(file, asked).is_some(),
    })
}

/// The key's slot in a file.
pub(super) fn slot_in<'a>(file: &'a EnvFile, asked: &QuestionKey) -> Option<&'a Slot> {
    file.slots.iter().find(|slot| slot.key == asked.key)
}

/// The keys for which a value is stored. An agent learns it of accepted slots only: naming a key
/// must not be enough.
pub(super) async fn known(
    app: &App,
    session: &Session,
    spec: &Spec,
    asked: &[QuestionKey],
) -> Result<Vec<KnownKey>> {
    let accepted = asked.iter().filter(|asked| asked.replace.is_none()).filter_map(|asked| {
        let file = file_in(spec, asked)?;
        let is_accepted = slot_in(file, asked).is_some_and(|slot| !slot.proposed);
        is_accepted.then(|| (file.file_ref(), asked.key.clone()))
    });
    let accepted: Vec<_> = accepted.collect();
    let context = |(file, key): &(FileRef, _)| CheckContextBody {
        environment: session.environment.clone(),
        session: Some(session.id.clone()),
        configuration: Some(session.configuration.clone()),
        file: Some(file.clone()),
        repositories: Vec::new(),
        keys: vec![Clone::clone(key)],
    };
    let contexts: Vec<_> = accepted.iter().map(context).collect();
    let snapshot = app.repository.check(&contexts, false).await?;
    let stored = accepted
        .into_iter()
        .zip(snapshot.contexts)
        .filter(|((_, key), facts)| facts.stored.get(key).is_some_and(|stored| !stored.is_empty()));
    Ok(stored.map(|((file, key), _)| KnownKey { file, key }).collect())
}
