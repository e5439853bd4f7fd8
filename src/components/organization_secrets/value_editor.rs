//! The field for a value that replaces a stored one.

use crate::components::environment_tab::failure_text;
use crate::components::organization_secrets::page::Page;
use crate::components::parts::{FieldKey, SecretField, SecretFieldHandle};
use crate::store::{SecretDeed, SecretDraft, SecretRow, SecretSave, SecretWork, StoreSignal};
use crate::texts::{actions, editor};
use envdock_contract::model::{Kind, MAX_VALUE_BYTES, SecretText};
use envdock_core::SaveFailure;
use leptos::prelude::*;

/// Takes a new value; what is typed stays until it is stored or discarded.
#[component]
pub(super) fn ValueEditor(page: Page, row: SecretRow, on_close: Callback<()>) -> impl IntoView {
    let (address, _, work) = row.into_parts();
    let draft = SecretDraft::Of(address.clone());
    let key = address.key.as_str().to_owned();
    let address = StoredValue::new(address);
    let handle = SecretFieldHandle::new(&key);
    let was_refused = RwSignal::new(false);
    let is_running = {
        let work = work.clone();
        Memo::new(move |_| work.with(|work| work.save == SecretSave::Running))
    };
    let problem = {
        let work = work.clone();
        Signal::derive(move || {
            let obstacle = obstacle(handle).filter(|_| was_refused.get());
            obstacle.map(str::to_owned).or_else(|| work.with(failure))
        })
    };
    let save = Callback::new(move |()| {
        if is_running.get_untracked() {
            return;
        }
        was_refused.set(true);
        if untrack(|| obstacle(handle)).is_some() {
            handle.focus();
        } else {
            address.with_value(|address| page.organization().replace(address));
        }
    });
    let pressed = Callback::new(move |key| match key {
        FieldKey::Save => save.run(()),
        FieldKey::Close => on_close.run(()),
    });
    let take = taker(page, draft.clone(), was_refused);
    let discard = {
        let draft = draft.clone();
        move |_| {
            page.organization().discard(&draft);
            on_close.run(());
        }
    };
    begin(page, draft, handle);
    close_when_done(work, SecretDeed::Replace, on_close);
    view! {
        <div class="envdock-editor">
            <p class="envdock-panel__hint">{editor::WRITE_ONLY}</p>
            <SecretField
                id="envdock-secrets-value"
                label=editor::label_new(&key)
                kind=Kind::Secret
                problem
                handle
                on_input=take
                on_key=pressed
            />
            <div class="envdock-panel__actions">
                <button
                    type="button"
                    class="envdock-button"
                    part="button primary"
                    data-kind="primary"
                    aria-disabled=move || obstacle(handle).is_some().to_string()
                    on:click=move |_| save.run(())
                >
                    {move || if is_running.get() { actions::SAVING } else { actions::SAVE }}
                </button>
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    on:click=move |_| on_close.run(())
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

/// Hands what is typed to the store.
pub(super) fn taker(
    page: Page,
    draft: SecretDraft,
    was_refused: RwSignal<bool>,
) -> Callback<SecretText> {
    Callback::new(move |text: SecretText| {
        was_refused.set(false);
        page.organization().type_value(&draft, text.expose().to_owned());
    })
}

/// Shows what was typed before, and moves the focus into the field.
pub(super) fn begin(page: Page, draft: SecretDraft, handle: SecretFieldHandle) {
    handle.on_ready(move || {
        page.organization().with_typed(&draft, |text| {
            if let Some(text) = text {
                handle.put(text.expose());
            }
        });
        if draft != SecretDraft::New {
            request_animation_frame(move || handle.focus());
        }
    });
}

/// Closes the form once the deed is done.
pub(super) fn close_when_done(
    work: StoreSignal<SecretWork>,
    deed: SecretDeed,
    on_close: Callback<()>,
) {
    let save =
        Memo::new(move |_| work.with(|work| (work.deed == Some(deed)).then(|| work.save.clone())));
    Effect::new(move |was: Option<Option<SecretSave>>| {
        let now = save.get();
        if was == Some(Some(SecretSave::Running)) && now == Some(SecretSave::Done) {
            on_close.run(());
        }
        now
    });
}

/// Why there is nothing to store.
pub(super) fn obstacle(handle: SecretFieldHandle) -> Option<&'static str> {
    match handle.length() {
        0 => Some(editor::NOTHING_TYPED),
        length if length > MAX_VALUE_BYTES => Some(editor::TOO_LARGE),
        _ => None,
    }
}

/// Why the value was not stored; conflicts and what is not known are asked about above the field.
pub(super) fn failure(work: &SecretWork) -> Option<String> {
    let is_value = matches!(work.deed, Some(SecretDeed::Add | SecretDeed::Replace));
    match &work.save {
        SecretSave::Failed(
            SaveFailure::Conflict { .. }
            | SaveFailure::DescribedMeanwhile(_)
            | SaveFailure::Unconfirmed(_),
        ) => None,
        SecretSave::Failed(failure) if is_value => Some(failure_text::save(failure)),
        SecretSave::Failed(_) | SecretSave::Idle | SecretSave::Running | SecretSave::Done => None,
    }
}
