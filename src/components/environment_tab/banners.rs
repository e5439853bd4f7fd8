//! What is to be known before the list: the connection, and decisions about many keys.

use crate::components::environment_tab::actions;
use crate::components::environment_tab::failure_text;
use crate::components::environment_tab::overview::Overview;
use crate::components::environment_tab::removed::RemovedBanner;
use crate::components::environment_tab::signed_out::SignedOut;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{Notice, Tone, announce};
use crate::store::{ActionFailure, ActionState};
use crate::texts::{self, failures, time};
use envdock_contract::model::{Role, ScopeKind};
use envdock_core::SignIn;
use leptos::prelude::*;

/// At most one about the connection, then what can be decided for many keys.
#[component]
pub(crate) fn Banners(
    tab: Tab,
    overview: Memo<Overview>,
    /// The body says why there is no list, and asks again.
    #[prop(into)]
    is_failed: Signal<bool>,
) -> impl IntoView {
    view! {
        <div class="envdock-banners">
            <ConnectionBanner tab is_failed />
            <FailureBanner tab />
            <RoleBanner tab />
            <AdoptBanner tab overview />
            <ProposedBanner tab overview />
            <RemovedBanner tab />
        </div>
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Trouble {
    SignedOut,
    Failing { title: &'static str, age: String, is_retrying: bool },
}

impl Trouble {
    fn title(&self) -> &'static str {
        match self {
            Self::SignedOut => failures::SIGNED_OUT,
            Self::Failing { title, .. } => title,
        }
    }
}

/// Signed out, or out of reach with what was known last.
#[component]
fn ConnectionBanner(tab: Tab, is_failed: Signal<bool>) -> impl IntoView {
    let store = tab.store();
    let connection = store.connection();
    let summary = tab.summary();
    let trouble = Memo::new(move |_| {
        tab.ages.track();
        let connection = connection.get();
        if connection.sign_in == SignIn::SignedOut {
            return Some(Trouble::SignedOut);
        }
        let title = match connection.failure {
            Some(failure) => failure_text::check(failure),
            None if connection.offline => failures::OFFLINE,
            None => return None,
        };
        let known = summary.with(|summary| summary.checked_at);
        let age = known.map(|at| failures::last_known(&time::ago(store.now().since(at))));
        let is_retrying = connection.retrying;
        Some(Trouble::Failing { title, age: age.unwrap_or_default(), is_retrying })
    });
    // Said once, when it begins: its age and the next attempt go on changing.
    Effect::new(move |before: Option<Option<&'static str>>| {
        let now = trouble.with(|trouble| trouble.as_ref().map(Trouble::title));
        if let Some(title) = now.filter(|_| before.flatten() != now) {
            announce(title);
        }
        now
    });
    let retry = move |_| tab.store().refresh();
    let shown =
        move || trouble.get().filter(|trouble| *trouble == Trouble::SignedOut || !is_failed.get());
    move || {
        shown().map(|trouble| match trouble {
            Trouble::SignedOut => {
                view! { <SignedOut store=tab.store() tone=Tone::Warn /> }.into_any()
            }
            Trouble::Failing { title, age, is_retrying } => {
                let next = if is_retrying { failures::RETRYING } else { "" };
                let text = Signal::stored([age.as_str(), " ", next].concat().trim().to_owned());
                view! {
                    <Notice tone=Tone::Warn title text>
                        <button type="button" class="envdock-button" part="button" on:click=retry>
                            {texts::actions::RETRY}
                        </button>
                    </Notice>
                }
                .into_any()
            }
        })
    }
}

/// An order about many keys that failed.
#[component]
fn FailureBanner(tab: Tab) -> impl IntoView {
    let store = tab.store();
    let edited = store.spec_state(&tab.configuration_id());
    let apply = tab.session().map(|session| store.apply_state(&session));
    let failure = Memo::new(move |_| {
        let applied = apply.as_ref().and_then(|apply| apply.with(failure_of));
        edited.with(failure_of).or(applied)
    });
    move || {
        failure.get().map(|failure| {
            view! { <Notice tone=Tone::Danger title=failure_text::action(failure) /> }
        })
    }
}

fn failure_of<T>(state: &ActionState<T>) -> Option<ActionFailure> {
    match state {
        ActionState::Failed(failure) => Some(*failure),
        ActionState::Idle | ActionState::Running | ActionState::Done(_) => None,
    }
}

/// Says to a member what a member can do.
#[component]
fn RoleBanner(tab: Tab) -> impl IntoView {
    let is_reader = Memo::new(move |_| {
        tab.me().is_some_and(|me| {
            !matches!(me.role, Role::Owner | Role::Admin)
                && me.capabilities.scopes.contains(&ScopeKind::Configuration)
        })
    });
    view! {
        <Show when=move || is_reader.get()>
            <p class="envdock-banners__hint">{texts::tab::READ_ONLY}</p>
        </Show>
    }
}

/// Keys in files that are not stored.
#[component]
fn AdoptBanner(tab: Tab, overview: Memo<Overview>) -> impl IntoView {
    let count = Memo::new(move |_| overview.with(|overview| overview.adoptable.len()));
    let title = Signal::derive(move || texts::tab::adoptable(count.get()));
    let text = Signal::stored(texts::tab::ADOPTABLE_NEXT.to_owned());
    let adopt =
        move |_| overview.with_untracked(|overview| actions::adopt(tab, &overview.adoptable));
    view! {
        <Show when=move || { count.get() > 0 }>
            <Notice tone=Tone::Info title text>
                <button type="button" class="envdock-button" part="button" on:click=adopt>
                    {move || texts::actions::adopt_all(count.get())}
                </button>
            </Notice>
        </Show>
    }
}

/// Keys that wait for acceptance.
#[component]
fn ProposedBanner(tab: Tab, overview: Memo<Overview>) -> impl IntoView {
    let count = Memo::new(move |_| overview.with(|overview| overview.proposed.len()));
    let title = Signal::derive(move || texts::tab::proposed(count.get()));
    let text = Signal::stored(texts::tab::PROPOSED_NEXT.to_owned());
    let accept =
        move |_| overview.with_untracked(|overview| actions::accept(tab, &overview.proposed));
    view! {
        <Show when=move || { count.get() > 0 && tab.can_accept() }>
            <Notice tone=Tone::Info title text>
                <button type="button" class="envdock-button" part="button" on:click=accept>
                    {texts::actions::ACCEPT_ALL}
                </button>
            </Notice>
        </Show>
    }
}
