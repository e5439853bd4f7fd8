//! Rows of the tab: the store's side of them.
//!
//! There may be 10,000. An effect takes half a kilobyte and looking at a row a few microseconds, so
//! that a few rows share one; what is open, and what the spec says, is followed for more of them.

use crate::components::environment_tab::focus;
use crate::components::environment_tab::panel::Panel;
use crate::components::environment_tab::row_facts::row_view;
use crate::components::environment_tab::slots::Listed;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::KeyRow;
use leptos::mount::mount_to;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::sync::Arc;

/// Rows that are looked at together when the slot of one of them changes.
const TOGETHER: usize = 24;

/// Some rows; they follow their slots, and nothing else.
#[component]
pub(crate) fn SlotRows(tab: Tab, numbers: Arc<Vec<usize>>) -> impl IntoView {
    // Flags of a slot may change under the same key, as when a proposed one is accepted.
    let content = {
        let numbers = Arc::clone(&numbers);
        Memo::new(move |_| tab.slots.with(|slots| slots.content(&numbers)))
    };
    let opened = {
        let numbers = Arc::clone(&numbers);
        Memo::new(move |_| {
            tab.opened.with(Option::is_some).then(|| {
                tab.slots.with(|slots| {
                    let is_open = |number: &&usize| {
                        slots.get(**number).is_some_and(|of| {
                            tab.opened.with(|opened| opened.as_ref() == Some(of.id))
                        })
                    };
                    numbers.iter().find(is_open).copied()
                })
            })?
        })
    };
    show_panel(tab, opened);
    let starts = (0..numbers.len()).step_by(TOGETHER);
    let rows = Arc::new(Rows { tab, numbers, content, opened });
    starts.map(|start| some(Arc::clone(&rows), start)).collect_view()
}

/// What some rows have in common. They share it: handles of a tab take room.
struct Rows {
    tab: Tab,
    numbers: Arc<Vec<usize>>,
    content: Memo<u64>,
    /// The number of the one that is open, if it is among them.
    opened: Memo<Option<usize>>,
}

/// Those that come next after `start`.
fn some(rows: Arc<Rows>, start: usize) -> impl IntoView {
    move || {
        let Rows { tab, content, opened, .. } = *rows;
        // Reading is what makes a memo look at its sources.
        let (_, opened) = (content.get(), opened.get());
        tab.slots.with_untracked(|slots| {
            let row = |number: &usize| {
                let (number, of) = (*number, slots.get(*number)?);
                let (key, words) = (of.id.key().as_str(), of.slot.description.as_deref());
                let (view, is_open) = (row_view(tab, number, of), opened == Some(number));
                Some(view! { <KeyRow number key view words is_open /> })
            };
            rows.numbers.iter().skip(start).take(TOGETHER).map(row).collect_view()
        })
    }
}

/// Keeps the panel of the open row at its end.
fn show_panel(tab: Tab, opened: Memo<Option<usize>>) {
    Effect::new(move |_| {
        let Some(number) = opened.get() else { return };
        let first = tab.slots.with_untracked(|slots| slots.get(number).map(Listed::cloned));
        let row = focus::find(tab, &["[data-slot=\"", &number.to_string(), "\"]"].concat());
        let (Some(first), Some(row)) = (first, row) else { return };
        // Flags of the slot may change under the same key.
        let listed = Memo::new(move |_| {
            let now = tab.slots.with(|slots| Some(slots.get(number)?.cloned()));
            now.filter(|now| now.id == first.id).unwrap_or_else(|| first.clone())
        });
        let panel = mount_to(row, move || view! { <Panel tab number listed=listed.into() /> });
        // It goes with what it reads, not a moment later.
        let panel = SendWrapper::new(panel);
        on_cleanup(move || drop(panel));
    });
}
