//! `<envdock-repository-summary>`: the read-only summary of one configuration.
//!
//! # Attributes
//! - `configuration`: the id of the configuration that is summed up.
//! - `href`: where its session is, with the Environment tab open.
//!
//! # Parts
//! - `summary`: the summary.
//! - `button`: each button, also `primary`, `quiet` or `danger` where it is one.
//!
//! # Example
//! ```html
//! <envdock-repository-summary configuration="cfg_shop" href="/sessions/42"></envdock-repository-summary>
//! ```

use crate::components::RepositorySummary;
use crate::elements::host::Host;
use leptos::prelude::*;

pub(super) const TAG: &str = "envdock-repository-summary";

pub(super) fn view(host: &Host) -> AnyView {
    let configuration = host.configuration();
    let configuration = Memo::new(move |_| configuration.get());
    let href = host.attribute("href");
    let summary = move || {
        configuration.get().map(|configuration| view! { <RepositorySummary configuration href /> })
    };
    summary.into_any()
}
