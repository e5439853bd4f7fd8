//! Who calls a tool.

use crate::app::App;
use crate::crypto::Digest;
use crate::db::Session;
use crate::error::HttpError;
use crate::http::Caller;
use crate::policy::{Action, find_session};
use crate::sign_in::Identity;
use envdock_contract::model::{RequestId, Role};
use envdock_contract::wire::ErrorCode;
use std::sync::Arc;

/// An agent in its session.
#[derive(Clone, Debug)]
pub(crate) struct Agent {
    pub(super) app: Arc<App>,
    pub(super) identity: Identity,
    pub(super) token: Digest,
    pub(super) session: Session,
}

impl Agent {
    /// The agent whose token this is.
    ///
    /// # Errors
    /// When it is no agent's, or its session has ended.
    pub(super) async fn new(app: Arc<App>, caller: Caller) -> Result<Self, HttpError> {
        let Caller { identity, token } = caller;
        let bound = identity.sessions.as_deref();
        let (Role::Agent, Some([id])) = (identity.role, bound) else {
            let detail = "this takes the token of an agent that is bound to one session: \
                          `envdock token mint --role agent --session ID`";
            return Err(HttpError::refused(ErrorCode::Forbidden, detail));
        };
        let action = Action::AskForValues;
        let session = find_session(&*app.repository, &identity, action, id.as_str()).await?;
        if session.ended_at.is_some() {
            let detail = "the session of this token has ended";
            return Err(HttpError::refused(ErrorCode::SessionEnded, detail));
        }
        Ok(Self { app, identity, token, session })
    }

    /// Where a person answers a request. It lets in nobody who is not signed in.
    pub(super) fn link(&self, request: &RequestId) -> String {
        format!("{}/requests/{request}", self.app.url)
    }
}
