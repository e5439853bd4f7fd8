//! Several rows at once.

use crate::components::organization_secrets::page::Page;
use crate::components::organization_secrets::purge::Purge;
use crate::store::SecretFilter;
use crate::texts::organization::act;
use envdock_contract::model::Address;
use leptos::prelude::*;

/// What can be done to the chosen rows.
#[component]
pub(super) fn SelectionBar(page: Page) -> impl IntoView {
    let count = Memo::new(move |_| page.selected.with(std::collections::BTreeSet::len));
    let is_removed =
        Memo::new(move |_| page.search.with(|s| s.filter == Some(SecretFilter::Removed)));
    let is_asking = RwSignal::new(false);
    let chosen =
        move || page.selected.with_untracked(|all| all.iter().cloned().collect::<Vec<Address>>());
    // What has the focus goes with the bar.
    let remove = Callback::new(move |()| {
        page.focus_title();
        page.organization().remove(&chosen());
        page.choose_all(false);
    });
    let restore = Callback::new(move |()| {
        page.focus_title();
        page.organization().restore(&chosen());
        page.choose_all(false);
    });
    let ask = Callback::new(move |()| is_asking.set(true));
    let asked = Callback::new(move |()| is_asking.set(false));
    let button = |label: String, press: Callback<()>| {
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
    let deeds = move || {
        let count = count.get();
        if is_removed.get() {
            let restore = button(act::several(act::RESTORE, count), restore);
            (restore, button(act::several(act::PURGE, count), ask)).into_any()
        } else {
            let is_kept = page.can(|capabilities| capabilities.restore);
            let (what, press) = if is_kept { (act::DELETE, remove) } else { (act::PURGE, ask) };
            button(act::several(what, count), press).into_any()
        }
    };
    let choose_all = Callback::new(move |()| page.choose_all(true));
    let choose_none = Callback::new(move |()| {
        page.focus_title();
        page.choose_all(false);
    });
    view! {
        <Show when=move || count.get() != 0>
            <div class="envdock-secrets__selection">
                <p>{move || act::selected(count.get())}</p>
                {deeds} {button(act::SELECT_ALL.to_owned(), choose_all)}
                {button(act::SELECT_NONE.to_owned(), choose_none)}
                <Show when=move || is_asking.get()>
                    <Purge page addresses=chosen() on_close=asked />
                </Show>
            </div>
        </Show>
    }
}
