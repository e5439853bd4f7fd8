//! The three ways to end: submit, decline, not now.

use crate::components::environment_tab::failure_text;
use crate::components::environment_tab::signed_out::SignedOut;
use crate::components::parts::{Notice, Tone};
use crate::components::request_form::answers::answers;
use crate::components::request_form::form::{Asked, Form};
use crate::components::request_form::sending::{decline, is_busy, submit};
use crate::store::{ActionState, Order};
use crate::texts::request;
use envdock_core::{SaveFailure, SaveState, SignIn, SubmissionState};
use leptos::prelude::*;

/// What is in the way, what is still to do, and the buttons.
#[component]
pub(crate) fn Footer(form: Form, put_aside: Callback<()>) -> impl IntoView {
    let is_busy = is_busy(form);
    let submission = form.store().submission(&form.id());
    let declining = form.store().decline_state(&form.id());
    let status = move || match answers(form) {
        Ok(_) => request::ALL_ANSWERED.to_owned(),
        Err(missing) => request::still_open(missing.len()),
    };
    let submit_label = move || {
        let is_submitting = submission.with(|state| *state == SubmissionState::Submitting);
        if is_submitting { request::SUBMITTING } else { request::SUBMIT }
    };
    let decline_label = move || {
        let is_declining = declining.with(|state| matches!(state, ActionState::Running));
        if is_declining { request::DECLINING } else { request::DECLINE }
    };
    let can_decline = form.store().takes(Order::Decline);
    let busy = move || is_busy().to_string();
    view! {
        <footer class="envdock-request__footer">
            <Trouble form />
            <p class="envdock-request__status">{status} <span>{request::KEYS}</span></p>
            <div class="envdock-request__actions">
                <button
                    type="button"
                    class="envdock-button"
                    part="button primary"
                    data-kind="primary"
                    aria-disabled=busy
                    on:click=move |_| submit(form)
                >
                    {submit_label}
                </button>
                {can_decline.then(|| {
                    view! {
                        <button
                            type="button"
                            class="envdock-button"
                            part="button"
                            aria-disabled=busy
                            on:click=move |_| decline(form)
                        >
                            {decline_label}
                        </button>
                    }
                })}
                <button
                    type="button"
                    class="envdock-button"
                    part="button quiet"
                    data-kind="quiet"
                    on:click=move |_| put_aside.run(())
                >
                    {request::NOT_NOW}
                </button>
            </div>
            <p class="envdock-request__readers">{request::WHO_READS}</p>
        </footer>
    }
}

/// What went wrong with the form as a whole.
#[component]
fn Trouble(form: Form) -> impl IntoView {
    let connection = form.store().connection();
    let is_signed_out = Memo::new(move |_| connection.with(|now| now.sign_in == SignIn::SignedOut));
    let trouble = Memo::new(move |_| trouble(form));
    move || {
        if is_signed_out.get() {
            return Some(view! { <SignedOut store=form.store() tone=Tone::Danger /> }.into_any());
        }
        trouble.get().map(|(title, text)| {
            let text = Signal::stored(text.to_owned());
            view! { <Notice tone=Tone::Danger title text /> }.into_any()
        })
    }
}

fn trouble(form: Form) -> Option<(String, &'static str)> {
    let store = form.store();
    let declined = store.decline_state(&form.id()).with(|state| match state {
        ActionState::Failed(failure) => Some(failure_text::action(*failure)),
        ActionState::Idle | ActionState::Running | ActionState::Done(()) => None,
    });
    if let Some(text) = declined {
        return Some((request::NOT_DECLINED.to_owned(), text));
    }
    store.submission(&form.id()).with(|state| match state {
        SubmissionState::Idle | SubmissionState::Submitting => None,
        SubmissionState::KeysRefused => {
            let is_refused =
                |asked: &Asked| form.entry(&asked.id).with(|entry| is_refused(&entry.save));
            let count = form.keys().iter().filter(|asked| is_refused(asked)).count();
            (count > 0).then(|| (request::refused(count), request::REFUSED_NEXT))
        }
        SubmissionState::Failed(SaveFailure::Unconfirmed(_)) => {
            Some((request::UNCONFIRMED.to_owned(), request::UNCONFIRMED_NEXT))
        }
        SubmissionState::Failed(failure) => {
            let title =
                [request::NOT_SUBMITTED, " ", failure_text::save(failure).as_str()].concat();
            Some((title, request::KEPT))
        }
    })
}

/// Refused for its own sake, not because of another key.
fn is_refused(save: &SaveState) -> bool {
    match save {
        SaveState::Failed(failure) => *failure != SaveFailure::NotAttempted,
        SaveState::Idle | SaveState::Saving | SaveState::Saved { .. } => false,
    }
}
