//! The title of the page: with a count while nobody sees the page.

use crate::components::Counts;
use crate::store::EnvStore;
use crate::texts::demo;
use envdock_core::CheckContext;
use leptos::prelude::*;

/// Keeps the title; a hidden page shows how much waits for a person.
pub(super) fn count_in_title(name: Signal<String>, context: Signal<CheckContext>) {
    let store = expect_context::<EnvStore>();
    let counts = Counts::watch(&store, context.get_untracked());
    let is_hidden = RwSignal::new(document().hidden());
    let heard = window_event_listener_untyped("visibilitychange", move |_| {
        is_hidden.set(document().hidden());
    });
    on_cleanup(move || heard.remove());
    Effect::new(move || {
        let title = demo::page_title(&name.get());
        let count = if is_hidden.get() { counts.missing.get() + counts.requests.get() } else { 0 };
        let title = if count > 0 { demo::counted_title(count, &title) } else { title };
        document().set_title(&title);
    });
}
