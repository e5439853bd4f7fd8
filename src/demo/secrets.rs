//! The page of everything that is stored in the organization.

use crate::components::OrganizationSecrets;
use crate::demo::top_bar::TopBar;
use crate::texts::demo;
use envdock_contract::model::ConfigurationId;
use leptos::prelude::*;

/// The organization's keys.
#[component]
pub(super) fn Secrets() -> impl IntoView {
    document().set_title(&demo::page_title(demo::SECRETS));
    let environments =
        Callback::new(|id: ConfigurationId| ["/configurations/", id.as_str()].concat());
    view! {
        <TopBar />
        <main class="envdock-page">
            <h1 class="envdock-unseen">{demo::PRODUCT}</h1>
            <OrganizationSecrets href_of=environments />
        </main>
    }
}
