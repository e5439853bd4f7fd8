//! What a person should be told of a session without having looked: new env files, and whether the
//! Environment tab opens by itself.

use crate::reads::{Interest, ReadKey};
use crate::{Configuration, Session, State, Subject, WatchId};
use envdock_contract::model::{
    EnvFile, FileRef, KeyName, RequestId, RequestState, SessionId, Spec,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a person should be told of a session without having looked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetupNews {
    /// The Environment tab should open by itself now, and why: once in a setup session.
    pub opens: Option<OpenReason>,
    /// Env files that the spec has got since the notice was dismissed.
    pub new_files: Vec<FileRef>,
    /// Slots that other files have got since.
    pub new_slots: Vec<(FileRef, KeyName)>,
    /// Slots that the spec has lost since. What was typed for them is kept.
    pub removed_slots: Vec<(FileRef, KeyName)>,
    /// Requests that wait for a person.
    pub open_requests: Vec<RequestId>,
}

/// Why the Environment tab opens by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OpenReason {
    /// The agent has said what the project needs.
    Spec,
    /// The agent asks for values.
    Request,
}

/// A fact about what a person has been told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetupEvent {
    /// Somebody shows what there is to tell about a session.
    Wanted {
        /// Who.
        watch: WatchId,
        /// The session.
        session: SessionId,
        /// In this browser the tab was opened or closed in it before.
        seen_before: bool,
    },
    /// Nobody shows it under this name any more.
    Released {
        /// Who.
        watch: WatchId,
    },
    /// The tab was opened or closed, by itself or by a person: it never opens by itself again.
    TabHandled {
        /// The session.
        session: SessionId,
    },
    /// The notice was dismissed: what it named is no longer new.
    NoticeDismissed {
        /// The session.
        session: SessionId,
    },
}

#[derive(Debug, Default)]
pub(crate) struct Setups {
    watched_by: BTreeMap<WatchId, SessionId>,
    told: BTreeMap<SessionId, Told>,
    changed: BTreeSet<SessionId>,
    /// Somebody began to show one in this update.
    stirred: bool,
}

/// What a person was told of one session.
#[derive(Debug, Default)]
struct Told {
    /// The tab was opened or closed, so that it never opens by itself.
    handled: bool,
    /// That was before this page.
    came_back: bool,
    /// The slots that are no news; nothing before the spec is known.
    seen: Option<BTreeSet<(FileRef, KeyName)>>,
    seen_files: BTreeSet<FileRef>,
    news: SetupNews,
}

impl Setups {
    pub(crate) fn news(&self, session: &SessionId) -> SetupNews {
        self.told.get(session).map(|told| told.news.clone()).unwrap_or_default()
    }

    pub(crate) fn take_changed(&mut self) -> BTreeSet<SessionId> {
        std::mem::take(&mut self.changed)
    }

    fn told_mut(&mut self, session: &SessionId) -> &mut Told {
        self.told.entry(session.clone()).or_default()
    }
}

impl State {
    pub(crate) fn take_in_setup(&mut self, event: SetupEvent) {
        match event {
            SetupEvent::Wanted { watch, session, seen_before } => {
                let told = self.setups.told_mut(&session);
                told.handled |= seen_before;
                told.came_back |= seen_before;
                self.setups.watched_by.insert(watch, session);
                self.setups.stirred = true;
            }
            SetupEvent::Released { watch } => {
                self.setups.watched_by.remove(&watch);
                self.reads.release(Interest::Setup, watch);
            }
            SetupEvent::TabHandled { session } => self.tab_handled(&session),
            SetupEvent::NoticeDismissed { session } => {
                let spec = self.configuration_in(&session).and_then(|known| known.spec.clone());
                let told = self.setups.told_mut(&session);
                told.see(spec.as_deref());
                self.tab_handled(&session);
            }
        }
    }

    fn tab_handled(&mut self, session: &SessionId) {
        let told = self.setups.told_mut(session);
        if !told.handled {
            told.handled = true;
            self.commands.push(crate::Command::RememberSetup { session: session.clone() });
        }
        self.tell(session);
    }

