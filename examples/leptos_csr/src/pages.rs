//! What each address shows.

use envdock::model::ConfigurationId;
use envdock::store::shared;
use envdock::{CheckContext, EnvironmentTab, MissingBadge, RepositorySummary};
use leptos::prelude::*;
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::hooks::use_params_map;
use leptos_router::path;

/// The whole application.
#[component]
pub(crate) fn App() -> impl IntoView {
    // Keeps the list of projects read for as long as the application is there.
    StoredValue::new_local(shared().watch_listing());
    view! {
        <Router>
            <header class="bar">
                <strong>"Acme IDE"</strong>
                <nav>
                    <A href="/">"Projects"</A>
                </nav>
            </header>
            <main>
                <Routes fallback=|| view! { <h1>"There is no such page"</h1> }>
                    <Route path=path!("/") view=Projects />
                    <Route path=path!("/projects/:id") view=Project />
                </Routes>
            </main>
        </Router>
    }
}

/// Every project, with what it still needs.
#[component]
fn Projects() -> impl IntoView {
    let listing = shared().listing();
    let project = |configuration: ConfigurationId| {
        let href = Some(format!("/projects/{}", configuration.as_str()));
        view! { <li><RepositorySummary configuration href /></li> }
    };
    let projects = move || {
        let known = listing.with(|listing| listing.known.clone());
        known.into_iter().flatten().map(project).collect_view()
    };
    view! {
        <h1>"Projects"</h1>
        <ul class="projects">{projects}</ul>
    }
}

/// One project, and beside it the Environment tab.
#[component]
fn Project() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params.with(|params| params.get("id")).and_then(|id| ConfigurationId::new(&id).ok())
    });
    let known = Memo::new(move |_| shared().configuration(&id.get()?).get().known);
    let name = move || known.get().map(|known| known.name.clone());
    let context = Signal::derive(move || CheckContext {
        configuration: id.get(),
        session: known.get().and_then(|known| known.session.clone()),
        ..CheckContext::default()
    });
    view! {
        <div class="project">
            <section>
                <h1>{name} <MissingBadge context /></h1>
                <p>"What the project needs to run is beside this."</p>
            </section>
            <EnvironmentTab context />
        </div>
    }
}
