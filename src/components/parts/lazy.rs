//! Long lists are drawn where somebody looks.

use leptos::{html, prelude::*};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// How far outside the view something is already drawn.
const MARGIN: &str = "600px 0px";
const MARK: &str = "data-lazy";

type Waiting = Rc<RefCell<HashMap<usize, RwSignal<bool>>>>;

struct Watched {
    observer: web_sys::IntersectionObserver,
    waiting: Waiting,
    next: usize,
    _on_change: Closure<dyn FnMut(js_sys::Array)>,
}

/// Knows what has come near the view. One per surface, whatever the number of lists.
#[derive(Clone, Copy)]
pub struct NearView(StoredValue<Option<Watched>, LocalStorage>);

impl std::fmt::Debug for NearView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("NearView")
    }
}

impl NearView {
    /// Starts watching; ends with the owner it is created in.
    #[must_use]
    pub fn new() -> Self {
        let near = Self(StoredValue::new_local(Watched::new()));
        on_cleanup(move || {
            near.0.try_update_value(|watched| {
                if let Some(watched) = watched.take() {
                    watched.observer.disconnect();
                }
            });
        });
        near
    }

    /// Sets `is_near` once `element` comes near; at once where the browser cannot tell.
    fn watch(self, element: &web_sys::Element, is_near: RwSignal<bool>) {
        let is_watched = self.0.try_update_value(|watched| {
            let Some(watched) = watched else { return false };
            watched.next += 1;
            watched.waiting.borrow_mut().insert(watched.next, is_near);
            let marked = element.set_attribute(MARK, &watched.next.to_string()).is_ok();
            watched.observer.observe(element);
            marked
        });
        if is_watched != Some(true) {
            is_near.set(true);
        }
    }
}

impl Default for NearView {
    fn default() -> Self {
        Self::new()
    }
}

impl Watched {
    fn new() -> Option<Self> {
        let waiting = Waiting::default();
        let found = Rc::clone(&waiting);
        let on_change = Closure::new(move |entries: js_sys::Array| {
            for entry in entries.iter() {
                let entry: web_sys::IntersectionObserverEntry = entry.unchecked_into();
                let mark = entry.target().get_attribute(MARK).and_then(|mark| mark.parse().ok());
                if let (true, Some(mark)) = (entry.is_intersecting(), mark) {
                    let near: Option<RwSignal<bool>> = found.borrow_mut().remove(&mark);
                    near.and_then(|near| near.try_set(true));
                }
            }
        });
        let options = web_sys::IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        let callback = on_change.as_ref().unchecked_ref::<js_sys::Function>();
        let observer: Result<_, JsValue> =
            web_sys::IntersectionObserver::new_with_options(callback, &options);
        Some(Self { observer: observer.ok()?, waiting, next: 0, _on_change: on_change })
    }
}

/// Draws its children once it comes near the view; until then it keeps their place.
#[component]
pub fn Lazy(
    /// Tells when.
    near: NearView,
    /// Drawn at once, without waiting.
    is_first: bool,
    /// How many rows it has, for the place it takes meanwhile.
    rows: usize,
    /// What is drawn; made once.
    children: ViewFn,
) -> impl IntoView {
    let is_near = RwSignal::new(is_first);
    let place: NodeRef<html::Div> = NodeRef::new();
    Effect::new(move || {
        if let (false, Some(element)) = (is_near.get_untracked(), place.get()) {
            near.watch(&element, is_near);
        }
    });
    // Style sheets know these places: no element has a style of its own.
    let place_of = match rows {
        0..=2 => "2",
        3..=5 => "5",
        6..=10 => "10",
        11..=20 => "20",
        _ => "40",
    };
    view! {
        <div class="envdock-lazy" data-place=place_of node_ref=place data-drawn=move || is_near.get().to_string()>
            {move || is_near.get().then(|| children.run())}
        </div>
    }
}
