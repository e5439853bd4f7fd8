//! One key of the form: its name, what is known about it, and the way to answer.

use crate::components::environment_tab::row_facts;
use crate::components::parts::AgentWords;
use crate::components::request_form::answers::is_covered;
use crate::components::request_form::field::Field;
use crate::components::request_form::focus;
use crate::components::request_form::form::{Asked, Form};
use crate::components::request_form::key_notes::KeyNotes;
use crate::components::request_form::standing::{Choice, Known, Need, Standing};
use crate::texts::{actions, request, rows, time};
use envdock_contract::model::Stored;
use leptos::prelude::*;

/// A key with everything that helps to decide.
#[component]
pub(crate) fn Key(form: Form, asked: Asked) -> impl IntoView {
    let name = asked.name().to_owned();
    let standing = {
        let facts = asked.facts;
        Memo::new(move |_| facts.get().standing())
    };
    let requirement = match (&asked.key.any_of, asked.key.required) {
        (Some(_), _) => None,
        (None, true) => Some(request::REQUIRED),
        (None, false) => Some(request::OPTIONAL),
    };
    let rejected = asked.key.replace.clone();
    let number = asked.number;
    let given = StoredValue::new(asked);
    let icon = Memo::new(move |_| given.with_value(|asked| icon(form, asked)));
    let body = move || {
        let asked = given.get_value();
        match standing.get() {
            Standing::Checking => {
                view! { <p class="envdock-asked__line">{rows::CHECKING}</p> }.into_any()
            }
            Standing::Field => view! { <Field form asked /> }.into_any(),
            Standing::Stored => view! { <StoredLine form asked /> }.into_any(),
            Standing::Undecided => view! { <SharedChoice form asked /> }.into_any(),
            Standing::Skipped => view! { <SkippedLine asked form /> }.into_any(),
        }
    };
    view! {
        <div class="envdock-asked" role="listitem" data-state=icon data-number=number>
            <h4 class="envdock-asked__name envdock-icon" data-icon=icon>
                <code>{name}</code>
                {requirement.map(|text| view! { <span class="envdock-asked__tag">{text}</span> })}
            </h4>
            <Show when=move || standing.get() != Standing::Skipped>
                <div class="envdock-asked__notes">
                    <KeyNotes form asked=given.get_value() />
                    {rejected
                        .clone()
                        .map(|text| {
                            view! {
                                <p class="envdock-asked__rejected">{request::REJECTED}</p>
                                <AgentWords text />
                            }
                        })}
                </div>
            </Show>
            {body}
        </div>
    }
}

/// The stored value is used.
#[component]
fn StoredLine(form: Form, asked: Asked) -> impl IntoView {
    let change = stored_words(form, &asked);
    let replaced = asked.clone();
    let replace = move |_| choose(form, &replaced, Choice::Value);
    let name = asked.name().to_owned();
    view! {
        <div class="envdock-asked__line">
            <p>
                <strong>{request::STORED}</strong>
                <span class="envdock-asked__detail">{change}</span>
            </p>
            <div class="envdock-asked__actions">
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    data-focus="stored"
                    aria-label=actions::of_key(request::REPLACE, &name)
                    on:click=replace
                >
                    {request::REPLACE}
                </button>
                <SkipButton form asked />
            </div>
        </div>
    }
}

/// A shared value: using it hands it to the programs of the session, so a person decides.
#[component]
fn SharedChoice(form: Form, asked: Asked) -> impl IntoView {
    let change = stored_words(form, &asked);
    let need = asked.need;
    let (used, typed) = (asked.clone(), asked.clone());
    let accept = move |_| choose(form, &used, Choice::Stored);
    let own = move |_| choose(form, &typed, Choice::Value);
    let name = asked.name().to_owned();
    view! {
        <div class="envdock-asked__choice">
            <p>
                <strong>{request::SHARED}</strong>
                <span class="envdock-asked__detail">{change}</span>
            </p>
            <p class="envdock-asked__hint">{request::SHARED_NEXT}</p>
            {move || need.get().map(|_| problem(request::CHOOSE))}
            <div class="envdock-asked__actions">
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    data-focus="first"
                    aria-label=actions::of_key(request::USE_SHARED, &name)
                    on:click=accept
                >
                    {request::USE_SHARED}
                </button>
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    aria-label=actions::of_key(request::TYPE_OWN, &name)
                    on:click=own
                >
                    {request::TYPE_OWN}
                </button>
                <SkipButton form asked />
            </div>
        </div>
    }
}

