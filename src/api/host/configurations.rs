//! Configurations with their specs.

use crate::api::host::adapter::Adapter;
use crate::api::host::arguments::{About, Reading};
use crate::api::host::known;
use crate::api::wire::answers;
use crate::api::{ApiError, Configurations};
use envdock_contract::model::{ConfigurationId, Version};
use envdock_contract::wire::{ConfigurationsAnswer, SpecAnswer};
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
    let specs = read.configurations.iter_mut().map(|one| read_spec(&adapter, one));
    try_join_all(specs).await?;
    Ok(read)
}

/// Reads the spec of a configuration that came without it.
async fn read_spec(adapter: &Adapter, read: &mut Configuration) -> Result<(), ApiError> {
    if read.spec.is_some() || read.spec_version == Version(0) || !adapter.has("spec") {
        return Ok(());
    }
    let about = About { configuration: &read.id };
    let SpecAnswer { version, spec, .. } = adapter.call("spec", &about).await?;
    (read.spec_version, read.spec) = (version, Some(Arc::new(spec)));
    Ok(())
}
