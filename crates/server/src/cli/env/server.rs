//! The server, as the sandbox of one session sees it.

use crate::cli::{CliError, print};
use envdock_contract::model::{Revision, SessionId};
use envdock_contract::wire::{ErrorBody, ErrorCode, SessionsAnswer, ValuesAnswer};
use serde::de::DeserializeOwned;
use std::io::{BufRead, BufReader, Read};
use std::time::Duration;
use ureq::http::Response;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, RequestBuilder};
use zeroize::Zeroizing;

/// How long nothing at all may come: the server says something every 15 s.
const SILENCE: Duration = Duration::from_secs(45);
const CONNECTING: Duration = Duration::from_secs(10);
/// 20,000 values of usual length; a larger answer is not one of this server.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// A server and the token of a sandbox.
pub(super) struct Server {
    agent: Agent,
    url: String,
    token: Zeroizing<String>,
}

/// Why the server did not do what was asked.
pub(super) enum Refusal {
    /// It cannot be reached, or not now: try again.
    Unreachable(String),
    /// The session has ended.
    SessionEnded,
    /// There is no such token, or not any more: it ends with its session.
    TokenEnded,
    /// Another attempt will not do better.
    Refused(String),
}

impl Refusal {
    /// For a run that does not try again.
    pub(super) fn into_error(self, url: &str) -> CliError {
        let url = url.to_owned();
        match self {
            Self::Unreachable(reason) => CliError::Unreachable { url, reason },
            Self::SessionEnded => {
                CliError::ServerRefused { url, reason: "the session has ended".to_owned() }
            }
            Self::TokenEnded => {
                let reason = "the token in ENVDOCK_TOKEN is not a live one".to_owned();
                CliError::ServerRefused { url, reason }
            }
            Self::Refused(reason) => CliError::ServerRefused { url, reason },
        }
    }
}

impl Server {
    /// The server at `url`; nothing is asked yet.
    pub(super) fn new(url: &str, token: String) -> Result<Self, CliError> {
        let parsed = url.parse::<ureq::http::Uri>().ok();
        let scheme = parsed.as_ref().and_then(ureq::http::Uri::scheme_str).unwrap_or_default();
        let host = parsed.as_ref().and_then(ureq::http::Uri::host).unwrap_or_default();
        if !matches!(scheme, "http" | "https") || host.is_empty() {
            let text = "the address of the server must be an http or https URL";
            return Err(CliError::Usage(text.to_owned()));
        }
        if scheme == "http" && !matches!(host, "localhost" | "127.0.0.1" | "[::1]") {
            print::warning("values travel unencrypted: use https unless the network is your own");
        }
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            // A token goes to the server that was named, and nowhere else.
            .max_redirects(0)
            .timeout_connect(Some(CONNECTING))
            .timeout_per_read(Some(SILENCE))
            .timeout_recv_response(Some(SILENCE))
            .build();
        let url = url.trim_end_matches('/').to_owned();
        Ok(Self { agent: config.new_agent(), url, token: Zeroizing::new(token) })
    }

    /// Its address.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The session that the token is bound to.
    pub(super) fn session(&self) -> Result<SessionId, Refusal> {
        let request = self.agent.get(format!("{}/api/v1/sessions", self.url));
        let answer: SessionsAnswer = read(self.call(request)?)?;
        let mut sessions = answer.sessions.into_iter();
        match (sessions.next(), sessions.next()) {
            (Some(session), None) => Ok(session.id),
            (None, _) => Err(Refusal::SessionEnded),
            (Some(_), Some(_)) => {
                let reason = "the token is not bound to one session: mint one with `envdock token \
                              mint --role sandbox --session ID`";
                Err(Refusal::Refused(reason.to_owned()))
            }
        }
    }

    /// What should stand in the session's env files.
    pub(super) fn values(&self, session: &SessionId) -> Result<ValuesAnswer, Refusal> {
        let request = self.agent.post(format!("{}/api/v1/sessions/{session}/values", self.url));
        let sent = self.authorized(request).send_empty();
        read(accepted(sent)?)
    }

    /// The stream of what changes after a revision.
    pub(super) fn events(&self, after: Revision) -> Result<impl BufRead, Refusal> {
        let request = self.agent.get(format!("{}/api/v1/events?after={}", self.url, after.0));
        let answer = self.call(request.header("accept", "text/event-stream"))?;
        // It has no end.
        let body = answer.into_body().into_with_config().limit(u64::MAX).reader();
        Ok(BufReader::new(body))
    }

    fn call(
        &self,
        request: RequestBuilder<ureq::typestate::WithoutBody>,
    ) -> Result<Response<Body>, Refusal> {
        accepted(self.authorized(request).call())
    }

    fn authorized<B>(&self, request: RequestBuilder<B>) -> RequestBuilder<B> {
        request.header("authorization", format!("Bearer {}", *self.token))
    }
}

fn read<T: DeserializeOwned>(answer: Response<Body>) -> Result<T, Refusal> {
    let mut bytes = Zeroizing::new(Vec::new());
    let mut body = answer.into_body().into_with_config().limit(MOST_BYTES).reader();
    body.read_to_end(&mut bytes)
        .map_err(|_cut| Refusal::Unreachable("the answer was cut".to_owned()))?;
    // The standard messages repeat what they found, which may be a value.
    serde_json::from_slice(&bytes).map_err(|_source| {
        Refusal::Refused("its answer is not one of Envdock; look at the address".to_owned())
    })
}

fn accepted(sent: Result<Response<Body>, ureq::Error>) -> Result<Response<Body>, Refusal> {
    let answer = sent.map_err(|error| Refusal::Unreachable(error.to_string()))?;
    let status = answer.status();
    if status.is_success() {
        return Ok(answer);
    }
    let mut text = Vec::new();
    let body = answer.into_body().into_with_config().limit(64 * 1024).reader();
    // What came of a cut error is no error of ours; then the status must do.
    let _ = body.take(64 * 1024).read_to_end(&mut text);
    let problem: Option<ErrorBody> = serde_json::from_slice(&text).ok();
    let code = problem.as_ref().map(|problem| problem.code);
    let said = problem.and_then(|problem| problem.detail).unwrap_or_else(|| status.to_string());
    Err(match code {
        Some(ErrorCode::SessionEnded) => Refusal::SessionEnded,
        Some(ErrorCode::Unauthenticated) => Refusal::TokenEnded,
        _ if status.is_server_error() || status.as_u16() == 429 => Refusal::Unreachable(said),
        _ => Refusal::Refused(said),
    })
}
