//! Which of two answers is the newer one.

use envdock_contract::model::Revision;

/// When an answer was true. The revision decides; for a host without revisions, the call's start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The organization's revision, where the host has some.
    pub revision: Option<Revision>,
    /// Numbers the start of the call, or the moment at which something was told.
    pub call: u64,
}

/// The newest moment of which something is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    revision: Revision,
    call: u64,
}

impl Order {
    /// Whether what was true then may replace what is known.
    #[must_use]
    pub fn accepts(self, moment: Moment) -> bool {
        moment.revision.map_or(moment.call >= self.call, |revision| revision >= self.revision)
    }

    /// Whether what was true then is part of what is known.
    #[must_use]
    pub fn includes(self, moment: Moment) -> bool {
        moment.revision.map_or(moment.call <= self.call, |revision| revision <= self.revision)
    }

    /// Whether something was told after that call began.
    pub(crate) fn is_after_call(self, call: u64) -> bool {
        self.call > call
    }

    /// Nothing from before that moment counts from now on.
    pub fn advance(&mut self, moment: Moment) {
        self.revision = self.revision.max(moment.revision.unwrap_or_default());
        self.call = self.call.max(moment.call);
    }
}
