//! One session: what an IDE would show, with the Environment tab beside it.

use crate::components::EnvironmentTab;
use crate::demo::Waiting;
use crate::demo::configurations::{Known, Search};
use crate::demo::top_bar::TopBar;
use crate::store::EnvStore;
use crate::texts::{demo, tab};
use envdock_core::{CheckContext, Configuration};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::sync::Arc;

/// The session named in the address.
#[component]
pub(super) fn SessionPage() -> impl IntoView {
    let known = Known::watch(expect_context::<EnvStore>());
    let params = use_params_map();
    let found = Memo::new(move |_| {
        let session = params.with(|params| params.get("id")).unwrap_or_default();
        known.of_session(&session)
    });
    // Panes are made anew for another session, not for another answer about the same one.
    let page = Memo::new(move |_| match found.get() {
        Search::Waiting => Search::Waiting,
        Search::NotFound => Search::NotFound,
        Search::Found(known) => Search::Found(known.id.clone()),
    });
    move || match page.get() {
        Search::Waiting => view! { <Waiting /> }.into_any(),
        Search::NotFound => view! { <TopBar /> <NoSession /> }.into_any(),
        Search::Found(_) => {
            let configuration = Signal::derive(move || found.get().found());
            view! { <Ide configuration /> }.into_any()
        }
    }
}

/// The panes of the IDE.
#[component]
fn Ide(configuration: Signal<Option<Arc<Configuration>>>) -> impl IntoView {
    let query = use_query_map();
    let starts_with_tab = query.with_untracked(|query| query.get("tab").is_some());
    let (is_tab, set_tab) = signal(starts_with_tab);
    let of = move |read: fn(&Configuration) -> String| {
        Signal::derive(move || {
            configuration.with(|known| known.as_deref().map(read).unwrap_or_default())
        })
    };
    let name = of(|known| known.name.clone());
    let context = Signal::derive(move || {
        configuration
            .with(|known| {
                known.as_deref().map(|known| CheckContext {
                    environment: known.environment.clone(),
                    session: known.session.clone(),
                    configuration: Some(known.id.clone()),
                    repositories: Vec::new(),
                })
            })
            .unwrap_or_default()
    });
    Effect::new(move || document().set_title(&demo::page_title(&name.get())));
    view! {
        <a class="envdock-skip" href="#environment">
            {demo::SKIP}
        </a>
        <TopBar project=name />
        <main class="envdock-ide" data-pane=move || if is_tab.get() { "tab" } else { "session" }>
            <h1 class="envdock-unseen">{name}</h1>
            <nav class="envdock-ide__switch" aria-label=demo::PANES>
                <button
                    type="button"
                    aria-pressed=move || (!is_tab.get()).to_string()
                    on:click=move |_| set_tab.set(false)
                >
                    {demo::SESSION}
                </button>
                <button
                    type="button"
                    aria-pressed=move || is_tab.get().to_string()
                    on:click=move |_| set_tab.set(true)
                >
                    {tab::TITLE}
                </button>
            </nav>
            <Files configuration />
            <Conversation configuration name />
            <div class="envdock-ide__tab" id="environment" tabindex="-1">
                <EnvironmentTab context />
            </div>
        </main>
    }
}

/// The column of files.
#[component]
fn Files(configuration: Signal<Option<Arc<Configuration>>>) -> impl IntoView {
    let files = Memo::new(move |_| {
        configuration.with(|known| {
            let spec = known.as_ref().and_then(|known| known.spec.clone());
            let files = spec.iter().flat_map(|spec| &spec.files);
            files.map(|file| file.file_ref().to_string()).collect::<Vec<_>>()
        })
    });
    let item = |path: String| {
        view! {
            <li>
                <bdi>
                    <code>{path}</code>
                </bdi>
            </li>
        }
    };
    view! {
        <nav class="envdock-ide__files" aria-label=demo::FILES tabindex="0">
            <h2 class="envdock-ide__heading">{demo::FILES}</h2>
            <Show
                when=move || files.with(|files| !files.is_empty())
                fallback=|| view! { <p class="envdock-ide__none">{demo::NO_FILES}</p> }
            >
                <ul>{move || files.get().into_iter().map(item).collect_view()}</ul>
            </Show>
        </nav>
    }
}

/// Where the conversation would be: an honest paragraph instead.
#[component]
fn Conversation(
    configuration: Signal<Option<Arc<Configuration>>>,
    name: Signal<String>,
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
    view! {
        <section class="envdock-ide__main" aria-label=demo::SESSION tabindex="0">
            <article class="envdock-ide__card">
                <h2 class="envdock-page__title">{move || demo::session_of(&name.get())}</h2>
                <p class="envdock-page__lead">{demo::SESSION_LEAD}</p>
                <dl class="envdock-facts">
                    {move || facts.get().into_iter().map(fact).collect_view()}
                </dl>
            </article>
        </section>
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
