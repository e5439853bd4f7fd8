//! What is known and chosen of an import that somebody looks at.

use crate::components::import_dialog::goals::{Goal, Goals};
use crate::components::import_dialog::standing::Standing;
use crate::store::{
    ActionState, EnvStore, Import, ImportLine, Order, Place, StoreSignal, usual_file,
};
use envdock_contract::model::{ConfigurationId, FileRef, Scope, ScopeKind, SessionId};
use envdock_core::{CheckContext, SlotId, SummaryId};
use envdock_rules::precedence;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// Shared by all views of one import. Ends, with the values, with the owner it is made in.
#[derive(Clone, Copy)]
pub(super) struct Preview {
    fixed: StoredValue<Fixed, LocalStorage>,
    marks: StoredValue<Vec<RwSignal<Mark>>>,
    pub(super) goals: Goals,
    /// For all lines that have none of their own.
    pub(super) scope: RwSignal<ScopeKind>,
    pub(super) is_atomic: RwSignal<bool>,
    /// What is on its way into the spec.
    pub(super) pending: StoredValue<Vec<usize>>,
    pub(super) was_ordered: RwSignal<bool>,
    /// Lines whose keys the spec has gained by this import.
    pub(super) added: StoredValue<Vec<usize>>,
    /// Lines that are being taken back.
    pub(super) undoing: RwSignal<Vec<usize>>,
}

struct Fixed {
    store: EnvStore,
    import: Rc<Import>,
    configuration: ConfigurationId,
    session: Option<SessionId>,
}

/// What was chosen for a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Mark {
    is_chosen: Option<bool>,
    scope: Option<ScopeKind>,
    was_sent: bool,
}

impl Preview {
    /// Starts watching what is stored for the keys.
    pub(super) fn new(
        store: EnvStore,
        context: &CheckContext,
        import: Rc<Import>,
        file: Option<FileRef>,
    ) -> Option<Self> {
        let configuration = context.configuration.clone()?;
        let known = store.configuration(&configuration);
        let spec = Memo::new(move |_| known.with(|known| known.known.as_ref()?.spec.clone()));
        let first = spec.with_untracked(|spec| Some(spec.as_ref()?.files.first()?.file_ref()));
        let target = file.or(first).or_else(usual_file)?;
        let goals = Goals::new(&store, context, Arc::clone(import.lines()), spec, target);
        let watched = store.clone();
        let guard = StoredValue::new_local(None);
        Effect::new(move |_| {
            let ids =
                goals.all.with(|all| all.iter().flatten().map(|goal| goal.slot.clone()).collect());
            // The new guard is there before the old one goes: what is known stays known.
            guard.set_value(Some(watched.watch(ids)));
        });
        let summary = SummaryId::new(context.clone(), configuration.clone());
        StoredValue::new_local((store.hold_import(), store.watch_summary(&summary)));
        let marks = import.lines().iter().map(|_| RwSignal::default()).collect();
        let session = context.session.clone();
        let preview = Self {
            fixed: StoredValue::new_local(Fixed { store, import, configuration, session }),
            marks: StoredValue::new(marks),
            goals,
            scope: RwSignal::new(ScopeKind::Configuration),
            is_atomic: RwSignal::new(false),
            pending: StoredValue::default(),
            was_ordered: RwSignal::new(false),
            added: StoredValue::default(),
            undoing: RwSignal::default(),
        };
        preview.follow_order();
        preview.follow_undo();
        Some(preview)
    }

    /// Lines count as sent once their values are: until then only the spec was asked to change.
    fn follow_order(self) {
        let state = self.state();
        Effect::new(move |_| {
            if state.get() == ActionState::Done(()) {
                let mut pending = Vec::new();
                self.pending.update_value(|lines| std::mem::swap(lines, &mut pending));
                for index in pending {
                    self.mark(index, |mark| mark.was_sent = true);
                }
            }
        });
    }

    pub(super) fn store(self) -> EnvStore {
        self.fixed.with_value(|fixed| fixed.store.clone())
    }

    pub(super) fn import(self) -> Rc<Import> {
        self.fixed.with_value(|fixed| Rc::clone(&fixed.import))
    }

    pub(super) fn lines(self) -> Arc<Vec<ImportLine>> {
        self.fixed.with_value(|fixed| Arc::clone(fixed.import.lines()))
    }

    pub(super) fn configuration(self) -> ConfigurationId {
        self.fixed.with_value(|fixed| fixed.configuration.clone())
    }

    pub(super) fn has_session(self) -> bool {
        self.fixed.with_value(|fixed| fixed.session.is_some())
    }

