//! A lock that one tab of the browser holds at a time (Web Locks).

use js_sys::{Function, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A lock that was asked for, and is held from when it is granted until this is dropped.
pub(super) struct Lock {
    name: String,
    granted: Promise,
    release: Option<Function>,
    given_up: Rc<Cell<bool>>,
}

impl Lock {
    /// Asks for the lock; nothing where there are none: an old browser, or a page without TLS.
    pub(super) fn request(name: &str) -> Option<Self> {
        let navigator = web_sys::window()?.navigator();
        let locks = Reflect::get(&navigator, &JsValue::from_str("locks")).ok()?;
        let request = Reflect::get(&locks, &JsValue::from_str("request")).ok()?;
        let request: Function = request.dyn_into().ok()?;
        let (granted, grant) = promise();
        let (held, release) = promise();
        let given_up = Rc::new(Cell::new(false));
        let is_given_up = Rc::clone(&given_up);
        // The browser holds the lock until the promise that it is given ends.
        let on_granted = Closure::once_into_js(move |_lock: JsValue| -> Promise {
            if is_given_up.get() {
                return Promise::resolve(&JsValue::UNDEFINED);
            }
            call(grant.as_ref());
            held
        });
        request.call2(&locks, &JsValue::from_str(name), &on_granted).ok()?;
        Some(Self { name: name.to_owned(), granted, release, given_up })
    }

    /// The name that all who ask for it share.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Waits until it is held.
    pub(super) async fn granted(&self) {
        // It never fails: nobody rejects it.
        let _ = JsFuture::from(self.granted.clone()).await;
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.given_up.set(true);
        call(self.release.as_ref());
    }
}

/// A promise, and what resolves it.
pub(super) fn promise() -> (Promise, Option<Function>) {
    let mut resolves = None;
    let promise = Promise::new(&mut |resolve, _reject| resolves = Some(resolve));
    (promise, resolves)
}

fn call(function: Option<&Function>) {
    if let Some(function) = function {
        // Resolving a promise does not throw.
        let _ = function.call0(&JsValue::UNDEFINED);
    }
}
