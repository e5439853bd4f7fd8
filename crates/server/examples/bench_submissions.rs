// long: the server that is killed, and everybody who talks to it
//! Kills the server (`kill -9`) in the middle of 1,000 submissions and counts what is lost or done twice.
#![expect(clippy::print_stdout, reason = "it prints figures")]

use envdock_contract::model::{
    ConfigurationId, EnvRequest, Environment, RepositoryId, RequestId, RequestState, Role, Scope,
    SessionId, UserId,
};
use envdock_contract::wire::{RepositoryAnswer, TokenBody};
use envdock_server::app::App;
use envdock_server::crypto::digest;
use envdock_server::db::{
    AskLimits, AskOutcome, Folder, NewRequest, Repository, RequestKey, sqlite,
};
use envdock_server::http::guard::OwnNames;
use envdock_server::routes::router;
use envdock_server::sign_in::{local_user, mint};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::ScopedJoinHandle;
use std::time::{Duration, Instant};

type Failure = Box<dyn Error + Send + Sync>;

const SUBMISSIONS: usize = 1_000;
/// The server is killed each time so many more were acknowledged.
const BETWEEN_KILLS: usize = 90;
const PEOPLE: usize = 8;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<_> = std::env::args().collect();
    if let [_, word, data] = arguments.as_slice()
        && word == "serve"
    {
        return serve(Path::new(data)).await;
    }
    let folders = (tempfile::tempdir()?, tempfile::tempdir()?);
    let (data, project) = (folders.0.path(), folders.1.path());
    let (requests, tokens) = prepare(data, project).await?;
    let start = Instant::now();
    let told = tokio::task::block_in_place(|| answer_all(data, &requests, &tokens))?;
    let elapsed = start.elapsed();
    let (lost, twice) = verify(data, &told).await?;
    println!("submissions                        {SUBMISSIONS}");
    println!("kill -9                            {}", told.kills);
    println!("sent again after a kill            {}", told.retries);
    println!("acknowledged                       {}", told.acknowledged.len());
    println!("acknowledged and lost              {lost}");
    println!("executed twice                     {twice}");
    println!("retries without the first answer   {}", told.otherwise);
    println!("seconds, with all restarts         {:.1}", elapsed.as_secs_f64());
    Ok(())
}

/// The server: what the product answers with, on a free port.
async fn serve(data: &Path) -> Result<(), Failure> {
    let (repository, keyring) = sqlite::open(data, None).await?;
    let names = OwnNames::new(None);
    let app = App::new(Arc::new(repository), Arc::new(keyring), names, digest("nobody"), data);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("{}", listener.local_addr()?.port());
    axum::serve(listener, router(Arc::new(app))).await?;
    Ok(())
}

/// A store with a request for each submission, and a token for each person.
async fn prepare(data: &Path, project: &Path) -> Result<(Vec<EnvRequest>, Vec<String>), Failure> {
    let (repository, _) = sqlite::open(data, None).await?;
    let session = SessionId::new("ses_bench")?;
    let folder = Folder {
        configuration: ConfigurationId::new("cfg_bench")?,
        name: "bench".to_owned(),
        path: project.canonicalize()?.to_string_lossy().into_owned(),
        repository: RepositoryAnswer { id: RepositoryId::new("repo_bench")?, name: String::new() },
        environment: Environment::default(),
        new_session: session.clone(),
        owner: local_user(),
        setup: false,
    };
    repository.register(&folder).await?;
    let mut requests = Vec::with_capacity(SUBMISSIONS);
    for n in 0..SUBMISSIONS {
        let key =
            json!({ "file": { "path": ".env" }, "key": format!("KEY_{n}"), "required": true });
        let most = u32::MAX;
        let question = NewRequest {
            id: RequestId::new(&format!("req_{n}"))?,
            session: session.clone(),
            request_key: RequestKey::Asked(n.to_string()),
            asked_by: UserId::new("agent")?,
            reason: "to be answered".to_owned(),
            keys: vec![serde_json::from_value(key)?],
            limits: AskLimits { open: most, recent: most, seconds: 1 },
        };
        if let AskOutcome::Asked(request) = repository.ask(&question).await? {
            requests.push(request);
        }
    }
    let mut tokens = Vec::with_capacity(PEOPLE);
    for _ in 0..PEOPLE {
        let body = TokenBody {
            user: None,
            role: Role::Owner,
            sessions: None,
            environments: Vec::new(),
            write_scopes: Vec::new(),
            expires_in: 3_600,
        };
        tokens.extend(mint(&repository, &local_user(), body).await?.token);
    }
    repository.close().await;
    Ok((requests, tokens))
}

/// What the people were told.
#[derive(Default)]
struct Told {
    /// The version that was acknowledged, by request.
    acknowledged: BTreeMap<String, u32>,
    kills: usize,
    retries: usize,
    otherwise: usize,
}

