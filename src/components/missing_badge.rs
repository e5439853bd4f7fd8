//! How much is missing and asked, whether or not the tab was ever opened.

pub(crate) mod open_requests;

use crate::components::parts::in_browser;
use crate::store::{EnvStore, shared};
use crate::texts::setup;
use envdock_core::{CheckContext, SummaryId};
use leptos::prelude::*;
use open_requests::open_requests;

/// The number of required values that are missing, and of requests that wait for an answer.
///
/// It draws nothing while there is neither. It uses the store found in the context, otherwise the
/// page's.
#[component]
pub fn MissingBadge(
    /// Session, configuration and environment that are counted.
    #[prop(into)]
    context: Signal<CheckContext>,
    /// Makes it a button, which asks for the Environment tab.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
) -> impl IntoView {
    in_browser(
        || (),
        move || {
            let store = use_context::<EnvStore>().unwrap_or_else(shared);
            let context = Memo::new(move |_| context.get());
            move || view! { <Counted counts=Counts::watch(&store, context.get()) on_open /> }
        },
    )
}

/// What is counted in one context.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) missing: Memo<usize>,
    pub(crate) requests: Memo<usize>,
}

impl Counts {
    /// Starts watching; ends with the owner it is called in.
    pub(crate) fn watch(store: &EnvStore, context: CheckContext) -> Self {
        let requests = open_requests(store, context.session.as_ref());
        let summary = context.configuration.clone().map(|configuration| {
            let id = SummaryId::new(context, configuration);
            StoredValue::new_local(store.watch_summary(&id));
            store.summary(&id)
        });
        let missing = Memo::new(move |_| {
            let count = |summary: &envdock_core::Summary| summary.count.required_missing;
            summary.as_ref().map_or(0, |summary| summary.with(count))
        });
        Self { missing, requests: Memo::new(move |_| requests.with(Vec::len)) }
    }
}

/// The numbers.
#[component]
fn Counted(counts: Counts, on_open: Option<Callback<()>>) -> impl IntoView {
    let count = |kind: &'static str, count: usize, spoken: String| {
        (count > 0).then(|| {
            let is_request = kind == "request";
            view! {
                <span
                    class="envdock-badge__count"
                    class:envdock-icon=is_request
                    data-kind=kind
                    data-icon=is_request.then_some("request")
                >
                    <span aria-hidden="true">{count}</span>
                    <span class="envdock-unseen">{spoken}</span>
                </span>
            }
        })
    };
    let numbers = move || {
        let (missing, requests) = (counts.missing.get(), counts.requests.get());
        (
            count("missing", missing, setup::missing(missing)),
            count("request", requests, setup::open_requests(requests)),
        )
    };
    let is_shown = move || counts.missing.get() + counts.requests.get() > 0;
    view! {
        <Show when=is_shown>
            {match on_open {
                Some(on_open) => {
                    view! {
                        <button
                            type="button"
                            class="envdock-badge"
                            part="badge"
                            title=setup::OPEN_TAB
                            on:click=move |_| on_open.run(())
                        >
                            {numbers}
                        </button>
                    }
                        .into_any()
                }
                None => view! { <span class="envdock-badge" part="badge">{numbers}</span> }.into_any(),
            }}
        </Show>
    }
}
