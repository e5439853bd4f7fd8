//! `<envdock-request-form>`: an agent's question for values, answered where it is asked.
//!
//! # Attributes
//! - `request`: the id of the request.
//! - `aside`: it begins as one line; read when the element is connected.
//!
//! # Events
//! - `envdock-request-closed`: an open request has ended, wherever it was answered: `{request, state:
//!   "submitted" | "declined" | "withdrawn" | "expired"}`.
//!
//! # Parts
//! - `request`: each question of an agent.
//! - `field`: each field that a person fills in.
//! - `button`: each button, also `primary`, `quiet` or `danger` where it is one.
//! - `notice`: each box with something to know or decide.
//!
//! # Example
//! ```html
//! <envdock-request-form request="req_7"></envdock-request-form>
//! ```

use crate::components::RequestForm;
use crate::elements::host::Host;
use envdock_contract::model::{RequestId, RequestState};
use leptos::prelude::*;

pub(super) const TAG: &str = "envdock-request-form";

pub(super) fn view(host: &Host) -> AnyView {
    let request = host.id("request", |id| RequestId::new(id).ok());
    let starts_aside = host.attribute("aside").with_untracked(Option::is_some);
    let host = host.clone();
    let on_closed = Callback::new(move |end: RequestState| {
        let id = request.get_untracked();
        let detail = [("request", id.as_ref().map(RequestId::as_str)), ("state", Some(end.name()))];
        host.tell("envdock-request-closed", &detail);
    });
    view! { <RequestForm request starts_aside on_closed /> }.into_any()
}
