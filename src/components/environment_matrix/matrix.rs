//! What all views of one matrix share.

use crate::components::environment_tab::row_status::status;
use crate::components::environment_tab::slots::Slots;
use crate::components::parts::{NearView, Status};
use crate::store::{EnvStore, StoreSignal};
use envdock_contract::model::{ConfigurationId, Environment};
use envdock_core::{CheckContext, Configuration, Resource, SlotId, Summary, SummaryId};
use leptos::prelude::*;
use std::sync::Arc;

/// The spec's slots once per environment, all in the same order. `None`: not known yet.
pub(super) type Columns = Option<Arc<Vec<Slots>>>;

/// A handle that every view of a matrix has.
#[derive(Clone, Copy)]
pub(super) struct Matrix {
    fixed: StoredValue<Fixed>,
    slots: Memo<Columns>,
    /// Tells what has come near the view.
    pub(super) near: NearView,
}

struct Fixed {
    store: EnvStore,
    configuration: ConfigurationId,
    columns: Vec<SummaryId>,
}

impl Matrix {
    /// Starts watching all slots in all `environments`; ends with the owner it is created in.
    pub(super) fn new(
        store: EnvStore,
        configuration: &ConfigurationId,
        environments: Vec<Environment>,
    ) -> Self {
        let column = |environment| {
            let context = CheckContext { environment, ..CheckContext::default() };
            SummaryId::new(context, configuration.clone())
        };
        let columns: Vec<SummaryId> = environments.into_iter().map(column).collect();
        let guards: Vec<_> = columns.iter().map(|column| store.watch_summary(column)).collect();
        StoredValue::new_local(guards);
        let known = store.configuration(configuration);
        let asked_in = columns.clone();
        let slots = Memo::new(move |_| {
            let spec = known.with(|answer| Some(answer.known.as_ref()?.spec.clone()))?;
            let column = |column: &SummaryId| Slots::of(column.context(), spec.as_ref());
            Some(Arc::new(asked_in.iter().map(column).collect()))
        });
        let configuration = configuration.clone();
        let fixed = StoredValue::new(Fixed { store, configuration, columns });
        Self { fixed, slots, near: NearView::new() }
    }

    pub(super) fn store(self) -> EnvStore {
        self.fixed.with_value(|fixed| fixed.store.clone())
    }

    pub(super) fn configuration(self) -> StoreSignal<Resource<Arc<Configuration>>> {
        self.fixed.with_value(|fixed| fixed.store.configuration(&fixed.configuration))
    }

    pub(super) fn slots(self) -> Memo<Columns> {
        self.slots
    }

    pub(super) fn n_columns(self) -> usize {
        self.fixed.with_value(|fixed| fixed.columns.len())
    }

    /// How many keys the spec has.
    pub(super) fn n_rows(self) -> usize {
        self.slots
            .with(|slots| slots.as_ref().and_then(|columns| columns.first()).map_or(0, Slots::len))
    }

    pub(super) fn environment(self, column: usize) -> Option<Environment> {
        self.fixed.with_value(|fixed| {
            fixed.columns.get(column).map(|column| column.context().environment.clone())
        })
    }

    pub(super) fn summary(self, column: usize) -> Option<StoreSignal<Summary>> {
        self.fixed.with_value(|fixed| fixed.columns.get(column).map(|c| fixed.store.summary(c)))
    }

    /// The state of a key in an environment, followed.
    pub(super) fn status(self, column: usize, row: usize) -> Option<Status> {
        self.slots.with(|slots| {
            let slots = slots.as_ref()?.get(column)?;
            let of = slots.get(row)?;
            let is_covered = || slots.others(row).iter().any(|other| self.is_set(other.id));
            let entry = self.fixed.with_value(|fixed| fixed.store.entry(of.id));
            let now = entry.with(|entry| status(of.slot, entry, false));
            let is_open = matches!(now, Status::Missing | Status::Optional);
            Some(if is_open && is_covered() { Status::Covered } else { now })
        })
    }

    fn is_set(self, slot: &SlotId) -> bool {
        let entry = self.fixed.with_value(|fixed| fixed.store.entry(slot));
        entry.with(|entry| entry.presence.winner().is_some())
    }
}
