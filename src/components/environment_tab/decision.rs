//! What only a person can decide about a key.

use crate::components::environment_tab::row_facts::meanwhile;
use crate::components::environment_tab::tab::Tab;
use crate::components::environment_tab::{actions, failure_text, focus};
use crate::components::parts::{Notice, Tone};
use crate::store::LineChoice;
use crate::texts::{self, failures, rows};
use envdock_contract::model::{OnDisk, Removal, Stored};
use envdock_core::{Entry, SaveFailure, SaveState, SaveVerb, SlotId};
use leptos::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Question {
    /// Somebody else has stored (or removed) a value meanwhile.
    Meanwhile(SaveVerb, Option<Box<Stored>>, Option<Box<Removal>>),
    /// It is not known whether the save arrived.
    Unconfirmed(SaveVerb),
    /// A deletion, a move or an undo was refused.
    Refused(SaveVerb, SaveFailure),
    /// The line was changed by hand.
    Line(Option<u32>),
}

/// Asks, when there is something to decide.
#[component]
pub(crate) fn Decision(tab: Tab, number: usize, slot_id: SlotId) -> impl IntoView {
    let entry = tab.entry(&slot_id);
    let question = Memo::new(move |_| entry.with(question));
    let slot = StoredValue::new(slot_id);
    move || question.get().map(|question| ask(tab, number, &slot.get_value(), &question))
}

fn question(entry: &Entry) -> Option<Question> {
    match &entry.save {
        SaveState::Failed(SaveFailure::Conflict { current, removed }) => {
            Some(Question::Meanwhile(entry.verb, current.clone(), removed.clone()))
        }
        SaveState::Failed(SaveFailure::Unconfirmed(_)) => Some(Question::Unconfirmed(entry.verb)),
        SaveState::Failed(failure) if entry.verb != SaveVerb::Store => {
            Some(Question::Refused(entry.verb, failure.clone()))
        }
        SaveState::Saving => None,
        SaveState::Idle | SaveState::Failed(_) | SaveState::Saved { .. } => {
            let is_changed =
                entry.on_disk == Some(OnDisk::Other) && entry.presence.winner().is_some();
            is_changed.then_some(Question::Line(entry.line))
        }
    }
}

fn ask(tab: Tab, number: usize, slot: &SlotId, question: &Question) -> AnyView {
    let replaced = slot.clone();
    let replace = move |_| tab.store().replace_anyway(&replaced);
    let unconfirmed = slot.clone();
    let send = move |_| tab.store().retry_save(&unconfirmed);
    let dropped = slot.clone();
    let discard = move |_| {
        actions::discard(tab, &dropped);
        tab.open(None);
        focus::row(tab, number);
    };
    let left = slot.clone();
    let leave = move |_| {
        actions::leave(tab, &left);
        focus::row(tab, number);
    };
    match question {
        Question::Meanwhile(SaveVerb::Store, current, removed) => {
            let title = meanwhile(tab, SaveVerb::Store, current.as_deref(), removed.as_deref());
            let first = button(texts::actions::REPLACE_ANYWAY, replace);
            notice(title, first, button(texts::actions::DISCARD, discard))
        }
        Question::Meanwhile(verb, current, removed) => {
            let label = match verb {
                SaveVerb::Remove => current.as_ref().map(|_| texts::actions::DELETE_ANYWAY),
                SaveVerb::Restore => Some(texts::actions::UNDO_ANYWAY),
                SaveVerb::Move | SaveVerb::Store => None,
            };
            let first = label.map(|label| button(label, replace));
            let title = meanwhile(tab, *verb, current.as_deref(), removed.as_deref());
            notice(title, first, button(texts::actions::LEAVE, leave))
        }
        Question::Unconfirmed(verb) => {
            let first = button(texts::actions::SEND_AGAIN, send);
            if *verb == SaveVerb::Store {
                let title = failures::save::UNCONFIRMED.to_owned();
                notice(title, first, button(texts::actions::DISCARD, discard))
            } else {
                let title = failures::change::UNCONFIRMED.to_owned();
                notice(title, first, button(texts::actions::LEAVE, leave))
            }
        }
        Question::Refused(verb, failure) => {
            notice(failure_text::of(*verb, failure), (), button(texts::actions::LEAVE, leave))
        }
        Question::Line(line) => {
            let line = line.map(|line| line.to_string());
            let place = rows::in_line(&slot.file().to_string(), line.as_deref());
            let (kept, taken) = (slot.clone(), slot.clone());
            let keep = move |_| actions::resolve(tab, &kept, LineChoice::KeepFile);
            let take = move |_| actions::resolve(tab, &taken, LineChoice::TakeStored);
            let first = button(texts::actions::KEEP_FILE, keep);
            let second = button(texts::actions::TAKE_STORED, take);
            notice(failures::line_changed(&place), first, second)
        }
    }
}

fn button(label: &'static str, press: impl Fn(leptos::ev::MouseEvent) + 'static) -> impl IntoView {
    view! {
        <button type="button" class="envdock-button" part="button" on:click=press>
            {label}
        </button>
    }
}

fn notice(
    title: String,
    first: impl IntoView + 'static,
    second: impl IntoView + 'static,
) -> AnyView {
    view! { <Notice tone=Tone::Warn title>{first} {second}</Notice> }.into_any()
}
