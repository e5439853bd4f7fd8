//! Asks before a session is finished while required values are missing.

mod missing;

use crate::components::finish_dialog::missing::{Gap, gaps};
use crate::components::parts::{announce, follow_dialog, in_browser, use_announcer};
use crate::store::{EnvStore, FinishState, MissingSlot, shared};
use crate::texts::setup;
use envdock_contract::model::{FileRef, SessionId};
use leptos::{html, prelude::*};

/// A native dialog: it lists what is missing and offers to fill it now or to save anyway.
///
/// It opens by itself when [`EnvStore::finish`] was refused for missing values, and gives the
/// focus back when it closes. It uses the store found in the context, otherwise the page's.
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
    let closed = move |dialog: &web_sys::Element| {
        follow_dialog(dialog);
        let is_refused = outcome.with_untracked(|state| matches!(state, FinishState::Missing(_)));
        if let (true, Some(on_cancel)) = (is_refused, on_cancel) {
            on_cancel.run(());
        }
    };
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    let (missing, set_missing) = signal(Vec::<MissingSlot>::new());
    let (was_saving, set_was_saving) = signal(false);
    let (is_changed, set_changed) = signal(false);
    // What was refused before this dialog was there is not asked about again.
    Effect::new(move |was_running: Option<bool>| {
        let now = state.get();
        let is_running = now == FinishState::Running;
        match now {
            FinishState::Missing(now) if was_running == Some(true) => {
                set_changed.set(was_saving.get_untracked() && missing.get_untracked() != now);
                set_was_saving.set(false);
                set_missing.set(now);
                open(dialog);
                if is_changed.get_untracked() {
                    announce(setup::CHANGED);
                }
            }
            FinishState::Missing(_) | FinishState::Running => {}
            FinishState::Idle | FinishState::Saved(_) | FinishState::Failed(_) => close(dialog),
        }
        is_running
    });
    let groups = Memo::new(move |_| missing.with(|missing| gaps(missing)));
    let title =
        move || setup::finish_title(groups.with(|all| all.iter().map(|(_, g)| g.len()).sum()));
    let save = move |_| {
        set_was_saving.set(true);
        store.finish(&session, missing.get_untracked());
    };
    let fill = move |_| {
        close(dialog);
        on_fill.run(());
    };
    view! {
        <dialog
            class="envdock-finish"
            part="dialog"
            aria-labelledby="envdock-finish-title"
            node_ref=dialog
            on:close:target=move |event| closed(&event.target())
        >
            <h2 class="envdock-finish__title" id="envdock-finish-title">
                {title}
            </h2>
            <div class="envdock-finish__body" tabindex="0" role="group" aria-labelledby="envdock-finish-title">
                <p class="envdock-finish__text">{setup::FINISH_TEXT}</p>
                <Show when=move || is_changed.get()>
                    <p>{setup::CHANGED}</p>
                </Show>
                {move || groups.get().into_iter().map(file).collect_view()}
            </div>
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
                <button type="button" class="envdock-button" part="button" on:click=save>
                    {setup::SAVE_ANYWAY}
                </button>
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
            </div>
        </dialog>
    }
}

fn open(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked().filter(|dialog| !dialog.open()) {
        // It fails only for a dialog that is not in the document: then there is nobody to ask.
        let _ = dialog.show_modal();
        follow_dialog(&dialog);
    }
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
