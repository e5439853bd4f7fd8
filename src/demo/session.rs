//! One session: the conversation with the agent, and the Environment tab beside it.

use crate::components::{EnvironmentTab, FinishDialog, KeyTarget, OpenReason, SetupNotice};
use crate::demo::Waiting;
use crate::demo::composer::Composer;
use crate::demo::configurations::{Known, Search};
use crate::demo::env_files::EnvFiles;
use crate::demo::finish::{FinishButton, FinishOutcome};
use crate::demo::key_in_address::{address_of, key_in_address};
use crate::demo::panes::{PaneSwitch, Panes, TabButton};
use crate::demo::thread::Thread;
use crate::demo::title::count_in_title;
use crate::demo::top_bar::TopBar;
use crate::store::EnvStore;
use crate::texts::demo;
use envdock_contract::model::SessionId;
use envdock_core::{CheckContext, CheckFailure, Configuration, Session};
use leptos::{ev, prelude::*};
use leptos_router::components::A;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::sync::Arc;

/// The session named in the address.
#[component]
pub(super) fn SessionPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params.with(|params| params.get("id")).and_then(|id| SessionId::new(&id).ok())
    });
    move || match id.get() {
        Some(id) => view! { <OfSession id /> }.into_any(),
        None => view! { <TopBar /> <NoSession /> }.into_any(),
    }
}

/// Waits until the session and what it runs on are known.
#[component]
fn OfSession(id: SessionId) -> impl IntoView {
    let store = expect_context::<EnvStore>();
    let known = Known::watch(store.clone());
    StoredValue::new_local(store.watch_session(&id));
    let session = store.session(&id);
    let found = Memo::new(move |_| {
        session.with(|answer| match &answer.known {
            Some(session) => Search::Found(session.clone()),
            None if answer.status.failure.is_some_and(is_final) => Search::NotFound,
            None => Search::Waiting,
        })
    });
    // Panes are made anew for another session, not for another answer about the same one.
    let page = Memo::new(move |_| match found.get() {
        Search::Waiting => Search::Waiting,
        Search::NotFound => Search::NotFound,
        Search::Found(session) => Search::Found(session.configuration.clone()),
    });
    move || match page.get() {
        Search::Waiting => view! { <Waiting /> }.into_any(),
        Search::NotFound => view! { <TopBar /> <NoSession /> }.into_any(),
        Search::Found(of) => {
            let known = known.clone();
            let configuration = Signal::derive(move || known.configuration(&of));
            let session = Signal::derive(move || found.get().found());
            view! { <Ide configuration session /> }.into_any()
        }
    }
}

