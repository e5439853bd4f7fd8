//! What is being done to stored values.

use crate::api::WriteOrder;
use crate::store::organization::SecretDraft;
use envdock_contract::model::{Address, KeyName, Version};
use envdock_core::SaveFailure;

/// What is done to a stored value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecretDeed {
    /// A new key is stored.
    Add,
    /// The value is replaced.
    Replace,
    /// What is said about it changes.
    Describe,
    /// It is removed, and kept for a while.
    Remove,
    /// It is stored again.
    Restore,
    /// It is destroyed.
    Purge,
}

impl SecretDeed {
    /// What it is shown at.
    pub(super) fn draft(self, address: &Address) -> SecretDraft {
        match self {
            Self::Add => SecretDraft::New,
            Self::Replace | Self::Describe | Self::Remove | Self::Restore | Self::Purge => {
                SecretDraft::Of(address.clone())
            }
        }
    }
}

/// How far a deed is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SecretSave {
    /// None was ordered.
    #[default]
    Idle,
    /// It is on its way.
    Running,
    /// It is done.
    Done,
    /// It was not done, or nobody knows.
    Failed(SaveFailure),
}

/// What is being done to a stored value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecretWork {
    /// A value was typed and is not stored yet.
    pub is_typed: bool,
    /// What was ordered last.
    pub deed: Option<SecretDeed>,
    /// How far that is.
    pub save: SecretSave,
}

/// What can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretUndo {
    /// What was done.
    pub deed: SecretDeed,
    /// To what, and how it is taken back.
    pub(super) steps: Vec<UndoStep>,
    /// The order that it takes back.
    pub(super) order: u64,
    /// How many answers are awaited since it is being taken back.
    pub(super) n_awaited: usize,
    /// Why it was not taken back.
    pub failure: Option<SaveFailure>,
}

impl SecretUndo {
    /// It is being taken back.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.n_awaited > 0
    }

    /// To how many keys.
    #[must_use]
    pub fn count(&self) -> usize {
        self.steps.len()
    }

    /// The first of the keys.
    #[must_use]
    pub fn first(&self) -> Option<&KeyName> {
        self.steps.first().map(|step| &step.address.key)
    }
}

/// How one deed is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UndoStep {
    pub(super) address: Address,
    pub(super) expected_version: Version,
    pub(super) from_version: Version,
}

/// What became of an order, for being said aloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretTold {
    /// What was ordered.
    pub deed: SecretDeed,
    /// The key, where it was one.
    pub key: Option<KeyName>,
    /// To how many it was done.
    pub n_done: usize,
    /// To how many it was not done.
    pub n_failed: usize,
}

/// Writes under way: what goes out again unchanged when no answer came.
#[derive(Clone, Debug)]
pub(in crate::store) struct Sending {
    pub(super) deed: SecretDeed,
    pub(in crate::store) order: WriteOrder,
    /// What a person ordered at once goes out in parts of one number.
    pub(super) number: u64,
    /// The number of the order that it takes back.
    pub(super) undoes: Option<u64>,
}
