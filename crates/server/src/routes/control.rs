//! What only the owner of the data folder may ask, with the secret in `server.json`.

use crate::app::App;
use crate::cli::welcome;
use crate::configurations::{RegisterError, open_folder};
use crate::crypto::digest;
use crate::error::HttpError;
use crate::http::bearer;
use crate::http::json::{self, Json};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use envdock_contract::model::SessionId;
use envdock_contract::wire::ErrorCode;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::PathBuf;
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
    require_secret(&app, &headers)?;
    let code = app.sign_ins.launch().map_err(|error| HttpError::Internal(Box::new(error)))?;
    Ok(Json(LaunchAnswer { launch: code.expose().to_owned() }))
}

/// The body of `POST /control/folders`.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct FolderBody {
    /// Its canonical path.
    pub(crate) folder: PathBuf,
}

/// The answer to `POST /control/folders`.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) enum FolderAnswer {
    /// It was added.
    Added {
        /// Its live session.
        session: SessionId,
        /// What is said about it.
        welcome: String,
    },
    /// It cannot be scanned, and why.
    Refused(String),
}

/// Adds the folder of another `envdock serve`: this process has the events, so pages hear of it.
pub(crate) async fn add_folder(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    request: Request,
) -> Result<Json<FolderAnswer>, HttpError> {
    require_secret(&app, &headers)?;
    json::require_json(headers.get(header::CONTENT_TYPE))?;
    let FolderBody { folder } = json::parse(&json::read(request, &app).await?)?;
    let answer = match open_folder(&*app.repository, folder.clone()).await {
        Ok(opened) => {
            let welcome = welcome(&folder, &opened, false);
            FolderAnswer::Added { session: opened.session, welcome }
        }
        Err(RegisterError::Repository(error)) => return Err(error.into()),
        Err(error) => FolderAnswer::Refused(error.to_string()),
    };
    Ok(Json(answer))
}

fn require_secret(app: &App, headers: &HeaderMap) -> Result<(), HttpError> {
    let secret = bearer(headers).unwrap_or_default();
    if digest(secret).matches(&app.control) {
        Ok(())
    } else {
        Err(HttpError::refused(ErrorCode::Unauthenticated, "the control secret is wrong"))
    }
}
