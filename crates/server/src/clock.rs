//! The server's clock: the one place where time enters.

use envdock_contract::model::Timestamp;
use jiff::SignedDuration;

/// Now, with whole seconds.
#[must_use]
pub fn now() -> Timestamp {
    after(0)
}

/// The instant `seconds` from now (or before now).
#[must_use]
pub fn after(seconds: i64) -> Timestamp {
    let now = jiff::Timestamp::now();
    let instant = now.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(now);
    Timestamp(instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_sort_as_text() {
        assert!(after(-1) < after(1));
        assert_eq!(now().0.len(), "2026-11-01T12:00:00Z".len());
    }
}
