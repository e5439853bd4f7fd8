//! An agent's question for values, answered where it is asked.

mod answers;
mod field;
mod files;
mod focus;
mod footer;
mod form;
mod head;
mod key;
mod key_notes;
mod pasting;
mod sending;
mod settled;
mod spec_names;
mod standing;
mod tellings;

use crate::components::environment_tab::failure_text;
use crate::components::parts::{EmptyState, Skeleton, in_browser, use_announcer};
use crate::store::{ActionState, EnvStore, shared};
use crate::texts::{self, request as words};
use envdock_contract::model::{EnvRequest, RequestId, RequestState};
use envdock_core::{CheckFailure, SubmissionState};
use files::Files;
use footer::Footer;
use form::Form;
use head::Head;
use leptos::{ev, prelude::*};
use pasting::PastedNotice;
use settled::Settled;
use std::sync::Arc;

/// Shows what an agent asks for and why, takes the answers, and says what became of them.
///
/// The same request may be shown in several places: what is typed is shared, and answered in one
/// place it closes in all. Nothing takes the focus on arrival. It uses the store found in the
/// context, otherwise the page's.
#[component]
pub fn RequestForm(
    /// Which; without one, nothing is asked.
    #[prop(into)]
    request: Signal<Option<RequestId>>,
    /// Begins as one line, for a place where the form is not the main thing.
    #[prop(optional)]
    starts_aside: bool,
    /// It was open, and has ended: it was answered, here or elsewhere, taken back, or it expired.
    #[prop(optional, into)]
    on_closed: Option<Callback<RequestState>>,
) -> impl IntoView {
    in_browser(loading, move || {
        use_announcer();
        let store = use_context::<EnvStore>().unwrap_or_else(shared);
        let id = Memo::new(move |_| request.get());
        move || match id.get() {
            Some(id) => {
                view! { <OfRequest store=store.clone() id starts_aside on_closed /> }.into_any()
            }
            None => view! { <EmptyState title=words::NONE text=words::NONE_NEXT /> }.into_any(),
        }
    })
}

/// Until it is known what is asked; and what a server draws.
fn loading() -> impl IntoView {
    view! { <Skeleton label=words::LOADING rows=2 /> }
}

/// What the place of the form shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Loading,
    Failed(CheckFailure),
    Open,
    Settled(RequestState),
}

/// One request, from loading to its end.
#[component]
fn OfRequest(
    store: EnvStore,
    id: RequestId,
    starts_aside: bool,
    on_closed: Option<Callback<RequestState>>,
) -> impl IntoView {
    StoredValue::new_local(store.watch_request(&id));
    let answer = store.request(&id);
    let known =
        Memo::new(move |_| answer.with(|answer| (answer.known.clone(), answer.status.failure)));
    let stage =
        Memo::new(move |_| known.with(|(known, failure)| stage(known.as_deref(), *failure)));
    tellings::tell_end(stage, on_closed);
    // Made anew for other keys only: what is typed and chosen outlives every other answer.
    let asked =
        Memo::new(move |_| known.with(|(known, _)| known.as_ref().map(|request| asked(request))));
    let is_ours = answered_here(&store, &id);
    let refresh = store.clone();
    move || match asked.get() {
        Some(asked) => {
            let form = Form::new(store.clone(), &asked);
            let request = Signal::derive(move || known.with(|(known, _)| known.clone()));
            view! { <Frame form request stage is_ours starts_aside /> }.into_any()
        }
        None => match stage.get() {
            Stage::Failed(failure) => failed(&refresh, failure).into_any(),
            Stage::Loading | Stage::Open | Stage::Settled(_) => loading().into_any(),
        },
    }
}

