//! What is read as a whole: a configuration, the list of them, a session's files, who is signed in.

use crate::{CheckFailure, Fetch, Millis};

/// The last answer and how good it still is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource<T> {
    /// The last answer; a failed read does not erase it.
    pub known: Option<T>,
    /// How good it is.
    pub status: ReadStatus,
}

impl<T> Default for Resource<T> {
    /// Never read.
    fn default() -> Self {
        Self { known: None, status: ReadStatus::default() }
    }
}

/// How good an answer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadStatus {
    /// Whether it is being read.
    pub fetch: Fetch,
    /// Why the last read was not answered.
    pub failure: Option<CheckFailure>,
    /// When the last answer came.
    pub checked_at: Option<Millis>,
    /// What is known may be out of date.
    pub stale: bool,
}
