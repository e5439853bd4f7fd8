//! Time as events bring it.

/// Milliseconds since an arbitrary start, the same for all events of one [`State`](crate::State).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(pub u64);

impl Millis {
    /// This moment plus `ms` milliseconds.
    #[must_use]
    pub fn plus(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds that passed since `earlier`; 0 when it lies ahead.
    #[must_use]
    pub fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// How long a timer waits: a random time between both, drawn uniformly by whoever runs it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delay {
    /// At least this long.
    pub min_ms: u64,
    /// At most this long. 0: the next macrotask.
    pub max_ms: u64,
}

impl Delay {
    /// The next macrotask: after everything that is being asked for now has been asked.
    pub const NEXT_TASK: Self = Self { min_ms: 0, max_ms: 0 };

    /// Exactly `ms` milliseconds.
    #[must_use]
    pub fn exactly(ms: u64) -> Self {
        Self { min_ms: ms, max_ms: ms }
    }
}

/// Names one started timer. Copy it from the command into [`Event::TimerFired`](crate::Event).
///
/// A timer that is no longer needed is not cancelled: its firing is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Timer {
    pub(crate) purpose: TimerPurpose,
    pub(crate) number: u64,
}

impl Timer {
    /// What it is for.
    #[must_use]
    pub fn purpose(self) -> TimerPurpose {
        self.purpose
    }
}

/// What a timer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimerPurpose {
    /// Sends everything that was asked for.
    Flush,
    /// Ends the wait for specs that are still being read.
    FlushDeadline,
    /// Asks again what failed.
    Retry,
    /// Opens the stream of changes again.
    Stream,
    /// Asks again what may have been missed.
    Resync,
}
