// long: one story per verb of the repository
//! The stories. They know the trait only.

use crate::engine::{Engine, address, batch, configuration, folder, key, write};
use envdock_contract::model::{
    EnvFile, FileRef, RepositoryId, Revision, Role, Scope, Slot, Spec, UserId, Version,
};
use envdock_contract::wire::{CheckContextBody, ErrorCode, Outcome};
use envdock_server::clock;
use envdock_server::crypto::digest;
use envdock_server::db::{
    AuditRecord, Concern, ConfigurationQuery, Idempotency, Recorded, RepositoryError, TokenRecord,
    WriteOutcome,
};
use envdock_server::sandbox::{LineHash, LineOrigin, LineRecord};
use envdock_server::sign_in::local_user;

fn spec(keys: &[&str]) -> Spec {
    let text = r#"{"path":".env","slots":[]}"#;
    let mut file: EnvFile = serde_json::from_str(text).unwrap();
    file.slots = keys.iter().map(|name| Slot::new(key(name))).collect();
    Spec { files: vec![file] }
}

pub fn version(outcome: &Outcome) -> u64 {
    match outcome {
        Outcome::Stored { version, .. }
        | Outcome::Removed { version }
        | Outcome::Moved { version, .. }
        | Outcome::Described { version, .. }
        | Outcome::Purged { version } => version.0,
        Outcome::Refused(_) => 0,
    }
}

pub fn code(outcome: &Outcome) -> Option<ErrorCode> {
    match outcome {
        Outcome::Refused(problem) => Some(problem.code),
        Outcome::Stored { .. }
        | Outcome::Removed { .. }
        | Outcome::Moved { .. }
        | Outcome::Described { .. }
        | Outcome::Purged { .. } => None,
    }
}

pub async fn a_folder_keeps_its_session(engine: &Engine) {
    let first = engine.folder("one").await;
    let mut again = folder("one");
    again.new_session = "ses_another".to_owned().try_into().unwrap();
    let registered = engine.repository.register(&again).await.unwrap();
    assert_eq!(registered.session, first);
    assert_eq!(registered.stored.version, Version(0));
    let session = engine.repository.session(&first).await.unwrap();
    assert_eq!(session.folder.as_deref(), Some("/somewhere/one"));
    assert_eq!(session.repositories, [RepositoryId::new("repo_one").unwrap()]);
    assert_eq!(engine.repository.live_sessions().await.unwrap(), [session]);
    let unknown = "ses_none".to_owned().try_into().unwrap();
    assert!(matches!(engine.repository.session(&unknown).await, Err(RepositoryError::NotFound)));
}

pub async fn a_spec_is_saved_once_per_version(engine: &Engine) {
    engine.folder("one").await;
    let (id, by) = (configuration("one"), local_user());
    let saved = engine.repository.save_spec(&id, Version(0), &spec(&["AA"]), &by).await.unwrap();
    assert_eq!((saved.version, &saved.spec), (Version(1), &spec(&["AA"])));
    assert_eq!(engine.repository.spec(&id).await.unwrap(), saved);
    let late = engine.repository.save_spec(&id, Version(0), &spec(&[]), &by).await;
    assert!(matches!(late, Err(RepositoryError::Conflict { current: Version(1) })));
    let unknown = engine.repository.spec(&configuration("none")).await;
    assert!(matches!(unknown, Err(RepositoryError::NotFound)));
}

pub async fn the_revision_grows_with_every_write(engine: &Engine) {
    assert_eq!(engine.repository.revision().await.unwrap(), Revision(0));
    engine.folder("one").await;
    let registered = engine.repository.revision().await.unwrap();
    assert!(registered > Revision(0));
    engine.write(&address(Scope::Organization, "AA"), 0, Some("value")).await;
    assert_eq!(engine.repository.revision().await.unwrap(), Revision(registered.0 + 1));
}

pub async fn a_value_comes_back_at_its_address_only(engine: &Engine) {
    let here = address(Scope::Organization, "AA");
    let scope = Scope::Repository { id: RepositoryId::new("r").unwrap() };
    let mut elsewhere = address(scope, "AA");
    engine.write(&here, 0, Some("a value: ü\n")).await;
    assert_eq!(engine.value(&here).await.as_deref(), Some("a value: ü\n"));
    assert_eq!(engine.value(&elsewhere).await, None);
    elsewhere.scope = Scope::Organization;
    elsewhere.environment = "prod".to_owned().try_into().unwrap();
    assert_eq!(engine.value(&elsewhere).await, None);
}

pub async fn versions_grow_across_deletion(engine: &Engine) {
    let here = address(Scope::Organization, "AA");
    assert_eq!(version(&engine.write(&here, 0, Some("one")).await), 1);
    assert_eq!(code(&engine.write(&here, 0, Some("two")).await), Some(ErrorCode::Conflict));
    assert_eq!(version(&engine.write(&here, 1, None).await), 2);
    assert_eq!(engine.value(&here).await, None);
    assert_eq!(code(&engine.write(&here, 0, None).await), Some(ErrorCode::NotFound));
    assert_eq!(version(&engine.write(&here, 0, Some("three")).await), 3);
    assert_eq!(engine.value(&here).await.as_deref(), Some("three"));
}

