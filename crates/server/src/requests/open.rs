//! Asking, and taking a question back.

use crate::app::App;
use crate::error::HttpError;
use crate::requests::{Ask, Asked};
use crate::sign_in::Identity;
use envdock_contract::model::{EnvRequest, RequestId};

/// Asks for values. What is stored already is told instead of asked, where the caller may know it.
///
/// # Errors
/// What is wrong with single keys stands in the list, by place, without repeating it.
pub async fn open(_app: &App, _identity: &Identity, _ask: Ask) -> Result<Asked, HttpError> {
    Err(HttpError::NotFound)
}

/// Takes an open request back.
///
/// # Errors
/// When there is none to be seen, or it is settled already.
pub async fn withdraw(
    _app: &App,
    _identity: &Identity,
    _id: &RequestId,
) -> Result<EnvRequest, HttpError> {
    Err(HttpError::NotFound)
}
