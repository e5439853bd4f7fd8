//! `<envdock-environment-tab>`: what the project needs, what is missing, and where to fill it in.
//!
//! # Attributes
//! - `configuration`: the id of the configuration that it is about.
//! - `session`: the id of the session, if there is one.
//! - `environment`: the environment's name; `dev` if it is not given.
//! - `repositories`: ids with spaces between them; if there are none, the configuration's own.
//!
//! # Events
//! - `envdock-saved`: a value was stored: `{key, file}`.
//!
//! # Parts
//! - `header`: what is above the list.
//! - `file`: the heading of an env file.
//! - `row`: one key.
//! - `key`: its name, which opens and closes it.
//! - `field`: each field that a person fills in.
//! - `button`: each button, also `primary`, `quiet` or `danger` where it is one.
//! - `notice`: each box with something to know or decide.
//! - `request`: each question of an agent.
//! - `dialog`: the dialog of an import.
//!
//! # Example
//! ```html
//! <envdock-environment-tab configuration="cfg_shop" session="ses_42"></envdock-environment-tab>
//! ```

use crate::components::{EnvironmentTab, KeyTarget};
use crate::elements::host::Host;
use leptos::prelude::*;

pub(super) const TAG: &str = "envdock-environment-tab";

pub(super) fn view(host: &Host) -> AnyView {
    let context = host.context();
    let host = host.clone();
    let on_saved = Callback::new(move |KeyTarget { key, file }| {
        host.tell("envdock-saved", &[("key", Some(key.as_str())), ("file", file.as_deref())]);
    });
    view! { <EnvironmentTab context on_saved /> }.into_any()
}
