//! The page of all configurations, each with its summary.

use crate::components::RepositorySummary;
use crate::components::failure_text;
use crate::components::parts::{EmptyState, Skeleton};
use crate::demo::configurations::Known;
use crate::demo::new_session::NewSetupSession;
use crate::demo::top_bar::TopBar;
use crate::store::EnvStore;
use crate::texts::{actions, demo, tab};
use envdock_contract::model::ConfigurationId;
use envdock_core::CheckFailure;
use leptos::prelude::*;
use leptos_router::components::A;

/// What every project still needs.
#[component]
pub(super) fn Repositories() -> impl IntoView {
    let store = expect_context::<EnvStore>();
    let known = Known::watch(store.clone());
    let ids = {
        let known = known.clone();
        Memo::new(move |_| known.ids())
    };
    let failure = {
        let known = known.clone();
        move || known.failure()
    };
    let item = move |id: ConfigurationId| {
        let known = known.clone();
        let of = id.clone();
        let href = Signal::derive(move || {
            let session = known.configuration(&of)?.session.clone()?;
            Some(["/sessions/", session.as_str(), "?tab=environment"].concat())
        });
        let environments = ["/configurations/", id.as_str()].concat();
        view! {
            <li class="envdock-repositories__item">
                <RepositorySummary configuration=id.clone() href />
                <div class="envdock-repositories__more">
                    <A href=environments attr:class="envdock-button" attr:data-kind="quiet">
                        {demo::ENVIRONMENTS}
                    </A>
                    <NewSetupSession configuration=id />
                </div>
            </li>
        }
    };
    let retry = Callback::new(move |()| store.refresh());
    let body = move || match ids.get() {
        None => match failure() {
            Some(failure) => failed(failure, retry).into_any(),
            None => view! { <Skeleton label=tab::LOADING rows=4 /> }.into_any(),
        },
        Some(ids) if ids.is_empty() => {
            view! { <EmptyState title=demo::NO_REPOSITORIES text=demo::NO_REPOSITORIES_NEXT /> }
                .into_any()
        }
        Some(ids) => {
            let items = ids.into_iter().map(item.clone()).collect_view();
            view! { <ul class="envdock-repositories__list">{items}</ul> }.into_any()
        }
    };
    document().set_title(&demo::page_title(demo::REPOSITORIES));
    view! {
        <TopBar />
        <main class="envdock-page envdock-repositories">
            <h1 class="envdock-page__title">{demo::REPOSITORIES}</h1>
            <p class="envdock-page__lead">{demo::REPOSITORIES_LEAD}</p>
            {body}
        </main>
    }
}

/// The list could not be read.
pub(super) fn failed(failure: CheckFailure, retry: Callback<()>) -> impl IntoView {
    view! {
        <EmptyState title=tab::FAILED text=failure_text::check(failure)>
            <button type="button" class="envdock-button" on:click=move |_| retry.run(())>
                {actions::RETRY}
            </button>
        </EmptyState>
    }
}
