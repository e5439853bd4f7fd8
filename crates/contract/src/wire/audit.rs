//! `GET /audit`, `GET /healthz`.

use crate::model::{Address, SessionId, Timestamp, UserId, Version};
use crate::wire::ErrorCode;
use serde::{Deserialize, Serialize};

/// `GET /audit?cursor`: what was done, newest first. With `environment`, `scope` (as JSON) and `key`:
/// what was done to the value at this address.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditAnswer {
    /// The entries.
    pub entries: Vec<AuditEntry>,
    /// Give it back as `cursor` for the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One thing that was done or refused.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its number; it only grows.
    pub id: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub user: UserId,
    /// What: `set`, `unset`, `move`, `restore`, `describe`, `purge`, `adopt`, `submit`, `save_spec`,
    /// `sign_in`, `mint_token`, `revoke_token` and others.
    pub action: String,
    /// In which session, if it was in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// Where, for writes of values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// The version it made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Version>,
    /// Why it was refused; absent: it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<ErrorCode>,
}

/// `GET /healthz`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthAnswer {
    /// `ok`.
    pub status: String,
    /// The server's version.
    pub version: String,
}
