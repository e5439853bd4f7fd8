//! What can be done with what is shown, and what became of it.

use crate::components::environment_tab::failure_text;
use crate::components::import_dialog::Close;
use crate::components::import_dialog::dialog::Dialog;
use crate::components::import_dialog::handle::AsValue;
use crate::components::import_dialog::preview::Preview;
use crate::components::import_dialog::tally::Tally;
use crate::components::parts::{Notice, Tone, announce};
use crate::store::{ActionFailure, ActionState};
use crate::texts::import as texts;
use leptos::prelude::*;

/// What the order has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// It can be given, or given again.
    Open,
    Running,
    /// The new keys could not be added.
    Failed(ActionFailure),
    /// All that was chosen is stored.
    Done,
}

impl Order {
    fn of(preview: Preview, tally: Tally) -> Self {
        let state = preview.was_ordered.get().then(|| preview.state().get());
        match state {
            Some(ActionState::Running) => Self::Running,
            _ if tally.saving > 0 => Self::Running,
            Some(ActionState::Failed(failure)) => Self::Failed(failure),
            _ if tally.stored + tally.taken_back > 0 && tally.chosen == 0 && tally.failed == 0 => {
                Self::Done
            }
            _ => Self::Open,
        }
    }

    fn failure(self) -> Option<String> {
        match self {
            Self::Failed(failure) => Some(texts::not_begun(failure_text::action(failure))),
            Self::Open | Self::Running | Self::Done => None,
        }
    }

    fn sentence(self, tally: &Tally) -> String {
        if tally.taken_back > 0 && self != Self::Running {
            texts::taken_back(tally.taken_back, tally.stored)
        } else if tally.stored + tally.failed > 0 && self != Self::Running {
            texts::result(tally.stored, tally.failed)
        } else {
            texts::summary(tally.lines, tally.chosen, tally.flawed)
        }
    }

    fn label(self, tally: &Tally) -> String {
        match self {
            Self::Running => texts::SAVING.to_owned(),
            Self::Done => texts::DONE.to_owned(),
            Self::Open | Self::Failed(_) if tally.failed > 0 => texts::try_again(tally.chosen),
            Self::Open | Self::Failed(_) => texts::import(tally.chosen),
        }
    }
}

/// Counts, result and buttons.
#[component]
pub(super) fn Footer(dialog: Dialog, preview: Preview, tally: Memo<Tally>) -> impl IntoView {
    let order = Memo::new(move |_| Order::of(preview, tally.get()));
    let failure = move || order.get().failure();
    let sentence = Memo::new(move |_| tally.with(|tally| order.get().sentence(tally)));
    let label = Memo::new(move |_| tally.with(|tally| order.get().label(tally)));
    follow(dialog, order, sentence);
    let act = move |_| match order.get_untracked() {
        Order::Running => {}
        Order::Done => {
            dialog.discard();
            dialog.close();
        }
        Order::Open | Order::Failed(_) if tally.with_untracked(|tally| tally.chosen == 0) => {
            announce(texts::NOTHING_CHOSEN);
        }
        Order::Open | Order::Failed(_) => preview.order(),
    };
    let is_blocked = move || {
        let has_none = tally.with(|tally| tally.chosen == 0);
        let order = order.get();
        (order == Order::Running || (has_none && order != Order::Done)).to_string()
    };
    let can_discard = move || !matches!(order.get(), Order::Running | Order::Done);
    let can_undo = move || {
        let is_there = order.get() != Order::Running && tally.with(|tally| tally.stored > 0);
        is_there && preview.can_undo()
    };
    view! {
        <div class="envdock-import__result">
            {move || failure().map(|title| view! { <Notice tone=Tone::Danger title /> })}
            <Show when=move || dialog.is_late.get()>
                <Notice tone=Tone::Warn title=texts::BUSY />
            </Show>
            <p>{sentence}</p>
            <Show when=can_discard>
                <Many preview />
            </Show>
        </div>
        <div class="envdock-import__actions">
            <Close dialog />
            <Show when=can_discard>
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    on:click=move |_| dialog.discard()
                >
                    {texts::DISCARD}
                </button>
            </Show>
            <Value dialog />
            <Show when=can_undo>
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    on:click=move |_| preview.undo()
                >
                    {texts::UNDO}
                </button>
            </Show>
            <button
                type="button"
                class="envdock-button"
                part="button primary"
                data-kind="primary"
                aria-disabled=is_blocked
                on:click=act
            >
                {label}
            </button>
        </div>
    }
}

/// Says aloud how it stands once that is certain, and lets nothing else in meanwhile.
fn follow(dialog: Dialog, order: Memo<Order>, sentence: Memo<String>) {
    Effect::new(move |_| {
        let now = order.get();
        let is_running = now == Order::Running;
        dialog.is_busy.set(is_running);
        if is_running {
            dialog.is_late.set(false);
        } else {
            announce(&now.failure().unwrap_or_else(|| sentence.get()));
        }
    });
    on_cleanup(move || {
        dialog.is_busy.try_set(false);
        dialog.is_late.try_set(false);
    });
}

/// Chooses many lines at once.
#[component]
fn Many(preview: Preview) -> impl IntoView {
    view! {
        <button type="button" class="envdock-link" on:click=move |_| preview.choose_all(true)>
            {texts::CHOOSE_ALL}
        </button>
        <button type="button" class="envdock-link" on:click=move |_| preview.choose_all(false)>
            {texts::CHOOSE_NONE}
        </button>
    }
}

/// Where the text was pasted into the field of a value: takes it there after all.
#[component]
fn Value(dialog: Dialog) -> impl IntoView {
    let key = dialog.value.with_value(|value| value.as_ref().map(|value| value.key.clone()))?;
    let keep = move |_| {
        let value = dialog.value.try_update_value(Option::take).flatten();
        dialog.discard();
        dialog.close();
        if let Some(AsValue { keep, .. }) = value {
            keep();
        }
    };
    Some(view! {
        <button type="button" class="envdock-button" part="button" on:click=keep>
            {texts::as_value(&key)}
        </button>
    })
}
