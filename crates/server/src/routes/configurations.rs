//! `GET /configurations?ids&include=spec&cursor`.

use crate::app::App;
use crate::db::{Configuration, ConfigurationQuery};
use crate::error::HttpError;
use crate::http::json::Json;
use crate::http::{Caller, Query};
use crate::policy::{Action, Reach};
use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use envdock_contract::model::ConfigurationId;
use envdock_contract::wire::{ConfigurationAnswer, ConfigurationsAnswer, ErrorCode};
use std::collections::BTreeMap;
use std::sync::Arc;

const PAGE: u32 = 100;
const MOST_IDS: u16 = 500;

/// Lists configurations: those asked for, or all, page by page.
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<Json<ConfigurationsAnswer>, HttpError> {
    caller.require(Action::Read)?;
    let reach = Reach::of(&*app.repository, &caller.identity).await?;
    let all = |name| parameters.iter().filter(move |(known, _)| known == name);
    let asked: Vec<&str> = all("ids").flat_map(|(_, ids)| ids.split(',')).collect();
    let asked: Vec<&str> = asked.into_iter().filter(|id| !id.is_empty()).collect();
    if asked.len() > usize::from(MOST_IDS) {
        return Err(HttpError::refused(ErrorCode::TooMany, "ask for at most 500 ids at once"));
    }
    let asked: Vec<ConfigurationId> =
        asked.into_iter().filter_map(|id| ConfigurationId::new(id).ok()).collect();
    let named = all("ids").next().is_some();
    let ids = match &reach {
        Reach::All if !named => None,
        Reach::All => Some(asked.clone()),
        Reach::Bound(bound) if !named => {
            Some(bound.iter().map(|(_, configuration)| configuration.clone()).collect())
        }
        Reach::Bound(_) => {
            Some(asked.iter().filter(|id| reach.configuration(id)).cloned().collect())
        }
    };
    let after = all("cursor").next().map(|(_, cursor)| read_cursor(cursor)).transpose()?;
    let limit = if ids.is_some() { u32::from(MOST_IDS) } else { PAGE };
    if all("include").any(|(_, include)| include != "spec") {
        let detail = "`include` takes `spec` only";
        return Err(HttpError::refused(ErrorCode::InvalidBody, detail));
    }
    let with_spec = all("include").next().is_some();
    let page =
        app.repository.configurations(&ConfigurationQuery { ids, after, limit, with_spec }).await?;
    let last = page.configurations.last().filter(|_| page.has_more);
    let next_cursor = last.map(|last| write_cursor(&last.name, &last.id));
    let mut answer = ConfigurationsAnswer {
        revision: page.revision,
        configurations: page.configurations.into_iter().map(answer).collect(),
        not_found: Vec::new(),
        next_cursor,
    };
    if named {
        in_order_of(&asked, &mut answer);
    }
    Ok(Json(answer))
}

fn in_order_of(asked: &[ConfigurationId], answer: &mut ConfigurationsAnswer) {
    let found = std::mem::take(&mut answer.configurations);
    let mut found: BTreeMap<_, _> = found.into_iter().map(|one| (one.id.clone(), one)).collect();
    let mut seen = Vec::new();
    for id in asked.iter().filter(|id| {
        let is_new = !seen.contains(id);
        seen.push(*id);
        is_new
    }) {
        match found.remove(id) {
            Some(configuration) => answer.configurations.push(configuration),
            None => answer.not_found.push(id.clone()),
        }
    }
}

fn answer(configuration: Configuration) -> ConfigurationAnswer {
    let (session, environment) = configuration.session.unzip();
    ConfigurationAnswer {
        id: configuration.id,
        name: configuration.name,
        repositories: configuration.repositories,
        folder: configuration.folder,
        session,
        environment: environment.unwrap_or_default(),
        spec_version: configuration.spec_version,
        spec: configuration.spec,
    }
}

fn write_cursor(name: &str, id: &ConfigurationId) -> String {
    // Two texts always become JSON.
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(name, id)).unwrap_or_default())
}

fn read_cursor(cursor: &str) -> Result<(String, String), HttpError> {
    URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .ok_or_else(|| {
            let detail = "the cursor is not one that this server gave";
            HttpError::refused(ErrorCode::InvalidBody, detail)
        })
}
