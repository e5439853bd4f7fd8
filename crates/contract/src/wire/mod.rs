//! The envelopes of `/api/v1`: JSON, `snake_case`, RFC 3339 instants.
//!
//! `XBody` is what a call sends, `XAnswer` what it gets back.

mod audit;
mod checks;
mod configurations;
mod events;
mod hosted;
mod messages;
mod problem;
mod requests;
mod search;
mod secret_value;
mod secrets;
mod sessions;
mod sign_in;
mod values;

pub use audit::{AuditAnswer, AuditEntry, HealthAnswer};
pub use checks::{CheckContextBody, CheckResult, CheckedKey, ChecksAnswer, ChecksBody};
pub use configurations::{
    ConfigurationAnswer, ConfigurationsAnswer, FileInput, InvalidPolicy, RefusedPart,
    RepositoryAnswer, SlotInput, SpecAnswer, SpecBody, SpecInput,
};
pub use events::{EventBody, PresenceChange, StreamedEvent};
pub use hosted::{ConfigurationBody, DeclaredConfiguration, DeclaredRepository, RepositoryBody};
pub use messages::{MessageAnswer, MessageAuthor, MessageBody, MessagesAnswer};
pub use problem::{ErrorBody, ErrorCode, KeyProblem, PROBLEM_JSON};
pub use requests::{
    KeyAnswer, RequestAnswer, RequestsAnswer, SubmissionAnswer, SubmissionBody, SubmittedKey,
    SubmittedOutcome, SubmittedResult,
};
pub use search::{
    RemovedItem, SearchAnswer, SearchBody, SearchFilter, SearchSort, SecretGap, SecretItem,
    SecretUse,
};
pub use secret_value::SecretValue;
pub use secrets::{
    Applied, AppliedFile, BatchAnswer, BatchBody, Operation, OperationResult, Outcome,
};
pub use sessions::{
    AdoptBody, AdoptSlot, ApplyAnswer, ApplyBody, ApplyResult, Conflict, ConflictChoice,
    FileOnDisk, FilesAnswer, Missing, Resolution, SessionAnswer, SessionBody, SessionState,
    SessionsAnswer, SlotOnDisk, SnapshotAnswer, SnapshotBody,
};
pub use sign_in::{MeAnswer, SignInAnswer, SignInBody, TokenAnswer, TokenBody, TokensAnswer};
pub use values::{FileValues, LineContent, ValuesAnswer, WantedLine};
