//! One key of the tab: the store's side of a row.

use crate::components::environment_tab::panel::Panel;
use crate::components::environment_tab::row_facts::row_view;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::KeyRow;
use leptos::prelude::*;

/// A row that follows its slot, and nothing else.
#[component]
pub(crate) fn SlotRow(tab: Tab, number: usize) -> impl IntoView {
    let of = tab.slots.with_untracked(|slots| slots.get(number).cloned())?;
    let key = of.id.key().as_str().to_owned();
    let is_open = tab.row(&of.id);
    // Flags of the slot may change under the same key, as when a proposed one is accepted.
    let current = {
        let id = of.id.clone();
        Memo::new(move |_| {
            let of = tab.slots.with(|slots| slots.get(number).cloned());
            of.filter(|of| of.id == id)
        })
    };
    let of = move || current.get().unwrap_or_else(|| of.clone());
    let view = {
        let of = of.clone();
        Memo::new(move |_| row_view(tab, number, &of()))
    };
    let words = {
        let of = of.clone();
        Signal::derive(move || of().slot.description)
    };
    let listed = {
        let of = of.clone();
        Signal::derive(of)
    };
    let panel = ViewFn::from(move || view! { <Panel tab number listed /> });
    Some(view! { <KeyRow number key view words is_open panel /> })
}
