//! What the server of the random lives knows and answers.

use crate::nouns::{configuration, slot, stored, text_of};
use crate::streaming::news;
use crate::world::{Answer, CONFIGURATIONS, SCOPES, World};
use envdock_contract::model::{Presence, Revision};
use envdock_core::{CheckRequest, Configuration, PartResult};

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

    pub(crate) fn configurations() -> Vec<Configuration> {
        let with_one_repository = |id| {
            let mut known = configuration(id, &FILES);
            known.repositories.truncate(1);
            known
        };
        CONFIGURATIONS.into_iter().map(with_one_repository).collect()
    }
}
