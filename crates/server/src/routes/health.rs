//! `GET /healthz`.

use crate::http::json::Json;
use envdock_contract::wire::HealthAnswer;

/// Says that the server runs.
pub(crate) async fn read() -> Json<HealthAnswer> {
    Json(HealthAnswer { status: "ok".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() })
}
