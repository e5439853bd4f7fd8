//! Sessions, their requests and conversations over HTTP.

use crate::api::http::transport::{Call, Transport};
use crate::api::http::{once, paths};
use crate::api::wire::sessions as wire;
use crate::api::{
    ApiError, Conversation, MissingSlot, OneRequest, Requests, Snapshot, SubmissionOrder, Submitted,
};
use envdock_contract::model::{ConfigurationId, Environment, RequestId, SessionId};
use envdock_contract::wire::{MessageBody, MessagesAnswer, SessionAnswer, SessionBody};
use envdock_core::Session;
use std::rc::Rc;

pub(super) async fn requests(
    transport: Rc<Transport>,
    session: SessionId,
) -> Result<Requests, ApiError> {
    let path = paths::session(&session, "requests");
    Ok(wire::requests(transport.call(Call::get(&path)).await?))
}

pub(super) async fn request(
    transport: Rc<Transport>,
    id: RequestId,
) -> Result<OneRequest, ApiError> {
    Ok(wire::request(transport.call(Call::get(&format!("/requests/{id}"))).await?))
}

pub(super) async fn decline(
    transport: Rc<Transport>,
    id: RequestId,
) -> Result<OneRequest, ApiError> {
    let call = Call::post(&format!("/requests/{id}/decline"), &serde_json::json!({}))?;
    Ok(wire::request(transport.call(call).await?))
}

pub(super) async fn submit(
    transport: Rc<Transport>,
    order: SubmissionOrder,
) -> Result<Submitted, ApiError> {
    let call =
        Call::post(&format!("/requests/{}/submission", order.request), &wire::submission(&order))?;
    let answer = transport.call(once(call.patiently(), &order.idempotency_key)).await;
    wire::submitted(&order, answer)
}

pub(super) async fn conversation(
    transport: Rc<Transport>,
    session: SessionId,
) -> Result<Conversation, ApiError> {
    let path = paths::session(&session, "messages");
    let MessagesAnswer { revision, messages, .. } = transport.call(Call::get(&path)).await?;
    let messages = messages.into_iter().map(wire::message).collect();
    Ok(Conversation { revision: Some(revision), messages })
}

pub(super) async fn say(
    transport: Rc<Transport>,
    session: SessionId,
    text: String,
) -> Result<(), ApiError> {
    let path = paths::session(&session, "messages");
    transport.call_without_answer(Call::post(&path, &MessageBody { text })?).await
}

pub(super) async fn read(transport: Rc<Transport>, id: SessionId) -> Result<Session, ApiError> {
    let answer: SessionAnswer = transport.call(Call::get(&format!("/sessions/{id}"))).await?;
    Ok(wire::session(answer))
}

pub(super) async fn start(
    transport: Rc<Transport>,
    configuration: ConfigurationId,
    environment: Environment,
    setup: bool,
) -> Result<Session, ApiError> {
    let body = SessionBody { configuration, environment, setup };
    let answer: SessionAnswer = transport.call(Call::post("/sessions", &body)?).await?;
    Ok(wire::session(answer))
}

pub(super) async fn end(transport: Rc<Transport>, id: SessionId) -> Result<(), ApiError> {
    let call = Call::post(&paths::session(&id, "end"), &serde_json::json!({}))?;
    transport.call_without_answer(call.patiently()).await
}

pub(super) async fn finish(
    transport: Rc<Transport>,
    id: SessionId,
    acknowledged: Vec<MissingSlot>,
) -> Result<Snapshot, ApiError> {
    let body = wire::snapshot(acknowledged);
    let call = Call::post(&paths::session(&id, "snapshot"), &body)?.patiently();
    Ok(wire::saved(transport.call(call).await?))
}
