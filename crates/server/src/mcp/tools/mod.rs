//! What an agent can do, one tool per file. Answers carry names and states only.

mod check_env;
mod notice;
mod request_answer;
mod request_env_variables;
mod save_env_files;
mod scan_project;
mod withdraw_request;

use crate::error::HttpError;
use crate::mcp::agent::Agent;
use async_trait::async_trait;
use rmcp::handler::server::common::schema_for_type;
use rmcp::model::JsonObject;
use serde_json::Value;
use std::sync::Arc;

/// Offers a person the page of a request, where the agent's program can.
#[async_trait]
pub(super) trait Offer: Send + Sync {
    /// `false`: the person does not want to open it now.
    async fn open(&self, request: &str, link: &str, text: &str) -> bool;
}

/// One tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    ScanProject,
    SaveEnvFiles,
    RequestEnvVariables,
    CheckEnv,
    WithdrawRequest,
}

impl Tool {
    /// All of them, in the order in which they are used.
    pub(super) const ALL: [Self; 5] = [
        Self::ScanProject,
        Self::SaveEnvFiles,
        Self::RequestEnvVariables,
        Self::CheckEnv,
        Self::WithdrawRequest,
    ];

    /// The tool with this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tool| tool.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ScanProject => "scan_project",
            Self::SaveEnvFiles => "save_env_files",
            Self::RequestEnvVariables => "request_env_variables",
            Self::CheckEnv => "check_env",
            Self::WithdrawRequest => "withdraw_request",
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::ScanProject => "Find environment variables",
            Self::SaveEnvFiles => "Declare env files",
            Self::RequestEnvVariables => "Ask a person for values",
            Self::CheckEnv => "See which values are set",
            Self::WithdrawRequest => "Take a question back",
        }
    }

    pub(super) fn description(self) -> &'static str {
        match self {
            Self::ScanProject => scan_project::DESCRIPTION,
            Self::SaveEnvFiles => save_env_files::DESCRIPTION,
            Self::RequestEnvVariables => request_env_variables::DESCRIPTION,
            Self::CheckEnv => check_env::DESCRIPTION,
            Self::WithdrawRequest => withdraw_request::DESCRIPTION,
        }
    }

    /// It changes nothing.
    pub(super) fn is_read_only(self) -> bool {
        matches!(self, Self::ScanProject | Self::CheckEnv)
    }

    /// It can take something away.
    pub(super) fn is_destructive(self) -> bool {
        self == Self::SaveEnvFiles
    }

    pub(super) fn schema(self) -> Arc<JsonObject> {
        match self {
            Self::ScanProject => schema_for_type::<scan_project::Arguments>(),
            Self::SaveEnvFiles => schema_for_type::<save_env_files::Arguments>(),
            Self::RequestEnvVariables => schema_for_type::<request_env_variables::Arguments>(),
            Self::CheckEnv => schema_for_type::<check_env::Arguments>(),
            Self::WithdrawRequest => schema_for_type::<withdraw_request::Arguments>(),
        }
    }

    /// Does it.
    pub(super) async fn call(
        self,
        agent: &Agent,
        arguments: Value,
        offer: &dyn Offer,
    ) -> Result<Value, HttpError> {
        match self {
            Self::ScanProject => scan_project::call(agent, arguments).await,
            Self::SaveEnvFiles => save_env_files::call(agent, arguments).await,
            Self::RequestEnvVariables => request_env_variables::call(agent, arguments, offer).await,
            Self::CheckEnv => check_env::call(agent, arguments).await,
            Self::WithdrawRequest => withdraw_request::call(agent, arguments).await,
        }
    }
}
