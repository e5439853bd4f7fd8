//! What only the owner of the data folder may ask, with the secret in `server.json`.

use crate::app::App;
use crate::crypto::digest;
use crate::error::HttpError;
use crate::http::bearer;
use crate::http::json::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use envdock_contract::wire::ErrorCode;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The answer to `POST /control/launch`.
#[derive(Deserialize, Serialize)]
pub(crate) struct LaunchAnswer {
    /// A launch code; it works once.
    pub(crate) launch: String,
}

impl fmt::Debug for LaunchAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LaunchAnswer(redacted)")
    }
}

/// Gives a new launch code to `envdock open`.
pub(crate) async fn launch(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Json<LaunchAnswer>, HttpError> {
    let secret = bearer(&headers).unwrap_or_default();
    if !digest(secret).matches(&app.control) {
        return Err(HttpError::refused(ErrorCode::Unauthenticated, "the control secret is wrong"));
    }
    let code = app.sign_ins.launch().map_err(|error| HttpError::Internal(Box::new(error)))?;
    Ok(Json(LaunchAnswer { launch: code.expose().to_owned() }))
}
