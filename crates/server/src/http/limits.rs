//! Rate limits: a bucket of requests per token, which fills again with time.

use crate::crypto::Digest;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Requests that may come at once: a page with many parts opens well below it.
const BURST: u32 = 300;
/// One more after each of these.
const REFILL: Duration = Duration::from_millis(25);
/// With more buckets than this, full ones are forgotten.
const MANY: usize = 10_000;

/// The buckets of all tokens.
#[derive(Debug, Default)]
pub struct Limits {
    buckets: Mutex<HashMap<Digest, Bucket>>,
}

#[derive(Debug)]
struct Bucket {
    left: u32,
    since: Instant,
}

impl Bucket {
    fn refill(&mut self, now: Instant) {
        let elapsed = now.saturating_duration_since(self.since);
        let more = u32::try_from(elapsed.as_millis() / REFILL.as_millis()).unwrap_or(BURST);
        if more >= BURST.saturating_sub(self.left) {
            (self.left, self.since) = (BURST, now);
        } else {
            self.left += more;
            self.since += REFILL * more;
        }
    }
}

impl Limits {
    /// Takes a request that costs as much as `cost` usual ones out of a token's bucket.
    ///
    /// # Errors
    /// How many seconds to wait when too little is left.
    pub fn take(&self, token: &Digest, cost: u32) -> Result<(), u64> {
        self.take_at(token, cost, Instant::now())
    }

    fn take_at(&self, token: &Digest, cost: u32, now: Instant) -> Result<(), u64> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MANY {
            buckets.retain(|_, bucket| {
                bucket.refill(now);
                bucket.left < BURST
            });
        }
        let bucket = buckets.entry(*token).or_insert(Bucket { left: BURST, since: now });
        bucket.refill(now);
        bucket.left = bucket.left.checked_sub(cost).ok_or(1_u64)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::digest;

    #[test]
    fn an_empty_bucket_fills_with_time_and_for_one_token_only() {
        let limits = Limits::default();
        let (one, two, start) = (digest("one"), digest("two"), Instant::now());
        for _ in 0..BURST {
            assert_eq!(limits.take_at(&one, 1, start), Ok(()));
        }
        assert_eq!(limits.take_at(&one, 1, start), Err(1));
        assert_eq!(limits.take_at(&two, BURST - 1, start), Ok(()));
        assert_eq!(limits.take_at(&two, 2, start), Err(1));
        assert_eq!(limits.take_at(&two, 1, start), Ok(()));
        assert_eq!(limits.take_at(&one, 1, start + REFILL), Ok(()));
        assert_eq!(limits.take_at(&one, 1, start + REFILL), Err(1));
        for _ in 0..BURST {
            assert_eq!(limits.take_at(&one, 1, start + REFILL * BURST * 2), Ok(()));
        }
        assert_eq!(limits.take_at(&one, 1, start + REFILL * BURST * 2), Err(1));
    }
}
