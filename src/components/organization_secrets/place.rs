//! Where a new key will be stored.

use crate::components::organization_secrets::choice::Choice;
use crate::components::organization_secrets::page::Page;
use crate::components::organization_secrets::scope_words::scopes;
use crate::store::NewSecret;
use crate::texts::organization::{self as texts, add};
use envdock_contract::model::{Environment, Scope};
use leptos::prelude::*;

/// Environment and scope of a new key.
#[component]
pub(super) fn Place(page: Page, typed: Signal<NewSecret>) -> impl IntoView {
    let environments = Memo::new(move |_| page.environments());
    let names = Signal::derive(move || {
        environments.get().iter().map(|one| one.as_str().to_owned()).collect::<Vec<_>>()
    });
    let chosen_environment = Signal::derive(move || {
        let chosen = typed.with(|typed| typed.environment.clone());
        let is_it = |one: &Environment| Some(one) == chosen.as_ref();
        environments.with(|all| all.iter().position(is_it)).unwrap_or_default()
    });
    let choose_environment = Callback::new(move |number: usize| {
        let one = environments.with_untracked(|all| all.get(number).cloned());
        page.organization().type_new(|new| new.environment = one);
    });
    let all = Memo::new(move |_| scopes(page));
    let scope_names = Signal::derive(move || {
        all.with(|all| all.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>())
    });
    let chosen_scope = Signal::derive(move || {
        let chosen = typed.with(|typed| typed.scope.clone()).unwrap_or(Scope::Organization);
        all.with(|all| all.iter().position(|(one, _)| *one == chosen)).unwrap_or_default()
    });
    let choose_scope = Callback::new(move |number: usize| {
        let one = all.with_untracked(|all| all.get(number).map(|(one, _)| one.clone()));
        page.organization().type_new(|new| new.scope = one);
    });
    view! {
        <div class="envdock-secrets__choices">
            <Choice
                id="envdock-secrets-new-environment"
                label=texts::ENVIRONMENT
                options=names
                chosen=chosen_environment
                on_choose=choose_environment
            />
            <Choice
                id="envdock-secrets-new-scope"
                label=add::SCOPE
                options=scope_names
                chosen=chosen_scope
                on_choose=choose_scope
            />
        </div>
    }
}
