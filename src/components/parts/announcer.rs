//! Says aloud what has changed, without moving the focus.

use leptos::prelude::*;

/// The one polite live region of a surface.
#[component]
pub fn Announcer(
    /// What was said last.
    #[prop(into)]
    message: Signal<String>,
) -> impl IntoView {
    view! {
        <p class="envdock-unseen" role="status" aria-live="polite">
            {message}
        </p>
    }
}
