//! Where each line goes: into which env file, in which environment.

use crate::components::import_dialog::preview::Preview;
use crate::store::{EnvStore, ImportLine, Place, places};
use envdock_contract::model::{Environment, FileRef, Spec};
use envdock_core::{CheckContext, SlotId};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Where a line goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Goal {
    pub(super) slot: SlotId,
    pub(super) place: Place,
    /// Another line goes there, too.
    pub(super) has_twin: bool,
    /// A later line does: that is the one that programs read.
    pub(super) is_overruled: bool,
}

/// What is chosen about it. Copies mean the same.
#[derive(Clone, Copy)]
pub(super) struct Goals {
    /// Where keys go that no file lists.
    pub(super) target: RwSignal<FileRef>,
    /// For all lines that have none of their own.
    pub(super) environment: RwSignal<Environment>,
    /// Whether each line has its own scope and environment.
    pub(super) is_per_line: RwSignal<bool>,
    /// The environments that were chosen for single lines.
    own: RwSignal<HashMap<usize, Environment>>,
    /// Those that can be chosen.
    environments: StoredValue<Vec<Environment>>,
    /// For each line, if it goes anywhere.
    pub(super) all: Memo<Arc<Vec<Option<Goal>>>>,
}

impl Goals {
    pub(super) fn new(
        store: &EnvStore,
        context: &CheckContext,
        lines: Arc<Vec<ImportLine>>,
        spec: Memo<Option<Arc<Spec>>>,
        target: FileRef,
    ) -> Self {
        let target = RwSignal::new(target);
        let environment = RwSignal::new(context.environment.clone());
        let is_per_line = RwSignal::new(false);
        let own = RwSignal::<HashMap<usize, Environment>>::default();
        let environments = StoredValue::new(environments(store, &context.environment));
        let context = context.clone();
        let all = Memo::new(move |_| {
            let places = spec.with(|spec| places(&lines, spec.as_deref(), &target.get()));
            let mut contexts = Contexts { like: &context, known: HashMap::new() };
            let (for_all, is_per_line) = (environment.get(), is_per_line.get());
            let mut goals: Vec<Option<Goal>> = own.with(|own| {
                let goal = |(index, (line, place)): (usize, (&ImportLine, Option<Place>))| {
                    let (key, place) = (line.key.clone()?, place?);
                    let own = own.get(&index).filter(|_| is_per_line);
                    let context = contexts.of(own.unwrap_or(&for_all));
                    let slot = SlotId::new(context, place.file.clone(), key);
                    Some(Goal { slot, place, has_twin: false, is_overruled: false })
                };
                lines.iter().zip(places).enumerate().map(goal).collect()
            });
            overrule(&lines, &mut goals);
            Arc::new(goals)
        });
        Self { target, environment, is_per_line, own, environments, all }
    }

    /// The environments that can be chosen.
    pub(super) fn environments(self) -> Vec<Environment> {
        self.environments.get_value()
    }

    pub(super) fn of(self, index: usize) -> Option<Goal> {
        self.all.with(|all| all.get(index).cloned().flatten())
    }

    pub(super) fn slot(self, index: usize) -> Option<SlotId> {
        self.all.with(|all| all.get(index)?.as_ref().map(|goal| goal.slot.clone()))
    }

    /// The environment of one line.
    pub(super) fn environment_of(self, index: usize) -> Environment {
        let own = self.own.with(|own| own.get(&index).cloned());
        own.filter(|_| self.is_per_line.get()).unwrap_or_else(|| self.environment.get())
    }
}

impl Preview {
    pub(super) fn choose_environment(self, index: usize, environment: Environment) {
        self.goals.own.update(|own| {
            own.insert(index, environment);
        });
        self.part_twins();
    }

    pub(super) fn choose_environment_of_all(self, environment: Environment) {
        self.goals.environment.set(environment);
        self.part_twins();
    }

    pub(super) fn choose_per_line(self, is_per_line: bool) {
        self.goals.is_per_line.set(is_per_line);
        self.part_twins();
    }

    /// Of lines that go to the same place by now and were chosen by hand, the last one stays so.
    fn part_twins(self) {
        let goals = self.goals.all.get_untracked();
        let goals =
            || goals.iter().enumerate().filter_map(|(index, goal)| Some((index, goal.as_ref()?)));
        let by_hand = goals().filter(|(index, _)| untrack(|| self.was_chosen(*index)));
        let by_hand: HashMap<&SlotId, usize> =
            by_hand.map(|(index, goal)| (&goal.slot, index)).collect();
        for (index, goal) in goals() {
            if by_hand.get(&goal.slot).is_some_and(|chosen| *chosen != index) {
                self.leave_out(index);
            }
        }
    }
}

/// Marks the lines that go to one place.
fn overrule(lines: &[ImportLine], goals: &mut [Option<Goal>]) {
    let mut last: HashMap<SlotId, usize> = HashMap::new();
    let mut twins = HashSet::new();
    for (index, (line, goal)) in lines.iter().zip(goals.iter()).enumerate() {
        if let Some(goal) = goal.as_ref().filter(|_| line.flaw.is_none())
            && last.insert(goal.slot.clone(), index).is_some()
        {
            twins.insert(goal.slot.clone());
        }
    }
    if twins.is_empty() {
        return;
    }
    for (index, goal) in goals.iter_mut().enumerate() {
        let Some(goal) = goal else { continue };
        goal.has_twin = twins.contains(&goal.slot);
        goal.is_overruled = goal.has_twin && last.get(&goal.slot) != Some(&index);
    }
}

/// One context for each environment.
struct Contexts<'a> {
    like: &'a CheckContext,
    known: HashMap<Environment, Arc<CheckContext>>,
}

impl Contexts<'_> {
    fn of(&mut self, environment: &Environment) -> Arc<CheckContext> {
        if let Some(known) = self.known.get(environment) {
            return Arc::clone(known);
        }
        let context =
            Arc::new(CheckContext { environment: environment.clone(), ..self.like.clone() });
        self.known.insert(environment.clone(), Arc::clone(&context));
        context
    }
}

/// The environments of the organization, and the one that is shown.
fn environments(store: &EnvStore, shown: &Environment) -> Vec<Environment> {
    let me = untrack(|| store.me().with(|me| me.known.clone()));
    let mut all = me.map(|me| me.environments).unwrap_or_default();
    if !all.contains(shown) {
        all.insert(0, shown.clone());
    }
    all
}
