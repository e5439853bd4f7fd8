//! Nothing to show, and why.

use leptos::prelude::*;

/// A short headline, a sentence, and possibly what to do next.
#[component]
pub fn EmptyState(
    /// What is the case.
    #[prop(into)]
    title: Signal<String>,
    /// Why, or what to do.
    #[prop(into)]
    text: Signal<String>,
    /// Buttons or links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="envdock-empty">
            <p class="envdock-empty__title">{title}</p>
            <p class="envdock-empty__text">{text}</p>
            {children.map(|children| view! { <div class="envdock-empty__next">{children()}</div> })}
        </div>
    }
}
