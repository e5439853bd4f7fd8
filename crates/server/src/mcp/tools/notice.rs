//! Tells people in the conversation what an agent took away.

use crate::db::NewMessage;
use crate::mcp::agent::Agent;
use envdock_contract::model::{FileRef, KeyName};
use envdock_contract::wire::MessageAuthor;
use std::fmt::Write;

/// How many are named; of more, the number is told.
const NAMED: usize = 20;
/// Most lines of this kind in a session.
const MOST: u32 = 2_000;

/// Says which slots are gone. That it cannot be said does not undo it.
pub(super) async fn removed(agent: &Agent, removed: &[(FileRef, KeyName)]) {
    if removed.is_empty() {
        return;
    }
    let names = removed.iter().take(NAMED).map(|(file, key)| format!("{key} ({file})"));
    let mut text =
        format!("The agent took out of the list: {}", names.collect::<Vec<_>>().join(", "));
    if removed.len() > NAMED {
        // Writing to a string cannot fail.
        let _ = write!(text, " and {} more", removed.len() - NAMED);
    }
    let (session, author) = (&agent.session.id, MessageAuthor::System);
    let message = NewMessage { session, author, text: &text, most: MOST };
    if let Err(error) = agent.app.repository.say(message).await {
        tracing::warn!(%error, "people were not told what an agent took away");
    }
}
