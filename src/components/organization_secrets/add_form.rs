//! A new key.

use crate::components::organization_secrets::page::Page;
use crate::components::organization_secrets::place::Place;
use crate::components::organization_secrets::trouble::Trouble;
use crate::components::organization_secrets::value_editor::{
    begin, close_when_done, failure, obstacle, taker,
};
use crate::components::parts::{FieldKey, SecretField, SecretFieldHandle};
use crate::store::{NewSecret, SecretDeed, SecretDraft, SecretSave};
use crate::texts::actions;
use crate::texts::organization::add;
use envdock_contract::model::{Address, KeyName, Kind, NameError, Scope};
use leptos::{html, prelude::*};

/// What the parts of the form share. What is typed is kept by the store.
#[derive(Clone, Copy)]
struct NewKey {
    page: Page,
    typed: Signal<NewSecret>,
    handle: SecretFieldHandle,
    key_field: NodeRef<html::Input>,
    was_refused: RwSignal<bool>,
}

impl NewKey {
    fn new(page: Page) -> Self {
        let typed = page.organization().new_secret();
        Self {
            page,
            typed: Signal::derive(move || typed.get()),
            handle: SecretFieldHandle::new(""),
            key_field: NodeRef::new(),
            was_refused: RwSignal::new(false),
        }
    }

    /// Why the key cannot be stored.
    fn key_problem(self) -> Option<String> {
        self.typed.with(|typed| KeyName::new(&typed.key).err()).map(problem)
    }

    fn save(self) {
        self.was_refused.set(true);
        let work = self.page.organization().new_work();
        if work.with_untracked(|work| work.save == SecretSave::Running) {
            return;
        }
        let typed = self.typed.get_untracked();
        let Ok(key) = KeyName::new(&typed.key) else {
            if let Some(field) = self.key_field.get_untracked() {
                // Being gone is the only way this can fail.
                let _ = field.focus();
            }
            return;
        };
        if untrack(|| obstacle(self.handle)).is_some() {
            self.handle.focus();
            return;
        }
        let environments = || untrack(|| self.page.environments());
        let environment = typed.environment.or_else(|| environments().into_iter().next());
        let address = Address {
            environment: environment.unwrap_or_default(),
            scope: typed.scope.unwrap_or(Scope::Organization),
            key,
        };
        self.page.organization().add(address, typed.description.trim());
    }

    fn close(self) {
        self.page.is_adding.set(false);
        if let Some(button) = self.page.add_button.get_untracked() {
            // Being gone is the only way this can fail.
            let _ = button.focus();
        }
    }
}

/// Key, place, description and value.
#[component]
pub(super) fn AddForm(page: Page) -> impl IntoView {
    let form = NewKey::new(page);
    let handle = form.handle;
    let work = page.organization().new_work();
    let is_running = {
        let work = work.clone();
        Memo::new(move |_| work.with(|work| work.save == SecretSave::Running))
    };
    let problem = {
        let work = work.clone();
        Signal::derive(move || {
            let obstacle = obstacle(handle).filter(|_| form.was_refused.get());
            obstacle.map(str::to_owned).or_else(|| work.with(failure))
        })
    };
    let close = Callback::new(move |()| form.close());
    let decided = Callback::new(move |()| handle.focus());
    let pressed = Callback::new(move |key| match key {
        FieldKey::Save => form.save(),
        FieldKey::Close => form.close(),
    });
    let discard = move |_| {
        page.organization().discard_new();
        form.close();
    };
    begin(page, SecretDraft::New, handle);
    close_when_done(work.clone(), SecretDeed::Add, close);
    view! {
        <div class="envdock-secrets__add" role="group" aria-labelledby="envdock-secrets-new-title">
            <h3 id="envdock-secrets-new-title">{add::TITLE}</h3>
            <KeyField form />
            <Place page typed=form.typed />
            <div>
                <label class="envdock-field__label" for="envdock-secrets-new-description">
                    {add::DESCRIPTION}
                </label>
                <input
                    id="envdock-secrets-new-description"
                    class="envdock-secrets__text"
                    part="field"
                    maxlength="500"
                    autocomplete="off"
                    prop:value=move || form.typed.with(|typed| typed.description.clone())
                    on:input:target=move |event| {
                        let text = event.target().value();
                        page.organization().type_new(|new| new.description = text);
                    }
                />
            </div>
            <SecretField
                id="envdock-secrets-new-value"
                label=add::VALUE
                kind=Kind::Secret
                problem
                handle
                on_input=taker(page, SecretDraft::New, form.was_refused)
                on_key=pressed
            />
            <Trouble page draft=SecretDraft::New work on_decided=decided on_dropped=decided />
            <div class="envdock-panel__actions">
                <button
                    type="button"
                    class="envdock-button"
                    part="button primary"
                    data-kind="primary"
                    on:click=move |_| form.save()
                >
                    {move || if is_running.get() { actions::SAVING } else { actions::SAVE }}
                </button>
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    on:click=move |_| form.close()
                >
                    {actions::CLOSE}
                </button>
                <button
                    type="button"
                    class="envdock-button"
                    part="button quiet"
                    data-kind="quiet"
                    on:click=discard
                >
                    {actions::DISCARD}
                </button>
            </div>
        </div>
    }
}

/// The name of the key.
#[component]
fn KeyField(form: NewKey) -> impl IntoView {
    let problem = Memo::new(move |_| form.was_refused.get().then(|| form.key_problem()).flatten());
    form.key_field.on_load(|field| {
        // Being gone is the only way this can fail.
        let _ = field.focus();
    });
    view! {
        <div>
            <label class="envdock-field__label" for="envdock-secrets-new-key">
                {add::KEY}
            </label>
            <input
                id="envdock-secrets-new-key"
                class="envdock-secrets__text envdock-mono"
                part="field"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby="envdock-secrets-new-key-note"
                aria-invalid=move || problem.with(Option::is_some).to_string()
                prop:value=move || form.typed.with(|typed| typed.key.clone())
                node_ref=form.key_field
                on:input:target=move |event| {
                    let text = event.target().value();
                    form.page.organization().type_new(|new| new.key = text);
                }
            />
            <p class="envdock-field__note" id="envdock-secrets-new-key-note">
                {add::KEY_HINT}
                {move || {
                    problem
                        .get()
                        .map(|text| view! { <span class="envdock-field__problem">{text}</span> })
                }}
            </p>
        </div>
    }
}

/// Which rule was broken; the key itself is not repeated, because people paste values there.
fn problem(error: NameError) -> String {
    match error {
        NameError::Empty => add::EMPTY.to_owned(),
        NameError::TooLong { .. } => add::TOO_LONG.to_owned(),
        NameError::BadCharacter { position } => add::bad_character(position),
        NameError::BadStart | NameError::BadPath => add::BAD_START.to_owned(),
    }
}
