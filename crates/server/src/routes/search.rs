//! `POST /secrets/search`.

use crate::app::App;
use crate::db::{SearchPlace, SearchQuery};
use crate::error::HttpError;
use crate::http::Caller;
use crate::http::json::Json;
use crate::policy::{Action, Sight};
use crate::sign_in::Identity;
use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use envdock_contract::model::Environment;
use envdock_contract::wire::{ErrorCode, SearchAnswer, SearchBody, SearchSort};
use std::sync::Arc;

const PAGE: u32 = 100;
const MOST_ITEMS: u32 = 200;
const MOST_KEYS: usize = 1_000;

/// Looks through the names of what is stored. Nothing of what is looked for is logged or repeated:
/// it may be a value.
pub(crate) async fn search(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<SearchBody>,
) -> Result<Json<SearchAnswer>, HttpError> {
    caller.require(Action::Search)?;
    let limit = body.limit.unwrap_or(PAGE);
    let n_keys = body.keys.as_ref().map_or(0, Vec::len);
    if !(1..=MOST_ITEMS).contains(&limit) || n_keys > MOST_KEYS {
        let detail = "ask for 1 to 200 values at once, of at most 1,000 keys";
        return Err(HttpError::refused(ErrorCode::TooMany, detail));
    }
    let environments = environments(&caller.identity, body.environments)?;
    let sight = Sight::of(&*app.repository, &caller.identity).await?;
    let query = SearchQuery {
        text: body.text.filter(|text| !text.is_empty()),
        keys: body.keys,
        environments,
        usable: caller.identity.environments.clone(),
        sight: match &body.scopes {
            Some(kinds) => sight.of_kinds(kinds),
            None => sight,
        },
        filter: body.filter,
        sort: body.sort,
        after: body.cursor.map(|cursor| read_cursor(&cursor, body.sort)).transpose()?,
        limit,
    };
    let page = app.repository.search(&query).await?;
    let last = page.items.last().filter(|_| page.has_more);
    let next = last.map(|last| {
        let (updated_at, address) = (last.updated_at.clone(), last.address.clone());
        write_cursor(query.sort, &SearchPlace { updated_at, address })
    });
    Ok(Json(SearchAnswer { revision: page.revision, total: page.total, items: page.items, next }))
}

/// The environments to look in; `None`: all.
fn environments(
    identity: &Identity,
    asked: Option<Vec<Environment>>,
) -> Result<Option<Vec<Environment>>, HttpError> {
    let Some(asked) = asked else { return Ok(identity.environments.clone()) };
    if asked.iter().all(|environment| identity.uses(environment)) {
        return Ok(Some(asked));
    }
    Err(HttpError::refused(ErrorCode::Forbidden, "this token may not ask in that environment"))
}

fn write_cursor(sort: SearchSort, place: &SearchPlace) -> String {
    // Names and times always become JSON.
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(sort, place)).unwrap_or_default())
}

fn read_cursor(cursor: &str, sort: SearchSort) -> Result<SearchPlace, HttpError> {
    URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| serde_json::from_slice::<(SearchSort, SearchPlace)>(&bytes).ok())
        .filter(|(of, _)| *of == sort)
        .map(|(_, place)| place)
        .ok_or_else(|| {
            let detail = "the cursor is not one that this server gave for this order";
            HttpError::refused(ErrorCode::InvalidBody, detail)
        })
}
