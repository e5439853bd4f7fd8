//! What a person says about a key: needed or not, what for, in which place.

use crate::components::environment_tab::put_back::Unlisted;
use crate::components::environment_tab::slots::TabSlot;
use crate::components::environment_tab::tab::Tab;
use crate::texts::spec as texts;
use envdock_rules::spec_edit::{About, Direction, SpecEdit};
use leptos::{ev, prelude::*};

/// A part of the opened row that stays closed until somebody wants it.
#[component]
pub(crate) fn AboutKey(tab: Tab, of: TabSlot) -> impl IntoView {
    let of = StoredValue::new(of);
    // A key that was moved is drawn anew, and is moved on.
    let is_open = move || {
        tab.described.with(|open| open.as_ref().is_some_and(|id| of.with_value(|of| of.id == *id)))
    };
    let toggle = move |_| {
        let now = (!untrack(is_open)).then(|| of.with_value(|of| of.id.clone()));
        tab.described.set(now);
    };
    view! {
        <Show when=move || tab.can_accept()>
            <div class="envdock-about">
                <button
                    type="button"
                    class="envdock-button"
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

/// The fields, and what else can be done with the key.
#[component]
fn Form(tab: Tab, of: TabSlot) -> impl IntoView {
    let TabSlot { id, slot } = of;
    let about = RwSignal::new(About::of(&slot));
    let id = StoredValue::new(id);
    let edit = move |change: SpecEdit| tab.store().edit_spec(&tab.configuration_id(), &[change]);
    let name = move || id.with_value(|id| (id.file().clone(), id.key().clone()));
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (file, key) = name();
        let mut about = about.get_untracked();
        about.description = said(about.description);
        about.any_of = said(about.any_of);
        edit(SpecEdit::Describe(file, key, about));
    };
    let shift = move |direction| {
        let (file, key) = name();
        edit(SpecEdit::MoveKey(file, key, direction));
    };
    let remove = move |_| {
        let (file, key) = name();
        // As it is listed now, which may be more than this form was opened with.
        let listed = tab.slots.with_untracked(|slots| {
            let found = slots.all().iter().find(|of| id.with_value(|id| of.id == *id));
            found.map(|of| of.slot.clone())
        });
        if let Some(slot) = listed {
            tab.unlisted.set(Some(Unlisted { file: file.clone(), slot }));
        }
        edit(SpecEdit::Remove(file, key));
    };
    let describe = move |text| about.update(|about| about.description = Some(text));
    let group = move |text| about.update(|about| about.any_of = Some(text));
    let field_id = |name: &str| {
        let file = id.with_value(|id| [&id.file().to_string(), ":", id.key().as_str()].concat());
        [name, "-", &tab.instance().to_string(), "-", &file].concat()
    };
    let (words_id, group_id) = (field_id("envdock-words"), field_id("envdock-group"));
    let (words_for, group_for) = (words_id.clone(), group_id.clone());
    view! {
        <form class="envdock-about__form" on:submit=save>
            <label class="envdock-about__box">
                <input
                    type="checkbox"
                    prop:checked=move || about.with(|about| about.required)
                    on:change:target=move |event| about.update(|about| about.required = event.target().checked())
                />
                <span>{texts::REQUIRED}</span>
            </label>
            <label class="envdock-about__box">
                <input
                    type="checkbox"
                    prop:checked=move || about.with(|about| about.not_needed)
                    on:change:target=move |event| about.update(|about| about.not_needed = event.target().checked())
                />
                <span>{texts::NOT_NEEDED}</span>
            </label>
            <p class="envdock-panel__hint">{texts::NOT_NEEDED_HINT}</p>
            <label for=words_for>{texts::DESCRIPTION}</label>
            <input
                id=words_id
                class="envdock-about__field"
                name="envdock-about"
                autocomplete="off"
                maxlength="500"
                prop:value=move || about.with(|about| about.description.clone().unwrap_or_default())
                on:input:target=move |event| describe(event.target().value())
            />
            <label for=group_for>{texts::GROUP}</label>
            <input
                id=group_id
                class="envdock-about__field"
                name="envdock-group"
                autocomplete="off"
                maxlength="100"
                prop:value=move || about.with(|about| about.any_of.clone().unwrap_or_default())
                on:input:target=move |event| group(event.target().value())
            />
            <p class="envdock-panel__hint">{texts::GROUP_HINT}</p>
            <div class="envdock-panel__actions">
                <button type="submit" class="envdock-button" data-kind="primary">
                    {texts::SAVE}
                </button>
                <button type="button" class="envdock-button" on:click=move |_| shift(Direction::Up)>
                    {texts::UP}
                </button>
                <button type="button" class="envdock-button" on:click=move |_| shift(Direction::Down)>
                    {texts::DOWN}
                </button>
                <button type="button" class="envdock-button" data-kind="quiet" on:click=remove>
                    {texts::REMOVE}
                </button>
            </div>
        </form>
    }
}

/// Blanks are nothing said.
fn said(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}
