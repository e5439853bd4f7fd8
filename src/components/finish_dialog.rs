//! Asks before a session is finished while required values are missing, and says why it was not.

mod missing;

use crate::components::environment_tab::failure_text;
use crate::components::finish_dialog::missing::{Gap, gaps};
use crate::components::parts::{announce, follow_dialog, in_browser, use_announcer};
use crate::store::{ActionFailure, EnvStore, FinishState, MissingSlot, shared};
use crate::texts::actions::RETRY;
use crate::texts::setup;
use envdock_contract::model::{FileRef, SessionId};
use leptos::{html, prelude::*};

/// A native dialog: it lists what is missing and offers to fill it now or to save anyway.
///
/// It opens by itself when [`EnvStore::finish`] was refused for missing values or has failed, and
/// gives the focus back when it closes. It uses the store found in the context, otherwise the page's.
#[component]
pub fn FinishDialog(
    /// Whose finishing it watches.
    session: SessionId,
    /// *Fill now* was chosen.
    #[prop(into)]
    on_fill: Callback<()>,
    /// It was closed, and the session is not finished.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    in_browser(|| (), move || view! { <OfSession session on_fill on_cancel /> })
}

/// The dialog of one session, closed at first.
#[component]
fn OfSession(
    session: SessionId,
    on_fill: Callback<()>,
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    use_announcer();
    let store = use_context::<EnvStore>().unwrap_or_else(shared);
    let state = store.finish_state(&session);
    let outcome = state.clone();
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    let (missing, set_missing) = signal(Vec::<MissingSlot>::new());
    let (was_saving, set_was_saving) = signal(false);
    let closed = move |dialog: &web_sys::Element| {
        follow_dialog(dialog);
        set_was_saving.set(false);
        let is_refused = outcome.with_untracked(|state| {
            matches!(state, FinishState::Missing(_) | FinishState::Failed(_))
        });
        if let (true, Some(on_cancel)) = (is_refused, on_cancel) {
            on_cancel.run(());
        }
    };
    let (is_changed, set_changed) = signal(false);
    let (failure, set_failure) = signal(None::<ActionFailure>);
    // What was refused before this dialog was there is not asked about again.
    Effect::new(move |was_running: Option<bool>| {
        let now = state.get();
        let is_running = now == FinishState::Running;
        match now {
            FinishState::Missing(now) if was_running == Some(true) => {
                set_changed.set(was_saving.get_untracked() && missing.get_untracked() != now);
                set_was_saving.set(false);
                set_missing.set(now);
                set_failure.set(None);
                open(dialog);
                if is_changed.get_untracked() {
                    announce(setup::CHANGED);
                }
            }
            FinishState::Failed(why) if was_running == Some(true) => {
                set_failure.set(Some(why));
                open(dialog);
                announce(&not_finished(why));
            }
            FinishState::Missing(_) | FinishState::Failed(_) | FinishState::Running => {}
            FinishState::Idle | FinishState::Saved(_) => close(dialog),
        }
        is_running
    });
    let groups = Memo::new(move |_| missing.with(|missing| gaps(missing)));
    // *Retry* says again what has failed: what nobody has said yes to stays unsaid.
    let on_save = Callback::new(move |()| {
        if failure.get_untracked().is_none() {
            set_was_saving.set(true);
        }
        let acknowledged = was_saving.get_untracked().then(|| missing.get_untracked());
        store.finish(&session, acknowledged.unwrap_or_default());
    });
    view! {
        <dialog
            class="envdock-finish"
            part="dialog"
            aria-labelledby="envdock-finish-title"
            node_ref=dialog
            on:close:target=move |event| closed(&event.target())
        >
            <h2 class="envdock-finish__title" id="envdock-finish-title">
                {move || title(failure, groups)}
            </h2>
            <div class="envdock-finish__body" tabindex="0" role="group" aria-labelledby="envdock-finish-title">
                <Body failure is_changed groups />
            </div>
            <Actions failure dialog on_save on_fill />
        </dialog>
    }
}

/// That it has failed, otherwise how much is missing.
fn title(
    failure: ReadSignal<Option<ActionFailure>>,
    groups: Memo<Vec<(FileRef, Vec<Gap>)>>,
) -> String {
    let count = || groups.with(|all| all.iter().map(|(_, gaps)| gaps.len()).sum());
    match failure.get() {
        Some(_) => setup::NOT_FINISHED.to_owned(),
        None => setup::finish_title(count()),
    }
}

/// What can be done about it.
#[component]
fn Actions(
    failure: ReadSignal<Option<ActionFailure>>,
    dialog: NodeRef<html::Dialog>,
    on_save: Callback<()>,
    on_fill: Callback<()>,
) -> impl IntoView {
    let fill = move |_| {
        close(dialog);
        on_fill.run(());
    };
    view! {
        <div class="envdock-finish__actions">
            <button
                type="button"
                class="envdock-button"
                part="button quiet"
                data-kind="quiet"
                on:click=move |_| close(dialog)
            >
                {setup::CANCEL}
            </button>
            <button type="button" class="envdock-button" part="button" on:click=move |_| on_save.run(())>
                {move || if failure.get().is_some() { RETRY } else { setup::SAVE_ANYWAY }}
            </button>
            <Show when=move || failure.get().is_none()>
                <button
                    type="button"
                    class="envdock-button"
                    part="button primary"
                    data-kind="primary"
                    autofocus
                    on:click=fill
                >
                    {setup::FILL_NOW}
                </button>
            </Show>
        </div>
    }
}

/// Why it has failed, otherwise what is missing.
#[component]
fn Body(
    failure: ReadSignal<Option<ActionFailure>>,
    is_changed: ReadSignal<bool>,
    groups: Memo<Vec<(FileRef, Vec<Gap>)>>,
) -> impl IntoView {
    let missing = move || {
        view! {
            <p class="envdock-finish__text">{setup::FINISH_TEXT}</p>
            <Show when=move || is_changed.get()>
                <p>{setup::CHANGED}</p>
            </Show>
            {move || groups.get().into_iter().map(file).collect_view()}
        }
    };
    move || match failure.get() {
        Some(why) => {
            let text = failure_text::action(why);
            view! { <p class="envdock-finish__text">{text}</p> }.into_any()
        }
        None => missing().into_any(),
    }
}

fn open(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked().filter(|dialog| !dialog.open()) {
        // It fails only for a dialog that is not in the document: then there is nobody to ask.
        let _ = dialog.show_modal();
        follow_dialog(&dialog);
    }
}

/// That it was not, and why.
fn not_finished(why: ActionFailure) -> String {
    [setup::NOT_FINISHED, " ", failure_text::action(why)].concat()
}

/// The browser gives the focus back to what had it before.
fn close(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked().filter(web_sys::HtmlDialogElement::open) {
        dialog.close();
    }
}

fn file((file, gaps): (FileRef, Vec<Gap>)) -> impl IntoView {
    let name = file.to_string();
    let key = |gap: Gap| {
        let (lead, keys) = match gap {
            Gap::Key(key) => (None, key),
            Gap::OneOf(keys) => (Some(setup::ONE_OF), keys.join(", ")),
        };
        view! {
            <li class="envdock-finish__key envdock-icon" data-icon="absent">
                <span>{lead} " " <code>{keys}</code></span>
            </li>
        }
    };
    view! {
        <section>
            <h3 class="envdock-finish__file">
                <bdi>{name}</bdi>
            </h3>
            <ul class="envdock-finish__keys">{gaps.into_iter().map(key).collect_view()}</ul>
        </section>
    }
}
