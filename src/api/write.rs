//! Writes of values, as they are ordered.

use envdock_contract::model::{Address, Scope, SecretText, Version};
use envdock_core::IdempotencyKey;
use std::rc::Rc;

/// Writes that go out together. Cloning it copies no value.
#[derive(Clone, Debug)]
pub struct WriteOrder {
    /// The same each time this order is sent.
    pub idempotency_key: IdempotencyKey,
    /// All or nothing.
    pub atomic: bool,
    /// The writes; the answer has the same order.
    pub writes: Vec<Write>,
}

/// One write.
#[derive(Clone, Debug)]
pub struct Write {
    /// Where.
    pub address: Address,
    /// The version that is stored there now; 0: none is.
    pub expected_version: Version,
    /// What to do.
    pub what: WriteKind,
}

/// What a write does.
#[derive(Clone, Debug)]
pub enum WriteKind {
    /// Stores a value.
    Set {
        /// The value.
        value: Rc<SecretText>,
        /// What is said about it; nothing: that stays.
        description: Option<String>,
    },
    /// Removes what is stored.
    Unset,
    /// Moves what is stored to another scope, unread.
    Move {
        /// Where it goes.
        to: Scope,
        /// The version that is stored there now; 0: none is.
        to_expected_version: Version,
    },
    /// Makes an earlier version the newest again, unread.
    Restore {
        /// The version whose value it gets.
        from_version: Version,
    },
    /// Sets what is said about it, or removes that.
    Describe {
        /// What is said from now on.
        text: Option<String>,
        /// What was seen to be said; empty: nothing. It is a conflict if that is no longer so.
        replaces: String,
    },
    /// Destroys the value, and all earlier ones that are kept.
    Purge,
}

impl Write {
    /// The value that it stores, if it brings one.
    #[must_use]
    pub fn value(&self) -> Option<&Rc<SecretText>> {
        match &self.what {
            WriteKind::Set { value, .. } => Some(value),
            WriteKind::Unset
            | WriteKind::Move { .. }
            | WriteKind::Restore { .. }
            | WriteKind::Describe { .. }
            | WriteKind::Purge => None,
        }
    }
}
