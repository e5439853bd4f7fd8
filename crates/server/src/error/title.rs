//! Error codes in a few words, for people.

use envdock_contract::wire::ErrorCode;

/// The kind of problem.
pub(super) fn of(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::InvalidBody => "The body is not what this call takes",
        ErrorCode::InvalidName => "A name breaks its rule",
        ErrorCode::PathNotAllowed => "The path is not one of an env file",
        ErrorCode::SecretInPlainFile => "A secret does not belong in a plain file",
        ErrorCode::Duplicate => "Something stands twice",
        ErrorCode::ValueTooLarge => "The value is too large",
        ErrorCode::ValueNotAllowed => "The value is empty or holds a NUL character",
        ErrorCode::ReaderCannotCarry => "A reader of the file cannot carry the value",
        ErrorCode::TooMany => "More than is allowed",
        ErrorCode::BodyTooLarge => "The body is too large",
        ErrorCode::Unauthenticated => "Not signed in",
        ErrorCode::LaunchUsed => "The launch link does not work any more",
        ErrorCode::Forbidden => "Not allowed",
        ErrorCode::NotFound => "Not found",
        ErrorCode::OriginRefused => "Not an address of this server",
        ErrorCode::Conflict | ErrorCode::PreconditionFailed => "It was changed meanwhile",
        ErrorCode::NotKept => "It is not kept any more",
        ErrorCode::HeaderRequired => "A header is missing",
        ErrorCode::IdempotencyMismatch => "The idempotency key was used for something else",
        ErrorCode::NotAttempted => "Nothing was done",
        ErrorCode::SessionEnded => "The session has ended",
        ErrorCode::RequestSettled => "The request is closed",
        ErrorCode::AnswersIncomplete => "The answers do not fit the request",
        ErrorCode::MissingRequired => "Required values are missing",
        ErrorCode::NameRefused => "A name that only a person may add",
        ErrorCode::NoLocalFolder => "The server does not have the folder",
        ErrorCode::NotInFile => "Not in the file",
        ErrorCode::ValueNotCertain => "The value in the file is not certain",
        ErrorCode::FileUnavailable => "The file cannot be used",
        ErrorCode::RateLimited => "Too many requests",
        ErrorCode::StorageUnavailable => "The store cannot be used now",
        ErrorCode::KeyMismatch => "The master key does not fit",
        ErrorCode::Internal | ErrorCode::Unknown => "Something went wrong",
    }
}
