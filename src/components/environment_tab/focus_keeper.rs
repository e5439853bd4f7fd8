//! Gives the focus a new place when what had it is gone: a button that did its work, a banner, a
//! row that was made again. Otherwise whoever uses the keyboard would start at the top of the page.

use crate::components::environment_tab::focus;
use crate::components::environment_tab::tab::Tab;
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};

/// What had the focus last.
pub(crate) struct Focused {
    element: web_sys::Element,
    row: Option<usize>,
    /// The number of the request that it is in.
    request: Option<u32>,
    /// Whether it was drawn as focused; whoever points with a mouse is not scrolled elsewhere.
    is_visible: bool,
}

/// Watches the tab while the owner it is called in lives; answers with what hears `focusin`.
pub(crate) fn keep(tab: Tab) -> impl Fn(ev::FocusEvent) + 'static {
    let last = StoredValue::new_local(None::<Focused>);
    let changed = Closure::<dyn FnMut()>::new(move || {
        let is_gone = last.try_with_value(|last| {
            last.as_ref().is_some_and(|focused| !focused.element.is_connected())
        });
        if is_gone == Some(true) {
            let gone = last.try_update_value(Option::take).flatten();
            // Whoever removed it may be about to move the focus, also in the next frame.
            request_animation_frame(move || {
                if let Some(lost) = gone.as_ref().filter(|_| focus::is_nowhere()) {
                    match lost.request {
                        Some(request) => focus::next_request(tab, request),
                        None => focus::recover(tab, lost.row, lost.is_visible),
                    }
                }
            });
        }
    });
    let observer = web_sys::MutationObserver::new(changed.as_ref().unchecked_ref()).ok();
    let watched = observer.clone();
    tab.root.on_load(move |root| {
        let options = web_sys::MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        // It fails only for options that observe nothing.
        let _ = watched.map(|observer| observer.observe_with_options(&root, &options));
    });
    let kept = StoredValue::new_local(Some((observer, changed)));
    on_cleanup(move || {
        if let Some((Some(observer), _)) = kept.try_update_value(Option::take).flatten() {
            observer.disconnect();
        }
    });
    move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let focused = target.map(|element| Focused {
            row: focus::row_of(&element),
            request: focus::request_of(&element),
            is_visible: element.matches(":focus-visible").unwrap_or(true),
            element,
        });
        last.try_set_value(focused);
    }
}
