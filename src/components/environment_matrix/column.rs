//! The head of an environment's column.

use crate::components::KeyTarget;
use crate::components::environment_matrix::matrix::Matrix;
use crate::texts::matrix as texts;
use envdock_contract::model::Environment;
use leptos::prelude::*;

/// The environment's name, which chooses it, and how much is set there.
#[component]
pub(super) fn ColumnHead(
    matrix: Matrix,
    column: usize,
    chosen: Signal<Environment>,
    on_choose: Callback<(Environment, Option<KeyTarget>)>,
) -> impl IntoView {
    let environment = matrix.environment(column)?;
    let summary = matrix.summary(column)?;
    let count = Memo::new(move |_| {
        summary.with(|summary| {
            let is_first = summary.checking && summary.checked_at.is_none();
            let count = summary.count;
            (!is_first).then(|| texts::count(count.required_set, count.required))
        })
    });
    let name = environment.as_str().to_owned();
    let title = texts::choose(&name);
    let this = environment.clone();
    let is_chosen = move || chosen.with(|chosen| *chosen == this).to_string();
    Some(view! {
        <span class="envdock-matrix__cell" role="columnheader">
            <button
                type="button"
                class="envdock-button"
                part="button"
                title=title
                aria-pressed=is_chosen
                on:click=move |_| on_choose.run((environment.clone(), None))
            >
                {name}
            </button>
            <span class="envdock-matrix__count">{move || count.get()}</span>
        </span>
    })
}
