//! Environment requests: an agent asks for values, a person answers once.

mod ask;
mod find;
mod open;
mod wait;

pub use ask::{Ask, Asked, AskedKey, KnownKey};
pub use find::{find, of_session};
pub use open::{open, withdraw};
pub use wait::{Settlements, wait};
