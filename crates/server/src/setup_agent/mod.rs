//! The agent of a setup session: a process of its own, which reaches the server only as any other
//! agent does, over `/mcp` with a token.

mod conversation;
mod run;
mod texts;

pub use run::{AgentError, run};

use crate::app::{App, SetupTurn};
use crate::db::Session;
use crate::sign_in::{MintError, mint};
use envdock_contract::model::{Role, UserId};
use envdock_contract::wire::TokenBody;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use tokio::process::{Child, Command};

/// Longer than anybody sets up a project.
const SECONDS: u64 = 24 * 60 * 60;

/// The variables with which the process is told what to do. None is an argument: those can be read
/// by every program on the machine.
pub const URL: &str = "ENVDOCK_AGENT_URL";
/// The session.
pub const SESSION: &str = "ENVDOCK_AGENT_SESSION";
/// The token.
pub const TOKEN: &str = "ENVDOCK_AGENT_TOKEN";

/// How the process is started.
#[derive(Clone, Debug)]
pub struct Program {
    /// This program.
    pub path: PathBuf,
    /// The address of the server on this machine.
    pub url: String,
}

/// Why no agent was started.
#[derive(Debug, thiserror::Error)]
pub enum SpawnError {
    /// It has no token.
    #[error(transparent)]
    Mint(#[from] MintError),
    /// The operating system did not start it.
    #[error("the setup agent could not be started")]
    Process(#[from] io::Error),
}

/// Starts the agent of a setup session, whose `turn` lasts as long. It ends with the server. Where the server has no program
/// for it, somebody else's agent does the work.
///
/// # Errors
/// When it cannot be started.
pub async fn spawn(
    app: &Arc<App>,
    session: &Session,
    turn: Option<SetupTurn>,
) -> Result<(), SpawnError> {
    let Some(program) = app.setup_agent.clone() else { return Ok(()) };
    let body = TokenBody {
        user: UserId::new("setup-agent").ok(),
        role: Role::Agent,
        sessions: Some(vec![session.id.clone()]),
        environments: vec![session.environment.clone()],
        write_scopes: Vec::new(),
        expires_in: SECONDS,
    };
    let minted = mint(&*app.repository, &session.owner, body).await?;
    let child = Command::new(program.path)
        .arg("setup-agent")
        .env_clear()
        .env(URL, program.url)
        .env(SESSION, session.id.as_str())
        .env(TOKEN, minted.token.unwrap_or_default())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    let work = attend(Arc::clone(app), child, minted.id, session.owner.clone());
    tokio::spawn(async move {
        let _turn = turn;
        work.await;
    });
    Ok(())
}

/// Ends the process with the server, and its token with the process.
async fn attend(app: Arc<App>, mut child: Child, token: String, by: UserId) {
    tokio::select! {
        ended = child.wait() => {
            if !ended.is_ok_and(|status| status.success()) {
                tracing::warn!("the setup agent did not come to its end");
            }
        }
        () = app.events.closed() => {}
    }
    if let Err(error) = app.repository.revoke_token(&token, &by).await {
        tracing::warn!(%error, "the token of the setup agent lives on");
    }
}
