//! The demo IDE around the components.

use crate::texts::{join, number, plural};

/// The product.
pub const PRODUCT: &str = "Envdock";
/// The title of a page, in the browser's tab.
#[must_use]
pub fn page_title(of: &str) -> String {
    join(&[of, " · ", PRODUCT])
}

/// The page of all configurations.
pub const REPOSITORIES: &str = "Repositories";
/// The page of the organization's keys.
pub const SECRETS: &str = "Secrets";
/// What the page of configurations lists.
pub const REPOSITORIES_LEAD: &str = "Every project this server knows, and what it still needs.";
/// No configuration yet.
pub const NO_REPOSITORIES: &str = "No project yet";
/// What to do about it.
pub const NO_REPOSITORIES_NEXT: &str = "Run `envdock serve PATH` in a project to add it.";
/// The main pane.
pub const SESSION: &str = "Session";
/// The main pane of a session that finds out what is needed.
pub const SETUP_SESSION: &str = "Setup session";
/// The file column.
pub const FILES: &str = "Env files";
/// The column when there are none.
pub const NO_FILES: &str = "None yet";
/// What the session is.
#[must_use]
pub fn session_of(name: &str) -> String {
    join(&["A session of ", name])
}
/// What a setup session is.
#[must_use]
pub fn setup_session_of(name: &str) -> String {
    join(&["A setup session of ", name])
}
/// One honest paragraph.
pub const SESSION_LEAD: &str = "An agent that is connected to this session talks here, and asks \
    for values with a form that stands in the conversation. What you fill in, here or on the Environment tab, is stored encrypted on this server and written to \
    the env file in the project’s folder; no page can read it back.";
/// Until the conversation is there.
pub const CONVERSATION_LOADING: &str = "Looking up the conversation";
/// The conversation.
pub const CONVERSATION: &str = "Conversation";
/// Who says a line.
pub const BY_YOU: &str = "You";
/// Who says a line.
pub const BY_AGENT: &str = "Agent";
/// Who says a line.
pub const BY_SYSTEM: &str = "Envdock";
/// The field for a line.
pub const MESSAGE: &str = "Message";
/// What to know before typing there.
pub const MESSAGE_HINT: &str = "The agent reads what you write here. Never paste a value.";
/// Says the line.
pub const SEND: &str = "Send";
/// A line that did not arrive.
pub const NOT_SENT: &str = "Your message was not sent.";
/// The session is over.
pub const ENDED: &str = "This session has ended.";
/// Begins a session in which an agent finds out what is needed.
pub const NEW_SETUP: &str = "New setup session";
/// The same, as screen readers say it.
#[must_use]
pub fn new_setup_of(name: &str) -> String {
    join(&[NEW_SETUP, " of ", name])
}
/// While it begins.
pub const STARTING: &str = "Starting…";
/// It did not begin.
pub const NOT_STARTED: &str = "The session could not be started.";
/// Ends the work with a snapshot.
pub const FINISH: &str = "Finish and save snapshot";
/// While that happens.
pub const FINISHING: &str = "Saving snapshot…";
/// A snapshot is there.
#[must_use]
pub fn snapshot_saved(name: &str, files: usize) -> String {
    join(&["Snapshot saved: ", name, ", ", &number(files), " ", plural(files, "file", "files")])
}
/// What is not in it.
#[must_use]
pub fn snapshot_without(files: &str) -> String {
    join(&["Left out, because they hold secrets: ", files])
}
/// The page of one request.
pub const REQUEST: &str = "Request";
/// Leads to the session.
pub const TO_SESSION: &str = "Open the session";
/// The page of one configuration.
pub const ENVIRONMENTS: &str = "Environments";
/// The same, as screen readers say it.
#[must_use]
pub fn environments_of(name: &str) -> String {
    join(&["Environments of ", name])
}
/// What that page is for.
pub const ENVIRONMENTS_LEAD: &str = "What is set and what is missing in each environment. Press \
    an environment, or a key in it, to fill in its values; they are stored without a session.";
/// A label.
pub const OTHER_ENVIRONMENT: &str = "Another environment";
/// Shows it.
pub const SHOW_ENVIRONMENT: &str = "Show";
/// It is no name of one.
pub const BAD_ENVIRONMENT: &str = "An environment is named with lower-case letters, digits and \
    hyphens, at most 63 of them, and does not begin with a hyphen.";
/// The title of a page that is not seen.
#[must_use]
pub fn counted_title(count: usize, title: &str) -> String {
    join(&["(", &number(count), ") ", title])
}
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
