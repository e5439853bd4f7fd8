//! What is looked for among the stored values, and what is found.

use crate::policy::Sight;
use envdock_contract::model::{Address, Environment, KeyName, Revision, Timestamp};
use envdock_contract::wire::{SearchFilter, SearchSort, SecretItem};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is looked for.
#[derive(Clone, Default)]
pub struct SearchQuery {
    /// A part of the key or of the description, in any case.
    pub text: Option<String>,
    /// Exactly these keys.
    pub keys: Option<Vec<KeyName>>,
    /// In these environments; `None`: in all.
    pub environments: Option<Vec<Environment>>,
    /// Environments that may be told of where something is missing; `None`: all.
    pub usable: Option<Vec<Environment>>,
    /// What may be known of, and is asked for.
    pub sight: Sight,
    /// Only some of them.
    pub filter: Option<SearchFilter>,
    /// The order.
    pub sort: SearchSort,
    /// Those after this place.
    pub after: Option<SearchPlace>,
    /// At most as many.
    pub limit: u32,
}

impl fmt::Debug for SearchQuery {
    /// Without the text: it may be a value.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SearchQuery")
            .field("filter", &self.filter)
            .field("sort", &self.sort)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}

/// A place in the order of what is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPlace {
    /// When what stands there was written.
    pub updated_at: Timestamp,
    /// Where it is stored.
    pub address: Address,
}

/// A page of what is found.
#[derive(Clone, Debug)]
pub struct SearchPage {
    /// The organization's revision.
    pub revision: Revision,
    /// How many there are on all pages; told with the first.
    pub total: Option<u64>,
    /// Those of this page.
    pub items: Vec<SecretItem>,
    /// There are more.
    pub has_more: bool,
}
