//! A field shows the draft of its slot, wherever that was typed.

use crate::components::parts::SecretFieldHandle;
use crate::store::EnvStore;
use envdock_contract::model::SecretText;
use envdock_core::SlotId;
use leptos::prelude::*;

/// Keeps the text of a field that of the draft, also when it was typed, saved or discarded
/// somewhere else; tells `recognize` what it is. Ends with the owner it is called in.
pub(crate) fn follow_draft(
    store: EnvStore,
    slot: SlotId,
    handle: SecretFieldHandle,
    recognize: impl Fn(&SecretText) + 'static,
) {
    let draft = {
        let (store, slot) = (store.clone(), slot.clone());
        Memo::new(move |_| store.entry(&slot).with(|entry| entry.draft))
    };
    Effect::new(move || {
        let draft = draft.get();
        // Waits for the field, and again for each draft.
        if !handle.is_there() {
            return;
        }
        store.with_draft(&slot, |text| match text {
            Some(text) if draft.dirty => {
                if !handle.holds(text.expose()) {
                    handle.put(text.expose());
                }
                recognize(text);
            }
            Some(_) | None => {
                if !handle.holds("") {
                    handle.clear();
                }
                recognize(&SecretText::new(String::new()));
            }
        });
    });
}
