//! What the server in memory answers to checks.

use crate::api::fake::server::Server;
use crate::api::{ApiError, Checks};
use envdock_contract::model::{Address, KeyName, Presence, Scope};
use envdock_core::{CheckPart, PartResult};

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
        let stored = scopes(part).into_iter().filter_map(|scope| {
            let environment = part.context.environment.clone();
            self.stored(&Address { environment, scope, key: key.clone() }).cloned()
        });
        Presence::Stored(stored.collect())
    }
}

/// The scopes that apply, nearest first.
fn scopes(part: &CheckPart) -> Vec<Scope> {
    let mut scopes = Vec::new();
    if let Some(session) = &part.context.session {
        scopes.push(Scope::Session { id: session.clone() });
    }
    if let Some(configuration) = &part.context.configuration {
        scopes.push(Scope::File {
            configuration: configuration.clone(),
            workspace_path: part.file.workspace_path.clone(),
            path: part.file.path.clone(),
        });
        scopes.push(Scope::Configuration { id: configuration.clone() });
    }
    scopes.push(Scope::Organization);
    scopes
}