pub async fn a_retry_is_recognised_and_another_body_too(engine: &Engine) {
    let writes = [write(&address(Scope::Organization, "AA"), 0, Some("value"))];
    let send = async |fingerprint: u8| {
        let mut batch = batch(&writes);
        batch.idempotency = Some(Idempotency { key: "same", fingerprint: [fingerprint; 32] });
        engine.repository.write(batch, &engine.keyring).await.unwrap()
    };
    let WriteOutcome::Done(first) = send(1).await else { unreachable!() };
    let WriteOutcome::Repeated(Recorded { answer, is_final }) = send(1).await else {
        unreachable!()
    };
    assert_eq!(answer, serde_json::to_vec(&first).unwrap());
    assert!(!is_final);
    assert!(matches!(send(2).await, WriteOutcome::Mismatch));
    assert_eq!(engine.repository.audit(None, 10).await.unwrap().len(), 1);
}

pub async fn a_final_answer_is_not_replaced(engine: &Engine) {
    let writes = [write(&address(Scope::Organization, "AA"), 0, Some("value"))];
    let mut batch = batch(&writes);
    batch.idempotency = Some(Idempotency { key: "same", fingerprint: [1; 32] });
    engine.repository.write(batch, &engine.keyring).await.unwrap();
    let user = local_user();
    let finish = async |answer: &[u8]| {
        engine.repository.finish_write(&user, "same", answer.to_vec()).await.unwrap()
    };
    assert_eq!(finish(b"first").await, b"first");
    assert_eq!(finish(b"second").await, b"first");
}

pub async fn shared_values_stop_a_restricted_write(engine: &Engine) {
    let shared = address(Scope::Organization, "AA");
    let near = address(Scope::Configuration { id: configuration("one") }, "AA");
    let attempt = async || {
        let mut write = write(&near, 0, Some("near"));
        write.only_if_none_in = vec![near.scope.clone(), Scope::Organization];
        let outcome = engine.repository.write(batch(&[write]), &engine.keyring).await.unwrap();
        let WriteOutcome::Done(answer) = outcome else { unreachable!() };
        answer.results[0].outcome.clone()
    };
    engine.write(&shared, 0, Some("shared")).await;
    assert_eq!(code(&attempt().await), Some(ErrorCode::Forbidden));
    engine.write(&shared, 1, None).await;
    assert_eq!(version(&attempt().await), 1);
    assert_eq!(code(&attempt().await), Some(ErrorCode::Forbidden));
}

pub async fn a_check_orders_and_knows_its_contexts(engine: &Engine) {
    let session = engine.folder("one").await;
    let id = configuration("one");
    let repository = Scope::Repository { id: RepositoryId::new("repo_one").unwrap() };
    let near = Scope::Session { id: session.clone() };
    for scope in [Scope::Organization, near.clone(), repository.clone()] {
        engine.write(&address(scope, "AA"), 0, Some("value")).await;
    }
    let context: CheckContextBody = serde_json::from_value(serde_json::json!({
        "session": session, "configuration": id, "file": { "path": ".env" }, "keys": ["AA", "BB"],
    }))
    .unwrap();
    let mut unknown = context.clone();
    unknown.session = Some("ses_none".to_owned().try_into().unwrap());
    unknown.configuration = Some(configuration("none"));
    let snapshot = engine.repository.check(&[context, unknown], false).await.unwrap();
    let facts = &snapshot.contexts[0];
    assert_eq!(facts.session_owner, Some(local_user()));
    assert_eq!(facts.session_configuration, Some(id));
    assert!(facts.configuration_exists && facts.spec.is_none());
    let scopes: Vec<_> = facts.stored[&key("AA")].iter().map(|one| one.scope.clone()).collect();
    assert_eq!(scopes, [near, repository, Scope::Organization]);
    assert!(!facts.stored.contains_key(&key("BB")));
    assert_eq!(snapshot.contexts[1].session_owner, None);
    assert!(!snapshot.contexts[1].configuration_exists);
}

