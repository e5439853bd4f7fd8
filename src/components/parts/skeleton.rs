//! The shape of what is coming.

use leptos::prelude::*;

/// Grey rows where rows will be; the page's HTML carries the same before the program starts.
#[component]
pub fn Skeleton(
    /// What is being waited for, for screen readers.
    #[prop(into)]
    label: String,
    /// How many rows.
    #[prop(default = 5)]
    rows: usize,
) -> impl IntoView {
    // A fixed element within a view would be made with `innerHTML`, which Trusted Types refuse.
    let bar = || view! { <span class="envdock-skeleton__bar"></span> };
    let row = || view! { <div class="envdock-skeleton__row">{bar()} {bar()}</div> };
    view! {
        <div class="envdock-skeleton">
            <p class="envdock-unseen">{label}</p>
            <div aria-hidden="true">{(0..rows).map(|_| row()).collect_view()}</div>
        </div>
    }
}
