//! Measures the state machine with 10,000 watched slots in 20 configurations.

use envdock_contract::model::{
    ConfigurationId, EnvFile, Environment, FileMode, FilePath, Format, KeyName, NameError,
    Presence, Revision, Scope, Slot, Spec, Stored, Timestamp, UserId, Version, WorkspacePath,
};
use envdock_core::{
    CheckContext, Command, Configuration, DraftMark, DraftRevision, Effects, Event, IdempotencyKey,
    Millis, PartResult, SaveAction, SaveId, SaveOperation, SaveOutcome, SaveRoute, SlotId, State,
    SummaryId, WatchId,
};
use std::error::Error;
use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

const N_CONFIGURATIONS: usize = 20;
const N_FILES: usize = 5;
const N_KEYS: usize = 100;
const N_CHANGES: usize = 2_000;

fn main() -> Result<(), Box<dyn Error>> {
    let configurations: Vec<Configuration> =
        (0..N_CONFIGURATIONS).map(configuration).collect::<Result<_, _>>()?;
    let slots = slots(&configurations);
    let mut state = State::new();
    let started = Instant::now();
    check_everything(&mut state, &configurations);
    let first = started.elapsed();
    let started = Instant::now();
    let n_asked = refresh(&mut state);
    let again = started.elapsed();
    let changes = presence_changes(&mut state, &slots)?;
    let per_second = mixed_events(&mut state, &slots);

    let mut out = std::io::stdout().lock();
    writeln!(out, "watched slots                    {:>12}", slots.len())?;
    writeln!(out, "first check, from nothing        {:>9.1} ms", millis(first))?;
    writeln!(out, "refresh, {n_asked} slots answered   {:>9.1} ms", millis(again))?;
    writeln!(out, "events per second                {per_second:>12.0}")?;
    writeln!(out, "one presence change, median      {:>9.1} µs", micros(at(&changes, 50)))?;
    writeln!(out, "one presence change, p99         {:>9.1} µs", micros(at(&changes, 99)))?;
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// The value below which this percentage of the times lies.
fn at(sorted: &[Duration], percent: usize) -> Duration {
    sorted.get(sorted.len() * percent / 100).copied().unwrap_or_default()
}

fn configuration(number: usize) -> Result<Configuration, NameError> {
    let file = |number: usize| -> Result<EnvFile, NameError> {
        let slot = |number| KeyName::new(&format!("SERVICE_SECRET_{number}")).map(Slot::new);
        Ok(EnvFile {
            workspace_path: WorkspacePath::default(),
            path: FilePath::new(&format!("apps/{number}/.env.local"))?,
            format: Format::default(),
            mode: FileMode::default(),
            readers: Vec::new(),
            slots: (0..N_KEYS).map(slot).collect::<Result<_, _>>()?,
        })
    };
    let files = (0..N_FILES).map(file).collect::<Result<_, _>>()?;
    Ok(Configuration {
        id: ConfigurationId::new(&format!("configuration-{number}"))?,
        name: String::new(),
        repositories: Vec::new(),
        folder: None,
        session: None,
        environment: Environment::default(),
        spec_version: Version(1),
        spec: Some(Arc::new(Spec { files })),
    })
}

fn summary(configuration: &Configuration) -> SummaryId {
    SummaryId::new(CheckContext::default(), configuration.id.clone())
}

fn slots(configurations: &[Configuration]) -> Vec<SlotId> {
    let mut slots = Vec::new();
    for configuration in configurations {
        let context = summary(configuration).context().clone();
        for file in configuration.spec.iter().flat_map(|spec| &spec.files) {
            slots.extend(
                file.slots.iter().map(|slot| {
                    SlotId::new(Arc::clone(&context), file.file_ref(), slot.key.clone())
                }),
            );
        }
    }
    slots
}

fn check_everything(state: &mut State, configurations: &[Configuration]) {
    let summaries = configurations.iter().map(summary).collect();
    let effects = update(state, Event::SummariesWanted { watch: WatchId(1), summaries });
    run(state, effects, configurations);
}

fn refresh(state: &mut State) -> usize {
    let effects = update(state, Event::RefreshWanted);
    run(state, effects, &[])
}

fn update(state: &mut State, event: Event) -> Effects {
    state.update(event, Millis(1))
}

/// Does what a runtime would do, with a server that has nothing; says how many keys were asked.
fn run(state: &mut State, effects: Effects, configurations: &[Configuration]) -> usize {
    let mut n_asked = 0;
    let mut commands = effects.commands;
    while let Some(command) = commands.pop() {
        let revision = Some(Revision(1));
        let event = match command {
            Command::StartTimer { timer, .. } => Event::TimerFired { timer },
            Command::ReadConfigurations { call, .. } if configurations.is_empty() => {
                Event::ConfigurationsFailed { call, failure: envdock_core::CheckFailure::Forbidden }
            }
            Command::ReadConfigurations { call, .. } => {
                let configurations = configurations.to_vec();
                Event::ConfigurationsAnswered { call, revision, configurations }
            }
            Command::Check(check) => {
                let absent = |key: &KeyName| (key.clone(), Presence::Stored(Vec::new()));
                let part = |keys: &Vec<KeyName>| keys.iter().map(absent).collect();
                n_asked += check.parts.iter().map(|part| part.keys.len()).sum::<usize>();
                let results = check.parts.iter().map(|p| PartResult::Keys(part(&p.keys))).collect();
                Event::CheckAnswered { call: check.call, revision, results }
            }
            Command::ReadListing { .. }
            | Command::ReadFiles { .. }
            | Command::ReadMe { .. }
            | Command::Read { .. }
            | Command::OpenStream { .. }
            | Command::CloseStream
            | Command::Save(_)
            | Command::DropDraft { .. }
            | Command::ForgetSave { .. } => continue,
        };
        commands.extend(update(state, event).commands);
    }
    n_asked
}

/// The time from a save's answer to the names of what has changed, shortest first.
fn presence_changes(state: &mut State, slots: &[SlotId]) -> Result<Vec<Duration>, NameError> {
    let user = UserId::new("somebody")?;
    let mut times = Vec::with_capacity(N_CHANGES);
    for (number, slot) in (1_u64..).zip(slots.iter().cycle().step_by(7).take(N_CHANGES)) {
        let Some(id) = slot.context().configuration.clone() else { continue };
        let scope = Scope::Configuration { id };
        let operation = SaveOperation {
            slot: slot.clone(),
            scope: scope.clone(),
            expected_version: Version(0),
            action: SaveAction::Set { draft: DraftRevision(number) },
        };
        let save = SaveId(number);
        let started = Event::SaveStarted {
            save,
            idempotency_key: IdempotencyKey(number.to_string().into()),
            route: SaveRoute::Write { atomic: false },
            operations: vec![operation],
        };
        drop(update(state, started));
        let updated_at = Timestamp("2026-11-01T12:00:00Z".to_owned());
        let stored =
            Stored { scope, version: Version(number), updated_at, updated_by: user.clone() };
        let answered = Event::SaveAnswered {
            save,
            revision: Some(Revision(number + 1)),
            outcomes: vec![SaveOutcome::Stored { stored, applied: Vec::new() }],
        };
        let begin = Instant::now();
        let effects = update(state, answered);
        times.push(begin.elapsed());
        drop(effects);
    }
    times.sort_unstable();
    Ok(times)
}

/// What a person and the views do all the time: typing, rows coming and going.
fn mixed_events(state: &mut State, slots: &[SlotId]) -> f64 {
    let mut n_events = 0_u32;
    let begin = Instant::now();
    for (number, slot) in (1_u64..).zip(slots.iter().cycle().take(60_000)) {
        let watch = WatchId(number % 50);
        let draft = DraftMark { revision: DraftRevision(number), dirty: true, length: 8 };
        let events = [
            Event::DraftChanged { slot: slot.clone(), draft },
            Event::KeysWanted { watch, slots: vec![slot.clone()] },
            Event::KeysReleased { watch },
        ];
        for event in events {
            drop(update(state, event));
            n_events += 1;
        }
    }
    f64::from(n_events) / begin.elapsed().as_secs_f64()
}
