//! The order of files and keys, changed one place at a time.

use crate::components::environment_tab::tab::Tab;
use crate::components::parts::announce;
use crate::texts::spec as texts;
use envdock_contract::model::FileRef;
use envdock_core::SlotId;
use envdock_rules::spec_edit::{Direction, SpecEdit};
use leptos::prelude::*;

/// Moves a key among those of its file.
pub(crate) fn key(tab: Tab, id: &SlotId, direction: Direction) {
    let place = tab.slots.with_untracked(|slots| {
        let (_, all) = slots.files().iter().find(|(file, _)| file == id.file())?;
        Some((slots.number(id)?.checked_sub(all.start)?, all.len()))
    });
    let change = SpecEdit::MoveKey(id.file().clone(), id.key().clone(), direction);
    shift(tab, id.key().as_str(), place, direction, change);
}

fn file(tab: Tab, file: &FileRef, direction: Direction) {
    let place = tab.slots.with_untracked(|slots| {
        let files = slots.files();
        Some((files.iter().position(|(known, _)| known == file)?, files.len()))
    });
    let change = SpecEdit::MoveFile(file.clone(), direction);
    shift(tab, &file.to_string(), place, direction, change);
}

/// What is at the end already stays there; what is moved is told once that is confirmed.
fn shift(
    tab: Tab,
    name: &str,
    place: Option<(usize, usize)>,
    direction: Direction,
    change: SpecEdit,
) {
    let is_up = direction == Direction::Up;
    let is_at_end = place.is_some_and(|(place, n)| place == if is_up { 0 } else { n - 1 });
    if is_at_end {
        announce(&if is_up { texts::is_first(name) } else { texts::is_last(name) });
        return;
    }
    tab.by_hand().changing.set_value(texts::moved(name, is_up));
    tab.store().edit_spec(&tab.configuration_id(), &[change]);
}

/// Moves the file of a key, where there are several files.
#[component]
pub(crate) fn FileOrder(tab: Tab, of: FileRef) -> impl IntoView {
    let is_shown =
        Memo::new(move |_| tab.can_accept() && tab.slots.with(|slots| slots.files().len() > 1));
    let of = StoredValue::new(of);
    let button = move |direction, label: &'static str| {
        let name = of.with_value(|of| texts::of_file(label, &of.to_string()));
        view! {
            <button
                type="button"
                class="envdock-button"
                part="button quiet"
                data-kind="quiet"
                aria-label=name
                on:click=move |_| of.with_value(|of| file(tab, of, direction))
            >
                {label}
            </button>
        }
    };
    view! {
        <Show when=move || is_shown.get()>
            <div class="envdock-panel__actions">
                {button(Direction::Up, texts::FILE_UP)} {button(Direction::Down, texts::FILE_DOWN)}
            </div>
        </Show>
    }
}
