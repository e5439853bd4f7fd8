//! What a check costs: one statement, whatever is asked.

use crate::common::Server;
use crate::log::Log;
use serde_json::json;

#[tokio::test]
async fn a_check_of_many_contexts_is_one_statement() {
    let (log, _turn) = Log::begin().await;
    let server = Server::with_keys(&["ALPHA"]).await;
    let context = json!({
        "session": server.session(), "configuration": server.configuration(),
        "file": { "path": ".env" }, "keys": ["ALPHA", "BRAVO"],
    });
    let contexts: Vec<_> = (0..20).map(|_| context.clone()).collect();
    assert!(log.statements().len() > 5, "the counter counts");
    server.post("/checks", json!({ "contexts": contexts })).await.ok();
    let statements = log.statements();
    assert_eq!(statements.len(), 1, "{statements:#?}");
}
