//! Shows what is in a dotenv text before anything of it is stored.

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

use crate::components::parts::{announce, follow_dialog, in_browser, use_announcer};
use crate::store::{EnvStore, Import, ImportGuard, shared};
use crate::texts::import as texts;
use envdock_contract::model::{FileRef, SecretText};
use envdock_core::CheckContext;
use footer::Footer;
pub use handle::ImportHandle;
use handle::{AsValue, Offered};
use leptos::{html, prelude::*};
use lines::Lines;
use options::Options;
use preview::Preview;
use start::Start;
use std::rc::Rc;

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
    in_browser(|| (), move || view! { <OfHandle context handle /> })
}

/// The dialog of one handle, closed until that is given something.
#[component]
fn OfHandle(context: Signal<CheckContext>, handle: ImportHandle) -> impl IntoView {
    use_announcer();
    let store = StoredValue::new(use_context::<EnvStore>().unwrap_or_else(shared));
    let dialog = Dialog::new(store);
    Effect::new(move |_| {
        if let Some(offer) = handle.take() {
            dialog.open(offer.what, offer.file, offer.value);
        }
    });
    let stage = move || match dialog.stage.get() {
        Stage::Closed => ().into_any(),
        Stage::Start(refusal) => view! { <Start dialog refusal /> }.into_any(),
        Stage::Reading => view! { <p class="envdock-import__body">{texts::READING}</p> }.into_any(),
        Stage::Preview(import) => {
            let (context, file) = (context.get_untracked(), dialog.file.get_value());
            Preview::new(store.get_value(), &context, import, file)
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

/// What is shown of an import.
#[component]
fn Shown(dialog: Dialog, preview: Preview) -> impl IntoView {
    let tally = preview.tally();
    let notes = preview.import().notes().iter().map(|note| words::file(*note)).collect::<Vec<_>>();
    on_cleanup(move || preview.settle());
    view! {
        <div class="envdock-import__body">
            <Options preview tally />
            {notes.into_iter().map(|note| view! { <p class="envdock-import__note">{note}</p> }).collect_view()}
            <Lines preview />
        </div>
        <Footer dialog preview tally />
    }
}

/// How far the dialog is.
#[derive(Clone)]
enum Stage {
    /// Nobody looks.
    Closed,
    /// Nothing is read; perhaps because of this.
    Start(Option<&'static str>),
    Reading,
    Preview(Rc<Import>),
}

/// Shared by all views of one dialog.
#[derive(Clone, Copy)]
struct Dialog {
    element: NodeRef<html::Dialog>,
    title: NodeRef<html::H2>,
    stage: RwSignal<Stage, LocalStorage>,
    /// What was typed where a text is pasted: it outlives a refusal, and closing.
    typed: StoredValue<Option<(SecretText, ImportGuard)>, LocalStorage>,
    store: StoredValue<EnvStore>,
    file: StoredValue<Option<FileRef>>,
    value: StoredValue<Option<AsValue>, LocalStorage>,
    /// Values are on their way: what is shown stays until it is known what became of them.
    is_busy: RwSignal<bool>,
    /// Something else was offered meanwhile.
    is_late: RwSignal<bool>,
    /// Counts what was read: only the last counts.
    last: StoredValue<u32>,
}

impl Dialog {
    fn new(store: StoredValue<EnvStore>) -> Self {
        Self {
            element: NodeRef::new(),
            title: NodeRef::new(),
            stage: RwSignal::new_local(Stage::Closed),
            typed: StoredValue::new_local(None),
            store,
            file: StoredValue::default(),
            value: StoredValue::new_local(None),
            is_busy: RwSignal::new(false),
            is_late: RwSignal::new(false),
            last: StoredValue::new(0),
        }
    }

    /// Opens it with what is offered; without anything, as it was left.
    fn open(self, what: Offered, file: Option<FileRef>, value: Option<AsValue>) {
        if let Some(element) = self.element.get_untracked().filter(|element| !element.open()) {
            // It fails only for a dialog that is not in the document: then nobody sees it.
            let _ = element.show_modal();
            follow_dialog(&element);
        }
        if !matches!(what, Offered::Nothing) {
            if self.is_busy.get_untracked() {
                self.is_late.set(true);
                announce(texts::BUSY);
                return;
            }
            self.file.set_value(file);
            self.value.set_value(value);
        }
        match what {
            Offered::Nothing if matches!(self.stage.get_untracked(), Stage::Closed) => {
                self.stage.set(Stage::Start(None));
            }
            Offered::Nothing => {}
            Offered::Refused(why) => self.refuse(why),
            Offered::Text(text) => source::read(text.expose().as_bytes(), self.begin()),
            Offered::File(file) => source::read_file(&file, self.begin()),
        }
    }

    /// Keeps what is typed and not read yet: leaving the page would lose it.
    fn keep_typed(self, text: String) {
        let hold = || self.store.with_value(EnvStore::hold_import);
        let kept = (!text.is_empty()).then(|| (SecretText::new(text), hold()));
        self.typed.set_value(kept);
    }

    /// Begins to read; answers with what takes in what was read.
    fn begin(self) -> impl FnOnce(source::Read) + 'static {
        self.stage.set(Stage::Reading);
        self.last.update_value(|last| *last += 1);
        let number = self.last.get_value();
        move |read| {
            // The dialog may be gone, or something else be read by now.
            if self.last.try_get_value() != Some(number) {
                return;
            }
            match read {
                Ok(import) => {
                    self.typed.set_value(None);
                    self.stage.set(Stage::Preview(import));
                    request_animation_frame(move || self.focus_title());
                }
                Err(why) => self.refuse(why),
            }
        }
    }

    fn refuse(self, why: &'static str) {
        self.stage.set(Stage::Start(Some(why)));
        announce(why);
    }

    /// A preview is kept until it is looked at again; the rest need not be.
    fn closed(self) {
        let element = self.element.get_untracked();
        if let Some(element) = &element {
            follow_dialog(element);
        }
        // The event comes late: the dialog may be open again by now.
        let is_open = element.is_some_and(|element| element.open());
        if !is_open && matches!(self.stage.get_untracked(), Stage::Start(_)) {
            self.stage.set(Stage::Closed);
        }
    }

    /// Gives what is shown up.
    fn discard(self) {
        self.stage.set(Stage::Start(None));
        self.value.set_value(None);
        self.focus_title();
    }

    /// The browser gives the focus back to what had it before.
    fn close(self) {
        if let Some(element) = self.element.get_untracked() {
            element.close();
        }
    }

    fn focus_title(self) {
        if let Some(title) = self.title.try_get_untracked().flatten() {
            // Not being there any more is the only way this can fail.
            let _ = title.focus();
        }
    }
}
