// long: the server and the page between which everything happens
//! A server that can be slow, refuse, cut answers and be written to by others, and the runtime
//! between it and the state. It checks after every event what must hold at any time.

use crate::nouns::{scope, slot, stored, summary_id, text_of};
use crate::pressing::operation;
use envdock_contract::model::{ConfigurationId, Presence, Revision, Scope, Version};
use envdock_core::{
    CallId, CheckFailure, CheckRequest, Command, Configuration, Entry, Event, IdempotencyKey,
    Millis, News, PartResult, SaveAction, SaveFailure, SaveId, SaveOperation, SaveOutcome,
    SaveRequest, SaveRoute, SaveState, SaveVerb, State, StreamId, Timer, WatchId,
};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const CONFIGURATIONS: [&str; 3] = ["c1", "c2", "c3"];
pub(crate) const SLOTS: [&str; 12] = [
    "c1/.env:A",
    "c1/.env:B",
    "c1/.env:c",
    "c1/web.env:A",
    "c2/.env:A",
    "c2/.env:D",
    "c2/web.env:B",
    "c3/.env:A",
    "c3/web.env:c",
    "c1/.env:D",
    "/.env:A",
    "/.env:B",
];
pub(crate) const SCOPES: [&str; 6] = ["o", "r:r1", "c:c1", "c:c2", "f:c1", "r:r9"];

/// What a check brings, fixed when the server handles it.
pub(crate) type Answer = (Revision, Vec<PartResult>);
/// The same of a read of configurations.
pub(crate) type Read = (Revision, Vec<Configuration>);

#[derive(Default)]
pub(crate) struct World {
    pub(crate) state: State,
    pub(crate) now: u64,
    pub(crate) revision: u64,
    /// Version by scope and key; 0: removed.
    pub(crate) values: BTreeMap<(usize, String), u64>,
    pub(crate) timers: Vec<Timer>,
    pub(crate) checks: Vec<(CheckRequest, Option<Answer>)>,
    pub(crate) reads: Vec<(CallId, Vec<ConfigurationId>, Option<Read>)>,
    /// Who is signed in was asked by these.
    pub(crate) asked_who: Vec<CallId>,
    /// By configuration; 1 where it is not named.
    pub(crate) spec_versions: BTreeMap<&'static str, u64>,
    pub(crate) saves: Vec<SaveRequest>,
    /// Idempotency: what was answered first.
    answered: BTreeMap<String, (Option<Revision>, Vec<SaveOutcome>)>,
    n_saves: u64,
    pub(crate) slots: BTreeMap<u64, Vec<&'static str>>,
    pub(crate) summaries: BTreeMap<u64, Vec<&'static str>>,
    /// What was written: revision and news, in order.
    pub(crate) log: Vec<(u64, News)>,
    /// The stream that was ordered, what it was ordered after, and where in the log it stands.
    pub(crate) stream: Option<(StreamId, Option<Revision>, Option<usize>)>,
    /// The newest revision that an answer about a slot had.
    newest: BTreeMap<String, u64>,
}

impl World {
    pub(crate) fn tell(&mut self, event: Event) {
        let before = self.everything();
        let is_answer = matches!(event, Event::SaveAnswered { .. });
        let effects = self.state.update(event, Millis(self.now));
        let unique: BTreeSet<_> = effects.changed.iter().collect();
        assert_eq!(unique.len(), effects.changed.len(), "each change is named once");
        let slots = effects.changed.iter().filter_map(|changed| match changed {
            envdock_core::Changed::Slot(id) => Some(text_of(id.context(), id.file(), id.key())),
            _ => None,
        });
        let named: BTreeSet<String> = slots.collect();
        let after = self.everything();
        for (text, entry) in &after {
            let was = before.get(text).is_some_and(|before| before.save == entry.save);
            let is_saved = matches!(entry.save, SaveState::Saved { .. });
            assert!(!is_saved || was || is_answer, "{text} shows saved before it was answered");
        }
        let different: BTreeSet<String> = SLOTS
            .into_iter()
            .filter(|slot| before.get(slot) != after.get(slot))
            .map(str::to_owned)
            .collect();
        let ours = |name: &&String| SLOTS.contains(&name.as_str());
        assert_eq!(named.iter().filter(ours).cloned().collect::<BTreeSet<_>>(), different);
        for command in effects.commands {
            self.take_in(command);
        }
        self.check_what_always_holds();
    }

