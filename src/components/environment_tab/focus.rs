//! Where the focus goes when what had it is gone.

use crate::components::environment_tab::row_status::status;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::Status;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// To the name of a row.
pub(crate) fn row(tab: Tab, number: usize) {
    let number = number.to_string();
    request_animation_frame(move || {
        to(tab, &["[data-slot=\"", &number, "\"] [data-action=\"toggle\"]"].concat());
    });
}

/// To the button of the next key without a value, in the order they are shown; otherwise to the
/// row that was left.
pub(crate) fn next_missing(tab: Tab, from: usize) {
    request_animation_frame(move || {
        let from_text = from.to_string();
        // The tab may be gone by now.
        let Some(root) = tab.root.try_get_untracked().flatten() else { return };
        let rows = root.query_selector_all("[data-slot]").ok();
        let numbers = rows.into_iter().flat_map(|rows| {
            (0..rows.length()).filter_map(move |index| {
                let row = rows.item(index)?.dyn_into::<web_sys::Element>().ok()?;
                row.get_attribute("data-slot")
            })
        });
        let next = numbers
            .skip_while(|number| *number != from_text)
            .skip(1)
            .find(|number| number.parse().is_ok_and(|number| is_missing(tab, number)));
        let found = next.is_some_and(|number| {
            to(tab, &["[data-slot=\"", &number, "\"] [data-action=\"fill\"]"].concat())
        });
        if !found {
            to(tab, &["[data-slot=\"", &from_text, "\"] [data-action=\"toggle\"]"].concat());
        }
    });
}

fn is_missing(tab: Tab, number: usize) -> bool {
    let of = tab.slots.with_untracked(|slots| slots.get(number).cloned());
    of.is_some_and(|of| {
        let now = tab.entry(&of.id).with_untracked(|entry| status(&of.slot, entry, false));
        now == Status::Missing
    })
}

fn to(tab: Tab, selector: &str) -> bool {
    let root = tab.root.try_get_untracked().flatten();
    let element = root.and_then(|root| root.query_selector(selector).ok().flatten());
    let element = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}
