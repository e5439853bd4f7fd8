// long: one enum, each fact with its words
//! What has happened.

use crate::{
    CallId, CheckFailure, Configuration, DiskFile, DraftMark, IdempotencyKey, Me, SaveId,
    SaveOperation, SaveOutcome, SaveRoute, SlotId, StreamEvent, SubjectEvent, SummaryId, Timer,
};
use envdock_contract::model::{
    ConfigurationId, EnvRequest, KeyName, Presence, Revision, SessionId, Spec, Version,
};

/// Names one watcher: a view, or whatever holds a guard. Chosen by the caller, never used twice.
///
/// What is wanted under a name again replaces what it wanted before. Each kind of interest (keys,
/// configurations, summaries, files, listing) has its own names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WatchId(pub u64);

/// A fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody shows these slots.
    KeysWanted {
        /// Who.
        watch: WatchId,
        /// Which; twice the same counts once.
        slots: Vec<SlotId>,
    },
    /// Nobody shows them under this name any more.
    KeysReleased {
        /// Who.
        watch: WatchId,
    },
    /// Somebody shows these configurations.
    ConfigurationsWanted {
        /// Who.
        watch: WatchId,
        /// Which.
        ids: Vec<ConfigurationId>,
    },
    /// Nobody shows them under this name any more.
    ConfigurationsReleased {
        /// Who.
        watch: WatchId,
    },
    /// Somebody shows these summaries. Their configurations and all their slots are read and
    /// watched without being named, also after a spec has changed.
    SummariesWanted {
        /// Who.
        watch: WatchId,
        /// Which.
        summaries: Vec<SummaryId>,
    },
    /// Nobody shows them under this name any more.
    SummariesReleased {
        /// Who.
        watch: WatchId,
    },
    /// Somebody shows what is on the disk of this session.
    FilesWanted {
        /// Who.
        watch: WatchId,
        /// Which.
        session: SessionId,
    },
    /// Nobody shows it under this name any more.
    FilesReleased {
        /// Who.
        watch: WatchId,
    },
    /// Somebody shows the list of all configurations.
    ListingWanted {
        /// Who.
        watch: WatchId,
    },
    /// Nobody shows it under this name any more.
    ListingReleased {
        /// Who.
        watch: WatchId,
    },
    /// A timer ended.
    TimerFired {
        /// Which.
        timer: Timer,
    },
    /// A check was answered.
    CheckAnswered {
        /// The call.
        call: CallId,
        /// The organization's revision of the answer; absent for a host without revisions, whose
        /// answers are ordered by the start of their calls.
        revision: Option<Revision>,
        /// One result per part asked, in the same order.
        results: Vec<PartResult>,
    },
    /// A check failed as a whole.
    CheckFailed {
        /// The call.
        call: CallId,
        /// Why.
        failure: CheckFailure,
    },
    /// Configurations were read.
    ConfigurationsAnswered {
        /// The call.
        call: CallId,
        /// The organization's revision.
        revision: Option<Revision>,
        /// Those that exist. The others that were asked for do not.
        configurations: Vec<Configuration>,
    },
    /// Configurations could not be read.
    ConfigurationsFailed {
        /// The call.
        call: CallId,
        /// Why.
        failure: CheckFailure,
    },
    /// The list of all configurations was read, with specs.
    ListingAnswered {
        /// The call.
        call: CallId,
        /// The organization's revision.
        revision: Option<Revision>,
        /// All of them.
        configurations: Vec<Configuration>,
    },
    /// The list could not be read.
    ListingFailed {
        /// The call.
        call: CallId,
        /// Why.
        failure: CheckFailure,
    },
    /// A spec was saved or read on its own.
    SpecAnswered {
        /// Whose.
        configuration: ConfigurationId,
        /// The organization's revision.
        revision: Option<Revision>,
        /// The spec's version.
        version: Version,
        /// The spec.
        spec: Spec,
    },
    /// The env files of a session were read.
    FilesAnswered {
        /// The call.
        call: CallId,
        /// The organization's revision that they were compared with.
        revision: Option<Revision>,
        /// The files.
        files: Vec<DiskFile>,
    },
    /// They could not be read.
    FilesFailed {
        /// The call.
        call: CallId,
        /// Why.
        failure: CheckFailure,
    },
    /// What is known may be out of date.
    Outdated(Outdated),
    /// What became known of a session, its requests and its conversation.
    Subject(SubjectEvent),
    /// What the server tells as it happens.
    Stream(StreamEvent),
    /// Somebody typed, or discarded what was typed.
    DraftChanged {
        /// The slot.
        slot: SlotId,
        /// What is known about the text now; the default when it was discarded.
        draft: DraftMark,
    },
    /// Somebody pressed save. While an earlier save of one of the slots is not settled, this one
    /// waits: an unconfirmed one is sent again first.
    SaveStarted {
        /// A new name.
        save: SaveId,
        /// A new random key.
        idempotency_key: IdempotencyKey,
        /// Where it goes.
        route: SaveRoute,
        /// What it does.
        operations: Vec<SaveOperation>,
    },
    /// Somebody asked to send an unconfirmed save again.
    SaveRetried {
        /// Which.
        save: SaveId,
    },
    /// Somebody has seen what became of the last save of a slot, and wants to hear no more of it.
    SaveDismissed {
        /// The slot.
        slot: SlotId,
    },
    /// Somebody gave an unconfirmed save up: whether it is stored is checked.
    SaveAbandoned {
        /// Which.
        save: SaveId,
    },
    /// A save was answered.
    SaveAnswered {
        /// Which.
        save: SaveId,
        /// The organization's revision after it.
        revision: Option<Revision>,
        /// One outcome per operation, in the same order.
        outcomes: Vec<SaveOutcome>,
    },
    /// A submission was answered, which is a save with a [`SaveRoute::Submission`].
    SubmissionAnswered {
        /// Which.
        save: SaveId,
        /// The organization's revision after it.
        revision: Option<Revision>,
        /// The request as it stands now: still open if a key was refused.
        request: EnvRequest,
        /// One outcome per operation, in the same order.
        outcomes: Vec<SaveOutcome>,
    },
    /// A save was not answered, or refused as a whole.
    SaveFailed {
        /// Which.
        save: SaveId,
        /// Why: [`SaveFailure::Unconfirmed`](crate::SaveFailure::Unconfirmed) for whatever leaves
        /// open whether it is stored, and for being signed out or slowed down.
        failure: crate::SaveFailure,
    },
    /// Somebody needs to know who is signed in.
    MeWanted,
    /// The server said who is signed in.
    MeAnswered {
        /// The call.
        call: CallId,
        /// Who.
        me: Me,
    },
    /// It did not.
    MeFailed {
        /// The call.
        call: CallId,
        /// Why.
        failure: CheckFailure,
    },
    /// Somebody signed in.
    SignedIn {
        /// Who.
        me: Me,
    },
    /// Somebody signed out.
    SignedOut,
    /// The browser says that there is a network.
    Online,
    /// The browser says that there is none. Calls are still made: the server may be on this machine.
    Offline,
    /// The page came to the front.
    Focused,
    /// Somebody asked for fresh answers: everything watched is asked again.
    RefreshWanted,
}

/// What may be out of date: read again where somebody shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outdated {
    /// A configuration.
    Configuration(ConfigurationId),
    /// The env files of a session were written.
    Files(SessionId),
    /// Those of any session.
    AllFiles,
}

/// The result for one part of a check: it can fail alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartResult {
    /// What is stored for each key. Keys are matched by name; others are ignored.
    Keys(Vec<(KeyName, Presence)>),
    /// Nothing of the part could be answered.
    Failed(CheckFailure),
}
