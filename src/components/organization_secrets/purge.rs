//! Asks before values are destroyed.

use crate::components::organization_secrets::page::Page;
use crate::components::organization_secrets::scope_words::scope_words;
use crate::components::parts::{Notice, Tone};
use crate::texts::organization::{act, purge as texts};
use envdock_contract::model::Address;
use leptos::{html, prelude::*};

/// Names what goes, and waits for a yes. Where nothing is kept of what is deleted, that is for good.
#[component]
pub(super) fn Purge(page: Page, addresses: Vec<Address>, on_close: Callback<()>) -> impl IntoView {
    let title = untrack(|| question(page, &addresses));
    let cancel: NodeRef<html::Button> = NodeRef::new();
    cancel.on_load(|cancel| {
        // Being gone is the only way this can fail.
        let _ = cancel.focus();
    });
    let purge = move |_| {
        on_close.run(());
        // The row goes.
        page.focus_title();
        if page.can(|capabilities| capabilities.restore) {
            page.organization().purge(&addresses);
        } else {
            page.organization().remove(&addresses);
        }
    };
    view! {
        <Notice tone=Tone::Danger title text=Signal::stored(texts::NEXT.to_owned())>
            <button
                type="button"
                class="envdock-button"
                part="button"
                node_ref=cancel
                on:click=move |_| on_close.run(())
            >
                {act::CANCEL}
            </button>
            <button
                type="button"
                class="envdock-button"
                part="button danger"
                data-kind="danger"
                on:click=purge
            >
                {act::PURGE}
            </button>
        </Notice>
    }
}

fn question(page: Page, addresses: &[Address]) -> String {
    let place = |address: &Address| {
        [address.environment.as_str(), &scope_words(page, &address.scope)].join(", ")
    };
    if let [one] = addresses {
        return texts::ask(one.key.as_str(), &place(one));
    }
    let names: Vec<String> = addresses
        .iter()
        .map(|address| [address.key.as_str(), " (", &place(address), ")"].concat())
        .collect();
    texts::ask_several(addresses.len(), &names.join(", "))
}
