//! Which sentence tells what became of an order.

use crate::components::environment_tab::failure_text;
use crate::store::{SecretDeed, SecretSave, SecretTold, SecretWork};
use crate::texts::organization::{act, told as texts};
use envdock_core::{SaveFailure, SaveVerb};

/// What was done, as a participle.
pub(super) fn done(deed: SecretDeed) -> &'static str {
    match deed {
        SecretDeed::Add => texts::ADDED,
        SecretDeed::Replace => texts::REPLACED,
        SecretDeed::Describe => texts::DESCRIBED,
        SecretDeed::Remove => texts::DELETED,
        SecretDeed::Restore => texts::RESTORED,
        SecretDeed::Purge => texts::PURGED,
    }
}

/// After a conflict: does it all the same.
pub(super) fn anyway(deed: SecretDeed) -> &'static str {
    match deed {
        SecretDeed::Add => act::ADD_ANYWAY,
        SecretDeed::Replace => crate::texts::actions::REPLACE_ANYWAY,
        SecretDeed::Describe => act::DESCRIBE_ANYWAY,
        SecretDeed::Remove | SecretDeed::Purge => act::DELETE_ANYWAY,
        SecretDeed::Restore => act::RESTORE_ANYWAY,
    }
}

/// What became of an order, for being said aloud.
pub(super) fn told(told: &SecretTold) -> String {
    let done = done(told.deed);
    match (&told.key, told.n_failed) {
        (Some(key), 0) => texts::one(key.as_str(), done),
        (Some(key), _) => texts::not_one(key.as_str(), done),
        (None, 0) => texts::several(told.n_done, done),
        (None, n_failed) => texts::mixed(told.n_done, n_failed, done),
    }
}

/// What became of the last order for a row, in a few words; conflicts and what is not known are
/// asked about where the row opens.
pub(super) fn result(key: &str, work: &SecretWork) -> Option<String> {
    let done = done(work.deed?);
    match &work.save {
        SecretSave::Idle => None,
        SecretSave::Running => Some(texts::RUNNING.to_owned()),
        SecretSave::Done => Some(done.to_owned()),
        SecretSave::Failed(SaveFailure::Conflict { .. } | SaveFailure::DescribedMeanwhile(_)) => {
            Some(texts::not_one(key, done))
        }
        SecretSave::Failed(failure) => Some(why(work.deed?, failure)),
    }
}

/// Why a deed was not done.
pub(super) fn why(deed: SecretDeed, failure: &SaveFailure) -> String {
    let verb = match deed {
        SecretDeed::Add | SecretDeed::Replace => SaveVerb::Store,
        SecretDeed::Restore => SaveVerb::Restore,
        SecretDeed::Describe | SecretDeed::Remove | SecretDeed::Purge => SaveVerb::Remove,
    };
    failure_text::of(verb, failure)
}
