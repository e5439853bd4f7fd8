//! The command line.

mod adopt;
mod control;
mod env;
mod error;
mod exit;
mod folder;
mod join;
mod mcp;
mod open;
pub(crate) mod print;
mod scan;
mod serve;
mod server_file;
mod setup_agent;
mod signals;
mod store;
mod token;
mod welcome;

pub use error::CliError;
pub use server_file::ServerFile;
pub use store::open_store;
use token::TokenCommand;
pub(crate) use welcome::welcome;

use crate::config::{Config, DEFAULT_PORT, data_dir};
use crate::http::{AllowedOrigins, public_url};
use clap::{Args, Parser, Subcommand};
use envdock_contract::model::ConfigurationId;
use std::path::PathBuf;
use std::process::ExitCode;

const EXIT_CODES: &str = "\
Exit codes:
   0  done
   1  something could not be done, such as writing a file
   2  the command line is wrong
   3  required variables have no value, or values remain after a scrub
   4  a line of an env file was changed by hand
   5  it could not be found out what is stored
      (of these, when several are so: 1, then 5, then 4, then 3; all are printed)
  10  PATH is not a folder
  11  the port is in use
  12  the database is locked by another program
  13  the database or its folder cannot be written
  14  the database was made by a newer version
  15  the database is damaged
  16  the master key is lost
  17  the master key is wrong
  18  no server is running
  19  the folder was never served, or nothing was applied to it
  20  a server that runs already does not answer
  21  the server refused the token, or its session has ended";

/// Shows which environment variables a project needs, and stores the missing ones.
#[derive(Debug, Parser)]
#[command(name = "envdock", version, after_help = EXIT_CODES)]
pub struct Cli {
    /// Where Envdock keeps its data (otherwise the `envdock` folder of `XDG_DATA_HOME`).
    #[arg(long, global = true, env = "ENVDOCK_DATA_DIR", value_name = "FOLDER")]
    data_dir: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Scans the repository at PATH and serves the page that shows it.
    Serve(ServeArgs),
    /// Prints a new link to the page of the running server.
    Open,
    /// Mints, lists and revokes tokens for programs.
    #[command(subcommand)]
    Token(TokenCommand),
    /// Writes env files, or removes what was written.
    #[command(subcommand)]
    Env(env::EnvCommand),
    /// Lists what the repository at PATH needs, and stores nothing.
    ///
    /// Dockerfiles are not searched: what they declare with ARG and ENV comes from themselves or
    /// from whoever builds and runs the image, not from an env file.
    Scan(ScanArgs),
    /// Connects an agent to the session of the folder at PATH, over standard input and output.
    Mcp {
        /// The repository.
        #[arg(default_value = ".")]
        path: PathBuf,
    },
    /// Sets up the project of a setup session. The server starts it.
    #[command(hide = true)]
    SetupAgent,
}

/// What to scan.
#[derive(Debug, Args)]
struct ScanArgs {
    /// The repository.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Prints JSON for other programs.
    #[arg(long)]
    json: bool,
}

/// Where to listen, and for what.
#[derive(Debug, Args)]
struct ServeArgs {
    /// The repository.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, env = "ENVDOCK_PORT", default_value_t = DEFAULT_PORT)]
    port: u16,
    /// The address people open, if it is not the one that is printed.
    #[arg(long, env = "ENVDOCK_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    public_url: Option<String>,
    /// The origins of hosts whose pages may call this server, with commas; never `*`.
    #[arg(long, env = "ENVDOCK_ALLOWED_ORIGINS", value_name = "ORIGINS", default_value = "")]
    allowed_origins: AllowedOrigins,
    /// Lets an agent set the project up, instead of scanning it at start.
    #[arg(long)]
    setup: bool,
    /// The repository was in another folder before: goes on with the keys and values of that
    /// configuration.
    #[arg(long, value_name = "CONFIGURATION", value_parser = ConfigurationId::new)]
    adopt_from: Option<ConfigurationId>,
}

impl Cli {
    /// Runs the command.
    ///
    /// # Errors
    /// [`CliError`] has one line for people and the exit code.
    pub async fn run(self) -> Result<ExitCode, CliError> {
        // Not every command needs one.
        let data_dir = data_dir(self.data_dir.as_deref(), |name| std::env::var(name).ok());
        match self.command {
            Command::SetupAgent => setup_agent::run().await,
            Command::Scan(ScanArgs { path, json }) => scan::run(&path, json),
            Command::Serve(arguments) => {
                let ServeArgs { path, port, public_url, allowed_origins, setup, adopt_from } =
                    arguments;
                let config = Config { data_dir: data_dir?, port, public_url, allowed_origins };
                serve::run(&path, config, setup, adopt_from).await
            }
            Command::Open => open::run(&data_dir?).await,
            Command::Token(command) => token::run(command, &data_dir?).await,
            Command::Mcp { path } => mcp::run(&path, &data_dir?).await,
            Command::Env(command) => env::run(command, &data_dir?).await,
        }
    }
}
