//! Submitting and declining.

use crate::components::parts::announce;
use crate::components::request_form::answers::{answers, scope_kind};
use crate::components::request_form::focus;
use crate::components::request_form::form::{Asked, Form};
use crate::components::request_form::standing::Choice;
use crate::store::{ActionState, SlotAnswer, SubmittedSlot};
use crate::texts::request;
use envdock_core::{SignIn, SubmissionState};
use leptos::prelude::*;

/// Sends all answers, or says at each key what it still needs.
pub(crate) fn submit(form: Form) {
    let is_running = is_busy(form);
    if untrack(is_running) || is_signed_out(form) {
        return;
    }
    for asked in form.keys().iter() {
        asked.need.set(None);
    }
    match untrack(|| answers(form)) {
        Ok(answers) => {
            let answers = answers.iter().map(|(asked, choice)| SubmittedSlot {
                slot: asked.id.clone(),
                answer: answer(form, asked, *choice),
            });
            form.store().submit(&form.id(), answers.collect());
        }
        Err(missing) => {
            let first = missing.first().map(|(asked, _)| asked.number);
            announce(&request::still_open(missing.len()));
            for (asked, need) in missing {
                asked.need.set(Some(need));
            }
            if let Some(first) = first {
                focus::key(form, first);
            }
        }
    }
}

/// Says no to all of it.
pub(crate) fn decline(form: Form) {
    if !untrack(is_busy(form)) && !is_signed_out(form) {
        form.store().decline(&form.id());
    }
}

/// Whether an answer is on its way.
pub(crate) fn is_busy(form: Form) -> impl Fn() -> bool + Copy + Send + Sync + 'static {
    let submission = StoredValue::new(form.store().submission(&form.id()));
    let declining = StoredValue::new(form.store().decline_state(&form.id()));
    move || {
        submission.with_value(|state| state.with(|state| *state == SubmissionState::Submitting))
            || declining.with_value(|state| state.with(|state| *state == ActionState::Running))
    }
}

/// Nothing can be sent; the form says so above its buttons.
pub(crate) fn is_signed_out(form: Form) -> bool {
    form.store().connection().with_untracked(|connection| connection.sign_in == SignIn::SignedOut)
}

fn answer(form: Form, asked: &Asked, choice: Choice) -> SlotAnswer {
    match choice {
        Choice::Value => {
            let kind = untrack(|| scope_kind(form, asked));
            SlotAnswer::Set { scope: form.scope(&asked.id, kind) }
        }
        Choice::Stored => SlotAnswer::UseStored,
        Choice::Skip => SlotAnswer::Skip,
    }
}
