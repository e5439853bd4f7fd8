//! `<envdock-request-form>`: an agent's question for values, answered where it is asked.
//!
//! # Attributes
//! `request`; `aside`, if it begins as one line.
//!
//! # Example
//! ```html
//! <envdock-request-form request="req_7"></envdock-request-form>
//! ```

use crate::components::RequestForm;
use crate::elements::host::Host;
use envdock_contract::model::RequestId;
use leptos::prelude::*;

pub(super) const TAG: &str = "envdock-request-form";

pub(super) fn view(host: &Host) -> AnyView {
    let request = host.id("request", |id| RequestId::new(id).ok());
    let starts_aside = host.attribute("aside").with_untracked(Option::is_some);
    view! { <RequestForm request starts_aside /> }.into_any()
}
