//! The field of a key with its suggestions and its scope.

use crate::components::environment_tab::failure_text;
use crate::components::environment_tab::follow_draft::follow_draft;
use crate::components::parts::{
    EnvPasting, FieldKey, FieldKeys, ScopeChoice, ScopePicker, SecretField, SecretFieldHandle,
    Suggestions,
};
use crate::components::request_form::answers::scope_kind;
use crate::components::request_form::form::{Asked, Form};
use crate::components::request_form::key::{
    SkipButton, can_use_stored, choose, covered, need_text,
};
use crate::components::request_form::pasting;
use crate::components::request_form::sending;
use crate::components::request_form::standing::{Choice, Known};
use crate::store::looks_like_env;
use crate::texts::{actions, editor, request, scopes};
use envdock_contract::model::{ScopeKind, SecretText};
use envdock_core::{SaveFailure, SaveState};
use leptos::prelude::*;

/// Where a value is typed. The text stays whatever happens to the form; saving empties it.
#[component]
pub(crate) fn Field(form: Form, asked: Asked) -> impl IntoView {
    let name = asked.name().to_owned();
    let number = asked.number.to_string();
    let id = ["envdock-asked-", &form.instance().to_string(), "-", &number].concat();
    let scope_id = [id.as_str(), "-scope"].concat();
    let is_stored = untrack(|| can_use_stored(&asked));
    let label = if is_stored { editor::label_new(&name) } else { editor::label(&name) };
    let handle = SecretFieldHandle::new(&name);
    let given = StoredValue::new(asked.clone());
    let problem = Signal::derive(move || given.with_value(|asked| problem(form, asked)));
    let chosen = RwSignal::new(None);
    let values = StoredValue::new(asked.key.suggestions.clone());
    let recognize = move |text: &SecretText| {
        let is_it = |value: &String| value == text.expose();
        chosen.set(values.with_value(|values| values.iter().position(is_it)));
    };
    let take = move |text: &SecretText| {
        recognize(text);
        given.with_value(|asked| form.take(asked, text));
    };
    let suggest = move |text: String| {
        handle.put(&text);
        take(&SecretText::new(text));
    };
    let env = EnvPasting {
        is_env: looks_like_env,
        on_paste: Callback::new(move |paste| {
            given.with_value(|asked| pasting::take(form, asked, paste));
        }),
    };
    let pressed = move |key| match key {
        FieldKey::Save => sending::submit(form),
        FieldKey::Close => {}
    };
    let scope = Signal::derive(move || given.with_value(|asked| scope_kind(form, asked)));
    let use_stored = move |_| given.with_value(|asked| choose(form, asked, Choice::Stored));
    let is_covered = move || given.with_value(|asked| covered(form, asked) && is_empty(asked));
    let is_unknown = move || asked.facts.get().known == Known::Unknown;
    let can_use_stored = move || given.with_value(can_use_stored);
    follow_draft(form.store(), asked.id.clone(), handle, recognize);
    view! {
        <div class="envdock-asked__field">
            <SecretField
                id
                label
                kind=asked.key.kind
                problem
                handle
                keys=FieldKeys { one: "", lines: request::KEYS_LINES }
                env
                on_input=Callback::new(move |text: SecretText| take(&text))
                on_key=Callback::new(pressed)
            />
            <Suggestions
                texts=asked.key.suggestions.clone()
                chosen
                on_choose=Callback::new(suggest)
            />
            <Show when=is_unknown>
                <p class="envdock-asked__hint">{request::UNKNOWN}</p>
            </Show>
            <Show when=is_covered>
                <p class="envdock-asked__hint">{request::COVERED}</p>
            </Show>
            <div class="envdock-asked__end">
                <ScopePicker
                    id=scope_id
                    choices=choices(form, &asked)
                    chosen=scope
                    on_choose=Callback::new(move |kind| asked.scope.set(Some(kind)))
                />
                <div class="envdock-asked__actions">
                    <Show when=can_use_stored>
                        <button
                            type="button"
                            class="envdock-button"
                            part="button quiet"
                            data-kind="quiet"
                            aria-label=actions::of_key(request::USE_STORED, &name)
                            on:click=use_stored
                        >
                            {request::USE_STORED}
                        </button>
                    </Show>
                    <SkipButton form asked />
                </div>
            </div>
        </div>
    }
}

fn is_empty(asked: &Asked) -> bool {
    !asked.facts.get().is_typed
}

fn problem(form: Form, asked: &Asked) -> Option<String> {
    if asked.facts.get().is_too_large {
        return Some(editor::TOO_LARGE.to_owned());
    }
    if let Some(need) = asked.need.get() {
        return Some(need_text(need).to_owned());
    }
    form.entry(&asked.id).with(|entry| match &entry.save {
        SaveState::Failed(SaveFailure::Conflict { .. }) => Some(request::CONFLICT.to_owned()),
        // The first two are told once for the whole form.
        SaveState::Failed(SaveFailure::Unconfirmed(_) | SaveFailure::NotAttempted)
        | SaveState::Idle
        | SaveState::Saving
        | SaveState::Saved { .. } => None,
        SaveState::Failed(failure) => Some(failure_text::save(failure)),
    })
}

/// The scopes that the server offers for an answer: a file of its own only where it has one.
fn choices(form: Form, asked: &Asked) -> Vec<ScopeChoice> {
    let capabilities = untrack(|| form.me()).map(|me| me.capabilities);
    let now = untrack(|| scope_kind(form, asked));
    let is_offered = |kind: ScopeKind| match (&capabilities, kind) {
        (Some(capabilities), ScopeKind::Session) => capabilities.session_only,
        (Some(capabilities), kind) => capabilities.scopes.contains(&kind),
        (None, kind) => kind == ScopeKind::Configuration,
    };
    let choice =
        |kind, label: &str, hint: String| ScopeChoice { kind, label: label.to_owned(), hint };
    let file = asked.id.file().to_string();
    let all = [
        choice(ScopeKind::Configuration, scopes::FUTURE, scopes::FUTURE_HINT.to_owned()),
        choice(ScopeKind::Session, scopes::SESSION, scopes::SESSION_HINT.to_owned()),
        choice(ScopeKind::File, scopes::FILE, scopes::file_hint(&file)),
    ];
    let is_apt = |kind: ScopeKind| kind != ScopeKind::File || kind == now;
    all.into_iter().filter(|choice| is_offered(choice.kind) && is_apt(choice.kind)).collect()
}
