//! Configurations with their specs.

use crate::api::host::adapter::Adapter;
use crate::api::host::arguments::{About, Reading};
use crate::api::host::known;
use crate::api::wire::answers;
use crate::api::{ApiError, Configurations};
use envdock_contract::model::{ConfigurationId, Version};
use envdock_contract::wire::{ConfigurationsAnswer, ErrorCode, SpecAnswer};
use envdock_core::Configuration;
use futures_util::future::try_join_all;
use std::rc::Rc;
use std::sync::Arc;

/// Reads every page of what is asked for.
pub(super) async fn read(
    adapter: Rc<Adapter>,
    ids: Option<Vec<ConfigurationId>>,
) -> Result<Configurations, ApiError> {
    let mut read = Configurations { revision: None, configurations: Vec::new() };
    let mut cursor = None;
    loop {
        let page = Reading { ids: ids.as_deref(), cursor: cursor.as_deref() };
        let answer: ConfigurationsAnswer = adapter.call("configurations", &page).await?;
        // The first page is the oldest: what has changed since is asked for again.
        read.revision = read.revision.or(known(Some(answer.revision)));
        read.configurations.extend(answer.configurations.into_iter().map(answers::configuration));
        let next = answer.next_cursor.filter(|next| cursor.as_ref() != Some(next));
        let Some(next) = next else { break };
        cursor = Some(next);
    }
    let complete = read.configurations.into_iter().map(|one| with_spec(&adapter, one));
    read.configurations = try_join_all(complete).await?.into_iter().flatten().collect();
    Ok(read)
}

/// Reads the spec of a configuration that came without it. One that is gone meanwhile, or is not
/// for this person, is left out, as a server leaves it out: the others are as they are.
async fn with_spec(
    adapter: &Adapter,
    mut read: Configuration,
) -> Result<Option<Configuration>, ApiError> {
    if read.spec.is_some() || read.spec_version == Version(0) || !adapter.has("spec") {
        return Ok(Some(read));
    }
    let about = About { configuration: &read.id };
    let SpecAnswer { version, spec, .. } = match adapter.call("spec", &about).await {
        Err(error) if matches!(error.code(), Some(ErrorCode::Forbidden | ErrorCode::NotFound)) => {
            return Ok(None);
        }
        answer => answer?,
    };
    (read.spec_version, read.spec) = (version, Some(Arc::new(spec)));
    Ok(Some(read))
}
