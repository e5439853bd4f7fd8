//! The sandbox writer: fills env files with what applies, and leaves everything else alone.
//!
//! [`Workspace`] is the only place that touches the disk; [`FileState`] decides, without I/O, what
//! to change; [`apply`] and [`scrub`] bring both together. Who may do this, which value applies and
//! where records are kept is for the caller.

mod apply;
mod archive;
mod error;
mod plan;
mod prepared;
mod readers;
mod record;
mod scrub;
mod state;
mod workspace;

pub use apply::{ApplyOptions, Extent, FileOutcome, FileWork, apply};
pub use archive::{ArchiveError, ArchiveLimits, Exceptions, Identity, archive, identity};
pub use error::SandboxError;
pub use plan::{FilePlan, Wanted};
pub use prepared::{Prepared, is_temporary, put_all};
pub use readers::{reader_name, readers};
pub use record::{LineHash, LineKey, LineOrigin, LineRecord};
pub use scrub::{ScrubOutcome, scrub};
pub use state::{FileRecords, FileState, ValueNotCertain};
pub use workspace::{FileBytes, Workspace};
