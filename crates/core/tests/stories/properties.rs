// long: the steps, what they do and what must hold are read together
//! Random lives of a page.

use crate::streaming::told;
use crate::world::{CONFIGURATIONS, SCOPES, SLOTS, World};
use envdock_contract::model::UnknownReason;
use envdock_contract::model::{Presence, Revision};
use envdock_core::{CheckFailure, Event, PartResult, SaveId, SaveVerb, SignIn};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof};
use proptest::sample::subsequence;
use proptest::test_runner::TestRunner;

/// Something that happens. Numbers choose among what is there.
#[derive(Clone, Debug)]
enum Step {
    Wants(u64, Vec<&'static str>),
    Releases(u64),
    WantsSummaries(u64, Vec<&'static str>),
    ReleasesSummaries(u64),
    TimerFires(usize),
    ServerHandles(usize),
    ServerReads(usize),
    SpecChanges(usize),
    CheckArrives(usize),
    PartFails(usize, CheckFailure),
    AnswerIsPartial(usize),
    CheckFails(usize, CheckFailure),
    ReadArrives(usize, Option<CheckFailure>),
    WhoArrives(Option<CheckFailure>),
    SomebodyWrites(usize, usize, bool),
    Saves(usize, usize, u64),
    Changes(usize, usize, usize, SaveVerb),
    Undoes(usize),
    SaveArrives(usize, bool, bool),
    SaveIsRetried(u64),
    SaveIsAbandoned(u64),
    StreamMoves,
    StreamBreaks(CheckFailure),
    TimePasses(u64),
    Plain(Box<Event>),
}

fn failure() -> impl Strategy<Value = CheckFailure> {
    prop_oneof![
        Just(CheckFailure::Offline),
        Just(CheckFailure::Timeout),
        Just(CheckFailure::Unavailable { retry_after_ms: Some(500) }),
        Just(CheckFailure::RateLimited { retry_after_ms: None }),
        Just(CheckFailure::SignedOut),
        Just(CheckFailure::Forbidden),
        Just(CheckFailure::NotFound),
        Just(CheckFailure::Protocol),
    ]
}

/// What happens to what is stored already, unread.
fn change() -> impl Strategy<Value = Step> {
    let verb = prop_oneof![Just(SaveVerb::Remove), Just(SaveVerb::Restore), Just(SaveVerb::Move)];
    prop_oneof![
        (0..SLOTS.len(), 0..SCOPES.len(), 0..SCOPES.len(), verb)
            .prop_map(|(slot, at, to, verb)| Step::Changes(slot, at, to, verb)),
        (0..SLOTS.len()).prop_map(Step::Undoes),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let plain = prop_oneof![
        Just(Event::Online),
        Just(Event::Offline),
        Just(Event::Focused),
        Just(Event::RefreshWanted),
        Just(Event::SignedOut),
        Just(Event::SignedIn { me: told("ada") }),
    ];
    prop_oneof![
        3 => (0..3_u64, subsequence(SLOTS.to_vec(), 0..6)).prop_map(|(w, s)| Step::Wants(w, s)),
        1 => (0..3_u64).prop_map(Step::Releases),
        2 => (0..2_u64, subsequence(CONFIGURATIONS.to_vec(), 0..3))
            .prop_map(|(w, s)| Step::WantsSummaries(w, s)),
        1 => (0..2_u64).prop_map(Step::ReleasesSummaries),
        8 => any::<usize>().prop_map(Step::TimerFires),
        2 => any::<usize>().prop_map(Step::ServerHandles),
        1 => any::<usize>().prop_map(Step::ServerReads),
        1 => (0..CONFIGURATIONS.len()).prop_map(Step::SpecChanges),
        5 => any::<usize>().prop_map(Step::CheckArrives),
        1 => (any::<usize>(), failure()).prop_map(|(i, f)| Step::PartFails(i, f)),
        1 => any::<usize>().prop_map(Step::AnswerIsPartial),
        1 => (any::<usize>(), failure()).prop_map(|(i, f)| Step::CheckFails(i, f)),
        3 => (any::<usize>(), proptest::option::weighted(0.2, failure()))
            .prop_map(|(i, f)| Step::ReadArrives(i, f)),
        1 => proptest::option::weighted(0.5, failure()).prop_map(Step::WhoArrives),
        2 => (0..SCOPES.len(), 0..SLOTS.len(), any::<bool>())
            .prop_map(|(at, slot, removes)| Step::SomebodyWrites(at, slot, removes)),
        3 => (0..SLOTS.len(), 0..SCOPES.len(), 1..4_u64)
            .prop_map(|(slot, at, draft)| Step::Saves(slot, at, draft)),
        3 => change(),
        4 => (any::<usize>(), any::<bool>(), any::<bool>())
            .prop_map(|(i, reaches, cut)| Step::SaveArrives(i, reaches, cut)),
        1 => (1..5_u64).prop_map(Step::SaveIsRetried),
        1 => (1..5_u64).prop_map(Step::SaveIsAbandoned),
        6 => Just(Step::StreamMoves),
        1 => failure().prop_map(Step::StreamBreaks),
        2 => (1..40_000_u64).prop_map(Step::TimePasses),
        2 => plain.prop_map(|event| Step::Plain(Box::new(event))),
    ]
}

/// Chooses one of `n`; nothing where there is none.
fn among(choice: usize, n: usize) -> Option<usize> {
    choice.checked_rem(n)
}

fn take(world: &mut World, step: Step) -> Option<()> {
    match step {
        Step::Wants(watch, slots) => world.wants(watch, slots),
        Step::Releases(watch) => world.releases(watch),
        Step::WantsSummaries(watch, of) => world.wants_summaries(watch, of),
        Step::ReleasesSummaries(watch) => world.releases_summaries(watch),
        Step::TimerFires(choice) => {
            let timer = world.timers.remove(among(choice, world.timers.len())?);
            world.tell(Event::TimerFired { timer });
        }
        Step::ServerHandles(choice) => {
            let index = among(choice, world.checks.len())?;
            let check = world.checks[index].0.clone();
            world.checks[index].1 = Some(world.handle(&check));
        }
        Step::ServerReads(choice) => {
            let index = among(choice, world.reads.len())?;
            world.reads[index].2 = Some(world.read(&world.reads[index].1));
        }
        Step::SpecChanges(which) => world.change_spec(which),
        Step::CheckArrives(choice) => {
            world.deliver(among(choice, world.checks.len())?, None);
        }
        Step::PartFails(choice, failure) => {
            let index = among(choice, world.checks.len())?;
            let n_parts = world.checks[index].0.parts.len();
            let mut results = vec![PartResult::Failed(failure); n_parts];
            results.truncate(n_parts.max(2) - 1);
            world.deliver(index, Some((Revision(world.revision), results)));
        }
        Step::AnswerIsPartial(choice) => {
            let index = among(choice, world.checks.len())?;
            world.deliver(index, Some((Revision(world.revision), first_keys(world, index))));
        }
        Step::CheckFails(choice, failure) => {
            world.fail_check(among(choice, world.checks.len())?, failure);
        }
        Step::ReadArrives(choice, failure) => {
            world.answer_read(among(choice, world.reads.len())?, failure);
        }
        Step::WhoArrives(failure) => world.answer_who(failure),
        Step::SomebodyWrites(at, slot, removes) => {
            let key = SLOTS[slot].rsplit(':').next()?;
            world.write(at, key, removes);
        }
        Step::Saves(slot, at, draft) => world.save(SLOTS[slot], at, draft),
        Step::Changes(slot, at, to, verb) => world.change(SLOTS[slot], at, to, verb),
        Step::Undoes(slot) => world.undo(SLOTS[slot]),
        Step::SaveArrives(choice, reaches, cut) => {
            world.answer_save(among(choice, world.saves.len())?, reaches, cut);
        }
        Step::SaveIsRetried(save) => world.tell(Event::SaveRetried { save: SaveId(save) }),
        Step::SaveIsAbandoned(save) => world.tell(Event::SaveAbandoned { save: SaveId(save) }),
        Step::StreamMoves => return world.stream_moves(),
        Step::StreamBreaks(failure) => world.stream_breaks(failure),
        Step::TimePasses(ms) => world.now += ms,
        Step::Plain(event) => world.tell(*event),
    }
    Some(())
}

/// An answer that knows of one key a part, and not even whether it is set.
fn first_keys(world: &World, index: usize) -> Vec<PartResult> {
    let unavailable = Presence::Unknown { reason: UnknownReason::Unavailable };
    let parts = world.checks[index].0.parts.iter();
    let first = parts.map(|part| {
        let keys = part.keys.iter().take(1);
        PartResult::Keys(keys.map(|key| (key.clone(), unavailable.clone())).collect())
    });
    first.collect()
}

/// Lets everything that is on its way arrive, until nothing is.
fn come_to_rest(world: &mut World) {
    if world.state.connection().sign_in == SignIn::SignedOut {
        world.tell(Event::SignedIn { me: told("ada") });
    }
    world.tell(Event::Online);
    world.tell(Event::RefreshWanted);
    let arrived = everything_arrives(world);
    assert!(arrived, "it comes to rest");
}

fn everything_arrives(world: &mut World) -> bool {
    for _ in 0..400 {
        world.now += 100;
        if !world.saves.is_empty() {
            world.answer_save(0, true, false);
        } else if !world.reads.is_empty() {
            world.answer_read(0, None);
        } else if !world.asked_who.is_empty() {
            world.answer_who(None);
        } else if !world.checks.is_empty() {
            world.deliver(0, None);
        } else if world.stream_moves().is_some() {
            // There was something to tell.
        } else if !world.timers.is_empty() {
            let timer = world.timers.remove(0);
            world.tell(Event::TimerFired { timer });
        } else {
            return true;
        }
    }
    world.timers.is_empty()
}

/// What is shown is what the server has.
fn check_what_is_shown(world: &World) {
    for text in world.watched() {
        let known = world.state.entry(&crate::nouns::slot(&text)).expect("it is watched");
        assert_eq!(known.presence, world.presence(&text), "{text}");
    }
    for id in world.summaries.values().flatten() {
        let known = world.state.configuration(&crate::nouns::configuration_id(id));
        let known = known.and_then(|known| known.known.as_ref()).expect("it is watched");
        assert_eq!(known.spec_version, world.spec_version(id), "{id}");
    }
}

/// What happens on a good day: nothing is refused, and only the stream breaks.
fn good_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..3_u64, subsequence(SLOTS.to_vec(), 0..6)).prop_map(|(w, s)| Step::Wants(w, s)),
        1 => (0..3_u64).prop_map(Step::Releases),
        2 => (0..2_u64, subsequence(CONFIGURATIONS.to_vec(), 0..3))
            .prop_map(|(w, s)| Step::WantsSummaries(w, s)),
        3 => any::<usize>().prop_map(Step::ServerReads),
        3 => (0..CONFIGURATIONS.len()).prop_map(Step::SpecChanges),
        6 => any::<usize>().prop_map(Step::TimerFires),
        3 => any::<usize>().prop_map(Step::ServerHandles),
        3 => any::<usize>().prop_map(Step::CheckArrives),
        2 => any::<usize>().prop_map(|i| Step::ReadArrives(i, None)),
        4 => (0..SCOPES.len(), 0..SLOTS.len(), any::<bool>())
            .prop_map(|(at, slot, removes)| Step::SomebodyWrites(at, slot, removes)),
        4 => (0..SLOTS.len(), 0..SCOPES.len(), 1..4_u64)
            .prop_map(|(slot, at, draft)| Step::Saves(slot, at, draft)),
        3 => change(),
        4 => (any::<usize>(), any::<bool>()).prop_map(|(i, cut)| Step::SaveArrives(i, true, cut)),
        6 => Just(Step::StreamMoves),
        1 => Just(Step::StreamBreaks(CheckFailure::Offline)),
        1 => (1..400_000_u64).prop_map(Step::TimePasses),
    ]
}

