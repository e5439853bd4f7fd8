//! Keys of the keyboard, while the focus is in the tab.

use crate::components::environment_tab::finding::Finding;
use crate::components::environment_tab::tab::Tab;
use crate::components::environment_tab::{focus, help};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Where the arrows lead: files, keys, and what is not drawn yet. All but the last can be reached
/// with Tab, too: screen readers that take the arrows for themselves lose nothing.
const STOPS: &str = ".envdock-file-group__toggle, [data-slot] > [data-action=\"toggle\"], \
    .envdock-lazy[data-drawn=\"false\"]";
const UNDRAWN: &str = "[data-drawn=\"false\"]";
/// A file is drawn, then its rows, then the last of them.
const TRIES: u8 = 5;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Previous,
    Next,
    First,
    Last,
}

impl Step {
    fn of(event: &ev::KeyboardEvent) -> Option<Self> {
        match event.key().as_str() {
            "ArrowUp" => Some(Self::Previous),
            "ArrowDown" => Some(Self::Next),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => None,
        }
    }

    fn from(self, here: Option<usize>, stops: usize) -> Option<usize> {
        match self {
            Self::Previous => here?.checked_sub(1),
            Self::Next => Some(here? + 1).filter(|next| *next < stops),
            Self::First => (stops > 0).then_some(0),
            Self::Last => stops.checked_sub(1),
        }
    }
}

/// Does what a key means here. Text stays text, and what the page around or a dialog has used, or
/// what is pressed together with another key, means nothing.
pub(crate) fn pressed(tab: Tab, finding: Finding, event: &ev::KeyboardEvent) {
    let is_combined = event.ctrl_key() || event.meta_key() || event.alt_key();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(target) = target.filter(|target| !is_in(target, "dialog, [popover]")) else { return };
    if is_combined || event.default_prevented() || event.is_composing() {
        return;
    }
    let is_typing = is_in(&target, "input, textarea, select, [contenteditable]");
    let is_search = is_in(&target, "input[type=\"search\"]");
    let is_done = match event.key().as_str() {
        "Escape" if is_search => escape_search(finding),
        "Escape" => escape(tab, &target),
        "ArrowDown" if is_search => enter_list(tab),
        _ if is_typing => false,
        "/" => finding.focus(),
        "?" => help::toggle(tab),
        "Enter" => edit(tab, &target),
        _ => Step::of(event).is_some_and(|step| walk(tab, &target, step)),
    };
    if is_done {
        event.prevent_default();
    }
}

fn is_in(element: &Element, selector: &str) -> bool {
    element.closest(selector).is_ok_and(|found| found.is_some())
}

/// The first time it empties the search.
fn escape_search(finding: Finding) -> bool {
    let is_searching = finding.query.with_untracked(|query| !query.is_empty());
    if is_searching {
        finding.query.set(String::new());
    }
    is_searching
}

/// Closes the row; what was typed stays.
fn escape(tab: Tab, target: &Element) -> bool {
    let Some(number) = focus::row_of(target) else { return false };
    let is_open =
        tab.slots.with_untracked(|slots| slots.get(number).is_some_and(|of| tab.is_open(of.id)));
    if is_open {
        tab.open(None);
        focus::row(tab, number);
    }
    is_open
}

/// Opens a row with its field; an open one is closed by its own button.
fn edit(tab: Tab, target: &Element) -> bool {
    if !is_in(target, "[data-action=\"toggle\"][aria-expanded=\"false\"]") {
        return false;
    }
    let Some(number) = focus::row_of(target) else { return false };
    let of = tab.slots.with_untracked(|slots| Some(slots.get(number)?.cloned()));
    of.is_some_and(|of| {
        tab.open(Some(&of.id));
        focus::edit(tab, number);
        true
    })
}

fn enter_list(tab: Tab) -> bool {
    let list = focus::find(tab, ".envdock-groups");
    list.is_some_and(|list| go(tab, &list, None, Step::First, TRIES))
}

fn walk(tab: Tab, target: &Element, step: Step) -> bool {
    let Ok(Some(list)) = target.closest(".envdock-groups") else { return false };
    let row = target.closest("[data-slot]").ok().flatten();
    let row = row.and_then(|row| row.query_selector("[data-action=\"toggle\"]").ok().flatten());
    let here = row.or_else(|| {
        let file = target.closest(".envdock-file-group").ok().flatten()?;
        file.query_selector(".envdock-file-group__toggle").ok().flatten()
    });
    go(tab, &list, here, step, TRIES)
}

/// Moves the focus; what is not drawn yet is drawn first.
fn go(tab: Tab, list: &Element, from: Option<Element>, step: Step, tries: u8) -> bool {
    let Ok(stops) = list.query_selector_all(STOPS) else { return false };
    let stops: Vec<Element> =
        (0..stops.length()).filter_map(|index| stops.item(index)?.dyn_into().ok()).collect();
    let here = from.as_ref().and_then(|from| stops.iter().position(|stop| stop == from));
    let Some(next) = step.from(here, stops.len()).and_then(|next| stops.get(next)) else {
        return false;
    };
    if !is_in(next, UNDRAWN) {
        return next.dyn_ref::<HtmlElement>().is_some_and(|next| next.focus().is_ok());
    }
    if tries > 0 {
        tab.near.draw_place(next);
        let list = list.clone();
        request_animation_frame(move || {
            go(tab, &list, from, step, tries - 1);
        });
    }
    true
}
