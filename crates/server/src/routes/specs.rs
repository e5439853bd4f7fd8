//! `GET/PUT /configurations/{id}/spec`.

use crate::app::App;
use crate::configurations::{Declared, declare, validate};
use crate::db::Expected;
use crate::error::HttpError;
use crate::http::json::Json;
use crate::http::{Caller, Path, if_match, mismatch};
use crate::policy::{Action, Reach};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use envdock_contract::model::{Role, Spec};
use envdock_contract::wire::{ErrorCode, InvalidPolicy, KeyProblem, SpecAnswer, SpecBody};
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
    let Expected::Version(expected) = if_match(&headers)? else { return Err(mismatch()) };
    let before = app.repository.spec(&id).await?;
    let declared = Declared::by(caller.identity.role);
    let (spec, refused) = validate(body.spec, &before.spec, declared);
    let is_whole = refused.iter().any(|problem| problem.code == ErrorCode::TooMany);
    if !refused.is_empty() && (body.on_invalid == InvalidPolicy::RefuseAll || is_whole) {
        return Err(refuse(refused));
    }
    let spec = merged(&caller, spec, &before.spec)?;
    let stored = app.repository.save_spec(&id, expected, &spec, &caller.identity.user).await?;
    app.workspaces.fill_accepted(&id, &before.spec, &stored.spec).await;
    Ok(tagged(SpecAnswer {
        revision: stored.revision,
        version: stored.version,
        spec: stored.spec,
        refused,
    }))
}

/// What a machine declares adds to what is there; a person replaces it.
fn merged(caller: &Caller, mut spec: Spec, before: &Spec) -> Result<Spec, HttpError> {
    if Declared::by(caller.identity.role) == Declared::ByPerson {
        return Ok(spec);
    }
    if caller.identity.role == Role::Agent {
        // Where a project mentions a key is not for an agent to say.
        let slots = spec.files.iter_mut().flat_map(|file| &mut file.slots);
        slots.for_each(|slot| slot.provenance.clear());
    }
    let declaration = declare(before, spec, &[]);
    let declaration =
        declaration.map_err(|full| HttpError::refused(ErrorCode::TooMany, &full.to_string()))?;
    Ok(declaration.spec)
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
