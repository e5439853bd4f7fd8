//! What is chosen once for all lines.

use crate::components::import_dialog::preview::Preview;
use crate::components::import_dialog::tally::Tally;
use crate::components::import_dialog::words;
use crate::components::parts::{ScopeChoice, ScopePicker};
use crate::store::{MOST_AT_ONCE, usual_file};
use crate::texts::{editor, import as texts, scopes};
use envdock_contract::model::{EnvFile, ScopeKind};
use leptos::prelude::*;

/// Target file, environment, scope, and whether it is all or nothing.
#[component]
pub(super) fn Options(preview: Preview, tally: Memo<Tally>) -> impl IntoView {
    // What was sent is sent again as it was.
    let is_fixed = Memo::new(move |_| tally.with(|tally| tally.fixed > 0));
    let has_new = Memo::new(move |_| {
        let is_new = |index| preview.place(index).is_some_and(|place| !place.is_listed);
        preview.can_add() && (0..preview.lines().len()).any(is_new)
    });
    let can_be_atomic = untrack(|| {
        let me = preview.store().me().with(|me| me.known.clone());
        me.is_none_or(|me| me.capabilities.atomic_batch) && preview.lines().len() > 1
    });
    let has_environments = preview.goals.environments().len() > 1;
    let per_line = if has_environments { texts::BOTH_PER_LINE } else { texts::SCOPE_PER_LINE };
    let choose = Callback::new(move |kind| preview.scope.set(kind));
    view! {
        <fieldset class="envdock-import__options" disabled=move || is_fixed.get()>
            <Show when=move || has_new.get()>
                <Target preview />
            </Show>
            <EnvironmentChoice preview />
            <ScopePicker
                id="envdock-import-scope".to_owned()
                choices=choices(preview)
                chosen=preview.scope
                on_choose=choose
            />
            <label class="envdock-import__check">
                <input
                    type="checkbox"
                    prop:checked=move || preview.goals.is_per_line.get()
                    on:change:target=move |event| preview.choose_per_line(event.target().checked())
                />
                <span>{per_line}</span>
            </label>
            {can_be_atomic.then(|| view! { <Atomic preview tally /> })}
        </fieldset>
    }
}

/// All or nothing, where everything fits into one request.
#[component]
fn Atomic(preview: Preview, tally: Memo<Tally>) -> impl IntoView {
    let is_too_many = Memo::new(move |_| tally.with(|tally| tally.chosen > MOST_AT_ONCE));
    let too_many = move || {
        is_too_many.get().then(|| {
            let text = texts::too_many_for_one_step(MOST_AT_ONCE);
            view! { <p class="envdock-import__note" id="envdock-import-too-many">{text}</p> }
        })
    };
    view! {
        <label class="envdock-import__check">
            <input
                type="checkbox"
                prop:checked=move || preview.is_atomic.get() && !is_too_many.get()
                prop:disabled=move || is_too_many.get()
                aria-describedby=move || is_too_many.get().then_some("envdock-import-too-many")
                on:change:target=move |event| preview.is_atomic.set(event.target().checked())
            />
            <span>{texts::ATOMIC}</span>
        </label>
        {too_many}
    }
}

/// The file that gets keys which no file lists.
#[component]
fn Target(preview: Preview) -> impl IntoView {
    let known = preview.store().configuration(&preview.configuration());
    let files = known.with_untracked(|known| {
        let spec = known.known.as_ref().and_then(|known| known.spec.clone());
        spec.iter().flat_map(|spec| &spec.files).map(EnvFile::file_ref).collect::<Vec<_>>()
    });
    let files = if files.is_empty() { usual_file().into_iter().collect() } else { files };
    let options = files.iter().map(ToString::to_string).collect();
    let chosen = {
        let files = files.clone();
        Signal::derive(move || {
            let target = preview.goals.target.get();
            files.iter().position(|file| *file == target).unwrap_or_default()
        })
    };
    let choose = Callback::new(move |number: usize| {
        if let Some(file) = files.get(number).cloned() {
            preview.goals.target.set(file);
        }
    });
    view! { <Choice id="envdock-import-target" label=texts::TARGET options chosen choose /> }
}

/// The environment, where there are several.
#[component]
fn EnvironmentChoice(preview: Preview) -> impl IntoView {
    let all = preview.goals.environments();
    if all.len() < 2 {
        return None;
    }
    let options = all.iter().map(ToString::to_string).collect();
    let chosen = {
        let all = all.clone();
        Signal::derive(move || {
            let environment = preview.goals.environment.get();
            all.iter().position(|one| *one == environment).unwrap_or_default()
        })
    };
    let choose = Callback::new(move |number: usize| {
        if let Some(environment) = all.get(number).cloned() {
            preview.choose_environment_of_all(environment);
        }
    });
    let label = texts::ENVIRONMENT;
    Some(view! { <Choice id="envdock-import-environment" label options chosen choose /> })
}

/// A native list of which one is chosen, by number.
#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    options: Vec<String>,
    chosen: Signal<usize>,
    choose: Callback<usize>,
) -> impl IntoView {
    let option = |(number, text): (usize, String)| {
        view! {
            <option value=number.to_string() prop:selected=move || chosen.get() == number>
                {text}
            </option>
        }
    };
    view! {
        <div class="envdock-import__choice">
            <label class="envdock-field__label" for=id>{label}</label>
            <select
                id=id
                class="envdock-select"
                part="field"
                on:change:target=move |event| {
                    choose.run(event.target().value().parse().unwrap_or_default());
                }
            >
                {options.into_iter().enumerate().map(option).collect_view()}
            </select>
        </div>
    }
}

/// The scopes that the server offers.
fn choices(preview: Preview) -> Vec<ScopeChoice> {
    let kinds = untrack(|| words::scopes(preview));
    let choice = |kind: &ScopeKind| ScopeChoice {
        kind: *kind,
        label: words::scope(*kind).to_owned(),
        hint: match kind {
            ScopeKind::File => texts::SCOPE_FILE_HINT,
            ScopeKind::Session => scopes::SESSION_HINT,
            ScopeKind::User
            | ScopeKind::Configuration
            | ScopeKind::Repository
            | ScopeKind::Organization => editor::SCOPE_CONFIGURATION_HINT,
        }
        .to_owned(),
    };
    kinds.iter().map(choice).collect()
}
