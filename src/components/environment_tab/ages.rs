//! How old things are, on one timer for the whole tab.

use crate::texts::{rows, time};
use envdock_contract::model::Timestamp;
use leptos::prelude::*;
use std::time::Duration;

/// How often a young age is looked at. Ages are told in minutes, so none is wrong for longer.
const TICK: Duration = Duration::from_secs(10);
/// From here on an age is told in hours, and looked at once in a minute.
const OLD_MS: f64 = 3_600_000.0;
const MINUTE_MS: f64 = 60_000.0;

/// The wall clock, as two signals: few things are young, and only they are woken at every tick.
#[derive(Clone, Copy)]
pub(crate) struct Ages {
    now_ms: RwSignal<f64>,
    minute_ms: RwSignal<f64>,
}

impl Ages {
    /// Starts the timer; it ends with the owner it is created in.
    pub(crate) fn new() -> Self {
        let now = js_sys::Date::now();
        let ages = Self { now_ms: RwSignal::new(now), minute_ms: RwSignal::new(now) };
        let tick = set_interval_with_handle(move || ages.tick(js_sys::Date::now()), TICK);
        on_cleanup(move || {
            if let Ok(tick) = tick {
                tick.clear();
            }
        });
        ages
    }

    fn tick(self, now: f64) {
        self.now_ms.set(now);
        if now - self.minute_ms.get_untracked() >= MINUTE_MS {
            self.minute_ms.set(now);
        }
    }

    /// When something was changed, and by whom, inside of a sentence; a host may know neither.
    pub(crate) fn change(self, at: &Timestamp, by: &str) -> String {
        if !at.is_known() {
            return rows::CHANGED_SOME_TIME.to_owned();
        }
        rows::changed(&time::ago(self.elapsed_ms(js_sys::Date::parse(&at.0))), by)
    }

    /// How long ago the instant `at_ms` was; 0 where clocks differ.
    pub(crate) fn elapsed_ms(self, at_ms: f64) -> u64 {
        let is_old = self.now_ms.get_untracked() - at_ms >= OLD_MS;
        let now = if is_old { self.minute_ms.get() } else { self.now_ms.get() };
        let elapsed = Duration::try_from_secs_f64((now - at_ms) / 1000.0).unwrap_or_default();
        u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX)
    }

    /// Wakes the reader at every tick.
    pub(crate) fn track(self) {
        self.now_ms.track();
    }
}
