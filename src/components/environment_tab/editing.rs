//! What happens while a value is typed and saved.

use crate::components::environment_tab::actions::stored;
use crate::components::environment_tab::failure_text;
use crate::components::environment_tab::follow_draft::follow_draft;
use crate::components::environment_tab::slots::TabSlot;
use crate::components::environment_tab::standing::Standing;
use crate::components::environment_tab::tab::Tab;
use crate::components::environment_tab::{actions, focus};
use crate::components::parts::SecretFieldHandle;
use crate::texts::editor;
use envdock_contract::model::{MAX_VALUE_BYTES, Scope, SecretText, Slot, Stored};
use envdock_core::{Entry, SaveFailure, SaveState, SaveVerb, SignIn, SlotId};
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
    pub(crate) scope: RwSignal<Scope>,
    /// What saving there would do to what is stored.
    pub(crate) standing: Memo<Standing>,
    /// Whether the nearer values that would hide it are removed in the same step.
    pub(crate) removes_nearer: RwSignal<bool>,
    /// Which of the proposed values is typed.
    pub(crate) suggestion: RwSignal<Option<usize>>,
    suggestions: StoredValue<Vec<String>>,
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
            // What is done to what is stored is no save of what is typed here.
            _ if entry.verb != SaveVerb::Store => Self::Idle,
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
    pub(crate) fn new(tab: Tab, number: usize, of: TabSlot) -> Self {
        let TabSlot { id: slot, slot: Slot { suggestions, .. } } = of;
        let entry = tab.entry(&slot);
        let handle = SecretFieldHandle::new(slot.key().as_str());
        let scope =
            entry.with_untracked(|entry| untrack(|| tab.scope(&slot, stored(&entry.presence))));
        let scope = RwSignal::new(scope);
        let known = entry.clone();
        let standing = Memo::new(move |_| {
            let nearer = |left: &Scope, right: &Scope| tab.nearer(left, right);
            let of = |scope: &Scope| {
                known.with(|entry| Standing::of(stored(&entry.presence), scope, nearer))
            };
            scope.with(of)
        });
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
            scope,
            standing,
            removes_nearer: RwSignal::new(false),
            suggestion: RwSignal::new(None),
            suggestions: StoredValue::new(suggestions),
            was_refused: RwSignal::new(false),
        }
    }

    /// Moves the focus into the field, which shows the draft; leaves once it is saved.
    pub(crate) fn begin(self) {
        let recognize = move |text: &SecretText| self.recognize(text);
        follow_draft(self.tab.store(), self.slot.get_value(), self.handle, recognize);
        // One that is drawn anew leaves the focus to whoever has it.
        let is_focused = self.slot.with_value(|slot| self.tab.takes_focus(slot));
        self.handle.on_ready(move || {
            if !is_focused {
                return;
            }
            request_animation_frame(move || {
                // The field may be gone by now.
                if self.slot.try_get_value().is_some() {
                    self.handle.focus();
                }
            });
        });
        Effect::new(move |was: Option<Saving>| {
            let now = self.saving.get();
            if was == Some(Saving::Running) && now == Saving::Done {
                let is_left = focus::is_elsewhere(self.tab, self.number);
                self.tab.open(None);
                if !is_left {
                    focus::next_missing(self.tab, self.number);
                }
            }
            now
        });
    }

    /// What is known to be stored.
    pub(crate) fn stored(self) -> Vec<Stored> {
        let entry = self.slot.with_value(|slot| self.tab.entry(slot));
        entry.with(|entry| stored(&entry.presence).to_vec())
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
        self.recognize(text);
        self.slot.with_value(|slot| {
            self.tab.touch(std::slice::from_ref(slot));
            self.tab.store().type_value(slot, text.expose().to_owned());
        });
    }

    /// Puts a proposed value into the field, or empties it.
    pub(crate) fn suggest(self, text: String) {
        self.handle.put(&text);
        self.take(&SecretText::new(text));
        self.handle.focus();
    }

    fn recognize(self, text: &SecretText) {
        let is_it = |suggestion: &String| suggestion == text.expose();
        self.suggestion.set(self.suggestions.with_value(|all| all.iter().position(is_it)));
    }

    pub(crate) fn save(self) {
        if self.saving.get_untracked() == Saving::Running {
            return;
        }
        if self.obstacle.get_untracked().is_some() {
            // The field's description says why, and is read where the focus is.
            self.was_refused.set(true);
            self.handle.focus();
        } else {
            let nearer = self.standing.get_untracked().hidden_by;
            let removes = self.removes_nearer.get_untracked() && !nearer.is_empty();
            self.slot.with_value(|slot| {
                if removes {
                    let scope = self.scope.get_untracked();
                    actions::save_and_remove(self.tab, slot, scope, nearer);
                } else {
                    actions::save(self.tab, std::slice::from_ref(slot));
                }
            });
        }
    }

    /// Closes the row; what was typed stays.
    pub(crate) fn close(self) {
        self.tab.open(None);
        focus::row(self.tab, self.number);
    }

    /// Closes the row and forgets what was typed.
    pub(crate) fn discard(self) {
        self.slot.with_value(|slot| actions::discard(self.tab, slot));
        self.close();
    }

    pub(crate) fn choose(self, scope: Scope) {
        self.slot.with_value(|slot| self.tab.choose_scope(slot, scope.clone()));
        self.removes_nearer.set(false);
        self.scope.set(scope);
    }
}
