//! Who gets to `/mcp`: an agent, with messages that are ones, in its own protocol session.

use crate::app::App;
use crate::crypto::{Digest, digest};
use crate::error::HttpError;
use crate::http::{Caller, json};
use crate::mcp::agent::Agent;
use crate::mcp::message::{NoMessage, check};
use crate::mcp::owners::Owners;
use axum::body::Body;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::{Arc, Mutex, PoisonError};

const SESSION: &str = "mcp-session-id";
const VERSION: &str = "mcp-protocol-version";

/// The versions of the protocol that are spoken here, the newest first.
pub(super) const VERSIONS: [&str; 3] = ["2025-11-25", "2025-06-18", "2025-03-26"];

/// Whose each protocol session is. Its id is no credential.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    app: Arc<App>,
    owners: Arc<Mutex<Owners>>,
}

impl Gate {
    pub(super) fn new(app: Arc<App>) -> Self {
        Self { app, owners: Arc::default() }
    }

    /// Whether the protocol session named by the headers, if any, is this token's.
    fn is_own(&self, headers: &HeaderMap, token: Digest) -> bool {
        let Some(session) = headers.get(SESSION) else { return true };
        let session = digest(session.to_str().unwrap_or_default());
        self.owners.lock().unwrap_or_else(PoisonError::into_inner).is_own(session, token)
    }
}

/// Lets an agent through.
pub(super) async fn pass(
    State(gate): State<Gate>,
    request: Request,
    next: Next,
) -> Result<Response, HttpError> {
    let (mut parts, body) = request.into_parts();
    let caller = Caller::from_request_parts(&mut parts, &gate.app).await?;
    let token = caller.token;
    let agent = Agent::new(Arc::clone(&gate.app), caller).await?;
    if !gate.is_own(&parts.headers, token) {
        return Err(HttpError::NotFound);
    }
    let version = parts.headers.get(VERSION).map(|version| version.to_str().unwrap_or_default());
    if version.is_some_and(|version| !VERSIONS.contains(&version)) {
        return Ok(NoMessage::UnknownVersion.into_response());
    }
    parts.extensions.insert(agent);
    let is_message = parts.method == Method::POST;
    let mut request = Request::from_parts(parts, body);
    if is_message {
        let (parts, body) = request.into_parts();
        json::require_json(parts.headers.get(header::CONTENT_TYPE))?;
        let mut whole = Request::new(body);
        // The limit of bodies is among them.
        whole.extensions_mut().clone_from(&parts.extensions);
        let bytes = json::read(whole, &()).await?;
        if let Err(error) = check(&bytes) {
            return Ok(error.into_response());
        }
        request = Request::from_parts(parts, Body::from(bytes));
    }
    let response = next.run(request).await;
    // A new session's first answer names it.
    gate.is_own(response.headers(), token);
    if response.status() == StatusCode::UNSUPPORTED_MEDIA_TYPE {
        return Ok(NoMessage::Invalid.into_response());
    }
    Ok(response)
}
