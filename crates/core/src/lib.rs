//! The sans-I/O heart of the user interface.
//!
//! [`State::update`] takes one [`Event`] (a fact, in the past) and the time, and gives back
//! [`Effects`]: [`Command`]s for the runtime and the names of what has [`Changed`].
//! There is no clock, no randomness, no I/O and no value in here: of a typed text only its
//! [`DraftMark`] is known.
//!
//! # The runtime's side of the contract
//! - After an update: set the signals named in `changed` from the queries ([`State::entry`],
//!   [`State::summary`], …), then run the commands in order.
//! - [`Command::StartTimer`]: wait a random time between `delay.min_ms` and `delay.max_ms`, then
//!   report [`Event::TimerFired`] with the same timer. 0 means the next macrotask. Timers are never
//!   cancelled; a late one is ignored.
//! - Every call ([`Command::Check`], `ReadConfigurations`, `ReadListing`, `ReadFiles`, `ReadMe`,
//!   `Read`, `Save`) is answered exactly once, by its `…Answered` or `…Failed` event. Time limits belong to
//!   the runtime, which reports [`CheckFailure::Timeout`].
//! - [`Command::OpenStream`] begins to tell what changes, as [`StreamEvent`]s, until the stream is
//!   lost (told once, then no more) or [`Command::CloseStream`] comes. There is one at a time.
//! - [`Command::Save`] may come twice for one [`SaveId`]: the body must be the same bytes, so what
//!   was sent is kept until [`Command::ForgetSave`]. [`Command::DropDraft`] ends a typed text.
//!
//! # How a view gets its data
//! - A list of keys: [`Event::KeysWanted`] with [`SlotId`]s; all that is wanted within one tick
//!   becomes one request.
//! - A configuration with everything it needs: [`Event::SummariesWanted`]. It reads the
//!   configuration, then watches all slots of its spec, and keeps the [`Summary`].
//! - The list of all configurations: [`Event::ListingWanted`]; what is on disk:
//!   [`Event::FilesWanted`], after which [`Entry::on_disk`] is set.
//! - A session, its requests and its conversation: [`SubjectEvent::Wanted`]. The slots of an open
//!   request are [`SlotId::of_request`]; they are watched with it.

mod applied;
mod batch;
mod calls;
mod changed;
mod check;
mod command;
mod configuration;
mod configurations;
mod connection;
mod conversation;
mod counts;
mod disk;
mod disk_state;
mod drafts;
mod entry;
mod event;
mod failure;
mod idle;
mod interest;
mod news;
mod news_taken;
mod order;
mod reads;
mod rebase;
mod request_size;
mod requests;
mod resource;
mod retry;
mod save;
mod saves;
mod sign_in;
mod slot_id;
mod state;
mod stream;
mod subject;
mod subjects;
mod submission;
mod summary;
mod table;
mod tally;
mod time;
mod undo;

pub use changed::{Changed, Effects};
pub use command::{CallId, CheckPart, CheckRequest, Command};
pub use configuration::{Configuration, Repository};
pub use connection::{Connection, Me, SignIn};
pub use conversation::{Author, Message, Session};
pub use disk::{DiskFile, DiskSlot};
pub use entry::{DraftMark, DraftRevision, Entry, Fetch, SaveState};
pub use event::{Event, Outdated, PartResult, WatchId};
pub use failure::{CheckFailure, SaveFailure};
pub use news::{AddressNews, News, StreamEvent, StreamId};
pub use order::{Moment, Order};
pub use resource::{ReadStatus, Resource};
pub use retry::{Backoff, FRESH_MS};
pub use save::{
    FileEffect, FileResult, IdempotencyKey, SaveAction, SaveId, SaveOperation, SaveOutcome,
    SaveRequest, SaveRoute, SaveVerb,
};
pub use slot_id::{CheckContext, SlotId, SummaryId};
pub use state::State;
pub use subject::{Subject, SubjectAnswer, SubjectArrival, SubjectEvent};
pub use submission::SubmissionState;
pub use summary::Summary;
pub use time::{Delay, Millis, Timer, TimerPurpose};
