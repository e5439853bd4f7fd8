//! Says aloud that something is asked, and what became of it.

use crate::components::parts::announce;
use crate::components::request_form::Stage;
use crate::components::request_form::focus;
use crate::components::request_form::form::Form;
use crate::components::request_form::settled::title;
use crate::texts::request;
use envdock_contract::model::RequestState;
use envdock_core::SubmissionState;
use leptos::prelude::*;

/// Tells each change once. A form that starts put aside does not announce itself: another one does.
pub(crate) fn tell(form: Form, stage: Memo<Stage>, is_ours: RwSignal<bool>, starts_aside: bool) {
    let submission = form.store().submission(&form.id());
    Effect::new(move |before: Option<Stage>| {
        let now = stage.get();
        match (before, now) {
            (None, Stage::Open) if !starts_aside => {
                announce(&request::announce_asked(form.keys().len()));
            }
            (Some(Stage::Open), Stage::Settled(end)) => {
                let is_ours = is_ours.get_untracked();
                announce(&request::announce_settled(title(end, !is_ours)));
                if is_ours {
                    focus::headline_if_lost(form);
                }
            }
            _ => {}
        }
        now
    });
    Effect::new(move || {
        let text = submission.with(|submission| match submission {
            SubmissionState::KeysRefused => Some(request::REFUSED_NEXT),
            SubmissionState::Failed(_) => Some(request::NOT_SUBMITTED),
            SubmissionState::Idle | SubmissionState::Submitting => None,
        });
        if let Some(text) = text {
            announce(text);
        }
    });
}

/// Tells the page when a request ends that was open.
pub(crate) fn tell_end(stage: Memo<Stage>, on_closed: Option<Callback<RequestState>>) {
    let Some(on_closed) = on_closed else { return };
    Effect::new(move |before: Option<Stage>| {
        let now = stage.get();
        if let (Some(Stage::Open), Stage::Settled(end)) = (before, now) {
            on_closed.run(end);
        }
        now
    });
}
