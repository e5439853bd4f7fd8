//! What happens to every request before and after its route.

mod caller;
pub mod guard;
pub mod headers;
pub mod json;
mod limits;

pub use caller::{Caller, bearer, identity_of};
pub use limits::Limits;
