//! A file that is dropped on the tab. Drops of anything else, and elsewhere, are the host's.

use crate::components::environment_tab::tab::Tab;
use crate::texts::import::refusal;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// Whether there is something to import into, and this person may.
pub(crate) fn can_import(tab: Tab) -> bool {
    tab.can_write(None) && tab.configuration().with(|answer| answer.known.is_some())
}

/// Something is held over the tab.
pub(crate) fn over(tab: Tab, event: &ev::DragEvent, set_over: WriteSignal<bool>) {
    if has_files(event) && untrack(|| can_import(tab)) {
        event.prevent_default();
        set_over.set(true);
    }
}

/// It is held elsewhere now.
pub(crate) fn left(tab: Tab, event: &ev::DragEvent, set_over: WriteSignal<bool>) {
    let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
    let root = tab.root.get_untracked();
    if !root.is_some_and(|root| root.contains(to.as_ref())) {
        set_over.set(false);
    }
}

/// It is let go.
pub(crate) fn dropped(tab: Tab, event: &ev::DragEvent, set_over: WriteSignal<bool>) {
    set_over.set(false);
    if !has_files(event) || !untrack(|| can_import(tab)) {
        return;
    }
    event.prevent_default();
    event.stop_propagation();
    let Some(data) = event.data_transfer() else { return };
    let files = data.files();
    let file = files.as_ref().and_then(|files| files.get(0));
    if files.is_some_and(|files| files.length() > 1) {
        tab.import.refuse(refusal::TWO_FILES);
    } else if has_folder(&data) {
        tab.import.refuse(refusal::FOLDER);
    } else if let Some(file) = file {
        tab.import.open_file(file);
    }
}

fn has_files(event: &ev::DragEvent) -> bool {
    let types = event.data_transfer().map(|data| data.types());
    types.is_some_and(|types| types.includes(&"Files".into(), 0))
}

fn has_folder(data: &web_sys::DataTransfer) -> bool {
    let items = data.items();
    let entry = |index| items.get(index)?.webkit_get_as_entry().ok().flatten();
    (0..items.length()).filter_map(entry).any(|entry| entry.is_directory())
}
