//! What happens while a value is typed and saved.

use crate::components::environment_tab::tab::Tab;
use crate::components::environment_tab::{actions, failure_text, focus};
use crate::components::parts::SecretFieldHandle;
use crate::texts::editor;
use envdock_contract::model::{MAX_VALUE_BYTES, ScopeKind, SecretText};
use envdock_core::{Entry, SaveFailure, SaveState, SignIn, SlotId};
use leptos::prelude::*;

/// The editing of one value.
#[derive(Clone, Copy)]
pub(crate) struct Editing {
    tab: Tab,
    number: usize,
    slot: StoredValue<SlotId>,
    /// The field.
    pub(crate) handle: SecretFieldHandle,
    /// How far the save is.
    pub(crate) saving: Memo<Saving>,
    /// Why there is nothing to save.
    pub(crate) obstacle: Memo<Option<&'static str>>,
    /// Where the value will apply.
    pub(crate) scope: RwSignal<ScopeKind>,
    was_refused: RwSignal<bool>,
}

/// What the field has to know of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Saving {
    Idle,
    Running,
    Done,
    Failed(String),
}

impl Saving {
    fn of(entry: &Entry) -> Self {
        match &entry.save {
            SaveState::Saving => Self::Running,
            SaveState::Saved { .. } => Self::Done,
            // These two are asked about above the field.
            SaveState::Idle
            | SaveState::Failed(SaveFailure::Conflict { .. } | SaveFailure::Unconfirmed(_)) => {
                Self::Idle
            }
            SaveState::Failed(failure) => Self::Failed(failure_text::save(failure)),
        }
    }
}

impl Editing {
    pub(crate) fn new(tab: Tab, number: usize, slot: SlotId) -> Self {
        let entry = tab.entry(&slot);
        let handle = SecretFieldHandle::new();
        let scope = entry.with_untracked(|entry| tab.scope_kind(&slot, entry.presence.winner()));
        let connection = tab.store().connection();
        let obstacle = Memo::new(move |_| {
            if connection.with(|connection| connection.sign_in == SignIn::SignedOut) {
                Some(editor::SIGNED_OUT)
            } else if handle.length() > MAX_VALUE_BYTES {
                Some(editor::TOO_LARGE)
            } else {
                (handle.length() == 0).then_some(editor::NOTHING_TYPED)
            }
        });
        Self {
            tab,
            number,
            slot: StoredValue::new(slot),
            handle,
            saving: Memo::new(move |_| entry.with(Saving::of)),
            obstacle,
            scope: RwSignal::new(scope),
            was_refused: RwSignal::new(false),
        }
    }

    /// Puts a draft back into the field and moves the focus there; leaves once it is saved.
    pub(crate) fn begin(self) {
        self.handle.on_ready(move || {
            request_animation_frame(move || {
                // The field may be gone by now.
                let Some(slot) = self.slot.try_get_value() else { return };
                self.tab.store().with_draft(&slot, |draft| {
                    if let Some(draft) = draft {
                        self.handle.put(draft.expose());
                    }
                });
                self.handle.focus();
            });
        });
        Effect::new(move |was: Option<Saving>| {
            let now = self.saving.get();
            if was == Some(Saving::Running) && now == Saving::Done {
                self.handle.clear();
                self.tab.open(None);
                focus::next_missing(self.tab, self.number);
            }
            now
        });
    }

    /// Why the text is not saved, for the field.
    pub(crate) fn problem(self) -> Option<String> {
        match self.saving.get() {
            Saving::Failed(text) => Some(text),
            Saving::Idle | Saving::Running | Saving::Done => {
                self.obstacle.get().filter(|_| self.was_refused.get()).map(str::to_owned)
            }
        }
    }

    pub(crate) fn take(self, text: &SecretText) {
        self.was_refused.set(false);
        self.slot.with_value(|slot| {
            self.tab.touch(std::slice::from_ref(slot));
            self.tab.store().type_value(slot, text.expose().to_owned());
        });
    }

    pub(crate) fn save(self) {
        if self.saving.get_untracked() == Saving::Running {
            return;
        }
        if self.obstacle.get_untracked().is_some() {
            self.was_refused.set(true);
        } else {
            self.slot.with_value(|slot| actions::save(self.tab, std::slice::from_ref(slot)));
        }
    }

    /// Closes the row; what was typed stays.
    pub(crate) fn close(self) {
        self.tab.open(None);
        focus::row(self.tab, self.number);
    }

    /// Closes the row and forgets what was typed.
    pub(crate) fn discard(self) {
        self.handle.clear();
        self.slot.with_value(|slot| self.tab.store().clear_draft(slot));
        self.close();
    }

    pub(crate) fn choose(self, kind: ScopeKind) {
        self.scope.set(kind);
        self.slot.with_value(|slot| self.tab.choose_scope(slot, kind));
    }
}
