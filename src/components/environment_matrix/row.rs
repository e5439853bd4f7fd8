//! One env file's keys, and the state of each in every environment.

use crate::components::KeyTarget;
use crate::components::environment_matrix::matrix::Matrix;
use crate::components::environment_matrix::shown::ShownFile;
use crate::components::parts::{Lazy, Status};
use crate::texts::matrix as texts;
use envdock_contract::model::Environment;
use leptos::prelude::*;

/// Rows that are drawn together.
const CHUNK: usize = 40;
/// With more keys than this, rows are made only where somebody looks.
const DRAWN_WHOLE: usize = 2_000;

/// The file's name, and a row for each of its keys.
#[component]
pub(super) fn FileRows(
    matrix: Matrix,
    file: ShownFile,
    on_choose: Callback<(Environment, Option<KeyTarget>)>,
) -> impl IntoView {
    let ShownFile { file, rows } = file;
    let path = file.to_string();
    let when_idle = matrix.n_rows() <= DRAWN_WHOLE;
    let chunk = |rows: &[usize]| {
        let rows = rows.to_vec();
        let n_rows = rows.len();
        let draw = ViewFn::from(move || {
            let row = |row: &usize| view! { <KeyCells matrix row=*row on_choose /> };
            rows.iter().map(row).collect_view()
        });
        view! { <Lazy near=matrix.near is_first=false when_idle rows=n_rows children=draw /> }
    };
    view! {
        <div role="rowgroup">
            <div class="envdock-matrix__row envdock-matrix__file" role="row">
                <bdi role="rowheader">
                    <code>{path}</code>
                </bdi>
            </div>
            {rows.chunks(CHUNK).map(chunk).collect_view()}
        </div>
    }
}

/// One key.
#[component]
fn KeyCells(
    matrix: Matrix,
    row: usize,
    on_choose: Callback<(Environment, Option<KeyTarget>)>,
) -> impl IntoView {
    let key = matrix.slots().with_untracked(|columns| {
        let slots = columns.as_ref()?.first()?;
        let id = &slots.get(row)?.id;
        Some(KeyTarget::of(id))
    })?;
    let name = key.key.as_str().to_owned();
    let cells = (0..matrix.n_columns()).map(|column| {
        let key = key.clone();
        view! { <Cell matrix column row key on_choose /> }
    });
    Some(view! {
        <div class="envdock-matrix__row" role="row">
            <span class="envdock-matrix__key" role="rowheader">
                <code>{name}</code>
            </span>
            {cells.collect_view()}
        </div>
    })
}

/// One key in one environment.
#[component]
fn Cell(
    matrix: Matrix,
    column: usize,
    row: usize,
    key: KeyTarget,
    on_choose: Callback<(Environment, Option<KeyTarget>)>,
) -> impl IntoView {
    let environment = matrix.environment(column)?;
    let name = environment.as_str().to_owned();
    let now = Memo::new(move |_| matrix.status(column, row).unwrap_or(Status::Unknown));
    let label = {
        let (name, key) = (name.clone(), key.key.clone());
        move || texts::cell(key.as_str(), &name, now.get().label())
    };
    let choose = move |_| on_choose.run((environment.clone(), Some(key.clone())));
    Some(view! {
        <span class="envdock-matrix__cell" role="cell">
            <span class="envdock-matrix__environment" aria-hidden="true">{name}</span>
            <button
                type="button"
                class="envdock-matrix__state"
                data-state=move || now.get().state()
                aria-label=label
                on:click=choose
            >
                <span class="envdock-icon">{move || now.get().label()}</span>
            </button>
        </span>
    })
}
