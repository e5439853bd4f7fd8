//! `envdock serve`.

use crate::app::App;
use crate::cli::adopt::adopt;
use crate::cli::folder::folder;
use crate::cli::join::{Hold, join};
use crate::cli::signals::Signals;
use crate::cli::welcome::{agents, welcome};
use crate::cli::{CliError, ServerFile, open_store, print};
use crate::config::Config;
use crate::configurations::{open_folder, open_for_setup};
use crate::crypto::Token;
use crate::db::Repository;
use crate::http::guard::OwnNames;
use crate::routes::{FolderBody, router};
use crate::setup_agent::{self, Program};
use envdock_contract::model::ConfigurationId;
use std::future::IntoFuture;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// How long open connections may take to finish after Ctrl-C.
const GRACE: Duration = Duration::from_millis(1_500);

/// How often values whose time is over are looked for.
const EXPIRY: Duration = Duration::from_hours(1);

/// How long closing the store may take after that.
const CLOSING: Duration = Duration::from_millis(300);

/// Serves the repository at `path` until a signal ends it.
pub(crate) async fn run(
    path: &Path,
    config: Config,
    setup: bool,
    adopt_from: Option<ConfigurationId>,
) -> Result<ExitCode, CliError> {
    let folder = folder(path)?;
    let Some(_hold) = Hold::take(&config.data_dir)? else {
        return join(FolderBody { folder, setup, adopt_from }, &config.data_dir).await;
    };
    // Before anything is stored: a port that is taken changes nothing.
    let listener = bind(config.port).await?;
    let (repository, keyring) = open_store(&config.data_dir).await?;
    adopt(&*repository, &folder, adopt_from).await?;
    let port = listener.local_addr().map_err(CliError::Runtime)?.port();
    let url = url(&config, port);
    let opened = if setup {
        open_for_setup(&*repository, &folder).await?
    } else {
        open_folder(&*repository, folder.clone()).await?
    };
    let control = Token::generate()?;
    let (names, digest) = (own_names(&config), control.digest());
    let mut app = App::new(Arc::clone(&repository), keyring, names, digest, &config.data_dir);
    app.url.clone_from(&url);
    let program = std::env::current_exe().map_err(CliError::Runtime)?;
    app.setup_agent = Some(Program { path: program, url: format!("http://127.0.0.1:{port}") });
    app.home = Some(opened.session.clone());
    let app = Arc::new(app);
    let file = ServerFile {
        url: url.clone(),
        port,
        pid: std::process::id(),
        secret: control.expose().to_owned(),
    };
    file.write(&config.data_dir)
        .map_err(|source| CliError::DataDir { path: ServerFile::path(&config.data_dir), source })?;
    // Before anybody is told that it runs: who is told may end it, in order.
    let signals = Signals::listen().map_err(CliError::Runtime)?;
    let launch = app.sign_ins.launch()?;
    print::line(&welcome(&folder, &opened, setup));
    print::line(&format!("{url}/#launch={}", launch.expose()));
    print::line(&agents(&folder, &config.data_dir));
    if setup {
        if let Err(error) = app.workspaces.hand_over(&opened.session).await {
            tracing::warn!(%error, "values of another session are still in the files");
        }
        let session = repository.session(&opened.session).await?;
        setup_agent::spawn(&app, &session, None).await?;
    }
    let keeping = tokio::spawn(keep(Arc::clone(&repository)));
    let outcome = serve_until(signals, listener, app).await;
    keeping.abort();
    file.remove(&config.data_dir);
    // A write may still be under way; what is committed is safe without this.
    let _ = tokio::time::timeout(CLOSING, repository.close()).await;
    outcome.map_err(CliError::Runtime)?;
    Ok(ExitCode::SUCCESS)
}

/// Looks for damage that was not looked for at start, then deletes old values in time, also when
/// nobody writes.
async fn keep(repository: Arc<dyn Repository>) {
    match repository.is_sound().await {
        Ok(true) => {}
        Ok(false) => tracing::error!(
            "the database is damaged: end the server and put a copy in its place, before more is \
             stored"
        ),
        Err(error) => tracing::warn!(%error, "the database was not checked for damage"),
    }
    let mut hours = tokio::time::interval(EXPIRY);
    loop {
        hours.tick().await;
        if let Err(error) = repository.expire_values().await {
            tracing::warn!(%error, "old values were not deleted");
        }
    }
}

/// Where people find the server.
fn url(config: &Config, port: u16) -> String {
    config.public_url.clone().unwrap_or_else(|| format!("http://127.0.0.1:{port}"))
}

fn own_names(config: &Config) -> OwnNames {
    OwnNames::new(config.public_url.as_deref()).with_hosts(config.allowed_origins.clone())
}

async fn bind(port: u16) -> Result<TcpListener, CliError> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|source| {
            if source.kind() == io::ErrorKind::AddrInUse {
                CliError::PortInUse(port)
            } else {
                CliError::Port { port, source }
            }
        })
        .inspect(|_listener| tracing::info!("the server listens"))
}

async fn serve_until(mut signals: Signals, listener: TcpListener, app: Arc<App>) -> io::Result<()> {
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let mut told = stopped.clone();
    let events = Arc::clone(&app.events);
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        // An error means that the sender is gone, which ends the server as well.
        let _ = told.wait_for(|stop| *stop).await;
    });
    let mut serving = std::pin::pin!(serving.into_future());
    tokio::select! {
        ended = &mut serving => return ended,
        () = signals.received() => {}
    }
    events.close();
    stop.send_replace(true);
    // Pages keep connections open; they do not keep the server.
    tokio::time::timeout(GRACE, serving).await.unwrap_or(Ok(()))
}