    /// What became of the order, as far as the spec is concerned.
    pub(super) fn state(self) -> StoreSignal<ActionState<()>> {
        self.store().import_state(&self.configuration())
    }

    /// Whether the spec can gain keys and descriptions by this.
    pub(super) fn can_add(self) -> bool {
        self.store().takes(Order::SaveSpec)
    }

    pub(super) fn place(self, index: usize) -> Option<Place> {
        self.goals.of(index).map(|goal| goal.place)
    }

    /// The scope of one line.
    pub(super) fn scope_of(self, index: usize) -> ScopeKind {
        let own = self.read(index).scope.filter(|_| self.goals.is_per_line.get());
        own.unwrap_or_else(|| self.scope.get())
    }

    pub(super) fn choose_scope(self, index: usize, kind: ScopeKind) {
        self.mark(index, |mark| mark.scope = Some(kind));
    }

    pub(super) fn standing(self, index: usize) -> Standing {
        self.goals.all.with(|all| {
            let Some(Some(Goal { slot, place, .. })) = all.get(index) else {
                return Standing::Flawed;
            };
            let scope = self.full_scope(index, slot);
            let was_sent = self.read(index).was_sent;
            self.fixed.with_value(|fixed| {
                let Some(line) = fixed.import.lines().get(index) else { return Standing::Flawed };
                let is_addable = place.is_listed || fixed.store.takes(Order::SaveSpec);
                if line.flaw.is_none() && !is_addable && !was_sent {
                    return Standing::NotAdded;
                }
                let entry = fixed.store.entry(slot);
                entry.with(|entry| Standing::of(line, place, entry, &scope, was_sent))
            })
        })
    }

    /// Whether a line is imported, as it stands now.
    pub(super) fn is_chosen(self, index: usize, standing: &Standing) -> bool {
        let said = self.read(index).is_chosen;
        if standing.is_open() {
            said.unwrap_or_else(|| standing.is_chosen() && !self.is_overruled(index))
        } else {
            *standing == Standing::Unconfirmed
        }
    }

    /// Chooses a line, or leaves it out. Of lines that go to one place at most one is chosen.
    pub(super) fn choose(self, index: usize, is_chosen: bool) {
        self.mark(index, |mark| mark.is_chosen = Some(is_chosen));
        let slot = untrack(|| self.goals.slot(index)).filter(|_| is_chosen);
        let Some(slot) = slot else { return };
        let goals = self.goals.all.get_untracked();
        for (other, goal) in goals.iter().enumerate() {
            if other != index && goal.as_ref().is_some_and(|goal| goal.slot == slot) {
                self.leave_out(other);
            }
        }
    }

    pub(super) fn leave_out(self, index: usize) {
        self.mark(index, |mark| mark.is_chosen = Some(false));
    }

    /// Whether somebody has chosen a line.
    pub(super) fn was_chosen(self, index: usize) -> bool {
        self.read(index).is_chosen == Some(true)
    }

    fn is_overruled(self, index: usize) -> bool {
        self.goals.all.with(|all| {
            all.get(index).is_some_and(|goal| goal.as_ref().is_some_and(|goal| goal.is_overruled))
        })
    }

    /// Chooses every line that can be, or none.
    pub(super) fn choose_all(self, is_chosen: bool) {
        for index in 0..self.lines().len() {
            let is_chosen = is_chosen && !untrack(|| self.is_overruled(index));
            self.mark(index, |mark| mark.is_chosen = Some(is_chosen));
        }
    }

    pub(super) fn full_scope(self, index: usize, slot: &SlotId) -> Scope {
        self.fixed.with_value(|fixed| {
            let configuration = &fixed.configuration;
            match (self.scope_of(index), &fixed.session) {
                (ScopeKind::File, _) => precedence::file_scope(configuration, slot.file()),
                (ScopeKind::Session, Some(session)) => Scope::Session { id: session.clone() },
                _ => Scope::Configuration { id: configuration.clone() },
            }
        })
    }

    fn read(self, index: usize) -> Mark {
        let mark = self.marks.with_value(|marks| marks.get(index).copied());
        mark.map(|mark| mark.get()).unwrap_or_default()
    }

    /// Changes what was chosen for a line; wakes its readers only where that is another choice.
    fn mark(self, index: usize, change: impl FnOnce(&mut Mark)) {
        let mark = self.marks.with_value(|marks| marks.get(index).copied());
        let Some(mark) = mark else { return };
        let before = mark.get_untracked();
        let mut now = before;
        change(&mut now);
        if now != before {
            mark.set(now);
        }
    }
}
