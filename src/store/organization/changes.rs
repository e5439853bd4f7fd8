//! What people order: storing, describing, removing, restoring, destroying.

use crate::api::{Write, WriteKind, WriteOrder};
use crate::store::organization::{
    Organization, SecretDeed, SecretDraft, SecretSave, SecretTold, SecretUndo, Sending,
};
use crate::store::saving::new_idempotency_key;
use crate::store::{MOST_AT_ONCE, StoreSignal, runtime};
use envdock_contract::model::{Address, Version};
use envdock_core::{SaveFailure, SaveId};
use leptos::prelude::{GetUntracked, Set, Update, WithUntracked};
use std::rc::Rc;

impl Organization {
    /// Stores what was typed for a new key; an empty description is none.
    pub fn add(&self, address: Address, description: &str) {
        let text = self.secrets().typed.borrow().get(&SecretDraft::New).map(|t| Rc::clone(&t.text));
        let Some(text) = text else { return };
        let description = Some(description.to_owned()).filter(|text| !text.is_empty());
        let what = WriteKind::Set { value: text, description };
        let write = Write { address, expected_version: Version(0), what };
        self.order(SecretDeed::Add, vec![write], None);
    }

    /// Stores what was typed over what was stored when typing began.
    pub fn replace(&self, address: &Address) {
        let draft = SecretDraft::Of(address.clone());
        let typed = {
            let typed = self.secrets().typed.borrow();
            typed.get(&draft).map(|typed| (Rc::clone(&typed.text), typed.over))
        };
        let Some((text, expected_version)) = typed else { return };
        let what = WriteKind::Set { value: text, description: None };
        let write = Write { address: address.clone(), expected_version, what };
        self.order(SecretDeed::Replace, vec![write], None);
    }

    /// Sets what is said about a key; an empty text removes it. What somebody else has said since
    /// typing began is not replaced.
    pub fn describe(&self, address: &Address, description: &str) {
        let text = Some(description.to_owned()).filter(|text| !text.is_empty());
        let replaces = self.described_before(address).unwrap_or_default();
        let what = |_: &Address| {
            Some(WriteKind::Describe { text: text.clone(), replaces: replaces.clone() })
        };
        self.order_all(SecretDeed::Describe, std::slice::from_ref(address), what);
    }

    /// Removes values; they can be restored for a while.
    pub fn remove(&self, addresses: &[Address]) {
        self.order_all(SecretDeed::Remove, addresses, |address| {
            let is_there = self.row(address)?.item.get_untracked().removed.is_none();
            is_there.then_some(WriteKind::Unset)
        });
    }

    /// Stores again what was removed.
    pub fn restore(&self, addresses: &[Address]) {
        self.order_all(SecretDeed::Restore, addresses, |address| {
            let removed = self.row(address)?.item.get_untracked().removed.clone()?;
            Some(WriteKind::Restore { from_version: removed.restorable })
        });
    }

    /// Destroys values, and the earlier ones that are kept.
    pub fn purge(&self, addresses: &[Address]) {
        self.order_all(SecretDeed::Purge, addresses, |_| Some(WriteKind::Purge));
    }

    /// What can be taken back.
    #[must_use]
    pub fn undoable(&self) -> StoreSignal<Option<SecretUndo>> {
        StoreSignal::of(&self.secrets().undo)
    }

    /// Takes back what was done last.
    pub fn undo(&self) {
        let Some(undo) = self.secrets().undo.get_untracked().filter(|undo| !undo.is_running())
        else {
            return;
        };
        let writes = undo.steps.into_iter().map(|step| Write {
            address: step.address,
            expected_version: step.expected_version,
            what: WriteKind::Restore { from_version: step.from_version },
        });
        let n_sent = self.order(SecretDeed::Restore, writes.collect(), Some(undo.order));
        self.secrets().undo.update(|undo| {
            if let Some(undo) = undo {
                undo.n_awaited = n_sent;
                undo.failure = None;
            }
        });
    }

