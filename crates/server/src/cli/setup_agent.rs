//! `envdock setup-agent`: started by the server, told what to do by its environment.

use crate::cli::CliError;
use crate::setup_agent::{SESSION, TOKEN, URL, run as set_up};
use std::process::ExitCode;

/// Sets up the project of one session.
pub(crate) async fn run() -> Result<ExitCode, CliError> {
    let told = |name| std::env::var(name).map_err(|_unset| CliError::NotToldWhatToDo(name));
    set_up(&told(URL)?, &told(SESSION)?, told(TOKEN)?).await?;
    Ok(ExitCode::SUCCESS)
}
