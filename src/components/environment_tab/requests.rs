//! What agents ask for now: the same forms as in the conversation, each one line until opened.

use crate::components::environment_tab::tab::Tab;
use crate::components::missing_badge::open_requests::open_requests;
use crate::components::request_form::RequestForm;
use crate::texts::request;
use leptos::prelude::*;

/// The open requests of the session, oldest first. A settled one goes.
#[component]
pub(crate) fn Requests(tab: Tab) -> impl IntoView {
    let session = tab.session();
    let open = open_requests(&tab.store(), session.as_ref());
    view! {
        <Show when=move || open.with(|open| !open.is_empty())>
            <section class="envdock-requests">
                <p class="envdock-requests__heading">
                    {move || request::open_requests(open.with(Vec::len))}
                </p>
                <For each=move || open.get() key=Clone::clone let(id)>
                    <RequestForm request=Signal::stored(Some(id)) starts_aside=true />
                </For>
            </section>
        </Show>
    }
}
