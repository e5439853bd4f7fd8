//! Writes of values, as the store takes them.

use envdock_contract::model::{Address, Scope, SecretText, SessionId, UserId, Version};
use envdock_contract::wire::{BatchAnswer, KeyProblem};

/// Several writes in one transaction.
#[derive(Debug)]
pub struct WriteBatch<'a> {
    /// All or nothing.
    pub atomic: bool,
    /// The writes.
    pub writes: &'a [Write],
    /// Who writes.
    pub by: &'a UserId,
    /// The audit's word for it; that of each change when left out.
    pub action: Option<&'static str>,
    /// The session in which it is done, if it is in one.
    pub session: Option<&'a SessionId>,
    /// How a retry is recognised.
    pub idempotency: Option<Idempotency<'a>>,
}

impl<'a> WriteBatch<'a> {
    /// As many of these writes as can be done, which nobody repeats.
    #[must_use]
    pub fn new(writes: &'a [Write], by: &'a UserId) -> Self {
        Self { atomic: false, writes, by, action: None, session: None, idempotency: None }
    }
}

/// How a retry is recognised.
#[derive(Clone, Copy, Debug)]
pub struct Idempotency<'a> {
    /// The caller's word for this attempt and its retries.
    pub key: &'a str,
    /// What the body was.
    pub fingerprint: [u8; 32],
}

/// One write.
#[derive(Debug)]
pub struct Write {
    /// Where.
    pub address: Address,
    /// The live version there; 0: none is live.
    pub expected: Version,
    /// What to do.
    pub change: Change,
    /// The writer may not replace or shadow what applies to others: with a live value of the key
    /// in one of these scopes the write is refused.
    pub only_if_none_in: Vec<Scope>,
}

/// What a write does.
#[derive(Debug)]
pub enum Change {
    /// Stores a value.
    Set {
        /// The value.
        value: SecretText,
        /// Its description; `None`: it stays.
        description: Option<String>,
    },
    /// Removes a value.
    Unset,
    /// Takes the value elsewhere.
    Move {
        /// Where to; the key stays.
        to: Address,
        /// The live version there; 0: none is live.
        expected: Version,
    },
    /// Stores the value of an earlier version anew.
    Restore {
        /// That version.
        from: Version,
    },
    /// Sets or removes the description.
    Describe {
        /// The new one.
        text: Option<String>,
        /// The one that was seen; empty: none was. `None`: any.
        replaces: Option<String>,
    },
    /// Destroys the value and whatever is kept of it.
    Purge,
    /// Nothing: it was refused before, and the audit should say so.
    Refuse {
        /// The audit's word for what was tried.
        action: &'static str,
        /// Why not.
        problem: Box<KeyProblem>,
    },
}

impl Change {
    /// Stores a value; what is said about it stays.
    #[must_use]
    pub fn set(value: SecretText) -> Self {
        Self::Set { value, description: None }
    }

    /// The refusal of what would store a value.
    #[must_use]
    pub fn refused_set(problem: KeyProblem) -> Self {
        Self::Refuse { action: "set", problem: Box::new(problem) }
    }

    /// The audit's word for it.
    #[must_use]
    pub fn action(&self) -> &'static str {
        match self {
            Self::Set { .. } => "set",
            Self::Unset => "unset",
            Self::Move { .. } => "move",
            Self::Restore { .. } => "restore",
            Self::Describe { .. } => "describe",
            Self::Purge => "purge",
            Self::Refuse { action, .. } => action,
        }
    }
}

/// What became of a batch.
#[derive(Debug)]
pub enum WriteOutcome {
    /// It was carried out (or refused) now.
    Done(BatchAnswer),
    /// It was carried out before.
    Repeated(Recorded),
    /// The idempotency key was used for another body.
    Mismatch,
}

/// The recorded answer of an earlier attempt.
#[derive(Debug)]
pub struct Recorded {
    /// The answer's bytes.
    pub answer: Vec<u8>,
    /// Whether it also says what became of env files.
    pub is_final: bool,
}
