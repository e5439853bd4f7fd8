//! How long ago.

use crate::texts::{join, number, plural};

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// How long ago something was, in words that stay true for a minute.
#[must_use]
pub fn ago(elapsed_ms: u64) -> String {
    let (count, unit) = match elapsed_ms {
        0..MINUTE => return "just now".to_owned(),
        MINUTE..HOUR => (elapsed_ms / MINUTE, "min"),
        HOUR..DAY => (elapsed_ms / HOUR, "h"),
        _ => {
            let days = elapsed_ms / DAY;
            (days, plural(usize::try_from(days).unwrap_or(usize::MAX), "day", "days"))
        }
    };
    join(&[&number(usize::try_from(count).unwrap_or(usize::MAX)), " ", unit, " ago"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_in_the_largest_unit_that_fits() {
        assert_eq!(ago(59_999), "just now");
        assert_eq!(ago(MINUTE), "1 min ago");
        assert_eq!(ago(3 * HOUR + 5), "3 h ago");
        assert_eq!(ago(DAY), "1 day ago");
        assert_eq!(ago(40 * DAY), "40 days ago");
    }
}
