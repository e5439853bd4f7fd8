//! The field for what is said about a key.

use crate::components::organization_secrets::page::Page;
use crate::components::organization_secrets::value_editor::close_when_done;
use crate::components::parts::{Notice, Tone, announce_changes};
use crate::store::{SecretDeed, SecretRow, SecretSave, SecretWork, StoreSignal};
use crate::texts::actions;
use crate::texts::organization::{act, conflict, details};
use envdock_core::SaveFailure;
use leptos::{ev, html, prelude::*};

/// The server takes no more.
const MOST_CHARACTERS: usize = 500;

/// Takes a description; an empty one removes it.
#[component]
pub(super) fn DescriptionEditor(
    page: Page,
    row: SecretRow,
    on_close: Callback<()>,
) -> impl IntoView {
    let (address, item, work) = row.into_parts();
    let first = page.organization().described_before(&address).unwrap_or_default();
    let typed = page.organization().typed_description(&address);
    let text = RwSignal::new(typed.unwrap_or_else(|| first.clone()));
    let first = RwSignal::new(first);
    let said = Memo::new(move |_| item.with(|item| item.description.clone()).unwrap_or_default());
    follow(said, first, text);
    let typed_for = address.clone();
    let take = move |typed: String| {
        let changed =
            Some(typed.clone()).filter(|typed| first.with_untracked(|first| typed != first));
        page.organization().type_description(&typed_for, changed);
        text.set(typed);
    };
    let discarded = address.clone();
    let cancel = Callback::new(move |()| {
        on_close.run(());
        page.organization().take_their_description(&discarded);
    });
    let field: NodeRef<html::Textarea> = NodeRef::new();
    field.on_load(|field| {
        // Being gone is the only way this can fail.
        let _ = field.focus();
    });
    let is_running = {
        let work = work.clone();
        Memo::new(move |_| work.with(|work| work.save == SecretSave::Running))
    };
    let is_too_long = Memo::new(move |_| text.with(|text| text.chars().count() > MOST_CHARACTERS));
    let save = Callback::new(move |()| {
        if !is_running.get_untracked() && !is_too_long.get_untracked() {
            text.with_untracked(|text| page.organization().describe(&address, text.trim()));
        }
    });
    let pressed = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Escape" => on_close.run(()),
        "Enter" if (event.ctrl_key() || event.meta_key()) && !event.is_composing() => save.run(()),
        _ => {}
    };
    let is_asked = is_asked(work.clone());
    close_when_done(work, SecretDeed::Describe, on_close);
    view! {
        <div class="envdock-editor">
            <Theirs said first is_asked on_taken=cancel />
            <label class="envdock-field__label" for="envdock-secrets-description">
                {details::DESCRIPTION_FIELD}
            </label>
            <textarea
                id="envdock-secrets-description"
                class="envdock-secrets__text"
                part="field"
                rows="2"
                aria-invalid=move || is_too_long.get().to_string()
                aria-describedby="envdock-secrets-description-note"
                prop:value=move || text.get()
                node_ref=field
                on:input:target=move |event| take(event.target().value())
                on:keydown=pressed
            ></textarea>
            <p class="envdock-panel__warning" id="envdock-secrets-description-note">
                {move || is_too_long.get().then_some(details::TOO_LONG)}
            </p>
            <div class="envdock-panel__actions">
                <button
                    type="button"
                    class="envdock-button"
                    part="button primary"
                    data-kind="primary"
                    aria-disabled=move || is_too_long.get().to_string()
                    on:click=move |_| save.run(())
                >
                    {move || if is_running.get() { actions::SAVING } else { actions::SAVE }}
                </button>
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    on:click=move |_| cancel.run(())
                >
                    {act::CANCEL}
                </button>
            </div>
        </div>
    }
}

/// What nobody has typed over is what is said now.
fn follow(said: Memo<String>, first: RwSignal<String>, text: RwSignal<String>) {
    Effect::new(move |_| {
        let said = said.get();
        if text.with_untracked(|text| first.with_untracked(|first| text == first)) {
            first.set(said.clone());
            text.set(said);
        }
    });
}

/// Whether the same question stands above, with who it was.
fn is_asked(work: StoreSignal<SecretWork>) -> Memo<bool> {
    Memo::new(move |_| {
        work.with(|work| {
            matches!(work.save, SecretSave::Failed(SaveFailure::DescribedMeanwhile(_)))
        })
    })
}

/// What somebody else says since typing began.
#[component]
fn Theirs(
    said: Memo<String>,
    first: RwSignal<String>,
    is_asked: Memo<bool>,
    on_taken: Callback<()>,
) -> impl IntoView {
    let theirs = Memo::new(move |_| {
        let is_other = !is_asked.get() && said.with(|said| first.with(|first| said != first));
        is_other.then(|| said.get())
    });
    announce_changes(move || theirs.get().map(|_| conflict::described(None)));
    move || {
        let said = theirs.get()?;
        let text = conflict::theirs(Some(said.as_str()).filter(|said| !said.is_empty()));
        Some(view! {
            <Notice
                tone=Tone::Warn
                title=conflict::described(None)
                text=Signal::stored(text)
            >
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    on:click=move |_| on_taken.run(())
                >
                    {act::TAKE_THEIRS}
                </button>
            </Notice>
        })
    }
}
