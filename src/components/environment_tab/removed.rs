//! What was typed for keys that nobody asks for any more.

use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{Notice, Tone};
use crate::texts::{actions, tab as words};
use envdock_core::SlotId;
use leptos::prelude::*;

/// The spec has changed while somebody typed: the text is kept, and said.
#[component]
pub(crate) fn RemovedBanner(tab: Tab) -> impl IntoView {
    let gone = RwSignal::new(Vec::<SlotId>::new());
    Effect::new(move |before: Option<Vec<SlotId>>| {
        let now: Vec<SlotId> =
            tab.slots.with(|slots| slots.all().map(|of| of.id.clone()).collect());
        let before = before.unwrap_or_default();
        let left = before.into_iter().filter(|slot| !now.contains(slot) && is_typed(tab, slot));
        let left: Vec<SlotId> = left.collect();
        gone.update(|gone| {
            gone.retain(|slot| !now.contains(slot));
            gone.extend(left);
        });
        now
    });
    let typed = Memo::new(move |_| {
        gone.with(|gone| {
            gone.iter().filter(|slot| is_typed(tab, slot)).cloned().collect::<Vec<_>>()
        })
    });
    let title = Signal::derive(move || {
        let keys = |typed: &Vec<SlotId>| {
            typed.iter().map(|slot| slot.key().as_str()).collect::<Vec<_>>().join(", ")
        };
        words::removed(&typed.with(keys))
    });
    let discard = move |_| {
        for slot in typed.get_untracked() {
            tab.store().clear_draft(&slot);
        }
    };
    let text = Signal::stored(words::REMOVED_NEXT.to_owned());
    view! {
        <Show when=move || typed.with(|typed| !typed.is_empty())>
            <Notice tone=Tone::Warn title text>
                <button type="button" class="envdock-button" part="button" on:click=discard>
                    {actions::DISCARD}
                </button>
            </Notice>
        </Show>
    }
}

fn is_typed(tab: Tab, slot: &SlotId) -> bool {
    tab.entry(slot).with(|entry| entry.draft.dirty && entry.draft.length > 0)
}
