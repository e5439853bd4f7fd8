//! The bar at the top of every page.

use crate::demo::theme;
use crate::store::EnvStore;
use crate::texts::demo;
use leptos::prelude::*;
use leptos_router::components::A;

/// Where one is, the other pages, and the colour scheme.
#[component]
pub(super) fn TopBar(
    /// The project.
    #[prop(optional, into)]
    project: Option<Signal<String>>,
) -> impl IntoView {
    let me = expect_context::<EnvStore>().me();
    // Until somebody knows better.
    let can_list =
        Memo::new(move |_| me.with(|me| me.known.as_ref().is_none_or(|me| me.capabilities.search)));
    view! {
        <header class="envdock-bar">
            <A href="/repositories" attr:class="envdock-bar__product">
                {demo::PRODUCT}
            </A>
            {project
                .map(|project| {
                    view! {
                        <span class="envdock-bar__slash" aria-hidden="true"></span>
                        <bdi class="envdock-bar__project">{project}</bdi>
                    }
                })}
            <nav class="envdock-bar__nav" aria-label=demo::PRODUCT>
                <A href="/repositories" attr:class="envdock-button" attr:data-kind="quiet">
                    {demo::REPOSITORIES}
                </A>
                <Show when=move || can_list.get()>
                    <A href="/settings/secrets" attr:class="envdock-button" attr:data-kind="quiet">
                        {demo::SECRETS}
                    </A>
                </Show>
            </nav>
            <button
                type="button"
                class="envdock-icon-button envdock-icon"
                data-icon="theme"
                aria-label=demo::THEME
                on:click=|_| theme::switch()
            ></button>
        </header>
    }
}