/// The form of a known request.
#[component]
fn Frame(
    form: Form,
    request: Signal<Option<Arc<EnvRequest>>>,
    stage: Memo<Stage>,
    is_ours: RwSignal<bool>,
    starts_aside: bool,
) -> impl IntoView {
    let is_aside = RwSignal::new(starts_aside);
    let was_open = stage.get_untracked() == Stage::Open;
    tellings::tell(form, stage, is_ours, starts_aside);
    let put_aside = Callback::new(move |()| {
        is_aside.set(true);
        focus::button(form);
    });
    let answer = move |_| {
        is_aside.set(false);
        focus::headline(form);
    };
    let known = move || untrack(|| request.get()).map(|request| (*request).clone());
    let content = move || match (stage.get(), is_aside.get()) {
        (Stage::Settled(state), _) => {
            let is_elsewhere = was_open && !is_ours.get_untracked();
            known().map(|request| view! { <Settled form request state is_elsewhere /> }).into_any()
        }
        (_, true) => view! { <Aside form on_answer=answer /> }.into_any(),
        (Stage::Loading | Stage::Failed(_) | Stage::Open, false) => view! {
            {known().map(|request| view! { <Head form request /> })}
            <Files form />
            <PastedNotice form />
            <Footer form put_aside />
        }
        .into_any(),
    };
    view! {
        <section
            class="envdock-request"
            part="request"
            role="group"
            aria-label=words::LABEL
            data-state=move || stage.get().name()
            node_ref=form.root
        >
            {content}
        </section>
    }
}

/// Put aside: one line, which says that the agent still waits.
#[component]
fn Aside(form: Form, on_answer: impl Fn(ev::MouseEvent) + 'static) -> impl IntoView {
    let n_typed = Memo::new(move |_| answers::typed(form).len());
    view! {
        <div class="envdock-request__aside">
            <p class="envdock-request__title">{words::waits(form.keys().len())}</p>
            <Show when=move || { n_typed.get() > 0 }>
                <p class="envdock-request__meta">{move || texts::tab::unsaved(n_typed.get())}</p>
            </Show>
            <button
                type="button"
                class="envdock-button"
                part="button"
                data-focus="answer"
                on:click=on_answer
            >
                {words::ANSWER}
            </button>
        </div>
    }
}

fn failed(store: &EnvStore, failure: CheckFailure) -> impl IntoView + use<> {
    let store = store.clone();
    let retry = move |_| store.refresh();
    let is_lost = matches!(failure, CheckFailure::NotFound | CheckFailure::Forbidden);
    if is_lost {
        // The server does not tell a request that is not there from one that is not for you.
        view! { <EmptyState title=words::NOT_FOUND text=words::NOT_FOUND_NEXT /> }.into_any()
    } else {
        view! {
            <EmptyState title=words::FAILED text=failure_text::check(failure)>
                <button type="button" class="envdock-button" part="button" on:click=retry>
                    {texts::actions::RETRY}
                </button>
            </EmptyState>
        }
        .into_any()
    }
}

impl Stage {
    /// The `data-state` that style sheets and tests know.
    fn name(self) -> &'static str {
        match self {
            Self::Loading => "loading",
            Self::Failed(_) => "failed",
            Self::Open => RequestState::Open.name(),
            Self::Settled(end) => end.name(),
        }
    }
}

fn stage(known: Option<&EnvRequest>, failure: Option<CheckFailure>) -> Stage {
    match (known, failure) {
        (Some(request), _) if request.state == RequestState::Open => Stage::Open,
        (Some(request), _) => Stage::Settled(request.state),
        (None, Some(failure)) => Stage::Failed(failure),
        (None, None) => Stage::Loading,
    }
}

/// The request without what changes when it is settled.
fn asked(request: &EnvRequest) -> EnvRequest {
    let mut asked = EnvRequest {
        state: RequestState::Open,
        settled_at: None,
        settled_by: None,
        ..request.clone()
    };
    for key in &mut asked.keys {
        key.result = None;
    }
    asked
}

/// Whether it was answered from this page: then it is not called *elsewhere*.
fn answered_here(store: &EnvStore, id: &RequestId) -> RwSignal<bool> {
    let (submission, declining) = (store.submission(id), store.decline_state(id));
    let is_ours = RwSignal::new(false);
    Effect::new(move || {
        let is_submitting = submission.with(|state| *state == SubmissionState::Submitting);
        let is_declining = declining.with(|state| *state == ActionState::Running);
        if is_submitting || is_declining {
            is_ours.set(true);
        }
    });
    is_ours
}
