//! Reads a file that a person chose or dropped.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{File, FileReader};

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    TooLarge,
    /// A folder, or nothing that this person may read.
    Unreadable,
}

/// Reads a file of at most `limit` bytes; calls back once.
pub(crate) fn file_bytes(
    file: &File,
    limit: usize,
    then: impl FnOnce(Result<Vec<u8>, Unread>) + 'static,
) {
    let most = u32::try_from(limit).map_or(f64::MAX, f64::from);
    if file.size() > most {
        return then(Err(Unread::TooLarge));
    }
    let Ok(reader) = FileReader::new() else { return then(Err(Unread::Unreadable)) };
    let read = reader.clone();
    let done = Closure::once_into_js(move || {
        // There is no buffer when reading has failed, as it does for a folder.
        let buffer = read.result().ok().and_then(|result| result.dyn_into().ok());
        let bytes = buffer.map(|buffer: js_sys::ArrayBuffer| js_sys::Uint8Array::new(&buffer));
        then(bytes.map(|bytes| bytes.to_vec()).ok_or(Unread::Unreadable));
    });
    reader.set_onloadend(Some(done.unchecked_ref()));
    // It fails only while it reads already.
    let _ = reader.read_as_array_buffer(file);
}
