//! Which environment the page of a configuration shows, and which key in it.

use crate::components::KeyTarget;
use envdock_contract::model::{ConfigurationId, Environment};
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, UrlSearchParams};

/// Follows the address, and leads it: *Back* shows what was shown before.
#[derive(Clone, Copy)]
pub(super) struct Place {
    shown: RwSignal<Shown>,
    /// What was pressed last, to go back to.
    pressed: StoredValue<Option<HtmlElement>, LocalStorage>,
}

/// What is shown. Without an environment, that of the configuration.
#[derive(Clone, Default)]
struct Shown {
    environment: Option<Environment>,
    target: Option<KeyTarget>,
}

impl Place {
    /// Follows the address while its owner lives.
    pub(super) fn follow() -> Self {
        let place =
            Self { shown: RwSignal::new(in_address()), pressed: StoredValue::new_local(None) };
        let heard = window_event_listener(ev::popstate, move |_| place.back());
        on_cleanup(move || heard.remove());
        place
    }

    pub(super) fn environment(self) -> Option<Environment> {
        self.shown.with(|shown| shown.environment.clone())
    }

    /// The key to go to. Told again when it is chosen again.
    pub(super) fn target(self) -> Signal<Option<KeyTarget>> {
        let shown = self.shown;
        Signal::derive(move || shown.with(|shown| shown.target.clone()))
    }

    /// Shows something else. `href` may say less of it.
    pub(super) fn go(self, environment: Environment, target: Option<KeyTarget>, href: &str) {
        self.pressed.set_value(focused());
        self.shown.set(Shown { environment: Some(environment), target });
        let history = document().default_view().and_then(|page| page.history().ok());
        // Refused only when somebody presses hundreds of times in a few seconds.
        let _ = history.map(|it| it.push_state_with_url(&JsValue::NULL, "", Some(href)));
    }

    fn back(self) {
        let now = in_address();
        let has_target = now.target.is_some();
        self.shown.set(now);
        if has_target {
            return;
        }
        request_animation_frame(move || {
            // The page may be gone by now.
            let pressed = self.pressed.try_with_value(Clone::clone).flatten();
            if let Some(pressed) = pressed.filter(|pressed| pressed.is_connected()) {
                let _ = pressed.focus();
            }
        });
    }
}

/// The address of an environment of a configuration, and of a key in it.
pub(super) fn address_of(
    configuration: &ConfigurationId,
    environment: Option<&Environment>,
    target: Option<&KeyTarget>,
) -> String {
    let mut address = ["/configurations/", configuration.as_str()].concat();
    if let Some(environment) = environment {
        address.push_str("?environment=");
        address.push_str(environment.as_str());
        // A key without its environment would be that of another one.
        address.extend(target.map(KeyTarget::fragment));
    }
    address
}

fn in_address() -> Shown {
    let read = || {
        let location = document().default_view()?.location();
        let query = UrlSearchParams::new_with_str(&location.search().ok()?).ok()?;
        let environment = query.get("environment").and_then(|it| Environment::new(&it).ok());
        let target = KeyTarget::of_fragment(&location.hash().ok()?);
        Some(Shown { environment, target })
    };
    read().unwrap_or_default()
}

fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}
