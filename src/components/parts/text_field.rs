//! A line of text that is no secret.

use leptos::{attr::custom::custom_attribute, ev, prelude::*};
use wasm_bindgen::JsCast;

/// A field below its label. What is typed belongs to the caller.
#[component]
pub fn TextField(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    /// What the field is for.
    label: &'static str,
    /// What it holds.
    #[prop(into)]
    text: Signal<String>,
    /// The text after each change.
    on_input: Callback<String>,
    /// The most characters that it takes.
    max_length: usize,
    /// Whether what it holds cannot be used.
    #[prop(optional, into)]
    is_invalid: Signal<bool>,
    /// Something is pasted, and goes into the field unless that is prevented.
    #[prop(optional, into)]
    on_paste: Option<Callback<ev::ClipboardEvent>>,
    /// Texts to choose from.
    #[prop(optional, into)]
    proposed: Option<Signal<Vec<String>>>,
) -> impl IntoView {
    // A field with a list is a combobox to screen readers, also with an empty one.
    let list_id = proposed.map(|_| [id.as_str(), "-list"].concat());
    let list = list_id.clone();
    let option = |text: String| view! { <option value=text></option> };
    let options = proposed.map(|proposed| {
        view! {
            <datalist id=list>
                {move || proposed.get().into_iter().map(option).collect_view()}
            </datalist>
        }
    });
    let pasted = move |event: ev::ClipboardEvent| {
        if let Some(on_paste) = on_paste {
            on_paste.run(event);
        }
    };
    view! {
        <label for=id.clone()>{label}</label>
        <input
            id=id.clone()
            class="envdock-text-field"
            part="field"
            name=id
            maxlength=max_length.to_string()
            list=list_id
            autocomplete="off"
            autocapitalize="off"
            {..custom_attribute("autocorrect", "off")}
            spellcheck="false"
            aria-invalid=move || is_invalid.get().to_string()
            prop:value=text
            on:input:target=move |event| on_input.run(event.target().value())
            on:paste=move |event| pasted(event.unchecked_into())
        />
        {options}
    }
}
