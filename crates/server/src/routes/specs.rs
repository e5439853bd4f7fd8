//! `GET/PUT /configurations/{id}/spec`.

use crate::app::App;
use crate::configurations::{Declared, validate};
use crate::error::HttpError;
use crate::http::Caller;
use crate::http::json::Json;
use crate::policy::{Action, Reach};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use envdock_contract::model::{
    Address, ConfigurationId, Environment, FileRef, KeyName, Scope, Spec, Version,
};
use envdock_contract::wire::{ErrorCode, InvalidPolicy, KeyProblem, SpecAnswer, SpecBody};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Reads a spec.
pub(crate) async fn read(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, HttpError> {
    caller.require(Action::Read)?;
    let id = Reach::of(&*app.repository, &caller.identity).await?.find_configuration(&id)?;
    let stored = app.repository.spec(&id).await?;
    Ok(tagged(SpecAnswer {
        revision: stored.revision,
        version: stored.version,
        spec: stored.spec,
        refused: Vec::new(),
    }))
}

/// Replaces a spec.
pub(crate) async fn replace(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(body): Json<SpecBody>,
) -> Result<Response, HttpError> {
    caller.require(Action::SaveSpec)?;
    let id = Reach::of(&*app.repository, &caller.identity).await?.find_configuration(&id)?;
    let expected = if_match(&headers)?;
    let before = app.repository.spec(&id).await?;
    let declared = Declared::by(caller.identity.role);
    let (spec, refused) = validate(body.spec, &before.spec, declared);
    let is_whole = refused.iter().any(|problem| problem.code == ErrorCode::TooMany);
    if !refused.is_empty() && (body.on_invalid == InvalidPolicy::RefuseAll || is_whole) {
        return Err(refuse(refused));
    }
    let stored = app.repository.save_spec(&id, expected, &spec, &caller.identity.user).await?;
    app.workspaces.fill_accepted(&before.spec, &stored.spec).await;
    fill_accepted(&app, &id, &before.spec, &stored.spec).await?;
    Ok(tagged(SpecAnswer {
        revision: stored.revision,
        version: stored.version,
        spec: stored.spec,
        refused,
    }))
}

/// Writes the values that only waited for a person's word into the files.
async fn fill_accepted(
    app: &App,
    id: &ConfigurationId,
    before: &Spec,
    after: &Spec,
) -> Result<(), HttpError> {
    let before = accepted(before);
    let new = accepted(after).into_iter().filter(|slot| !before.contains(slot));
    let keys: BTreeSet<KeyName> = new.map(|(_, key)| key).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let sessions = app.repository.live_sessions().await?;
    let own = sessions.into_iter().filter(|session| session.configuration == *id);
    let environments: BTreeSet<Environment> = own.map(|session| session.environment).collect();
    let scope = Scope::Configuration { id: id.clone() };
    let addresses: Vec<_> = environments
        .into_iter()
        .flat_map(|environment| {
            let (keys, scope) = (&keys, &scope);
            keys.iter().map(move |key| Address {
                environment: environment.clone(),
                scope: scope.clone(),
                key: key.clone(),
            })
        })
        .collect();
    app.workspaces.fill(&addresses).await;
    Ok(())
}

/// The slots whose values may be written to files.
fn accepted(spec: &Spec) -> BTreeSet<(FileRef, KeyName)> {
    let slots = spec.files.iter().flat_map(|file| {
        let accepted = file.slots.iter().filter(|slot| !slot.proposed && !slot.not_needed);
        accepted.map(|slot| (file.file_ref(), slot.key.clone()))
    });
    slots.collect()
}

fn refuse(errors: Vec<KeyProblem>) -> HttpError {
    let code = errors.first().map_or(ErrorCode::InvalidBody, |problem| problem.code);
    let detail = match errors.len() {
        1 => "one part of the spec cannot be saved; nothing was".to_owned(),
        n => format!("{n} parts of the spec cannot be saved; nothing was"),
    };
    HttpError::Refused { code, detail, errors }
}

fn tagged(answer: SpecAnswer) -> Response {
    let tag = HeaderValue::from_str(&format!("\"{}\"", answer.version.0));
    let mut response = Json(answer).into_response();
    if let Ok(tag) = tag {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// The version that the caller has seen.
fn if_match(headers: &HeaderMap) -> Result<Version, HttpError> {
    let tag = headers.get(header::IF_MATCH).ok_or_else(|| {
        let detail = "send If-Match with the ETag of the spec you have seen";
        HttpError::refused(ErrorCode::HeaderRequired, detail)
    })?;
    tag.to_str()
        .ok()
        .and_then(|tag| tag.trim().strip_prefix('"')?.strip_suffix('"'))
        .and_then(|version| version.parse().ok())
        .map(Version)
        .ok_or_else(|| {
            let detail = "If-Match does not name a version of this spec: load it again";
            HttpError::refused(ErrorCode::PreconditionFailed, detail)
        })
}
