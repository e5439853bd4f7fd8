//! What became of a request: per key for an answer, in a sentence otherwise.

use crate::components::environment_tab::row_facts;
use crate::components::request_form::answers::typed;
use crate::components::request_form::form::Form;
use crate::components::request_form::head::Reason;
use crate::texts::{request, time};
use envdock_contract::model::{EnvRequest, RequestResult, RequestState, RequestedKey, Scope};
use leptos::prelude::*;

/// A request that is no longer open.
#[component]
pub(crate) fn Settled(
    form: Form,
    request: EnvRequest,
    /// The state that is shown: an open one whose session has ended counts as expired.
    state: RequestState,
    /// It was open on this page, and somebody answered it somewhere else.
    is_elsewhere: bool,
) -> impl IntoView {
    let (name, icon) = (title(state, is_elsewhere), icon(state));
    let text = text(state);
    let by = request.settled_by.clone();
    let at = request.settled_at.clone();
    let who = move || {
        let by = by.as_ref().filter(|_| state != RequestState::Expired).map(|user| form.name(user));
        let ago = at.as_ref().map(|at| time::ago(form.elapsed_ms(at)));
        [by.map(|by| request::by(&by)), ago].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let n_typed = Memo::new(move |_| typed(form).len());
    let results = (state == RequestState::Submitted).then(|| {
        let keys = request.keys.into_iter().map(|key| result(&key)).collect_view();
        view! { <ul class="envdock-results">{keys}</ul> }
    });
    view! {
        <div class="envdock-request__settled" data-state=icon>
            <h2 class="envdock-request__title envdock-icon" data-icon=icon tabindex="-1">
                {name}
            </h2>
            <p class="envdock-request__meta">
                <bdi>{who}</bdi>
            </p>
        </div>
        <Reason reason=request.reason />
        {text.map(|text| view! { <p class="envdock-request__text">{text}</p> })}
        {results}
        <Show when=move || { n_typed.get() > 0 }>
            <p class="envdock-request__text">{move || request::drafts_left(n_typed.get())}</p>
        </Show>
    }
}

/// What has become of it, in a word or two.
pub(crate) fn title(state: RequestState, is_elsewhere: bool) -> &'static str {
    match state {
        RequestState::Submitted if is_elsewhere => request::SUBMITTED_ELSEWHERE,
        RequestState::Open | RequestState::Submitted => request::SUBMITTED,
        RequestState::Declined => request::DECLINED,
        RequestState::Withdrawn => request::WITHDRAWN,
        RequestState::Expired => request::EXPIRED,
    }
}

fn icon(state: RequestState) -> &'static str {
    if state == RequestState::Submitted { "present" } else { "not-needed" }
}

fn text(state: RequestState) -> Option<&'static str> {
    match state {
        RequestState::Open | RequestState::Submitted => None,
        RequestState::Declined => Some(request::DECLINED_NEXT),
        RequestState::Withdrawn => Some(request::WITHDRAWN_NEXT),
        RequestState::Expired => Some(request::EXPIRED_NEXT),
    }
}

fn result(key: &RequestedKey) -> impl IntoView + use<> {
    let (state, text) = match &key.result {
        Some(RequestResult::Saved { scope: Scope::Session { .. } }) => {
            ("present", request::result::SESSION.to_owned())
        }
        Some(RequestResult::Saved { scope }) => {
            ("present", request::result::saved_for(row_facts::scope_name(scope)))
        }
        Some(RequestResult::UsedStored) => ("present", request::result::USED_STORED.to_owned()),
        Some(RequestResult::Skipped) | None => ("not-needed", request::result::SKIPPED.to_owned()),
    };
    view! {
        <li class="envdock-results__key" data-state=state>
            <span class="envdock-results__name envdock-icon">
                <code>{key.key.as_str().to_owned()}</code>
            </span>
            <span class="envdock-results__text">{text}</span>
            <bdi class="envdock-results__file">{key.file.to_string()}</bdi>
        </li>
    }
}
