//! What changed, as it happens: the writes tell the [`Hub`], and streams read from it.

mod hub;
mod stream;
mod visible;

pub use hub::Hub;
pub(crate) use stream::{RECHECK, Stream, start};