/// Sends every submission until it is acknowledged, while the server is killed again and again.
fn answer_all(data: &Path, requests: &[EnvRequest], tokens: &[String]) -> Result<Told, Failure> {
    let mut told = Told::default();
    let mut left: Vec<_> = requests.iter().map(|request| (request, false)).collect();
    while !left.is_empty() {
        let (mut server, port) = start(data)?;
        let most = if told.acknowledged.len() + BETWEEN_KILLS >= SUBMISSIONS {
            usize::MAX
        } else {
            BETWEEN_KILLS
        };
        let round = round(&mut server, port, &left, tokens, most);
        told.kills += usize::from(most != usize::MAX);
        told.retries += left.iter().filter(|(_, is_retry)| *is_retry).count();
        let before = left.len();
        for (id, outcome) in round.answers {
            match outcome {
                Some(version) => drop(told.acknowledged.insert(id, version)),
                None => told.otherwise += 1,
            }
        }
        left.retain(|(request, _)| !told.acknowledged.contains_key(request.id.as_str()));
        for (request, is_retry) in &mut left {
            *is_retry = round.sent.contains(&request.id.to_string());
        }
        if most == usize::MAX && left.len() == before {
            return Err("the server answers nothing any more".into());
        }
    }
    Ok(told)
}

fn start(data: &Path) -> Result<(Child, u16), Failure> {
    let mut server = Command::new(std::env::current_exe()?)
        .arg("serve")
        .arg(data)
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    let out = server.stdout.take().ok_or("no output")?;
    BufReader::new(out).read_line(&mut line)?;
    Ok((server, line.trim().parse()?))
}

/// What happened until the server was killed.
#[derive(Default)]
struct Round {
    /// The version that was acknowledged; `None`: another answer.
    answers: Vec<(String, Option<u32>)>,
    /// What was sent and may have arrived.
    sent: Vec<String>,
}

fn round(
    server: &mut Child,
    port: u16,
    left: &[(&EnvRequest, bool)],
    tokens: &[String],
    most: usize,
) -> Round {
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (round, n_answers) = (Mutex::new(Round::default()), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let mut people = Vec::with_capacity(tokens.len());
        for token in tokens {
            let (next, is_over, round, n_answers) = (&next, &is_over, &round, &n_answers);
            people.push(scope.spawn(move || {
                while !is_over.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some((request, _)) = left.get(index) else { break };
                    let id = request.id.to_string();
                    let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) else { break };
                    let answer = submit(stream, token, request);
                    let mut round = round.lock().unwrap_or_else(PoisonError::into_inner);
                    round.sent.push(id.clone());
                    if let Ok(answer) = answer {
                        round.answers.push((id, version(&answer)));
                        n_answers.fetch_add(1, Ordering::Relaxed);
                    }
                }
            }));
        }
        while n_answers.load(Ordering::Relaxed) < most
            && !people.iter().all(ScopedJoinHandle::is_finished)
        {
            std::thread::sleep(Duration::from_millis(1));
        }
        // While others are being carried out.
        let _ = server.kill();
        let _ = server.wait();
        is_over.store(true, Ordering::Relaxed);
    });
    round.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// One submission; the same key every time it is sent.
fn submit(mut stream: TcpStream, token: &str, request: &EnvRequest) -> Result<Value, Failure> {
    let scope = Scope::Configuration { id: request.configuration.clone() };
    let set = json!({ "set": { "scope": scope, "expected_version": 0, "value": "a value" } });
    let answers =
        request.keys.iter().map(|key| json!({ "file": key.file, "key": key.key, "answer": set }));
    let body = json!({ "answers": answers.collect::<Vec<_>>() }).to_string();
    let (id, length) = (&request.id, body.len());
    write!(
        stream,
        "POST /api/v1/requests/{id}/submission HTTP/1.1\r\nHost: 127.0.0.1\r\n\
         Authorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Idempotency-Key: {id}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (_, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
    Ok(serde_json::from_str(body)?)
}

/// The version that an answer acknowledges.
fn version(answer: &Value) -> Option<u32> {
    let version = answer.pointer("/results/0/outcome/stored/version")?.as_u64()?;
    version.try_into().ok()
}

/// Counts submissions that were acknowledged and are not there, and those that were done twice.
async fn verify(data: &Path, told: &Told) -> Result<(usize, usize), Failure> {
    let (repository, _) = sqlite::open(data, None).await?;
    let database = rusqlite::Connection::open(sqlite::database_path(data))?;
    let (mut lost, mut twice) = (0, 0);
    for (id, version) in &told.acknowledged {
        let (_, request) = repository.request(&RequestId::new(id)?).await?;
        let key = request.keys.first().ok_or("a request without keys")?;
        let stored: u32 = database.query_row(
            "SELECT coalesce(max(version), 0) FROM secrets WHERE key = ?1 AND is_live = 1",
            [key.key.as_str()],
            |row| row.get(0),
        )?;
        let writes: u32 = database.query_row(
            "SELECT count(*) FROM audit WHERE key = ?1 AND action = 'submit' AND refused IS NULL",
            [key.key.as_str()],
            |row| row.get(0),
        )?;
        let is_there = request.state == RequestState::Submitted && stored >= *version;
        lost += usize::from(!is_there || key.result.is_none());
        twice += usize::from(stored > 1 || writes > 1);
    }
    repository.close().await;
    Ok((lost, twice))
}
