//! The lines, each with its choice; drawn where somebody looks.

use crate::components::import_dialog::preview::Preview;
use crate::components::import_dialog::standing::Standing;
use crate::components::import_dialog::words;
use crate::components::parts::{Lazy, NearView};
use crate::store::ImportLine;
use crate::texts::import as texts;
use envdock_contract::model::{Environment, ScopeKind};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

/// Lines that are drawn together.
const CHUNK: usize = 40;
/// With more, lines are drawn only where somebody looks.
const DRAWN_WHOLE: usize = 1_000;

/// All lines. One listener serves them.
#[component]
pub(super) fn Lines(preview: Preview) -> impl IntoView {
    let near = NearView::new();
    let n_lines = preview.lines().len();
    let when_idle = n_lines <= DRAWN_WHOLE;
    let chunk = move |start: usize| {
        let end = (start + CHUNK).min(n_lines);
        let draw = ViewFn::from(move || {
            (start..end).map(|index| view! { <Line preview index /> }).collect_view()
        });
        let rows = end - start;
        view! { <Lazy near is_first={start == 0} when_idle rows children=draw /> }
    };
    view! {
        <div
            class="envdock-import__lines"
            role="list"
            aria-label=texts::LINES
            on:change=move |event| changed(preview, &event)
        >
            {(0..n_lines).step_by(CHUNK).map(chunk).collect_view()}
        </div>
    }
}

/// Finds line and choice of a change by their marks.
fn changed(preview: Preview, event: &ev::Event) {
    let Some(target) = event.target() else { return };
    let line = |element: &web_sys::Element| element.get_attribute("data-line")?.parse().ok();
    if let Some(input) = target.dyn_ref::<web_sys::HtmlInputElement>() {
        if let Some(index) = line(input) {
            preview.choose(index, input.checked());
        }
    } else if let Some(select) = target.dyn_ref::<web_sys::HtmlSelectElement>() {
        let (Some(index), Ok(number)) = (line(select), select.value().parse::<usize>()) else {
            return;
        };
        if select.has_attribute("data-environments") {
            if let Some(environment) = preview.goals.environments().into_iter().nth(number) {
                preview.choose_environment(index, environment);
            }
        } else if let Some(kind) = words::scopes(preview).get(number) {
            preview.choose_scope(index, *kind);
        }
    }
}

/// One line: what it is, what would happen, and what is to be known.
#[component]
fn Line(preview: Preview, index: usize) -> impl IntoView {
    let line = preview.lines().get(index).cloned()?;
    let standing = Memo::new(move |_| preview.standing(index));
    let is_chosen = move || standing.with(|standing| preview.is_chosen(index, standing));
    let is_closed = move || standing.with(|standing| !standing.is_open());
    let failure = move || standing.with(Standing::failure);
    let facts_id = ["envdock-import-", &index.to_string()].concat();
    let flaw = words::flaw(&line);
    let (twins, notes): (Vec<_>, Vec<_>) = line.notes.iter().partition(|note| note.is_of_twins());
    let notes: Vec<String> = notes.into_iter().map(words::note).collect();
    let twins: Vec<String> = twins.into_iter().map(words::note).collect();
    let has_twin = Memo::new(move |_| preview.goals.of(index).is_some_and(|goal| goal.has_twin));
    let number = index.to_string();
    let described = facts_id.clone();
    let name = match (&line.key, &flaw) {
        (Some(key), None) => {
            let key = key.to_string();
            view! {
                <label class="envdock-import__key">
                    <input
                        type="checkbox"
                        data-line=number
                        aria-describedby=described
                        prop:checked=is_chosen
                        prop:disabled=is_closed
                    />
                    <code>{key}</code>
                </label>
            }
            .into_any()
        }
        (Some(key), Some(_)) => {
            let key = key.to_string();
            view! { <p class="envdock-import__key"><code>{key}</code></p> }.into_any()
        }
        (None, _) => {
            view! { <p class="envdock-import__key">{texts::line(line.number)}</p> }.into_any()
        }
    };
    let file = move || preview.place(index).map(|place| place.file.to_string());
    let has_key = line.key.is_some();
    Some(view! {
        <div
            class="envdock-import__line"
            role="listitem"
            data-standing=move || standing.with(Standing::name)
        >
            {name}
            <div class="envdock-import__facts" id=facts_id>
                <p>
                    <strong>{move || standing.with(Standing::words)}</strong>
                    {has_key.then(|| view! { " " <span>{texts::place(line.number, line.length)}</span> })}
                    {move || file().map(|file| view! { " " <bdi>{file}</bdi> })}
                </p>
                {move || failure().map(|why| view! { <p class="envdock-import__flaw">{why}</p> })}
                {flaw.map(|flaw| view! { <p class="envdock-import__flaw">{flaw}</p> })}
                {notes.into_iter().map(note).collect_view()}
                {move || has_twin.get().then(|| twins.iter().cloned().map(note).collect_view())}
                <Description preview index line=line.clone() />
            </div>
            {move || {
                (has_key && preview.goals.is_per_line.get())
                    .then(|| view! { <OwnGoal preview index line=line.clone() /> })
            }}
        </div>
    })
}

fn note(text: String) -> impl IntoView {
    view! { <p class="envdock-import__note">{text}</p> }
}

/// The comment, where it says what the spec does not say.
#[component]
fn Description(preview: Preview, index: usize, line: ImportLine) -> impl IntoView {
    let is_kept = line.flaw.is_none() && preview.can_add();
    let description = line.description.filter(|_| is_kept)?;
    let is_used = Memo::new(move |_| preview.place(index).is_some_and(|place| !place.is_described));
    Some(view! {
        <Show when=move || is_used.get()>
            <p class="envdock-import__description">
                <bdi>{description.clone()}</bdi>
            </p>
        </Show>
    })
}

/// Environment and scope of one line.
#[component]
fn OwnGoal(preview: Preview, index: usize, line: ImportLine) -> impl IntoView {
    let key = line.key.filter(|_| line.flaw.is_none())?;
    let environment = move |(number, environment): (usize, Environment)| {
        let text = environment.to_string();
        let is_own = move || preview.goals.environment_of(index) == environment;
        view! { <option value=number.to_string() prop:selected=is_own>{text}</option> }
    };
    let scope = move |(number, kind): (usize, ScopeKind)| {
        let is_own = move || preview.scope_of(index) == kind;
        view! { <option value=number.to_string() prop:selected=is_own>{words::scope(kind)}</option> }
    };
    let is_fixed = move || preview.standing(index).is_fixed();
    let environments = preview.goals.environments();
    let number = index.to_string();
    let environments = (environments.len() > 1).then(|| {
        view! {
            <select
                class="envdock-select"
                part="field"
                aria-label=texts::environment_of(key.as_str(), line.number)
                data-line=number.clone()
                data-environments=""
                prop:disabled=is_fixed
            >
                {environments.into_iter().enumerate().map(environment).collect_view()}
            </select>
        }
    });
    Some(view! {
        <div class="envdock-import__own">
            {environments}
            <select
                class="envdock-select"
                part="field"
                aria-label=texts::scope_of(key.as_str(), line.number)
                data-line=number
                prop:disabled=is_fixed
            >
                {untrack(|| words::scopes(preview)).into_iter().enumerate().map(scope).collect_view()}
            </select>
        </div>
    })
}
