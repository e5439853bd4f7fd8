//! Nobody is signed in: what to do about it.

use crate::components::parts::{Notice, Tone};
use crate::store::EnvStore;
use crate::texts::{actions, failures};
use leptos::prelude::*;

/// Says so, and how somebody is signed in again: by a new launch link, or by the page's host, which
/// may have done so already and is asked when somebody wants it.
#[component]
pub(crate) fn SignedOut(store: EnvStore, tone: Tone) -> impl IntoView {
    let text = Signal::stored(signed_out_next(&store).to_owned());
    if store.has_launch_links() {
        return view! { <Notice tone title=failures::SIGNED_OUT text /> }.into_any();
    }
    view! {
        <Notice tone title=failures::SIGNED_OUT text>
            <button
                type="button"
                class="envdock-button"
                part="button"
                on:click=move |_| store.refresh()
            >
                {actions::RETRY}
            </button>
        </Notice>
    }
    .into_any()
}

/// What to do when nobody is signed in.
pub(crate) fn signed_out_next(store: &EnvStore) -> &'static str {
    if store.has_launch_links() {
        failures::SIGNED_OUT_NEXT
    } else {
        failures::SIGNED_OUT_OF_HOST_NEXT
    }
}
