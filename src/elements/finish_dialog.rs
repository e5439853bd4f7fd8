//! `<envdock-finish-dialog>`: asks before a session is finished while required values are missing.
//!
//! # Attributes
//! - `session`: the id of the session that is to be finished.
//!
//! # Methods
//! - `confirm(): Promise<boolean>`: finishes the session with a snapshot, and asks first when required
//!   values are missing; whether it is finished: `false` when somebody has gone back, it failed and
//!   was not tried again, or there is no session.
//!
//! # Events
//! - `envdock-open-requested`: *Fill now* was chosen: `{session, reason: "spec"}`.
//!
//! # Parts
//! - `dialog`: the dialog.
//! - `button`: each button, also `primary`, `quiet` or `danger` where it is one.
//!
//! # Example
//! ```html
//! <envdock-finish-dialog session="ses_42"></envdock-finish-dialog>
//! ```

use crate::components::{CheckContext, FinishDialog};
use crate::elements::host::Host;
use crate::store::{FinishState, shared};
use envdock_contract::model::SessionId;
use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

pub(super) const TAG: &str = "envdock-finish-dialog";

pub(super) fn view(host: &Host) -> AnyView {
    let session = host.id("session", |id| SessionId::new(id).ok());
    let session = Memo::new(move |_| session.get());
    let waiting = Waiting(StoredValue::new_local(Vec::new()));
    // The attribute may have changed right before the call, and the dialog follows later.
    host.on_call(move |_| {
        let Some(session) = session.get_untracked() else { return JsValue::FALSE };
        let promise = waiting.promise(&session);
        shared().finish(&session, Vec::new());
        promise.into()
    });
    on_cleanup(move || waiting.answer(|_| true, false));
    let host = host.clone();
    let dialog = move || {
        let session = session.get();
        // Nobody else would answer those of a session that is not shown any more.
        waiting.answer(|of| Some(of) != session.as_ref(), false);
        session.map(|session| of_session(&host, session, waiting))
    };
    dialog.into_any()
}

/// Those who have called `confirm()`, each with the session that it was about.
#[derive(Clone, Copy)]
struct Waiting(StoredValue<Vec<(SessionId, Function)>, LocalStorage>);

impl Waiting {
    fn promise(self, session: &SessionId) -> Promise {
        Promise::new(&mut |resolve, _| {
            self.0.update_value(|all| all.push((session.clone(), resolve)));
        })
    }

    /// Answers those whose session is meant.
    fn answer(self, is_meant: impl Fn(&SessionId) -> bool, is_finished: bool) {
        let meant = self.0.try_update_value(|all| {
            all.extract_if(.., |(session, _)| is_meant(session)).collect::<Vec<_>>()
        });
        for (_, resolve) in meant.unwrap_or_default() {
            // A promise takes every answer.
            let _ = resolve.call1(&JsValue::NULL, &is_finished.into());
        }
    }
}

/// The dialog of one session, which answers those who wait for it.
fn of_session(host: &Host, session: SessionId, waiting: Waiting) -> impl IntoView + use<> {
    let state = shared().finish_state(&session);
    let asked = session.clone();
    let answer = move |is_finished| waiting.answer(|of| *of == asked, is_finished);
    let cancel = answer.clone();
    Effect::new(move |before: Option<()>| match state.get() {
        FinishState::Saved(_) => answer(true),
        // The dialog does not speak of what was before it was there; of the rest it asks, and tells.
        FinishState::Missing(_) | FinishState::Failed(_) if before.is_none() => answer(false),
        FinishState::Idle
        | FinishState::Running
        | FinishState::Missing(_)
        | FinishState::Failed(_) => {}
    });
    let context = CheckContext { session: Some(session.clone()), ..CheckContext::default() };
    let host = host.clone();
    let on_fill = Callback::new(move |()| host.ask_to_open(&context, Some("spec")));
    let on_cancel = Callback::new(move |()| cancel(false));
    view! { <FinishDialog session on_fill on_cancel /> }
}
