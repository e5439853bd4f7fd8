//! The HTTP adapter: `/api/v1` over the browser's `fetch`.

mod events;
mod organization;
mod paths;
mod retry_after;
mod sessions;
mod token;
mod transport;

pub use token::{TOKEN_KEY, TokenSource};

use crate::api::wire::{answers, bodies};
use crate::api::{
    AdoptOrder, ApiError, ApiFuture, Applied, ApplyOrder, Checks, Configurations, Conversation,
    EnvApi, Files, FoundSecrets, Hear, MissingSlot, OneRequest, Requests, SavedSpec, SecretHistory,
    SecretSearch, Snapshot, SubmissionOrder, Submitted, WriteOrder, Written,
};
use envdock_contract::model::{
    Address, ConfigurationId, Environment, RequestId, Revision, SessionId, Spec, Version,
};
use envdock_contract::wire::{
    ApplyAnswer, ChecksAnswer, ConfigurationsAnswer, FilesAnswer, MeAnswer, SignInAnswer,
    SignInBody, SpecAnswer,
};
use envdock_core::{CheckPart, IdempotencyKey, Me, Session};
use std::fmt;
use std::rc::Rc;
use transport::{Call, Transport};

/// A query with this many ids still fits into the line that servers and proxies accept.
const MOST_IDS: usize = 50;

/// Asks a server of ours.
#[derive(Clone)]
pub struct HttpApi(Rc<Transport>);

impl HttpApi {
    /// Asks below `base_url` (such as `/api/v1`) with the token that `token` gives.
    #[must_use]
    pub fn new(base_url: String, token: TokenSource) -> Self {
        Self(Rc::new(Transport { base_url, token }))
    }
}

impl fmt::Debug for HttpApi {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "HttpApi({})", self.0.base_url)
    }
}

impl EnvApi for HttpApi {
    fn me(&self) -> ApiFuture<Me> {
        let transport = Rc::clone(&self.0);
        Box::pin(async move {
            let answer: MeAnswer = transport.call(Call::get("/me")).await?;
            Ok(answers::me(answer))
        })
    }

    fn sign_in(&self, launch: String) -> ApiFuture<Me> {
        let transport = Rc::clone(&self.0);
        Box::pin(async move {
            let call = Call::post("/sign-in", &SignInBody { launch })?.without_token();
            let answer: SignInAnswer = transport.call(call).await?;
            transport.token.keep(&answer.token);
            Ok(answers::me(answer.me))
        })
    }

    fn has_launch_links(&self) -> bool {
        matches!(self.0.token, TokenSource::LocalStorage)
    }

    fn sign_out(&self) -> ApiFuture<()> {
        let transport = Rc::clone(&self.0);
        Box::pin(async move {
            let ended = transport.call_without_answer(Call::delete("/sign-in")).await;
            transport.token.forget();
            ended
        })
    }

    fn configurations(&self, ids: Option<Vec<ConfigurationId>>) -> ApiFuture<Configurations> {
        let transport = Rc::clone(&self.0);
        Box::pin(async move {
            let mut read = Configurations { revision: None, configurations: Vec::new() };
            match ids {
                None => read_all(&transport, None, &mut read).await?,
                Some(ids) => {
                    for ids in ids.chunks(MOST_IDS) {
                        read_all(&transport, Some(ids), &mut read).await?;
                    }
                }
            }
            Ok(read)
        })
    }

    fn save_spec(
        &self,
        configuration: ConfigurationId,
        expected: Version,
        spec: Spec,
    ) -> ApiFuture<SavedSpec> {
        let transport = Rc::clone(&self.0);
        Box::pin(async move {
            let path = paths::spec(&configuration);
            let call = Call::put(&path, &bodies::spec(spec))?
                .with_header("If-Match", format!("\"{}\"", expected.0));
            let SpecAnswer { revision, version, spec, .. } = transport.call(call).await?;
            Ok(SavedSpec { revision: Some(revision), version, spec })
        })
    }

    fn check(&self, parts: Vec<CheckPart>) -> ApiFuture<Checks> {
        let transport = Rc::clone(&self.0);
        Box::pin(async move {
            let n_parts = parts.len();
            let call = Call::post("/checks", &bodies::checks(parts))?;
            let answer: ChecksAnswer = transport.call(call).await?;
            answers::checks(answer, n_parts)
        })
    }

    fn search(&self, search: SecretSearch) -> ApiFuture<FoundSecrets> {
        Box::pin(organization::search(Rc::clone(&self.0), search))
    }

    fn history(&self, address: Address, cursor: Option<String>) -> ApiFuture<SecretHistory> {
        Box::pin(organization::history(Rc::clone(&self.0), address, cursor))
    }

