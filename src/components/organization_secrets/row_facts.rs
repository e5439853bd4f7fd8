//! What a row says below its key.

use crate::components::organization_secrets::page::Page;
use crate::components::organization_secrets::words;
use crate::store::{RemovedSecret, SecretItem, SecretWork};
use crate::texts::organization as texts;

/// Configurations that are named; of the others there is only their number.
const NAMED: usize = 3;
const DAY_MS: f64 = 86_400_000.0;
/// Kept as long as this.
const KEPT_DAYS: usize = 30;

/// Who uses it, and what happened last.
pub(super) fn facts(page: Page, item: &SecretItem, work: &SecretWork) -> Vec<String> {
    let change = change(page, item);
    let mut facts = match &item.removed {
        Some(removed) => vec![texts::deleted(&change), texts::restorable(days(page, removed))],
        None => vec![uses(item), change],
    };
    facts.extend(gaps(item));
    facts.extend(words::result(item.address.key.as_str(), work));
    if work.is_typed {
        facts.push(texts::TYPED.to_owned());
    }
    facts
}

/// When it was changed, and by whom.
pub(super) fn change(page: Page, item: &SecretItem) -> String {
    page.change(&item.updated_at, &item.updated_by)
}

fn uses(item: &SecretItem) -> String {
    if item.n_uses == 0 {
        return texts::NOT_USED.to_owned();
    }
    let names: Vec<&str> = item.used_by.iter().take(NAMED).map(|one| one.name.as_str()).collect();
    let all = usize::try_from(item.n_uses).unwrap_or(usize::MAX);
    texts::used_by(&names.join(", "), all.saturating_sub(names.len()))
}

/// In which environments it is missing, each once.
fn gaps(item: &SecretItem) -> Option<String> {
    let mut environments: Vec<&str> =
        item.missing.iter().map(|gap| gap.environment.as_str()).collect();
    environments.dedup();
    (!environments.is_empty()).then(|| texts::missing_in(&environments.join(", ")))
}

/// How many days are left to restore it.
fn days(page: Page, removed: &RemovedSecret) -> usize {
    let Some(until) = &removed.until else { return KEPT_DAYS };
    page.ages.track();
    let left = (js_sys::Date::parse(&until.0) - js_sys::Date::now()) / DAY_MS;
    (0..KEPT_DAYS).take_while(|day| f64::from(u32::try_from(*day).unwrap_or(0)) < left).count()
}

#[cfg(test)]
mod tests {
    use super::uses;
    use crate::store::{SecretItem, SecretUse};
    use envdock_contract::model::{
        Address, ConfigurationId, Environment, KeyName, Scope, Timestamp, UserId, Version,
    };

    fn used(n_uses: u32, names: &[&str]) -> SecretItem {
        let used_by = names.iter().map(|name| SecretUse {
            configuration: ConfigurationId::new(name).unwrap(),
            name: (*name).to_owned(),
            files: Vec::new(),
        });
        SecretItem {
            address: Address {
                environment: Environment::default(),
                scope: Scope::Organization,
                key: KeyName::new("A").unwrap(),
            },
            version: Version(1),
            updated_at: Timestamp("2026-11-01T00:00:00Z".to_owned()),
            updated_by: UserId::new("u").unwrap(),
            description: None,
            used_by: used_by.collect(),
            n_uses,
            missing: Vec::new(),
            removed: None,
        }
    }

    #[test]
    fn the_first_uses_are_named_and_the_others_counted() {
        assert_eq!(uses(&used(0, &[])), "unused");
        assert_eq!(uses(&used(2, &["a", "b"])), "used by a, b");
        assert_eq!(uses(&used(30, &["a", "b", "c", "d"])), "used by a, b, c and 27 more");
    }
}
