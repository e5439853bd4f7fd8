//! What a person says about a key: needed or not, what for, in which place.

use crate::components::environment_tab::moving::FileOrder;
use crate::components::environment_tab::put_back::Unlisted;
use crate::components::environment_tab::slots::TabSlot;
use crate::components::environment_tab::tab::Tab;
use crate::components::environment_tab::{failure_text, moving};
use crate::components::parts::{TextField, announce_changes};
use crate::store::{ActionState, ListedKey};
use crate::texts::actions::of_key;
use crate::texts::spec as texts;
use envdock_contract::model::Slot;
use envdock_core::SlotId;
use envdock_rules::agent_text::{MAX_DESCRIPTION, MAX_GROUP};
use envdock_rules::spec_edit::{About, Direction, SpecEdit};
use leptos::{ev, prelude::*};

/// A part of the opened row that stays closed until somebody wants it, or has typed there.
#[component]
pub(crate) fn AboutKey(tab: Tab, of: TabSlot) -> impl IntoView {
    let id = of.id.clone();
    let is_typed = untrack(|| {
        let draft = tab.store().about(&listed_key(tab, &id));
        draft.with(|draft| draft.typed != About::default())
    });
    if is_typed {
        tab.by_hand().described.set(Some(id.clone()));
    }
    let id = StoredValue::new(id);
    // A key that was moved is drawn anew, and is moved on.
    let is_open =
        move || tab.by_hand().described.with(|open| id.with_value(|id| open.as_ref() == Some(id)));
    let toggle = move |_| {
        let now = (!untrack(is_open)).then(|| id.get_value());
        tab.by_hand().described.set(now);
    };
    let of = StoredValue::new(of);
    view! {
        <Show when=move || tab.can_accept()>
            <div class="envdock-about">
                <button
                    type="button"
                    class="envdock-button"
                    part="button quiet"
                    data-kind="quiet"
                    aria-expanded=move || is_open().to_string()
                    on:click=toggle
                >
                    {texts::CHANGE}
                </button>
                <Show when=is_open>
                    <Form tab of=of.get_value() />
                </Show>
            </div>
        </Show>
    }
}

fn listed_key(tab: Tab, id: &SlotId) -> ListedKey {
    let (file, key) = (id.file().clone(), id.key().clone());
    ListedKey { configuration: tab.configuration_id(), file, key }
}

/// What is typed about a key, over what is listed now.
#[derive(Clone, Copy)]
struct Typing {
    tab: Tab,
    key: StoredValue<ListedKey>,
    listed: Memo<Slot>,
    typed: Memo<About>,
}

impl Typing {
    fn new(tab: Tab, of: &TabSlot) -> Self {
        let key = listed_key(tab, &of.id);
        let draft = tab.store().about(&key);
        let (id, first) = (of.id.clone(), of.slot.clone());
        let listed = Memo::new(move |known: Option<&Slot>| {
            let now = tab.slots.with(|slots| slots.find(&id).map(|of| of.slot.clone()));
            now.unwrap_or_else(|| known.unwrap_or(&first).clone())
        });
        let typed = Memo::new(move |_| draft.with(|draft| draft.typed.clone()));
        Self { tab, key: StoredValue::new(key), listed, typed }
    }

    fn change(self, change: impl FnOnce(&mut About)) {
        self.key.with_value(|key| self.tab.store().type_about(key, change));
    }

    /// What one of the boxes shows.
    fn is_so(self, typed: fn(&About) -> Option<bool>, listed: fn(&Slot) -> bool) -> bool {
        self.typed.with(typed).unwrap_or_else(|| self.listed.with(listed))
    }

    /// What one of the fields shows.
    fn text(
        self,
        typed: fn(&About) -> &Option<String>,
        listed: fn(&Slot) -> &Option<String>,
    ) -> Signal<String> {
        Signal::derive(move || {
            let typed = self.typed.with(|about| typed(about).clone());
            typed.or_else(|| self.listed.with(|slot| listed(slot).clone())).unwrap_or_default()
        })
    }
}

