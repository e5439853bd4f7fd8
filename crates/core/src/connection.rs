//! Whether the server can be reached, and as whom.

use crate::{CheckFailure, Millis};
use envdock_contract::model::{Capabilities, Environment, OrganizationId, Role, UserId};

/// What is known about the way to the server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    /// The last call did not get through, or the browser says that it is offline.
    pub offline: bool,
    /// Whether somebody is signed in.
    pub sign_in: SignIn,
    /// Why the last call failed, until one succeeds. That what was asked for is not there, or not
    /// for this person, is an answer.
    pub failure: Option<CheckFailure>,
    /// When the server last answered.
    pub last_success: Option<Millis>,
    /// A timer will ask again what failed.
    pub retrying: bool,
}

/// Whether somebody is signed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SignIn {
    /// Nobody asked yet: calls are made and will tell.
    #[default]
    Unknown,
    /// Yes.
    SignedIn,
    /// No: nothing is asked until somebody signs in. Drafts are kept.
    SignedOut,
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// The person or machine account.
    pub user: UserId,
    /// The organization.
    pub organization: OrganizationId,
    /// The role.
    pub role: Role,
    /// Environments that may be used.
    pub environments: Vec<Environment>,
    /// What this server can do.
    pub capabilities: Capabilities,
}