    fn everything(&self) -> BTreeMap<&'static str, Entry> {
        let known = |text: &&'static str| Some((*text, self.state.entry(&slot(text))?.clone()));
        SLOTS.iter().filter_map(known).collect()
    }

    fn take_in(&mut self, command: Command) {
        match command {
            Command::StartTimer { timer, .. } => self.timers.push(timer),
            Command::Check(check) => {
                let asked = self.in_flight();
                for text in crate::story::keys(&check) {
                    assert!(!asked.contains(&text), "{text} is asked twice at a time");
                }
                self.checks.push((check, None));
            }
            Command::Save(request) => {
                assert!(self.saves.iter().all(|sent| sent.save != request.save));
                self.saves.push(request);
            }
            Command::OpenStream { stream, after } => self.stream = Some((stream, after, None)),
            Command::CloseStream => self.stream = None,
            Command::DropDraft { .. } | Command::ForgetSave { .. } => {}
            Command::ReadConfigurations { call, ids } => self.reads.push((call, ids, None)),
            Command::ReadMe { call } => self.asked_who.push(call),
            other => panic!("nobody orders {other:?}"),
        }
    }

    fn in_flight(&self) -> BTreeSet<String> {
        self.checks.iter().flat_map(|(check, _)| crate::story::keys(check)).collect()
    }

    pub(crate) fn wants(&mut self, watch: u64, slots: Vec<&'static str>) {
        self.slots.insert(watch, slots.clone());
        let slots = slots.into_iter().map(slot).collect();
        self.tell(Event::KeysWanted { watch: WatchId(watch), slots });
    }

    pub(crate) fn releases(&mut self, watch: u64) {
        self.slots.remove(&watch);
        self.tell(Event::KeysReleased { watch: WatchId(watch) });
    }

    pub(crate) fn wants_summaries(&mut self, watch: u64, configurations: Vec<&'static str>) {
        self.summaries.insert(watch, configurations.clone());
        let summaries = configurations.into_iter().map(summary_id).collect();
        self.tell(Event::SummariesWanted { watch: WatchId(watch), summaries });
    }

    pub(crate) fn releases_summaries(&mut self, watch: u64) {
        self.summaries.remove(&watch);
        self.tell(Event::SummariesReleased { watch: WatchId(watch) });
    }

    pub(crate) fn deliver(&mut self, index: usize, prepared: Option<Answer>) {
        let (check, earlier) = self.checks.remove(index);
        let (revision, results) = prepared.or(earlier).unwrap_or_else(|| self.handle(&check));
        let slots = crate::story::keys(&check);
        let before: Vec<Option<Presence>> = slots.iter().map(|text| self.known(text)).collect();
        self.tell(Event::CheckAnswered { call: check.call, revision: Some(revision), results });
        for (text, before) in slots.iter().zip(before) {
            let newest = self.newest.entry(text.clone()).or_default();
            if revision.0 < *newest {
                let now = self.state.entry(&slot(text)).map(|entry| entry.presence.clone());
                assert_eq!(now, before, "{text}: an older revision won");
            }
            *newest = revision.0.max(*newest);
        }
    }

    fn known(&self, text: &str) -> Option<Presence> {
        self.state.entry(&slot(text)).map(|entry| entry.presence.clone())
    }

    pub(crate) fn fail_check(&mut self, index: usize, failure: CheckFailure) {
        let (check, _) = self.checks.remove(index);
        self.tell(Event::CheckFailed { call: check.call, failure });
    }

    pub(crate) fn answer_read(&mut self, index: usize, failure: Option<CheckFailure>) {
        let (call, ids, prepared) = self.reads.remove(index);
        if let Some(failure) = failure {
            self.tell(Event::ConfigurationsFailed { call, failure });
            return;
        }
        let (revision, configurations) = prepared.unwrap_or_else(|| self.read(&ids));
        let revision = Some(revision);
        self.tell(Event::ConfigurationsAnswered { call, revision, configurations });
    }

    pub(crate) fn answer_who(&mut self, failure: Option<CheckFailure>) {
        let Some(call) = self.asked_who.pop() else { return };
        self.tell(match failure {
            Some(failure) => Event::MeFailed { call, failure },
            None => Event::MeAnswered { call, me: crate::streaming::told("ada") },
        });
    }

    pub(crate) fn save(&mut self, text: &str, at: usize, draft: u64) {
        let key = slot(text).key().to_string();
        let expected = self.values.get(&(at, key)).copied().unwrap_or_default();
        let at = SCOPES.get(at).copied().unwrap_or("o");
        self.start(vec![operation(text, at, expected, draft)]);
    }

    /// Somebody removes what is stored, brings an earlier version back, or moves it on; where
    /// nothing is stored, only the server knows.
    pub(crate) fn change(&mut self, text: &str, at: usize, to: usize, verb: SaveVerb) {
        let key = slot(text).key().to_string();
        let version = |at: usize| self.values.get(&(at, key.clone())).copied().unwrap_or_default();
        let action = match verb {
            SaveVerb::Move => SaveAction::Move {
                to: scope(SCOPES[to]),
                to_expected_version: Version(version(to)),
            },
            SaveVerb::Restore => SaveAction::Restore { from_version: Version(1) },
            SaveVerb::Remove | SaveVerb::Store => SaveAction::Unset,
        };
        if version(at) > 0 && (verb != SaveVerb::Move || at != to) {
            let operation = SaveOperation { action, ..operation(text, SCOPES[at], version(at), 1) };
            self.start(vec![operation]);
        }
    }

    /// Somebody takes the last save back, as the entry says.
    pub(crate) fn undo(&mut self, text: &str) {
        let save = self.state.entry(&slot(text)).map(|entry| entry.save.clone());
        if let Some(SaveState::Saved { undo, .. }) = save {
            self.start(undo);
        }
    }

    fn start(&mut self, operations: Vec<SaveOperation>) {
        self.n_saves += 1;
        self.tell(Event::SaveStarted {
            save: SaveId(self.n_saves),
            idempotency_key: IdempotencyKey(format!("{}", self.n_saves).into()),
            route: SaveRoute::Write { atomic: false },
            operations,
        });
    }

    fn carry_out(&mut self, operation: &SaveOperation) -> SaveOutcome {
        let key = operation.slot.key().to_string();
        let place = |of: &Scope| SCOPES.iter().position(|at| scope(at) == *of).unwrap_or(0);
        let at = place(&operation.scope);
        let mut ends = vec![(at, operation.expected_version)];
        if let SaveAction::Move { to, to_expected_version } = &operation.action {
            ends.push((place(to), *to_expected_version));
        }
        for (at, expected) in &ends {
            let current = self.values.get(&(*at, key.clone())).copied().unwrap_or_default();
            if *expected != Version(current) {
                let current = (current > 0).then(|| Box::new(stored(SCOPES[*at], current)));
                return SaveOutcome::Refused(SaveFailure::Conflict { current, removed: None });
            }
        }
        let applied = Vec::new();
        match &operation.action {
            SaveAction::Unset => {
                let version = Version(self.write(at, &key, true));
                SaveOutcome::Removed { version, applied }
            }
            SaveAction::Move { to, .. } => {
                let to = place(to);
                self.write(at, &key, true);
                let version = self.write(to, &key, false);
                SaveOutcome::Stored { stored: stored(SCOPES[to], version), applied }
            }
            _ => {
                let version = self.write(at, &key, false);
                SaveOutcome::Stored { stored: stored(SCOPES[at], version), applied }
            }
        }
    }

    /// The server takes a save in, at most once per key; its answer may be cut.
    pub(crate) fn answer_save(&mut self, index: usize, reaches: bool, is_cut: bool) {
        let request = self.saves.remove(index);
        let save = request.save;
        if reaches && !self.answered.contains_key(&*request.idempotency_key.0) {
            let outcomes = request.operations.iter().map(|operation| self.carry_out(operation));
            let outcomes = outcomes.collect();
            let answer = (Some(Revision(self.revision)), outcomes);
            self.answered.insert(request.idempotency_key.0.to_string(), answer);
        }
        let answer = self.answered.get(&*request.idempotency_key.0).cloned();
        match answer {
            Some((revision, outcomes)) if !is_cut && reaches => {
                self.tell(Event::SaveAnswered { save, revision, outcomes });
            }
            _ => {
                let failure = SaveFailure::Unconfirmed(CheckFailure::Timeout);
                self.tell(Event::SaveFailed { save, failure });
            }
        }
    }
}
