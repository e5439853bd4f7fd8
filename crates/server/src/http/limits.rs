//! Rate limits: a bucket of requests per payer, which fills again with time.

use crate::crypto::Digest;
use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Requests that may come at once: a page with many parts opens well below it.
const BURST: u32 = 300;
/// One more after each of these.
const REFILL: Duration = Duration::from_millis(25);
/// With more buckets than this, full ones are forgotten.
const MANY: usize = 10_000;

/// Who pays for a request.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Payer {
    /// Whoever has this token. Only tokens that were found to be valid have a bucket.
    Token(Digest),
    /// Everybody at an address who has no valid token; `None`: the address is not known.
    Stranger(Option<IpAddr>),
}

/// The buckets of all payers.
#[derive(Debug, Default)]
pub struct Limits {
    buckets: Mutex<HashMap<Payer, Bucket>>,
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

impl fmt::Debug for Payer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Token(_) => formatter.write_str("Token(redacted)"),
            Self::Stranger(address) => formatter.debug_tuple("Stranger").field(address).finish(),
        }
    }
}

impl Limits {
    /// Takes a request that costs as much as `cost` usual ones out of a bucket.
    ///
    /// # Errors
    /// How many seconds to wait when too little is left.
    pub fn take(&self, payer: Payer, cost: u32) -> Result<(), u64> {
        self.take_at(payer, cost, Instant::now())
    }

    /// Whether the payer has paid lately.
    pub fn knows(&self, payer: Payer) -> bool {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&payer)
    }

    /// Puts back what was taken for a request that turned out to be somebody else's to pay.
    pub fn give_back(&self, payer: Payer, cost: u32) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = buckets.get_mut(&payer) {
            bucket.left = bucket.left.saturating_add(cost).min(BURST);
        }
    }

    /// Forgets a token that is valid no more.
    pub fn forget(&self, payer: Payer) {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner).remove(&payer);
    }

    fn take_at(&self, payer: Payer, cost: u32, now: Instant) -> Result<(), u64> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MANY {
            buckets.retain(|_, bucket| {
                bucket.refill(now);
                bucket.left < BURST
            });
        }
        let bucket = buckets.entry(payer).or_insert(Bucket { left: BURST, since: now });
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
        let token = |name| Payer::Token(digest(name));
        let (one, two, start) = (token("one"), token("two"), Instant::now());
        for _ in 0..BURST {
            assert_eq!(limits.take_at(one, 1, start), Ok(()));
        }
        assert_eq!(limits.take_at(one, 1, start), Err(1));
        assert_eq!(limits.take_at(two, BURST - 1, start), Ok(()));
        assert_eq!(limits.take_at(two, 2, start), Err(1));
        assert_eq!(limits.take_at(two, 1, start), Ok(()));
        assert_eq!(limits.take_at(one, 1, start + REFILL), Ok(()));
        assert_eq!(limits.take_at(one, 1, start + REFILL), Err(1));
        for _ in 0..BURST {
            assert_eq!(limits.take_at(one, 1, start + REFILL * BURST * 2), Ok(()));
        }
        assert_eq!(limits.take_at(one, 1, start + REFILL * BURST * 2), Err(1));
    }
}
