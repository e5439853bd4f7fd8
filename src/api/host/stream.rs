//! What a host tells by itself.

use crate::api::host::adapter::{Adapter, failed, read};
use crate::api::host::known;
use crate::api::wire::news::heard;
use crate::api::{ApiError, Hear, Heard};
use envdock_contract::model::Revision;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// Calls `subscribe(after, onEvent, signal)`, whose promise ends when nothing more will be told.
/// Dropping this aborts `signal`.
pub(super) async fn tell(
    adapter: Rc<Adapter>,
    after: Option<Revision>,
    hear: Hear,
) -> Result<(), ApiError> {
    let ending = Ending(AbortController::new().map_err(|_old_browser| ApiError::Offline)?);
    let listener = {
        let hear = Rc::clone(&hear);
        Closure::<dyn Fn(JsValue)>::new(move |event| {
            // What cannot be read, or is of a kind that this version does not know, is left out.
            let told = read(&event).ok().and_then(|event| heard(event, after.is_some()));
            match told {
                Some(Heard::Connected { revision, complete }) => {
                    hear(Heard::Connected { revision: known(revision), complete });
                }
                Some(Heard::News { revision, news }) => {
                    hear(Heard::News { revision: known(revision), news });
                }
                None => {}
            }
        })
    };
    #[expect(clippy::cast_precision_loss, reason = "a number of JavaScript")]
    let after = after.map_or(JsValue::UNDEFINED, |after| JsValue::from_f64(after.0 as f64));
    let arguments = [after, listener.as_ref().clone(), ending.0.signal().into()];
    let ended = adapter.start("subscribe", &arguments)?;
    // Whatever was missed is read again.
    hear(Heard::Connected { revision: None, complete: false });
    match JsFuture::from(ended).await {
        Ok(_) => Err(ApiError::Offline),
        Err(thrown) => Err(failed("subscribe", &thrown)),
    }
}

struct Ending(AbortController);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.abort();
    }
}
