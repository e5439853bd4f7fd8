//! What people see: one module per surface, and the parts they are made of.

mod environment_tab;
pub mod parts;
mod repository_summary;

#[cfg(feature = "demo")]
pub(crate) use environment_tab::failure_text;
pub use environment_tab::{EnvironmentTab, EnvironmentTabProps};
pub use repository_summary::{RepositorySummary, RepositorySummaryProps};
