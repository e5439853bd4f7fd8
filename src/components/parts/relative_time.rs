//! An instant, told as its age.

use crate::texts::time;
use leptos::prelude::*;

/// `3 h ago`, with the exact instant for programs and on hover.
#[component]
pub fn RelativeTime(
    /// The instant as RFC 3339 text.
    at: String,
    /// How long ago that is.
    #[prop(into)]
    elapsed_ms: Signal<u64>,
) -> impl IntoView {
    view! {
        <time datetime=at.clone() title=at>
            {move || time::ago(elapsed_ms.get())}
        </time>
    }
}
