//! The host adapter: a JavaScript object that answers in the place of a server.
//!
//! Its methods are the verbs of [`EnvApi`] that a host can have, each asynchronous, with one
//! argument: `me`, `configurations`, `spec`, `saveSpec`, `check`, `search`, `write`, `requests`,
//! `request`, `submit`, `decline`, `finish`, and `subscribe(after, onEvent, signal)`. Arguments
//! and answers are the bodies of the wire contract; `revision` and `checked_at` may be left out
//! everywhere. A verb that is missing is one that the host cannot do.

mod adapter;
mod arguments;
mod configurations;
mod dropped;
mod stream;

use crate::api::wire::{answers, bodies, organization, sessions};
use crate::api::{
    AdoptOrder, ApiError, ApiFuture, Applied, ApplyOrder, Checks, Configurations, Conversation,
    EnvApi, Files, FoundSecrets, Hear, MissingSlot, OneRequest, Order, Requests, SavedSpec,
    SecretHistory, SecretSearch, Snapshot, SubmissionOrder, Submitted, WriteOrder, Written,
};
pub(in crate::api) use adapter::no_answer;
use adapter::{Adapter, unsupported};
use arguments::{Finishing, OfSession, SavingSpec, Submitting, Writing};
use envdock_contract::model::{
    Address, ConfigurationId, Environment, RequestId, Revision, Role, SessionId, Spec, Version,
};
use envdock_contract::wire::{MeAnswer, SpecAnswer};
use envdock_core::{CheckPart, Me, Session};
use std::fmt;
use std::rc::Rc;

const TIMEOUT_MS: u32 = 15_000;

/// Asks an object of the host's page.
#[derive(Clone)]
pub struct HostApi(Rc<Adapter>);

impl HostApi {
    /// Asks `adapter`; see the module. An answer is waited for 15 seconds, after a write 60.
    #[must_use]
    pub fn new(adapter: js_sys::Object) -> Self {
        Self(Rc::new(Adapter::new(adapter, TIMEOUT_MS)))
    }

    /// Waits this long for an answer, after a write four times as long.
    #[must_use]
    pub fn waiting(self, timeout_ms: u32) -> Self {
        Self(Rc::new(self.0.waiting(timeout_ms)))
    }
}

impl fmt::Debug for HostApi {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HostApi")
    }
}

impl EnvApi for HostApi {
    fn takes(&self, order: Order) -> bool {
        self.0.has(match order {
            Order::SaveSpec => "saveSpec",
            Order::Decline => "decline",
        })
    }

    fn me(&self) -> ApiFuture<Me> {
        let adapter = Rc::clone(&self.0);
        Box::pin(async move {
            let answer: MeAnswer = adapter.call("me", &()).await?;
            let mut me = answers::me(answer);
            // What needs a verb that no host has, or this one has not.
            let can = &mut me.capabilities;
            (can.local_folder, can.adopt, can.history) = (false, false, false);
            can.events &= adapter.has("subscribe");
            can.search &= adapter.has("search");
            can.requests &= adapter.has("requests") && adapter.has("submit");
            if !adapter.has("write") {
                // Sees everything, writes nowhere.
                me.role = Role::Host;
            }
            Ok(me)
        })
    }

    fn configurations(&self, ids: Option<Vec<ConfigurationId>>) -> ApiFuture<Configurations> {
        Box::pin(configurations::read(Rc::clone(&self.0), ids))
    }

    fn save_spec(
        &self,
        configuration: ConfigurationId,
        expected: Version,
        spec: Spec,
    ) -> ApiFuture<SavedSpec> {
        let adapter = Rc::clone(&self.0);
        Box::pin(async move {
            let body =
                SavingSpec { configuration, expected_version: expected, body: bodies::spec(spec) };
            let SpecAnswer { revision, version, spec, .. } =
                adapter.call("saveSpec", &body).await?;
            Ok(SavedSpec { revision: known(Some(revision)), version, spec })
        })
    }

    fn check(&self, parts: Vec<CheckPart>) -> ApiFuture<Checks> {
        let adapter = Rc::clone(&self.0);
        Box::pin(async move {
            let n_parts = parts.len();
            let body = bodies::checks(parts);
            let answer = adapter.answer("check", &body).await?;
            let answer = dropped::take_out(&body, &answer);
            let mut checks = answers::checks(adapter::read(&answer)?, n_parts)?;
            checks.revision = known(checks.revision);
            Ok(checks)
        })
    }

