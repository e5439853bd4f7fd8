//! A page's life in a few words: what is wanted, what is answered, what is known then.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

use envdock_contract::model::{
    ConfigurationId, FilePath, FileRef, KeyName, Presence, Revision, WorkspacePath,
};
use envdock_core::{
    Changed, CheckContext, CheckRequest, Command, Effects, Entry, Event, Millis, PartResult,
    SlotId, State, TimerPurpose, WatchId,
};

/// A state, the time, and what the runtime has been told and has not done yet.
pub(crate) struct Story {
    pub(crate) state: State,
    pub(crate) now: u64,
    pub(crate) commands: Vec<Command>,
    pub(crate) changed: Vec<Changed>,
}

/// `configuration/path:KEY`.
pub(crate) fn slot(text: &str) -> SlotId {
    let (configuration, rest) = text.split_once('/').expect("configuration/file:KEY");
    let (path, key) = rest.split_once(':').expect("configuration/file:KEY");
    let context = CheckContext {
        configuration: Some(ConfigurationId::new(configuration).unwrap()),
        ..CheckContext::default()
    };
    SlotId::new(context, file(path), KeyName::new(key).unwrap())
}

pub(crate) fn file(path: &str) -> FileRef {
    FileRef { workspace_path: WorkspacePath::default(), path: FilePath::new(path).unwrap() }
}

pub(crate) fn absent() -> Presence {
    Presence::Stored(Vec::new())
}

/// What a check asks, as `configuration/path:KEY`.
pub(crate) fn keys(check: &CheckRequest) -> Vec<String> {
    let mut keys = Vec::new();
    for part in &check.parts {
        let configuration = part.context.configuration.as_ref().map_or("", |id| id.as_str());
        keys.extend(part.keys.iter().map(|key| format!("{configuration}/{}:{key}", part.file)));
    }
    keys
}

impl Story {
    pub(crate) fn new() -> Self {
        Self { state: State::new(), now: 1_000, commands: Vec::new(), changed: Vec::new() }
    }

    pub(crate) fn tell(&mut self, event: Event) -> Effects {
        let effects = self.state.update(event, Millis(self.now));
        self.commands.extend(effects.commands.iter().cloned());
        self.changed.clone_from(&effects.changed);
        effects
    }

    pub(crate) fn wants(&mut self, watch: u64, slots: &[&str]) -> Effects {
        let slots = slots.iter().map(|text| slot(text)).collect();
        self.tell(Event::KeysWanted { watch: WatchId(watch), slots })
    }

    pub(crate) fn entry(&self, text: &str) -> &Entry {
        self.state.entry(&slot(text)).expect("a slot that was wanted")
    }

    /// Lets every started timer of this purpose fire.
    pub(crate) fn fire(&mut self, purpose: TimerPurpose) {
        let (due, rest) = std::mem::take(&mut self.commands).into_iter().partition(|command| {
            matches!(command, Command::StartTimer { timer, .. } if timer.purpose() == purpose)
        });
        self.commands = rest;
        let due: Vec<Command> = due;
        for command in due {
            if let Command::StartTimer { timer, .. } = command {
                self.tell(Event::TimerFired { timer });
            }
        }
    }

    pub(crate) fn flush(&mut self) {
        self.fire(TimerPurpose::Flush);
    }

    /// Takes the checks that were ordered.
    pub(crate) fn checks(&mut self) -> Vec<CheckRequest> {
        let is_check = |command: &Command| matches!(command, Command::Check(_));
        let (taken, rest) = std::mem::take(&mut self.commands).into_iter().partition(is_check);
        self.commands = rest;
        let taken: Vec<Command> = taken;
        taken
            .into_iter()
            .filter_map(
                |command| if let Command::Check(check) = command { Some(check) } else { None },
            )
            .collect()
    }

    pub(crate) fn only_check(&mut self) -> CheckRequest {
        let mut checks = self.checks();
        assert_eq!(checks.len(), 1, "exactly one check was ordered");
        checks.remove(0)
    }

    pub(crate) fn answers_absent(&mut self, check: &CheckRequest, revision: u64) -> Effects {
        let results = check
            .parts
            .iter()
            .map(|part| PartResult::Keys(part.keys.iter().map(|k| (k.clone(), absent())).collect()))
            .collect();
        let revision = Some(Revision(revision));
        self.tell(Event::CheckAnswered { call: check.call, revision, results })
    }
}
