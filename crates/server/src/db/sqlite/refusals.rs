//! Why a write is not carried out. The place in the request is filled in later.

use crate::crypto::OpenError;
use crate::db::WriteBatch;
use crate::db::sqlite::heads::Head;
use envdock_contract::model::{Address, Described};
use envdock_contract::wire::{ErrorCode, KeyProblem};

/// A problem whose place is filled in later.
pub(super) fn problem(code: ErrorCode, detail: &str) -> KeyProblem {
    KeyProblem::new("", code, detail)
}

/// Somebody else was faster: says who and when, also of a removal.
pub(super) fn conflict(head: Option<&Head>) -> KeyProblem {
    let detail = "it was changed meanwhile: look at what is stored now and decide again";
    let current = head.and_then(Head::live).cloned();
    let removed = head.and_then(Head::removal).map(Box::new);
    KeyProblem { current, removed, ..problem(ErrorCode::Conflict, detail) }
}

/// Somebody else has described it meanwhile.
pub(super) fn described_meanwhile(head: Option<&Head>, now: Described) -> KeyProblem {
    let detail = "it was described by somebody else meanwhile: read that and decide again";
    KeyProblem { described: Some(Box::new(now)), detail: detail.to_owned(), ..conflict(head) }
}

/// Something else failed.
pub(super) fn not_attempted() -> KeyProblem {
    problem(ErrorCode::NotAttempted, "another part of this all-or-nothing write failed")
}

/// There is nothing to be changed.
pub(super) fn nothing_stored() -> KeyProblem {
    problem(ErrorCode::NotFound, "nothing is stored there")
}

/// What is stored there was not encrypted with this master key.
pub(super) fn unreadable(address: &Address, error: &OpenError) -> KeyProblem {
    tracing::error!(key = %address.key, %error, "a stored value cannot be decrypted");
    let detail = "the stored value cannot be decrypted with the master key";
    problem(ErrorCode::KeyMismatch, detail)
}

/// The write's place in the request's body; of a submission its caller knows it.
pub(super) fn place(batch: &WriteBatch<'_>, index: usize) -> String {
    match batch.action {
        Some("submit") => String::new(),
        Some("adopt") => format!("/slots/{index}"),
        Some(_) | None => format!("/operations/{index}"),
    }
}
