//! Ids, environments and counters.

use crate::model::NameError;
use crate::model::name::name;
use serde::{Deserialize, Serialize};

const MAX_ID_LENGTH: usize = 128;
const MAX_ENVIRONMENT_LENGTH: usize = 63;

fn check_id(id: &str) -> Result<(), NameError> {
    if id.is_empty() {
        return Err(NameError::Empty);
    }
    let length = id.chars().count();
    if length > MAX_ID_LENGTH {
        return Err(NameError::TooLong { length, max: MAX_ID_LENGTH });
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '@');
    match id.chars().position(|c| !allowed(c)) {
        Some(index) => Err(NameError::BadCharacter { position: index + 1 }),
        None if id == "." || id == ".." => Err(NameError::BadPath),
        None => Ok(()),
    }
}

name!(
    /// A reusable set-up of one or more repositories. 1 to 128 of `[A-Za-z0-9._:@-]`; hosts bring their own.
    ConfigurationId,
    check_id,
    "^[A-Za-z0-9._:@-]{1,128}$"
);
name!(
    /// One repository of a configuration. Same rule as [`ConfigurationId`].
    RepositoryId,
    check_id,
    "^[A-Za-z0-9._:@-]{1,128}$"
);
name!(
    /// One run of the IDE on a configuration. Same rule as [`ConfigurationId`].
    SessionId,
    check_id,
    "^[A-Za-z0-9._:@-]{1,128}$"
);
name!(
    /// One environment request. Same rule as [`ConfigurationId`].
    RequestId,
    check_id,
    "^[A-Za-z0-9._:@-]{1,128}$"
);
name!(
    /// A person or a machine account. Same rule as [`ConfigurationId`].
    UserId,
    check_id,
    "^[A-Za-z0-9._:@-]{1,128}$"
);
name!(
    /// The organization that owns everything stored. Same rule as [`ConfigurationId`].
    OrganizationId,
    check_id,
    "^[A-Za-z0-9._:@-]{1,128}$"
);
name!(
    /// `dev`, `staging`, `prod` or another slug: `[a-z0-9][a-z0-9-]{0,62}`.
    Environment,
    check_environment,
    "^[a-z0-9][a-z0-9-]{0,62}$"
);

fn check_environment(slug: &str) -> Result<(), NameError> {
    if slug.is_empty() {
        return Err(NameError::Empty);
    }
    let length = slug.chars().count();
    if length > MAX_ENVIRONMENT_LENGTH {
        return Err(NameError::TooLong { length, max: MAX_ENVIRONMENT_LENGTH });
    }
    if slug.starts_with('-') {
        return Err(NameError::BadStart);
    }
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match slug.chars().position(|c| !allowed(c)) {
        Some(index) => Err(NameError::BadCharacter { position: index + 1 }),
        None => Ok(()),
    }
}

impl Default for Environment {
    /// `dev`.
    fn default() -> Self {
        Self("dev".into())
    }
}

/// A counter of the organization, incremented in every write transaction.
///
/// Answers and events carry it; what is older than what is known is ignored.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Revision(pub u64);

/// The version of the value at one address. It only grows, also across deletion.
///
/// 0 in a request means that no live value is expected there.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Version(pub u64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_refuse_what_could_leave_a_path_or_a_line() {
        assert!(ConfigurationId::new("cfg_1.a:b-c@d").is_ok());
        assert_eq!(SessionId::new(""), Err(NameError::Empty));
        assert_eq!(SessionId::new(".."), Err(NameError::BadPath));
        assert_eq!(SessionId::new("a/b"), Err(NameError::BadCharacter { position: 2 }));
        assert_eq!(SessionId::new("a\nb"), Err(NameError::BadCharacter { position: 2 }));
        let long = "a".repeat(129);
        assert_eq!(UserId::new(&long), Err(NameError::TooLong { length: 129, max: 128 }));
    }

    #[test]
    fn environments_are_lower_case_slugs() {
        assert_eq!(Environment::default().as_str(), "dev");
        assert!(Environment::new("eu-west-2").is_ok());
        assert_eq!(Environment::new("Prod"), Err(NameError::BadCharacter { position: 1 }));
        assert_eq!(Environment::new("-a"), Err(NameError::BadStart));
        assert_eq!(Environment::new(""), Err(NameError::Empty));
        let long = "a".repeat(64);
        assert_eq!(Environment::new(&long), Err(NameError::TooLong { length: 64, max: 63 }));
    }
}