    /// Reads what the watched sessions need, and tells what is new of those that have changed.
    pub(crate) fn follow_setups(&mut self) {
        if !std::mem::take(&mut self.setups.stirred) && !self.reads.sessions_changed() {
            return;
        }
        let watched: Vec<(WatchId, SessionId)> =
            self.setups.watched_by.iter().map(|(watch, id)| (*watch, id.clone())).collect();
        for (watch, session) in &watched {
            let keys = self.keys_of_setup(session);
            let known: BTreeSet<&ReadKey> =
                self.reads.wanted_by(Interest::Setup, *watch).iter().collect();
            if known != keys.iter().collect() {
                self.reads_wanted(Interest::Setup, *watch, keys);
            }
        }
        let sessions: BTreeSet<SessionId> =
            watched.into_iter().map(|(_, session)| session).collect();
        for session in &sessions {
            self.tell(session);
        }
    }

    fn keys_of_setup(&self, id: &SessionId) -> BTreeSet<ReadKey> {
        let subjects = [Subject::Session(id.clone()), Subject::Requests(id.clone())];
        let configuration = self.known_session(id).map(|known| known.configuration.clone());
        let subjects = subjects.into_iter().map(ReadKey::Subject);
        subjects.chain(configuration.map(ReadKey::Configuration)).collect()
    }

    fn known_session(&self, id: &SessionId) -> Option<&Session> {
        self.session(id)?.known.as_ref()
    }

    fn configuration_in(&self, id: &SessionId) -> Option<Arc<Configuration>> {
        let configuration = &self.known_session(id)?.configuration;
        self.configuration(configuration)?.known.clone()
    }

    fn tell(&mut self, id: &SessionId) {
        let open_requests = self.open_requests(id);
        let session = self.known_session(id);
        let is_setup = session.is_some_and(|session| session.setup && session.is_live);
        let is_first_time = session.is_some_and(|session| session.setup);
        let configuration = self.configuration_in(id);
        let told = self.setups.told_mut(id);
        let mut news = SetupNews { open_requests, ..SetupNews::default() };
        if let Some(configuration) = configuration {
            let spec = configuration.spec.as_deref();
            if told.seen.is_none() {
                // Who comes to a setup session for the first time has seen nothing of it.
                let is_new = is_first_time && !told.came_back;
                told.see(if is_new { None } else { spec });
            }
            told.compare(spec, &mut news);
        }
        if is_setup && !told.handled {
            let spec = (!news.new_files.is_empty()).then_some(OpenReason::Spec);
            let request = (!news.open_requests.is_empty()).then_some(OpenReason::Request);
            news.opens = told.news.opens.or(spec).or(request);
        }
        if told.news != news {
            told.news = news;
            self.setups.changed.insert(id.clone());
        }
    }

    fn open_requests(&self, session: &SessionId) -> Vec<RequestId> {
        let ids = self.requests(session).and_then(|list| list.known.as_ref());
        let is_open = |id: &&RequestId| {
            let request = self.request(id).and_then(|request| request.known.as_ref());
            request.is_some_and(|request| request.state == RequestState::Open)
        };
        ids.into_iter().flatten().filter(is_open).cloned().collect()
    }

    /// Somebody else is signed in: nothing of this is theirs.
    pub(crate) fn forget_setups(&mut self) {
        for (session, told) in &mut self.setups.told {
            let Told { handled, came_back, .. } = *told;
            *told = Told { handled, came_back, ..Told::default() };
            self.setups.changed.insert(session.clone());
        }
    }
}

impl Told {
    /// What the spec has now is no news any more.
    fn see(&mut self, spec: Option<&Spec>) {
        self.seen = Some(slots(spec).collect());
        self.seen_files = files(spec).collect();
    }

    fn compare(&self, spec: Option<&Spec>, news: &mut SetupNews) {
        let Some(seen) = &self.seen else { return };
        let is_new = |file: &FileRef| !self.seen_files.contains(file);
        news.new_files = files(spec).filter(is_new).collect();
        news.new_slots =
            slots(spec).filter(|slot| !seen.contains(slot) && !is_new(&slot.0)).collect();
        let now: BTreeSet<(FileRef, KeyName)> = slots(spec).collect();
        news.removed_slots = seen.difference(&now).cloned().collect();
    }
}

fn files(spec: Option<&Spec>) -> impl Iterator<Item = FileRef> {
    let files = spec.into_iter().flat_map(|spec| &spec.files);
    files.filter(|file| !file.slots.is_empty()).map(EnvFile::file_ref)
}

fn slots(spec: Option<&Spec>) -> impl Iterator<Item = (FileRef, KeyName)> {
    let files = spec.into_iter().flat_map(|spec| &spec.files);
    files.flat_map(|file| file.slots.iter().map(|slot| (file.file_ref(), slot.key.clone())))
}
