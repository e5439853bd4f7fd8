//! An opened row: what has to be decided, the field, and everything known about the key.

use crate::components::environment_tab::about::AboutKey;
use crate::components::environment_tab::actions::stored;
use crate::components::environment_tab::changed_meanwhile::ChangedMeanwhile;
use crate::components::environment_tab::decision::Decision;
use crate::components::environment_tab::details::Details;
use crate::components::environment_tab::editor::Editor;
use crate::components::environment_tab::row_status::status;
use crate::components::environment_tab::slots::TabSlot;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::Status;
use crate::texts::{actions, editor};
use envdock_contract::model::{Scope, Stored};
use envdock_core::SlotId;
use leptos::prelude::*;

/// What opens below a row.
#[component]
pub(crate) fn Panel(tab: Tab, number: usize, listed: Signal<TabSlot>) -> impl IntoView {
    let of = listed.get_untracked();
    let (first, rights) = (first_known(tab, &of), Rights::now(tab, &of.id));
    let is_typed = tab.peek(&of.id, |entry| entry.draft.dirty);
    let asked = RwSignal::new(is_typed || tab.is_editing(&of.id));
    let is_editing = Memo::new(move |_| asked.get() || starts_with_field(first.get()));
    if !is_editing.get_untracked() {
        // A field that only appears later takes the focus from nobody.
        tab.takes_focus(&of.id);
    }
    let can_write = Memo::new(move |_| rights.with(|rights| rights.can_write));
    let of = StoredValue::new(of);
    let edit = move |scope: Option<Scope>| {
        of.with_value(|of| {
            if let Some(scope) = scope {
                tab.choose_scope(&of.id, scope);
            }
            tab.edit(&of.id);
        });
        asked.set(true);
    };
    let is_idle = move || !is_editing.get() && can_write.get();
    view! {
        <div class="envdock-panel">
            <ChangedMeanwhile tab slot_id=of.with_value(|of| of.id.clone()) />
            <Decision tab number slot_id=of.with_value(|of| of.id.clone()) />
            <Show when=move || is_editing.get() && can_write.get()>
                <Editor tab number of=of.get_value() />
            </Show>
            <Show when=move || rights.with(|rights| rights.is_shared)>
                <p class="envdock-panel__hint">{editor::READ_ONLY}</p>
            </Show>
            <Show when=is_idle>
                <div class="envdock-panel__actions">
                    {move || buttons(rights.get(), first.get(), edit)}
                </div>
            </Show>
            <Details tab number listed />
            <AboutKey tab of=of.get_value() />
        </div>
    }
}

/// What this person can do with what applies.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rights {
    /// A value can be stored somewhere.
    can_write: bool,
    /// A shared value applies, which somebody else has to change.
    is_shared: bool,
    is_set: bool,
    /// The winner, where it can be replaced.
    winner: Option<Scope>,
    /// Where a value can be stored that applies before the winner.
    nearer: Option<Scope>,
}

impl Rights {
    /// They follow what is stored.
    fn now(tab: Tab, slot: &SlotId) -> Memo<Self> {
        let (entry, id) = (tab.entry(slot), slot.clone());
        Memo::new(move |_| entry.with(|entry| Self::of(tab, &id, stored(&entry.presence))))
    }

    fn of(tab: Tab, slot: &SlotId, stored: &[Stored]) -> Self {
        let offered = tab.scopes(slot, stored);
        let winner = stored.first().map(|winner| &winner.scope);
        let replaced = winner.filter(|winner| offered.contains(winner));
        Self {
            can_write: !offered.is_empty(),
            is_shared: winner.is_some() && !tab.can_write(stored.first()),
            is_set: winner.is_some(),
            nearer: winner.and_then(|winner| tab.nearer_scope(&offered, winner)),
            winner: replaced.cloned(),
        }
    }
}

/// *Replace* writes where the winner is, *Override here* nearer.
fn buttons(
    rights: Rights,
    first: Status,
    edit: impl Fn(Option<Scope>) + Copy + 'static,
) -> impl IntoView {
    let button = move |label, scope: Option<Scope>| {
        view! {
            <button
                type="button"
                class="envdock-button"
                part="button"
                data-edit=(label != actions::OVERRIDE).then_some("")
                on:click=move |_| edit(scope.clone())
            >
                {label}
            </button>
        }
    };
    let label = match (rights.is_set, first) {
        (true, Status::Set) => actions::REPLACE,
        (false, Status::Set) => actions::FILL,
        _ => actions::TYPE_VALUE,
    };
    let has_first = !rights.is_set || rights.winner.is_some();
    (
        has_first.then(|| button(label, rights.winner)),
        rights.nearer.map(|scope| button(actions::OVERRIDE, Some(scope))),
    )
}

/// The state that a row was opened in. It may be opened before the answer is there; what happens
/// after that changes it no more.
fn first_known(tab: Tab, of: &TabSlot) -> Memo<Status> {
    let (entry, slot) = (tab.entry(&of.id), of.slot.clone());
    Memo::new(move |was: Option<&Status>| match was {
        Some(first) if !matches!(first, Status::Checking | Status::Unknown) => *first,
        _ => entry.with(|entry| status(&slot, entry, false)),
    })
}

/// Where a value is wanted, the field is there at once; otherwise the facts come first.
fn starts_with_field(status: Status) -> bool {
    matches!(
        status,
        Status::Missing | Status::Optional | Status::Covered | Status::NotSaved | Status::Conflict
    )
}
