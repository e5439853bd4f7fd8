//! What happens to every request before and after its route.

mod at_once;
mod caller;
mod extract;
pub mod guard;
pub mod headers;
mod if_match;
pub mod json;
mod limits;
mod origins;
mod stranger;

pub use at_once::{AtOnce, Turn};
pub use caller::{Caller, bearer, identity_of};
pub use extract::{Path, Query};
pub use if_match::{if_match, mismatch};
pub use limits::{Limits, Payer};
pub use origins::{AllowedOrigins, OriginsError, public_url};
pub use stranger::Stranger;
