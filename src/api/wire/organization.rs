//! What is stored in the organization, in the wire's words.

use crate::api::{
    FoundSecrets, RemovedSecret, SecretFilter, SecretGap, SecretItem, SecretSearch, SecretSort,
    SecretUse,
};
use envdock_contract::wire::{self, SearchAnswer, SearchBody, SearchFilter, SearchSort};

pub(in crate::api) fn found(answer: SearchAnswer) -> FoundSecrets {
    let SearchAnswer { revision, total, items, next } = answer;
    let items = items.into_iter().map(item).collect();
    FoundSecrets { revision: Some(revision), total, items, next }
}

pub(in crate::api) fn search(search: SecretSearch) -> SearchBody {
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

    #[test]
    fn what_is_not_asked_for_is_left_out() {
        let text = serde_json::to_string(&search(SecretSearch::default())).unwrap();
        assert_eq!(text, r#"{"sort":"key"}"#);
    }
}
