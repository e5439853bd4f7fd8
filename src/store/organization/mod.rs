//! What is stored in the organization: found page by page, changed, undone.

mod answers;
mod changes;
mod finding;
mod history;
mod news;
mod rows;
mod typed;
mod watching;
mod work;

pub use crate::api::{
    HistoryEntry, RemovedSecret, SecretFilter, SecretGap, SecretItem, SecretSearch, SecretSort,
    SecretUse,
};
pub use history::SecretHistoryState;
pub use news::SecretsSince;
pub use typed::{NewSecret, SecretDraft};
pub(super) use work::Sending;
pub use work::{SecretDeed, SecretSave, SecretTold, SecretUndo, SecretWork};

use crate::store::signals::Family;
use crate::store::{EnvStore, StoreSignal};
use envdock_contract::model::{Address, Revision};
use envdock_core::{CheckFailure, Millis, Order};
use leptos::prelude::{ArcRwSignal, WithUntracked};
use news::Told;
use rows::Known;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use typed::{Typed, TypedDescription};
pub use watching::SecretsGuard;
use watching::Watching;

/// The handle on what is stored in the organization. Clones are cheap and mean the same.
///
/// It knows keys and facts about them, and no value but those that are being typed.
#[derive(Clone, Debug)]
pub struct Organization(EnvStore);

/// What was found, as far as it was read.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, not a state")]
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
    /// When the server has last said what is shown.
    pub checked_at: Option<Millis>,
    /// Why the last answer did not come. What is shown is from before.
    pub failure: Option<CheckFailure>,
    /// It is asked again by itself.
    pub is_retrying: bool,
    /// Only the next page did not come.
    pub is_more: bool,
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
    pub fn rows(&self) -> StoreSignal<Vec<SecretRow>> {
        StoreSignal::of(&self.rows)
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
    pub fn item(&self) -> StoreSignal<Arc<SecretItem>> {
        StoreSignal::of(&self.item)
    }

    /// Where it is, what is known about it, and what is being done to it.
    #[must_use]
    pub fn into_parts(self) -> (Address, StoreSignal<Arc<SecretItem>>, StoreSignal<SecretWork>) {
        (self.address, StoreSignal::of(&self.item), StoreSignal::of(&self.work))
    }

    /// What is being done to it.
    #[must_use]
    pub fn work(&self) -> StoreSignal<SecretWork> {
        StoreSignal::of(&self.work)
    }
}

/// What the store knows of the organization.
#[derive(Default)]
pub(super) struct Secrets {
    list: ArcRwSignal<SecretList>,
    rows: RefCell<HashMap<Address, Known>>,
    search: RefCell<SecretSearch>,
    /// Numbers reads: only the last one's answer counts.
    last_read: Cell<u64>,
    /// Answers from before that are asked for again: this page has written, or news were missed.
    needs: Cell<Order>,
    told_of: RefCell<HashMap<Address, Told>>,
    since: ArcRwSignal<SecretsSince>,
    watching: Watching,
    /// Keys that this page adds, until they are listed.
    arriving: RefCell<HashSet<Address>>,
    typed: RefCell<HashMap<SecretDraft, Typed>>,
    new: ArcRwSignal<SecretWork>,
    new_secret: ArcRwSignal<NewSecret>,
    typed_descriptions: RefCell<HashMap<Address, TypedDescription>>,
    /// The last write of this page: its echo is no news.
    written: Cell<Option<Revision>>,
    unsettled: RefCell<HashMap<SecretDraft, Sending>>,
    undo: ArcRwSignal<Option<SecretUndo>>,
    told: ArcRwSignal<Option<SecretTold>>,
    histories: Family<Address, SecretHistoryState>,
}

impl Secrets {
    /// Whether something typed would be lost with the page.
    pub(super) fn has_typed(&self) -> bool {
        let is_new =
            |new: &NewSecret| !new.key.trim().is_empty() || !new.description.trim().is_empty();
        !self.typed.borrow().is_empty()
            || !self.typed_descriptions.borrow().is_empty()
            || self.new_secret.with_untracked(is_new)
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