/// It is left out, which can be undone.
#[component]
fn SkippedLine(form: Form, asked: Asked) -> impl IntoView {
    let name = asked.name().to_owned();
    let undo = move |_| {
        asked.choice.set(None);
        focus::key(form, asked.number);
    };
    view! {
        <div class="envdock-asked__line">
            <p>{request::SKIPPED}</p>
            <div class="envdock-asked__actions">
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    data-focus="undo"
                    aria-label=actions::of_key(request::UNDO, &name)
                    on:click=undo
                >
                    {request::UNDO}
                </button>
            </div>
        </div>
    }
}

/// Leaves a key out.
#[component]
pub(crate) fn SkipButton(form: Form, asked: Asked) -> impl IntoView {
    let label = actions::of_key(request::SKIP, asked.name());
    let skip = move |_| choose(form, &asked, Choice::Skip);
    view! {
        <button
            type="button"
            class="envdock-button"
            part="button quiet"
            data-kind="quiet"
            aria-label=label
            on:click=skip
        >
            {request::SKIP}
        </button>
    }
}

/// A choice by a person, whose focus follows it.
pub(crate) fn choose(form: Form, asked: &Asked, choice: Choice) {
    asked.need.set(None);
    asked.choice.set(Some(choice));
    focus::key(form, asked.number);
}

/// Why a key is not answered yet.
pub(crate) fn need_text(need: Need) -> &'static str {
    match need {
        Need::Value => request::TYPE_OR_SKIP,
        Need::Choice => request::CHOOSE,
        Need::Time => request::STILL_CHECKING,
    }
}

/// Whether the key may stay empty because of another one.
pub(crate) fn covered(form: Form, asked: &Asked) -> bool {
    is_covered(&form.keys(), asked)
}

/// Whether a stored value can be used instead.
pub(crate) fn can_use_stored(asked: &Asked) -> bool {
    matches!(asked.facts.get().known, Known::Own | Known::Shared)
}

/// The shape beside the name: what is still to do looks unlike what is done.
fn icon(form: Form, asked: &Asked) -> &'static str {
    let facts = asked.facts.get();
    match facts.standing() {
        Standing::Stored => "present",
        Standing::Skipped => "not-needed",
        Standing::Undecided => "proposed",
        Standing::Checking => "checking",
        Standing::Field if facts.is_typed => "draft",
        Standing::Field if !asked.key.required || covered(form, asked) => "optional",
        Standing::Field => "absent",
    }
}

fn problem(text: &'static str) -> impl IntoView {
    view! { <p class="envdock-field__problem">{text}</p> }
}

/// Where the stored value applies, when and by whom it was written.
fn stored_words(form: Form, asked: &Asked) -> impl Fn() -> String + Send + use<> {
    let entry = form.entry(&asked.id);
    move || {
        let winner = entry.with(|entry| entry.presence.winner().cloned());
        winner.map_or_else(String::new, |stored: Stored| {
            let scope = rows::for_scope(row_facts::scope_name(&stored.scope));
            if !stored.updated_at.is_known() {
                return scope;
            }
            let ago = time::ago(form.elapsed_ms(&stored.updated_at));
            let change = rows::changed(&ago, &form.name(&stored.updated_by));
            [scope.as_str(), " · ", change.as_str()].concat()
        })
    }
}
