//! What the keyboard does in the tab.

use crate::components::environment_tab::focus;
use crate::components::environment_tab::tab::Tab;
use crate::texts::finding as texts;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A button that opens the list; the browser closes it and gives the focus back.
#[component]
pub(crate) fn Help(tab: Tab) -> impl IntoView {
    let id = ["envdock-help-", &tab.instance().to_string()].concat();
    let title_id = [id.as_str(), "-title"].concat();
    let labelled = title_id.clone();
    let line = |(key, does): (&'static str, &'static str)| {
        view! {
            <dt>
                <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
        }
    };
    view! {
        <button
            type="button"
            class="envdock-icon-button envdock-help__button"
            data-help=""
            aria-label=texts::HELP
            aria-haspopup="dialog"
            popovertarget=id.clone()
        >
            {texts::HELP_SIGN}
        </button>
        <div
            class="envdock-help"
            id=id
            popover="auto"
            role="dialog"
            tabindex="-1"
            on:toggle=move |event| toggled(&event)
            aria-labelledby=labelled
        >
            <h3 class="envdock-help__title" id=title_id>{texts::HELP}</h3>
            <p class="envdock-help__when">{texts::HELP_NEXT}</p>
            <dl class="envdock-help__keys">{texts::KEYS.map(line).collect_view()}</dl>
        </div>
    }
}

/// Whoever opens it reads it next.
fn toggled(event: &ev::Event) {
    let help = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let Some(help) = help.filter(|help| help.matches(":popover-open").unwrap_or(false)) {
        // Being gone again is the only way this can fail.
        let _ = help.focus();
    }
}

/// Opens or closes it, as its button does; tells whether it is there.
pub(crate) fn toggle(tab: Tab) -> bool {
    let button = focus::find(tab, "[data-help]");
    button.inspect(HtmlElement::click).is_some()
}
