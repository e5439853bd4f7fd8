//! The field for a value: masked, of one or of many lines, and never given anything to show.

mod from_file;
mod generate;
mod handle;
mod mends;
mod paste;
mod reveal;

use crate::texts::{actions, editor, rows};
use envdock_contract::model::{Kind, MAX_VALUE_BYTES, SecretText};
use from_file::{FromFile, FromFileButton};
use generate::Generate;
pub use handle::SecretFieldHandle;
use leptos::{attr::custom::custom_attribute, ev, prelude::*};
use mends::Mends;
pub use paste::{EnvPaste, EnvPasting};
use reveal::Reveal;

/// A key pressed in the field that means more than text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKey {
    /// Enter (with Ctrl or Cmd where the field has many lines).
    Save,
    /// Escape.
    Close,
}

/// What the field says about its keys while it is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldKeys {
    /// With one line.
    pub one: &'static str,
    /// With many lines.
    pub lines: &'static str,
}

impl Default for FieldKeys {
    fn default() -> Self {
        Self { one: editor::KEYS, lines: editor::KEYS_LINES }
    }
}

/// A masked input that becomes a text area when several lines are pasted.
///
/// The text lives in the element alone. It is read on input, handed over, and never kept in a
/// signal or an attribute. Nothing is trimmed unless a person asks for it.
#[component]
pub fn SecretField(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// What the field is for.
    #[prop(into)]
    label: String,
    /// Whether typing is masked.
    kind: Kind,
    /// Why the text cannot be saved.
    #[prop(into)]
    problem: Signal<Option<String>>,
    /// Puts text into the field, empties or focuses it.
    handle: SecretFieldHandle,
    /// What it says about its keys while it is empty.
    #[prop(optional)]
    keys: FieldKeys,
    /// Where pasted dotenv texts go; without it they are values like any other text.
    #[prop(optional)]
    env: Option<EnvPasting>,
    /// The text after each change.
    on_input: Callback<SecretText>,
    /// Save or close was asked for.
    on_key: Callback<FieldKey>,
) -> impl IntoView {
    let is_secret = kind == Kind::Secret;
    let reveal = Reveal::new(is_secret);
    let said = RwSignal::new(None::<FromFile>);
    let take = move |text: String| {
        said.set(None);
        handle.measure(&text);
        reveal.wait();
        on_input.run(SecretText::new(text));
    };
    let pressed = move |event: ev::KeyboardEvent| {
        if let Some(key) = meaning(&event, untrack(|| handle.is_lines())) {
            event.prevent_default();
            event.stop_propagation();
            on_key.run(key);
        }
    };
    let replace = move |text: String| {
        handle.put(&text);
        take(text);
        handle.focus();
    };
    let pasted = move |event: ev::Event| paste::pasted(&event, handle, env, replace);
    let note_id = [id.as_str(), "-note"].concat();
    let file_button = actions::of_key(editor::FROM_FILE, &label);
    let generate_button = actions::of_key(editor::GENERATE, &label);
    let generate_id = [id.as_str(), "-generate"].concat();
    let area_id = [id.as_str(), "-lines"].concat();
    let is_invalid = move || problem.with(Option::is_some).to_string();
    view! {
        <div class="envdock-field" data-invalid=is_invalid data-lines=move || handle.is_lines().to_string()>
            <label class="envdock-field__label" for=id.clone() hidden=move || handle.is_lines()>
                {label.clone()}
            </label>
            <label class="envdock-field__label" for=area_id.clone() hidden=move || !handle.is_lines()>
                {label}
            </label>
            <div class="envdock-field__box" on:focusout=move |_| reveal.hide() on:keydown=pressed>
                <input
                    id=id
                    class="envdock-field__input"
                    part="field"
                    name="envdock-value"
                    type=move || if reveal.get() { "text" } else { "password" }
                    autocomplete="off"
                    autocapitalize="off"
                    {..custom_attribute("autocorrect", "off")}
                    spellcheck="false"
                    aria-describedby=note_id.clone()
                    aria-invalid=is_invalid
                    hidden=move || handle.is_lines()
                    node_ref=handle.input
                    on:input:target=move |event| take(event.target().value())
                    on:paste=move |event| pasted(event.into())
                />
                <textarea
                    id=area_id
                    class="envdock-field__lines"
                    part="field"
                    name="envdock-value-lines"
                    rows="4"
                    wrap="off"
                    autocomplete="off"
                    autocapitalize="off"
                    {..custom_attribute("autocorrect", "off")}
                    spellcheck="false"
                    aria-describedby=note_id.clone()
                    aria-invalid=is_invalid
                    data-revealed=move || reveal.get().to_string()
                    hidden=move || !handle.is_lines()
                    node_ref=handle.area
                    on:input:target=move |event| take(event.target().value())
                    on:paste=move |event| pasted(event.into())
                ></textarea>
                {is_secret.then(|| view! { <RevealButton reveal handle /> })}
            </div>
            <FieldNote id=note_id handle problem keys />
            <Mends handle on_text=Callback::new(replace) />
            <div class="envdock-field__tools">
                <FromFileButton name=file_button said on_text=Callback::new(replace) />
                {is_secret
                    .then(|| {
                        view! {
                            <Generate
                                id=generate_id
                                name=generate_button
                                on_text=Callback::new(replace)
                            />
                        }
                    })}
            </div>
        </div>
    }
}

/// Shows and hides what is typed.
#[component]
fn RevealButton(reveal: Reveal, handle: SecretFieldHandle) -> impl IntoView {
    let toggle = move |_| {
        reveal.toggle();
        handle.focus();
    };
    let label = move || if reveal.get() { actions::HIDE } else { actions::REVEAL };
    view! {
        <button
            type="button"
            class="envdock-field__reveal"
            aria-pressed=move || reveal.get().to_string()
            on:mousedown=|event: ev::MouseEvent| event.prevent_default()
            on:click=toggle
        >
            {label}
        </button>
    }
}

/// What is said about the text: its length, and what may be wrong with it.
#[component]
fn FieldNote(
    id: String,
    handle: SecretFieldHandle,
    problem: Signal<Option<String>>,
    keys: FieldKeys,
) -> impl IntoView {
    let length = move || match handle.length() {
        0 if handle.is_lines() => keys.lines.to_owned(),
        0 => keys.one.to_owned(),
        length => rows::bytes(length),
    };
    let warnings = move || {
        if handle.length() > MAX_VALUE_BYTES {
            return vec![editor::TOO_LARGE.to_owned()];
        }
        let space = handle.has_edge_space().then(|| editor::EDGE_SPACE.to_owned());
        space.into_iter().chain(handle.hints().into_iter().map(editor::hint)).collect()
    };
    view! {
        <div class="envdock-field__note" id=id>
            <span>{length}</span>
            {move || {
                warnings()
                    .into_iter()
                    .map(|text| view! { <span class="envdock-field__warning">{text}</span> })
                    .collect_view()
            }}
            {move || {
                problem.get().map(|text| view! { <span class="envdock-field__problem">{text}</span> })
            }}
        </div>
    }
}

fn meaning(event: &ev::KeyboardEvent, is_lines: bool) -> Option<FieldKey> {
    let on_field = event.target().is_some_and(|target| {
        !wasm_bindgen::JsCast::has_type::<web_sys::HtmlButtonElement>(&target)
    });
    match event.key().as_str() {
        "Escape" => Some(FieldKey::Close),
        "Enter" if event.is_composing() || !on_field => None,
        "Enter" if is_lines && !(event.ctrl_key() || event.meta_key()) => None,
        "Enter" => Some(FieldKey::Save),
        _ => None,
    }
}
