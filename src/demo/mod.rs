//! The demo IDE: the product's main page, around the same components that a host embeds.

mod composer;
mod configurations;
mod env_files;
mod environments;
mod finish;
mod key_in_address;
mod launch;
mod new_session;
mod panes;
mod place;
mod repositories;
mod request_page;
mod secrets;
mod session;
mod signed_out;
mod theme;
mod thread;
mod title;
mod top_bar;

use crate::components::parts::{Skeleton, use_announcer};
use crate::store::{EnvStore, SignInState, shared};
use crate::texts;
use configurations::{Known, Search};
use envdock_core::CheckFailure;
use envdock_core::SignIn;
use environments::EnvironmentsPage;
use leptos::prelude::*;
use leptos_router::components::{A, Redirect, Route, Router, Routes};
use leptos_router::path;
use repositories::Repositories;
use request_page::RequestPage;
use secrets::Secrets;
use session::SessionPage;
use signed_out::SignedOut;
use top_bar::TopBar;

/// The whole page.
#[component]
pub fn Demo() -> impl IntoView {
    use_announcer();
    let store = shared();
    provide_context(store.clone());
    launch::begin(&store);
    let connection = store.connection();
    let sign_in = store.sign_in_state();
    let is_signed_out = Memo::new(move |_| {
        let is_running = sign_in.with(|state| *state == SignInState::Running);
        connection.with(|connection| connection.sign_in == SignIn::SignedOut) && !is_running
    });
    let has_drafts = store.has_drafts();
    let is_hidden = move || is_signed_out.get() && !has_drafts.get();
    view! {
        <Router>
            <Show when=is_hidden fallback=|| view! { <Pages /> }>
                <SignedOut />
            </Show>
        </Router>
    }
}

/// What each address shows.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <Route path=path!("/") view=Home />
            <Route path=path!("/repositories") view=Repositories />
            <Route path=path!("/configurations/:id") view=EnvironmentsPage />
            <Route path=path!("/settings/secrets") view=Secrets />
            <Route path=path!("/sessions/:id") view=SessionPage />
            <Route path=path!("/requests/:id") view=RequestPage />
        </Routes>
    }
}

/// Goes to the session of the repository that the server was started for.
#[component]
fn Home() -> impl IntoView {
    let known = Known::watch(expect_context::<EnvStore>());
    move || match known.first_session() {
        Search::Found(session) => {
            view! { <Redirect path=["/sessions/", session.as_str()].concat() /> }.into_any()
        }
        Search::NotFound => view! { <Redirect path="/repositories" /> }.into_any(),
        Search::Waiting => view! { <Waiting /> }.into_any(),
    }
}

/// Until the list of projects is there, or why it does not come.
#[component]
fn Waiting() -> impl IntoView {
    let store = expect_context::<EnvStore>();
    let listing = store.listing();
    // Asked before the launch link was exchanged: the answer to that is still on its way.
    let is_final = |failure: &CheckFailure| *failure != CheckFailure::SignedOut;
    let failure =
        Memo::new(move |_| listing.with(|listing| listing.status.failure.filter(is_final)));
    let retry = Callback::new(move |()| store.refresh());
    let content = move || {
        if let Some(failure) = failure.get() {
            repositories::failed(failure, retry).into_any()
        } else {
            view! { <Skeleton label=texts::tab::LOADING /> }.into_any()
        }
    };
    view! {
        <TopBar />
        <main class="envdock-page">
            <h1 class="envdock-unseen">{texts::demo::PRODUCT}</h1>
            {content}
        </main>
    }
}

/// No such page.
#[component]
fn NotFound() -> impl IntoView {
    view! {
        <TopBar />
        <main class="envdock-page">
            <h1 class="envdock-page__title">{texts::demo::NOT_FOUND}</h1>
            <A href="/repositories" attr:class="envdock-button envdock-page__next">
                {texts::demo::TO_REPOSITORIES}
            </A>
        </main>
    }
}
