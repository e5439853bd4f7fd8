//! A key that nobody has found: added by hand.

use crate::components::environment_tab::failure_text;
use crate::components::environment_tab::put_back::PutBack;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{TextField, announce, announce_changes};
use crate::store::{ActionState, NewKey, usual_file};
use crate::texts::spec as texts;
use envdock_contract::model::{FilePath, FileRef, KeyName, SecretText, Slot, WorkspacePath};
use envdock_rules::names::controls_processes;
use envdock_rules::paths::check_env_file;
use leptos::{ev, prelude::*};

/// More than any name or path may have: what is too long is said, not cut.
const MAX_TYPED: usize = 20_000;

/// A button that opens the form, below the list.
#[component]
pub(crate) fn AddKey(tab: Tab) -> impl IntoView {
    let is_open = tab.by_hand().is_adding;
    view! {
        <PutBack tab />
        <Show when=move || tab.can_accept()>
            <div class="envdock-add-key">
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                >
                    {texts::ADD}
                </button>
                <Show when=move || is_open.get()>
                    <Form tab />
                </Show>
            </div>
        </Show>
    }
}

/// The key, its file, and whether the project needs it. What is typed stays until it is confirmed.
#[component]
fn Form(tab: Tab) -> impl IntoView {
    let draft = tab.store().new_key(&tab.configuration_id());
    let state = {
        let draft = draft.clone();
        Memo::new(move |_| draft.with(|draft| draft.save.clone()))
    };
    let typed = Memo::new(move |_| draft.with(|draft| draft.typed.clone()));
    let change = move |change: Box<dyn FnOnce(&mut NewKey)>| {
        tab.store().type_new_key(&tab.configuration_id(), change);
    };
    let problem = RwSignal::new(None::<&'static str>);
    let files = Memo::new(move |_| {
        tab.slots.with(|slots| slots.files().iter().map(|(file, _)| file.to_string()).collect())
    });
    let file = Memo::new(move |_| {
        let first = || files.with(|files: &Vec<String>| files.first().cloned());
        let usual = || usual_file().map(|file| file.to_string());
        let typed = typed.with(|typed| typed.file.clone());
        typed.or_else(first).or_else(usual).unwrap_or_default()
    });
    let add = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if state.get_untracked() == ActionState::Running {
            return;
        }
        let NewKey { key, is_optional, .. } = typed.get_untracked();
        // Said once, such a key is added when it is asked for again.
        let is_warned = problem.get_untracked() == Some(texts::CONTROLS);
        match read(tab, &key, &file.get_untracked(), is_warned) {
            Err(text) => {
                announce(text);
                problem.set(Some(text));
            }
            Ok((name, into)) => {
                problem.set(None);
                tab.by_hand().adding.set_value(texts::added(name.as_str(), &into.to_string()));
                let slot = Slot { required: !is_optional, ..Slot::new(name) };
                tab.store().add_key(&tab.configuration_id(), into, slot);
            }
        }
    };
    let name = move |text| {
        problem.set(None);
        change(Box::new(|typed| typed.key = text));
    };
    let failure = move || match state.get() {
        ActionState::Failed(failure) => Some(failure_text::not_added(failure)),
        ActionState::Idle | ActionState::Running | ActionState::Done(()) => None,
    };
    let said = move || problem.get().map(str::to_owned).or_else(failure);
    announce_changes(failure);
    let label = move || {
        if state.get() == ActionState::Running { texts::ADDING } else { texts::ADD_NOW }
    };
    let id = |name: &str| [name, &tab.instance().to_string()].concat();
    view! {
        <form class="envdock-about__form" aria-label=texts::ADD_TITLE on:submit=add>
            <TextField
                id=id("envdock-new-key-")
                label=texts::KEY
                text=Signal::derive(move || typed.with(|typed| typed.key.clone()))
                on_input=Callback::new(name)
                max_length=MAX_TYPED
                is_invalid=Signal::derive(move || problem.get().is_some())
                on_paste=Callback::new(move |event| pasted(tab, &event))
            />
            <TextField
                id=id("envdock-new-file-")
                label=texts::FILE
                text=file
                on_input=Callback::new(move |text| change(Box::new(|typed| typed.file = Some(text))))
                max_length=MAX_TYPED
                proposed=files
            />
            <label class="envdock-about__box">
                <input
                    type="checkbox"
                    prop:checked=move || !typed.with(|typed| typed.is_optional)
                    on:change:target=move |event| {
                        let is_optional = !event.target().checked();
                        change(Box::new(move |typed| typed.is_optional = is_optional));
                    }
                />
                <span>{texts::REQUIRED}</span>
            </label>
            <p class="envdock-panel__warning">
                {said}
            </p>
            <div class="envdock-panel__actions">
                <button
                    type="submit"
                    class="envdock-button"
                    part="button primary"
                    data-kind="primary"
                >
                    {label}
                </button>
            </div>
        </form>
    }
}

/// An assignment is no name, but perhaps a line of a file, or all of it.
fn pasted(tab: Tab, event: &ev::ClipboardEvent) {
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
    if let Some(text) = text.filter(|text| text.contains('=')) {
        event.prevent_default();
        tab.import.open_text(SecretText::new(text));
    }
}

/// The key and file that were typed, or what is wrong with them. It never repeats what was typed:
/// people paste values where names belong.
fn read(
    tab: Tab,
    key: &str,
    file: &str,
    is_warned: bool,
) -> Result<(KeyName, FileRef), &'static str> {
    let key = KeyName::new(key.trim()).ok().ok_or(texts::BAD_KEY)?;
    let file = file_of(tab, file.trim()).ok_or(texts::BAD_FILE)?;
    let is_listed = tab.slots.with_untracked(|slots| {
        let mut all = slots.all();
        all.any(|of| *of.id.key() == key && of.id.file().to_string() == file.to_string())
    });
    if is_listed {
        return Err(texts::LISTED);
    }
    if controls_processes(&key) && !is_warned {
        return Err(texts::CONTROLS);
    }
    Ok((key, file))
}

/// A file that is listed already, or a new one that may be.
fn file_of(tab: Tab, path: &str) -> Option<FileRef> {
    let listed = tab.slots.with_untracked(|slots| {
        let mut files = slots.files().iter();
        files.find(|(file, _)| file.to_string() == path).map(|(file, _)| file.clone())
    });
    listed.or_else(|| {
        let (workspace_path, path) = path.rsplit_once('/').unwrap_or((".", path));
        let file = FileRef {
            workspace_path: WorkspacePath::new(workspace_path).ok()?,
            path: FilePath::new(path).ok()?,
        };
        check_env_file(&file).ok()?;
        Some(file)
    })
}
