//! One stored key, and what opens below it.

use crate::components::organization_secrets::page::{Page, Task};
use crate::components::organization_secrets::panel::Panel;
use crate::components::organization_secrets::row_facts::facts;
use crate::components::organization_secrets::scope_words::scope_words;
use crate::store::{SecretRow, SecretSave};
use crate::texts::organization as texts;
use leptos::{html, prelude::*};

/// The key, where it applies, what uses it, and who changed it last.
#[component]
pub(super) fn Row(page: Page, row: SecretRow) -> impl IntoView {
    let address = row.address().clone();
    let (item, work) = (row.item(), row.work());
    let key = address.key.as_str().to_owned();
    let task = RwSignal::new(None::<Task>);
    let is_open = Memo::new(move |_| task.with(Option::is_some));
    let toggle: NodeRef<html::Button> = NodeRef::new();
    let is_chosen = RwSignal::new(false);
    page.put_box(&address, is_chosen);
    let place = {
        let address = address.clone();
        move || {
            let scope = scope_words(page, &address.scope);
            [address.environment.as_str(), &scope].join(" · ")
        }
    };
    let spoken = {
        let address = address.clone();
        Signal::derive(move || {
            let scope = scope_words(page, &address.scope);
            texts::spoken(address.key.as_str(), address.environment.as_str(), &scope)
        })
    };
    let (described, standing) = (item.clone(), item.clone());
    let description = move || {
        let text = described.with(|item| item.description.clone());
        text.map(|text| view! { <p class="envdock-secret__words"><bdi>{text}</bdi></p> })
    };
    let state = {
        let work = work.clone();
        move || {
            let is_failed = work.with(|work| matches!(work.save, SecretSave::Failed(_)));
            let is_removed = standing.with(|item| item.removed.is_some());
            if is_failed {
                "failed"
            } else if is_removed {
                "removed"
            } else {
                "present"
            }
        }
    };
    let facts = move || {
        let (item, work) = (item.get(), work.get());
        facts(page, &item, &work).join(" · ")
    };
    let press = move |_| {
        if task.get_untracked().is_some() {
            task.set(None);
        } else {
            page.open(task, Task::Look);
        }
    };
    let can_choose = Memo::new(move |_| !page.is_reader());
    let chosen = address.clone();
    view! {
        <li class="envdock-secret" part="row" data-state=state>
            {move || {
                let address = chosen.clone();
                can_choose.get().then(|| view! {
                    <input
                        type="checkbox"
                        aria-label=move || texts::select(&spoken.get())
                        prop:checked=move || is_chosen.get()
                        on:change:target=move |event| {
                            page.choose(&address, is_chosen, event.target().checked());
                        }
                    />
                })
            }}
            <button
                type="button"
                class="envdock-secret__key"
                part="key"
                aria-label=spoken
                aria-expanded=move || is_open.get().to_string()
                node_ref=toggle
                on:click=press
            >
                <code>{key}</code>
            </button>
            <p class="envdock-secret__place">{place}</p>
            {description}
            <p class="envdock-secret__facts">{facts}</p>
            <Show when=move || is_open.get()>
                <Panel page row=row.clone() task toggle />
            </Show>
        </li>
    }
}
