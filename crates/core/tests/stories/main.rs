//! What the state machine does, told as stories of a page.

mod batching;
mod story;
