//! What a token can see. What it cannot see does not exist for it.

use crate::db::{Repository, RepositoryError, Result, Session};
use crate::error::HttpError;
use crate::sign_in::Identity;
use envdock_contract::model::{ConfigurationId, Environment, SessionId};

/// What a token can see.
#[derive(Debug)]
pub enum Reach {
    /// Everything of the organization.
    All,
    /// The live sessions it is bound to, and what these run on.
    Bound(Vec<(SessionId, ConfigurationId)>),
}

impl Reach {
    /// Looks up what the token is bound to.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn of(repository: &dyn Repository, identity: &Identity) -> Result<Self> {
        let Some(ids) = &identity.sessions else { return Ok(Self::All) };
        let mut bound = Vec::with_capacity(ids.len());
        for id in ids {
            match repository.session(id).await {
                // The token ends with its session.
                Ok(session) if session.ended_at.is_none() => {
                    bound.push((session.id, session.configuration));
                }
                Ok(_) | Err(RepositoryError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self::Bound(bound))
    }

    /// Whether a session can be seen.
    #[must_use]
    pub fn session(&self, id: &SessionId) -> bool {
        match self {
            Self::All => true,
            Self::Bound(bound) => bound.iter().any(|(session, _)| session == id),
        }
    }

    /// Whether a session in this environment can be seen by `identity`, whose reach this is.
    #[must_use]
    pub fn sees(&self, identity: &Identity, id: &SessionId, environment: &Environment) -> bool {
        self.session(id) && identity.uses(environment)
    }

    /// Whether a configuration can be seen.
    #[must_use]
    pub fn configuration(&self, id: &ConfigurationId) -> bool {
        match self {
            Self::All => true,
            Self::Bound(bound) => bound.iter().any(|(_, configuration)| configuration == id),
        }
    }

    /// A configuration id from a path.
    ///
    /// # Errors
    /// The same one for what does not exist and for what cannot be seen.
    pub fn find_configuration(&self, id: &str) -> std::result::Result<ConfigurationId, HttpError> {
        let id = ConfigurationId::new(id).map_err(|_source| HttpError::NotFound)?;
        if self.configuration(&id) { Ok(id) } else { Err(HttpError::NotFound) }
    }

    /// A session from a path, for `identity`, whose reach this is.
    ///
    /// # Errors
    /// The same one for what does not exist and for what cannot be seen.
    pub async fn find_session(
        &self,
        repository: &dyn Repository,
        identity: &Identity,
        id: &str,
    ) -> std::result::Result<Session, HttpError> {
        let id = SessionId::new(id).map_err(|_source| HttpError::NotFound)?;
        if !self.session(&id) {
            return Err(HttpError::NotFound);
        }
        let session = repository.session(&id).await?;
        if self.sees(identity, &session.id, &session.environment) {
            Ok(session)
        } else {
            Err(HttpError::NotFound)
        }
    }
}
