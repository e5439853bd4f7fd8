//! A native list of which one is chosen.

use leptos::prelude::*;

/// A choice with its label; it hands over the number of what was chosen.
#[component]
pub(super) fn Choice(
    id: &'static str,
    label: &'static str,
    #[prop(into)] options: Signal<Vec<String>>,
    #[prop(into)] chosen: Signal<usize>,
    on_choose: Callback<usize>,
) -> impl IntoView {
    let option = move |(number, text): (usize, String)| {
        view! {
            <option value=number.to_string() selected=move || chosen.get() == number>
                {text}
            </option>
        }
    };
    view! {
        <div class="envdock-secrets__choice">
            <label class="envdock-field__label" for=id>
                {label}
            </label>
            <select
                id=id
                class="envdock-select"
                part="field"
                prop:value=move || chosen.get().to_string()
                on:change:target=move |event| {
                    on_choose.run(event.target().value().parse().unwrap_or_default());
                }
            >
                {move || options.get().into_iter().enumerate().map(option).collect_view()}
            </select>
        </div>
    }
}
