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
#[must_use]
pub fn typed_removed(change: Option<&str>) -> String {
    deleted(change, "What you typed is kept, not saved.")
}

/// It is gone.
#[must_use]
pub fn removed(change: Option<&str>) -> String {
    deleted(change, "Nothing was changed.")
}

/// Somebody else has said something else.
#[must_use]
pub fn described(change: Option<&str>) -> String {
    let rest = "Yours is kept, not saved.";
    match change {
        Some(change) => {
            join(&["Somebody changed the description meanwhile (", change, "). ", rest])
        }
        None => join(&["Somebody changed the description meanwhile. ", rest]),
    }
}

/// What somebody else says.
#[must_use]
pub fn theirs(text: Option<&str>) -> String {
    match text {
        Some(text) => join(&["It is now: “", text, "”"]),
        None => "It is empty now.".to_owned(),
    }
}

/// Not every server tells who it was.
fn deleted(change: Option<&str>, rest: &str) -> String {
    match change {
        Some(change) => join(&["Somebody deleted it meanwhile (", change, "). ", rest]),
        None => join(&["Somebody deleted it meanwhile. ", rest]),
    }
}