    fn search(&self, search: SecretSearch) -> ApiFuture<FoundSecrets> {
        let adapter = Rc::clone(&self.0);
        Box::pin(async move {
            let answer = adapter.call("search", &organization::search(search)).await?;
            let found = organization::found(answer);
            Ok(FoundSecrets { revision: known(found.revision), ..found })
        })
    }

    fn write(&self, order: WriteOrder) -> ApiFuture<Written> {
        let adapter = Rc::clone(&self.0);
        Box::pin(async move {
            let body =
                Writing { idempotency_key: &order.idempotency_key.0, body: bodies::batch(&order) };
            let answer = adapter.call_patiently("write", &body).await;
            let written = answers::written(answer, order.writes.len())?;
            Ok(Written { revision: known(written.revision), ..written })
        })
    }

    fn requests(&self, session: SessionId) -> ApiFuture<Requests> {
        let adapter = Rc::clone(&self.0);
        Box::pin(async move {
            let answer = adapter.call("requests", &OfSession { session }).await?;
            let read = sessions::requests(answer);
            Ok(Requests { revision: known(read.revision), ..read })
        })
    }

    fn request(&self, id: RequestId) -> ApiFuture<OneRequest> {
        Box::pin(one_request(Rc::clone(&self.0), "request", id))
    }

    fn submit(&self, order: SubmissionOrder) -> ApiFuture<Submitted> {
        let adapter = Rc::clone(&self.0);
        Box::pin(async move {
            let body = Submitting {
                request: &order.request,
                idempotency_key: &order.idempotency_key.0,
                body: sessions::submission(&order),
            };
            let answer = adapter.call_patiently("submit", &body).await;
            let submitted = sessions::submitted(&order, answer)?;
            Ok(Submitted { revision: known(submitted.revision), ..submitted })
        })
    }

    fn decline(&self, id: RequestId) -> ApiFuture<OneRequest> {
        Box::pin(one_request(Rc::clone(&self.0), "decline", id))
    }

    fn finish(&self, session: SessionId, acknowledged: Vec<MissingSlot>) -> ApiFuture<Snapshot> {
        let adapter = Rc::clone(&self.0);
        Box::pin(async move {
            let body = Finishing { session, body: sessions::snapshot(acknowledged) };
            Ok(sessions::saved(adapter.call_patiently("finish", &body).await?))
        })
    }

    fn subscribe(&self, after: Option<Revision>, _: String, hear: Hear) -> ApiFuture<()> {
        Box::pin(stream::tell(Rc::clone(&self.0), after, hear))
    }

    fn sign_in(&self, _: String) -> ApiFuture<Me> {
        missing()
    }

    fn has_launch_links(&self) -> bool {
        false
    }

    fn sign_out(&self) -> ApiFuture<()> {
        missing()
    }

    fn history(&self, _: Address, _: Option<String>) -> ApiFuture<SecretHistory> {
        missing()
    }

    fn files(&self, _: SessionId) -> ApiFuture<Files> {
        Box::pin(std::future::ready(Ok(Files::default())))
    }

    fn adopt(&self, _: AdoptOrder) -> ApiFuture<Written> {
        missing()
    }

    fn apply(&self, _: SessionId, _: ApplyOrder) -> ApiFuture<Applied> {
        missing()
    }

    fn conversation(&self, _: SessionId) -> ApiFuture<Conversation> {
        missing()
    }

    fn say(&self, _: SessionId, _: String) -> ApiFuture<()> {
        missing()
    }

    fn session(&self, _: SessionId) -> ApiFuture<Session> {
        missing()
    }

    fn start_session(&self, _: ConfigurationId, _: Environment, _: bool) -> ApiFuture<Session> {
        missing()
    }

    fn end_session(&self, _: SessionId) -> ApiFuture<()> {
        missing()
    }
}

/// What hosts do on their own pages.
fn missing<T: 'static>() -> ApiFuture<T> {
    Box::pin(std::future::ready(Err(unsupported())))
}

/// A host without revisions leaves them out; then the order of the calls decides.
fn known(revision: Option<Revision>) -> Option<Revision> {
    revision.filter(|revision| revision.0 > 0)
}

async fn one_request(
    adapter: Rc<Adapter>,
    verb: &'static str,
    request: RequestId,
) -> Result<OneRequest, ApiError> {
    let answer = adapter.call(verb, &arguments::OfRequest { request }).await?;
    let read = sessions::request(answer);
    Ok(OneRequest { revision: known(read.revision), ..read })
}
