//! Requests as a caller may see them.

use crate::app::App;
use crate::db::{RepositoryError, Session};
use crate::error::HttpError;
use crate::policy::{Action, allows, find_session, may_in};
use crate::sign_in::Identity;
use envdock_contract::model::{EnvRequest, RequestId, Revision, SessionId};
use envdock_contract::wire::{ErrorCode, RequestsAnswer};

/// Most settled requests of one answer; each can be read by its id.
const MOST: u32 = 500;

/// A request that the caller may see, and where it was asked.
#[derive(Clone, Debug)]
pub struct Found {
    /// The organization's revision.
    pub revision: Revision,
    /// The request.
    pub request: EnvRequest,
    /// Its session.
    pub session: Session,
}

/// The request with this id, to do `action` with it.
///
/// # Errors
/// When the role never may; and the same one for what does not exist and for what the caller may
/// not see.
pub async fn find(
    app: &App,
    identity: &Identity,
    action: Action,
    id: &str,
) -> Result<Found, HttpError> {
    if !allows(identity.role, action) {
        let detail = "the role of this token does not allow it";
        return Err(HttpError::refused(ErrorCode::Forbidden, detail));
    }
    let id = RequestId::new(id).map_err(|_source| HttpError::NotFound)?;
    let (revision, request) = match app.repository.request(&id).await {
        Err(RepositoryError::NotFound) => return Err(HttpError::NotFound),
        found => found?,
    };
    let session = app.repository.session(&request.session).await?;
    if may_in(identity, action, &session) {
        Ok(Found { revision, request, session })
    } else {
        Err(HttpError::NotFound)
    }
}

/// The open requests of a session and the newest of the others, oldest first.
///
/// # Errors
/// When the role never may; and the same one for what does not exist and for what the caller may
/// not see.
pub async fn of_session(
    app: &App,
    identity: &Identity,
    session: &SessionId,
) -> Result<RequestsAnswer, HttpError> {
    let action = Action::ReadRequests;
    let session = find_session(&*app.repository, identity, action, session.as_str()).await?;
    let (revision, requests) = app.repository.requests(&session.id, MOST).await?;
    Ok(RequestsAnswer { revision, requests })
}
