//! The list of env files.

use crate::components::environment_tab::actions;
use crate::components::environment_tab::group::Group;
use crate::components::environment_tab::order::{Group as Rows, matching, ordered};
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{EmptyState, Lazy};
use crate::texts;
use envdock_contract::model::FileRef;
use envdock_rules::completeness::Count;
use leptos::{ev, prelude::*};
use std::collections::HashMap;
use std::sync::Arc;

/// Files that are drawn without waiting: more than a screen shows.
const AT_ONCE: usize = 6;

/// Of each file how many required keys are set, and how many there are.
pub(crate) type Counts = HashMap<FileRef, (usize, usize)>;

/// All files with a match, each with its rows.
#[component]
pub(crate) fn Groups(tab: Tab, query: RwSignal<String>) -> impl IntoView {
    let ordered = ordered(tab);
    let shown =
        Memo::new(move |_| query.with(|query| ordered.with(|all| matching(tab, all, query))));
    let numbered = move || shown.get().iter().cloned().enumerate().collect::<Vec<_>>();
    let is_searching = Signal::derive(move || query.with(|query| !query.trim().is_empty()));
    // Looked up by every heading whenever a count changes.
    let summary = tab.summary();
    let counts = Memo::new(move |_| {
        let count =
            |(file, count): &(FileRef, Count)| (file.clone(), (count.required_set, count.required));
        Arc::new(summary.with(|summary| summary.per_file.iter().map(count).collect::<Counts>()))
    });
    let clear = move |_| query.set(String::new());
    // A group is made again when its rows are others; opening and closing is kept by the tab.
    let key = |(_, rows): &(usize, Rows)| (rows.file.clone(), rows.content);
    let n_matches = move || shown.with(|shown| shown.iter().map(|group| group.rows.len()).sum());
    view! {
        <p class="envdock-groups__matches" role="status">
            {move || is_searching.get().then(|| texts::tab::matches(n_matches()))}
        </p>
        <div class="envdock-groups" on:click=move |event: ev::MouseEvent| actions::clicked(tab, &event)>
            <For each=numbered key let((index, rows))>
                {
                    let is_first = index < AT_ONCE;
                    let n_rows = if rows.starts_open { rows.rows.len() + 1 } else { 1 };
                    let group = ViewFn::from(move || {
                        view! { <Group tab counts group=rows.clone() is_first=index < 2 is_searching /> }
                    });
                    view! { <Lazy near=tab.near is_first when_idle=tab.is_drawn_whole() rows=n_rows children=group /> }
                }
            </For>
        </div>
        <Show when=move || shown.with(|shown| shown.is_empty())>
            <EmptyState title=texts::tab::NO_MATCH text=texts::tab::NO_MATCH_NEXT>
                <button type="button" class="envdock-button" on:click=clear>
                    {texts::actions::CLEAR_SEARCH}
                </button>
            </EmptyState>
        </Show>
    }
}
