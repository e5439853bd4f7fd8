//! The page of everything that is stored in the organization.

mod add_form;
mod choice;
mod description;
mod details;
mod history;
mod list;
mod outdated;
mod page;
mod panel;
mod place;
mod purge;
mod row;
mod row_facts;
mod scope_words;
mod selection;
mod since;
mod toolbar;
mod trouble;
mod undo_bar;
mod value_editor;
mod words;

use crate::components::parts::{Notice, Skeleton, Tone, in_browser, use_announcer};
use crate::store::{EnvStore, shared};
use crate::texts::organization as texts;
use add_form::AddForm;
use envdock_contract::model::ConfigurationId;
use leptos::prelude::*;
use list::List;
use outdated::Outdated;
use page::Page;
use selection::SelectionBar;
use toolbar::Toolbar;
use undo_bar::UndoBar;

/// All stored keys: found, added, replaced, described, deleted, restored; never a value.
///
/// It uses the store found in the context, otherwise the page's.
#[component]
pub fn OrganizationSecrets(
    /// Where a host shows the environments of a configuration: what is missing there links to it.
    #[prop(optional, into)]
    href_of: Option<Callback<ConfigurationId, String>>,
) -> impl IntoView {
    in_browser(shape, move || view! { <Listed href_of /> })
}

/// What a server draws.
fn shape() -> impl IntoView {
    // A fixed element within a view would be made with `innerHTML`, which Trusted Types refuse.
    let place = || view! { <div class="envdock-secrets__place"></div> };
    view! {
        <section class="envdock-secrets" aria-busy="true">
            {place()}
            <Skeleton label=texts::LOADING rows=6 />
        </section>
    }
}

/// The list, and what is done with it.
#[component]
fn Listed(href_of: Option<Callback<ConfigurationId, String>>) -> impl IntoView {
    use_announcer();
    let page = Page::new(use_context::<EnvStore>().unwrap_or_else(shared), href_of);
    let is_reader = Memo::new(move |_| page.is_reader());
    view! {
        <section class="envdock-secrets" aria-labelledby="envdock-secrets-title" node_ref=page.root>
            <Toolbar page />
            <Show when=move || is_reader.get()>
                <Notice tone=Tone::Info title=texts::READ_ONLY.to_owned() />
            </Show>
            <Outdated page />
            <Show when=move || page.is_adding.get()>
                <AddForm page />
            </Show>
            <UndoBar page />
            <SelectionBar page />
            <List page />
        </section>
    }
}
