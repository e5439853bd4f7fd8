//! Requests as a caller may see them.

use crate::app::App;
use crate::error::HttpError;
use crate::sign_in::Identity;
use envdock_contract::model::{EnvRequest, SessionId};

/// The request with this id.
///
/// # Errors
/// The same one for what does not exist and for what the caller may not see.
pub async fn find(_app: &App, _identity: &Identity, _id: &str) -> Result<EnvRequest, HttpError> {
    Err(HttpError::NotFound)
}

/// Every request of a session, oldest first.
///
/// # Errors
/// The same one for what does not exist and for what the caller may not see.
pub async fn of_session(
    _app: &App,
    _identity: &Identity,
    _session: &SessionId,
) -> Result<Vec<EnvRequest>, HttpError> {
    Err(HttpError::NotFound)
}
