//! What views order, apart from saving.

use crate::api::{ApplyOrder, Order};
use crate::store::{EnvStore, WatchGuard, runtime};
use envdock_contract::model::{ConfigurationId, SecretText, SessionId};
use envdock_core::{DraftMark, Event, SlotId, SummaryId, WatchId};
use leptos::prelude::{GetUntracked, Set};

impl EnvStore {
    /// Whether the server, or host, can do this at all. What it cannot is not offered.
    #[must_use]
    pub fn takes(&self, order: Order) -> bool {
        self.0.api.takes(order)
    }

    /// Keeps slots checked while the guard lives. Views of one tick share one request.
    pub fn watch(&self, slots: Vec<SlotId>) -> WatchGuard {
        let watch = self.next_watch();
        self.dispatch(Event::KeysWanted { watch, slots });
        WatchGuard::new(self.clone(), vec![Event::KeysReleased { watch }])
    }

    /// Keeps a configuration, all its slots and its counts checked in its default
    /// [`context`](Self::context) while the guard lives.
    pub fn watch_configuration(&self, id: &ConfigurationId) -> WatchGuard {
        self.watch_summary(&SummaryId::new(Self::context(id), id.clone()))
    }

    /// Keeps the configuration of a summary, all its slots and its counts checked while the guard
    /// lives, also after its spec has changed.
    pub fn watch_summary(&self, id: &SummaryId) -> WatchGuard {
        let watch = self.next_watch();
        self.dispatch(Event::SummariesWanted { watch, summaries: vec![id.clone()] });
        WatchGuard::new(self.clone(), vec![Event::SummariesReleased { watch }])
    }

    /// Keeps the list of all configurations read while the guard lives.
    pub fn watch_listing(&self) -> WatchGuard {
        let watch = self.next_watch();
        self.dispatch(Event::ListingWanted { watch });
        WatchGuard::new(self.clone(), vec![Event::ListingReleased { watch }])
    }

    /// Keeps what is on the disk of a session read while the guard lives.
    pub fn watch_files(&self, session: &SessionId) -> WatchGuard {
        let watch = self.next_watch();
        self.dispatch(Event::FilesWanted { watch, session: session.clone() });
        WatchGuard::new(self.clone(), vec![Event::FilesReleased { watch }])
    }

    /// Keeps what was typed. It stays until it is saved, cleared or the page ends.
    pub fn type_value(&self, slot: &SlotId, text: String) {
        let draft = self.0.drafts.borrow_mut().type_value(slot, text);
        self.note_drafts();
        self.dispatch(Event::DraftChanged { slot: slot.clone(), draft });
    }

    /// Discards what was typed, and with it what was said about a save that was refused.
    pub fn clear_draft(&self, slot: &SlotId) {
        self.0.drafts.borrow_mut().clear(slot);
        self.0.accepting.borrow_mut().remove(slot);
        self.note_drafts();
        self.dispatch(Event::DraftChanged { slot: slot.clone(), draft: DraftMark::default() });
    }

    /// Shows what was typed to `look`, for an editor that is opened again. It must not keep it.
    pub fn with_draft<R>(&self, slot: &SlotId, look: impl FnOnce(Option<&SecretText>) -> R) -> R {
        let text = self.0.drafts.borrow().text(slot);
        look(text.as_deref())
    }

    /// Asks everything watched again.
    pub fn refresh(&self) {
        self.dispatch(Event::RefreshWanted);
    }

    /// Whether a launch link signs people in. Otherwise the page's host does.
    #[must_use]
    pub fn has_launch_links(&self) -> bool {
        self.0.api.has_launch_links()
    }

    /// Asks who is signed in. Pages do so once; a launch link makes it needless.
    pub fn identify(&self) {
        self.dispatch(Event::MeWanted);
    }

    /// Signs in with the code of a launch link. See [`Self::sign_in_state`].
    pub fn sign_in(&self, launch: String) {
        runtime::sign_in(self, launch);
    }

    /// Ends the sign-in. What was typed is kept.
    pub fn sign_out(&self) {
        runtime::sign_out(self);
    }

    /// Writes the values that apply into the env files of a session. See [`Self::apply_state`].
    pub fn apply(&self, session: &SessionId, order: ApplyOrder) {
        runtime::apply(self, session.clone(), order);
    }

    /// Sets the signal of [`Self::has_drafts`] where it changes.
    pub(super) fn note_drafts(&self) {
        let has_drafts = !self.0.drafts.borrow().is_empty()
            || !self.0.imports.is_empty()
            || self.has_spec_drafts()
            || self.0.secrets.has_typed();
        if self.0.signals.has_drafts.get_untracked() != has_drafts {
            self.0.signals.has_drafts.set(has_drafts);
            runtime::warn_before_unload(self, has_drafts);
        }
    }

    pub(super) fn next_watch(&self) -> WatchId {
        WatchId(self.next_number())
    }
}
