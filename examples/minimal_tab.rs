//! The smallest host: a page with the Environment tab and nothing else.
//!
//! The page says which configuration it is about: `<body data-configuration="…">`.

use envdock::EnvironmentTab;
use envdock_contract::model::ConfigurationId;
use envdock_core::CheckContext;
use leptos::mount::mount_to_body;
use leptos::prelude::*;

fn main() {
    let named = document().body().and_then(|body| body.get_attribute("data-configuration"));
    let configuration = named.and_then(|id| ConfigurationId::new(&id).ok());
    let context = CheckContext { configuration, ..CheckContext::default() };
    mount_to_body(move || view! { <EnvironmentTab context /> });
}
