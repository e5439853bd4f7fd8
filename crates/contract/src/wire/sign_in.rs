//! `/me`, `/sign-in`, `/tokens`.

use crate::model::{
    Capabilities, Environment, OrganizationId, Role, ScopeKind, SessionId, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// `GET /me`: who the token belongs to.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeAnswer {
    /// The person or machine account.
    pub user: UserId,
    /// The organization.
    pub organization: OrganizationId,
    /// The token's role.
    pub role: Role,
    /// Environments the token may use.
    pub environments: Vec<Environment>,
    /// What this server can do.
    pub capabilities: Capabilities,
}

/// `POST /sign-in`: exchanges a launch code for a token.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Deserialize, Serialize)]
pub struct SignInBody {
    /// The code of the launch link; it works once.
    pub launch: String,
}

impl fmt::Debug for SignInBody {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SignInBody(redacted)")
    }
}

/// The answer to [`SignInBody`].
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Deserialize, Serialize)]
pub struct SignInAnswer {
    /// The bearer token; it ends with the server process.
    pub token: String,
    /// Who it belongs to.
    pub me: MeAnswer,
}

impl fmt::Debug for SignInAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SignInAnswer").field("me", &self.me).finish_non_exhaustive()
    }
}

/// `POST /tokens`: mints a token.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenBody {
    /// Whose; left out: the caller's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<UserId>,
    /// What it may do.
    pub role: Role,
    /// The sessions it is bound to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions: Option<Vec<SessionId>>,
    /// Environments it may use; left out: `dev`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub environments: Vec<Environment>,
    /// Scopes a member may write beyond its role.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub write_scopes: Vec<ScopeKind>,
    /// Lifetime in seconds; at most a year.
    pub expires_in: u64,
}

/// One token. The token itself is in the answer to its creation only.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenAnswer {
    /// Names the token for revoking it; not a credential.
    pub id: String,
    /// The token, once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Whose.
    pub user: UserId,
    /// What it may do.
    pub role: Role,
    /// The sessions it is bound to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions: Option<Vec<SessionId>>,
    /// Environments it may use.
    pub environments: Vec<Environment>,
    /// When it was minted.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl fmt::Debug for TokenAnswer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenAnswer")
            .field("id", &self.id)
            .field("user", &self.user)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// `GET /tokens`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokensAnswer {
    /// The live tokens, newest first.
    pub tokens: Vec<TokenAnswer>,
}
