//! How much goes on at the same time, per payer.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Counts what goes on at the same time.
pub struct AtOnce<K> {
    counts: Arc<Mutex<HashMap<K, u32>>>,
}

/// One thing that goes on until this is dropped.
pub struct Turn<K: Eq + Hash> {
    counts: Arc<Mutex<HashMap<K, u32>>>,
    key: K,
}

impl<K> Default for AtOnce<K> {
    fn default() -> Self {
        Self { counts: Arc::default() }
    }
}

impl<K: Clone + Eq + Hash> AtOnce<K> {
    /// Begins one more; `None`: `most` go on already.
    pub fn take(&self, key: K, most: u32) -> Option<Turn<K>> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(key.clone()).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Turn { counts: Arc::clone(&self.counts), key })
    }
}

impl<K: Eq + Hash> AtOnce<K> {
    /// Whether anything goes on.
    #[must_use]
    pub fn goes_on(&self, key: &K) -> bool {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).contains_key(key)
    }
}

impl<K: Eq + Hash> Drop for Turn<K> {
    fn drop(&mut self) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.key);
            }
        }
    }
}

// The keys may be hashes of tokens.
impl<K> fmt::Debug for AtOnce<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AtOnce").finish_non_exhaustive()
    }
}

impl<K: Eq + Hash> fmt::Debug for Turn<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Turn").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_makes_room_for_the_next_and_leaves_nothing_behind() {
        let at_once = AtOnce::default();
        let turns = [at_once.take("one", 2), at_once.take("one", 2)];
        assert!(turns.iter().all(Option::is_some));
        assert!(at_once.take("one", 2).is_none());
        assert!(at_once.take("two", 2).is_some());
        assert!(at_once.goes_on(&"one") && !at_once.goes_on(&"two"));
        let [first, second] = turns;
        drop(first);
        assert!(at_once.take("one", 2).is_some());
        drop(second);
        assert!(at_once.counts.lock().unwrap().is_empty());
    }
}
