//! The `envdock` command.

use clap::Parser;
use envdock_server::cli::{Cli, CliError};
use std::io::Write;
use std::process::ExitCode;
use tracing::{Level, Metadata};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

fn main() -> ExitCode {
    let cli = Cli::parse();
    log();
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(CliError::Runtime)
        .and_then(|runtime| {
            let outcome = runtime.block_on(cli.run());
            // Connections that are still open do not keep the process.
            runtime.shutdown_background();
            outcome
        });
    match outcome {
        Ok(code) => code,
        Err(error) => {
            // Nobody may be listening any more; the exit code still tells.
            let _ = writeln!(std::io::stderr(), "envdock: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}

/// A certificate that does not fit is told by the command itself.
const USUAL: &str = "warn,rustls_platform_verifier=off";

/// Logs to standard error. `ENVDOCK_LOG` chooses what, such as `info` or `envdock_server=debug`.
fn log() {
    let asked = EnvFilter::try_from_env("ENVDOCK_LOG").unwrap_or_else(|_unset| USUAL.into());
    let text = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    tracing_subscriber::registry().with(asked).with(filter_fn(is_safe)).with(text).init();
}

/// Whatever is asked for, libraries tell no details: those are whole messages and headers, with
/// what people and agents have sent in them.
fn is_safe(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    let is_terse = *metadata.level() <= Level::WARN && !target.starts_with("rmcp");
    target.starts_with("envdock") || is_terse
}
