//! An env file with its count on one line.

use crate::texts::{rows, tab};
use leptos::prelude::*;

/// `.env.local 1/3`.
#[component]
pub fn FileCount(
    /// The file's path from the root of the workspace.
    path: String,
    /// How many required keys are set.
    set: usize,
    /// How many required keys there are.
    all: usize,
    /// Of how many it is not known.
    unknown: usize,
    /// Nothing is known yet, but it is being asked.
    is_checking: bool,
) -> impl IntoView {
    let state = if is_checking {
        "checking"
    } else if unknown > 0 {
        "unknown"
    } else if set >= all {
        "present"
    } else {
        "absent"
    };
    let spoken = tab::progress(set, all);
    let fraction = tab::fraction(set, all);
    view! {
        <li class="envdock-file-count" data-state=state>
            <bdi class="envdock-file-count__path">
                <code>{path}</code>
            </bdi>
            {if is_checking {
                view! { <span class="envdock-file-count__note">{rows::CHECKING}</span> }.into_any()
            } else {
                view! {
                    <span class="envdock-file-count__count envdock-icon" data-icon=state>
                        <span aria-hidden="true">{fraction}</span>
                        <span class="envdock-unseen">{spoken}</span>
                        {(unknown > 0)
                            .then(|| {
                                view! {
                                    <span class="envdock-file-count__note">{tab::unknown(unknown)}</span>
                                }
                            })}
                    </span>
                }
                    .into_any()
            }}
        </li>
    }
}