pub async fn tokens_live_until_they_are_revoked_or_end(engine: &Engine) {
    let by = local_user();
    let token = |id: &str, seconds| TokenRecord {
        id: id.to_owned(),
        user: UserId::new("host").unwrap(),
        role: Role::Host,
        sessions: None,
        environments: vec!["dev".to_owned().try_into().unwrap()],
        write_scopes: Vec::new(),
        created_at: clock::now(),
        expires_at: clock::after(seconds),
    };
    let (live, ended) = (token("live", 60), token("ended", -1));
    engine.repository.insert_token(&live, &digest("live"), &by).await.unwrap();
    engine.repository.insert_token(&ended, &digest("ended"), &by).await.unwrap();
    assert_eq!(engine.repository.token(&digest("live")).await.unwrap(), Some(live.clone()));
    assert_eq!(engine.repository.token(&digest("ended")).await.unwrap(), None);
    assert_eq!(engine.repository.token(&digest("guess")).await.unwrap(), None);
    assert_eq!(engine.repository.tokens().await.unwrap(), [live]);
    assert!(engine.repository.revoke_token("live", &by).await.unwrap());
    assert!(!engine.repository.revoke_token("live", &by).await.unwrap());
    assert!(!engine.repository.revoke_token("ended", &by).await.unwrap());
    assert_eq!(engine.repository.token(&digest("live")).await.unwrap(), None);
}

pub async fn the_audit_is_newest_first(engine: &Engine) {
    let user = local_user();
    for refused in [None, Some(ErrorCode::LaunchUsed)] {
        let record = AuditRecord { refused, ..AuditRecord::new(&user, "sign_in") };
        engine.repository.record_audit(&record).await.unwrap();
    }
    engine.write(&address(Scope::Organization, "AA"), 0, Some("value")).await;
    let entries = engine.repository.audit(None, 10).await.unwrap();
    let actions: Vec<_> = entries.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["set", "sign_in", "sign_in"]);
    assert_eq!(entries[0].address, Some(address(Scope::Organization, "AA")));
    assert_eq!(entries[1].refused, Some(ErrorCode::LaunchUsed));
    let older = engine.repository.audit(Some(entries[1].id), 10).await.unwrap();
    assert_eq!(older.len(), 1);
    assert_eq!(engine.repository.audit(None, 2).await.unwrap().len(), 2);
}

pub async fn line_records_are_kept_replaced_and_forgotten(engine: &Engine) {
    engine.folder("one").await;
    let id = configuration("one");
    let file: FileRef = serde_json::from_str(r#"{"path":".env"}"#).unwrap();
    let record = |byte, origin| LineRecord {
        hash: LineHash([byte; 32]),
        scope: Scope::Organization,
        version: Version(3),
        origin,
    };
    for record in [record(1, LineOrigin::Written), record(2, LineOrigin::Kept)] {
        let change = [(file.clone(), key("AA"), Some(record.clone()))];
        engine.repository.save_line_records(&id, &change).await.unwrap();
        let read = engine.repository.line_records(&id).await.unwrap();
        assert_eq!((read.len(), &read[0].record, &read[0].file), (1, &record, &file));
    }
    let forget = [(file, key("AA"), None)];
    engine.repository.save_line_records(&id, &forget).await.unwrap();
    assert_eq!(engine.repository.line_records(&id).await.unwrap(), []);
}

pub async fn configurations_come_page_by_page(engine: &Engine) {
    for name in ["c", "a", "b"] {
        engine.folder(name).await;
    }
    let mut query = ConfigurationQuery { limit: 2, ..ConfigurationQuery::default() };
    let first = engine.repository.configurations(&query).await.unwrap();
    let names: Vec<_> = first.configurations.iter().map(|one| one.name.as_str()).collect();
    assert_eq!((names, first.has_more), (vec!["a", "b"], true));
    assert!(first.configurations[0].session.is_some());
    let last = &first.configurations[1];
    query.after = Some((last.name.clone(), last.id.as_str().to_owned()));
    let second = engine.repository.configurations(&query).await.unwrap();
    assert_eq!((second.configurations[0].name.as_str(), second.has_more), ("c", false));
    query.after = None;
    query.ids = Some(vec![configuration("b"), configuration("none")]);
    let asked = engine.repository.configurations(&query).await.unwrap();
    assert_eq!(asked.configurations.len(), 1);
}

pub async fn a_write_concerns_configurations_by_id_repository_or_key(engine: &Engine) {
    for (name, keys) in [("one", &["AA"][..]), ("two", &["AAA", "BB"]), ("three", &["CC"])] {
        engine.folder(name).await;
        let id = configuration(name);
        engine.repository.save_spec(&id, Version(0), &spec(keys), &local_user()).await.unwrap();
    }
    let names = async |by: Concern| -> Vec<String> {
        let found = engine.repository.concerned(&by).await.unwrap();
        assert!(found.iter().all(|one| one.spec.is_some() && one.repositories.len() == 1));
        let mut names: Vec<_> = found.into_iter().map(|one| one.name).collect();
        names.sort_unstable();
        names
    };
    assert!(names(Concern::default()).await.is_empty());
    // Of the others not even the spec is read: `AA` is not a part of `AAA`.
    assert_eq!(names(Concern { keys: vec![key("AA")], ..Concern::default() }).await, ["one"]);
    let ids = vec![configuration("three"), configuration("none")];
    let repositories = vec![RepositoryId::new("repo_two").unwrap()];
    assert_eq!(names(Concern { ids, repositories, keys: Vec::new() }).await, ["three", "two"]);
}
