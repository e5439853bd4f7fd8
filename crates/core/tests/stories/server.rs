//! What the server of the random lives knows and answers.

use crate::nouns::{configuration, configuration_id, slot, stored, text_of};
use crate::streaming::news;
use crate::world::{Answer, CONFIGURATIONS, Read, SCOPES, World};
use envdock_contract::model::{ConfigurationId, Presence, Revision, Version};
use envdock_core::{CheckRequest, News, PartResult};

const FILES: [&str; 2] = [".env: A B c -D", "web.env: A@g B@g c"];

impl World {
    pub(crate) fn presence(&self, text: &str) -> Presence {
        let id = slot(text);
        let configuration = id.context().configuration.as_ref().map_or("", |id| id.as_str());
        let applies = |at: &str| match at.split_once(':') {
            None => true,
            Some(("r", repository)) => repository == "r1" && !configuration.is_empty(),
            Some(("c", of)) => of == configuration,
            Some((_, of)) => of == configuration && id.file().to_string() == ".env",
        };
        let nearest_first = ["f:c1", "c:c1", "c:c2", "r:r1", "o"];
        let version = |at: &str| {
            let number = SCOPES.iter().position(|scope| *scope == at)?;
            let version = self.values.get(&(number, id.key().to_string())).copied()?;
            (version > 0 && applies(at)).then(|| stored(at, version))
        };
        Presence::Stored(nearest_first.iter().filter_map(|at| version(at)).collect())
    }

    pub(crate) fn handle(&mut self, check: &CheckRequest) -> Answer {
        let results = check.parts.iter().map(|part| {
            let answer = |key| self.presence(&text_of(&part.context, &part.file, key));
            PartResult::Keys(part.keys.iter().map(|key| (key.clone(), answer(key))).collect())
        });
        (Revision(self.revision), results.collect())
    }

    /// Somebody stores or removes a value; the version grows also across removal.
    pub(crate) fn write(&mut self, at: usize, key: &str, removes: bool) -> u64 {
        self.revision += 1;
        let version = self.revision;
        self.values.insert((at, key.to_owned()), if removes { 0 } else { version });
        self.log.push((version, news(SCOPES[at], key, version, !removes)));
        version
    }

    /// An agent saves a spec.
    pub(crate) fn change_spec(&mut self, which: usize) {
        self.revision += 1;
        let version = self.spec_versions.entry(CONFIGURATIONS[which]).or_insert(1);
        *version += 1;
        let configuration = configuration_id(CONFIGURATIONS[which]);
        let news = News::Spec { configuration, version: Version(*version) };
        self.log.push((self.revision, news));
    }

    pub(crate) fn spec_version(&self, id: &str) -> Version {
        Version(self.spec_versions.get(id).copied().unwrap_or(1))
    }

    pub(crate) fn read(&self, ids: &[ConfigurationId]) -> Read {
        let asked = CONFIGURATIONS.into_iter().filter(|id| ids.contains(&configuration_id(id)));
        let known = asked.map(|id| {
            let mut known = configuration(id, &FILES);
            known.repositories.truncate(1);
            known.spec_version = self.spec_version(id);
            known
        });
        (Revision(self.revision), known.collect())
    }
}
