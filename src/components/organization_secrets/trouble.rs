//! What only a person can decide: somebody else was first, or nobody knows what became of it.

use crate::components::organization_secrets::page::Page;
use crate::components::organization_secrets::words;
use crate::components::parts::{Notice, Tone};
use crate::store::{SecretDeed, SecretDraft, SecretSave, SecretWork, StoreSignal};
use crate::texts::organization::{act, conflict};
use crate::texts::{actions, failures};
use envdock_contract::model::{Described, Removal, Stored};
use envdock_core::SaveFailure;
use leptos::prelude::*;

/// Asks, when there is something to decide.
#[component]
pub(super) fn Trouble(
    page: Page,
    draft: SecretDraft,
    work: StoreSignal<SecretWork>,
    on_decided: Callback<()>,
    /// What was typed is let go.
    on_dropped: Callback<()>,
) -> impl IntoView {
    let question = Memo::new(move |_| work.with(question));
    let draft = StoredValue::new(draft);
    // What has the focus goes with the question.
    let again = move |_| {
        on_decided.run(());
        draft.with_value(|draft| page.organization().send_again(draft));
    };
    let anyway = move |_| {
        on_decided.run(());
        draft.with_value(|draft| page.organization().do_anyway(draft));
    };
    let drop = move |_| {
        on_dropped.run(());
        draft.with_value(|draft| {
            if let SecretDraft::Of(address) = draft {
                page.organization().take_their_description(address);
            }
        });
    };
    move || match question.get()? {
        Question::Described(now) => {
            let title = described_words(page, &now);
            let text = Signal::stored(conflict::theirs(now.text.as_deref()));
            let buttons = (button(act::DESCRIBE_ANYWAY, anyway), button(act::TAKE_THEIRS, drop));
            Some(view! { <Notice tone=Tone::Warn title text>{buttons}</Notice> }.into_any())
        }
        Question::Unconfirmed => {
            let title = failures::save::UNCONFIRMED.to_owned();
            Some(notice(title, Some(button(actions::SEND_AGAIN, again))).into_any())
        }
        Question::Meanwhile(deed, current, removed) => {
            let title = conflict_words(page, deed, current.as_deref(), removed.as_deref());
            // What is gone already cannot be deleted or described.
            let is_possible = current.is_some() || deed == SecretDeed::Replace;
            let label = words::anyway(deed);
            Some(notice(title, is_possible.then(|| button(label, anyway))).into_any())
        }
    }
}

#[derive(Clone, PartialEq)]
enum Question {
    Unconfirmed,
    Described(Box<Described>),
    Meanwhile(SecretDeed, Option<Box<Stored>>, Option<Box<Removal>>),
}

fn question(work: &SecretWork) -> Option<Question> {
    match &work.save {
        SecretSave::Failed(SaveFailure::Unconfirmed(_)) => Some(Question::Unconfirmed),
        SecretSave::Failed(SaveFailure::Conflict { current, removed }) => {
            Some(Question::Meanwhile(work.deed?, current.clone(), removed.clone()))
        }
        SecretSave::Failed(SaveFailure::DescribedMeanwhile(now)) => {
            Some(Question::Described(now.clone()))
        }
        SecretSave::Failed(_) | SecretSave::Idle | SecretSave::Running | SecretSave::Done => None,
    }
}

fn conflict_words(
    page: Page,
    deed: SecretDeed,
    current: Option<&Stored>,
    removed: Option<&Removal>,
) -> String {
    let is_typed = matches!(deed, SecretDeed::Add | SecretDeed::Replace);
    let Some(stored) = current else {
        let change = removed.map(|one| page.change(&one.updated_at, &one.updated_by));
        let words = if is_typed { conflict::typed_removed } else { conflict::removed };
        return words(change.as_deref());
    };
    let change = page.change(&stored.updated_at, &stored.updated_by);
    match deed {
        SecretDeed::Add => conflict::exists(&change),
        SecretDeed::Replace => conflict::typed(&change),
        SecretDeed::Describe | SecretDeed::Remove | SecretDeed::Restore | SecretDeed::Purge => {
            conflict::other(&change)
        }
    }
}

fn described_words(page: Page, now: &Described) -> String {
    let change = now.updated_at.as_ref().zip(now.updated_by.as_ref());
    conflict::described(change.map(|(at, by)| page.change(at, by)).as_deref())
}

fn button(label: &'static str, press: impl Fn(leptos::ev::MouseEvent) + 'static) -> AnyView {
    view! {
        <button type="button" class="envdock-button" part="button" on:click=press>
            {label}
        </button>
    }
    .into_any()
}

fn notice(title: String, button: Option<AnyView>) -> impl IntoView {
    view! { <Notice tone=Tone::Warn title>{button}</Notice> }
}
