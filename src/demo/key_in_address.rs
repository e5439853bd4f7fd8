//! The key that the end of the address names.

use crate::components::KeyTarget;
use leptos::{ev, prelude::*};

/// Follows the address; nothing while it names no key.
pub(super) fn key_in_address() -> ReadSignal<Option<KeyTarget>> {
    let (target, set_target) = signal(read());
    let heard = window_event_listener(ev::hashchange, move |_| set_target.set(read()));
    on_cleanup(move || heard.remove());
    target
}

/// The address of this page, with the key at its end.
pub(super) fn address_of(target: &KeyTarget) -> String {
    let page = document().default_view();
    let path = page.and_then(|page| page.location().pathname().ok()).unwrap_or_default();
    in_full(&[path, target.fragment()].concat())
}

/// An address on this server, as it can be sent to somebody.
pub(super) fn in_full(path: &str) -> String {
    let page = document().default_view();
    let origin = page.and_then(|page| page.location().origin().ok()).unwrap_or_default();
    [&origin, path].concat()
}

fn read() -> Option<KeyTarget> {
    KeyTarget::of_fragment(&document().default_view()?.location().hash().ok()?)
}
