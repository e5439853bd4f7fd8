//! The state of the dialog: how far it is, and what it keeps.

use crate::components::import_dialog::handle::{AsValue, Offered};
use crate::components::import_dialog::source;
use crate::components::parts::{announce, follow_dialog};
use crate::store::{EnvStore, Import, ImportGuard, LeftImport};
use crate::texts::import as texts;
use envdock_contract::model::{ConfigurationId, FileRef, SecretText};
use leptos::{html, prelude::*};
use std::rc::Rc;

/// How far the dialog is.
#[derive(Clone)]
pub(super) enum Stage {
    /// Nobody looks.
    Closed,
    /// Nothing is read; perhaps because of this.
    Start(Option<&'static str>),
    Reading,
    Preview(Rc<Import>),
}

/// Shared by all views of one dialog.
#[derive(Clone, Copy)]
pub(super) struct Dialog {
    pub(super) element: NodeRef<html::Dialog>,
    pub(super) title: NodeRef<html::H2>,
    pub(super) stage: RwSignal<Stage, LocalStorage>,
    /// What was typed where a text is pasted: it outlives a refusal, and closing.
    pub(super) typed: StoredValue<Option<(SecretText, ImportGuard)>, LocalStorage>,
    pub(super) store: StoredValue<EnvStore>,
    configuration: StoredValue<Option<ConfigurationId>>,
    pub(super) file: StoredValue<Option<FileRef>>,
    pub(super) value: StoredValue<Option<AsValue>, LocalStorage>,
    /// Values are on their way: what is shown stays until it is known what became of them.
    pub(super) is_busy: RwSignal<bool>,
    /// Something else was offered meanwhile.
    pub(super) is_late: RwSignal<bool>,
    /// Nothing that is shown is still to be stored.
    pub(super) is_done: StoredValue<bool>,
    /// Counts what was read: only the last counts.
    last: StoredValue<u32>,
}

impl Dialog {
    /// Closed; with what was left when the last dialog of the configuration went.
    pub(super) fn new(store: EnvStore, configuration: Option<ConfigurationId>) -> Self {
        let left = configuration.as_ref().and_then(|of| store.take_left_import(of));
        let LeftImport { import, file, typed } = left.unwrap_or_default();
        let dialog = Self {
            element: NodeRef::new(),
            title: NodeRef::new(),
            stage: RwSignal::new_local(import.map_or(Stage::Closed, Stage::Preview)),
            typed: StoredValue::new_local(typed.map(|text| (text, store.hold_import()))),
            store: StoredValue::new(store),
            configuration: StoredValue::new(configuration),
            file: StoredValue::new(file),
            value: StoredValue::new_local(None),
            is_busy: RwSignal::new(false),
            is_late: RwSignal::new(false),
            is_done: StoredValue::new(false),
            last: StoredValue::new(0),
        };
        on_cleanup(move || dialog.leave());
        dialog
    }

    /// A page may take the dialog away at any time: what is not stored yet waits for the next one.
    fn leave(self) {
        let import = match self.stage.get_untracked() {
            Stage::Preview(import) if !self.is_done.get_value() => Some(import),
            Stage::Closed | Stage::Start(_) | Stage::Reading | Stage::Preview(_) => None,
        };
        let typed = self.typed.try_update_value(Option::take).flatten();
        let left =
            LeftImport { import, file: self.file.get_value(), typed: typed.map(|(text, _)| text) };
        if let Some(configuration) = self.configuration.get_value() {
            self.store.with_value(|store| store.leave_import(configuration, left));
        }
    }

    /// Opens it with what is offered; without anything, as it was left.
    pub(super) fn open(self, what: Offered, file: Option<FileRef>, value: Option<AsValue>) {
        if let Some(element) = self.element.get_untracked().filter(|element| !element.open()) {
            // It fails only for a dialog that is not in the document: then nobody sees it.
            let _ = element.show_modal();
            follow_dialog(&element);
        }
        if !matches!(what, Offered::Nothing) {
            if self.is_busy.get_untracked() {
                self.is_late.set(true);
                announce(texts::BUSY);
                return;
            }
            self.file.set_value(file);
            self.value.set_value(value);
        }
        match what {
            Offered::Nothing if matches!(self.stage.get_untracked(), Stage::Closed) => {
                self.stage.set(Stage::Start(None));
            }
            Offered::Nothing => {}
            Offered::Refused(why) => self.refuse(why),
            Offered::Text(text) => source::read(text.expose().as_bytes(), self.begin()),
            Offered::File(file) => source::read_file(&file, self.begin()),
        }
    }

    /// Keeps what is typed and not read yet: leaving the page would lose it.
    pub(super) fn keep_typed(self, text: String) {
        let hold = || self.store.with_value(EnvStore::hold_import);
        let kept = (!text.is_empty()).then(|| (SecretText::new(text), hold()));
        self.typed.set_value(kept);
    }

    /// Begins to read; answers with what takes in what was read.
    pub(super) fn begin(self) -> impl FnOnce(source::Read) + 'static {
        self.stage.set(Stage::Reading);
        self.last.update_value(|last| *last += 1);
        let number = self.last.get_value();
        move |read| {
            // The dialog may be gone, or something else be read by now.
            if self.last.try_get_value() != Some(number) {
                return;
            }
            match read {
                Ok(import) => {
                    self.typed.set_value(None);
                    self.stage.set(Stage::Preview(import));
                    request_animation_frame(move || self.focus_title());
                }
                Err(why) => self.refuse(why),
            }
        }
    }

    pub(super) fn refuse(self, why: &'static str) {
        self.stage.set(Stage::Start(Some(why)));
        announce(why);
    }

    /// A preview is kept until it is looked at again; the rest need not be.
    pub(super) fn closed(self) {
        let element = self.element.get_untracked();
        if let Some(element) = &element {
            follow_dialog(element);
        }
        // The event comes late: the dialog may be open again by now.
        let is_open = element.is_some_and(|element| element.open());
        if !is_open && matches!(self.stage.get_untracked(), Stage::Start(_)) {
            self.stage.set(Stage::Closed);
        }
    }

    /// Gives what is shown up.
    pub(super) fn discard(self) {
        self.stage.set(Stage::Start(None));
        self.value.set_value(None);
        self.focus_title();
    }

    /// The browser gives the focus back to what had it before.
    pub(super) fn close(self) {
        if let Some(element) = self.element.get_untracked() {
            element.close();
        }
    }

    pub(super) fn focus_title(self) {
        if let Some(title) = self.title.try_get_untracked().flatten() {
            // Not being there any more is the only way this can fail.
            let _ = title.focus();
        }
    }
}
