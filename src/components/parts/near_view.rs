//! Knows what has come near the view, and which places can be drawn when there is time.

use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// How far outside the view something is already drawn.
const MARGIN: &str = "600px 0px";
const MARK: &str = "data-lazy";
/// Rows that are drawn before the clock is looked at: a few milliseconds of work.
const AT_A_TIME: usize = 40;
/// How long is drawn in one idle moment, in milliseconds: not felt by whoever comes back.
const MOMENT: f64 = 24.0;
/// Between two of them where the browser does not tell when it is idle.
const PAUSE: Duration = Duration::from_millis(50);

/// A place whose content is not drawn yet.
pub(super) struct Place {
    /// Set once it is to be drawn.
    pub(super) is_drawn: RwSignal<bool>,
    /// How many rows it has.
    pub(super) rows: usize,
    /// Whether it is drawn although nobody comes near.
    pub(super) when_idle: bool,
    /// The numbers of its rows, where somebody may look for one of them.
    pub(super) holds: Arc<Vec<usize>>,
}

/// All places that wait, in the order in which they were made.
#[derive(Default)]
struct Waiting {
    places: RefCell<BTreeMap<usize, Place>>,
    last_mark: Cell<usize>,
    is_scheduled: Cell<bool>,
}

struct Watched {
    observer: web_sys::IntersectionObserver,
    waiting: Rc<Waiting>,
    _on_change: Closure<dyn FnMut(js_sys::Array)>,
}

/// Draws what comes near the view at once, and the rest in idle moments. One per surface,
/// whatever the number of lists.
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

    /// Draws `place` once `element` comes near or there is time; at once where the browser cannot
    /// tell. Answers with the mark under which it can be forgotten.
    pub(super) fn watch(self, element: &web_sys::Element, place: Place) -> Option<usize> {
        let is_drawn = place.is_drawn;
        let mark = self.0.try_update_value(|watched| watched.as_ref()?.watch(element, place));
        if mark.flatten().is_none() {
            is_drawn.set(true);
        }
        mark.flatten()
    }

    /// Draws the place that holds the row with this number, if that waits: somebody goes there.
    pub(crate) fn draw_row(self, number: usize) {
        self.0.try_with_value(|watched| {
            if let Some(watched) = watched {
                watched.waiting.draw_row(number);
            }
        });
    }

    /// Draws the place that `element` keeps, if that waits.
    pub(crate) fn draw_place(self, element: &web_sys::Element) {
        let mark = element.get_attribute(MARK).and_then(|mark| mark.parse().ok());
        self.0.try_with_value(|watched| {
            if let (Some(watched), Some(mark)) = (watched, mark) {
                watched.waiting.draw(mark);
            }
        });
    }

    /// The place is gone.
    pub(super) fn forget(self, mark: usize, element: &web_sys::Element) {
        self.0.try_update_value(|watched| {
            let Some(watched) = watched else { return };
            watched.observer.unobserve(element);
            watched.waiting.places.borrow_mut().remove(&mark);
        });
    }
}

impl Default for NearView {
    fn default() -> Self {
        Self::new()
    }
}

impl Watched {
    fn new() -> Option<Self> {
        let waiting = Rc::<Waiting>::default();
        let near = Rc::clone(&waiting);
        let on_change = Closure::new(move |entries: js_sys::Array| {
            for entry in entries.iter() {
                let entry: web_sys::IntersectionObserverEntry = entry.unchecked_into();
                let mark = entry.target().get_attribute(MARK).and_then(|mark| mark.parse().ok());
                if let (true, Some(mark)) = (entry.is_intersecting(), mark) {
                    near.draw(mark);
                }
            }
        });
        let options = web_sys::IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        let callback = on_change.as_ref().unchecked_ref::<js_sys::Function>();
        let observer: Result<_, JsValue> =
            web_sys::IntersectionObserver::new_with_options(callback, &options);
        Some(Self { observer: observer.ok()?, waiting, _on_change: on_change })
    }

    fn watch(&self, element: &web_sys::Element, place: Place) -> Option<usize> {
        let mark = self.waiting.last_mark.get() + 1;
        element.set_attribute(MARK, &mark.to_string()).ok()?;
        self.waiting.last_mark.set(mark);
        let when_idle = place.when_idle;
        self.waiting.places.borrow_mut().insert(mark, place);
        self.observer.observe(element);
        if when_idle {
            schedule(&self.waiting);
        }
        Some(mark)
    }
}

impl Waiting {
    fn draw(&self, mark: usize) -> usize {
        let place = self.places.borrow_mut().remove(&mark);
        // It may be gone by now.
        place.map_or(0, |place| place.is_drawn.try_set(true).map_or(place.rows, |_| 0))
    }

    fn draw_row(&self, number: usize) {
        let mark = {
            let places = self.places.borrow();
            let is_there = |(_, place): &(&usize, &Place)| place.holds.contains(&number);
            places.iter().find(is_there).map(|(mark, _)| *mark)
        };
        if let Some(mark) = mark {
            self.draw(mark);
        }
    }

    /// Whether something waits for an idle moment.
    fn has_idle(&self) -> bool {
        self.places.borrow().values().any(|place| place.when_idle)
    }

    /// Draws the first places that wait for an idle moment; tells whether there are more.
    fn draw_some(&self) -> bool {
        let mut rows = 0;
        while rows < AT_A_TIME {
            let next = {
                let places = self.places.borrow();
                places.iter().find(|(_, place)| place.when_idle).map(|(mark, _)| *mark)
            };
            let Some(mark) = next else { return false };
            rows += self.draw(mark);
        }
        true
    }
}

/// Draws some places in the next idle moment, and so on; ends with the surface.
fn schedule(waiting: &Rc<Waiting>) {
    if waiting.is_scheduled.replace(true) {
        return;
    }
    let weak = Rc::downgrade(waiting);
    let draw = move || {
        if let Some(waiting) = weak.upgrade() {
            draw_until(waiting, js_sys::Date::now() + MOMENT);
        }
    };
    if request_idle_callback_with_handle(draw.clone()).is_err() {
        set_timeout(draw, PAUSE);
    }
}

/// Goes on until that time. What a signal wakes is drawn at the end of this task: between two parts
/// of it, so that the clock counts it.
fn draw_until(waiting: Rc<Waiting>, end: f64) {
    let has_more = waiting.draw_some();
    queue_microtask(move || {
        if has_more && js_sys::Date::now() < end {
            draw_until(waiting, end);
        } else {
            waiting.is_scheduled.set(false);
            if has_more || waiting.has_idle() {
                schedule(&waiting);
            }
        }
    });
}
