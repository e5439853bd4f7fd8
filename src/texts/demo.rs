//! The demo IDE around the components.

use crate::texts::join;

/// The product.
pub const PRODUCT: &str = "Envdock";
/// The title of a page, in the browser's tab.
#[must_use]
pub fn page_title(of: &str) -> String {
    join(&[of, " · ", PRODUCT])
}

/// The page of all configurations.
pub const REPOSITORIES: &str = "Repositories";
/// What that page lists.
pub const REPOSITORIES_LEAD: &str = "Every project this server knows, and what it still needs.";
/// No configuration yet.
pub const NO_REPOSITORIES: &str = "No project yet";
/// What to do about it.
pub const NO_REPOSITORIES_NEXT: &str = "Run `envdock serve PATH` in a project to add it.";
/// The main pane.
pub const SESSION: &str = "Session";
/// The file column.
pub const FILES: &str = "Env files";
/// The column when there are none.
pub const NO_FILES: &str = "None yet";
/// What the session is.
#[must_use]
pub fn session_of(name: &str) -> String {
    join(&["A session of ", name])
}
/// One honest paragraph.
pub const SESSION_LEAD: &str = "In an IDE, the conversation with your agent would be here. \
    This demo has none: it shows the Environment tab beside the place where you would work. \
    Envdock scanned the project’s folder for the variables it reads. What you fill in on the \
    Environment tab is stored encrypted on this server and written to the env file in that \
    folder; no page can read it back.";
/// A label.
pub const FOLDER: &str = "Folder";
/// A label.
pub const ENVIRONMENT: &str = "Environment";
/// A label.
pub const REPOSITORY: &str = "Repository";
/// Switches light and dark.
pub const THEME: &str = "Switch between light and dark";
/// The panes on a narrow screen.
pub const PANES: &str = "Panes";
/// Jumps over the frame.
pub const SKIP: &str = "Skip to the Environment tab";
/// Nobody is signed in.
pub const SIGN_IN: &str = "Sign in with a link";
/// How.
pub const SIGN_IN_LEAD: &str = "This page is opened with a link that works once. Print a new one:";
/// The command.
pub const SIGN_IN_COMMAND: &str = "envdock open";
/// No such page.
pub const NOT_FOUND: &str = "There is nothing here";
/// No such session.
pub const NO_SESSION: &str = "This session is not known";
/// What to do about it.
pub const NO_SESSION_NEXT: &str = "It may have ended, or its project was opened by another server.";
/// A way back.
pub const TO_REPOSITORIES: &str = "All repositories";
