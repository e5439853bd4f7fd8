//! `<envdock-import-dialog>`: shows what is in a dotenv text before anything of it is stored.
//!
//! # Attributes
//! - `configuration`: the id of the configuration that it is about.
//! - `session`: the id of the session, if there is one.
//! - `environment`: the environment's name; `dev` if it is not given.
//! - `repositories`: ids with spaces between them; if there are none, the configuration's own.
//!
//! # Methods
//! - `open(source?: string | File): Promise<void>`: opens it, with a text or a file if one is given.
//!
//! # Parts
//! - `dialog`: the dialog.
//! - `field`: each field that a person fills in.
//! - `button`: each button, also `primary`, `quiet` or `danger` where it is one.
//! - `notice`: each box with something to know or decide.
//!
//! # Example
//! ```html
//! <envdock-import-dialog configuration="cfg_shop"></envdock-import-dialog>
//! ```

use crate::components::{ImportDialog, ImportHandle};
use crate::elements::host::Host;
use envdock_contract::model::SecretText;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

pub(super) const TAG: &str = "envdock-import-dialog";

pub(super) fn view(host: &Host) -> AnyView {
    let context = host.context();
    let handle = ImportHandle::new();
    host.on_call(move |source| {
        if let Some(text) = source.as_string() {
            handle.open_text(SecretText::new(text));
        } else if let Ok(file) = source.dyn_into() {
            handle.open_file(file);
        } else {
            handle.open();
        }
        JsValue::UNDEFINED
    });
    view! { <ImportDialog context handle /> }.into_any()
}
