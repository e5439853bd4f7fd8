//! `<envdock-setup-notice>`: names env files that a setup session has found; otherwise nothing.
//!
//! # Attributes
//! - `configuration`: the id of the configuration that it is about.
//! - `session`: the id of the session, if there is one.
//! - `environment`: the environment's name; `dev` if it is not given.
//! - `repositories`: ids with spaces between them; if there are none, the configuration's own.
//!
//! # Events
//! - `envdock-open-requested`: its button was pressed, or, once for each setup session, it asks by
//!   itself: `{session?, configuration?, reason: "spec" | "request"}`.
//!
//! # Parts
//! - `notice`: each box with something to know or decide.
//! - `button`: each button, also `primary`, `quiet` or `danger` where it is one.
//!
//! # Example
//! ```html
//! <envdock-setup-notice configuration="cfg_shop" session="ses_42"></envdock-setup-notice>
//! ```

use crate::components::{OpenReason, SetupNotice};
use crate::elements::host::Host;
use leptos::prelude::*;

pub(super) const TAG: &str = "envdock-setup-notice";

pub(super) fn view(host: &Host) -> AnyView {
    let context = host.context();
    let host = host.clone();
    let on_open = Callback::new(move |reason: OpenReason| {
        let reason = match reason {
            OpenReason::Spec => "spec",
            OpenReason::Request => "request",
        };
        host.ask_to_open(&context.get_untracked(), Some(reason));
    });
    view! { <SetupNotice context on_open /> }.into_any()
}
