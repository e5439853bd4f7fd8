//! The nouns: ids, slots, env files, specs, scopes and presence.

mod ids;
mod key_name;
mod limits;
mod location;
mod name;
mod name_error;
mod presence;
mod request;
mod role;
mod scope;
mod secret_text;
mod spec;

pub use ids::{
    ConfigurationId, Environment, OrganizationId, RepositoryId, RequestId, Revision, SessionId,
    UserId, Version,
};
pub use key_name::KeyName;
pub use limits::{MAX_FILES, MAX_KEY_LENGTH, MAX_SLOTS, MAX_VALUE_BYTES};
pub use location::{FilePath, FileRef, WorkspacePath};
pub use name_error::NameError;
pub use presence::{Described, OnDisk, Presence, Removal, Stored, Timestamp, UnknownReason};
pub use request::{EnvRequest, RequestResult, RequestState, RequestedKey};
pub use role::{Capabilities, Role, ScopeKind};
pub use scope::{Address, Scope};
pub use secret_text::SecretText;
pub use spec::{EnvFile, FileMode, Format, Kind, Provenance, Reader, Slot, Spec};
