//! What is stored in the organization: found page by page, changed, undone.

mod answers;
mod changes;
mod finding;
mod history;
mod typed;
mod work;

pub use crate::api::{
    HistoryEntry, RemovedSecret, SecretFilter, SecretItem, SecretSearch, SecretSort, SecretUse,
};
pub use history::SecretHistoryState;
pub use typed::SecretDraft;
pub(super) use work::Sending;
pub use work::{SecretDeed, SecretSave, SecretTold, SecretUndo, SecretWork};

use crate::store::EnvStore;
use crate::store::signals::Family;
use envdock_contract::model::Address;
use envdock_core::CheckFailure;
use leptos::prelude::{ArcReadSignal, ArcRwSignal};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;
use typed::Typed;

/// The handle on what is stored in the organization. Clones are cheap and mean the same.
///
/// It knows keys and facts about them, and no value but those that are being typed.
#[derive(Clone, Debug)]
pub struct Organization(EnvStore);

/// What was found, as far as it was read.
#[derive(Clone, Debug, Default)]
pub struct SecretList {
    /// What was read, in order.
    pub pages: Vec<Arc<SecretPage>>,
    /// How many there are in all; nothing before the first answer.
    pub total: Option<u64>,
    /// There are more than were read.
    pub has_more: bool,
    /// An answer is on its way.
    pub is_reading: bool,
    /// Why the last answer did not come.
    pub failure: Option<CheckFailure>,
}

/// Rows that came with one answer.
#[derive(Debug)]
pub struct SecretPage {
    /// Never used for another page.
    pub number: u64,
    rows: ArcRwSignal<Vec<SecretRow>>,
}

impl SecretPage {
    fn new(number: u64, rows: Vec<SecretRow>) -> Arc<Self> {
        Arc::new(Self { number, rows: ArcRwSignal::new(rows) })
    }

    /// The rows; those that are destroyed go.
    #[must_use]
    pub fn rows(&self) -> ArcReadSignal<Vec<SecretRow>> {
        self.rows.read_only()
    }
}

/// One stored value, as it is known now.
#[derive(Clone, Debug)]
pub struct SecretRow {
    address: Address,
    item: ArcRwSignal<Arc<SecretItem>>,
    work: ArcRwSignal<SecretWork>,
}

impl SecretRow {
    /// Where it is stored.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// What is known about it.
    #[must_use]
    pub fn item(&self) -> ArcReadSignal<Arc<SecretItem>> {
        self.item.read_only()
    }

    /// Where it is, what is known about it, and what is being done to it.
    #[must_use]
    pub fn into_parts(
        self,
    ) -> (Address, ArcReadSignal<Arc<SecretItem>>, ArcReadSignal<SecretWork>) {
        (self.address, self.item.read_only(), self.work.read_only())
    }

    /// What is being done to it.
    #[must_use]
    pub fn work(&self) -> ArcReadSignal<SecretWork> {
        self.work.read_only()
    }
}

/// What the store knows of the organization.
#[derive(Default)]
pub(super) struct Secrets {
    list: ArcRwSignal<SecretList>,
    rows: RefCell<HashMap<Address, SecretRow>>,
    search: RefCell<SecretSearch>,
    /// Numbers reads: only the last one's answer counts.
    last_read: Cell<u64>,
    typed: RefCell<HashMap<SecretDraft, Typed>>,
    new: ArcRwSignal<SecretWork>,
    unsettled: RefCell<HashMap<SecretDraft, Sending>>,
    undo: ArcRwSignal<Option<SecretUndo>>,
    told: ArcRwSignal<Option<SecretTold>>,
    histories: Family<Address, SecretHistoryState>,
}

impl Secrets {
    /// Whether something typed would be lost with the page.
    pub(super) fn has_typed(&self) -> bool {
        !self.typed.borrow().is_empty()
    }
}

impl EnvStore {
    /// What is stored in the organization.
    #[must_use]
    pub fn organization(&self) -> Organization {
        Organization(self.clone())
    }
}

impl Organization {
    fn secrets(&self) -> &Secrets {
        &self.0.0.secrets
    }
}
