//! Gives the focus a new place when what had it is gone: a button that did its work, a banner, a
//! row that was made again. Otherwise whoever uses the keyboard would start at the top of the page.

use crate::components::environment_tab::focus;
use crate::components::environment_tab::tab::Tab;
use envdock_core::SlotId;
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};

/// What had the focus last.
pub(crate) struct Focused {
    element: web_sys::Element,
    row: Option<SlotId>,
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
                        None => recover(tab, lost),
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
            row: focus::row_of(&element).and_then(|number| slot_of(tab, number)),
            request: focus::request_of(&element),
            is_visible: element.matches(":focus-visible").unwrap_or(true),
            element,
        });
        last.try_set_value(focused);
    }
}

fn slot_of(tab: Tab, number: usize) -> Option<SlotId> {
    tab.slots.with_untracked(|slots| slots.get(number).map(|of| of.id.clone()))
}

/// A row that others have moved has another number: the key finds it, and the field's name the
/// field in it.
fn recover(tab: Tab, lost: &Focused) {
    let number =
        tab.slots.try_with_untracked(|slots| lost.row.as_ref().and_then(|row| slots.number(row)));
    let row = number.flatten();
    let name = lost.element.get_attribute("name");
    let is_field = row.zip(name).is_some_and(|(row, name)| {
        let field = focus::field(tab, row, &name);
        field.is_some_and(|field| put_caret(&lost.element, &field))
    });
    let label = lost.element.get_attribute("aria-label");
    let is_again = || label.is_some_and(|label| focus::to_label(tab, &label));
    if !is_field && !is_again() {
        focus::recover(tab, row, lost.is_visible);
    }
}

/// Focuses the field that was made again where the caret was in the old one.
fn put_caret(old: &web_sys::Element, field: &web_sys::HtmlElement) -> bool {
    let is_focused = field.focus().is_ok();
    let old = old.dyn_ref::<web_sys::HtmlInputElement>();
    if let Some((old, new)) = old.zip(field.dyn_ref::<web_sys::HtmlInputElement>()) {
        let caret = (old.selection_start(), old.selection_end());
        if let (Ok(Some(start)), Ok(Some(end))) = caret {
            // Boxes have no caret: then there is nothing to put.
            let _ = new.set_selection_range(start, end);
        }
    }
    is_focused
}
