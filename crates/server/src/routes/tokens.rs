//! `POST/GET /tokens`, `DELETE /tokens/{id}`.

use crate::app::App;
use crate::db::TokenRecord;
use crate::error::HttpError;
use crate::http::json::Json;
use crate::http::{Caller, Path};
use crate::policy::{Action, may_manage, may_mint};
use crate::sign_in::mint;
use axum::extract::State;
use axum::http::StatusCode;
use envdock_contract::model::Environment;
use envdock_contract::wire::{ErrorCode, TokenAnswer, TokenBody, TokensAnswer};
use std::sync::Arc;

/// Mints a token. The answer is the only place that ever shows it.
pub(crate) async fn create(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(mut body): Json<TokenBody>,
) -> Result<(StatusCode, Json<TokenAnswer>), HttpError> {
    caller.require(Action::ManageTokens)?;
    if body.environments.is_empty() {
        // Decided here, so that the caller's right to it is asked below.
        body.environments.push(Environment::default());
    }
    let is_bound = body.sessions.as_ref().is_some_and(|sessions| !sessions.is_empty());
    let is_allowed = may_mint(&caller.identity, body.role, is_bound, body.expires_in)
        && body.environments.iter().all(|environment| caller.identity.uses(environment));
    if !is_allowed {
        let detail = "this token may not mint one with that role, sessions, environments or \
                      lifetime";
        return Err(HttpError::refused(ErrorCode::Forbidden, detail));
    }
    for session in body.sessions.iter().flatten() {
        app.repository.session(session).await?;
    }
    Ok((StatusCode::CREATED, Json(mint(&*app.repository, &caller.identity.user, body).await?)))
}

/// Lists the live tokens.
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<TokensAnswer>, HttpError> {
    caller.require(Action::ManageTokens)?;
    let mut tokens = app.repository.tokens().await?;
    tokens.retain(|token| may_manage(&caller.identity, token.role));
    Ok(Json(TokensAnswer { tokens: tokens.into_iter().map(TokenAnswer::from).collect() }))
}

/// Ends a token.
pub(crate) async fn revoke(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, HttpError> {
    caller.require(Action::ManageTokens)?;
    let tokens = app.repository.tokens().await?;
    let may = |token: &TokenRecord| token.id == id && may_manage(&caller.identity, token.role);
    if tokens.iter().any(may) && app.repository.revoke_token(&id, &caller.identity.user).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(HttpError::NotFound)
    }
}
