//! The list of env files.

use crate::components::environment_tab::actions;
use crate::components::environment_tab::counts::Counts;
use crate::components::environment_tab::finding::{Finding, Shown};
use crate::components::environment_tab::group::Group;
use crate::components::environment_tab::order::{Group as Rows, ordered};
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::{EmptyState, Lazy, announce};
use crate::texts::{actions as action_texts, finding as texts};
use leptos::{ev, prelude::*};
use std::sync::Arc;

/// Files that are drawn without waiting: more than a screen shows.
const AT_ONCE: usize = 6;

/// All files with a match, each with its rows.
#[component]
pub(crate) fn Groups(tab: Tab, finding: Finding) -> impl IntoView {
    let shown = finding.shown(tab, ordered(tab));
    let groups = Memo::new(move |_| shown.with(|shown| Arc::clone(&shown.groups)));
    let numbered = move || groups.get().iter().cloned().enumerate().collect::<Vec<_>>();
    let is_searching = Signal::derive(move || finding.is_on());
    let counts = Counts::new(tab);
    // A group is made again when its rows are others; opening and closing is kept by the tab.
    let key = |(_, rows): &(usize, Rows)| (rows.file.clone(), rows.content);
    let n_shown = Memo::new(move |_| {
        let all = tab.slots.with(|slots| slots.len());
        finding.is_on().then(|| texts::shown(shown.with(Shown::n_rows), all))
    });
    Effect::new(move |_| {
        if let Some(words) = n_shown.get() {
            announce(&words);
        }
    });
    let is_empty = move || groups.with(|groups| groups.is_empty());
    view! {
        {move || n_shown.get().map(|words| view! { <p class="envdock-groups__shown">{words}</p> })}
        <div class="envdock-groups" on:click=move |event: ev::MouseEvent| actions::clicked(tab, &event)>
            <For each=numbered key let((index, rows))>
                {
                    let is_first = index < AT_ONCE;
                    let holds = Arc::clone(&rows.rows);
                    let n_rows = if rows.starts_open { rows.rows.len() + 1 } else { 1 };
                    let group = ViewFn::from(move || {
                        view! { <Group tab counts group=rows.clone() is_first=index < 2 is_searching /> }
                    });
                    view! { <Lazy near=tab.near is_first when_idle=true rows=n_rows holds children=group /> }
                }
            </For>
        </div>
        <Show when=is_empty>
            <Nothing finding />
        </Show>
    }
}

/// Nothing is listed, and the way back.
#[component]
fn Nothing(finding: Finding) -> impl IntoView {
    let is_searching = Memo::new(move |_| finding.is_searching());
    // The button goes with what it ends; the search stays.
    let back = move |_| {
        if is_searching.get_untracked() {
            finding.query.set(String::new());
        } else {
            finding.is_missing_only.set(false);
        }
        finding.focus();
    };
    let title = move || {
        if is_searching.get() { texts::NO_MATCH } else { texts::NOTHING_MISSING }.to_owned()
    };
    let text = move || {
        if is_searching.get() { texts::NO_MATCH_NEXT } else { texts::NOTHING_MISSING_NEXT }
            .to_owned()
    };
    let button = move || {
        if is_searching.get() { action_texts::CLEAR_SEARCH } else { texts::SHOW_ALL }
    };
    view! {
        <EmptyState title=Signal::derive(title) text=Signal::derive(text)>
            <button type="button" class="envdock-button" part="button" on:click=back>
                {button}
            </button>
        </EmptyState>
    }
}
