//! Answers about configurations and the list of them.

use crate::calls::Call;
use crate::order::Moment;
use crate::reads::ReadKey;
use crate::{CallId, CheckFailure, Configuration, State};
use envdock_contract::model::{ConfigurationId, Revision, Spec, Version};
use std::collections::BTreeSet;
use std::sync::Arc;

impl State {
    pub(crate) fn configurations_answered(
        &mut self,
        call: CallId,
        revision: Option<Revision>,
        configurations: Vec<Configuration>,
    ) {
        let Some(Call::Read(asked)) = self.calls.close(call) else { return };
        let moment = Moment { revision, call: call.0 };
        let mut missing: BTreeSet<ReadKey> = asked.into_iter().collect();
        for configuration in configurations {
            let key = ReadKey::Configuration(configuration.id.clone());
            missing.remove(&key);
            if !self.configuration_read(configuration, moment) {
                self.reads.answered_too_late(&key, moment);
            }
        }
        for key in missing {
            self.reads.not_answered(&key, CheckFailure::NotFound, self.now);
            if let ReadKey::Configuration(id) = &key
                && let Some(entry) = self.reads.configurations.get_mut(id)
                && entry.known.take().is_some()
            {
                self.reads.touch(key);
            }
        }
        self.specs_arrived();
    }

    pub(crate) fn listing_answered(
        &mut self,
        call: CallId,
        revision: Option<Revision>,
        configurations: Vec<Configuration>,
    ) {
        if self.calls.close(call).is_none() {
            return;
        }
        let moment = Moment { revision, call: call.0 };
        let ids: Vec<ConfigurationId> =
            configurations.iter().map(|configuration| configuration.id.clone()).collect();
        for configuration in configurations {
            self.configuration_read(configuration, moment);
        }
        if self.reads.accept(&ReadKey::Listing, moment) {
            if self.reads.listing.known.as_ref() != Some(&ids) {
                self.reads.listing.known = Some(ids);
                self.reads.touch(ReadKey::Listing);
            }
            self.reads.answered(&ReadKey::Listing, self.now);
        } else {
            self.reads.answered_too_late(&ReadKey::Listing, moment);
        }
        self.specs_arrived();
    }

    pub(crate) fn spec_answered(
        &mut self,
        id: &ConfigurationId,
        revision: Option<Revision>,
        version: Version,
        spec: Spec,
    ) {
        let known = self.reads.configurations.get(id).and_then(|entry| entry.known.clone());
        let Some(known) = known else { return };
        let number = self.calls.next_number();
        let moment = Moment { revision, call: number };
        let mut configuration = Configuration::clone(&known);
        configuration.spec_version = version;
        configuration.spec = Some(Arc::new(spec));
        self.configuration_read(configuration, moment);
        self.specs_arrived();
    }

    /// Whether the answer is recent enough to be taken.
    fn configuration_read(&mut self, configuration: Configuration, moment: Moment) -> bool {
        let key = ReadKey::Configuration(configuration.id.clone());
        if !self.reads.accept(&key, moment) {
            return false;
        }
        let entry = self.reads.configurations.entry(configuration.id.clone()).or_default();
        let before = entry.known.as_deref();
        let is_new = before != Some(&configuration);
        let moved = before.is_some_and(|known| known.repositories != configuration.repositories);
        if is_new {
            entry.known = Some(Arc::new(configuration));
            self.reads.touch(key.clone());
        }
        if moved {
            self.repositories_changed(&key);
        }
        self.reads.answered(&key, self.now);
        true
    }

    /// Other values apply now to the slots of contexts that leave the repositories to it.
    fn repositories_changed(&mut self, key: &ReadKey) {
        let ReadKey::Configuration(id) = key else { return };
        for index in self.slots.of_configuration(id) {
            self.ask_because_unsure(index);
        }
    }

    fn specs_arrived(&mut self) {
        self.spec_read_ended();
        self.note_success();
    }
}
