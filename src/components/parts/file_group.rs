//! One env file: a heading that opens and closes, its count, its rows.

use crate::texts::tab;
use leptos::prelude::*;

/// A disclosure: the heading's button shows and hides the rows.
#[component]
pub fn FileGroup(
    /// The file's path from the root of the workspace.
    #[prop(into)]
    path: String,
    /// How many required keys are set, and how many there are.
    #[prop(into)]
    count: Signal<(usize, usize)>,
    /// Whether the rows are shown.
    #[prop(into)]
    is_open: Signal<bool>,
    /// The heading was pressed.
    on_toggle: Callback<()>,
    /// The rows; made when they are first shown.
    children: ChildrenFn,
) -> impl IntoView {
    let spoken = {
        let path = path.clone();
        move || {
            let (set, all) = count.get();
            tab::fraction_spoken(&path, set, all)
        }
    };
    let fraction = move || {
        let (set, all) = count.get();
        tab::fraction(set, all)
    };
    let is_complete = move || {
        let (set, all) = count.get();
        set >= all
    };
    view! {
        <section class="envdock-file-group" data-open=move || is_open.get().to_string()>
            <h3 class="envdock-file-group__heading">
                <button
                    type="button"
                    class="envdock-file-group__toggle envdock-icon"
                    part="file"
                    data-icon="chevron"
                    aria-expanded=move || is_open.get().to_string()
                    aria-label=spoken
                    on:click=move |_| on_toggle.run(())
                >
                    <bdi class="envdock-file-group__path">{path}</bdi>
                    <span
                        class="envdock-file-group__count"
                        data-complete=move || is_complete().to_string()
                    >
                        {fraction}
                    </span>
                </button>
            </h3>
            <Show when=move || is_open.get()>{children()}</Show>
        </section>
    }
}