/// The fields, and what else can be done with the key.
#[component]
fn Form(tab: Tab, of: TabSlot) -> impl IntoView {
    let typing = Typing::new(tab, &of);
    let field_id = |name: &str| {
        let file = [&of.id.file().to_string(), ":", of.id.key().as_str()].concat();
        [name, "-", &tab.instance().to_string(), "-", &file].concat()
    };
    let file = of.id.file().clone();
    let (words_id, group_id) = (field_id("envdock-words"), field_id("envdock-group"));
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        typing.key.with_value(|key| tab.store().save_about(key));
    };
    let require = move |now| typing.change(|about| about.required = Some(now));
    let spare = move |now| typing.change(|about| about.not_needed = Some(now));
    let describe = Callback::new(move |text| typing.change(|about| about.description = Some(text)));
    let group = Callback::new(move |text| typing.change(|about| about.any_of = Some(text)));
    let state = {
        let draft = typing.key.with_value(|key| tab.store().about(key));
        Memo::new(move |_| draft.with(|draft| draft.save.clone()))
    };
    let problem = move || match state.get() {
        ActionState::Failed(failure) => Some(failure_text::not_saved(failure)),
        ActionState::Idle | ActionState::Running | ActionState::Done(()) => None,
    };
    announce_changes(problem);
    let label = move || match state.get() {
        ActionState::Running => texts::SAVING,
        ActionState::Idle | ActionState::Failed(_) | ActionState::Done(()) => texts::SAVE,
    };
    view! {
        <form class="envdock-about__form" on:submit=save>
            <label class="envdock-about__box">
                <input
                    type="checkbox"
                    prop:checked=move || typing.is_so(|about| about.required, |slot| slot.required)
                    on:change:target=move |event| require(event.target().checked())
                />
                <span>{texts::REQUIRED}</span>
            </label>
            <label class="envdock-about__box">
                <input
                    type="checkbox"
                    prop:checked=move || {
                        typing.is_so(|about| about.not_needed, |slot| slot.not_needed)
                    }
                    on:change:target=move |event| spare(event.target().checked())
                />
                <span>{texts::NOT_NEEDED}</span>
            </label>
            <p class="envdock-panel__hint">{texts::NOT_NEEDED_HINT}</p>
            <TextField
                id=words_id
                label=texts::DESCRIPTION
                text=typing.text(|about| &about.description, |slot| &slot.description)
                on_input=describe
                max_length=MAX_DESCRIPTION
            />
            <TextField
                id=group_id
                label=texts::GROUP
                text=typing.text(|about| &about.any_of, |slot| &slot.any_of)
                on_input=group
                max_length=MAX_GROUP
            />
            <p class="envdock-panel__hint">{texts::GROUP_HINT}</p>
            <p class="envdock-panel__warning">
                {problem}
            </p>
            <Actions tab typing id=of.id label=Signal::derive(label) />
            <FileOrder tab of=file />
        </form>
    }
}

/// Saving, moving and taking out.
#[component]
fn Actions(tab: Tab, typing: Typing, id: SlotId, label: Signal<&'static str>) -> impl IntoView {
    let label_of = |text: &'static str| of_key(text, id.key().as_str());
    let (up, down) = (label_of(texts::UP), label_of(texts::DOWN));
    let id = StoredValue::new(id);
    let edit = move |change: SpecEdit| tab.store().edit_spec(&tab.configuration_id(), &[change]);
    let name = move || typing.key.with_value(|key| (key.file.clone(), key.key.clone()));
    let shift = move |direction| {
        id.with_value(|id| moving::key(tab, id, direction));
    };
    let remove = move |_| {
        let (file, key) = name();
        // As it is listed now, which may be more than this form was opened with.
        let slot = typing.listed.get_untracked();
        tab.by_hand().unlisted.set(Some(Unlisted { file: file.clone(), slot }));
        edit(SpecEdit::Remove(file, key));
    };
    view! {
        <div class="envdock-panel__actions">
            <button type="submit" class="envdock-button" part="button primary" data-kind="primary">
                {label}
            </button>
            <button
                type="button"
                class="envdock-button"
                part="button"
                aria-label=up
                on:click=move |_| shift(Direction::Up)
            >
                {texts::UP}
            </button>
            <button
                type="button"
                class="envdock-button"
                part="button"
                aria-label=down
                on:click=move |_| shift(Direction::Down)
            >
                {texts::DOWN}
            </button>
            <button
                type="button"
                class="envdock-button"
                part="button quiet"
                data-kind="quiet"
                on:click=remove
            >
                {texts::REMOVE}
            </button>
        </div>
    }
}
