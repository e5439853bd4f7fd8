//! What all views of one form share.

use crate::components::environment_tab::ages::Ages;
use crate::components::request_form::pasting::LastPaste;
use crate::components::request_form::spec_names::SpecNames;
use crate::components::request_form::standing::{Choice, Facts, Known, Need};
use crate::store::{EnvStore, StoreSignal};
use crate::texts::rows;
use envdock_contract::model::{
    EnvRequest, MAX_VALUE_BYTES, Presence, RequestId, RequestedKey, Scope, ScopeKind, SecretText,
    SessionId, Slot, Timestamp, UnknownReason, UserId,
};
use envdock_core::{Entry, Me, SlotId, SummaryId};
use envdock_rules::precedence;
use leptos::reactive::effect::ImmediateEffect;
use leptos::{html, prelude::*};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Forms made so far: makes ids unique on a page with several.
static INSTANCES: AtomicUsize = AtomicUsize::new(0);

/// A handle that every view of a form has. It knows the store; parts do not.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    fixed: StoredValue<Fixed>,
    pub(crate) ages: Ages,
    pub(crate) pasted: LastPaste,
    /// The element of the form: the focus is looked for in it.
    pub(crate) root: NodeRef<html::Section>,
    /// What the project calls its files and keys.
    pub(crate) names: Memo<Arc<SpecNames>>,
}

struct Fixed {
    store: EnvStore,
    id: RequestId,
    session: SessionId,
    summary: SummaryId,
    instance: usize,
    keys: Arc<Vec<Asked>>,
}

/// One key of the form. Copies mean the same key.
#[derive(Clone)]
pub(crate) struct Asked {
    /// Finds it again in the form.
    pub(crate) number: usize,
    pub(crate) id: SlotId,
    pub(crate) key: Arc<RequestedKey>,
    /// What a person has chosen.
    pub(crate) choice: RwSignal<Option<Choice>>,
    /// The scope that was chosen, or that of the value it replaces.
    pub(crate) scope: RwSignal<Option<ScopeKind>>,
    /// Why it could not be submitted.
    pub(crate) need: RwSignal<Option<Need>>,
    /// What its view depends on.
    pub(crate) facts: RwSignal<Facts>,
}

impl Asked {
    pub(crate) fn name(&self) -> &str {
        self.id.key().as_str()
    }
}

impl Form {
    /// Starts watching what `request` asks for; ends with the owner it is created in.
    pub(crate) fn new(store: EnvStore, request: &EnvRequest) -> Self {
        let slots = SlotId::of_request(request);
        let context = slots.first().map(|slot| Arc::clone(slot.context())).unwrap_or_default();
        let summary = SummaryId::new(context, request.configuration.clone());
        // The names that the project has tell look-alikes; the request's own slots are watched
        // with it.
        StoredValue::new_local(store.watch_summary(&summary));
        let configuration = store.configuration(&request.configuration);
        let names = Memo::new(move |_| {
            configuration.with(|answer| {
                let known = answer.known.as_deref();
                let has_folder = known.is_some_and(|known| known.folder.is_some());
                let spec = known.and_then(|known| known.spec.as_deref());
                Arc::new(SpecNames { has_folder, ..SpecNames::of(spec) })
            })
        });
        let fixed = StoredValue::new(Fixed {
            store,
            id: request.id.clone(),
            session: request.session.clone(),
            summary,
            instance: INSTANCES.fetch_add(1, Ordering::Relaxed),
            keys: Arc::default(),
        });
        let (ages, root) = (Ages::new(), NodeRef::new());
        let form = Self { fixed, ages, pasted: RwSignal::new_local(None), root, names };
        let asked =
            |(number, (id, key)): (usize, (SlotId, &RequestedKey))| form.asked(number, id, key);
        let keys = slots.into_iter().zip(&request.keys).enumerate().map(asked).collect();
        fixed.update_value(|fixed| fixed.keys = Arc::new(keys));
        form
    }

