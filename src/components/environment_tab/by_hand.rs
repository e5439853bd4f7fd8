//! What a person does to the list of keys, as far as the views of one tab share it.

use crate::components::environment_tab::changed_meanwhile::Meanwhile;
use crate::components::environment_tab::put_back::Unlisted;
use envdock_core::SlotId;
use leptos::prelude::*;

/// Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct ByHand {
    /// The row in which is said what is needed.
    pub(crate) described: RwSignal<Option<SlotId>>,
    /// Whether the form for a new key is open.
    pub(crate) is_adding: RwSignal<bool>,
    /// What is said once the key that was sent last is listed.
    pub(crate) adding: StoredValue<String>,
    /// What is said once the change that was sent last is made.
    pub(crate) changing: StoredValue<String>,
    /// What others have changed about the key whose row is open.
    pub(crate) meanwhile: RwSignal<Option<Meanwhile>>,
    /// The key that was taken out of the spec last.
    pub(crate) unlisted: RwSignal<Option<Unlisted>>,
}

impl ByHand {
    pub(crate) fn new(is_adding: bool) -> Self {
        Self {
            described: RwSignal::default(),
            is_adding: RwSignal::new(is_adding),
            adding: StoredValue::default(),
            changing: StoredValue::default(),
            meanwhile: RwSignal::default(),
            unlisted: RwSignal::default(),
        }
    }
}
