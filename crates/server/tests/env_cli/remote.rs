//! `env apply --url`: the sandbox of a session on another machine, over a real connection.

use envdock_contract::model::{Address, Environment, KeyName, Role, Scope, SecretText, Version};
use envdock_contract::wire::TokenBody;
use envdock_server::app::App;
use envdock_server::configurations::{Opened, open_folder};
use envdock_server::crypto::digest;
use envdock_server::db::{Change, Repository, Write, WriteBatch, sqlite};
use envdock_server::http::guard::OwnNames;
use envdock_server::routes::router;
use envdock_server::sign_in::{local_user, mint};
use std::fs;
use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader, Lines, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, ChildStdout, Command};
use tokio::task::JoinHandle;

/// A server with one session, whose sandbox is a folder that it does not know.
struct Remote {
    app: Arc<App>,
    opened: Opened,
    url: String,
    token: String,
    sandbox: TempDir,
    state: TempDir,
    _project: TempDir,
    _data: TempDir,
    /// Connections that can be cut.
    connections: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl Remote {
    async fn new(keys: &[&str]) -> Self {
        let (project, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let example = format!("{}=\n", keys.join("=\n"));
        fs::write(project.path().join(".env.example"), example).unwrap();
        let (repository, keyring) = sqlite::open(data.path(), None).await.unwrap();
        let repository: Arc<dyn Repository> = Arc::new(repository);
        let folder = project.path().canonicalize().unwrap();
        let opened = open_folder(&*repository, folder).await.unwrap();
        let names = OwnNames::new(None);
        let control = digest("control");
        let app = App::new(repository, Arc::new(keyring), names, control, data.path());
        let app = Arc::new(app);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let behind = listener.local_addr().unwrap();
        let serving = axum::serve(listener, router(Arc::clone(&app)));
        tokio::spawn(async move { serving.await.unwrap() });
        let connections = Arc::default();
        let url = proxy(behind.port(), Arc::clone(&connections)).await;
        let body = TokenBody {
            user: None,
            role: Role::Sandbox,
            sessions: Some(vec![opened.session.clone()]),
            environments: Vec::new(),
            write_scopes: Vec::new(),
            expires_in: 600,
        };
        let token = mint(&*app.repository, &local_user(), body).await.unwrap().token.unwrap();
        Self {
            app,
            opened,
            url,
            token,
            sandbox: tempfile::tempdir().unwrap(),
            state: tempfile::tempdir().unwrap(),
            _project: project,
            _data: data,
            connections,
        }
    }

    /// Stores a value (or removes it) and tells whoever listens.
    async fn save(&self, scope: Scope, name: &str, expected: u64, value: Option<&str>) {
        let key = KeyName::new(name).unwrap();
        let address = Address { environment: Environment::default(), scope, key };
        let change =
            value.map_or(Change::Unset, |value| Change::set(SecretText::new(value.to_owned())));
        let writes =
            [Write { address, expected: Version(expected), change, only_if_none_in: Vec::new() }];
        let by = local_user();
        let batch = WriteBatch { atomic: true, ..WriteBatch::new(&writes, &by) };
        self.app.repository.write(batch, &self.app.keyring).await.unwrap();
    }

    fn of_configuration(&self) -> Scope {
        Scope::Configuration { id: self.opened.configuration.clone() }
    }

    fn of_session(&self) -> Scope {
        Scope::Session { id: self.opened.session.clone() }
    }

    fn env(&self) -> PathBuf {
        self.sandbox.path().join(".env")
    }

    fn content(&self) -> String {
        fs::read_to_string(self.env()).unwrap_or_default()
    }

    fn command(&self, url: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_envdock"));
        command.args(["env", "apply"]).args(arguments).arg(self.sandbox.path());
        command.env("ENVDOCK_URL", url).env("ENVDOCK_TOKEN", &self.token);
        command.env("XDG_STATE_HOME", self.state.path());
        for proxy in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
            command.env_remove(proxy);
        }
        command.kill_on_drop(true);
        command
    }

    async fn apply(&self, arguments: &[&str]) -> (Option<i32>, String) {
        told(&self.command(&self.url, arguments).output().await.unwrap())
    }

    /// Cuts what is connected now.
    fn cut(&self) {
        self.connections.lock().unwrap().drain(..).for_each(|connection| connection.abort());
    }
}

fn told(output: &Output) -> (Option<i32>, String) {
    crate::told(output)
}

fn exits(code: i32, text: &str) -> (Option<i32>, String) {
    (Some(code), text.to_owned())
}

/// Passes connections on, so that they can be cut; gives its address.
async fn proxy(port: u16, connections: Arc<Mutex<Vec<JoinHandle<()>>>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://127.0.0.1:{}/", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            let connection = tokio::spawn(async move {
                let mut far = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                drop(copy_bidirectional(&mut near, &mut far).await);
            });
            connections.lock().unwrap().push(connection);
        }
    });
    url
}

