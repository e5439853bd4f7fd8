//! How many lines stand how.

use crate::components::import_dialog::preview::Preview;
use crate::components::import_dialog::standing::Standing;
use leptos::prelude::*;
use std::ops::{Add, Range};

/// Lines that are counted together: another choice for one line counts these anew, and no others.
const CHUNK: usize = 50;

/// How many lines stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) lines: usize,
    pub(super) chosen: usize,
    pub(super) flawed: usize,
    pub(super) saving: usize,
    pub(super) stored: usize,
    pub(super) failed: usize,
    pub(super) taken_back: usize,
    /// Lines whose scope or file can no longer be changed.
    pub(super) fixed: usize,
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            lines: self.lines + other.lines,
            chosen: self.chosen + other.chosen,
            flawed: self.flawed + other.flawed,
            saving: self.saving + other.saving,
            stored: self.stored + other.stored,
            failed: self.failed + other.failed,
            taken_back: self.taken_back + other.taken_back,
            fixed: self.fixed + other.fixed,
        }
    }
}

impl Preview {
    /// Follows all lines.
    pub(super) fn tally(self) -> Memo<Tally> {
        in_chunks(self.lines().len(), move |lines| {
            lines.map(|index| self.tally_of(index)).fold(Tally::default(), Tally::add)
        })
    }

    fn tally_of(self, index: usize) -> Tally {
        let standing = self.standing(index);
        Tally {
            lines: 1,
            chosen: usize::from(self.is_chosen(index, &standing)),
            flawed: usize::from(standing == Standing::Flawed),
            saving: usize::from(standing == Standing::Saving),
            stored: usize::from(standing.is_stored()),
            failed: usize::from(standing.has_failed()),
            taken_back: usize::from(standing == Standing::TakenBack),
            fixed: usize::from(standing.is_fixed()),
        }
    }
}

/// Sums up what `count` says of a few lines at a time; what has not changed is not counted again.
fn in_chunks(
    n_lines: usize,
    count: impl Fn(Range<usize>) -> Tally + Copy + Send + Sync + 'static,
) -> Memo<Tally> {
    let chunk = |start: usize| {
        let lines = start..n_lines.min(start + CHUNK);
        Memo::new(move |_| count(lines.clone()))
    };
    let chunks: Vec<Memo<Tally>> = (0..n_lines).step_by(CHUNK).map(chunk).collect();
    Memo::new(move |_| chunks.iter().map(Memo::get).fold(Tally::default(), Tally::add))
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, Tally, in_chunks};
    use leptos::prelude::*;

    const LINES: usize = 5_000;

    #[test]
    fn one_change_among_five_thousand_lines_counts_the_lines_beside_it_again_and_no_others() {
        let owner = Owner::new();
        owner.set();
        let choices: Vec<RwSignal<bool>> = (0..LINES).map(|_| RwSignal::new(true)).collect();
        let choices = StoredValue::new(choices);
        let n_looked_at = StoredValue::new(0);
        let tally = in_chunks(LINES, move |lines| {
            n_looked_at.update_value(|count| *count += lines.len());
            let chosen = lines.filter(|line| choices.with_value(|all| all[*line].get())).count();
            Tally { chosen, ..Tally::default() }
        });
        let looked_at = || n_looked_at.try_update_value(std::mem::take).unwrap();
        assert_eq!((tally.get_untracked().chosen, looked_at()), (LINES, LINES));
        choices.with_value(|all| all[LINES - 1].set(false));
        assert_eq!((tally.get_untracked().chosen, looked_at()), (LINES - 1, CHUNK));
        assert_eq!((tally.get_untracked().chosen, looked_at()), (LINES - 1, 0));
        choices.with_value(|all| all.iter().for_each(|choice| choice.set(false)));
        assert_eq!((tally.get_untracked().chosen, looked_at()), (0, LINES));
    }
}
