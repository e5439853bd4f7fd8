//! Files that only their owner may read.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// What others may do.
const OTHERS: u32 = 0o077;

/// Takes away what others may do with a file that exists, and says so: whoever could read it may
/// have done so.
pub(crate) fn keep_private(path: &Path) {
    let Ok(metadata) = fs::metadata(path) else { return };
    let mode = metadata.permissions().mode();
    if mode & OTHERS == 0 {
        return;
    }
    let file = path.display();
    match fs::set_permissions(path, Permissions::from_mode(mode & !OTHERS & 0o777)) {
        Ok(()) => tracing::warn!(%file, "other users could read this file; now they cannot"),
        Err(error) => {
            tracing::warn!(%file, %error, "other users can read this file: make it 0600");
        }
    }
}
