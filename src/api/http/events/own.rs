//! A stream of this tab.

use crate::api::http::events::lock::promise;
use crate::api::http::events::parser::Parser;
use crate::api::http::transport::{Call, Transport};
use crate::api::wire::json;
use crate::api::wire::news::heard;
use crate::api::{ApiError, Hear};
use envdock_contract::model::Revision;
use envdock_contract::wire::StreamedEvent;
use gloo_timers::callback::Timeout;
use js_sys::{Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Document, ReadableStreamDefaultReader, VisibilityState};

/// The server sends a comment every few seconds: this long without a byte means a dead line.
const SILENCE_MS: u32 = 45_000;

/// Reads the stream; gives what it says to `take`, in order. It always ends with an error.
pub(super) async fn read(
    transport: &Transport,
    after: Option<Revision>,
    ending: &Ending,
    take: impl Fn(StreamedEvent),
) -> Result<(), ApiError> {
    let mut alarm = ending.alarm();
    let path = after.map_or("/events".to_owned(), |after| format!("/events?after={}", after.0));
    let call = Call::get(&path).with_header("Accept", "text/event-stream".to_owned());
    let response = transport.open(&call, &ending.controller.signal()).await?;
    let body = response.body().ok_or(ApiError::Unreadable)?;
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut parser = Parser::default();
    loop {
        let chunk = JsFuture::from(reader.read()).await.map_err(|_cut| ApiError::Offline)?;
        drop(std::mem::replace(&mut alarm, ending.alarm()));
        let value = Reflect::get(&chunk, &JsValue::from_str("value"));
        let Some(bytes) = value.ok().and_then(|value| value.dyn_into::<Uint8Array>().ok()) else {
            // The server has ended it.
            return Err(ApiError::Offline);
        };
        let messages = parser.push(&bytes.to_vec()).map_err(|_not_ours| ApiError::Unreadable)?;
        // A message of a kind that this version does not know is left out.
        for event in messages.iter().filter_map(|data| json::read(data).ok()) {
            take(event);
        }
    }
}

/// Tells of a stream of this tab; while the tab is hidden it has none.
pub(super) async fn tell_while_visible(
    transport: &Transport,
    after: Option<Revision>,
    hear: Hear,
) -> Result<(), ApiError> {
    let document = web_sys::window().and_then(|window| window.document());
    let document = document.ok_or(ApiError::Offline)?;
    let ending = Rc::new(Ending::new()?);
    let (shown, show) = promise();
    let watched = Rc::clone(&ending);
    let _listener = Visibility::listen(document, move |is_visible| match (is_visible, &show) {
        (true, Some(show)) => drop(show.call0(&JsValue::UNDEFINED)),
        (true, None) => {}
        (false, _) => watched.controller.abort(),
    });
    // It never fails: nobody rejects it.
    let _ = JsFuture::from(shown).await;
    let take = |event| {
        if let Some(heard) = heard(event, after.is_some()) {
            hear(heard);
        }
    };
    read(transport, after, &ending, take).await
}

/// Tells whether the page is visible: now, and whenever that changes.
struct Visibility {
    document: Document,
    changed: Closure<dyn Fn()>,
}

impl Visibility {
    fn listen(document: Document, tell: impl Fn(bool) + 'static) -> Self {
        let page = document.clone();
        let tell = move || tell(page.visibility_state() == VisibilityState::Visible);
        let was_hidden = document.visibility_state() != VisibilityState::Visible;
        if !was_hidden {
            tell();
        }
        let changed = Closure::<dyn Fn()>::new(tell);
        let listener = changed.as_ref().unchecked_ref();
        // It fails only for targets that are no event targets.
        let _ = document.add_event_listener_with_callback("visibilitychange", listener);
        Self { document, changed }
    }
}

impl Drop for Visibility {
    fn drop(&mut self) {
        let listener = self.changed.as_ref().unchecked_ref();
        let _ = self.document.remove_event_listener_with_callback("visibilitychange", listener);
    }
}

/// Ends a `fetch` when it is dropped, or when nothing comes.
pub(super) struct Ending {
    controller: AbortController,
}

impl Ending {
    pub(super) fn new() -> Result<Self, ApiError> {
        let controller = AbortController::new().map_err(|_no_such_thing| ApiError::Unreadable)?;
        Ok(Self { controller })
    }

    fn alarm(&self) -> Timeout {
        let controller = self.controller.clone();
        Timeout::new(SILENCE_MS, move || controller.abort())
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        self.controller.abort();
    }
}
