//! Which panes are shown, and the ways to change that.

use crate::components::MissingBadge;
use crate::texts::{demo, tab};
use envdock_core::CheckContext;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Whether the Environment tab is open: beside the conversation, or in its place where there is
/// little room.
#[derive(Clone, Copy)]
pub(super) struct Panes(RwSignal<bool>);

impl Panes {
    pub(super) fn new(is_tab: bool) -> Self {
        Self(RwSignal::new(is_tab))
    }

    pub(super) fn is_tab(self) -> bool {
        self.0.get()
    }

    /// Opens the tab. The focus stays, unless what has it is no longer shown.
    pub(super) fn open(self) {
        self.0.set(true);
        request_animation_frame(|| {
            let is_lost = document().active_element().is_none_or(|active| {
                let element = active.dyn_into::<web_sys::HtmlElement>();
                element.is_ok_and(|active| {
                    active.tag_name() != "BODY" && active.offset_parent().is_none()
                })
            });
            if is_lost {
                focus_tab();
            }
        });
    }

    /// Opens the tab and moves the focus there.
    pub(super) fn go(self) {
        self.0.set(true);
        request_animation_frame(focus_tab);
    }

    fn toggle(self) {
        if self.0.get_untracked() { self.0.set(false) } else { self.open() }
    }
}

fn focus_tab() {
    let tab = document().get_element_by_id("environment");
    if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
        // It is in the document, so that it can have the focus.
        let _ = tab.focus();
    }
}

/// The two panes, where there is room for one.
#[component]
pub(super) fn PaneSwitch(panes: Panes, context: Signal<CheckContext>) -> impl IntoView {
    view! {
        <nav class="envdock-ide__switch" aria-label=demo::PANES>
            <button
                type="button"
                aria-pressed=move || (!panes.is_tab()).to_string()
                on:click=move |_| panes.0.set(false)
            >
                {demo::SESSION}
            </button>
            <button
                type="button"
                aria-pressed=move || panes.is_tab().to_string()
                on:click=move |_| panes.0.set(true)
            >
                {tab::TITLE}
                <MissingBadge context />
            </button>
        </nav>
    }
}

/// Opens and closes the tab, where there is room beside it.
#[component]
pub(super) fn TabButton(panes: Panes, context: Signal<CheckContext>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="envdock-button envdock-session__tab"
            aria-expanded=move || panes.is_tab().to_string()
            aria-controls="environment"
            on:click=move |_| panes.toggle()
        >
            {tab::TITLE}
            <MissingBadge context />
        </button>
    }
}
