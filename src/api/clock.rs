//! Time and chance: the browser's, or the test's.

use envdock_core::{Delay, Millis};

/// Now, in milliseconds.
#[must_use]
pub fn now() -> Millis {
    platform::now()
}

/// Waits a random time between both ends of `delay`; at least one macrotask.
pub async fn sleep(delay: Delay) {
    platform::sleep(jittered(delay, random())).await;
}

/// A random number nobody can guess.
#[must_use]
pub fn random() -> u64 {
    // Without a source of randomness there is no jitter; ids still differ by their counter.
    getrandom::u64().unwrap_or_default()
}

/// Milliseconds since 1970, to compare with dates that servers send.
#[must_use]
pub(crate) fn epoch_ms() -> u64 {
    platform::epoch_ms()
}

fn jittered(delay: Delay, random: u64) -> u64 {
    let width = delay.max_ms.saturating_sub(delay.min_ms);
    delay.min_ms.saturating_add(random % width.saturating_add(1).max(1))
}

#[cfg(target_arch = "wasm32")]
mod platform {
    use envdock_core::Millis;

    pub(super) fn now() -> Millis {
        // `performance.now()` stops while a laptop sleeps; ages must not.
        Millis(epoch_ms())
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a date")]
    pub(super) fn epoch_ms() -> u64 {
        js_sys::Date::now() as u64
    }

    pub(super) async fn sleep(ms: u64) {
        // The browser's timers hold 31 bits.
        let ms = u32::try_from(ms.min(0x7fff_ffff)).unwrap_or(0x7fff_ffff);
        gloo_timers::future::TimeoutFuture::new(ms).await;
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod platform {
    use envdock_core::Millis;
    use std::time::Duration;
    use tokio::time::Instant;

    std::thread_local! {
        static START: Instant = Instant::now();
    }

    pub(super) fn now() -> Millis {
        let elapsed = START.with(Instant::elapsed).as_millis();
        Millis(u64::try_from(elapsed).unwrap_or(u64::MAX))
    }

    pub(super) fn epoch_ms() -> u64 {
        now().0
    }

    pub(super) async fn sleep(ms: u64) {
        tokio::time::sleep(Duration::from_millis(ms.max(1))).await;
    }
}

/// A page that is rendered on a server stays as it was first drawn.
#[cfg(all(not(test), not(target_arch = "wasm32")))]
mod platform {
    use envdock_core::Millis;

    pub(super) fn now() -> Millis {
        Millis(0)
    }

    pub(super) fn epoch_ms() -> u64 {
        0
    }

    pub(super) async fn sleep(_ms: u64) {
        std::future::pending::<()>().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_lies_between_both_ends() {
        let delay = Delay { min_ms: 5, max_ms: 7 };
        let waits: Vec<u64> = (0..4).map(|random| jittered(delay, random)).collect();
        assert_eq!(waits, [5, 6, 7, 5]);
        assert_eq!(jittered(Delay { min_ms: 9, max_ms: 9 }, u64::MAX), 9);
        assert_eq!(jittered(Delay { min_ms: 0, max_ms: u64::MAX }, 3), 3);
    }
}
