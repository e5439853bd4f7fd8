//! The sidebar tab: what the project needs, what is missing, and where to fill it in.

mod about;
mod actions;
mod add_key;
pub(crate) mod ages;
mod arrival;
mod banners;
mod by_hand;
mod changed_meanwhile;
mod copying;
mod counts;
mod decision;
mod details;
mod drop;
mod editing;
mod editor;
pub(crate) mod failure_text;
mod finding;
mod focus;
mod focus_keeper;
pub(crate) mod follow_draft;
mod group;
mod groups;
mod header;
mod help;
mod key_target;
mod keyboard;
mod move_value;
mod moving;
mod opening;
mod order;
mod overview;
mod panel;
mod put_back;
mod removed;
mod requests;
mod rights;
mod row;
pub(crate) mod row_facts;
pub(crate) mod row_status;
mod save_bar;
mod scoping;
mod search;
pub(crate) mod signed_out;
pub(crate) mod slots;
mod standing;
mod stored_line;
mod tab;
mod tellings;

use crate::components::ImportDialog;
use crate::components::parts::{EmptyState, Skeleton, in_browser, use_announcer};
use crate::store::{EnvStore, shared};
use crate::texts;
use add_key::AddKey;
use arrival::Lost;
use banners::Banners;
use copying::KeyLink;
use envdock_core::{CheckContext, CheckFailure};
use finding::Finding;
use groups::Groups;
use header::Header;
pub use key_target::KeyTarget;
use leptos::prelude::*;
use overview::Overview;
use requests::Requests;
use save_bar::SaveBar;
use tab::Tab;
use tellings::OnSaved;

/// Lists every variable the configuration needs, with its state, and takes what is missing.
///
/// It uses the store found in the context, otherwise the page's.
#[component]
pub fn EnvironmentTab(
    /// Session, configuration and environment whose slots are listed. Without a configuration
    /// nothing is needed yet.
    #[prop(into)]
    context: Signal<CheckContext>,
    /// The key to go to: its row is opened, and has the focus, once it is known what is stored.
    #[prop(optional, into)]
    target: Signal<Option<KeyTarget>>,
    /// Gives the address that leads to a key; without it, no link can be copied.
    #[prop(optional, into)]
    key_link: Option<Callback<KeyTarget, String>>,
    /// A value was stored.
    #[prop(optional, into)]
    on_saved: Option<Callback<KeyTarget>>,
) -> impl IntoView {
    in_browser(shape, move || {
        use_announcer();
        provide_context(KeyLink(key_link));
        provide_context(OnSaved(on_saved));
        let store = use_context::<EnvStore>().unwrap_or_else(shared);
        let context = Memo::new(move |_| context.get());
        move || match Tab::new(store.clone(), context.get()) {
            Some(tab) => view! { <Frame tab target /> }.into_any(),
            None => before_spec().into_any(),
        }
    })
}

/// What a server draws.
fn shape() -> impl IntoView {
    view! {
        <section class="envdock-environment-tab" aria-label=texts::tab::TITLE aria-busy="true">
            <header class="envdock-header">
                <h2 class="envdock-header__title">{texts::tab::TITLE}</h2>
            </header>
            <Skeleton label=texts::tab::LOADING />
        </section>
    }
}

/// What the body shows, apart from the banners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Body {
    Loading,
    Failed(CheckFailure),
    BeforeSpec,
    Empty,
    List,
}

fn body(tab: Tab) -> Body {
    tab.configuration().with(|answer| match (&answer.known, answer.status.failure) {
        (Some(known), _) => match known.spec.as_deref() {
            None => Body::BeforeSpec,
            Some(spec) if spec.files.iter().all(|file| file.slots.is_empty()) => Body::Empty,
            Some(_) => Body::List,
        },
        (None, None | Some(CheckFailure::SignedOut | CheckFailure::Offline)) => Body::Loading,
        (None, Some(failure)) => Body::Failed(failure),
    })
}

/// One configuration in one context.
#[component]
fn Frame(tab: Tab, target: Signal<Option<KeyTarget>>) -> impl IntoView {
    let body = Memo::new(move |_| body(tab));
    let is_failed = Signal::derive(move || matches!(body.get(), Body::Failed(_)));
    let overview = Overview::memo(tab);
    let finding = Finding::new();
    arrival::follow(tab, finding, target);
    tellings::tell(tab);
    tellings::tell_added(tab);
    tellings::tell_changed(tab);
    changed_meanwhile::follow(tab);
    let focused = focus_keeper::keep(tab);
    let (is_over, set_over) = signal(false);
    let into = Signal::stored(tab.context());
    let content = move || match body.get() {
        Body::Loading => view! { <Skeleton label=texts::tab::LOADING /> }.into_any(),
        Body::Failed(failure) => failed(tab, failure).into_any(),
        Body::BeforeSpec => view! { {before_spec()} <AddKey tab /> }.into_any(),
        Body::Empty => view! { {empty()} <AddKey tab /> }.into_any(),
        Body::List => view! { <Groups tab finding /> <AddKey tab /> }.into_any(),
    };
    view! {
        <section
            class="envdock-environment-tab"
            aria-label=texts::tab::TITLE
            node_ref=tab.root
            on:focusin=focused
            on:keydown=move |event| keyboard::pressed(tab, finding, &event)
            on:dragover=move |event| drop::over(tab, &event, set_over)
            on:dragleave=move |event| drop::left(tab, &event, set_over)
            on:drop=move |event| drop::dropped(tab, &event, set_over)
        >
            <Header tab finding is_list=Signal::derive(move || body.get() == Body::List) />
            <Banners tab overview is_failed />
            <Lost finding />
            <Requests tab />
            <div class="envdock-environment-tab__body" aria-busy=move || (body.get() == Body::Loading).to_string()>
                {content}
            </div>
            <SaveBar tab />
            <Show when=move || is_over.get()>
                <p class="envdock-import-drop">{texts::import::DROP}</p>
            </Show>
            <ImportDialog context=into handle=tab.import />
        </section>
    }
}

fn before_spec() -> impl IntoView {
    view! { <EmptyState title=texts::tab::BEFORE_SPEC text=texts::tab::BEFORE_SPEC_NEXT /> }
}

fn empty() -> impl IntoView {
    view! { <EmptyState title=texts::tab::EMPTY_SPEC text=texts::tab::EMPTY_SPEC_NEXT /> }
}

fn failed(tab: Tab, failure: CheckFailure) -> impl IntoView {
    let retry = move |_| tab.store().refresh();
    view! {
        <EmptyState title=texts::tab::FAILED text=failure_text::check(failure)>
            <button type="button" class="envdock-button" part="button" on:click=retry>
                {texts::actions::RETRY}
            </button>
        </EmptyState>
    }
}
