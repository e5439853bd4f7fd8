//! `<envdock-missing-badge>`: how much is missing and asked; it draws nothing while there is neither.
//!
//! # Attributes
//! `configuration`, `session`, `environment`, `repositories` (ids, with spaces between them).
//!
//! # Events
//! `envdock-open-requested`, when it is pressed: `{session?, configuration?}`.
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
