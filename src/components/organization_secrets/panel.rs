//! What is known of a key, and what can be done to it.

use crate::components::organization_secrets::description::DescriptionEditor;
use crate::components::organization_secrets::details::Details;
use crate::components::organization_secrets::history::History;
use crate::components::organization_secrets::page::{Page, Task};
use crate::components::organization_secrets::purge::Purge;
use crate::components::organization_secrets::trouble::Trouble;
use crate::components::organization_secrets::value_editor::ValueEditor;
use crate::store::{SecretDraft, SecretRow};
use crate::texts::organization::act;
use leptos::{html, prelude::*};

/// Details, buttons, and the one form that is open.
#[component]
pub(super) fn Panel(
    page: Page,
    row: SecretRow,
    task: RwSignal<Option<Task>>,
    toggle: NodeRef<html::Button>,
) -> impl IntoView {
    let address = row.address().clone();
    let draft = SecretDraft::Of(address.clone());
    // The focus goes back to the row, before what had it is gone.
    let to_row = Callback::new(move |()| focus(toggle));
    let close = Callback::new(move |()| {
        to_row.run(());
        task.set(Some(Task::Look));
    });
    let form = {
        let row = row.clone();
        move || {
            let row = row.clone();
            match task.get() {
                Some(Task::Replace) => view! { <ValueEditor page row on_close=close /> }.into_any(),
                Some(Task::Describe) => {
                    view! { <DescriptionEditor page row on_close=close /> }.into_any()
                }
                Some(Task::History) => {
                    view! { <History page address=row.address().clone() /> }.into_any()
                }
                Some(Task::Purge) => {
                    let addresses = vec![row.address().clone()];
                    view! { <Purge page addresses on_close=close /> }.into_any()
                }
                Some(Task::Look) | None => ().into_any(),
            }
        }
    };
    view! {
        <div class="envdock-panel envdock-secret__panel">
            <Details page item=row.item() />
            <Trouble page draft work=row.work() on_decided=to_row on_dropped=close />
            <Buttons page row task to_row />
            {form}
        </div>
    }
}

/// What can be done.
#[component]
fn Buttons(
    page: Page,
    row: SecretRow,
    task: RwSignal<Option<Task>>,
    to_row: Callback<()>,
) -> impl IntoView {
    let is_removed = {
        let item = row.item();
        Memo::new(move |_| item.with(|item| item.removed.is_some()))
    };
    let can_write = Memo::new(move |_| !page.is_reader());
    let can_restore = Memo::new(move |_| page.can(|capabilities| capabilities.restore));
    let can_purge = Memo::new(move |_| page.can(|capabilities| capabilities.purge));
    let can_describe = Memo::new(move |_| page.can(|capabilities| capabilities.describe));
    let has_history = Memo::new(move |_| page.can(|capabilities| capabilities.history));
    let address = StoredValue::new(row.address().clone());
    let one = move || vec![address.get_value()];
    let opener = move |label: &'static str, what: Task| {
        let press = move |_| {
            let is_it = task.get_untracked() == Some(what);
            task.set(Some(if is_it { Task::Look } else { what }));
        };
        view! {
            <button
                type="button"
                class="envdock-button"
                part="button"
                aria-expanded=move || (task.get() == Some(what)).to_string()
                on:click=press
            >
                {label}
            </button>
        }
    };
    let doer = move |label: &'static str, press: Callback<()>| {
        view! {
            <button
                type="button"
                class="envdock-button"
                part="button"
                on:click=move |_| press.run(())
            >
                {label}
            </button>
        }
    };
    // Other buttons take the place of these.
    let restore = Callback::new(move |()| {
        to_row.run(());
        page.organization().restore(&one());
    });
    let remove = Callback::new(move |()| {
        to_row.run(());
        page.organization().remove(&one());
    });
    let buttons = move || match (can_write.get(), is_removed.get()) {
        (false, _) => ().into_any(),
        (true, true) => (
            can_restore.get().then(|| doer(act::RESTORE, restore)),
            can_purge.get().then(|| opener(act::PURGE, Task::Purge)),
        )
            .into_any(),
        (true, false) => (
            opener(act::REPLACE, Task::Replace),
            can_describe.get().then(|| opener(act::DESCRIBE, Task::Describe)),
            if can_restore.get() {
                doer(act::DELETE, remove).into_any()
            } else {
                opener(act::PURGE, Task::Purge).into_any()
            },
        )
            .into_any(),
    };
    view! {
        <div class="envdock-panel__actions">
            {buttons}
            {move || {
                (can_write.get() && has_history.get()).then(|| opener(act::HISTORY, Task::History))
            }}
        </div>
    }
}

fn focus(toggle: NodeRef<html::Button>) {
    if let Some(toggle) = toggle.get_untracked() {
        // Being gone is the only way this can fail.
        let _ = toggle.focus();
    }
}
