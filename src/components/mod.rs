//! What people see: one module per surface, and the parts they are made of.

mod environment_matrix;
mod environment_tab;
mod finish_dialog;
mod import_dialog;
mod missing_badge;
mod organization_secrets;
pub mod parts;
mod repository_summary;
mod request_form;
mod setup_notice;

/// What most of them are about.
pub use envdock_core::CheckContext;
pub use environment_matrix::{EnvironmentMatrix, EnvironmentMatrixProps};
#[cfg(feature = "demo")]
pub(crate) use environment_tab::failure_text;
pub use environment_tab::{EnvironmentTab, EnvironmentTabProps, KeyTarget};
pub use finish_dialog::{FinishDialog, FinishDialogProps};
pub use import_dialog::{ImportDialog, ImportDialogProps, ImportHandle};
#[cfg(feature = "demo")]
pub(crate) use missing_badge::Counts;
pub use missing_badge::{MissingBadge, MissingBadgeProps};
pub use organization_secrets::{OrganizationSecrets, OrganizationSecretsProps};
pub use repository_summary::{RepositorySummary, RepositorySummaryProps};
pub use request_form::{RequestForm, RequestFormProps};
pub use setup_notice::{OpenReason, SetupNotice, SetupNoticeProps};
