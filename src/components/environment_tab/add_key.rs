//! A key that nobody has found: added by hand.

use crate::components::environment_tab::put_back::PutBack;
use crate::components::environment_tab::tab::Tab;
use crate::store::usual_file;
use crate::texts::spec as texts;
use envdock_contract::model::{FilePath, FileRef, KeyName, Slot, WorkspacePath};
use envdock_rules::names::controls_processes;
use envdock_rules::paths::check_env_file;
use envdock_rules::spec_edit::SpecEdit;
use leptos::{ev, html, prelude::*};

/// A button that opens the form, below the list.
#[component]
pub(crate) fn AddKey(tab: Tab) -> impl IntoView {
    let (is_open, set_open) = signal(false);
    view! {
        <PutBack tab />
        <Show when=move || tab.can_accept()>
            <div class="envdock-add-key">
                <button
                    type="button"
                    class="envdock-button"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| set_open.update(|is_open| *is_open = !*is_open)
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

/// The key, its file, and whether the project needs it.
#[component]
fn Form(tab: Tab) -> impl IntoView {
    let key: NodeRef<html::Input> = NodeRef::new();
    let file: NodeRef<html::Input> = NodeRef::new();
    let is_required = RwSignal::new(true);
    let problem = RwSignal::new(None::<&'static str>);
    let files = move || {
        tab.slots.with(|slots| slots.files().iter().map(|(file, _)| file.to_string()).collect())
    };
    let usual = untrack(|| {
        let files: Vec<String> = files();
        let first = files.into_iter().next();
        first.or_else(|| usual_file().map(|file| file.to_string())).unwrap_or_default()
    });
    let add = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (Some(key), Some(file)) = (key.get_untracked(), file.get_untracked()) else { return };
        // Said once, such a key is added when it is asked for again.
        let is_warned = problem.get_untracked() == Some(texts::CONTROLS);
        match read(tab, &key.value(), &file.value(), is_warned) {
            Err(text) => problem.set(Some(text)),
            Ok((name, into)) => {
                problem.set(None);
                key.set_value("");
                let slot = Slot { required: is_required.get_untracked(), ..Slot::new(name) };
                tab.say(&texts::added(slot.key.as_str(), &into.to_string()));
                let change = SpecEdit::Add(into, Box::new(slot));
                tab.store().edit_spec(&tab.configuration_id(), &[change]);
            }
        }
    };
    let id = |name: &str| [name, &tab.instance().to_string()].concat();
    let (key_id, file_id, files_id) =
        (id("envdock-new-key-"), id("envdock-new-file-"), id("envdock-files-"));
    let (key_for, file_for, list) = (key_id.clone(), file_id.clone(), files_id.clone());
    let options = move || {
        let files: Vec<String> = files();
        files.into_iter().map(|path| view! { <option value=path></option> }).collect_view()
    };
    view! {
        <form class="envdock-about__form" aria-label=texts::ADD_TITLE on:submit=add>
            <label for=key_for>{texts::KEY}</label>
            <input
                id=key_id
                class="envdock-about__field"
                name="envdock-new-key"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-invalid=move || problem.get().is_some().to_string()
                node_ref=key
            />
            <label for=file_for>{texts::FILE}</label>
            <input
                id=file_id
                class="envdock-about__field"
                name="envdock-new-file"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                list=list
                prop:value=usual
                node_ref=file
            />
            <datalist id=files_id>{options}</datalist>
            <label class="envdock-about__box">
                <input
                    type="checkbox"
                    prop:checked=move || is_required.get()
                    on:change:target=move |event| is_required.set(event.target().checked())
                />
                <span>{texts::REQUIRED}</span>
            </label>
            <p class="envdock-panel__warning" role="alert">
                {move || problem.get()}
            </p>
            <div class="envdock-panel__actions">
                <button type="submit" class="envdock-button" data-kind="primary">
                    {texts::ADD_NOW}
                </button>
            </div>
        </form>
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
        let mut all = slots.all().iter();
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
