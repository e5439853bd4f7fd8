//! What all views of one tab share.

use crate::components::ImportHandle;
use crate::components::environment_tab::ages::Ages;
use crate::components::environment_tab::by_hand::ByHand;
use crate::components::environment_tab::slots::{Listed, Slots};
use crate::components::parts::NearView;
use crate::store::{EnvStore, StoreSignal};
use crate::texts::rows;
use envdock_contract::model::{
    ConfigurationId, FileRef, Scope, SessionId, Stored, Timestamp, UserId,
};
use envdock_core::{
    CheckContext, Configuration, DiskFile, Entry, Me, Resource, SlotId, Summary, SummaryId,
};
use leptos::{html, prelude::*};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A handle that every view of a tab has. It knows the store; parts do not.
#[derive(Clone, Copy)]
pub(crate) struct Tab {
    fixed: StoredValue<Fixed>,
    /// How old things are.
    pub(crate) ages: Ages,
    /// Slots whose saves are told: whatever was typed in or adopted.
    pub(crate) touched: RwSignal<Vec<SlotId>>,
    /// Headings that a person has opened or closed.
    pub(crate) toggled: RwSignal<HashMap<FileRef, bool>>,
    by_hand: StoredValue<ByHand>,
    /// The key whose field was asked for, and the one whose field takes the focus when it is made.
    pub(crate) editing: StoredValue<(Option<SlotId>, Option<SlotId>)>,
    scopes: StoredValue<HashMap<SlotId, Scope>>,
    /// The one row that is open.
    pub(crate) opened: RwSignal<Option<SlotId>>,
    /// The element of the tab: the focus is looked for in it.
    pub(crate) root: NodeRef<html::Section>,
    /// Tells what has come near the view.
    pub(crate) near: NearView,
    /// Opens the import.
    pub(crate) import: ImportHandle,
    /// The slots of the spec.
    pub(crate) slots: Memo<Arc<Slots>>,
}

struct Fixed {
    store: EnvStore,
    summary: SummaryId,
    instance: usize,
}

/// Tabs made so far: makes ids unique on a page with several.
static INSTANCES: AtomicUsize = AtomicUsize::new(0);

impl Tab {
    /// Starts watching what `context` needs; ends with the owner it is created in.
    pub(crate) fn new(store: EnvStore, context: CheckContext) -> Option<Self> {
        let configuration = context.configuration.clone()?;
        let session = context.session.clone();
        let summary = SummaryId::new(context, configuration.clone());
        let guards = (store.watch_summary(&summary), session.map(|id| store.watch_files(&id)));
        StoredValue::new_local(guards);
        let known = store.configuration(&configuration);
        let asked_in = Arc::clone(summary.context());
        let slots = Memo::new(move |_| {
            let spec =
                known.with(|answer| answer.known.as_ref().and_then(|known| known.spec.clone()));
            Arc::new(Slots::of(&asked_in, spec.as_ref()))
        });
        let typed = slots.with_untracked(|slots| {
            let is_typed = |slot: &Listed<'_>| store.with_draft(slot.id, |text| text.is_some());
            slots.all().filter(is_typed).map(|slot| slot.id.clone()).collect()
        });
        let added = store.new_key(&configuration);
        let is_adding = added.with_untracked(|draft| !draft.typed.key.is_empty());
        let instance = INSTANCES.fetch_add(1, Ordering::Relaxed);
        Some(Self {
            fixed: StoredValue::new(Fixed { store, summary, instance }),
            ages: Ages::new(),
            touched: RwSignal::new(typed),
            toggled: RwSignal::default(),
            by_hand: StoredValue::new(ByHand::new(is_adding)),
            editing: StoredValue::default(),
            scopes: StoredValue::default(),
            opened: RwSignal::default(),
            root: NodeRef::new(),
            near: NearView::new(),
            import: ImportHandle::new(),
            slots,
        })
    }

    pub(crate) fn store(self) -> EnvStore {
        self.fixed.with_value(|fixed| fixed.store.clone())
    }

    /// A number that no other tab of the page has.
    pub(crate) fn instance(self) -> usize {
        self.fixed.with_value(|fixed| fixed.instance)
    }

    pub(crate) fn configuration_id(self) -> ConfigurationId {
        self.fixed.with_value(|fixed| fixed.summary.configuration().clone())
    }

    pub(crate) fn context(self) -> CheckContext {
        self.fixed.with_value(|fixed| fixed.summary.context().as_ref().clone())
    }

    pub(crate) fn session(self) -> Option<SessionId> {
        self.fixed.with_value(|fixed| fixed.summary.context().session.clone())
    }

    pub(crate) fn configuration(self) -> StoreSignal<Resource<Arc<Configuration>>> {
        self.store().configuration(&self.configuration_id())
    }

    pub(crate) fn summary(self) -> StoreSignal<Summary> {
        self.fixed.with_value(|fixed| fixed.store.summary(&fixed.summary))
    }

    pub(crate) fn entry(self, slot: &SlotId) -> StoreSignal<Entry> {
        self.fixed.with_value(|fixed| fixed.store.entry(slot))
    }

    /// Looks once at what is known about a slot.
    pub(crate) fn peek<R>(self, slot: &SlotId, look: impl FnOnce(&Entry) -> R) -> R {
        self.fixed.with_value(|fixed| fixed.store.peek(slot, look))
    }

    /// The session's env files on disk, where the server has them.
    pub(crate) fn files(self) -> Option<StoreSignal<Resource<Vec<DiskFile>>>> {
        self.session().map(|session| self.store().files(&session))
    }

    pub(crate) fn me(self) -> Option<Me> {
        self.store().me().with(|me| me.known.clone())
    }

    /// The scope that was chosen for a slot.
    pub(crate) fn chosen_scope(self, slot: &SlotId) -> Option<Scope> {
        self.scopes.with_value(|scopes| scopes.get(slot).cloned())
    }

    pub(crate) fn choose_scope(self, slot: &SlotId, scope: Scope) {
        self.scopes.update_value(|scopes| {
            scopes.insert(slot.clone(), scope);
        });
    }

    /// Notes that saves of `slots` are to be told.
    pub(crate) fn touch(self, slots: &[SlotId]) {
        let is_new =
            |slot: &&SlotId| self.touched.with_untracked(|touched| !touched.contains(slot));
        let new: Vec<SlotId> = slots.iter().filter(is_new).cloned().collect();
        if !new.is_empty() {
            self.touched.update(|touched| touched.extend(new));
        }
    }

    /// What a person does to the list of keys.
    pub(crate) fn by_hand(self) -> ByHand {
        self.by_hand.get_value()
    }

    /// When something was changed, and by whom.
    pub(crate) fn change(self, at: &Timestamp, by: &UserId) -> String {
        self.ages.change(at, &self.name(by))
    }

    /// When and by whom a value was written.
    pub(crate) fn last_change(self, stored: &Stored) -> String {
        self.change(&stored.updated_at, &stored.updated_by)
    }

    /// The same; nothing where the host knows only that it is there.
    pub(crate) fn known_change(self, stored: &Stored) -> Option<String> {
        stored.updated_at.is_known().then(|| self.last_change(stored))
    }

    /// A person's name, as the reader knows them.
    pub(crate) fn name(self, user: &UserId) -> String {
        let is_me = self.me().is_some_and(|me| &me.user == user);
        if is_me { rows::YOU.to_owned() } else { user.as_str().to_owned() }
    }
}
