//! What became of orders that are not saves: signing in, applying, changing the spec.

use crate::api::{ApiError, Applied};
use envdock_core::CheckFailure;

/// What became of the last sign-in.
pub type SignInState = ActionState<()>;
/// What became of the last apply of a session, with its result.
pub type ApplyState = ActionState<Applied>;
/// What became of the last change of a spec by hand.
pub type SpecState = ActionState<()>;

/// What became of the last order of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ActionState<T> {
    /// None was given.
    #[default]
    Idle,
    /// It is on its way.
    Running,
    /// It is done.
    Done(T),
    /// It failed.
    Failed(ActionFailure),
}

/// Why an order failed, as far as a view can act on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ActionFailure {
    /// The launch link was used already or has ended.
    #[error("the launch link was used or has ended")]
    LaunchUsed,
    /// Somebody else changed it meanwhile.
    #[error("changed meanwhile")]
    Changed,
    /// The request was answered, withdrawn or has expired meanwhile.
    #[error("the request is no longer open")]
    RequestSettled,
    /// The session has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// The server does not have the session's folder, or cannot use it.
    #[error("the folder cannot be used")]
    FolderUnavailable,
    /// No usable answer came, or it may not be done.
    #[error(transparent)]
    Unanswered(CheckFailure),
}

impl From<&ApiError> for ActionFailure {
    fn from(error: &ApiError) -> Self {
        if error.is_launch_used() {
            Self::LaunchUsed
        } else if error.is_changed_meanwhile() {
            Self::Changed
        } else if error.is_request_settled() {
            Self::RequestSettled
        } else if error.is_session_ended() {
            Self::SessionEnded
        } else if error.is_folder_unavailable() {
            Self::FolderUnavailable
        } else {
            Self::Unanswered(error.into())
        }
    }
}
