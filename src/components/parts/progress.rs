//! How much is done.

use leptos::prelude::*;

/// A thin bar with its words.
#[component]
pub fn Progress(
    /// How many are done.
    #[prop(into)]
    done: Signal<usize>,
    /// How many there are.
    #[prop(into)]
    all: Signal<usize>,
    /// The same in words; labels the bar.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="envdock-progress" data-complete=move || (done.get() >= all.get()).to_string()>
            <progress
                class="envdock-progress__bar"
                max=move || all.get().max(1)
                prop:value=move || if all.get() == 0 { 1.0 } else { to_f64(done.get()) }
                aria-label=label
            ></progress>
        </div>
    }
}

/// The element's property is a number of JavaScript; counts are far below 2^32.
fn to_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
