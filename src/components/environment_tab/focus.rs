//! Where the focus goes when what had it is gone.

use crate::components::environment_tab::row_status::status;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::Status;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A request that the tab lists.
const REQUEST: &str = ".envdock-requests > .envdock-request";

/// To the name of a row.
pub(crate) fn row(tab: Tab, number: usize) {
    request_animation_frame(move || {
        to_row(tab, number);
    });
}

/// To the name of a row at once; tells whether it is there.
pub(crate) fn to_row(tab: Tab, number: usize) -> bool {
    to(tab, &["[data-slot=\"", &number.to_string(), "\"] [data-action=\"toggle\"]"].concat())
}

/// Presses what shows the field of an opened row, where that is not shown at once.
pub(crate) fn edit(tab: Tab, number: usize) {
    request_animation_frame(move || {
        let button = ["[data-slot=\"", &number.to_string(), "\"] [data-edit]"].concat();
        if let Some(button) = find(tab, &button) {
            button.click();
        }
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

/// The field of a row that has this name.
pub(crate) fn field(tab: Tab, number: usize, name: &str) -> Option<web_sys::HtmlElement> {
    let row = ["[data-slot=\"", &number.to_string(), "\"]"].concat();
    find(tab, &[&row, " [name=\"", name, "\"]:not([hidden])"].concat())
}

/// To what has this name: it was made again. Tells whether it is there.
pub(crate) fn to_label(tab: Tab, label: &str) -> bool {
    let label = label.replace('\\', "\\\\").replace('"', "\\\"");
    to(tab, &["[aria-label=\"", &label, "\"]"].concat())
}

/// To the row that lost it, otherwise to what is to be done next.
pub(crate) fn recover(tab: Tab, row: Option<usize>, is_visible: bool) {
    let row =
        row.map(|row| ["[data-slot=\"", &row.to_string(), "\"] [data-action=\"toggle\"]"].concat());
    let next = ["[data-action=\"fill\"]", "[data-action=\"toggle\"]", ".envdock-header__title"];
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(!is_visible);
    let found = row.as_deref().into_iter().chain(next).find_map(|selector| find(tab, selector));
    // Being gone again is the only way this can fail.
    let _ = found.map(|element| element.focus_with_options(&options));
}

/// To the request that now stands where an answered one stood, otherwise to the first one, to the
/// tab's heading if none is left.
pub(crate) fn next_request(tab: Tab, number: u32) {
    const ENTRY: &str = ":is([data-focus=\"answer\"], [tabindex=\"-1\"])";
    let nth = (number + 1).to_string();
    let next = [REQUEST, ":nth-child(", &nth, " of ", REQUEST, ") ", ENTRY].concat();
    let first = [REQUEST, " ", ENTRY].concat();
    let _ = to(tab, &next) || to(tab, &first) || to(tab, ".envdock-header__title");
}

/// Whether nothing has the focus.
pub(crate) fn is_nowhere() -> bool {
    document().active_element().is_none_or(|element| element.has_type::<web_sys::HtmlBodyElement>())
}

/// Whether something outside of the row has the focus.
pub(crate) fn is_elsewhere(tab: Tab, number: usize) -> bool {
    !is_nowhere() && active(tab).as_ref().and_then(row_of) != Some(number)
}

/// What has the focus. In a shadow root, of which the document knows only the host, its own.
fn active(tab: Tab) -> Option<web_sys::Element> {
    let root = tab.root.try_get_untracked().flatten()?.get_root_node();
    js_sys::Reflect::get(&root, &"activeElement".into()).ok()?.dyn_into().ok()
}

/// The number of the row that an element is in.
pub(crate) fn row_of(element: &web_sys::Element) -> Option<usize> {
    element.closest("[data-slot]").ok().flatten()?.get_attribute("data-slot")?.parse().ok()
}

/// The number, among those shown, of the request that an element is in.
pub(crate) fn request_of(element: &web_sys::Element) -> Option<u32> {
    let request = element.closest(REQUEST).ok().flatten()?;
    let all = request.parent_element()?.query_selector_all(REQUEST).ok()?;
    (0..all.length()).find(|number| all.item(*number).as_ref() == Some(request.as_ref()))
}

fn is_missing(tab: Tab, number: usize) -> bool {
    let of = tab.slots.with_untracked(|slots| Some(slots.get(number)?.cloned()));
    of.is_some_and(|of| {
        let now = tab.peek(&of.id, |entry| status(&of.slot, entry, false));
        now == Status::Missing
    })
}

fn to(tab: Tab, selector: &str) -> bool {
    find(tab, selector).is_some_and(|element| element.focus().is_ok())
}

pub(crate) fn find(tab: Tab, selector: &str) -> Option<web_sys::HtmlElement> {
    let root = tab.root.try_get_untracked().flatten()?;
    root.query_selector(selector).ok().flatten()?.dyn_into().ok()
}
