//! Reads a file, unless it is none that a person wrote.

use crate::scanner::outcome::SkipReason;
use std::fs::File;
use std::io::Read;
use std::path::Path;

const HEAD: usize = 8 * 1024;
/// Nobody writes code in lines of this average length.
const MAX_MEAN_LINE: usize = 1_000;

/// The bytes of the file at `path`.
pub(crate) fn read(path: &Path, max_bytes: u64) -> Result<Vec<u8>, SkipReason> {
    let file = File::open(path).map_err(|_cause| SkipReason::Unreadable)?;
    let mut bytes = Vec::new();
    // One byte more than allowed: the file may have grown since it was listed.
    let read = file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes);
    let n_bytes = read.map_err(|_cause| SkipReason::Unreadable)?;
    if u64::try_from(n_bytes).unwrap_or(u64::MAX) > max_bytes {
        return Err(SkipReason::TooLarge);
    }
    let head = bytes.get(..HEAD).unwrap_or(&bytes);
    if memchr::memchr(0, head).is_some() {
        return Err(SkipReason::Binary);
    }
    Ok(bytes)
}

/// Whether the text has lines that nobody wrote.
pub(crate) fn is_minified(text: &[u8]) -> bool {
    let n_lines = memchr::memchr_iter(b'\n', text).count() + 1;
    text.len() > 20_000 && text.len() / n_lines > MAX_MEAN_LINE
}
