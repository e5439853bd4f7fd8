//! Showing a masked text for a moment.

use leptos::prelude::*;
use std::time::Duration;

/// How long a text stays readable without typing.
const REVEALED: Duration = Duration::from_secs(10);

/// Whether the text is readable. It hides by itself, and when the field is left.
#[derive(Clone, Copy)]
pub(super) struct Reveal {
    is_secret: bool,
    is_revealed: RwSignal<bool>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Reveal {
    /// A text that is not secret is always readable.
    pub(super) fn new(is_secret: bool) -> Self {
        let reveal = Self {
            is_secret,
            is_revealed: RwSignal::new(!is_secret),
            timer: StoredValue::new(None),
        };
        on_cleanup(move || reveal.stop());
        reveal
    }

    pub(super) fn get(self) -> bool {
        self.is_revealed.get()
    }

    pub(super) fn toggle(self) {
        self.is_revealed.update(|is_revealed| *is_revealed = !*is_revealed);
        self.wait();
    }

    /// Counts the time anew: somebody types.
    pub(super) fn wait(self) {
        self.stop();
        if self.is_secret && self.is_revealed.get_untracked() {
            let hide = move || self.is_revealed.set(false);
            self.timer.set_value(set_timeout_with_handle(hide, REVEALED).ok());
        }
    }

    pub(super) fn hide(self) {
        self.stop();
        self.is_revealed.set(!self.is_secret);
    }

    fn stop(self) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
    }
}
