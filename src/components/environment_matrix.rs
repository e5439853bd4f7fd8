//! Keys against environments: what is missing where.

mod column;
mod matrix;
mod row;
mod shown;
mod standing;

use crate::components::KeyTarget;
use crate::components::environment_tab::failure_text;
use crate::components::environment_tab::signed_out::signed_out_next;
use crate::components::parts::{
    EmptyState, SearchField, Skeleton, announce_changes, in_browser, use_announcer,
};
use crate::store::{EnvStore, shared};
use crate::texts::{actions, matrix as texts, tab};
use column::ColumnHead;
use envdock_contract::model::{ConfigurationId, Environment};
use envdock_core::CheckFailure;
use leptos::prelude::*;
use matrix::Matrix;
use row::FileRows;
use shown::{Filter, shown};
use standing::Standing;

/// Shows every key of a configuration's spec in several environments side by side.
///
/// All environments are asked in one check. It uses the store found in the context, otherwise the
/// page's.
#[component]
pub fn EnvironmentMatrix(
    /// Whose keys.
    configuration: ConfigurationId,
    /// The columns, in this order.
    #[prop(into)]
    environments: Signal<Vec<Environment>>,
    /// The column that is marked as the chosen one.
    #[prop(into)]
    chosen: Signal<Environment>,
    /// An environment was pressed, or a key in it.
    on_choose: Callback<(Environment, Option<KeyTarget>)>,
) -> impl IntoView {
    in_browser(shape, move || {
        use_announcer();
        let store = use_context::<EnvStore>().unwrap_or_else(shared);
        let columns = Memo::new(move |_| environments.get());
        let filter = Filter::default();
        move || {
            let matrix = Matrix::new(store.clone(), &configuration, columns.get());
            view! { <Frame matrix filter chosen on_choose /> }
        }
    })
}

/// What a server draws.
fn shape() -> impl IntoView {
    view! { <div class="envdock-matrix" aria-busy="true">{loading()}</div> }
}

fn loading() -> impl IntoView {
    view! { <Skeleton label=tab::LOADING rows=6 /> }
}

/// What is looked for, and the table.
#[component]
fn Frame(
    matrix: Matrix,
    filter: Filter,
    chosen: Signal<Environment>,
    on_choose: Callback<(Environment, Option<KeyTarget>)>,
) -> impl IntoView {
    let shown = shown(matrix, filter);
    let standing = Memo::new(move |_| matrix.standing());
    let n_shown = move || shown.with(|files| files.iter().map(|file| file.rows.len()).sum());
    let count = move || texts::shown(n_shown(), matrix.n_rows());
    announce_changes(move || (standing.get() == Standing::Table).then(count));
    let heads = move || {
        let head = |column| view! { <ColumnHead matrix column chosen on_choose /> };
        (0..matrix.n_columns()).map(head).collect_view()
    };
    let rows = move || {
        let file = |file| view! { <FileRows matrix file on_choose /> };
        shown.get().iter().cloned().map(file).collect_view()
    };
    let clear = move |_| filter.clear();
    let nothing = move || {
        let (title, text) = if filter.only_missing() {
            (texts::NOTHING_MISSING, "")
        } else {
            (tab::NO_MATCH, tab::NO_MATCH_NEXT)
        };
        view! {
            <EmptyState title text>
                <button type="button" class="envdock-button" part="button" on:click=clear>
                    {actions::CLEAR_SEARCH}
                </button>
            </EmptyState>
        }
    };
    let table = move || {
        view! {
            <div class="envdock-matrix__tools">
                <SearchField
                    name="envdock-matrix-search"
                    label=texts::SEARCH
                    text=filter.text
                    on_input=Callback::new(move |text| filter.text.set(text))
                />
                <label class="envdock-matrix__only">
                    <input
                        type="checkbox"
                        prop:checked=move || filter.missing.get()
                        on:change:target=move |event| filter.missing.set(event.target().checked())
                    />
                    <span>{texts::MISSING_ONLY}</span>
                </label>
                <p class="envdock-matrix__shown">{count}</p>
            </div>
            <div class="envdock-matrix__scroll" tabindex="0" role="region" aria-label=texts::TITLE>
                <div class="envdock-matrix__table" role="table" aria-label=texts::TITLE>
                    <div role="rowgroup">
                        <div class="envdock-matrix__row envdock-matrix__heads" role="row">
                            <span class="envdock-matrix__key" role="columnheader">{texts::KEY}</span>
                            {heads}
                        </div>
                    </div>
                    {rows}
                </div>
            </div>
            <Show when=move || n_shown() == 0>{nothing}</Show>
        }
    };
    let content = move || match standing.get() {
        Standing::Loading => loading().into_any(),
        Standing::Failed(failure) => failed(matrix, failure).into_any(),
        Standing::BeforeSpec => {
            let (title, text) = (tab::BEFORE_SPEC, texts::BEFORE_SPEC_NEXT);
            view! { <EmptyState title text /> }.into_any()
        }
        Standing::Empty => {
            let (title, text) = (tab::EMPTY_SPEC, tab::EMPTY_SPEC_NEXT);
            view! { <EmptyState title text /> }.into_any()
        }
        Standing::Table => table().into_any(),
    };
    view! {
        <div class="envdock-matrix" aria-busy=move || (standing.get() == Standing::Loading).to_string()>
            {content}
        </div>
    }
}

/// What is needed could not be read.
fn failed(matrix: Matrix, failure: CheckFailure) -> impl IntoView {
    let text = if failure == CheckFailure::SignedOut {
        signed_out_next(&matrix.store())
    } else {
        failure_text::check(failure)
    };
    let retry = move |_| matrix.store().refresh();
    view! {
        <EmptyState title=tab::FAILED text>
            <button type="button" class="envdock-button" part="button" on:click=retry>
                {actions::RETRY}
            </button>
        </EmptyState>
    }
}
