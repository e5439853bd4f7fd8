//! What must hold at any time, whatever has happened.

use crate::nouns::{slot, summary_id};
use crate::story::keys;
use crate::world::{CONFIGURATIONS, SLOTS, World};
use envdock_core::{Entry, Fetch, SignIn, SlotId, Summary, TimerPurpose};
use envdock_rules::completeness::{Count, SlotState, count};
use std::collections::BTreeSet;

impl World {
    pub(crate) fn check_what_always_holds(&self) {
        for text in self.watched() {
            let entry = self.state.entry(&slot(&text)).expect("it is watched");
            self.check_entry(&text, entry);
        }
        for id in CONFIGURATIONS {
            if let Some(summary) = self.state.summary(&summary_id(id)) {
                assert_eq!(summary, &self.recount(id, summary), "{id}");
            }
        }
    }

    /// It is checked, or being checked, or something will make that it is.
    fn check_entry(&self, text: &str, entry: &Entry) {
        let has = |purpose| self.timers.iter().any(|timer| timer.purpose() == purpose);
        let signed_out = self.state.connection().sign_in == SignIn::SignedOut;
        let asked = self.checks.iter().any(|(check, _)| keys(check).iter().any(|key| key == text));
        match entry.fetch {
            Fetch::Fetching => assert!(asked, "{text} is being asked"),
            Fetch::Queued => {
                assert!(has(TimerPurpose::Flush) || has(TimerPurpose::FlushDeadline), "{text}");
            }
            Fetch::Idle => {
                assert!(!asked, "{text} is not being asked");
                let is_checked = entry.checked_at.is_some() && !entry.stale;
                let is_final = entry.failure.is_none_or(|failure| !failure.is_transient());
                let scheduled = has(TimerPurpose::Retry) || signed_out;
                assert!(is_checked && is_final || scheduled, "{text} is forgotten: {entry:?}");
            }
        }
    }

    pub(crate) fn watched(&self) -> BTreeSet<String> {
        let mut watched: BTreeSet<String> =
            self.slots.values().flatten().map(|text| (*text).to_owned()).collect();
        for id in self.summaries.values().flatten() {
            let prefix = format!("{id}/");
            let known = self.state.configuration(&summary_id(id).configuration().clone());
            if known.is_some_and(|known| known.known.is_some()) {
                let of = SLOTS.iter().filter(|text| text.starts_with(&prefix));
                watched.extend(of.map(|text| (*text).to_owned()));
            }
        }
        watched
    }

    /// Counts from scratch.
    fn recount(&self, id: &str, summary: &Summary) -> Summary {
        let summary_id = summary_id(id);
        let configuration = self.state.configuration(summary_id.configuration());
        let known = configuration.and_then(|configuration| configuration.known.as_ref());
        let status = configuration.map(|configuration| configuration.status).unwrap_or_default();
        let mut counted = Summary {
            checking: status.fetch != Fetch::Idle,
            stale: status.stale,
            any_unknown: known.is_none(),
            ..Summary::default()
        };
        let spec = known.and_then(|known| known.spec.clone()).unwrap_or_default();
        for file in &spec.files {
            let of_file = count(file, |needed| {
                let context = summary_id.context().clone();
                let id = SlotId::new(context, file.file_ref(), needed.key.clone());
                let entry = self.state.entry(&id).expect("it is watched");
                counted.checking |= entry.fetch != Fetch::Idle;
                counted.stale |= entry.stale;
                let state = SlotState::from(&entry.presence);
                counted.any_unknown |= state == SlotState::Unknown;
                let oldest = counted.checked_at.into_iter().chain(entry.checked_at).min();
                counted.checked_at = oldest;
                state
            });
            counted.per_file.push((file.file_ref(), of_file));
        }
        let all = counted.per_file.iter().map(|(_, count)| *count);
        counted.count = all.fold(Count::default(), Count::plus);
        assert_eq!(summary.per_file.len(), counted.per_file.len());
        counted
    }
}
