//! Shows what is in a dotenv text before anything of it is stored.

mod dialog;
mod footer;
mod goals;
mod handle;
mod lines;
mod options;
mod ordering;
mod preview;
pub(crate) mod source;
mod standing;
mod start;
mod tally;
mod undoing;
mod words;

use crate::components::parts::{Notice, Tone, in_browser, use_announcer};
use crate::store::{EnvStore, shared};
use crate::texts::import as texts;
use dialog::{Dialog, Stage};
use envdock_core::CheckContext;
use footer::Footer;
pub use handle::ImportHandle;
use leptos::prelude::*;
use lines::Lines;
use options::Options;
use preview::Preview;
use start::Start;

/// A native dialog: one line per variable, with what would happen to it and a choice.
///
/// It opens when its handle is given something. Closing it keeps what is shown; nothing is stored
/// before *Import*, and what could not be stored stays. It uses the store found in the context,
/// otherwise the page's.
#[component]
pub fn ImportDialog(
    /// Session, configuration and environment into which is imported.
    #[prop(into)]
    context: Signal<CheckContext>,
    /// Opens it.
    handle: ImportHandle,
) -> impl IntoView {
    let context = Memo::new(move |_| context.get());
    let of_context = move || view! { <OfContext context=context.get() handle /> };
    in_browser(|| (), move || of_context)
}

/// The dialog of one handle, closed until that is given something. With another context it begins
/// anew: what was not imported waits for the next dialog of its own configuration.
#[component]
fn OfContext(context: CheckContext, handle: ImportHandle) -> impl IntoView {
    use_announcer();
    let store = use_context::<EnvStore>().unwrap_or_else(shared);
    let dialog = Dialog::new(store.clone(), context.configuration.clone());
    let has_goal = context.configuration.is_some();
    Effect::new(move |_| {
        if let Some(offer) = handle.take() {
            dialog.open(offer.what, offer.file, offer.value);
        }
    });
    let stage = move || match dialog.stage.get() {
        Stage::Closed => ().into_any(),
        _ if !has_goal => view! { <Nowhere dialog /> }.into_any(),
        Stage::Start(refusal) => view! { <Start dialog refusal /> }.into_any(),
        Stage::Reading => view! { <p class="envdock-import__body">{texts::READING}</p> }.into_any(),
        Stage::Preview(import) => {
            let file = dialog.file.get_value();
            Preview::new(store.clone(), &context, import, file)
                .map(|preview| view! { <Shown dialog preview /> })
                .into_any()
        }
    };
    view! {
        <dialog
            class="envdock-import"
            part="dialog"
            aria-labelledby="envdock-import-title"
            node_ref=dialog.element
            on:close=move |_| dialog.closed()
        >
            <h2
                class="envdock-import__title"
                id="envdock-import-title"
                tabindex="-1"
                node_ref=dialog.title
            >
                {texts::TITLE}
            </h2>
            {stage}
        </dialog>
    }
}

/// There is no configuration, so that nothing can be taken.
#[component]
fn Nowhere(dialog: Dialog) -> impl IntoView {
    view! {
        <div class="envdock-import__body">
            <Notice tone=Tone::Warn title=texts::NOWHERE />
        </div>
        <div class="envdock-import__actions">
            <Close dialog />
        </div>
    }
}

/// Closes the dialog, and keeps what is in it.
#[component]
fn Close(dialog: Dialog) -> impl IntoView {
    view! {
        <button
            type="button"
            class="envdock-button"
            part="button quiet"
            data-kind="quiet"
            on:click=move |_| dialog.close()
        >
            {texts::CLOSE}
        </button>
    }
}

/// What is shown of an import.
#[component]
fn Shown(dialog: Dialog, preview: Preview) -> impl IntoView {
    let tally = preview.tally();
    let notes = preview.import().notes().iter().map(|note| words::file(*note)).collect::<Vec<_>>();
    on_cleanup(move || {
        dialog.is_done.set_value(preview.is_done());
        preview.settle();
    });
    view! {
        <div class="envdock-import__body">
            <Options preview tally />
            {notes.into_iter().map(|note| view! { <p class="envdock-import__note">{note}</p> }).collect_view()}
            <Lines preview />
        </div>
        <Footer dialog preview tally />
    }
}
