//! Search, choices, and the way to a new key.

use crate::components::organization_secrets::choice::Choice;
use crate::components::organization_secrets::page::Page;
use crate::components::parts::SearchField;
use crate::store::{SecretFilter, SecretSort};
use crate::texts::organization as texts;
use envdock_contract::model::ScopeKind;
use leptos::prelude::*;

/// The kinds of scope, in the order of their names in the texts.
const KINDS: [ScopeKind; 4] =
    [ScopeKind::Organization, ScopeKind::Repository, ScopeKind::Configuration, ScopeKind::File];
const FILTERS: [SecretFilter; 3] =
    [SecretFilter::Unused, SecretFilter::Removed, SecretFilter::Missing];

/// Title, search and choices.
#[component]
pub(super) fn Toolbar(page: Page) -> impl IntoView {
    let can_add = Memo::new(move |_| !page.is_reader());
    let text = Memo::new(move |_| page.search.with(|search| search.text.clone()));
    let typed = move |text: String| page.find(|search| search.text = text, true);
    view! {
        <header class="envdock-secrets__head">
            <div class="envdock-header__row">
                <h2 class="envdock-page__title" id="envdock-secrets-title" tabindex="-1">
                    {texts::TITLE}
                </h2>
                <Show when=move || can_add.get()>
                    <button
                        type="button"
                        class="envdock-button"
                        part="button primary"
                        data-kind="primary"
                        aria-expanded=move || page.is_adding.get().to_string()
                        node_ref=page.add_button
                        on:click=move |_| page.is_adding.update(|adding| *adding = !*adding)
                    >
                        {texts::add::ADD}
                    </button>
                </Show>
            </div>
            <p class="envdock-page__lead">{texts::LEAD}</p>
            <div role="search">
                <SearchField
                    name="envdock-search"
                    label=texts::SEARCH
                    text
                    on_input=Callback::new(typed)
                />
            </div>
            <Choices page />
        </header>
    }
}

/// What is listed, and in which order.
#[component]
fn Choices(page: Page) -> impl IntoView {
    let environments = Memo::new(move |_| page.environments());
    let environment_names = Signal::derive(move || {
        with_all(environments.get().iter().map(|one| one.as_str().to_owned()))
    });
    let environment = Signal::derive(move || {
        let chosen = page.search.with(|search| search.environment.clone());
        position(environments.with(|all| all.iter().position(|one| Some(one) == chosen.as_ref())))
    });
    let choose_environment = Callback::new(move |number: usize| {
        let one = environments.with_untracked(|all| nth(all, number));
        page.find(|search| search.environment = one, false);
    });
    let scope = Signal::derive(move || {
        let chosen = page.search.with(|search| search.scope);
        position(KINDS.iter().position(|one| Some(*one) == chosen))
    });
    let choose_scope = Callback::new(move |number: usize| {
        page.find(|search| search.scope = nth(&KINDS, number), false);
    });
    let filter = Signal::derive(move || {
        let chosen = page.search.with(|search| search.filter);
        position(FILTERS.iter().position(|one| Some(*one) == chosen))
    });
    let choose_filter = Callback::new(move |number: usize| {
        page.find(|search| search.filter = nth(&FILTERS, number), false);
    });
    let sort =
        Signal::derive(move || page.search.with(|s| usize::from(s.sort == SecretSort::Updated)));
    let choose_sort = Callback::new(move |number: usize| {
        let sort = if number == 1 { SecretSort::Updated } else { SecretSort::Key };
        page.find(|search| search.sort = sort, false);
    });
    let scopes = with_all(texts::scope::KINDS.into_iter().map(str::to_owned));
    let filters =
        with_all([texts::UNUSED, texts::REMOVED, texts::MISSING].into_iter().map(str::to_owned));
    let sorts = [texts::BY_KEY, texts::BY_CHANGE].map(str::to_owned).to_vec();
    view! {
        <div class="envdock-secrets__choices">
            <Choice
                id="envdock-secrets-environment"
                label=texts::ENVIRONMENT
                options=environment_names
                chosen=environment
                on_choose=choose_environment
            />
            <Choice
                id="envdock-secrets-scope"
                label=texts::SCOPE
                options=Signal::stored(scopes)
                chosen=scope
                on_choose=choose_scope
            />
            <Choice
                id="envdock-secrets-show"
                label=texts::SHOW
                options=Signal::stored(filters)
                chosen=filter
                on_choose=choose_filter
            />
            <Choice
                id="envdock-secrets-sort"
                label=texts::SORT
                options=Signal::stored(sorts)
                chosen=sort
                on_choose=choose_sort
            />
        </div>
    }
}

/// *All* stands before the others.
fn with_all(names: impl Iterator<Item = String>) -> Vec<String> {
    std::iter::once(texts::ALL.to_owned()).chain(names).collect()
}

fn position(of: Option<usize>) -> usize {
    of.map_or(0, |number| number + 1)
}

fn nth<T: Clone>(all: &[T], number: usize) -> Option<T> {
    all.get(number.checked_sub(1)?).cloned()
}
