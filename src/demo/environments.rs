//! One configuration in all its environments, without a session.

use crate::components::parts::announce;
use crate::components::{EnvironmentMatrix, EnvironmentTab, KeyTarget};
use crate::demo::NotFound;
use crate::demo::configurations::Known;
use crate::demo::key_in_address::in_full;
use crate::demo::place::{Place, address_of};
use crate::demo::top_bar::TopBar;
use crate::store::EnvStore;
use crate::texts::demo;
use envdock_contract::model::{ConfigurationId, Environment};
use envdock_core::CheckContext;
use leptos::{ev, html, prelude::*};
use leptos_router::hooks::use_params_map;

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
    let place = Place::follow();
    let own = move || configuration.with(|known| known.as_ref().map(|k| k.environment.clone()));
    let chosen = Memo::new(move |_| place.environment().or_else(own).unwrap_or_default());
    let usual = {
        let me = store.me();
        Memo::new(move |_| {
            let known = me.with(|me| me.known.as_ref().map(|me| me.environments.clone()));
            known.unwrap_or_default()
        })
    };
    let environments = columns(usual, chosen);
    let address = {
        let id = id.clone();
        move |environment: &Environment, target: Option<&KeyTarget>| {
            // Whatever else was typed may be something that was pasted there by mistake.
            let is_usual = usual.with_untracked(|usual| usual.contains(environment));
            address_of(&id, is_usual.then_some(environment), target)
        }
    };
    let choose = {
        let address = address.clone();
        Callback::new(move |(environment, target): (Environment, Option<KeyTarget>)| {
            let address = address(&environment, target.as_ref());
            place.go(environment, target, &address);
        })
    };
    let key_link = Callback::new(move |target: KeyTarget| {
        in_full(&address(&chosen.get_untracked(), Some(&target)))
    });
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
    let heading = heading(name);
    Effect::new(move || document().set_title(&demo::page_title(&heading.get())));
    let page = move || {
        let configuration = id.clone();
        view! {
            <TopBar project=name />
            <main class="envdock-environments">
                <div class="envdock-environments__main">
                    <h1 class="envdock-page__title">{heading}</h1>
                    <p class="envdock-page__lead">{demo::ENVIRONMENTS_LEAD}</p>
                    <EnvironmentMatrix configuration environments chosen on_choose=choose />
                    <Other on_choose=choose />
                </div>
                <div class="envdock-environments__tab">
                    <p class="envdock-environments__which">
                        {demo::ENVIRONMENT} " " <strong>{move || chosen.get().as_str().to_owned()}</strong>
                    </p>
                    <EnvironmentTab context target=place.target() key_link />
                </div>
            </main>
        }
    };
    move || if is_missing.get() { view! { <NotFound /> }.into_any() } else { page().into_any() }
}

/// The usual environments, then others. A column that was shown once stays: what somebody works in
/// does not move away.
fn columns(usual: Memo<Vec<Environment>>, chosen: Memo<Environment>) -> Memo<Vec<Environment>> {
    Memo::new(move |before: Option<&Vec<Environment>>| {
        let mut environments = usual.get();
        for shown in before.into_iter().flatten().chain([&chosen.get()]) {
            if !environments.contains(shown) {
                environments.push(shown.clone());
            }
        }
        environments
    })
}

/// Never half a sentence, also before the project's name is known.
fn heading(name: Signal<String>) -> Signal<String> {
    Signal::derive(move || {
        let name = Some(name.get()).filter(|name| !name.is_empty());
        name.map_or_else(|| demo::ENVIRONMENTS.to_owned(), |name| demo::environments_of(&name))
    })
}

/// Shows an environment that has no column yet.
#[component]
fn Other(on_choose: Callback<(Environment, Option<KeyTarget>)>) -> impl IntoView {
    let field: NodeRef<html::Input> = NodeRef::new();
    let is_refused = RwSignal::new(false);
    let show = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = field.get_untracked() else { return };
        if let Ok(environment) = Environment::new(input.value().trim()) {
            input.set_value("");
            is_refused.set(false);
            on_choose.run((environment, None));
        } else {
            is_refused.set(true);
            announce(demo::BAD_ENVIRONMENT);
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
            <p id="envdock-other-environment-refused">
                {move || is_refused.get().then_some(demo::BAD_ENVIRONMENT)}
            </p>
        </form>
    }
}
