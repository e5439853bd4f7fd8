//! `PUT /repositories/{id}`, `PUT /configurations/{id}`: what a host declares, with its own ids.

use crate::app::App;
use crate::db::{Declared, NewConfiguration, NewRepository};
use crate::error::HttpError;
use crate::http::json::Json;
use crate::http::{Caller, Path, if_match};
use crate::policy::Action;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use envdock_contract::model::{ConfigurationId, NameError, RepositoryId, Revision, Version};
use envdock_contract::wire::{
    ConfigurationBody, DeclaredConfiguration, DeclaredRepository, ErrorCode, KeyProblem,
    RepositoryAnswer, RepositoryBody,
};
use envdock_rules::agent_text::clean;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Longest name, in characters.
const MAX_NAME: usize = 200;
/// Most repositories of a configuration: as many as a check takes.
const MOST_REPOSITORIES: usize = 100;

/// Declares a repository.
pub(crate) async fn put_repository(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(body): Json<RepositoryBody>,
) -> Result<Response, HttpError> {
    require(&caller)?;
    let id = own_id(RepositoryId::new(&id))?;
    let expected = if_match(&headers)?;
    let problems: Vec<_> = check_name(&body.name).into_iter().collect();
    let name = if problems.is_empty() { body.name } else { return Err(refuse(problems)) };
    let repository = RepositoryAnswer { id: id.clone(), name: name.clone() };
    let new = NewRepository { repository, expected, by: caller.identity.user };
    let (revision, version, _) = standing(app.repository.put_repository(&new).await?)?;
    Ok(answer(version, DeclaredRepository { revision, version, id, name }))
}

/// Declares a configuration.
pub(crate) async fn put_configuration(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(body): Json<ConfigurationBody>,
) -> Result<Response, HttpError> {
    require(&caller)?;
    let id = own_id(ConfigurationId::new(&id))?;
    let expected = if_match(&headers)?;
    let mut problems: Vec<_> = check_name(&body.name).into_iter().collect();
    let repositories = check_repositories(&body.repositories, &mut problems);
    if !problems.is_empty() {
        return Err(refuse(problems));
    }
    let (name, by) = (body.name, caller.identity.user);
    let new = NewConfiguration { id: id.clone(), name: name.clone(), repositories, expected, by };
    let (revision, version, repositories) =
        standing(app.repository.put_configuration(&new).await?)?;
    Ok(answer(version, DeclaredConfiguration { revision, version, id, name, repositories }))
}

/// What is bound to a session declares nothing for others.
fn require(caller: &Caller) -> Result<(), HttpError> {
    caller.require(Action::Declare)?;
    if caller.identity.sessions.is_some() {
        let detail = "a token that is bound to sessions declares nothing";
        return Err(HttpError::refused(ErrorCode::Forbidden, detail));
    }
    Ok(())
}

fn own_id<T>(id: Result<T, NameError>) -> Result<T, HttpError> {
    id.map_err(|error| {
        HttpError::refused(ErrorCode::InvalidName, &format!("the id in the address: {error}"))
    })
}

fn check_name(name: &str) -> Option<KeyProblem> {
    let is_fine = !name.is_empty() && clean(name, MAX_NAME) == name;
    let detail = format!("a name has 1 to {MAX_NAME} visible characters on one line");
    (!is_fine).then(|| KeyProblem::new("/name", ErrorCode::InvalidName, detail))
}

fn check_repositories(ids: &[String], problems: &mut Vec<KeyProblem>) -> Vec<RepositoryId> {
    if ids.is_empty() || ids.len() > MOST_REPOSITORIES {
        let code = if ids.is_empty() { ErrorCode::InvalidBody } else { ErrorCode::TooMany };
        let detail = format!("a configuration has 1 to {MOST_REPOSITORIES} repositories");
        problems.push(KeyProblem::new("/repositories", code, detail));
        return Vec::new();
    }
    let (mut seen, mut valid) = (BTreeSet::new(), Vec::new());
    for (place, id) in ids.iter().enumerate() {
        let mut refuse = |code, detail: &str| problems.push(at(place, code, detail));
        match RepositoryId::new(id) {
            Err(error) => refuse(ErrorCode::InvalidName, &error.to_string()),
            Ok(_) if !seen.insert(id) => refuse(ErrorCode::Duplicate, "it stands here twice"),
            Ok(id) => valid.push(id),
        }
    }
    valid
}

fn at(place: usize, code: ErrorCode, detail: &str) -> KeyProblem {
    KeyProblem::new(format!("/repositories/{place}"), code, detail)
}

fn refuse(errors: Vec<KeyProblem>) -> HttpError {
    let code = errors.first().map_or(ErrorCode::InvalidBody, |problem| problem.code);
    HttpError::Refused { code, detail: "nothing was declared: see `errors`".to_owned(), errors }
}

type Standing = (Revision, Version, Vec<RepositoryAnswer>);

fn standing(declared: Declared) -> Result<Standing, HttpError> {
    match declared {
        Declared::Stands { revision, version, repositories } => {
            Ok((revision, version, repositories))
        }
        Declared::OfFolder => {
            let detail = "this id is that of a folder of the server: choose another one";
            Err(HttpError::refused(ErrorCode::Conflict, detail))
        }
        Declared::Unknown(places) => {
            let detail = "declare this repository first";
            let unknown = |place| at(place, ErrorCode::NotFound, detail);
            Err(refuse(places.into_iter().map(unknown).collect()))
        }
    }
}

fn answer(version: Version, body: impl Serialize) -> Response {
    let status = if version.0 == 1 { StatusCode::CREATED } else { StatusCode::OK };
    let mut response = (status, Json(body)).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", version.0)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}
