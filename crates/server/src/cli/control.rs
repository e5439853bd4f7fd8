//! Talks to the running server, as the owner of the data folder.

use crate::cli::ServerFile;
use reqwest::StatusCode;
use reqwest::redirect::Policy;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(5);

/// Calls `POST path` of the server that wrote `file`. `None`: it is not there any more, and the
/// file is stale.
pub(crate) async fn post<T: DeserializeOwned>(file: &ServerFile, path: &str) -> Option<T> {
    post_with(file, path, &(), PATIENCE).await
}

/// The same with a body, for what may take longer.
pub(crate) async fn post_with<T: DeserializeOwned>(
    file: &ServerFile,
    path: &str,
    body: &(impl Serialize + Sync),
    patience: Duration,
) -> Option<T> {
    let client = reqwest::Client::builder().no_proxy().redirect(Policy::none()).timeout(patience);
    let url = format!("http://127.0.0.1:{}{path}", file.port);
    let request = client.build().ok()?.post(url).bearer_auth(&file.secret).json(body);
    let answer = request.send().await.ok()?;
    if answer.status() == StatusCode::OK { answer.json().await.ok() } else { None }
}
