//! The state, and what may be asked of it.

use crate::batch::Batch;
use crate::calls::Calls;
use crate::counts::Counts;
use crate::reads::{ReadKey, Reads};
use crate::requests::RequestSlots;
use crate::retry::Retry;
use crate::saves::Saves;
use crate::stream::Stream;
use crate::submission::Submissions;
use crate::table::{SlotIndex, SlotTable};
use crate::{
    Changed, Command, Configuration, Connection, DiskFile, Effects, Entry, Event, Me, Message,
    Millis, Resource, Session, SlotId, SubmissionState, Summary, SummaryId, WatchId,
};
use envdock_contract::model::{ConfigurationId, EnvRequest, RequestId, SessionId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything the user interface knows, but no value.
#[derive(Debug, Default)]
pub struct State {
    pub(crate) now: Millis,
    pub(crate) slots: SlotTable,
    pub(crate) watches: BTreeMap<WatchId, Vec<SlotIndex>>,
    pub(crate) reads: Reads,
    pub(crate) counts: Counts,
    pub(crate) calls: Calls,
    pub(crate) batch: Batch,
    pub(crate) retry: Retry,
    pub(crate) saves: Saves,
    pub(crate) requests: RequestSlots,
    pub(crate) submissions: Submissions,
    pub(crate) stream: Stream,
    pub(crate) connection: Connection,
    pub(crate) commands: Vec<Command>,
}

impl State {
    /// Nothing is known and nothing is wanted.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What is known about a slot; nothing if it was never wanted.
    #[must_use]
    pub fn entry(&self, slot: &SlotId) -> Option<&Entry> {
        self.slots.get(self.slots.find(slot)?).map(|record| &record.entry)
    }

    /// Counts; nothing if they were never wanted.
    #[must_use]
    pub fn summary(&self, summary: &SummaryId) -> Option<&Summary> {
        self.counts.summary(summary)
    }

    /// What is known about a configuration; nothing if it was never wanted or listed.
    #[must_use]
    pub fn configuration(&self, id: &ConfigurationId) -> Option<&Resource<Arc<Configuration>>> {
        self.reads.configurations.get(id)
    }

    /// What is known about a session's files on disk; nothing if they were never wanted.
    #[must_use]
    pub fn files(&self, session: &SessionId) -> Option<&Resource<Vec<DiskFile>>> {
        self.reads.files.get(session)
    }

    /// What is known about the list of all configurations, in the server's order.
    #[must_use]
    pub fn listing(&self) -> &Resource<Vec<ConfigurationId>> {
        &self.reads.listing
    }

    /// What is known about a session.
    #[must_use]
    pub fn session(&self, id: &SessionId) -> Option<&Resource<Session>> {
        self.reads.subjects.sessions.get(id)
    }

    /// What is known about a session's requests: the open ones first, each oldest first.
    #[must_use]
    pub fn requests(&self, session: &SessionId) -> Option<&Resource<Vec<RequestId>>> {
        self.reads.subjects.lists.get(session)
    }

    /// What is known about a request.
    #[must_use]
    pub fn request(&self, id: &RequestId) -> Option<&Resource<Arc<EnvRequest>>> {
        self.reads.subjects.requests.get(id)
    }

    /// What is known about what is said in a session, oldest line first.
    #[must_use]
    pub fn conversation(&self, session: &SessionId) -> Option<&Resource<Vec<Message>>> {
        self.reads.subjects.conversations.get(session)
    }

    /// What became of the last submission of a request.
    #[must_use]
    pub fn submission(&self, id: &RequestId) -> SubmissionState {
        self.submissions.state(id)
    }

    /// Who is signed in.
    #[must_use]
    pub fn me(&self) -> &Resource<Me> {
        &self.reads.me
    }

    /// Whether the server can be reached.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Takes a fact in. `now` never runs backwards; if it does, it stands still here.
    #[must_use]
    pub fn update(&mut self, event: Event, now: Millis) -> Effects {
        self.now = self.now.max(now);
        self.slots.now = self.now;
        let connection = self.connection.clone();
        self.take_in(event);
        self.follow_specs();
        self.follow_requests();
        self.follow_sign_in();
        self.start_timers();
        let mut changed = Vec::new();
        if self.connection != connection {
            changed.push(Changed::Connection);
        }
        self.slots.free_idle();
        self.report_changes(&mut changed);
        Effects { commands: std::mem::take(&mut self.commands), changed }
    }

    fn take_in(&mut self, event: Event) {
        match event {
            Event::KeysWanted { watch, slots } => self.keys_wanted(watch, &slots),
            Event::KeysReleased { watch } => self.keys_released(watch),
            Event::ConfigurationsWanted { watch, ids } => self.configurations_wanted(watch, ids),
            Event::ConfigurationsReleased { watch } => self.configurations_released(watch),
            Event::SummariesWanted { watch, summaries } => self.summaries_wanted(watch, &summaries),
            Event::SummariesReleased { watch } => self.summaries_released(watch),
            Event::FilesWanted { watch, session } => self.files_wanted(watch, session),
            Event::FilesReleased { watch } => self.files_released(watch),
            Event::ListingWanted { watch } => self.listing_wanted(watch),
            Event::ListingReleased { watch } => self.listing_released(watch),
            Event::Subject(event) => self.take_in_subject(event),
            Event::Stream(event) => self.take_in_stream(event),
            Event::MeWanted => self.me_wanted(),
            Event::TimerFired { timer } => self.timer_fired(timer),
            Event::CheckAnswered { call, revision, results } => {
                self.check_answered(call, revision, results);
            }
            Event::ConfigurationsAnswered { call, revision, configurations } => {
                self.configurations_answered(call, revision, configurations);
            }
            Event::ListingAnswered { call, revision, configurations } => {
                self.listing_answered(call, revision, configurations);
            }
            Event::SpecAnswered { configuration, revision, version, spec } => {
                self.spec_answered(&configuration, revision, version, spec);
            }
            Event::FilesAnswered { call, revision, files } => {
                self.files_answered(call, revision, files);
            }
            Event::Outdated(what) => self.outdated(what),
            Event::MeAnswered { call, me } => self.me_answered(call, me),
            Event::CheckFailed { call, failure }
            | Event::ConfigurationsFailed { call, failure }
            | Event::ListingFailed { call, failure }
            | Event::FilesFailed { call, failure }
            | Event::MeFailed { call, failure } => self.call_failed(call, failure),
            Event::DraftChanged { slot, draft } => self.draft_changed(&slot, draft),
            Event::SaveStarted { save, idempotency_key, route, operations } => {
                self.save_started(save, idempotency_key, route, operations);
            }
            Event::SaveRetried { save } => self.save_retried(save),
            Event::SaveDismissed { slot } => self.save_dismissed(&slot),
            Event::SaveAbandoned { save } => self.save_abandoned(save),
            Event::SaveAnswered { save, revision, outcomes } => {
                self.save_answered(save, revision, outcomes);
            }
            Event::SubmissionAnswered { save, revision, request, outcomes } => {
                self.submission_answered(save, revision, request, outcomes);
            }
            Event::SaveFailed { save, failure } => self.save_failed(save, &failure),
            Event::SignedIn { me } => self.signed_in(me),
            Event::SignedOut => self.signed_out(),
            Event::Online => self.online(),
            Event::Offline => self.connection.offline = true,
            Event::Focused => self.focused(),
            Event::RefreshWanted => self.refresh_wanted(),
        }
    }

    fn report_changes(&mut self, changed: &mut Vec<Changed>) {
        for key in self.reads.take_changed() {
            if let ReadKey::Configuration(id) = &key {
                let known = self.reads.configurations.get(id).is_some_and(|c| c.known.is_some());
                self.counts.note_spec(id, self.reads.status(&key), known);
            }
            changed.push(match key {
                ReadKey::Configuration(id) => Changed::Configuration(id),
                ReadKey::Files(session) => Changed::Files(session),
                ReadKey::Listing => Changed::Listing,
                ReadKey::Me => Changed::Me,
                ReadKey::Subject(subject) => Changed::Subject(subject),
            });
        }
        for (index, differs) in self.slots.take_touched() {
            let Some(record) = self.slots.get(index) else { continue };
            self.counts.note_slot(index, &record.entry);
            if differs {
                changed.push(Changed::Slot(record.id.clone()));
            }
        }
        changed.extend(self.slots.take_freed().into_iter().map(Changed::Slot));
        changed.extend(self.counts.take_changed().into_iter().map(Changed::Summary));
        changed.extend(self.submissions.take_changed().into_iter().map(Changed::Submission));
    }
}
