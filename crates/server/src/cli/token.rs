//! `envdock token mint|list|revoke`. Works with and without a running server.

use crate::cli::{CliError, open_store, print};
use crate::policy::may_mint;
use crate::sign_in::{Identity, mint};
use clap::{Args, Subcommand, ValueEnum};
use envdock_contract::model::{Environment, NameError, Role, SessionId, UserId};
use envdock_contract::wire::TokenBody;
use std::path::Path;
use std::process::ExitCode;

const SECONDS_PER_DAY: u64 = 24 * 60 * 60;

/// What to do with tokens.
#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Mints a token and prints it, once.
    Mint(MintArgs),
    /// Lists the live tokens.
    List,
    /// Ends a token.
    Revoke {
        /// The id that `list` shows.
        id: String,
    },
}

/// What a new token may do.
#[derive(Debug, Args)]
pub(crate) struct MintArgs {
    /// The role.
    #[arg(long, value_enum)]
    role: RoleName,
    /// Whose it is; otherwise yours.
    #[arg(long, value_parser = user)]
    user: Option<UserId>,
    /// A session it is bound to; can be repeated.
    #[arg(long = "session", value_parser = session)]
    sessions: Vec<SessionId>,
    /// An environment it may use; can be repeated. Otherwise `dev`.
    #[arg(long = "environment", value_parser = environment)]
    environments: Vec<Environment>,
    /// How many days it lives.
    #[arg(long, default_value_t = 30)]
    days: u64,
}

/// The roles of the contract.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleName {
    Owner,
    Admin,
    Member,
    Host,
    Agent,
    Sandbox,
}

fn user(text: &str) -> Result<UserId, NameError> {
    UserId::new(text)
}

fn session(text: &str) -> Result<SessionId, NameError> {
    SessionId::new(text)
}

fn environment(text: &str) -> Result<Environment, NameError> {
    Environment::new(text)
}

/// Runs the command.
pub(crate) async fn run(command: TokenCommand, data_dir: &Path) -> Result<ExitCode, CliError> {
    let (repository, _) = open_store(data_dir).await?;
    let by = Identity::local();
    match command {
        TokenCommand::Mint(arguments) => {
            let body = body(arguments);
            let is_bound = body.sessions.is_some();
            if !may_mint(&by, body.role, is_bound, body.expires_in) {
                return Err(CliError::TokenRefused);
            }
            let answer = mint(&*repository, &by.user, body).await?;
            print::line(&answer.token.unwrap_or_default());
        }
        TokenCommand::List => {
            for token in repository.tokens().await? {
                let role = format!("{:?}", token.role).to_lowercase();
                let (id, user, ends) = (token.id, token.user, token.expires_at.0);
                print::line(&format!("{id}  {role:<7}  {user}  until {ends}"));
            }
        }
        TokenCommand::Revoke { id } => {
            if !repository.revoke_token(&id, &by.user).await? {
                return Err(CliError::NoSuchToken(id));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn body(arguments: MintArgs) -> TokenBody {
    TokenBody {
        user: arguments.user,
        role: match arguments.role {
            RoleName::Owner => Role::Owner,
            RoleName::Admin => Role::Admin,
            RoleName::Member => Role::Member,
            RoleName::Host => Role::Host,
            RoleName::Agent => Role::Agent,
            RoleName::Sandbox => Role::Sandbox,
        },
        sessions: Some(arguments.sessions).filter(|sessions| !sessions.is_empty()),
        environments: arguments.environments,
        write_scopes: Vec::new(),
        expires_in: arguments.days.saturating_mul(SECONDS_PER_DAY),
    }
}
