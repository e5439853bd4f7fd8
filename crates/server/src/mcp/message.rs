//! What arrives must be one message of JSON-RPC 2.0. The SDK's own words for anything else repeat
//! what they found.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// Why it is no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoMessage {
    /// It is not JSON.
    NotJson,
    /// It is JSON, but no message.
    Invalid,
    /// It names a version of the protocol that this server does not speak.
    UnknownVersion,
}

/// Whether the bytes are one message, as far as JSON-RPC is concerned.
pub(super) fn check(bytes: &[u8]) -> Result<(), NoMessage> {
    let message: Value = serde_json::from_slice(bytes).map_err(|_repeats_it| NoMessage::NotJson)?;
    let is_message = message.as_object().is_some_and(is_message);
    if is_message { Ok(()) } else { Err(NoMessage::Invalid) }
}

fn is_message(message: &Map<String, Value>) -> bool {
    let id = message.get("id");
    let has_good_id = id.is_some_and(|id| id.is_string() || id.is_i64() || id.is_u64());
    let is_call = message.get("method").is_some_and(Value::is_string)
        && (id.is_none() || has_good_id)
        && message.get("params").is_none_or(Value::is_object);
    let is_answer = has_good_id && message.contains_key("result") != message.contains_key("error");
    message.get("jsonrpc") == Some(&json!("2.0"))
        && message.contains_key("method") != is_answer
        && (is_call || is_answer)
}

impl IntoResponse for NoMessage {
    fn into_response(self) -> Response {
        let (code, text) = match self {
            Self::NotJson => (-32700, "the body is not JSON"),
            Self::Invalid => (-32600, "the body is not one message of JSON-RPC 2.0"),
            Self::UnknownVersion => {
                (-32600, "this server does not speak that version of the protocol")
            }
        };
        let error = json!({ "code": code, "message": text });
        let body = json!({ "jsonrpc": "2.0", "id": null, "error": error }).to_string();
        let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
        (StatusCode::BAD_REQUEST, kind, body).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_single_messages_of_json_rpc_are_let_in() {
        for good in [
            r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":"a","method":"ping","params":{}}"#,
            r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
            r#"{"jsonrpc":"2.0","id":1,"result":{}}"#,
            r#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x"}}"#,
        ] {
            assert_eq!(check(good.as_bytes()), Ok(()), "{good}");
        }
        assert_eq!(check(b"sk_live"), Err(NoMessage::NotJson));
        for bad in [
            r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#,
            r#"{"id":1,"method":"ping"}"#,
            r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":1,"method":7}"#,
            r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}"#,
            r#"{"jsonrpc":"2.0","id":1}"#,
            r#"{"jsonrpc":"2.0","id":1,"result":{},"error":{}}"#,
            "7",
        ] {
            assert_eq!(check(bad.as_bytes()), Err(NoMessage::Invalid), "{bad}");
        }
    }
}
