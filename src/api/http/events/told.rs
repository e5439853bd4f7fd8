//! How much of the stream a tab was told.

use envdock_contract::model::Revision;
use std::cell::Cell;

/// The revision up to which a tab was told everything; nothing at its beginning.
#[derive(Debug)]
pub(super) struct Told(Cell<Option<Revision>>);

impl Told {
    pub(super) fn up_to(revision: Option<Revision>) -> Self {
        Self(Cell::new(revision))
    }

    pub(super) fn get(&self) -> Option<Revision> {
        self.0.get()
    }

    pub(super) fn advance(&self, revision: Revision) {
        self.0.set(self.0.get().max(Some(revision)));
    }

    /// Whether nothing lies between this and what another tab tells next, which was told all up to
    /// `before`. One that begins without a revision does not know what was before.
    pub(super) fn joins(&self, before: Option<Revision>) -> bool {
        before.is_some() && self.0.get() >= before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(told: Option<u64>, before: Option<u64>, joins: bool) {
        let told = Told::up_to(told.map(Revision));
        assert_eq!(told.joins(before.map(Revision)), joins, "{told:?} then {before:?}");
    }

    #[test]
    fn a_gap_is_what_lies_between_two_tabs_and_what_nobody_knows() {
        check(Some(5), Some(5), true);
        check(Some(7), Some(5), true);
        check(Some(4), Some(5), false);
        check(None, Some(5), false);
        check(None, None, false);
        // A new tab reads a stream from its own beginning: it may have begun after 5.
        check(Some(5), None, false);
    }

    #[test]
    fn what_was_told_only_grows() {
        let told = Told::up_to(None);
        told.advance(Revision(5));
        told.advance(Revision(3));
        assert_eq!(told.get(), Some(Revision(5)));
    }
}
