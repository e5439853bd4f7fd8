//! Values that the project proposes for a key.

use crate::texts::editor;
use leptos::prelude::*;

/// One toggle for each: pressed, its text is in the field; pressed again, the field is empty.
///
/// The texts come from the repository and are isolated.
#[component]
pub fn Suggestions(
    /// The proposed values; with none, nothing is drawn.
    texts: Vec<String>,
    /// Which of them the field holds now.
    #[prop(into)]
    chosen: Signal<Option<usize>>,
    /// What the field is to hold.
    on_choose: Callback<String>,
) -> impl IntoView {
    let toggle = move |(index, text): (usize, String)| {
        let is_chosen = move || chosen.get() == Some(index);
        let given = text.clone();
        let choose = move |_| {
            on_choose.run(if untrack(is_chosen) { String::new() } else { given.clone() });
        };
        view! {
            <button
                type="button"
                class="envdock-button envdock-suggestions__choice"
                part="button"
                aria-pressed=move || is_chosen().to_string()
                on:click=choose
            >
                <bdi>
                    <code>{text}</code>
                </bdi>
            </button>
        }
    };
    (!texts.is_empty()).then(|| {
        view! {
            <div class="envdock-suggestions" role="group" aria-label=editor::SUGGESTIONS>
                <span class="envdock-suggestions__label" aria-hidden="true">
                    {editor::SUGGESTIONS}
                </span>
                {texts.into_iter().enumerate().map(toggle).collect_view()}
            </div>
        }
    })
}
