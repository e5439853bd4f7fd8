//! The agent's connection: tools over MCP, and lines of the conversation.

use crate::setup_agent::run::AgentError;
use rmcp::ServiceExt;
use rmcp::model::{
    CallToolRequestParams, ClientCapabilities, ClientConfig, Implementation, ProtocolVersion,
};
use rmcp::service::{RoleClient, RunningService};
use rmcp::transport::StreamableHttpClientTransport;
use rmcp::transport::streamable_http_client::StreamableHttpClientTransportConfig;
use serde_json::{Value, json};

/// Longest line that the server takes, in characters, with room to spare.
const LONGEST: usize = 3_500;

/// A connected agent.
pub(super) struct Conversation {
    client: RunningService<RoleClient, ClientConfig>,
    http: reqwest::Client,
    messages: String,
    token: String,
}

impl Conversation {
    pub(super) async fn open(url: &str, session: &str, token: String) -> Result<Self, AgentError> {
        let http = reqwest::Client::builder().no_proxy().build()?;
        let name = Implementation::new("envdock-setup-agent", env!("CARGO_PKG_VERSION"));
        let config = ClientConfig::new(ClientCapabilities::default(), name)
            .with_protocol_version(ProtocolVersion::V_2025_11_25);
        let transport = StreamableHttpClientTransportConfig::with_uri(format!("{url}/mcp"))
            .auth_header(token.clone());
        let transport = StreamableHttpClientTransport::with_client(http.clone(), transport);
        let client = config.serve(transport).await.map_err(|_error| AgentError::Unreachable)?;
        let messages = format!("{url}/api/v1/sessions/{session}/messages");
        Ok(Self { client, http, messages, token })
    }

    /// Uses a tool.
    pub(super) async fn tool(
        &self,
        name: &'static str,
        arguments: Value,
    ) -> Result<Value, AgentError> {
        let mut call = CallToolRequestParams::new(name);
        call.arguments = arguments.as_object().cloned();
        let result = self.client.call_tool(call).await.map_err(|_error| AgentError::Unreachable)?;
        let answer = result.structured_content.unwrap_or_default();
        if result.is_error == Some(true) {
            let detail = answer.get("detail").and_then(Value::as_str).unwrap_or_default();
            return Err(AgentError::Refused(detail.to_owned()));
        }
        Ok(answer)
    }

    /// Says a line.
    pub(super) async fn say(&self, text: &str) -> Result<(), AgentError> {
        let text: String = text.chars().take(LONGEST).collect();
        let request = self.http.post(&self.messages).bearer_auth(&self.token);
        request.json(&json!({ "text": text })).send().await?.error_for_status()?;
        Ok(())
    }

    /// Takes leave.
    pub(super) async fn close(self) {
        // The server forgets the connection by itself, too.
        let _ = self.client.cancel().await;
    }
}
