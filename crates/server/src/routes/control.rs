//! What only the owner of the data folder may ask, with the secret in `server.json`.

use crate::app::App;
use crate::cli::welcome;
use crate::configurations::{Opened, RegisterError, adopt_moved, open_folder, open_for_setup};
use crate::crypto::digest;
use crate::db::RepositoryError;
use crate::error::HttpError;
use crate::http::bearer;
use crate::http::json::{self, Json};
use crate::setup_agent;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use envdock_contract::model::{ConfigurationId, SessionId};
use envdock_contract::wire::ErrorCode;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};
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
    /// With a new setup session.
    #[serde(default)]
    pub(crate) setup: bool,
    /// The configuration of the folder in which the repository was before.
    #[serde(default)]
    pub(crate) adopt_from: Option<ConfigurationId>,
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
    let body: FolderBody = json::parse(&json::read(request, &app).await?)?;
    let FolderBody { folder, setup, .. } = &body;
    let answer = match add(&app, &body).await {
        Ok(opened) => {
            let welcome = welcome(folder, &opened, *setup);
            FolderAnswer::Added { session: opened.session, welcome }
        }
        Err(RegisterError::Repository(RepositoryError::OtherEnvironment)) => {
            FolderAnswer::Refused(RepositoryError::OtherEnvironment.to_string())
        }
        Err(RegisterError::Repository(error)) => return Err(error.into()),
        Err(error) => FolderAnswer::Refused(error.to_string()),
    };
    Ok(Json(answer))
}

async fn add(app: &Arc<App>, body: &FolderBody) -> Result<Opened, RegisterError> {
    if let Some(from) = &body.adopt_from {
        adopt_moved(&*app.repository, &body.folder, from).await?;
    }
    if body.setup {
        set_up(app, &body.folder).await
    } else {
        open_folder(&*app.repository, body.folder.clone()).await
    }
}

/// Opens the folder with a new setup session, and starts its agent.
async fn set_up(app: &Arc<App>, folder: &Path) -> Result<Opened, RegisterError> {
    let opened = open_for_setup(&*app.repository, folder).await?;
    if let Err(error) = app.workspaces.hand_over(&opened.session).await {
        tracing::warn!(%error, "values of another session are still in the files");
    }
    let session = app.repository.session(&opened.session).await?;
    // Only the owner of this machine gets here: there is no limit to keep.
    if let Err(error) = setup_agent::spawn(app, &session, None).await {
        tracing::error!(%error, "a setup session has no agent");
    }
    Ok(opened)
}

fn require_secret(app: &App, headers: &HeaderMap) -> Result<(), HttpError> {
    let secret = bearer(headers).unwrap_or_default();
    if digest(secret).matches(&app.control) {
        Ok(())
    } else {
        Err(HttpError::refused(ErrorCode::Unauthenticated, "the control secret is wrong"))
    }
}