    /// Lets go what could be taken back.
    pub fn dismiss_undo(&self) {
        self.secrets().undo.set(None);
    }

    /// What became of the last order.
    #[must_use]
    pub fn told(&self) -> StoreSignal<Option<SecretTold>> {
        StoreSignal::of(&self.secrets().told)
    }

    /// Sends once more what nobody knows to have arrived: the same bytes under the same key.
    pub fn send_again(&self, draft: &SecretDraft) {
        let sending = self.secrets().unsettled.borrow().get(draft).cloned();
        if let Some(sending) = sending {
            self.send(sending);
        }
    }

    /// After a conflict: does it although somebody else has changed something meanwhile.
    pub fn do_anyway(&self, draft: &SecretDraft) {
        let save = self.work(draft).map(|work| work.get_untracked().save);
        let current = match (save, draft) {
            (Some(SecretSave::Failed(SaveFailure::Conflict { current, .. })), _) => current,
            (
                Some(SecretSave::Failed(SaveFailure::DescribedMeanwhile(now))),
                SecretDraft::Of(address),
            ) => return self.describe_anyway(address, now.text),
            _ => return,
        };
        let Some(sending) = self.secrets().unsettled.borrow().get(draft).cloned() else { return };
        let expected_version = current.map_or(Version(0), |stored| stored.version);
        let is_it = |write: &Write| sending.deed.draft(&write.address) == *draft;
        let writes = sending.order.writes.iter().filter(|write| is_it(write));
        let writes = writes.map(|write| Write { expected_version, ..write.clone() }).collect();
        self.order(sending.deed, writes, sending.undoes);
    }

    /// Replaces what somebody else has said meanwhile, with what is typed by now.
    fn describe_anyway(&self, address: &Address, said: Option<String>) {
        let Some(typed) = self.typed_description(address) else { return };
        self.describe_over(address, said);
        self.describe(address, typed.trim());
    }

    fn order_all(
        &self,
        deed: SecretDeed,
        addresses: &[Address],
        what: impl Fn(&Address) -> Option<WriteKind>,
    ) {
        let write = |address: &Address| {
            let item = self.row(address)?.item.get_untracked();
            // What was removed has no live value.
            let expected_version = if item.removed.is_some() { Version(0) } else { item.version };
            Some(Write { address: address.clone(), expected_version, what: what(address)? })
        };
        let writes: Vec<Write> = addresses.iter().filter_map(write).collect();
        self.order(deed, writes, None);
    }

    /// Sends orders; what is being written already waits for nothing and is left as it is.
    /// Answers with the number of answers to come.
    fn order(&self, deed: SecretDeed, mut writes: Vec<Write>, undoes: Option<u64>) -> usize {
        let number = self.0.next_number();
        writes.retain(|write| {
            let work = self.work(&deed.draft(&write.address));
            work.is_none_or(|work| work.with_untracked(|work| work.save != SecretSave::Running))
        });
        for writes in writes.chunks(MOST_AT_ONCE) {
            let idempotency_key = new_idempotency_key(SaveId(self.0.next_number()));
            let order = WriteOrder { idempotency_key, atomic: false, writes: writes.to_vec() };
            self.send(Sending { deed, order, number, undoes });
        }
        writes.len().div_ceil(MOST_AT_ONCE)
    }

    fn send(&self, sending: Sending) {
        for write in &sending.order.writes {
            let draft = sending.deed.draft(&write.address);
            self.secrets().unsettled.borrow_mut().remove(&draft);
            self.set_work(&draft, sending.deed, SecretSave::Running);
            if sending.deed == SecretDeed::Add {
                self.secrets().arriving.borrow_mut().insert(write.address.clone());
            }
        }
        runtime::write_secrets(&self.0, sending);
    }

    pub(super) fn set_work(&self, draft: &SecretDraft, deed: SecretDeed, save: SecretSave) {
        if let Some(work) = self.work(draft) {
            work.update(|work| {
                work.deed = Some(deed);
                work.save = save;
            });
        }
    }
}
