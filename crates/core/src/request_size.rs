//! How large a check request becomes: an estimate that is never too small.

use crate::CheckContext;
use envdock_contract::model::{
    ConfigurationId, FileRef, KeyName, MAX_SLOTS, RepositoryId, SessionId,
};

/// Most keys in one request.
pub(crate) const MAX_KEYS: usize = MAX_SLOTS;
/// Most bytes in one request (4 MiB), less a reserve for what surrounds the parts.
pub(crate) const MAX_REQUEST_BYTES: usize = 4 * 1024 * 1024 - 1024;
/// All field names and punctuation of one part.
const PART_FRAME_BYTES: usize = 192;
/// Quotation marks and comma around one text.
const QUOTES_BYTES: usize = 3;

/// The bytes of a part without its keys.
pub(crate) fn part_bytes(context: &CheckContext, file: &FileRef) -> usize {
    let ids = context
        .repositories
        .iter()
        .map(RepositoryId::as_str)
        .chain(context.session.iter().map(SessionId::as_str))
        .chain(context.configuration.iter().map(ConfigurationId::as_str))
        .chain([context.environment.as_str()]);
    // A path may hold characters that JSON writes as two.
    let paths = 2 * (file.workspace_path.as_str().len() + file.path.as_str().len());
    PART_FRAME_BYTES + paths + ids.map(|id| id.len() + QUOTES_BYTES).sum::<usize>()
}

/// The bytes of one key.
pub(crate) fn key_bytes(key: &KeyName) -> usize {
    key.as_str().len() + QUOTES_BYTES
}
