//! A page's life in a few words: what is wanted, what is answered, what is known then.

use crate::nouns::{slot, summary_id, text_of};
use envdock_contract::model::{Presence, Revision};
use envdock_core::{
    Changed, CheckFailure, CheckRequest, Command, Configuration, Delay, Effects, Entry, Event,
    Millis, PartResult, State, Summary, TimerPurpose, WatchId,
};

/// A state, the time, and what the runtime was told and has not done yet.
pub(crate) struct Story {
    pub(crate) state: State,
    pub(crate) now: u64,
    pub(crate) commands: Vec<Command>,
}

impl Story {
    pub(crate) fn new() -> Self {
        Self { state: State::new(), now: 1_000, commands: Vec::new() }
    }

    /// A page whose slots have all been answered: nothing is stored, at revision 1.
    pub(crate) fn checked(slots: &[&str]) -> Self {
        let mut story = Self::new();
        story.wants(1, slots);
        story.flush();
        let check = story.only_check();
        story.answers_absent(&check, 1);
        story
    }

    pub(crate) fn tell(&mut self, event: Event) -> Effects {
        let effects = self.state.update(event, Millis(self.now));
        self.commands.extend(effects.commands.iter().cloned());
        effects
    }

    pub(crate) fn later(&mut self, ms: u64) {
        self.now += ms;
    }

    pub(crate) fn wants(&mut self, watch: u64, slots: &[&str]) -> Effects {
        let slots = slots.iter().map(|text| slot(text)).collect();
        self.tell(Event::KeysWanted { watch: WatchId(watch), slots })
    }

    pub(crate) fn releases(&mut self, watch: u64) -> Effects {
        self.tell(Event::KeysReleased { watch: WatchId(watch) })
    }

    pub(crate) fn wants_summaries(&mut self, watch: u64, configurations: &[&str]) -> Effects {
        let summaries = configurations.iter().map(|id| summary_id(id)).collect();
        self.tell(Event::SummariesWanted { watch: WatchId(watch), summaries })
    }

    pub(crate) fn entry(&self, text: &str) -> &Entry {
        self.state.entry(&slot(text)).expect("a slot that was wanted")
    }

    pub(crate) fn summary(&self, configuration: &str) -> &Summary {
        self.state.summary(&summary_id(configuration)).expect("a summary that was wanted")
    }

    /// Required slots as `set/required`.
    pub(crate) fn progress(&self, configuration: &str) -> String {
        let count = self.summary(configuration).count;
        format!("{}/{}", count.required_set, count.required)
    }

    /// Takes the commands for which `pick` returns something.
    pub(crate) fn take<T>(&mut self, pick: impl Fn(&Command) -> Option<T>) -> Vec<T> {
        let taken = self.commands.iter().filter_map(&pick).collect();
        self.commands.retain(|command| pick(command).is_none());
        taken
    }

    /// Lets every started timer of this purpose fire.
    pub(crate) fn fire(&mut self, purpose: TimerPurpose) {
        let due = self.take(|command| match command {
            Command::StartTimer { timer, .. } if timer.purpose() == purpose => Some(*timer),
            _ => None,
        });
        for timer in due {
            self.tell(Event::TimerFired { timer });
        }
    }

    pub(crate) fn flush(&mut self) {
        self.fire(TimerPurpose::Flush);
    }

    /// The waits of the timers of this purpose that were started and have not fired.
    pub(crate) fn delays(&self, purpose: TimerPurpose) -> Vec<Delay> {
        let delay = |command: &Command| match command {
            Command::StartTimer { timer, delay } if timer.purpose() == purpose => Some(*delay),
            _ => None,
        };
        self.commands.iter().filter_map(delay).collect()
    }

    /// Takes the checks that were ordered.
    pub(crate) fn checks(&mut self) -> Vec<CheckRequest> {
        self.take(|command| match command {
            Command::Check(check) => Some(check.clone()),
            _ => None,
        })
    }

    pub(crate) fn only_check(&mut self) -> CheckRequest {
        let mut checks = self.checks();
        assert_eq!(checks.len(), 1, "exactly one check was ordered");
        checks.remove(0)
    }

    pub(crate) fn answers(
        &mut self,
        check: &CheckRequest,
        revision: Option<u64>,
        presence: impl Fn(&str) -> Presence,
    ) -> Effects {
        let mut results = Vec::new();
        for part in &check.parts {
            let answer = |key| presence(&text_of(&part.context, &part.file, key));
            results.push(PartResult::Keys(
                part.keys.iter().map(|key| (key.clone(), answer(key))).collect(),
            ));
        }
        let revision = revision.map(Revision);
        self.tell(Event::CheckAnswered { call: check.call, revision, results })
    }

    pub(crate) fn answers_absent(&mut self, check: &CheckRequest, revision: u64) -> Effects {
        self.answers(check, Some(revision), |_| crate::nouns::absent())
    }

    pub(crate) fn fails(&mut self, check: &CheckRequest, failure: CheckFailure) -> Effects {
        self.tell(Event::CheckFailed { call: check.call, failure })
    }

    /// Answers the only read of configurations that was ordered; says which were asked for.
    pub(crate) fn answers_configurations(&mut self, known: &[Configuration]) -> Vec<String> {
        let mut reads = self.take(|command| match command {
            Command::ReadConfigurations { call, ids } => Some((*call, ids.clone())),
            _ => None,
        });
        assert_eq!(reads.len(), 1, "exactly one read of configurations was ordered");
        let (call, ids) = reads.remove(0);
        let asked = |known: &&Configuration| ids.contains(&known.id);
        let configurations = known.iter().filter(asked).cloned().collect();
        let revision = Some(Revision(1));
        self.tell(Event::ConfigurationsAnswered { call, revision, configurations });
        ids.iter().map(ToString::to_string).collect()
    }

    /// Wants the summary of one configuration; its spec is read, its slots are absent.
    pub(crate) fn shows(configuration: Configuration) -> Self {
        let mut story = Self::new();
        story.wants_summaries(1, &[configuration.id.as_str()]);
        story.flush();
        story.answers_configurations(&[configuration]);
        story.flush();
        let check = story.only_check();
        story.answers_absent(&check, 1);
        story
    }
}

/// What has changed, in words.
pub(crate) fn changed(effects: &Effects) -> Vec<String> {
    let name = |changed: &Changed| match changed {
        Changed::Slot(slot) => text_of(slot.context(), slot.file(), slot.key()),
        Changed::Summary(summary) => format!("summary {}", summary.configuration()),
        Changed::Configuration(id) => format!("configuration {id}"),
        Changed::Files(session) => format!("files {session}"),
        Changed::Listing => "listing".to_owned(),
        Changed::Connection => "connection".to_owned(),
        Changed::Me => "me".to_owned(),
        Changed::Subject(subject) => format!("{subject:?}"),
        Changed::Submission(request) => format!("submission {request}"),
    };
    let mut names: Vec<String> = effects.changed.iter().map(name).collect();
    names.retain(|name| name != "connection");
    names.sort();
    names
}

/// What a check asks, as `configuration/path:KEY`.
pub(crate) fn keys(check: &CheckRequest) -> Vec<String> {
    let mut keys = Vec::new();
    for part in &check.parts {
        keys.extend(part.keys.iter().map(|key| text_of(&part.context, &part.file, key)));
    }
    keys
}
