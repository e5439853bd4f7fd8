//! How many lines stand how.

use crate::components::import_dialog::preview::Preview;
use crate::components::import_dialog::standing::Standing;

/// How many lines stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) lines: usize,
    pub(super) chosen: usize,
    pub(super) flawed: usize,
    pub(super) saving: usize,
    pub(super) stored: usize,
    pub(super) failed: usize,
    /// Lines whose scope or file can no longer be changed.
    pub(super) fixed: usize,
}

impl Preview {
    /// Looks through all lines.
    pub(super) fn tally(self) -> Tally {
        let mut tally = Tally { lines: self.lines().len(), ..Tally::default() };
        for index in 0..tally.lines {
            let standing = self.standing(index);
            tally.chosen += usize::from(self.is_chosen(index, &standing));
            tally.flawed += usize::from(standing == Standing::Flawed);
            tally.saving += usize::from(standing == Standing::Saving);
            tally.stored += usize::from(standing == Standing::Stored);
            tally.failed += usize::from(standing.has_failed());
            tally.fixed += usize::from(standing.is_fixed());
        }
        tally
    }
}
