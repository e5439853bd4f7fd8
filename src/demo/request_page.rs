//! One request on a page of its own: where a link from elsewhere leads.

use crate::components::RequestForm;
use crate::demo::top_bar::TopBar;
use crate::store::EnvStore;
use crate::texts::demo;
use envdock_contract::model::RequestId;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

/// The form, and the way to its session.
#[component]
pub(super) fn RequestPage() -> impl IntoView {
    let store = expect_context::<EnvStore>();
    let params = use_params_map();
    let request = Memo::new(move |_| {
        params.with(|params| params.get("id")).and_then(|id| RequestId::new(&id).ok())
    });
    let session = move || {
        let request = request.get().map(|id| store.request(&id));
        let session = request.and_then(|request| {
            request.with(|answer| answer.known.as_ref().map(|request| request.session.clone()))
        });
        session.map(|id| {
            view! {
                <A
                    href=["/sessions/", id.as_str()].concat()
                    attr:class="envdock-button envdock-page__next"
                >
                    {demo::TO_SESSION}
                </A>
            }
        })
    };
    document().set_title(&demo::page_title(demo::REQUEST));
    view! {
        <TopBar />
        <main class="envdock-page">
            <h1 class="envdock-unseen">{demo::REQUEST}</h1>
            <RequestForm request />
            {session}
        </main>
    }
}
