//! `<envdock-missing-badge>`: how much is missing and asked; it draws nothing while there is neither.
//!
//! # Attributes
//! - `configuration`: the id of the configuration that it is about.
//! - `session`: the id of the session, if there is one.
//! - `environment`: the environment's name; `dev` if it is not given.
//! - `repositories`: ids with spaces between them; if there are none, the configuration's own.
//!
//! # Events
//! - `envdock-open-requested`: it was pressed: `{session?, configuration?}`.
//!
//! # Parts
//! - `badge`: the badge.
//!
//! # Example
//! ```html
//! <envdock-missing-badge configuration="cfg_shop"></envdock-missing-badge>
//! ```

use crate::components::MissingBadge;
use crate::elements::host::Host;
use leptos::prelude::*;

pub(super) const TAG: &str = "envdock-missing-badge";

pub(super) fn view(host: &Host) -> AnyView {
    let context = host.context();
    let host = host.clone();
    let on_open = Callback::new(move |()| {
        host.ask_to_open(&context.get_untracked(), None);
    });
    view! { <MissingBadge context on_open /> }.into_any()
}
