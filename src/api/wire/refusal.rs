//! What an answer that is not a success says.

use crate::api::error::save_failure;
use crate::api::wire::json;
use crate::api::{ApiError, MissingSlot, Written};
use envdock_contract::wire::{ErrorBody, ErrorCode, KeyProblem};
use envdock_core::{SaveFailure, SaveOutcome};

/// Reads an error answer. One that is not ours (a proxy's) is judged by its status.
pub(in crate::api) fn refused(status: u16, body: &str, retry_after_ms: Option<u64>) -> ApiError {
    let body: Option<ErrorBody> = json::read(body).ok();
    let (code, detail, problems, missing) = match body {
        Some(body) => (body.code, body.detail, body.errors, body.missing),
        None => (ErrorCode::Unknown, None, Vec::new(), Vec::new()),
    };
    let missing = missing.into_iter().map(|missing| MissingSlot {
        file: missing.file,
        key: missing.key,
        any_of: missing.any_of,
    });
    let missing = missing.collect();
    let code = if code == ErrorCode::Unknown { code_of(status) } else { code };
    ApiError::Refused { status, code, detail, problems, missing, retry_after_ms }
}

fn code_of(status: u16) -> ErrorCode {
    match status {
        401 => ErrorCode::Unauthenticated,
        403 => ErrorCode::Forbidden,
        404 => ErrorCode::NotFound,
        412 => ErrorCode::PreconditionFailed,
        413 => ErrorCode::BodyTooLarge,
        429 => ErrorCode::RateLimited,
        502..=504 => ErrorCode::StorageUnavailable,
        _ => ErrorCode::Unknown,
    }
}

/// A refusal that names single writes becomes their outcomes; the others were not attempted.
pub(in crate::api) fn per_write(error: ApiError, n_writes: usize) -> Result<Written, ApiError> {
    let ApiError::Refused { status: 400..=499, problems, .. } = &error else { return Err(error) };
    let named: Vec<(usize, &KeyProblem)> = problems
        .iter()
        .filter_map(|problem| Some((write_at(&problem.pointer)?, problem)))
        .filter(|(index, _)| *index < n_writes)
        .collect();
    if named.is_empty() {
        return Err(error);
    }
    let outcomes = (0..n_writes).map(|index| {
        let problem = named.iter().find(|(named, _)| *named == index);
        SaveOutcome::Refused(match problem {
            Some((_, problem)) => save_failure((*problem).clone()),
            None => SaveFailure::NotAttempted,
        })
    });
    Ok(Written { revision: None, outcomes: outcomes.collect() })
}

/// The place of a write in a request: `/operations/3/value`, `/slots/3` and `/answers/3` all name
/// the fourth.
fn write_at(pointer: &str) -> Option<usize> {
    let lists = ["/operations/", "/slots/", "/answers/"];
    let rest = lists.into_iter().find_map(|list| pointer.strip_prefix(list))?;
    rest.split('/').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use envdock_core::CheckFailure;

    const CONFLICTS: &str = r#"{"type":"urn:envdock:problem:invalid_name","title":"t","status":422,
        "code":"invalid_name","errors":[
        {"pointer":"/operations/1/value","code":"value_too_large","detail":"d"}]}"#;

    #[test]
    fn a_problem_at_one_write_leaves_the_others_unattempted() {
        let written = per_write(refused(422, CONFLICTS, None), 3).unwrap();
        assert_eq!(
            written.outcomes,
            [
                SaveOutcome::Refused(SaveFailure::NotAttempted),
                SaveOutcome::Refused(SaveFailure::ValueTooLarge),
                SaveOutcome::Refused(SaveFailure::NotAttempted),
            ]
        );
    }

    #[test]
    fn a_problem_at_no_write_stays_a_refusal() {
        assert!(per_write(refused(422, CONFLICTS, None), 1).is_err());
        assert!(per_write(refused(503, CONFLICTS, None), 3).is_err());
        assert_eq!(per_write(ApiError::Offline, 3), Err(ApiError::Offline));
    }

    #[test]
    fn an_answer_that_is_not_ours_is_judged_by_its_status() {
        for (status, expected) in [
            (401, CheckFailure::SignedOut),
            (403, CheckFailure::Forbidden),
            (404, CheckFailure::NotFound),
            (418, CheckFailure::Protocol),
            (429, CheckFailure::RateLimited { retry_after_ms: Some(3_000) }),
            (500, CheckFailure::Unavailable { retry_after_ms: Some(3_000) }),
            (502, CheckFailure::Unavailable { retry_after_ms: Some(3_000) }),
        ] {
            let error = refused(status, "<html>", Some(3_000));
            assert_eq!(CheckFailure::from(&error), expected, "{status}");
        }
    }

    #[test]
    fn only_a_clear_no_ends_a_save() {
        for (status, expected) in [
            (401, SaveFailure::Unconfirmed(CheckFailure::SignedOut)),
            (429, SaveFailure::Unconfirmed(CheckFailure::RateLimited { retry_after_ms: None })),
            (500, SaveFailure::Unconfirmed(CheckFailure::Unavailable { retry_after_ms: None })),
            (403, SaveFailure::Forbidden),
            (413, SaveFailure::ValueTooLarge),
            (418, SaveFailure::Refused),
        ] {
            assert_eq!(SaveFailure::from(&refused(status, "", None)), expected, "{status}");
        }
        let failure = SaveFailure::from(&ApiError::Unreadable);
        assert_eq!(failure, SaveFailure::Unconfirmed(CheckFailure::Protocol));
    }
}