/// How long a line may take before the test fails.
const PATIENCE: Duration = Duration::from_mins(1);

/// A run that goes on, and what it prints.
struct Watch {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Watch {
    fn start(remote: &Remote) -> Self {
        let mut command = remote.command(&remote.url, &["--watch"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    #[track_caller]
    fn says(&mut self, expected: &str) -> impl Future<Output = ()> {
        let expected = expected.to_owned();
        async move {
            let line = tokio::time::timeout(PATIENCE, self.lines.next_line()).await;
            let line = line.unwrap_or_else(|_late| panic!("nothing was said: {expected}"));
            assert_eq!(line.unwrap(), Some(expected));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_fetches_and_writes_what_applies_to_its_session() {
    let remote = Remote::new(&["ALPHA", "BETA"]).await;
    remote.save(remote.of_configuration(), "ALPHA", 0, Some("canary")).await;
    let expected = "held back .env  ALPHA: --strict writes all or nothing\nmissing   .env  BETA\n";
    assert_eq!(remote.apply(&["--strict"]).await, exits(3, expected));
    assert!(!remote.env().exists());
    let expected = "written   .env  ALPHA\nmissing   .env  BETA\n";
    assert_eq!(remote.apply(&[]).await, exits(3, expected));
    assert_eq!(remote.content(), "ALPHA=canary\n");
    fs::write(remote.env(), "ALPHA=mine\n").unwrap();
    let expected = "conflict  .env  ALPHA: line 1 was changed by hand; --keep-file or \
                    --take-stored\nmissing   .env  BETA\n";
    assert_eq!(remote.apply(&[]).await, exits(4, expected));
    remote.save(remote.of_configuration(), "BETA", 0, Some("b")).await;
    let expected = exits(0, "written   .env  ALPHA\nwritten   .env  BETA\n");
    assert_eq!(remote.apply(&["--take-stored"]).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses_or_is_not_there_is_told_apart() {
    let mut remote = Remote::new(&["ALPHA"]).await;
    fs::write(remote.env(), "OWN=1\n").unwrap();
    let url = remote.url.trim_end_matches('/').to_owned();
    let token = std::mem::replace(&mut remote.token, "wrong".to_owned());
    let expected = format!(
        "envdock: the server {url} refused: the token in ENVDOCK_TOKEN is not a live one\n"
    );
    assert_eq!(remote.apply(&[]).await, exits(21, &expected));
    // Also when it is to go on: it was never right.
    assert_eq!(remote.apply(&["--watch"]).await, exits(21, &expected));
    remote.token.clear();
    let expected = "envdock: set ENVDOCK_TOKEN to the token of a sandbox: `envdock token mint --role sandbox`\n";
    assert_eq!(remote.apply(&[]).await, exits(2, expected));
    remote.token = token;
    for address in ["ftp://example.org", "example.org", "http://"] {
        let output = remote.command(address, &[]).output().await.unwrap();
        let expected = "envdock: the address of the server must be an http or https URL\n";
        assert_eq!(told(&output), exits(2, expected), "{address}");
    }
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{free}");
    let (code, text) = told(&remote.command(&url, &[]).output().await.unwrap());
    let expected = format!("envdock: the server {url} cannot be reached: ");
    assert_eq!((code, text.starts_with(&expected)), (Some(5), true), "{text}");
    assert_eq!(remote.content(), "OWN=1\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watching_sandbox_follows_every_change_until_the_session_ends() {
    let remote = Remote::new(&["ALPHA", "BETA"]).await;
    remote.save(remote.of_configuration(), "ALPHA", 0, Some("1")).await;
    let mut watch = Watch::start(&remote);
    watch.says("written   .env  ALPHA").await;
    watch.says("missing   .env  BETA").await;
    remote.save(remote.of_session(), "BETA", 0, Some("only here")).await;
    watch.says("written   .env  BETA").await;
    assert_eq!(remote.content(), "ALPHA=1\nBETA=\"only here\"\n".replace('"', "'"));
    // A value changes while nobody is connected.
    remote.cut();
    remote.save(remote.of_configuration(), "ALPHA", 1, Some("2")).await;
    watch.says("written   .env  ALPHA").await;
    assert_eq!(remote.content(), "ALPHA=2\nBETA='only here'\n");
    remote.app.repository.end_session(&remote.opened.session, &local_user()).await.unwrap();
    watch.says("the session has ended, or its token was revoked").await;
    watch.says("removed   .env  BETA").await;
    assert_eq!(watch.child.wait().await.unwrap().code(), Some(0));
    assert_eq!(remote.content(), "ALPHA=2\n");
}
