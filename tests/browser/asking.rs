//! An agent that asks in the session of the project.

use crate::dom::{Stage, open};
use crate::project::{configuration_id, file_ref, session};
use envdock::api::fake::FakeApi;
use envdock::{EnvStore, RequestForm};
use envdock_contract::model::{
    Capabilities, EnvRequest, Environment, KeyName, Kind, OrganizationId, Provenance, RequestId,
    RequestState, RequestedKey, Role, ScopeKind, Timestamp, UserId,
};
use envdock_core::{Me, Session};
use leptos::prelude::*;
use std::rc::Rc;

pub(crate) fn request_id() -> RequestId {
    RequestId::new("request").unwrap()
}

/// A required key of `web/.env.local` that the project mentions.
pub(crate) fn asked(key: &str) -> RequestedKey {
    RequestedKey {
        file: file_ref("web", ".env.local"),
        file_is_a_guess: false,
        key: KeyName::new(key).unwrap(),
        required: true,
        kind: Kind::Secret,
        description: None,
        any_of: None,
        suggestions: Vec::new(),
        provenance: vec![Provenance { file: "src/main.ts".to_owned(), line: 7 }],
        replace: None,
        refused_before: 0,
        result: None,
    }
}

pub(crate) fn request(keys: Vec<RequestedKey>) -> EnvRequest {
    EnvRequest {
        id: request_id(),
        session: session(),
        configuration: configuration_id(),
        environment: Environment::default(),
        state: RequestState::Open,
        asked_by: UserId::new("setup-agent").unwrap(),
        asked_at: Timestamp("2026-11-01T12:00:00Z".to_owned()),
        reason: "The tests need a database.".to_owned(),
        settled_at: None,
        settled_by: None,
        keys,
    }
}

pub(crate) fn setup_session(setup: bool) -> Session {
    Session {
        id: session(),
        configuration: configuration_id(),
        environment: Environment::default(),
        is_live: true,
        started_at: Timestamp("2026-11-01T12:00:00Z".to_owned()),
        local_folder: true,
        setup,
    }
}

/// An owner on a server that keeps values for one session, too.
pub(crate) fn owner() -> Me {
    Me {
        user: UserId::new("ada").unwrap(),
        organization: OrganizationId::new("local").unwrap(),
        role: Role::Owner,
        environments: vec![Environment::default()],
        capabilities: Capabilities {
            scopes: vec![ScopeKind::Session, ScopeKind::File, ScopeKind::Configuration],
            versions: true,
            atomic_batch: true,
            local_folder: true,
            adopt: true,
            session_only: true,
            requests: true,
            ..Capabilities::default()
        },
    }
}

/// The form of `request` on that server, and its store.
pub(crate) fn open_form(api: &FakeApi, keys: Vec<RequestedKey>) -> (Stage, EnvStore) {
    api.put_me(Some(owner()));
    api.put_session(setup_session(true));
    api.put_request(request(keys));
    let store = EnvStore::new(Rc::new(api.clone()));
    store.identify();
    let stage = another_form(&store);
    (stage, store)
}

/// The same form once more on the same page.
pub(crate) fn another_form(store: &EnvStore) -> Stage {
    let given = store.clone();
    open(move || {
        provide_context(given);
        view! { <RequestForm request=Signal::stored(Some(request_id())) /> }
    })
}
