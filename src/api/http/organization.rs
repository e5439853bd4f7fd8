//! What is stored in the organization, over HTTP.

use crate::api::http::bodies::escaped;
use crate::api::http::transport::{Call, Transport};
use crate::api::{
    ApiError, FoundSecrets, HistoryEntry, RemovedSecret, SecretFilter, SecretGap, SecretHistory,
    SecretItem, SecretSearch, SecretSort, SecretUse,
};
use envdock_contract::model::Address;
use envdock_contract::wire::{
    self, AuditAnswer, SearchAnswer, SearchBody, SearchFilter, SearchSort,
};
use std::rc::Rc;

pub(super) async fn search(
    transport: Rc<Transport>,
    search: SecretSearch,
) -> Result<FoundSecrets, ApiError> {
    let call = Call::post("/secrets/search", &body(search))?;
    let SearchAnswer { revision, total, items, next } = transport.call(call).await?;
    let items = items.into_iter().map(item).collect();
    Ok(FoundSecrets { revision: Some(revision), total, items, next })
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

fn body(search: SecretSearch) -> SearchBody {
    SearchBody {
        text: Some(search.text).filter(|text| !text.is_empty()),
        keys: search.keys,
        environments: search.environment.map(|one| vec![one]),
        scopes: search.scope.map(|one| vec![one]),
        filter: search.filter.map(|filter| match filter {
            SecretFilter::Unused => SearchFilter::Unused,
            SecretFilter::Removed => SearchFilter::Removed,
            SecretFilter::Missing => SearchFilter::Missing,
        }),
        sort: match search.sort {
            SecretSort::Key => SearchSort::Key,
            SecretSort::Updated => SearchSort::Updated,
        },
        cursor: search.cursor,
        limit: None,
    }
}

fn item(item: wire::SecretItem) -> SecretItem {
    let used_by = item.used_by.into_iter().map(|one| SecretUse {
        configuration: one.configuration,
        name: one.name,
        files: one.files,
    });
    let missing = item.missing.into_iter().map(|one| SecretGap {
        environment: one.environment,
        configuration: one.configuration,
        name: one.name,
    });
    SecretItem {
        address: item.address,
        version: item.version,
        updated_at: item.updated_at,
        updated_by: item.updated_by,
        description: item.description,
        used_by: used_by.collect(),
        n_uses: item.uses,
        missing: missing.collect(),
        removed: item.removed.map(|removed| RemovedSecret {
            restorable: removed.restorable,
            until: Some(removed.until),
        }),
    }
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

    #[test]
    fn what_is_not_asked_for_is_left_out() {
        let text = serde_json::to_string(&body(SecretSearch::default())).unwrap();
        assert_eq!(text, r#"{"sort":"key"}"#);
    }
}
