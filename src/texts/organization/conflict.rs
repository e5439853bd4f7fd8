//! Somebody else was first.

use crate::texts::join;

/// A value was typed.
#[must_use]
pub fn typed(change: &str) -> String {
    join(&["Somebody stored another value meanwhile (", change, "). Yours is kept, not saved."])
}

/// The key is there already.
#[must_use]
pub fn exists(change: &str) -> String {
    join(&["This key is stored there already (", change, "). Yours is kept, not saved."])
}

/// Something else was ordered.
#[must_use]
pub fn other(change: &str) -> String {
    join(&["Somebody stored another value meanwhile (", change, "). Nothing was changed."])
}

/// A value was typed, and what was stored is gone.
pub const TYPED_REMOVED: &str = "Somebody deleted it meanwhile. What you typed is kept, not saved.";
/// It is gone.
pub const REMOVED: &str = "Somebody deleted it meanwhile. Nothing was changed.";
