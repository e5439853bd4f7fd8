//! Why a call got no good answer.

use crate::api::MissingSlot;
use envdock_contract::wire::{ErrorCode, KeyProblem};
use envdock_core::{CheckFailure, SaveFailure};

/// Why a call got no good answer. It never holds a value, a token or a URL.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The server could not be reached.
    #[error("the server cannot be reached")]
    Offline,
    /// No answer came in time.
    #[error("the server did not answer in time")]
    Timeout,
    /// The server said no.
    #[error("refused with status {status}: {code:?}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The closed code.
        code: ErrorCode,
        /// What happened, for people.
        detail: Option<String>,
        /// What is wrong with single keys.
        problems: Vec<KeyProblem>,
        /// The required slots without a value, where they are the reason.
        missing: Vec<MissingSlot>,
        /// How long the server asked to wait.
        retry_after_ms: Option<u64>,
    },
    /// An answer came that does not fit the contract.
    #[error("the answer could not be understood")]
    Unreadable,
}

impl ApiError {
    /// The closed code of a refusal.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Refused { code, .. } => Some(*code),
            Self::Offline | Self::Timeout | Self::Unreadable => None,
        }
    }

    /// Whether the launch link no longer works.
    #[must_use]
    pub fn is_launch_used(&self) -> bool {
        self.code() == Some(ErrorCode::LaunchUsed)
    }

    /// Whether somebody else changed the thing meanwhile.
    #[must_use]
    pub fn is_changed_meanwhile(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::PreconditionFailed | ErrorCode::Conflict))
    }

    /// Whether the request was settled before.
    #[must_use]
    pub fn is_request_settled(&self) -> bool {
        self.code() == Some(ErrorCode::RequestSettled)
    }

    /// The required slots without a value, where they are the reason.
    #[must_use]
    pub fn missing(&self) -> &[MissingSlot] {
        match self {
            Self::Refused { missing, .. } => missing,
            Self::Offline | Self::Timeout | Self::Unreadable => &[],
        }
    }

    /// Whether the session has ended.
    #[must_use]
    pub fn is_session_ended(&self) -> bool {
        self.code() == Some(ErrorCode::SessionEnded)
    }

    /// Whether the server has no folder of the session.
    #[must_use]
    pub fn is_without_folder(&self) -> bool {
        self.code() == Some(ErrorCode::NoLocalFolder)
    }

    /// Whether the session's folder cannot be used.
    #[must_use]
    pub fn is_folder_unavailable(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::NoLocalFolder | ErrorCode::FileUnavailable))
    }
}

/// What a refusal means to whoever only wanted to read.
#[must_use]
pub(crate) fn check_failure(code: ErrorCode, retry_after_ms: Option<u64>) -> CheckFailure {
    match code {
        ErrorCode::Unauthenticated | ErrorCode::LaunchUsed => CheckFailure::SignedOut,
        ErrorCode::Forbidden | ErrorCode::OriginRefused => CheckFailure::Forbidden,
        ErrorCode::NotFound | ErrorCode::SessionEnded | ErrorCode::NoLocalFolder => {
            CheckFailure::NotFound
        }
        ErrorCode::RateLimited => CheckFailure::RateLimited { retry_after_ms },
        ErrorCode::StorageUnavailable
        | ErrorCode::FileUnavailable
        | ErrorCode::KeyMismatch
        | ErrorCode::Internal => CheckFailure::Unavailable { retry_after_ms },
        ErrorCode::InvalidBody
        | ErrorCode::InvalidName
        | ErrorCode::PathNotAllowed
        | ErrorCode::SecretInPlainFile
        | ErrorCode::Duplicate
        | ErrorCode::ValueTooLarge
        | ErrorCode::ValueNotAllowed
        | ErrorCode::ReaderCannotCarry
        | ErrorCode::TooMany
        | ErrorCode::BodyTooLarge
        | ErrorCode::Conflict
        | ErrorCode::PreconditionFailed
        | ErrorCode::HeaderRequired
        | ErrorCode::IdempotencyMismatch
        | ErrorCode::NotAttempted
        | ErrorCode::NotKept
        | ErrorCode::NotInFile
        | ErrorCode::ValueNotCertain
        | ErrorCode::RequestSettled
        | ErrorCode::AnswersIncomplete
        | ErrorCode::MissingRequired
        | ErrorCode::NameRefused
        | ErrorCode::Unknown => CheckFailure::Protocol,
    }
}

