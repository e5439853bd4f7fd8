//! Environment requests: an agent asks for values, a person answers once.

mod ask;
mod find;
mod known;
mod mentions;
mod open;
mod question;
mod settle;
mod submit;
mod wait;

pub use ask::{Ask, Asked, AskedKey, KnownKey};
pub use find::{Found, find, of_session};
pub use open::open;
pub use settle::{decline, withdraw};
pub use submit::submit;
pub use wait::wait;
