//! One key: its name, its state, what it needs next, and its panel when opened.

use crate::components::parts::Status;
use crate::texts::{actions, rows};
use leptos::prelude::*;

/// What the row's button does. The list's one listener reads it from `data-action`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowAction {
    /// Opens the field.
    Fill,
    /// Opens the field with what was typed.
    Continue,
    /// Stores what the file has.
    Adopt,
    /// Lets the shared value be written.
    Accept,
    /// Asks again.
    Retry,
    /// Opens what needs a decision.
    Review,
    /// Writes the stored value into the file.
    WriteAgain,
    /// Keeps the value of this session only for later ones.
    Keep,
    /// Takes the last change back.
    Undo,
}

impl RowAction {
    /// The value of `data-action`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fill => "fill",
            Self::Continue => "continue",
            Self::Adopt => "adopt",
            Self::Accept => "accept",
            Self::Retry => "retry",
            Self::Review => "review",
            Self::WriteAgain => "write-again",
            Self::Keep => "keep",
            Self::Undo => "undo",
        }
    }

    /// What the button says.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Fill => actions::FILL,
            Self::Continue => actions::CONTINUE,
            Self::Adopt => actions::ADOPT,
            Self::Accept => actions::ACCEPT,
            Self::Retry => actions::RETRY,
            Self::Review => actions::REVIEW,
            Self::WriteAgain => actions::WRITE_AGAIN,
            Self::Keep => actions::KEEP,
            Self::Undo => actions::UNDO,
        }
    }
}

/// Everything a closed row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowView {
    /// The state.
    pub status: Status,
    /// Further facts, each a few words.
    pub facts: Vec<String>,
    /// Text was typed and not saved.
    pub is_draft: bool,
    /// What just happened, or why something failed.
    pub remark: Option<String>,
    /// Whether what just happened can be taken back.
    pub can_undo: bool,
    /// The next step, if there is one.
    pub action: Option<RowAction>,
}

/// A row of the list. Cheap while closed: four elements, two of them reactive.
#[component]
pub fn KeyRow(
    /// Finds the row again in an event; unique in its list.
    number: usize,
    /// The key.
    key: String,
    /// What it says.
    #[prop(into)]
    view: Signal<RowView>,
    /// The words of whoever declared the key, shown while nothing is set.
    #[prop(into)]
    words: Signal<Option<String>>,
    /// Whether its panel is shown.
    #[prop(into)]
    is_open: Signal<bool>,
    /// What is shown when it is open.
    panel: ViewFn,
) -> impl IntoView {
    let line = move || line(&key, words.get(), view.get(), is_open.get());
    view! {
        <div
            class="envdock-key-row"
            role="listitem"
            data-slot=number
            data-state=move || view.with(|view| view.status.state())
        >
            {line}
            {move || is_open.get().then(|| panel.run())}
        </div>
    }
}

fn line(key: &str, words: Option<String>, row: RowView, is_open: bool) -> impl IntoView + use<> {
    let is_unset = matches!(row.status, Status::Missing | Status::Optional | Status::InFile);
    let words = words.filter(|_| is_unset && !is_open);
    let opens = |action: &RowAction| {
        matches!(action, RowAction::Fill | RowAction::Continue | RowAction::Review)
    };
    let action = row.action.filter(|action| !(is_open && opens(action)));
    // The open row's notice says it, with what can be done.
    let is_said = is_open && {
        matches!(row.status, Status::Unconfirmed | Status::NotChanged | Status::Conflict)
    };
    let remark = row.remark.filter(|_| !is_said);
    view! {
        <button
            type="button"
            class="envdock-key-row__toggle envdock-icon"
            data-action="toggle"
            aria-expanded=is_open.to_string()
        >
            <code>{key.to_owned()}</code>
        </button>
        {action.map(|action| button(key, action))}
        <p class="envdock-key-row__note">
            <span class="envdock-key-row__status">{row.status.label()}</span>
            {row.is_draft.then(|| view! { <span class="envdock-key-row__draft">{rows::DRAFT}</span> })}
            {row.facts.into_iter().map(|fact| view! { <bdi>{fact}</bdi> }).collect_view()}
        </p>
        {words.map(|words| view! { <q class="envdock-key-row__words"><bdi>{words}</bdi></q> })}
        {remark.map(|remark| view! { <p class="envdock-key-row__remark">{remark}</p> })}
        {row.can_undo.then(|| button(key, RowAction::Undo))}
    }
}

fn button(key: &str, action: RowAction) -> impl IntoView + use<> {
    view! {
        <button
            type="button"
            class="envdock-button envdock-key-row__action"
            data-action=action.name()
            aria-label=actions::of_key(action.label(), key)
        >
            {action.label()}
        </button>
    }
}
