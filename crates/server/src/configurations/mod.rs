//! Configurations and their specs.

mod accept;
mod merge;
mod register;
mod spec_input;

pub use accept::accept;
pub use merge::{Merged, merge};
pub use register::{Opened, RegisterError, configuration_id, open_folder};
pub use spec_input::{Declared, validate};
