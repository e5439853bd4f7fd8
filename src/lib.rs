//! Envdock: components for environment variables.
#![expect(unreachable_pub, reason = "the component macro makes public items in private modules")]
// A view's type has all that is in it; on a server it is compiled to more layers than usual.
#![recursion_limit = "256"]

pub mod api;
pub mod components;
#[cfg(feature = "demo")]
#[expect(clippy::must_use_candidate, reason = "a component is used by a view")]
pub mod demo;
#[cfg(feature = "elements")]
pub mod elements;
pub mod store;
mod style;
mod texts;

pub use components::{
    CheckContext, EnvironmentMatrix, EnvironmentMatrixProps, EnvironmentTab, EnvironmentTabProps,
    FinishDialog, FinishDialogProps, ImportDialog, ImportDialogProps, ImportHandle, KeyTarget,
    MissingBadge, MissingBadgeProps, OpenReason, OrganizationSecrets, OrganizationSecretsProps,
    RepositorySummary, RepositorySummaryProps, RequestForm, RequestFormProps, SetupNotice,
    SetupNoticeProps,
};
/// What components and store are told about: ids, keys, files.
pub use envdock_contract::model;
pub use store::EnvStore;
pub use style::{STYLE, adopt_style};
