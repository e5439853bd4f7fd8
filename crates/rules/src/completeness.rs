//! Counting: how many of the needed slots have a value.

use envdock_contract::model::{EnvFile, Presence, Slot};
use std::collections::BTreeMap;

/// Whether a slot has a value, as far as counting goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotState {
    /// A value is stored.
    Set,
    /// None is.
    Missing,
    /// It is not known.
    Unknown,
}

impl From<&Presence> for SlotState {
    fn from(presence: &Presence) -> Self {
        match presence {
            Presence::Stored(stored) if stored.is_empty() => Self::Missing,
            Presence::Stored(_) => Self::Set,
            Presence::Unknown { .. } => Self::Unknown,
        }
    }
}

/// How many slots have a value. An any-of group counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Slots and groups that are required.
    pub required: usize,
    /// Of these, how many have a value.
    pub required_set: usize,
    /// Of these, how many are known to have none.
    pub required_missing: usize,
    /// Slots and groups that are optional.
    pub optional: usize,
    /// Of these, how many have a value.
    pub optional_set: usize,
}

impl Count {
    /// Required ones about which nothing is known.
    #[must_use]
    pub fn required_unknown(&self) -> usize {
        self.required.saturating_sub(self.required_set).saturating_sub(self.required_missing)
    }

    /// Adds another file's count.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            required: self.required + other.required,
            required_set: self.required_set + other.required_set,
            required_missing: self.required_missing + other.required_missing,
            optional: self.optional + other.optional,
            optional_set: self.optional_set + other.optional_set,
        }
    }

    /// Takes away what was added before.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self {
            required: self.required.saturating_sub(other.required),
            required_set: self.required_set.saturating_sub(other.required_set),
            required_missing: self.required_missing.saturating_sub(other.required_missing),
            optional: self.optional.saturating_sub(other.optional),
            optional_set: self.optional_set.saturating_sub(other.optional_set),
        }
    }

    fn add(&mut self, required: bool, state: SlotState) {
        if required {
            self.required += 1;
            self.required_set += usize::from(state == SlotState::Set);
            self.required_missing += usize::from(state == SlotState::Missing);
        } else {
            self.optional += 1;
            self.optional_set += usize::from(state == SlotState::Set);
        }
    }
}

/// Counts one file. Slots that a person marked as not needed do not count.
///
/// Of an any-of group one value is enough; it is required if any member is, and unknown unless a
/// member is set or all are known to be missing.
#[must_use]
pub fn count(file: &EnvFile, mut state_of: impl FnMut(&Slot) -> SlotState) -> Count {
    let mut count = Count::default();
    let mut groups: BTreeMap<&str, (bool, SlotState)> = BTreeMap::new();
    for slot in file.slots.iter().filter(|slot| !slot.not_needed) {
        let state = state_of(slot);
        match slot.any_of.as_deref() {
            None => count.add(slot.required, state),
            Some(name) => {
                let group = groups.entry(name).or_insert((false, SlotState::Missing));
                group.0 |= slot.required;
                group.1 = either(group.1, state);
            }
        }
    }
    for (required, state) in groups.into_values() {
        count.add(required, state);
    }
    count
}

fn either(left: SlotState, right: SlotState) -> SlotState {
    match (left, right) {
        (SlotState::Set, _) | (_, SlotState::Set) => SlotState::Set,
        (SlotState::Unknown, _) | (_, SlotState::Unknown) => SlotState::Unknown,
        (SlotState::Missing, SlotState::Missing) => SlotState::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use envdock_contract::model::KeyName;

    /// `A` required, `a` optional, `-A` not needed, `A@g` in group `g`.
    fn file(slots: &[&str]) -> EnvFile {
        let slots = slots.iter().map(|text| {
            let (name, group) = text.split_once('@').map_or((*text, None), |(n, g)| (n, Some(g)));
            let mut slot = Slot::new(KeyName::new(name.trim_start_matches('-')).unwrap());
            slot.not_needed = name.starts_with('-');
            slot.required = slot.key.as_str().starts_with(char::is_uppercase);
            slot.any_of = group.map(str::to_owned);
            slot
        });
        let text = r#"{"path":".env","slots":[]}"#;
        let mut file: EnvFile = serde_json::from_str(text).unwrap();
        file.slots = slots.collect();
        file
    }

    fn check(slots: &[&str], set: &[&str], unknown: &[&str], expected: [usize; 5]) {
        let counted = count(&file(slots), |slot| match slot.key.as_str() {
            key if set.contains(&key) => SlotState::Set,
            key if unknown.contains(&key) => SlotState::Unknown,
            _ => SlotState::Missing,
        });
        let [required, required_set, required_missing, optional, optional_set] = expected;
        let expected = Count { required, required_set, required_missing, optional, optional_set };
        assert_eq!(counted, expected, "{slots:?}");
    }

    #[test]
    fn required_and_optional_slots_count_apart() {
        check(&["A", "B", "c", "d"], &["A", "c"], &[], [2, 1, 1, 2, 1]);
    }

    #[test]
    fn unknown_is_neither_set_nor_missing() {
        check(&["A", "B", "C"], &["A"], &["B"], [3, 1, 1, 0, 0]);
        let count = Count { required: 7, required_set: 1, required_missing: 2, ..Count::default() };
        assert_eq!(count.required_unknown(), 4);
    }

    #[test]
    fn a_slot_that_is_not_needed_does_not_count() {
        check(&["-A", "B", "-c"], &["A"], &[], [1, 0, 1, 0, 0]);
    }

    #[test]
    fn of_a_group_one_value_is_enough() {
        check(&["A@g", "B@g", "C"], &["B"], &["A"], [2, 1, 1, 0, 0]);
        check(&["A@g", "B@g"], &[], &[], [1, 0, 1, 0, 0]);
        check(&["A@g", "B@g"], &[], &["B"], [1, 0, 0, 0, 0]);
    }

    #[test]
    fn a_group_is_required_if_any_member_is() {
        check(&["a@g", "B@g"], &["a"], &[], [1, 1, 0, 0, 0]);
        check(&["a@g", "b@g"], &["a"], &[], [0, 0, 0, 1, 1]);
        check(&["a@g", "-B@g"], &[], &[], [0, 0, 0, 1, 0]);
    }

    #[test]
    fn files_add_up() {
        let counts = |[required, required_set, required_missing, optional, optional_set]: [usize;
                          5]| {
            Count { required, required_set, required_missing, optional, optional_set }
        };
        let (one, other) = (counts([1, 3, 5, 7, 9]), counts([11, 13, 17, 19, 23]));
        assert_eq!(one.plus(other), counts([12, 16, 22, 26, 32]));
        assert_eq!(one.plus(other).minus(one), other);
    }

    #[test]
    fn an_empty_answer_means_missing() {
        assert_eq!(SlotState::from(&Presence::Stored(vec![])), SlotState::Missing);
        let stored = r#"{"stored":[{"scope":{"type":"organization"},"version":1,
            "updated_at":"2026-11-01T00:00:00Z","updated_by":"ada"}]}"#;
        let presence: Presence = serde_json::from_str(stored).unwrap();
        assert_eq!(SlotState::from(&presence), SlotState::Set);
        let reason = envdock_contract::model::UnknownReason::Unavailable;
        assert_eq!(SlotState::from(&Presence::Unknown { reason }), SlotState::Unknown);
    }
}