    fn write(&self, order: WriteOrder) -> ApiFuture<Written> {
        let transport = Rc::clone(&self.0);
        Box::pin(async move {
            let n_writes = order.writes.len();
            let call = Call::post("/secrets/batch", &bodies::batch(&order))?.patiently();
            let answer = transport.call(once(call, &order.idempotency_key)).await;
            answers::written(answer, n_writes)
        })
    }

    fn files(&self, session: SessionId) -> ApiFuture<Files> {
        let transport = Rc::clone(&self.0);
        Box::pin(async move {
            let path = paths::session(&session, "files");
            match transport.call::<FilesAnswer>(Call::get(&path)).await {
                Ok(answer) => Ok(answers::files(answer)),
                // Nothing has failed: such a session has no files to be read.
                Err(error) if error.is_without_folder() => Ok(Files::default()),
                Err(error) => Err(error),
            }
        })
    }

    fn adopt(&self, order: AdoptOrder) -> ApiFuture<Written> {
        let transport = Rc::clone(&self.0);
        Box::pin(async move {
            let n_slots = order.slots.len();
            let path = paths::session(&order.session, "adopt");
            let call = Call::post(&path, &bodies::adopt(order.slots))?.patiently();
            let answer = transport.call(once(call, &order.idempotency_key)).await;
            answers::written(answer, n_slots)
        })
    }

    fn apply(&self, session: SessionId, order: ApplyOrder) -> ApiFuture<Applied> {
        let transport = Rc::clone(&self.0);
        Box::pin(async move {
            let path = paths::session(&session, "apply");
            let call = Call::post(&path, &bodies::apply(order))?.patiently();
            let answer: ApplyAnswer = transport.call(call).await?;
            Ok(answers::applied(answer))
        })
    }

    fn requests(&self, session: SessionId) -> ApiFuture<Requests> {
        Box::pin(sessions::requests(Rc::clone(&self.0), session))
    }

    fn request(&self, id: RequestId) -> ApiFuture<OneRequest> {
        Box::pin(sessions::request(Rc::clone(&self.0), id))
    }

    fn submit(&self, order: SubmissionOrder) -> ApiFuture<Submitted> {
        Box::pin(sessions::submit(Rc::clone(&self.0), order))
    }

    fn decline(&self, id: RequestId) -> ApiFuture<OneRequest> {
        Box::pin(sessions::decline(Rc::clone(&self.0), id))
    }

    fn conversation(&self, session: SessionId) -> ApiFuture<Conversation> {
        Box::pin(sessions::conversation(Rc::clone(&self.0), session))
    }

    fn say(&self, session: SessionId, text: String) -> ApiFuture<()> {
        Box::pin(sessions::say(Rc::clone(&self.0), session, text))
    }

    fn session(&self, id: SessionId) -> ApiFuture<Session> {
        Box::pin(sessions::read(Rc::clone(&self.0), id))
    }

    fn start_session(
        &self,
        configuration: ConfigurationId,
        environment: Environment,
        setup: bool,
    ) -> ApiFuture<Session> {
        Box::pin(sessions::start(Rc::clone(&self.0), configuration, environment, setup))
    }

    fn end_session(&self, id: SessionId) -> ApiFuture<()> {
        Box::pin(sessions::end(Rc::clone(&self.0), id))
    }

    fn finish(&self, session: SessionId, acknowledged: Vec<MissingSlot>) -> ApiFuture<Snapshot> {
        Box::pin(sessions::finish(Rc::clone(&self.0), session, acknowledged))
    }

    fn subscribe(&self, after: Option<Revision>, audience: String, hear: Hear) -> ApiFuture<()> {
        Box::pin(events::subscribe(Rc::clone(&self.0), after, audience, hear))
    }
}

/// Reads every page of what is asked for.
async fn read_all(
    transport: &Transport,
    ids: Option<&[ConfigurationId]>,
    read: &mut Configurations,
) -> Result<(), ApiError> {
    let mut cursor = None;
    loop {
        let path = paths::configurations(ids, cursor.as_deref());
        let answer: ConfigurationsAnswer = transport.call(Call::get(&path)).await?;
        // The first page is the oldest: what has changed since is asked for again.
        read.revision = read.revision.or(Some(answer.revision));
        read.configurations.extend(answer.configurations.into_iter().map(answers::configuration));
        let next = answer.next_cursor.filter(|next| cursor.as_ref() != Some(next));
        let Some(next) = next else { return Ok(()) };
        cursor = Some(next);
    }
}

fn once(call: Call, key: &IdempotencyKey) -> Call {
    call.with_header("Idempotency-Key", key.0.to_string())
}
