//! What is shown is from before: why, since when, and what happens next.

use crate::components::environment_tab::failure_text;
use crate::components::organization_secrets::page::Page;
use crate::components::parts::{Notice, Tone};
use crate::store::SecretList;
use crate::texts::{actions, failures, time};
use envdock_core::{CheckFailure, SignIn};
use leptos::prelude::*;

/// Says how old the list is while it cannot be read.
#[component]
pub(super) fn Outdated(page: Page) -> impl IntoView {
    let (connection, list) = (page.store().connection(), page.organization().list());
    let read = list.clone();
    let why = Memo::new(move |_| {
        let (is_offline, is_out) =
            connection.with(|now| (now.offline, now.sign_in == SignIn::SignedOut));
        let failure = read.with(failure);
        if is_out {
            Some(failures::SIGNED_OUT)
        } else if is_offline {
            Some(failures::OFFLINE)
        } else {
            failure.map(failure_text::check)
        }
    });
    let known = list.clone();
    let text = Signal::derive(move || {
        page.ages.track();
        let (known_at, is_retrying) = known.with(|list| (list.checked_at, list.is_retrying));
        let age = known_at.map(|at| page.store().now().since(at));
        let known = age.map(|age| failures::last_known(&time::ago(age)));
        let retrying = is_retrying.then(|| failures::RETRYING.to_owned());
        [known, retrying].into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    let can_retry = Memo::new(move |_| {
        // Where a launch link signs people in, asking again does not.
        let can_help =
            |failure| failure != CheckFailure::SignedOut || !page.store().has_launch_links();
        list.with(|list| failure(list).is_some_and(can_help))
    });
    move || {
        let title = why.get()?.to_owned();
        let button = move || {
            can_retry.get().then(|| {
                view! {
                    <button
                        type="button"
                        class="envdock-button"
                        part="button"
                        on:click=move |_| page.organization().retry()
                    >
                        {actions::RETRY}
                    </button>
                }
            })
        };
        Some(view! { <Notice tone=Tone::Warn title text>{button}</Notice> })
    }
}

/// Why what is shown is not what is there now. The next page says so at the end of the list.
fn failure(list: &SecretList) -> Option<CheckFailure> {
    list.failure.filter(|_| list.total.is_some() && !list.is_more)
}