/// The same, where only summaries are shown: each read is often still under way when something is
/// told, and often for nobody any more.
fn summary_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..2_u64, subsequence(CONFIGURATIONS.to_vec(), 0..3))
            .prop_map(|(w, s)| Step::WantsSummaries(w, s)),
        3 => (0..2_u64).prop_map(Step::ReleasesSummaries),
        4 => any::<usize>().prop_map(Step::ServerReads),
        4 => (0..CONFIGURATIONS.len()).prop_map(Step::SpecChanges),
        8 => any::<usize>().prop_map(Step::TimerFires),
        3 => any::<usize>().prop_map(Step::CheckArrives),
        5 => any::<usize>().prop_map(|i| Step::ReadArrives(i, None)),
        6 => Just(Step::StreamMoves),
        1 => Just(Step::StreamBreaks(CheckFailure::Offline)),
        1 => (1..400_000_u64).prop_map(Step::TimePasses),
    ]
}

fn needs_not_ask(step: impl Strategy<Value = Step>) {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let steps = proptest::collection::vec(step, 1..80);
    let lives = TestRunner::new(config).run(&steps, |steps| {
        let mut world = World::default();
        world.tell(Event::SignedIn { me: told("ada") });
        for step in steps {
            take(&mut world, step);
        }
        assert!(everything_arrives(&mut world), "it comes to rest");
        check_what_is_shown(&world);
        Ok(())
    });
    lives.unwrap();
}

#[test]
fn who_is_told_what_changes_need_not_ask() {
    needs_not_ask(good_step());
}

#[test]
fn who_is_told_what_changes_in_specs_need_not_ask() {
    needs_not_ask(summary_step());
}

#[test]
fn whatever_happens_no_key_is_asked_twice_forgotten_outdated_or_miscounted() {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let steps = proptest::collection::vec(step(), 1..80);
    let lives = TestRunner::new(config).run(&steps, |steps| {
        let mut world = World::default();
        for step in steps {
            take(&mut world, step);
        }
        come_to_rest(&mut world);
        // Refreshed once more: what is shown is what is stored.
        come_to_rest(&mut world);
        check_what_is_shown(&world);
        Ok(())
    });
    lives.unwrap();
}
