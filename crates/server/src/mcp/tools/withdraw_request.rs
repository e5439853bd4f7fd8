//! `withdraw_request`.

use crate::error::HttpError;
use crate::mcp::agent::Agent;
use crate::mcp::arguments::read;
use crate::mcp::tools::request_answer::answer;
use crate::requests::withdraw;
use envdock_contract::model::RequestId;
use rmcp::schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

pub(super) const DESCRIPTION: &str = "Takes back a request of this session that is still open, \
    because its values are not needed any more: people are not asked for them any longer, and \
    nothing is stored. A request that was answered meanwhile stays answered.";

/// What to take back.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct Arguments {
    /// The request.
    request_id: String,
}

pub(super) async fn call(agent: &Agent, arguments: Value) -> Result<Value, HttpError> {
    let Arguments { request_id } = read(arguments)?;
    let id = RequestId::new(&request_id).map_err(|_source| HttpError::NotFound)?;
    let withdrawn = withdraw(&agent.app, &agent.identity, &id).await?;
    Ok(answer(agent, &withdrawn.request))
}
