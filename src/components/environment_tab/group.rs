//! One env file of the tab with its rows, drawn where somebody looks.

use crate::components::environment_tab::actions;
use crate::components::environment_tab::counts::Counts;
use crate::components::environment_tab::order::Group;
use crate::components::environment_tab::row::SlotRows;
use crate::components::environment_tab::slots::Listed;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{FileGroup, Lazy, Notice, Tone};
use crate::texts;
use envdock_contract::model::{FileRef, OnDisk};
use envdock_core::DiskFile;
use leptos::prelude::*;
use std::sync::Arc;

/// Rows that are drawn together.
const CHUNK: usize = 40;

/// A file's heading, what is wrong with it, and its keys.
#[component]
pub(crate) fn Group(
    tab: Tab,
    counts: Counts,
    group: Group,
    is_first: bool,
    #[prop(into)] is_searching: Signal<bool>,
) -> impl IntoView {
    let Group { file, rows, starts_open, .. } = group;
    let path = file.to_string();
    let count = counts.of(&file);
    let is_open = {
        let file = file.clone();
        Memo::new(move |_| {
            let toggled = tab.toggled.with(|toggled| toggled.get(&file).copied());
            is_searching.get() || toggled.unwrap_or(starts_open)
        })
    };
    let toggle = {
        let file = file.clone();
        move |()| {
            let open = !is_open.get_untracked();
            tab.toggled.update(|toggled| {
                toggled.insert(file.clone(), open);
            });
        }
    };
    let chunks: Vec<Arc<Vec<usize>>> =
        rows.chunks(CHUNK).map(|rows| Arc::new(rows.to_vec())).collect();
    view! {
        <FileGroup path count is_open on_toggle=Callback::new(toggle)>
            <FileNotice tab file=file.clone() />
            <div role="list" class="envdock-file-group__rows">
                {chunks
                    .iter()
                    .cloned()
                    .enumerate()
                    .map(|(index, rows)| {
                        let is_first = is_first && index == 0;
                        view! { <Rows tab rows is_first /> }
                    })
                    .collect_view()}
            </div>
        </FileGroup>
    }
}

/// A few rows at a time.
#[component]
fn Rows(tab: Tab, rows: Arc<Vec<usize>>, is_first: bool) -> impl IntoView {
    let n_rows = rows.len();
    let holds = Arc::clone(&rows);
    let draw = ViewFn::from(move || view! { <SlotRows tab numbers=Arc::clone(&rows) /> });
    view! { <Lazy near=tab.near is_first when_idle=true rows=n_rows holds children=draw /> }
}

/// What keeps the file from being written.
#[component]
fn FileNotice(tab: Tab, file: FileRef) -> impl IntoView {
    let files = tab.files()?;
    let path = file.to_string();
    let on_disk = {
        let file = file.clone();
        Memo::new(move |_| {
            files.with(|files| {
                let known = files.known.iter().flatten();
                known
                    .into_iter()
                    .find(|on_disk| on_disk.file == file)
                    .map(|on_disk| troubles(tab, on_disk))
            })
        })
    };
    let confirm = Callback::new(move |()| actions::write_tracked(tab, file.clone()));
    let path = StoredValue::new(path);
    let problem = move || on_disk.get().and_then(|(problem, _)| problem);
    let is_tracked = move || on_disk.get().is_some_and(|(_, is_tracked)| is_tracked);
    let problem_title = move || {
        path.with_value(|path| texts::failures::file_problem(path, &problem().unwrap_or_default()))
    };
    Some(view! {
        <Show when=move || problem().is_some()>
            <Notice tone=Tone::Danger title=Signal::derive(problem_title) />
        </Show>
        <Show when=is_tracked>
            <Notice
                tone=Tone::Warn
                title=Signal::derive(move || path.with_value(|path| texts::failures::tracked(path)))
            >
                <button
                    type="button"
                    class="envdock-button"
                    part="button"
                    on:click=move |_| confirm.run(())
                >
                    {texts::actions::WRITE_TRACKED}
                </button>
            </Notice>
        </Show>
    })
}

/// Why it cannot be used, and whether values wait for a person because git tracks it.
fn troubles(tab: Tab, file: &DiskFile) -> (Option<String>, bool) {
    let waits = |of: Listed<'_>| {
        tab.entry(of.id).with(|entry| {
            let lags = matches!(entry.on_disk, Some(OnDisk::Absent | OnDisk::Outdated));
            lags && entry.presence.winner().is_some()
        })
    };
    let is_waiting = file.tracked_by_git
        && tab.slots.with(|slots| slots.all().filter(|of| *of.id.file() == file.file).any(waits));
    (file.problem.clone(), is_waiting)
}
