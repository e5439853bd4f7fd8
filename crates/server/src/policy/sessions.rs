//! What may be done in one session.

use crate::db::{Repository, RepositoryError, Session};
use crate::error::HttpError;
use crate::policy::{Action, allows, is_trusted};
use crate::sign_in::Identity;
use envdock_contract::model::{Role, SessionId};
use envdock_contract::wire::ErrorCode;

/// Whether `identity` may do `action` in a session: a member in the own ones, a machine in the one
/// it is bound to.
#[must_use]
pub fn may_in(identity: &Identity, action: Action, session: &Session) -> bool {
    let is_own = match identity.role {
        role if is_trusted(role) => true,
        Role::Agent | Role::Sandbox => identity.sessions.is_some(),
        Role::Owner | Role::Admin | Role::Member | Role::Host => session.owner == identity.user,
    };
    is_own
        && allows(identity.role, action)
        && identity.uses(&session.environment)
        && identity.reaches(&session.id)
}

/// The session with this id, to do `action` in it.
///
/// # Errors
/// When the role never may; and the same one for a session that does not exist and for one in
/// which the caller may not.
pub async fn find_session(
    repository: &dyn Repository,
    identity: &Identity,
    action: Action,
    id: &str,
) -> Result<Session, HttpError> {
    if !allows(identity.role, action) {
        let detail = "the role of this token does not allow it";
        return Err(HttpError::refused(ErrorCode::Forbidden, detail));
    }
    let id = SessionId::new(id).map_err(|_source| HttpError::NotFound)?;
    match repository.session(&id).await {
        // A machine's token ends with its session.
        Ok(session) if may_in(identity, action, &session) => Ok(session),
        Ok(_) | Err(RepositoryError::NotFound) => Err(HttpError::NotFound),
        Err(error) => Err(error.into()),
    }
}
