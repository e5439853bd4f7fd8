//! A dotenv text that is pasted into a field of the form fills the fields of the keys it names.
//! Nothing is sent before the form is.

use crate::components::import_dialog::source;
use crate::components::parts::{EnvPaste, Notice, Tone, announce};
use crate::components::request_form::focus;
use crate::components::request_form::form::{Asked, Form};
use crate::components::request_form::standing::Standing;
use crate::store::Import;
use crate::texts::{import, request};
use envdock_contract::model::FileRef;
use envdock_core::DraftRevision;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What became of a pasted text.
pub(crate) struct Pasted {
    /// Keys whose fields were filled, with the drafts that were made.
    filled: Vec<(Asked, DraftRevision)>,
    /// Keys that have a value already: typed, stored or left out.
    n_kept: usize,
    /// Asked keys whose lines cannot be read.
    n_unreadable: usize,
    /// Lines for keys that are not asked for.
    n_others: usize,
    /// The key in whose field it was pasted, and what puts the text there after all.
    key: String,
    keep: Box<dyn FnOnce()>,
}

/// The text that was pasted last, once it is read.
pub(crate) type LastPaste = RwSignal<Option<Pasted>, LocalStorage>;

/// Fills the fields of the keys that the text names. Where it names none of them it is the value of
/// the field that it was pasted into.
pub(crate) fn take(form: Form, into: &Asked, paste: EnvPaste) {
    let EnvPaste { text, keep } = paste;
    let (key, file) = (into.name().to_owned(), into.id.file().clone());
    source::read(text.expose().as_bytes(), move |read| {
        // The form may be gone by now, or answered.
        if form.root.try_get_untracked().flatten().is_none() {
            return;
        }
        let filled = read.ok().map(|import| fill(form, &import, &file));
        match filled {
            Some(filled) if filled.names_some() => {
                let pasted = Pasted { key, keep, ..filled };
                announce(&pasted.words().join(" "));
                form.pasted.set(Some(pasted));
            }
            _ => keep(),
        }
    });
}

/// Fills what is open and empty.
fn fill(form: Form, import: &Import, file: &FileRef) -> Pasted {
    let mut pasted = Pasted {
        filled: Vec::new(),
        n_kept: 0,
        n_unreadable: 0,
        n_others: 0,
        key: String::new(),
        keep: Box::new(|| ()),
    };
    let keys = form.keys();
    // The last line of a key counts, as for programs.
    let mut lines = BTreeMap::new();
    for (index, line) in import.lines().iter().enumerate() {
        let Some(key) = &line.key else { continue };
        if line.flaw.is_none() || !lines.contains_key(key) {
            lines.insert(key, index);
        }
    }
    for (key, index) in lines {
        // Asked for in several files, it is meant for the one that it was pasted into.
        let asked = || keys.iter().filter(|asked| asked.id.key() == key);
        let asked = asked().find(|asked| asked.id.file() == file).or_else(|| asked().next());
        let Some(asked) = asked else {
            pasted.n_others += 1;
            continue;
        };
        let facts = asked.facts.get_untracked();
        if import.lines().get(index).is_some_and(|line| line.flaw.is_some()) {
            pasted.n_unreadable += 1;
        } else if facts.is_typed || facts.standing() != Standing::Field {
            pasted.n_kept += 1;
        } else {
            asked.need.set(None);
            form.store().type_line(import, index, &asked.id);
            pasted.filled.push((asked.clone(), draft(form, asked)));
        }
    }
    pasted.filled.sort_by_key(|(asked, _)| asked.number);
    pasted
}

fn draft(form: Form, asked: &Asked) -> DraftRevision {
    form.entry(&asked.id).with_untracked(|entry| entry.draft.revision)
}

impl Pasted {
    fn names_some(&self) -> bool {
        self.filled.len() + self.n_kept + self.n_unreadable > 0
    }

    fn words(&self) -> Vec<String> {
        let filled: Vec<&str> = self.filled.iter().map(|(asked, _)| asked.name()).collect();
        let mut words = vec![request::filled(&filled)];
        let counts = [
            (self.n_kept, request::kept as fn(usize) -> String),
            (self.n_unreadable, request::unreadable),
            (self.n_others, request::not_asked),
        ];
        words.extend(counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, words)| words(n)));
        words
    }
}

/// Says what the text has filled, until it is taken back.
#[component]
pub(crate) fn PastedNotice(form: Form) -> impl IntoView {
    let words = move || form.pasted.with(|pasted| pasted.as_ref().map(Pasted::words));
    let end = move || form.pasted.try_update(Option::take).flatten();
    let undo = move || {
        let pasted = end();
        for (asked, revision) in pasted.iter().flat_map(|pasted| &pasted.filled) {
            // What was typed since stays.
            if draft(form, asked) == *revision {
                form.store().clear_draft(&asked.id);
            }
        }
        pasted
    };
    move || {
        let words = words()?;
        let (title, text) = words.split_first()?;
        let (title, text) = (title.clone(), Signal::stored(text.join(" ")));
        let key = form.pasted.with_untracked(|pasted| {
            pasted.as_ref().map(|pasted| pasted.key.clone()).unwrap_or_default()
        });
        let as_value = move |_| {
            if let Some(pasted) = undo() {
                (pasted.keep)();
            }
        };
        let has_filled = form.pasted.with_untracked(|pasted| {
            pasted.as_ref().is_some_and(|pasted| !pasted.filled.is_empty())
        });
        let take_back = move |_| {
            let pasted = undo();
            announce(request::TAKEN_BACK);
            if let Some((asked, _)) = pasted.as_ref().and_then(|pasted| pasted.filled.first()) {
                focus::key(form, asked.number);
            }
        };
        Some(view! {
            <Notice tone=Tone::Info title=title text>
                {has_filled
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="envdock-button"
                                part="button"
                                on:click=take_back
                            >
                                {request::TAKE_BACK}
                            </button>
                        }
                    })}
                <button
                    type="button"
                    class="envdock-button"
                    part="button quiet"
                    data-kind="quiet"
                    on:click=as_value
                >
                    {import::as_value(&key)}
                </button>
            </Notice>
        })
    }
}
