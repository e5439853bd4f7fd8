//! `envdock mcp`: for agents that start a program and talk to it over its standard input and
//! output. What they say goes to `/mcp` of the running server, and back, as it is: a newer
//! generation of the protocol passes through, too.

use crate::cli::env::live_session;
use crate::cli::folder::folder;
use crate::cli::signals::Signals;
use crate::cli::{CliError, ServerFile, open_store};
use crate::db::Repository;
use crate::sign_in::{local_user, mint};
use envdock_contract::model::{Role, SessionId};
use envdock_contract::wire::TokenBody;
use futures_util::StreamExt;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Stdout, stdin, stdout};
use tokio::sync::Mutex;
use tokio::task::JoinSet;

const SESSION: &str = "mcp-session-id";
const VERSION: &str = "mcp-protocol-version";
const SECONDS: u64 = 30 * 24 * 60 * 60;

/// Connects the agent that started this program to the session of a folder.
pub(crate) async fn run(path: &Path, data_dir: &Path) -> Result<ExitCode, CliError> {
    let folder = folder(path)?;
    let server = ServerFile::read(data_dir).ok_or(CliError::NoServer)?;
    let url = format!("http://127.0.0.1:{}", server.port);
    let http = reqwest::Client::builder().no_proxy().build().map_err(|_none| CliError::NoServer)?;
    http.get(format!("{url}/healthz")).send().await.map_err(|_gone| CliError::NoServer)?;
    let (repository, _) = open_store(data_dir).await?;
    // Before there is a token: it ends with this program, however that is ended.
    let mut signals = Signals::listen().map_err(CliError::Runtime)?;
    let (session, _) = live_session(&*repository, &folder).await?;
    let (id, token) = token(&*repository, session).await?;
    let bridge = Bridge {
        http,
        url: format!("{url}/mcp"),
        token,
        session: OnceLock::new(),
        version: OnceLock::new(),
        out: Mutex::new(stdout()),
    };
    tokio::select! {
        () = Arc::new(bridge).serve() => {}
        () = signals.received() => {}
    }
    repository.revoke_token(&id, &local_user()).await?;
    Ok(ExitCode::SUCCESS)
}

async fn token(repository: &dyn Repository, id: SessionId) -> Result<(String, String), CliError> {
    let session = repository.session(&id).await?;
    let body = TokenBody {
        user: None,
        role: Role::Agent,
        sessions: Some(vec![id]),
        environments: vec![session.environment],
        write_scopes: Vec::new(),
        expires_in: SECONDS,
    };
    let minted = mint(repository, &local_user(), body).await?;
    Ok((minted.id, minted.token.unwrap_or_default()))
}

struct Bridge {
    http: reqwest::Client,
    url: String,
    token: String,
    /// What the server named the connection, and the version that was agreed on.
    session: OnceLock<String>,
    version: OnceLock<String>,
    out: Mutex<Stdout>,
}

impl Bridge {
    /// Passes messages on, one per line, until there are no more.
    async fn serve(self: Arc<Self>) {
        let mut lines = BufReader::new(stdin()).lines();
        let mut calls = JoinSet::new();
        while let Ok(Some(line)) = lines.next_line().await {
            if line.trim().is_empty() {
                continue;
            }
            // Calls wait for people, so that others must pass them; the first one names the
            // connection for the others.
            if self.session.get().is_none() {
                Arc::clone(&self).pass(line).await;
            } else {
                calls.spawn(Arc::clone(&self).pass(line));
            }
            while calls.try_join_next().is_some() {}
        }
        // Nobody reads what is still to come.
        calls.shutdown().await;
    }

    async fn pass(self: Arc<Self>, line: String) {
        let id = serde_json::from_str::<Value>(&line).ok();
        let id = id.and_then(|message| message.get("id").cloned());
        if let Err(text) = self.exchange(line).await
            && let Some(id) = id.filter(|id| !id.is_null())
        {
            let error = json!({ "code": -32000, "message": text });
            self.say(&json!({ "jsonrpc": "2.0", "id": id, "error": error }).to_string()).await;
        }
    }

    /// Sends one message, and passes on what comes back.
    async fn exchange(&self, line: String) -> Result<(), &'static str> {
        const GONE: &str = "the Envdock server does not answer: start it with `envdock serve`";
        let mut request = self
            .http
            .post(&self.url)
            .bearer_auth(&self.token)
            .header(ACCEPT, "application/json, text/event-stream")
            .header(CONTENT_TYPE, "application/json");
        if let Some(session) = self.session.get() {
            request = request.header(SESSION, session);
        }
        if let Some(version) = self.version.get() {
            request = request.header(VERSION, version);
        }
        let response = request.body(line).send().await.map_err(|_gone| GONE)?;
        if let Some(session) = response.headers().get(SESSION).and_then(|id| id.to_str().ok()) {
            // Only the first answer names it.
            let _ = self.session.set(session.to_owned());
        }
        let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let kind = kind.unwrap_or_default().to_owned();
        if kind.starts_with("text/event-stream") {
            let mut chunks = response.bytes_stream();
            let mut rest = Vec::new();
            while let Some(chunk) = chunks.next().await {
                rest.extend_from_slice(&chunk.map_err(|_broken| GONE)?);
                while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
                    let line: Vec<u8> = rest.drain(..=end).collect();
                    self.pass_on(&String::from_utf8_lossy(&line)).await;
                }
            }
            return Ok(());
        }
        let is_refused = !response.status().is_success();
        if kind.starts_with("application/json") {
            let message = response.text().await.map_err(|_broken| GONE)?;
            self.say(message.trim()).await;
            return Ok(());
        }
        if is_refused {
            return Err("the session has ended, or Envdock refused the message");
        }
        Ok(())
    }

    /// Passes on a line of a stream that holds a message.
    async fn pass_on(&self, line: &str) {
        let Some(message) = line.strip_prefix("data:").map(str::trim) else { return };
        if message.is_empty() {
            return;
        }
        if self.version.get().is_none()
            && let Ok(message) = serde_json::from_str::<Value>(message)
            && let Some(version) =
                message.pointer("/result/protocolVersion").and_then(Value::as_str)
        {
            // Agreed on once.
            let _ = self.version.set(version.to_owned());
        }
        self.say(message).await;
    }

    async fn say(&self, message: &str) {
        let mut out = self.out.lock().await;
        // The agent may be gone; then its input ends, too.
        let _ = out.write_all(format!("{message}\n").as_bytes()).await;
        let _ = out.flush().await;
    }
}
