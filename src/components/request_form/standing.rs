//! What a key of the form shows, and what is sent for it: pure decisions.

/// What a person has chosen for one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Typing a value.
    Value,
    /// What is stored.
    Stored,
    /// Leaving it out.
    Skip,
}

/// What is stored for a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// It is being asked.
    Checking,
    /// It could not be found out.
    Unknown,
    /// Nothing.
    Absent,
    /// A value that is used already.
    Own,
    /// A shared value that a person has to accept first.
    Shared,
}

/// Everything that a key's view depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) known: Known,
    /// The agent says that the stored value does not work.
    pub(crate) is_rejected: bool,
    /// Text is typed and not saved. How much is not among the facts: it changes with every
    /// keystroke, and the whole form depends on them.
    pub(crate) is_typed: bool,
    /// More is typed than can be stored.
    pub(crate) is_too_large: bool,
    pub(crate) choice: Option<Choice>,
}

/// What the key shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is being looked up.
    Checking,
    /// A field.
    Field,
    /// The stored value will be used.
    Stored,
    /// A shared value: a person must say what to do.
    Undecided,
    /// It is left out.
    Skipped,
}

impl Facts {
    /// What is shown. Nothing that was typed disappears because something was stored elsewhere.
    pub(crate) fn standing(self) -> Standing {
        let is_stored = matches!(self.known, Known::Own | Known::Shared);
        match self.choice {
            Some(Choice::Skip) => Standing::Skipped,
            Some(Choice::Value) => Standing::Field,
            Some(Choice::Stored) if is_stored => Standing::Stored,
            Some(Choice::Stored) | None if self.is_typed => Standing::Field,
            Some(Choice::Stored) | None => match self.known {
                Known::Checking => Standing::Checking,
                Known::Own if !self.is_rejected => Standing::Stored,
                Known::Shared => Standing::Undecided,
                Known::Own | Known::Absent | Known::Unknown => Standing::Field,
            },
        }
    }

    /// Whether it answers for its any-of group.
    pub(crate) fn is_answered(self) -> bool {
        match self.standing() {
            Standing::Stored => true,
            Standing::Field => self.is_typed,
            Standing::Checking | Standing::Undecided | Standing::Skipped => false,
        }
    }

    /// What is sent, or what is still needed. `may_be_empty`: it is optional, or another key of
    /// its group is answered.
    pub(crate) fn answer(self, may_be_empty: bool) -> Result<Choice, Need> {
        match self.standing() {
            Standing::Skipped => Ok(Choice::Skip),
            Standing::Stored => Ok(Choice::Stored),
            Standing::Field if self.is_typed => Ok(Choice::Value),
            Standing::Field | Standing::Undecided if may_be_empty => Ok(Choice::Skip),
            Standing::Field => Err(Need::Value),
            Standing::Undecided => Err(Need::Choice),
            Standing::Checking => Err(Need::Time),
        }
    }
}

/// Why a key cannot be sent yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A value, or a skip.
    Value,
    /// A decision about the shared value.
    Choice,
    /// Presence is not known yet.
    Time,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(known: Known) -> Facts {
        Facts { known, is_rejected: false, is_typed: false, is_too_large: false, choice: None }
    }

    #[test]
    fn a_stored_value_is_used_unless_the_agent_says_that_it_was_rejected() {
        assert_eq!(facts(Known::Own).standing(), Standing::Stored);
        let rejected = Facts { is_rejected: true, ..facts(Known::Own) };
        assert_eq!(rejected.standing(), Standing::Field);
        let used = Facts { choice: Some(Choice::Stored), ..rejected };
        assert_eq!((used.standing(), used.answer(false)), (Standing::Stored, Ok(Choice::Stored)));
    }

    #[test]
    fn a_shared_value_is_never_used_without_being_asked_for() {
        let shared = facts(Known::Shared);
        assert_eq!(
            (shared.standing(), shared.answer(false)),
            (Standing::Undecided, Err(Need::Choice))
        );
        assert_eq!(shared.answer(true), Ok(Choice::Skip));
        let chosen = Facts { choice: Some(Choice::Stored), ..shared };
        assert_eq!(chosen.answer(false), Ok(Choice::Stored));
    }

    #[test]
    fn what_was_typed_stays_whatever_is_stored_meanwhile() {
        for known in [Known::Own, Known::Shared, Known::Checking, Known::Unknown] {
            let typed = Facts { is_typed: true, ..facts(known) };
            assert_eq!(
                (typed.standing(), typed.answer(false)),
                (Standing::Field, Ok(Choice::Value))
            );
        }
    }

    #[test]
    fn a_choice_of_the_stored_value_ends_with_that_value() {
        let gone = Facts { choice: Some(Choice::Stored), ..facts(Known::Absent) };
        assert_eq!(gone.standing(), Standing::Field);
    }

    #[test]
    fn an_empty_field_is_skipped_only_where_it_may_be_empty() {
        let empty = facts(Known::Absent);
        assert_eq!(empty.answer(true), Ok(Choice::Skip));
        assert_eq!(empty.answer(false), Err(Need::Value));
        assert_eq!(facts(Known::Checking).answer(true), Err(Need::Time));
    }

    #[test]
    fn a_group_is_answered_by_a_value_and_not_by_a_skip() {
        assert!(facts(Known::Own).is_answered());
        assert!(Facts { is_typed: true, ..facts(Known::Absent) }.is_answered());
        assert!(!Facts { choice: Some(Choice::Skip), ..facts(Known::Own) }.is_answered());
        assert!(!facts(Known::Absent).is_answered());
    }
}
