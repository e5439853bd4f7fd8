//! The protocol of 2025-11-25 on the wire, by the official SDK.
//!
//! A protocol session holds what its client can do and nothing else, so it survives a restart: an
//! id that is not known any more belongs to a client of which nothing is known.

use crate::app::App;
use crate::error::HttpError;
use crate::mcp::agent::Agent;
use crate::mcp::gate::{Gate, VERSIONS, pass};
use crate::mcp::tools::{Offer, Tool};
use async_trait::async_trait;
use axum::Router;
use axum::http::request::Parts;
use axum::middleware::from_fn_with_state;
use envdock_contract::wire::KeyProblem;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ClientCapabilities,
    ElicitRequestParams, ElicitationAction, ErrorData, Implementation, InitializeRequestParams,
    ListToolsResult, PaginatedRequestParams, ProtocolVersion, ServerCapabilities, ServerConfig,
    ToolAnnotations,
};
use rmcp::service::{ElicitationMode, RequestContext};
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::session::{
    SessionState, SessionStore, SessionStoreError,
};
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{Peer, RoleServer, ServerHandler};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::sync::Arc;

const INSTRUCTIONS: &str = "Envdock keeps the environment variables of this project. Find out \
    what the project needs (scan_project), declare it (save_env_files), ask for what is missing \
    (request_env_variables), and look how it stands (check_env). You never see a value: people \
    enter values on Envdock's own page. Never ask for one in the chat.";

/// What answers at `/mcp`.
pub(crate) fn routes(app: &Arc<App>) -> Router<Arc<App>> {
    let config = StreamableHttpServerConfig::default();
    // Every request has passed our own check of its Host and Origin.
    let mut config = config.disable_allowed_hosts();
    config.session_store = Some(Arc::new(Forgetful));
    let (cancel, events) = (config.cancellation_token.clone(), Arc::clone(&app.events));
    tokio::spawn(async move {
        events.closed().await;
        cancel.cancel();
    });
    let sessions = Arc::new(LocalSessionManager::default());
    let service = StreamableHttpService::new(|| Ok(Protocol), sessions, config);
    Router::new()
        .route_service("/mcp", service)
        .layer(from_fn_with_state(Gate::new(Arc::clone(app)), pass))
}

/// Remembers no session, and takes each for one of a client that can do nothing special.
struct Forgetful;

#[async_trait]
impl SessionStore for Forgetful {
    async fn load(&self, _id: &str) -> Result<Option<SessionState>, SessionStoreError> {
        let client = Implementation::new("unknown", "0");
        let params = InitializeRequestParams::new(ClientCapabilities::default(), client);
        let params = params.with_protocol_version(ProtocolVersion::V_2025_11_25);
        Ok(Some(SessionState::new(params)))
    }

    async fn store(&self, _id: &str, _state: &SessionState) -> Result<(), SessionStoreError> {
        Ok(())
    }

    async fn delete(&self, _id: &str) -> Result<(), SessionStoreError> {
        Ok(())
    }
}

/// The adapter. It has no state: who calls stands in each request.
struct Protocol;

impl ServerHandler for Protocol {
    fn get_info(&self) -> ServerConfig {
        let mut info = ServerConfig::new(ServerCapabilities::builder().enable_tools().build());
        info.protocol_version = ProtocolVersion::V_2025_11_25;
        info.server_info = Implementation::new("envdock", env!("CARGO_PKG_VERSION"));
        info.with_instructions(INSTRUCTIONS)
    }

    fn supported_protocol_versions(&self) -> Cow<'static, [ProtocolVersion]> {
        let is_spoken = |version: &&ProtocolVersion| VERSIONS.contains(&version.as_str());
        ProtocolVersion::KNOWN_VERSIONS.iter().filter(is_spoken).cloned().collect()
    }

    async fn list_tools(
        &self,
        _page: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(Tool::ALL.into_iter().map(described).collect()))
    }

    fn get_tool(&self, name: &str) -> Option<rmcp::model::Tool> {
        Tool::named(name).map(described)
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let tool = Tool::named(&request.name)
            .ok_or_else(|| ErrorData::invalid_params("there is no such tool", None))?;
        let parts = context.extensions.get::<Parts>();
        let agent = parts.and_then(|parts| parts.extensions.get::<Agent>());
        let agent = agent.ok_or_else(|| ErrorData::internal_error("nobody calls", None))?;
        let arguments = Value::Object(request.arguments.unwrap_or_default());
        let page = Page { peer: context.peer.clone() };
        let result = tokio::select! {
            result = tool.call(agent, arguments, &page) => result,
            // Whoever gives up waiting ends the wait, not what was asked.
            () = context.ct.cancelled() => {
                return Err(ErrorData::internal_error("the call was cancelled", None));
            }
        };
        Ok(result.map_or_else(|error| failed(&error), CallToolResult::structured).into())
    }
}

fn described(tool: Tool) -> rmcp::model::Tool {
    let hints = ToolAnnotations::new()
        .read_only(tool.is_read_only())
        .destructive(tool.is_destructive())
        .open_world(false);
    rmcp::model::Tool::new(tool.name(), tool.description(), tool.schema())
        .with_title(tool.title())
        .with_annotations(hints)
}

/// A failure that the agent can do something about.
fn failed(error: &HttpError) -> CallToolResult {
    error.log();
    let place =
        |one: &KeyProblem| json!({ "place": one.pointer, "code": one.code, "detail": one.detail });
    let (errors, retry_after_seconds) = match error {
        HttpError::Refused { errors, .. } => (errors.iter().map(place).collect(), None),
        HttpError::RateLimited { retry_after_seconds } => (Vec::new(), Some(*retry_after_seconds)),
        HttpError::NotFound
        | HttpError::MethodNotAllowed
        | HttpError::Settled(_)
        | HttpError::MissingRequired(_)
        | HttpError::Storage(_)
        | HttpError::Internal(_) => (Vec::new(), None),
    };
    CallToolResult::structured_error(json!({
        "code": error.code(),
        "detail": error.to_string(),
        "errors": errors,
        "retry_after_seconds": retry_after_seconds,
    }))
}

/// Offers the page through the agent's program, where that can open addresses.
struct Page {
    peer: Peer<RoleServer>,
}

#[async_trait]
impl Offer for Page {
    async fn open(&self, request: &str, link: &str, text: &str) -> bool {
        if !self.peer.supported_elicitation_modes().contains(&ElicitationMode::Url) {
            return true;
        }
        let params = ElicitRequestParams::UrlElicitationParams {
            meta: None,
            message: text.to_owned(),
            url: link.to_owned(),
            elicitation_id: request.to_owned(),
        };
        match self.peer.create_elicitation(params).await {
            Ok(result) => result.action == ElicitationAction::Accept,
            // The link is in the answer, too.
            Err(_) => true,
        }
    }
}
