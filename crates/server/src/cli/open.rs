//! `envdock open`.

use crate::cli::control::post;
use crate::cli::{CliError, ServerFile, print};
use crate::routes::LaunchAnswer;
use std::path::Path;
use std::process::ExitCode;

/// Prints a new launch link.
pub(crate) async fn run(data_dir: &Path) -> Result<ExitCode, CliError> {
    let file = ServerFile::read(data_dir).ok_or(CliError::NoServer)?;
    let Some(answer) = post::<LaunchAnswer>(&file, "/control/launch").await else {
        return Err(CliError::NoServer);
    };
    print::line(&format!("{}/#launch={}", file.url, answer.launch));
    Ok(ExitCode::SUCCESS)
}
