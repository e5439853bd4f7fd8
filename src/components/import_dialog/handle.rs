//! How a dotenv text gets to the dialog.

use crate::components::parts::EnvPaste;
use crate::store::looks_like_env;
use envdock_contract::model::{FileRef, SecretText};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::fmt;
use web_sys::File;

/// Opens an import dialog and gives it what is to be imported. Cheap to copy.
///
/// Only an offer is bound to the browser's one thread: a server makes handles, and drops them on
/// any of its threads.
#[derive(Clone, Copy)]
pub struct ImportHandle(RwSignal<Option<SendWrapper<Offer>>>);

/// What somebody wants to import.
pub(super) struct Offer {
    pub(super) what: Offered,
    /// The env file that it is most likely for.
    pub(super) file: Option<FileRef>,
    /// What else it may have been meant for.
    pub(super) value: Option<AsValue>,
}

pub(super) enum Offered {
    /// Nothing yet: it is chosen in the dialog.
    Nothing,
    Text(SecretText),
    File(File),
    /// What was dropped is no one file.
    Refused(&'static str),
}

/// The text as the value of one key after all.
pub(super) struct AsValue {
    pub(super) key: String,
    pub(super) keep: Box<dyn FnOnce()>,
}

impl ImportHandle {
    /// A handle for one dialog, before it is mounted.
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Opens the dialog; what is to be imported is chosen there.
    pub fn open(self) {
        self.offer(Offered::Nothing, None, None);
    }

    /// Shows what is in a text.
    pub fn open_text(self, text: SecretText) {
        self.offer(Offered::Text(text), None, None);
    }

    /// Shows what is in a file.
    pub fn open_file(self, file: File) {
        self.offer(Offered::File(file), None, None);
    }

    /// Says why what was dropped is not read.
    pub(crate) fn refuse(self, why: &'static str) {
        self.offer(Offered::Refused(why), None, None);
    }

    /// Takes a text that was pasted into the field of `key` in `file`.
    pub(crate) fn open_paste(self, paste: EnvPaste, key: String, file: FileRef) {
        let EnvPaste { text, keep } = paste;
        self.offer(Offered::Text(text), Some(file), Some(AsValue { key, keep }));
    }

    /// Shows a text that was pasted where no value belongs, if it is a dotenv text; tells if so.
    pub(crate) fn open_if_env(self, text: String) -> bool {
        let is_env = looks_like_env(&text);
        if is_env {
            self.open_text(SecretText::new(text));
        }
        is_env
    }

    fn offer(self, what: Offered, file: Option<FileRef>, value: Option<AsValue>) {
        self.0.set(Some(SendWrapper::new(Offer { what, file, value })));
    }

    /// Waits for what is offered, in an effect.
    pub(super) fn take(self) -> Option<Offer> {
        self.0.track();
        self.0.try_maybe_update(|offer| (false, offer.take())).flatten().map(SendWrapper::take)
    }
}

impl Default for ImportHandle {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ImportHandle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ImportHandle")
    }
}
