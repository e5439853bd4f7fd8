//! Configurations and their specs.

mod accept;
mod declare;
mod merge;
mod moved;
mod register;
mod spec_input;

pub use accept::accept;
pub use declare::{Declaration, SpecFull, declare};
pub use merge::{Merged, merge};
pub use moved::{adopt_moved, moved};
pub use register::{Opened, RegisterError, open_folder, open_for_setup};
pub use spec_input::{Declared, validate};
