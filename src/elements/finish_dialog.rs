//! `<envdock-finish-dialog>`: asks before a session is finished while required values are missing.
//!
//! # Attributes
//! - `session`: the id of the session that is to be finished.
//!
//! # Methods
//! - `confirm(): Promise<boolean>`: finishes the session with a snapshot, and asks first when required
//!   values are missing; whether it is finished: `false` when somebody has gone back, or it failed.
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
    let host = host.clone();
    let dialog = move || session.get().map(|session| of_session(&host, session));
    dialog.into_any()
}

/// The dialog of one session, which answers those who wait for it.
fn of_session(host: &Host, session: SessionId) -> impl IntoView + use<> {
    let store = shared();
    let waiting = StoredValue::new_local(Vec::<Function>::new());
    let answer = move |is_finished: bool| {
        for resolve in waiting.try_update_value(std::mem::take).unwrap_or_default() {
            // A promise takes every answer.
            let _ = resolve.call1(&JsValue::NULL, &is_finished.into());
        }
    };
    let state = store.finish_state(&session);
    Effect::new(move || match state.get() {
        FinishState::Saved(_) => answer(true),
        FinishState::Failed(_) => answer(false),
        FinishState::Idle | FinishState::Running | FinishState::Missing(_) => {}
    });
    on_cleanup(move || answer(false));
    let asked = session.clone();
    host.on_call(move |_| {
        let promise = Promise::new(&mut |resolve, _| {
            waiting.update_value(|waiting| waiting.push(resolve));
        });
        store.finish(&asked, Vec::new());
        promise.into()
    });
    let context = CheckContext { session: Some(session.clone()), ..CheckContext::default() };
    let host = host.clone();
    let on_fill = Callback::new(move |()| host.ask_to_open(&context, Some("spec")));
    let on_cancel = Callback::new(move |()| answer(false));
    view! { <FinishDialog session on_fill on_cancel /> }
}
