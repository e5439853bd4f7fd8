//! What the server in memory answers to checks.

use crate::api::fake::server::Server;
use crate::api::{ApiError, Checks};
use envdock_contract::model::{Address, KeyName, Presence, Scope};
use envdock_core::{CheckPart, PartResult};
use envdock_rules::precedence::{Context, applicable_scopes};

impl Server {
    pub(super) fn check(&self, parts: &[CheckPart]) -> Result<Checks, ApiError> {
        self.signed_in()?;
        let results = parts.iter().map(|part| {
            let keys = part.keys.iter().map(|key| (key.clone(), self.presence(part, key)));
            PartResult::Keys(keys.collect())
        });
        Ok(Checks { revision: Some(self.revision()), results: results.collect() })
    }

    fn presence(&self, part: &CheckPart, key: &KeyName) -> Presence {
        let stored = self.scopes(part).into_iter().filter_map(|scope| {
            let environment = part.context.environment.clone();
            self.stored(&Address { environment, scope, key: key.clone() }).cloned()
        });
        Presence::Stored(stored.collect())
    }

    /// The scopes that apply, nearest first.
    fn scopes(&self, part: &CheckPart) -> Vec<Scope> {
        let configuration = part.context.configuration.as_ref();
        let known = self.all_configurations().iter().find(|one| Some(&one.id) == configuration);
        let repositories = known.into_iter().flat_map(|known| &known.repositories);
        let repositories: Vec<_> = repositories.map(|repository| repository.id.clone()).collect();
        applicable_scopes(&Context {
            session: part.context.session.as_ref(),
            user: None,
            configuration,
            file: Some(&part.file),
            repositories: &repositories,
        })
    }
}
