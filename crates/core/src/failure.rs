//! What can go wrong, as far as a view can act on it.

use envdock_contract::model::{Described, FileRef, Reader, Removal, Stored};

/// Why something could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum CheckFailure {
    /// The server could not be reached.
    #[error("the server cannot be reached")]
    Offline,
    /// No answer came in time.
    #[error("the server did not answer in time")]
    Timeout,
    /// The server or its store cannot answer now.
    #[error("the server cannot answer now")]
    Unavailable {
        /// When to ask again, if the server said so.
        retry_after_ms: Option<u64>,
    },
    /// Too many requests.
    #[error("too many requests")]
    RateLimited {
        /// When to ask again, if the server said so.
        retry_after_ms: Option<u64>,
    },
    /// The sign-in has ended.
    #[error("signed out")]
    SignedOut,
    /// This person may not ask.
    #[error("not allowed")]
    Forbidden,
    /// It does not exist (any more).
    #[error("not found")]
    NotFound,
    /// The answer did not fit the contract.
    #[error("the answer could not be understood")]
    Protocol,
}

impl CheckFailure {
    /// Whether asking again can help without anybody doing anything.
    #[must_use]
    pub fn is_transient(self) -> bool {
        match self {
            Self::Offline
            | Self::Timeout
            | Self::Unavailable { .. }
            | Self::RateLimited { .. }
            | Self::Protocol => true,
            Self::SignedOut | Self::Forbidden | Self::NotFound => false,
        }
    }

    /// Whether it is an answer: nothing more will be known until somebody does something.
    pub(crate) fn is_final(self) -> bool {
        matches!(self, Self::Forbidden | Self::NotFound)
    }

    /// How long the server asked to wait.
    #[must_use]
    pub fn retry_after_ms(self) -> Option<u64> {
        match self {
            Self::Unavailable { retry_after_ms } | Self::RateLimited { retry_after_ms } => {
                retry_after_ms
            }
            Self::Offline
            | Self::Timeout
            | Self::SignedOut
            | Self::Forbidden
            | Self::NotFound
            | Self::Protocol => None,
        }
    }
}

/// Why a value was not stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveFailure {
    /// No usable answer came: it may or may not be stored. Sending it again is safe, because it
    /// goes out under the same idempotency key.
    #[error("it is not known whether the value was stored: {0}")]
    Unconfirmed(CheckFailure),
    /// Somebody else wrote there meanwhile.
    #[error("the stored value was changed meanwhile")]
    Conflict {
        /// What is stored there now; nothing, when it was removed.
        current: Option<Box<Stored>>,
        /// Who removed it and when, if that is known.
        removed: Option<Box<Removal>>,
    },
    /// Somebody else has said something else about it meanwhile.
    #[error("it was described by somebody else meanwhile")]
    DescribedMeanwhile(Box<Described>),
    /// Not allowed for this person, scope or environment.
    #[error("not allowed")]
    Forbidden,
    /// The scope does not exist (any more).
    #[error("not found")]
    NotFound,
    /// The value is larger than 256 KiB.
    #[error("the value is too large")]
    ValueTooLarge,
    /// The value is empty or holds a NUL character.
    #[error("the value is empty or holds a NUL character")]
    ValueNotAllowed,
    /// No quoting carries the value to one of the file's readers.
    #[error("a reader of the file cannot carry the value")]
    ReaderCannotCarry {
        /// The file.
        file: Option<FileRef>,
        /// The reader, if it was named.
        reader: Option<Reader>,
    },
    /// The earlier value is no longer kept: its time is over, or it was destroyed.
    #[error("the earlier value is no longer kept")]
    NotKept,
    /// Another operation of the same save failed, so that this one was not tried.
    #[error("another value of the same save was refused")]
    NotAttempted,
    /// The session has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// The request was answered, withdrawn or has expired meanwhile.
    #[error("the request is no longer open")]
    RequestSettled,
    /// Nothing to adopt: the key is not in the file on disk.
    #[error("the key is not in the file")]
    NotInFile,
    /// The line's value cannot be known without a shell, or the file's readers disagree.
    #[error("the value in the file is not certain")]
    ValueNotCertain,
    /// The file on disk, or the folder, cannot be read.
    #[error("the file cannot be read")]
    FileUnavailable,
    /// The server refused for a reason that nobody at this screen can change.
    #[error("the server refused the value")]
    Refused,
}

impl SaveFailure {
    /// Whether the same save can be sent again as it is.
    #[must_use]
    pub fn is_unconfirmed(&self) -> bool {
        matches!(self, Self::Unconfirmed(_))
    }
}
