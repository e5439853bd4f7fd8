//! What is to be known about a key before trusting it: whose words, where it is found, what is odd.

use crate::components::parts::{AgentWords, place_text};
use crate::components::request_form::form::{Asked, Form};
use crate::texts::{request, rows};
use envdock_contract::model::FileRef;
use envdock_rules::names;
use leptos::prelude::*;

/// Lines that are named; of the others there is only their number.
const NAMED: usize = 2;

/// The agent's description, the lines of the project, and warnings.
#[component]
pub(crate) fn KeyNotes(form: Form, asked: Asked) -> impl IntoView {
    let words = asked.key.description.clone();
    let places = places(&asked);
    let warnings = Memo::new(move |_| warnings(form, &asked));
    let warning = |text: String| {
        view! {
            <li class="envdock-asked__warning envdock-icon" data-icon="failed">
                <bdi>{text}</bdi>
            </li>
        }
    };
    view! {
        {words.map(|text| view! { <AgentWords text /> })}
        {places
            .map(|text| {
                view! {
                    <p class="envdock-asked__places">
                        <bdi>{text}</bdi>
                    </p>
                }
            })}
        <Show when=move || warnings.with(|warnings| !warnings.is_empty())>
            <ul class="envdock-asked__warnings">
                {move || warnings.get().into_iter().map(warning).collect_view()}
            </ul>
        </Show>
    }
}

fn places(asked: &Asked) -> Option<String> {
    let all = &asked.key.provenance;
    let mut text = all.iter().take(NAMED).map(place_text).collect::<Vec<_>>().join(", ");
    if all.len() > NAMED {
        text.push(' ');
        text.push_str(&rows::more_places(all.len() - NAMED));
    }
    (!text.is_empty()).then_some(text)
}

fn warnings(form: Form, asked: &Asked) -> Vec<String> {
    let mut warnings = Vec::new();
    let key = asked.name();
    if asked.key.provenance.is_empty() && form.names.with(|names| names.has_folder) {
        warnings.push(request::NOT_FOUND_IN_PROJECT.to_owned());
    }
    let like = form.names.with(|names| names.key_like(key).map(request::looks_like));
    warnings.extend(like);
    if names::controls_processes(&asked.key.key) {
        warnings.push(request::CONTROLS.to_owned());
    }
    let refused = usize::try_from(asked.key.refused_before).unwrap_or(usize::MAX);
    if refused > 0 {
        warnings.push(request::refused_before(refused));
    }
    warnings
}

/// What is odd about an env file.
pub(crate) fn file_warning(form: Form, file: &FileRef, is_a_guess: bool) -> Option<String> {
    let name = file.to_string();
    form.names.with(|names| {
        if let Some(other) = names.file_like(&name) {
            return Some(request::file_looks_like(other));
        }
        if is_a_guess {
            return Some(request::FILE_IS_A_GUESS.to_owned());
        }
        names.is_new_file(&name).then(|| request::FILE_IS_NEW.to_owned())
    })
}
