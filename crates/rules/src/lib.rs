//! Policy that browser and server share. Pure: no I/O, no clock.

pub mod agent_text;
pub mod completeness;
pub mod key_formats;
pub mod look_alikes;
pub mod names;
pub mod paths;
pub mod precedence;
pub mod spec_edit;
pub mod value_hints;
