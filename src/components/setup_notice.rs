//! Makes a discovered need seen at the moment it is discovered.

mod seen;

use crate::components::missing_badge::Counts;
use crate::components::parts::{announce, in_browser, use_announcer};
use crate::store::{EnvStore, shared};
use crate::texts::setup;
use envdock_contract::model::SessionId;
use envdock_core::CheckContext;
use leptos::{ev, prelude::*};
use seen::Seen;

/// Why the Environment tab should be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OpenReason {
    /// It is known what the project needs.
    Spec,
    /// An agent asks for values.
    Request,
}

/// Names env files that a setup session has found, until a person dismisses it.
///
/// The first time a spec or a request is known in a setup session it asks for the Environment tab
/// by itself: once for each session, also across reloads, so that closing the tab is respected.
/// In other sessions it draws nothing. It uses the store found in the context, otherwise the
/// page's.
#[component]
pub fn SetupNotice(
    /// Session, configuration and environment.
    #[prop(into)]
    context: Signal<CheckContext>,
    /// The tab should be seen: nobody's focus is to be moved for it.
    #[prop(into)]
    on_open: Callback<OpenReason>,
) -> impl IntoView {
    in_browser(
        || (),
        move || {
            use_announcer();
            let store = use_context::<EnvStore>().unwrap_or_else(shared);
            let context = Memo::new(move |_| context.get());
            move || {
                let context = context.get();
                let session = context.session.clone();
                session.map(|session| {
                    view! { <OfSession store=store.clone() session context on_open /> }
                })
            }
        },
    )
}

/// The notice of one session.
#[component]
fn OfSession(
    store: EnvStore,
    session: SessionId,
    context: CheckContext,
    on_open: Callback<OpenReason>,
) -> impl IntoView {
    StoredValue::new_local(store.watch_session(&session));
    let known = store.session(&session);
    let is_setup = Memo::new(move |_| {
        known.with(|answer| {
            answer.known.as_ref().is_some_and(|session| session.setup && session.is_live)
        })
    });
    let files = files(&store, &context);
    let counts = Counts::watch(&store, context);
    let seen = RwSignal::new(Seen::load(&session));
    let update = move |change: &dyn Fn(&mut Seen)| {
        seen.update(change);
        seen.with_untracked(|seen| seen.store(&session));
    };
    let open_once = update.clone();
    Effect::new(move || {
        let reason = if counts.requests.get() > 0 {
            Some(OpenReason::Request)
        } else {
            files.with(|files| !files.is_empty()).then_some(OpenReason::Spec)
        };
        if let (true, false, Some(reason)) =
            (is_setup.get(), seen.with_untracked(|seen| seen.was_opened), reason)
        {
            open_once(&|seen| seen.was_opened = true);
            on_open.run(reason);
        }
    });
    let new = Memo::new(move |_| {
        let is_new = |file: &&String| seen.with(|seen| !seen.dismissed.contains(*file));
        files.with(|files| files.iter().filter(is_new).cloned().collect::<Vec<_>>())
    });
    let is_shown = move || is_setup.get() && new.with(|new| !new.is_empty());
    let title = move || new.with(|new| title(new));
    Effect::new(move || {
        if is_shown() {
            announce(&title());
        }
    });
    let text = move || match counts.missing.get() {
        0 => setup::NOTHING_MISSING.to_owned(),
        count => setup::is_missing(count),
    };
    let tone = move || if counts.missing.get() > 0 { "warn" } else { "info" };
    let dismiss = move |_: ev::MouseEvent| {
        let new = new.get_untracked();
        update(&|seen| seen.dismissed.extend(new.iter().cloned()));
    };
    let dismiss = StoredValue::new_local(dismiss);
    view! {
        <Show when=is_shown>
            <section
                class="envdock-setup-notice"
                part="notice"
                aria-label=setup::NOTICE
                data-tone=tone
            >
                <p class="envdock-setup-notice__title">
                    <bdi>{title}</bdi>
                </p>
                <p class="envdock-setup-notice__text">{text}</p>
                <div class="envdock-setup-notice__actions">
                    <button
                        type="button"
                        class="envdock-button"
                        part="button"
                        on:click=move |_| on_open.run(OpenReason::Spec)
                    >
                        {setup::OPEN_TAB}
                    </button>
                    <button
                        type="button"
                        class="envdock-button"
                        part="button quiet"
                        data-kind="quiet"
                        on:click=move |event| dismiss.with_value(|dismiss| dismiss(event))
                    >
                        {setup::DISMISS}
                    </button>
                </div>
            </section>
        </Show>
    }
}

/// The env files of the spec that need anything, by name.
fn files(store: &EnvStore, context: &CheckContext) -> Memo<Vec<String>> {
    let configuration = context.configuration.as_ref().map(|id| store.configuration(id));
    Memo::new(move |_| {
        let spec = configuration.as_ref().and_then(|configuration| {
            configuration.with(|answer| answer.known.as_ref()?.spec.clone())
        });
        let files = spec.iter().flat_map(|spec| &spec.files);
        let files = files.filter(|file| !file.slots.is_empty());
        files.map(|file| file.file_ref().to_string()).collect()
    })
}

fn title(new: &[String]) -> String {
    match new {
        [one] => setup::file_added(one),
        more => setup::files_added(more.len(), &more.join(", ")),
    }
}
