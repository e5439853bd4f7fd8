//! What the host's methods are called with, where the wire contract has it in path and headers.

use envdock_contract::model::{ConfigurationId, RequestId, SessionId, Version};
use envdock_contract::wire::{BatchBody, SnapshotBody, SpecBody, SubmissionBody};
use serde::Serialize;

/// `configurations`: all there are, or these.
#[derive(Serialize)]
pub(super) struct Reading<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ids: Option<&'a [ConfigurationId]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cursor: Option<&'a str>,
}

/// `spec`.
#[derive(Serialize)]
pub(super) struct About<'a> {
    pub(super) configuration: &'a ConfigurationId,
}

/// `saveSpec`.
#[derive(Serialize)]
pub(super) struct SavingSpec {
    pub(super) configuration: ConfigurationId,
    /// 0: there is none yet.
    pub(super) expected_version: Version,
    #[serde(flatten)]
    pub(super) body: SpecBody,
}

/// `write`: the same key and body get the first answer again.
#[derive(Serialize)]
pub(super) struct Writing<'a> {
    pub(super) idempotency_key: &'a str,
    #[serde(flatten)]
    pub(super) body: BatchBody,
}

/// `requests`.
#[derive(Serialize)]
pub(super) struct OfSession {
    pub(super) session: SessionId,
}

/// `request` and `decline`.
#[derive(Serialize)]
pub(super) struct OfRequest {
    pub(super) request: RequestId,
}

/// `submit`: the same key and body get the first answer again.
#[derive(Serialize)]
pub(super) struct Submitting<'a> {
    pub(super) request: &'a RequestId,
    pub(super) idempotency_key: &'a str,
    #[serde(flatten)]
    pub(super) body: SubmissionBody,
}

/// `finish`.
#[derive(Serialize)]
pub(super) struct Finishing {
    pub(super) session: SessionId,
    #[serde(flatten)]
    pub(super) body: SnapshotBody,
}