/// The panes of the IDE.
#[component]
fn Ide(
    configuration: Signal<Option<Arc<Configuration>>>,
    session: Signal<Option<Session>>,
) -> impl IntoView {
    let query = use_query_map();
    let wants_tab = query.with_untracked(|query| query.get("tab").is_some());
    let first = session.get_untracked();
    let is_setup = first.as_ref().is_some_and(|session| session.setup);
    let id = first.map(|session| session.id)?;
    let panes = Panes::new(wants_tab || !is_setup);
    let target = key_in_address();
    Effect::new(move |_| {
        if target.with(Option::is_some) {
            panes.open();
        }
    });
    let key_link = Callback::new(|target: KeyTarget| address_of(&target));
    let name = Signal::derive(move || {
        configuration
            .with(|known| known.as_ref().map(|known| known.name.clone()).unwrap_or_default())
    });
    let context = Signal::derive(move || session.with(|known| context(known.as_ref())));
    let is_live =
        Signal::derive(move || session.with(|known| known.as_ref().is_some_and(|s| s.is_live)));
    count_in_title(name, context);
    // A heading is never empty, also before the project's name is known.
    let heading = move || {
        Some(name.get()).filter(|name| !name.is_empty()).unwrap_or_else(|| demo::PRODUCT.to_owned())
    };
    let fill = Callback::new(move |()| panes.go());
    // Closed, the tab cannot be jumped to before it is opened.
    let skip = move |event: ev::MouseEvent| {
        event.prevent_default();
        panes.go();
    };
    let notice = Callback::new(move |_reason: OpenReason| panes.open());
    let (head, end, dialog) = (id.clone(), id.clone(), id.clone());
    Some(view! {
        <a class="envdock-skip" href="#environment" on:click=skip>
            {demo::SKIP}
        </a>
        <TopBar project=name />
        <main class="envdock-ide" data-pane=move || if panes.is_tab() { "tab" } else { "session" }>
            <h1 class="envdock-unseen">{heading}</h1>
            <PaneSwitch panes context />
            <EnvFiles configuration />
            <section class="envdock-ide__main" aria-label=demo::SESSION>
                <header class="envdock-session">
                    <p class="envdock-session__name">
                        {move || if is_setup { demo::SETUP_SESSION } else { demo::SESSION }}
                    </p>
                    <Show when=move || is_live.get()>
                        <FinishButton session=head.clone() />
                    </Show>
                    <TabButton panes context />
                </header>
                <div class="envdock-session__notes">
                    <FinishOutcome session=end.clone() />
                    <SetupNotice context on_open=notice />
                </div>
                <Thread session=id.clone()>
                    <Facts configuration name is_setup />
                </Thread>
                <Show
                    when=move || is_live.get()
                    fallback=|| view! { <p class="envdock-session__ended">{demo::ENDED}</p> }
                >
                    <Composer session=id.clone() />
                </Show>
            </section>
            <div class="envdock-ide__tab" id="environment" tabindex="-1">
                <EnvironmentTab context target key_link />
            </div>
        </main>
        <FinishDialog session=dialog on_fill=fill />
    })
}

fn context(session: Option<&Session>) -> CheckContext {
    session.map_or_else(CheckContext::default, |session| CheckContext {
        environment: session.environment.clone(),
        session: Some(session.id.clone()),
        configuration: Some(session.configuration.clone()),
        repositories: Vec::new(),
    })
}

/// What the session is, before anything is said in it.
#[component]
fn Facts(
    configuration: Signal<Option<Arc<Configuration>>>,
    name: Signal<String>,
    is_setup: bool,
) -> impl IntoView {
    let facts = Memo::new(move |_| configuration.with(|known| facts(known.as_deref())));
    let fact = |(term, text): (&'static str, String)| {
        view! {
            <dt>{term}</dt>
            <dd>
                <bdi>{text}</bdi>
            </dd>
        }
    };
    let title = move || {
        if is_setup { demo::setup_session_of(&name.get()) } else { demo::session_of(&name.get()) }
    };
    view! {
        <article class="envdock-ide__card">
            <h2 class="envdock-page__title">{title}</h2>
            <p class="envdock-page__lead">{demo::SESSION_LEAD}</p>
            <dl class="envdock-facts">
                {move || facts.get().into_iter().map(fact).collect_view()}
            </dl>
        </article>
    }
}

fn facts(known: Option<&Configuration>) -> Vec<(&'static str, String)> {
    let Some(known) = known else { return Vec::new() };
    let repositories: Vec<&str> = known.repositories.iter().map(|r| r.name.as_str()).collect();
    let mut facts = vec![(demo::ENVIRONMENT, known.environment.as_str().to_owned())];
    facts.push((demo::REPOSITORY, repositories.join(", ")));
    facts.extend(known.folder.clone().map(|folder| (demo::FOLDER, folder)));
    facts
}

/// No such session.
#[component]
fn NoSession() -> impl IntoView {
    view! {
        <main class="envdock-page">
            <h1 class="envdock-page__title">{demo::NO_SESSION}</h1>
            <p class="envdock-page__lead">{demo::NO_SESSION_NEXT}</p>
            <A href="/repositories" attr:class="envdock-button envdock-page__next">
                {demo::TO_REPOSITORIES}
            </A>
        </main>
    }
}

/// Asking again changes nothing.
fn is_final(failure: CheckFailure) -> bool {
    matches!(failure, CheckFailure::NotFound | CheckFailure::Forbidden)
}
