//! The column of env files.

use crate::texts::demo;
use envdock_core::Configuration;
use leptos::prelude::*;
use std::sync::Arc;

/// The env files of a configuration, by name.
#[component]
pub(super) fn EnvFiles(configuration: Signal<Option<Arc<Configuration>>>) -> impl IntoView {
    let files = Memo::new(move |_| {
        configuration.with(|known| {
            let spec = known.as_ref().and_then(|known| known.spec.clone());
            let files = spec.iter().flat_map(|spec| &spec.files);
            files.map(|file| file.file_ref().to_string()).collect::<Vec<_>>()
        })
    });
    let item = |path: String| {
        view! {
            <li>
                <bdi>
                    <code>{path}</code>
                </bdi>
            </li>
        }
    };
    view! {
        <nav class="envdock-ide__files" aria-label=demo::FILES tabindex="0">
            <h2 class="envdock-ide__heading">{demo::FILES}</h2>
            <Show
                when=move || files.with(|files| !files.is_empty())
                fallback=|| view! { <p class="envdock-ide__none">{demo::NO_FILES}</p> }
            >
                <ul>{move || files.get().into_iter().map(item).collect_view()}</ul>
            </Show>
        </nav>
    }
}
