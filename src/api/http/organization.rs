//! What is stored in the organization, over HTTP.

use crate::api::http::paths::escaped;
use crate::api::http::transport::{Call, Transport};
use crate::api::wire::organization;
use crate::api::{ApiError, FoundSecrets, HistoryEntry, SecretHistory, SecretSearch};
use envdock_contract::model::Address;
use envdock_contract::wire::AuditAnswer;
use std::rc::Rc;

pub(super) async fn search(
    transport: Rc<Transport>,
    search: SecretSearch,
) -> Result<FoundSecrets, ApiError> {
    let call = Call::post("/secrets/search", &organization::search(search))?;
    Ok(organization::found(transport.call(call).await?))
}

pub(super) async fn history(
    transport: Rc<Transport>,
    address: Address,
    cursor: Option<String>,
) -> Result<SecretHistory, ApiError> {
    let path = history_path(&address, cursor.as_deref())?;
    let AuditAnswer { entries, next_cursor } = transport.call(Call::get(&path)).await?;
    let entries = entries.into_iter().map(|entry| HistoryEntry {
        at: entry.at,
        user: entry.user,
        action: entry.action,
        version: entry.version,
        is_refused: entry.refused.is_some(),
    });
    Ok(SecretHistory { entries: entries.collect(), next: next_cursor })
}

fn history_path(address: &Address, cursor: Option<&str>) -> Result<String, ApiError> {
    // Nothing of ours fails to serialize.
    let scope =
        serde_json::to_string(&address.scope).map_err(|_unwritable| ApiError::Unreadable)?;
    let mut path = "/audit?environment=".to_owned();
    path.push_str(address.environment.as_str());
    path.push_str("&scope=");
    path.push_str(&escaped(&scope));
    path.push_str("&key=");
    path.push_str(address.key.as_str());
    if let Some(cursor) = cursor {
        path.push_str("&cursor=");
        path.push_str(&escaped(cursor));
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use envdock_contract::model::{Environment, KeyName, Scope};

    #[test]
    fn an_address_becomes_one_query() {
        let key = KeyName::new("A_B").unwrap();
        let address =
            Address { environment: Environment::default(), scope: Scope::Organization, key };
        assert_eq!(
            history_path(&address, Some("7=")).unwrap(),
            "/audit?environment=dev&scope=%7B%22type%22%3A%22organization%22%7D&key=A_B&cursor=7%3D"
        );
    }
}
