//! Minting tokens that outlive the server process. Their hash is kept, they are not.

use crate::clock;
use crate::crypto::{NoRandomness, Token, random};
use crate::db::{Repository, RepositoryError, TokenRecord};
use crate::error::HttpError;
use envdock_contract::model::{Environment, UserId};
use envdock_contract::wire::{TokenAnswer, TokenBody};

/// Why no token was minted.
#[derive(Debug, thiserror::Error)]
pub enum MintError {
    /// The operating system gave no random bytes.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// The store failed.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
}

impl From<MintError> for HttpError {
    fn from(error: MintError) -> Self {
        match error {
            MintError::Randomness(error) => Self::Internal(Box::new(error)),
            MintError::Repository(error) => error.into(),
        }
    }
}

/// Mints the token that `body` describes. Whoever calls this has checked that `by` may.
///
/// # Errors
/// When the store cannot keep it.
pub async fn mint(
    repository: &dyn Repository,
    by: &UserId,
    body: TokenBody,
) -> Result<TokenAnswer, MintError> {
    let token = Token::generate()?;
    let mut environments = body.environments;
    if environments.is_empty() {
        environments.push(Environment::default());
    }
    let seconds = i64::try_from(body.expires_in).unwrap_or(i64::MAX);
    let record = TokenRecord {
        id: random::id("tok")?,
        user: body.user.unwrap_or_else(|| by.clone()),
        role: body.role,
        sessions: body.sessions,
        environments,
        write_scopes: body.write_scopes,
        created_at: clock::now(),
        expires_at: clock::after(seconds),
    };
    repository.insert_token(&record, &token.digest(), by).await?;
    let shown = Some(token.expose().to_owned());
    Ok(TokenAnswer { token: shown, ..record.into() })
}

impl From<TokenRecord> for TokenAnswer {
    fn from(record: TokenRecord) -> Self {
        Self {
            id: record.id,
            token: None,
            user: record.user,
            role: record.role,
            sessions: record.sessions,
            environments: record.environments,
            created_at: record.created_at,
            expires_at: record.expires_at,
        }
    }
}
