//! Who asks, for what, and why.

use crate::components::parts::AgentWords;
use crate::components::request_form::form::Form;
use crate::texts::{request, time};
use envdock_contract::model::EnvRequest;
use leptos::prelude::*;

/// The headline, the agent's reason, and where values go.
#[component]
pub(crate) fn Head(form: Form, request: EnvRequest) -> impl IntoView {
    let EnvRequest { asked_by, asked_at, environment, reason, keys, .. } = request;
    let ago = move || time::ago(form.elapsed_ms(&asked_at));
    let title = request::asks(keys.len());
    view! {
        <header class="envdock-request__head">
            <h2 class="envdock-request__title" tabindex="-1">
                {title}
            </h2>
            <p class="envdock-request__meta">
                <bdi>{asked_by.as_str().to_owned()}</bdi>
                <span>{request::for_environment(environment.as_str())}</span>
                <span>{ago}</span>
            </p>
        </header>
        <Reason reason />
    }
}

/// Why, in the agent's words. They stand here alone: the conversation does not repeat them.
#[component]
pub(crate) fn Reason(reason: String) -> impl IntoView {
    if reason.is_empty() {
        view! { <p class="envdock-request__none">{request::NO_REASON}</p> }.into_any()
    } else {
        view! {
            <div class="envdock-request__reason">
                <p class="envdock-unseen">{request::SAYS}</p>
                <AgentWords text=reason />
            </div>
        }
        .into_any()
    }
}
