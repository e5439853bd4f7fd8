//! Which sentence tells a failure.

use crate::store::ActionFailure;
use crate::texts;
use crate::texts::failures::{self, change, reader};
use envdock_contract::model::{Reader, UnknownReason};
use envdock_core::{CheckFailure, SaveFailure, SaveVerb};

/// Why something could not be read.
pub(crate) fn check(failure: CheckFailure) -> &'static str {
    match failure {
        CheckFailure::Offline => failures::OFFLINE,
        CheckFailure::Timeout => failures::TIMEOUT,
        CheckFailure::Unavailable { .. } => failures::UNAVAILABLE,
        CheckFailure::RateLimited { .. } => failures::RATE_LIMITED,
        CheckFailure::SignedOut => failures::SIGNED_OUT,
        CheckFailure::Forbidden => failures::FORBIDDEN,
        CheckFailure::NotFound => failures::NOT_FOUND,
        CheckFailure::Protocol => failures::PROTOCOL,
    }
}

/// Why a presence is not known.
pub(crate) fn unknown(reason: UnknownReason) -> &'static str {
    match reason {
        UnknownReason::Forbidden => failures::FORBIDDEN,
        UnknownReason::NotFound => failures::NOT_FOUND,
        UnknownReason::Protocol => failures::PROTOCOL,
        UnknownReason::NotChecked | UnknownReason::Unavailable | UnknownReason::Other => {
            failures::UNAVAILABLE
        }
    }
}

/// Why an order was not carried out.
pub(crate) fn action(failure: ActionFailure) -> &'static str {
    match failure {
        ActionFailure::LaunchUsed => failures::LAUNCH_USED,
        ActionFailure::Changed => failures::CHANGED,
        ActionFailure::RequestSettled => failures::save::REQUEST_SETTLED,
        ActionFailure::SessionEnded => failures::save::SESSION_ENDED,
        ActionFailure::FolderUnavailable => failures::FOLDER_UNAVAILABLE,
        ActionFailure::Unanswered(failure) => check(failure),
    }
}

/// Why a key was not added.
pub(crate) fn not_added(failure: ActionFailure) -> String {
    let unsure = texts::spec::ADDING_UNCONFIRMED;
    if is_open(failure) { unsure.to_owned() } else { texts::spec::not_added(spec(failure)) }
}

/// Why what was said about a key was not saved.
pub(crate) fn not_saved(failure: ActionFailure) -> String {
    let unsure = texts::spec::SAVING_UNCONFIRMED;
    if is_open(failure) { unsure.to_owned() } else { texts::spec::not_saved(spec(failure)) }
}

/// Why a key was not accepted although its value is stored, and what to do.
pub(crate) fn not_accepted(failure: ActionFailure) -> &'static str {
    if failure == ActionFailure::Changed {
        texts::spec::ACCEPT_AGAIN
    } else if is_open(failure) {
        texts::spec::ACCEPT_UNCONFIRMED
    } else {
        spec(failure)
    }
}

/// Why a spec was not changed.
fn spec(failure: ActionFailure) -> &'static str {
    let is_forbidden = failure == ActionFailure::Unanswered(CheckFailure::Forbidden);
    if is_forbidden { texts::spec::FORBIDDEN } else { action(failure) }
}

/// Whether it may have been done nevertheless.
fn is_open(failure: ActionFailure) -> bool {
    matches!(failure, ActionFailure::Unanswered(failure) if failure.is_transient())
}

/// Why a save, a deletion, a move or an undo was not done.
pub(crate) fn of(verb: SaveVerb, failure: &SaveFailure) -> String {
    let text = match (verb, failure) {
        (SaveVerb::Store, _) => return save(failure),
        (_, SaveFailure::Unconfirmed(_)) => change::UNCONFIRMED,
        (_, SaveFailure::Conflict { .. }) => failures::CHANGED,
        (_, SaveFailure::Forbidden) => change::FORBIDDEN,
        (_, SaveFailure::NotFound) => change::NOT_FOUND,
        (_, SaveFailure::NotKept) => change::NOT_KEPT,
        (_, SaveFailure::SessionEnded) => failures::save::SESSION_ENDED,
        (_, SaveFailure::NotAttempted) => failures::save::NOT_ATTEMPTED,
        _ => change::REFUSED,
    };
    text.to_owned()
}

/// Why a value was not saved.
pub(crate) fn save(failure: &SaveFailure) -> String {
    let text = match failure {
        SaveFailure::ReaderCannotCarry { file, reader } => {
            let file = file.as_ref().map(ToString::to_string).unwrap_or_default();
            return failures::save::reader(
                &file,
                reader.map_or(failures::save::SOME_READER, reader_name),
            );
        }
        SaveFailure::Unconfirmed(_) => failures::save::UNCONFIRMED,
        SaveFailure::Conflict { .. } | SaveFailure::DescribedMeanwhile(_) => failures::CHANGED,
        SaveFailure::Forbidden => failures::save::FORBIDDEN,
        SaveFailure::NotFound => failures::save::NOT_FOUND,
        SaveFailure::ValueTooLarge => failures::save::VALUE_TOO_LARGE,
        SaveFailure::ValueNotAllowed => failures::save::VALUE_NOT_ALLOWED,
        SaveFailure::NotKept => failures::save::NOT_KEPT,
        SaveFailure::NotAttempted => failures::save::NOT_ATTEMPTED,
        SaveFailure::RequestSettled => failures::save::REQUEST_SETTLED,
        SaveFailure::SessionEnded => failures::save::SESSION_ENDED,
        SaveFailure::NotInFile => failures::save::NOT_IN_FILE,
        SaveFailure::ValueNotCertain => failures::save::VALUE_NOT_CERTAIN,
        SaveFailure::FileUnavailable => failures::save::FILE_UNAVAILABLE,
        SaveFailure::Refused => failures::save::REFUSED,
    };
    text.to_owned()
}

/// What people call a reader.
pub(crate) fn reader_name(reader: Reader) -> &'static str {
    match reader {
        Reader::NodeDotenv => reader::NODE,
        Reader::PythonDotenv => reader::PYTHON,
        Reader::Dotenvy => reader::RUST,
        Reader::Shell => reader::SHELL,
    }
}
