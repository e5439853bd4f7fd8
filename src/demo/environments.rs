//! One configuration in all its environments, without a session.

use crate::components::{EnvironmentMatrix, EnvironmentTab};
use crate::demo::NotFound;
use crate::demo::configurations::Known;
use crate::demo::top_bar::TopBar;
use crate::store::EnvStore;
use crate::texts::demo;
use envdock_contract::model::{ConfigurationId, Environment, KeyName};
use envdock_core::{CheckContext, Configuration};
use leptos::{ev, html, prelude::*};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use std::sync::Arc;

/// The configuration named in the address.
#[component]
pub(super) fn EnvironmentsPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params.with(|params| params.get("id")).and_then(|id| ConfigurationId::new(&id).ok())
    });
    move || match id.get() {
        Some(id) => view! { <OfConfiguration id /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

/// The matrix, and beside it the tab of the chosen environment.
#[component]
fn OfConfiguration(id: ConfigurationId) -> impl IntoView {
    let store = expect_context::<EnvStore>();
    let known = Known::watch(store.clone());
    let is_missing = {
        let (known, id) = (known.clone(), id.clone());
        Memo::new(move |_| known.ids().is_some_and(|ids| !ids.contains(&id)))
    };
    let configuration = {
        let id = id.clone();
        Memo::new(move |_| known.configuration(&id))
    };
    store.identify();
    let chosen = chosen(configuration);
    let me = store.me();
    let environments = Memo::new(move |_| {
        let usual = me.with(|me| me.known.as_ref().map(|me| me.environments.clone()));
        let mut environments = usual.unwrap_or_default();
        let chosen = chosen.get();
        if !environments.contains(&chosen) {
            environments.push(chosen);
        }
        environments
    });
    let go = {
        let (navigate, id) = (use_navigate(), id.clone());
        move |environment: &Environment| {
            let path = ["/configurations/", id.as_str(), "?environment=", environment.as_str()];
            let options = NavigateOptions { scroll: false, replace: true, ..Default::default() };
            navigate(&path.concat(), options);
        }
    };
    let choose = {
        let go = go.clone();
        Callback::new(move |(environment, _): (Environment, Option<KeyName>)| go(&environment))
    };
    let other = Callback::new(move |environment: Environment| go(&environment));
    let context = {
        let id = id.clone();
        Signal::derive(move || CheckContext {
            environment: chosen.get(),
            configuration: Some(id.clone()),
            ..CheckContext::default()
        })
    };
    let name = Signal::derive(move || {
        configuration.with(|known| known.as_ref().map(|k| k.name.clone()).unwrap_or_default())
    });
    Effect::new(move || {
        document().set_title(&demo::page_title(&demo::environments_of(&name.get())));
    });
    let page = move || {
        let configuration = id.clone();
        view! {
            <TopBar project=name />
            <main class="envdock-environments">
                <div class="envdock-environments__main">
                    <h1 class="envdock-page__title">{move || demo::environments_of(&name.get())}</h1>
                    <p class="envdock-page__lead">{demo::ENVIRONMENTS_LEAD}</p>
                    <EnvironmentMatrix configuration environments chosen on_choose=choose />
                    <Other on_choose=other />
                </div>
                <div class="envdock-environments__tab">
                    <p class="envdock-environments__which">
                        {demo::ENVIRONMENT} " " <strong>{move || chosen.get().as_str().to_owned()}</strong>
                    </p>
                    <EnvironmentTab context />
                </div>
            </main>
        }
    };
    move || if is_missing.get() { view! { <NotFound /> }.into_any() } else { page().into_any() }
}

/// The environment in the address; otherwise that of the configuration.
fn chosen(configuration: Memo<Option<Arc<Configuration>>>) -> Signal<Environment> {
    let query = use_query_map();
    Memo::new(move |_| {
        let named = query.with(|query| query.get("environment"));
        let named = named.and_then(|name| Environment::new(&name).ok());
        let usual = || configuration.with(|known| known.as_ref().map(|k| k.environment.clone()));
        named.or_else(usual).unwrap_or_default()
    })
    .into()
}

/// Shows an environment that has no column yet.
#[component]
fn Other(on_choose: Callback<Environment>) -> impl IntoView {
    let field: NodeRef<html::Input> = NodeRef::new();
    let is_refused = RwSignal::new(false);
    let show = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else { return };
        match Environment::new(input.value().trim()) {
            Ok(environment) => {
                input.set_value("");
                is_refused.set(false);
                on_choose.run(environment);
            }
            Err(_) => is_refused.set(true),
        }
    };
    view! {
        <form class="envdock-environments__other" on:submit=show>
            <label class="envdock-environments__label" for="envdock-other-environment">
                {demo::OTHER_ENVIRONMENT}
            </label>
            <input
                id="envdock-other-environment"
                class="envdock-environments__field"
                name="envdock-environment"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-invalid=move || is_refused.get().to_string()
                aria-describedby="envdock-other-environment-refused"
                node_ref=field
            />
            <button type="submit" class="envdock-button">
                {demo::SHOW_ENVIRONMENT}
            </button>
            <p id="envdock-other-environment-refused" role="alert">
                {move || is_refused.get().then_some(demo::BAD_ENVIRONMENT)}
            </p>
        </form>
    }
}
