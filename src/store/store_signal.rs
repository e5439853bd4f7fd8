//! What the store gives its readers.

use leptos::prelude::{ArcReadSignal, ArcRwSignal, DefinedAt, ReadUntracked, Track, on_cleanup};
use leptos::reactive::graph::{AnySource, Observer, Source, ToAnySource};
use std::panic::Location;

/// A signal of the store, to be read like every other.
///
/// Who reads it is taken out of the list of its readers at the end: what is dropped does not sign
/// off by itself, and this signal outlives its readers.
#[derive(Debug)]
pub struct StoreSignal<T>(ArcReadSignal<T>);

impl<T> StoreSignal<T> {
    pub(super) fn of(signal: &ArcRwSignal<T>) -> Self {
        Self(signal.read_only())
    }
}

impl<T> Clone for StoreSignal<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for StoreSignal<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for StoreSignal<T> {}

impl<T> DefinedAt for StoreSignal<T> {
    fn defined_at(&self) -> Option<&'static Location<'static>> {
        self.0.defined_at()
    }
}

impl<T: 'static> ReadUntracked for StoreSignal<T> {
    type Value = <ArcReadSignal<T> as ReadUntracked>::Value;

    fn try_read_untracked(&self) -> Option<Self::Value> {
        self.0.try_read_untracked()
    }
}

impl<T> Track for StoreSignal<T> {
    fn track(&self) {
        self.0.track();
        sign_off(self.0.to_any_source());
    }
}

/// Not generic: every view reads a few of them.
fn sign_off(source: AnySource) {
    if let Some(reader) = Observer::get() {
        on_cleanup(move || source.remove_subscriber(&reader));
    }
}
