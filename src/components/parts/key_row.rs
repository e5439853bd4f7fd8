//! One key: its name, its state, and what it needs next.

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

/// A row of the list, as it stands now: with other props it is drawn again in the same elements.
/// Whoever opens it puts the panel at its end.
#[component]
pub fn KeyRow<'a>(
    /// Finds the row again in an event; unique in its list.
    number: usize,
    /// The key.
    key: &'a str,
    /// What it says.
    view: RowView,
    /// The words of whoever declared the key, shown while nothing is set.
    words: Option<&'a str>,
    /// Whether its panel is shown.
    is_open: bool,
) -> impl IntoView + use<> {
    let RowView { status, facts, is_draft, remark, can_undo, action } = view;
    let is_unset = matches!(status, Status::Missing | Status::Optional | Status::InFile);
    let words = words.filter(|_| is_unset && !is_open).map(str::to_owned);
    let opens = |action: &RowAction| {
        matches!(action, RowAction::Fill | RowAction::Continue | RowAction::Review)
    };
    let action = action.filter(|action| !(is_open && opens(action)));
    // The open row's notice says it, with what can be done.
    let is_said =
        is_open && matches!(status, Status::Unconfirmed | Status::NotChanged | Status::Conflict);
    let remark = remark.filter(|_| !is_said);
    view! {
        <div
            class="envdock-key-row"
            part="row"
            role="listitem"
            data-slot=number
            data-state=status.state()
        >
            <button
                type="button"
                class="envdock-key-row__toggle envdock-icon"
                part="key"
                data-action="toggle"
                aria-expanded=if is_open { "true" } else { "false" }
            >
                <code>{key.to_owned()}</code>
            </button>
            {action.map(|action| button(key, action))}
            <p class="envdock-key-row__note">
                <span class="envdock-key-row__status">{status.label()}</span>
                {is_draft.then(|| view! { <span class="envdock-key-row__draft">{rows::DRAFT}</span> })}
                {facts.into_iter().map(|fact| view! { <bdi>{fact}</bdi> }).collect_view()}
            </p>
            {words.map(|words| view! { <q class="envdock-key-row__words"><bdi>{words}</bdi></q> })}
            {remark.map(|remark| view! { <p class="envdock-key-row__remark">{remark}</p> })}
            {can_undo.then(|| button(key, RowAction::Undo))}
        </div>
    }
}

fn button(key: &str, action: RowAction) -> impl IntoView + use<> {
    view! {
        <button
            type="button"
            class="envdock-button envdock-key-row__action"
            part="button"
            data-action=action.name()
            aria-label=actions::of_key(action.label(), key)
        >
            {action.label()}
        </button>
    }
}
