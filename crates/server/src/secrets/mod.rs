//! What has to hold before a value is written.

mod places;
mod prepare;

pub use prepare::prepare;
