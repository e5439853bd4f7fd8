//! `<envdock-organization-secrets>`: everything that is stored in the organization; never a value.
//!
//! # Attributes
//! - `configuration-href`: where the host shows the environments of a configuration, with `{id}` for
//!   its id; read when the element is connected.
//!
//! # Parts
//! - `row`: one key.
//! - `key`: its name, which opens and closes it.
//! - `field`: each field that a person fills in.
//! - `button`: each button, also `primary`, `quiet` or `danger` where it is one.
//! - `notice`: each box with something to know or decide.
//!
//! # Example
//! ```html
//! <envdock-organization-secrets configuration-href="/projects/{id}"></envdock-organization-secrets>
//! ```

use crate::components::OrganizationSecrets;
use crate::elements::host::Host;
use envdock_contract::model::ConfigurationId;
use leptos::prelude::*;

pub(super) const TAG: &str = "envdock-organization-secrets";
const ID: &str = "{id}";

pub(super) fn view(host: &Host) -> AnyView {
    let Some(pattern) = host.attribute("configuration-href").get_untracked() else {
        return view! { <OrganizationSecrets /> }.into_any();
    };
    let href_of = move |id: ConfigurationId| pattern.replace(ID, id.as_str());
    view! { <OrganizationSecrets href_of=Callback::new(href_of) /> }.into_any()
}