/// What a refusal of one write means.
#[must_use]
pub(crate) fn save_failure(problem: KeyProblem) -> SaveFailure {
    if problem.code == ErrorCode::Conflict {
        if let Some(described) = problem.described {
            return SaveFailure::DescribedMeanwhile(described);
        }
        let current = problem.current.map(Box::new);
        return SaveFailure::Conflict { current, removed: problem.removed };
    }
    if problem.code == ErrorCode::ReaderCannotCarry {
        return SaveFailure::ReaderCannotCarry { file: problem.file, reader: problem.reader };
    }
    refused_save(problem.code)
}

fn refused_save(code: ErrorCode) -> SaveFailure {
    match code {
        ErrorCode::Forbidden | ErrorCode::OriginRefused => SaveFailure::Forbidden,
        ErrorCode::NotFound => SaveFailure::NotFound,
        ErrorCode::ValueTooLarge | ErrorCode::BodyTooLarge => SaveFailure::ValueTooLarge,
        ErrorCode::ValueNotAllowed => SaveFailure::ValueNotAllowed,
        ErrorCode::ReaderCannotCarry => SaveFailure::ReaderCannotCarry { file: None, reader: None },
        ErrorCode::Conflict => SaveFailure::Conflict { current: None, removed: None },
        ErrorCode::NotKept => SaveFailure::NotKept,
        ErrorCode::NotAttempted => SaveFailure::NotAttempted,
        ErrorCode::SessionEnded => SaveFailure::SessionEnded,
        ErrorCode::RequestSettled => SaveFailure::RequestSettled,
        ErrorCode::NotInFile => SaveFailure::NotInFile,
        ErrorCode::ValueNotCertain => SaveFailure::ValueNotCertain,
        ErrorCode::FileUnavailable | ErrorCode::NoLocalFolder => SaveFailure::FileUnavailable,
        ErrorCode::InvalidBody
        | ErrorCode::InvalidName
        | ErrorCode::PathNotAllowed
        | ErrorCode::SecretInPlainFile
        | ErrorCode::Duplicate
        | ErrorCode::TooMany
        | ErrorCode::Unauthenticated
        | ErrorCode::LaunchUsed
        | ErrorCode::PreconditionFailed
        | ErrorCode::HeaderRequired
        | ErrorCode::IdempotencyMismatch
        | ErrorCode::RateLimited
        | ErrorCode::StorageUnavailable
        | ErrorCode::KeyMismatch
        | ErrorCode::AnswersIncomplete
        | ErrorCode::MissingRequired
        | ErrorCode::NameRefused
        | ErrorCode::Internal
        | ErrorCode::Unknown => SaveFailure::Refused,
    }
}

impl From<&ApiError> for CheckFailure {
    fn from(error: &ApiError) -> Self {
        match error {
            ApiError::Offline => Self::Offline,
            ApiError::Timeout => Self::Timeout,
            ApiError::Unreadable => Self::Protocol,
            ApiError::Refused {
                code: ErrorCode::Unknown, status: 500.., retry_after_ms, ..
            } => Self::Unavailable { retry_after_ms: *retry_after_ms },
            ApiError::Refused { code, retry_after_ms, .. } => check_failure(*code, *retry_after_ms),
        }
    }
}

impl From<&ApiError> for SaveFailure {
    /// Only a clear no is one: everything else leaves open whether the value is stored.
    fn from(error: &ApiError) -> Self {
        let failure = CheckFailure::from(error);
        match error {
            ApiError::Offline | ApiError::Timeout | ApiError::Unreadable => {
                Self::Unconfirmed(failure)
            }
            ApiError::Refused { code, status, .. } => match failure {
                CheckFailure::SignedOut | CheckFailure::RateLimited { .. } => {
                    Self::Unconfirmed(failure)
                }
                CheckFailure::Unavailable { .. } if *status >= 500 => Self::Unconfirmed(failure),
                CheckFailure::Unavailable { .. }
                | CheckFailure::Offline
                | CheckFailure::Timeout
                | CheckFailure::Forbidden
                | CheckFailure::NotFound
                | CheckFailure::Protocol => refused_save(*code),
            },
        }
    }
}
