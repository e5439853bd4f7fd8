//! Why the store could not do something.

use envdock_contract::model::Version;
use std::error::Error;

/// Why the store could not do something.
#[derive(Debug, thiserror::Error)]
pub enum RepositoryError {
    /// There is no such thing.
    #[error("there is no such thing in the store")]
    NotFound,
    /// It was changed meanwhile.
    #[error("the stored version is another one")]
    Conflict {
        /// The version that is stored now.
        current: Version,
    },
    /// A folder's env files hold one environment at a time.
    #[error(
        "a live session uses this folder in another environment: end it first, both would write \
         the same env files"
    )]
    OtherEnvironment,
    /// It cannot be used now: locked, read-only, no space left.
    #[error("the store cannot be used now")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// It does not do what it should.
    #[error("the store failed")]
    Backend(#[source] Box<dyn Error + Send + Sync>),
}

impl RepositoryError {
    /// Something in the store is not what was once written there.
    pub fn unreadable(error: impl Error + Send + Sync + 'static) -> Self {
        Self::Backend(Box::new(error))
    }
}
