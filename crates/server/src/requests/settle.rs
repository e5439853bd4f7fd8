//! Closing a request without values.

use crate::app::App;
use crate::db::SettleOutcome;
use crate::error::HttpError;
use crate::policy::Action;
use crate::requests::{Found, find};
use crate::sign_in::Identity;
use envdock_contract::model::{RequestId, RequestState};
use envdock_contract::wire::RequestAnswer;

/// Takes an open request back, for the agent. Doing so twice is no mistake.
///
/// # Errors
/// When there is none to be seen, or it is settled otherwise.
pub async fn withdraw(
    app: &App,
    identity: &Identity,
    id: &RequestId,
) -> Result<RequestAnswer, HttpError> {
    let found = find(app, identity, Action::AskForValues, id.as_str()).await?;
    settle(app, identity, found, RequestState::Withdrawn).await
}

/// Says no to an open request, for a person. Doing so twice is no mistake.
///
/// # Errors
/// When there is none to be seen, or it is settled otherwise.
pub async fn decline(app: &App, identity: &Identity, id: &str) -> Result<RequestAnswer, HttpError> {
    let found = find(app, identity, Action::AnswerRequests, id).await?;
    settle(app, identity, found, RequestState::Declined).await
}

async fn settle(
    app: &App,
    identity: &Identity,
    found: Found,
    state: RequestState,
) -> Result<RequestAnswer, HttpError> {
    let by = &identity.user;
    match app.repository.settle_request(&found.request.id, state, by).await? {
        SettleOutcome::Settled(revision, request) => Ok(RequestAnswer { revision, request }),
        SettleOutcome::TooLate(request)
            if request.state == state && request.settled_by.as_ref() == Some(by) =>
        {
            Ok(RequestAnswer { revision: found.revision, request })
        }
        SettleOutcome::TooLate(request) => Err(HttpError::Settled(Box::new(request))),
    }
}
