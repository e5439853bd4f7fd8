//! From what is offered to lines: a few at a time, so that the page stays fluent.

use crate::components::parts::{Unread, file_bytes};
use crate::store::{Import, ImportReader, ImportRefusal, MAX_IMPORT_BYTES};
use crate::texts::import::refusal;
use leptos::prelude::set_timeout;
use std::rc::Rc;
use std::time::Duration;
use web_sys::File;

/// Lines that are read in one go: a few milliseconds of work.
const AT_A_TIME: usize = 100;

/// What was read, or why not.
pub(crate) type Read = Result<Rc<Import>, &'static str>;

/// Reads a file; calls back once.
pub(super) fn read_file(file: &File, then: impl FnOnce(Read) + 'static) {
    file_bytes(file, MAX_IMPORT_BYTES, |bytes| match bytes {
        Ok(bytes) => read(&bytes, then),
        Err(Unread::TooLarge) => then(Err(refusal::TOO_LARGE)),
        Err(Unread::Unreadable) => then(Err(refusal::UNREADABLE)),
    });
}

/// Reads a text; calls back once.
pub(crate) fn read(bytes: &[u8], then: impl FnOnce(Read) + 'static) {
    match ImportReader::new(bytes) {
        Ok(reader) => read_on(reader, then),
        Err(refusal) => then(Err(words(refusal))),
    }
}

fn read_on(mut reader: ImportReader, then: impl FnOnce(Read) + 'static) {
    if reader.read_on(AT_A_TIME) {
        set_timeout(move || read_on(reader, then), Duration::ZERO);
    } else {
        then(reader.finish().map(Rc::new).map_err(words));
    }
}

fn words(refusal: ImportRefusal) -> &'static str {
    match refusal {
        ImportRefusal::TooLarge => refusal::TOO_LARGE,
        ImportRefusal::TooManyLines => refusal::TOO_MANY_LINES,
        ImportRefusal::Utf16 => refusal::UTF_16,
        ImportRefusal::Binary => refusal::BINARY,
        ImportRefusal::Nothing => refusal::NOTHING,
    }
}