    fn asked(self, number: usize, id: SlotId, key: &RequestedKey) -> Asked {
        let choice = RwSignal::new(None);
        let key = Arc::new(key.clone());
        let look = {
            let (id, key) = (id.clone(), Arc::clone(&key));
            move || {
                self.entry(&id).with(|entry| Facts {
                    known: self.known(&id, &key, entry),
                    is_rejected: key.replace.is_some(),
                    is_typed: typed(entry) > 0,
                    is_too_large: typed(entry) > MAX_VALUE_BYTES,
                    choice: choice.get(),
                })
            }
        };
        let facts = RwSignal::new(untrack(&look));
        // With a memo, whoever reads the facts of all keys would look at each of them whenever one
        // entry changes, which is with every keystroke.
        ImmediateEffect::new_scoped(move || {
            let now = look();
            if facts.get_untracked() != now {
                facts.set(now);
            }
        });
        Asked {
            number,
            id,
            key,
            choice,
            scope: RwSignal::new(None),
            need: RwSignal::new(None),
            facts,
        }
    }

    fn known(self, id: &SlotId, key: &RequestedKey, entry: &Entry) -> Known {
        match &entry.presence {
            Presence::Unknown { reason: UnknownReason::NotChecked } if entry.failure.is_none() => {
                Known::Checking
            }
            Presence::Unknown { .. } => Known::Unknown,
            Presence::Stored(stored) => match stored.first() {
                None => Known::Absent,
                // A key that no spec lists is named by the agent alone.
                Some(winner) => {
                    let proposed = Slot { proposed: true, ..Slot::new(key.key.clone()) };
                    let slot = self.slot(id).unwrap_or(proposed);
                    if precedence::awaits_acceptance(&slot, Some(winner)) {
                        Known::Shared
                    } else {
                        Known::Own
                    }
                }
            },
        }
    }

    /// The slot of the spec, if a spec lists the key.
    fn slot(self, id: &SlotId) -> Option<Slot> {
        let configuration =
            self.fixed.with_value(|fixed| fixed.store.configuration(fixed.summary.configuration()));
        configuration.with(|answer| {
            let spec = answer.known.as_ref()?.spec.as_ref()?;
            let file = spec.files.iter().find(|file| file.file_ref() == *id.file())?;
            file.slots.iter().find(|slot| slot.key == *id.key()).cloned()
        })
    }

    pub(crate) fn store(self) -> EnvStore {
        self.fixed.with_value(|fixed| fixed.store.clone())
    }

    pub(crate) fn id(self) -> RequestId {
        self.fixed.with_value(|fixed| fixed.id.clone())
    }

    /// A number that no other form of the page has.
    pub(crate) fn instance(self) -> usize {
        self.fixed.with_value(|fixed| fixed.instance)
    }

    pub(crate) fn keys(self) -> Arc<Vec<Asked>> {
        self.fixed.with_value(|fixed| Arc::clone(&fixed.keys))
    }

    pub(crate) fn entry(self, slot: &SlotId) -> StoreSignal<Entry> {
        self.fixed.with_value(|fixed| fixed.store.entry(slot))
    }

    pub(crate) fn me(self) -> Option<Me> {
        self.store().me().with(|me| me.known.clone())
    }

    /// The scope of `kind` for a key.
    pub(crate) fn scope(self, slot: &SlotId, kind: ScopeKind) -> Scope {
        self.fixed.with_value(|fixed| match kind {
            ScopeKind::Session => Scope::Session { id: fixed.session.clone() },
            ScopeKind::File => precedence::file_scope(fixed.summary.configuration(), slot.file()),
            ScopeKind::User
            | ScopeKind::Configuration
            | ScopeKind::Repository
            | ScopeKind::Organization => {
                Scope::Configuration { id: fixed.summary.configuration().clone() }
            }
        })
    }

    /// Takes what was typed in this form.
    pub(crate) fn take(self, asked: &Asked, text: &SecretText) {
        asked.need.set(None);
        self.store().type_value(&asked.id, text.expose().to_owned());
    }

    /// A person's name, as the reader knows them.
    pub(crate) fn name(self, user: &UserId) -> String {
        let is_me = self.me().is_some_and(|me| &me.user == user);
        if is_me { rows::YOU.to_owned() } else { user.as_str().to_owned() }
    }

    pub(crate) fn elapsed_ms(self, at: &Timestamp) -> u64 {
        self.ages.elapsed_ms(js_sys::Date::parse(&at.0))
    }
}

fn typed(entry: &Entry) -> usize {
    if entry.draft.dirty { entry.draft.length } else { 0 }
}
