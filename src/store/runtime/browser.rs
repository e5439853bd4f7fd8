//! What the browser tells: network, focus, visibility; and the warning before typed text is lost.

#[cfg(target_arch = "wasm32")]
use crate::api::http::TOKEN_KEY;
use crate::store::EnvStore;
#[cfg(target_arch = "wasm32")]
use crate::store::runtime::{downgrade, upgrade};
#[cfg(target_arch = "wasm32")]
use envdock_core::Event;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen::{JsCast, closure::Closure};

/// The listeners of one store; they go with it.
#[cfg(target_arch = "wasm32")]
pub(in crate::store) struct Listeners {
    _always: Vec<Listener>,
    unload: Option<Listener>,
}

/// Natively there is no browser to listen to.
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::store) struct Listeners;

#[cfg(not(target_arch = "wasm32"))]
pub(in crate::store) fn listen(_store: &EnvStore) -> Option<Listeners> {
    None
}

#[cfg(not(target_arch = "wasm32"))]
pub(in crate::store) fn warn_before_unload(_store: &EnvStore, _wanted: bool) {}

/// Tells `store` what the browser tells.
#[cfg(target_arch = "wasm32")]
pub(in crate::store) fn listen(store: &EnvStore) -> Option<Listeners> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let dispatch = |event: Event| {
        let store = downgrade(store);
        move |_: web_sys::Event| {
            if let Some(store) = upgrade(&store) {
                store.dispatch(event.clone());
            }
        }
    };
    let focused = dispatch(Event::Focused);
    let shown = {
        let (document, focused) = (document.clone(), dispatch(Event::Focused));
        move |event| {
            if document.visibility_state() == web_sys::VisibilityState::Visible {
                focused(event);
            }
        }
    };
    let token_changed = {
        let ask = dispatch(Event::MeWanted);
        move |event: web_sys::Event| {
            let key = event.dyn_ref::<web_sys::StorageEvent>().and_then(web_sys::StorageEvent::key);
            if key.as_deref() == Some(TOKEN_KEY) {
                ask(event);
            }
        }
    };
    let always = vec![
        Listener::new(&window, "online", dispatch(Event::Online)),
        Listener::new(&window, "offline", dispatch(Event::Offline)),
        Listener::new(&window, "focus", focused),
        // Another tab of this page has signed in or out.
        Listener::new(&window, "storage", token_changed),
        Listener::new(&document, "visibilitychange", shown),
    ];
    Some(Listeners { _always: always, unload: None })
}

/// Has the browser ask before the page goes, while something typed would be lost with it.
///
/// It listens only then: a page that listens for nothing can be restored from the browser's cache.
#[cfg(target_arch = "wasm32")]
pub(in crate::store) fn warn_before_unload(store: &EnvStore, wanted: bool) {
    let Some(window) = web_sys::window() else { return };
    let unload = wanted.then(|| {
        Listener::new(&window, "beforeunload", |event: web_sys::Event| event.prevent_default())
    });
    if let Some(listeners) = store.0.listeners.borrow_mut().as_mut() {
        listeners.unload = unload;
    }
}

/// Hears one kind of event until it is dropped.
#[cfg(target_arch = "wasm32")]
struct Listener {
    target: web_sys::EventTarget,
    kind: &'static str,
    heard: Closure<dyn Fn(web_sys::Event)>,
}

#[cfg(target_arch = "wasm32")]
impl Listener {
    fn new(
        target: &web_sys::EventTarget,
        kind: &'static str,
        heard: impl Fn(web_sys::Event) + 'static,
    ) -> Self {
        let heard = Closure::<dyn Fn(web_sys::Event)>::new(heard);
        // It fails only for targets that are no event targets.
        let _ = target.add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref());
        Self { target: target.clone(), kind, heard }
    }
}

#[cfg(target_arch = "wasm32")]
impl Drop for Listener {
    fn drop(&mut self) {
        let heard = self.heard.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.kind, heard);
    }
}
