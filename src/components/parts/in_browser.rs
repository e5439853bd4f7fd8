//! What is one browser's own: a server draws only its shape.

use leptos::prelude::*;

/// Draws `view`, which makes the store, effects and handles that belong to one browser.
///
/// A server draws `shape` in its place and does nothing else: its threads answer many people. A
/// page that takes over what a server has drawn begins with the same shape, and draws `view` once
/// it has taken over.
#[cfg(all(feature = "csr", not(feature = "ssr")))]
pub(crate) fn in_browser<S: IntoView, V: IntoView>(
    _shape: impl Fn() -> S,
    view: impl FnOnce() -> V,
) -> V {
    view()
}

/// Draws `shape`, on a server.
#[cfg(feature = "ssr")]
pub(crate) fn in_browser<S: IntoView, V: IntoView>(
    shape: impl Fn() -> S,
    _view: impl FnOnce() -> V,
) -> impl IntoView {
    shape()
}

/// Draws `shape` until the page has taken over what a server has drawn, then `view`.
#[cfg(not(any(feature = "csr", feature = "ssr")))]
pub(crate) fn in_browser<S: IntoView + 'static, V: IntoView + 'static>(
    shape: impl Fn() -> S + Send + 'static,
    view: impl FnOnce() -> V + Send + 'static,
) -> AnyView {
    use leptos::either::Either;

    let (is_taken_over, set_taken_over) = signal(false);
    Effect::new(move || set_taken_over.set(true));
    let mut view = Some(view);
    let drawn = move || match view.take_if(|_| is_taken_over.get()) {
        Some(view) => Either::Right(untrack(view)),
        None => Either::Left(shape()),
    };
    // Without its type, which is too deep for a host's compiler.
    drawn.into_any()
}
