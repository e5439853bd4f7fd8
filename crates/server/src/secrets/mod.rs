//! What has to hold before a value is written.

mod places;
mod prepare;

pub use prepare::prepare;
pub(crate) use prepare::prepare_at;
