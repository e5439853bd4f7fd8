//! Where the focus goes when a person's own act takes away what had it. Nothing else moves it.

use crate::components::request_form::form::Form;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// To what a key shows now: its field, or its first button.
pub(crate) fn key(form: Form, number: usize) {
    let row = ["[data-number=\"", &number.to_string(), "\"] "].concat();
    request_animation_frame(move || {
        let found = to(form, &[row.as_str(), ":is(input, textarea):not([hidden], [type=radio])"]);
        if !found {
            to(form, &[row.as_str(), "button[data-focus]"]);
        }
    });
}

/// To the headline of what the form shows now.
pub(crate) fn headline(form: Form) {
    request_animation_frame(move || {
        to(form, &["[tabindex=\"-1\"]"]);
    });
}

/// To the button that opens the form again.
pub(crate) fn button(form: Form) {
    request_animation_frame(move || {
        to(form, &["button[data-focus]"]);
    });
}

/// To the headline, if what had the focus is gone.
pub(crate) fn headline_if_lost(form: Form) {
    request_animation_frame(move || {
        let is_lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
        if is_lost {
            to(form, &["[tabindex=\"-1\"]"]);
        }
    });
}

fn to(form: Form, selector: &[&str]) -> bool {
    // The form may be gone by now.
    let root = form.root.try_get_untracked().flatten();
    let element = root.and_then(|root| root.query_selector(&selector.concat()).ok().flatten());
    let element = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}
