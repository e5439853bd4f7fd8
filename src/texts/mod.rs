//! Every sentence a person reads, in one catalogue.
//!
//! Views hold no words of their own: another language is another copy of this module.
//! What takes a number takes it as an argument, because languages form plurals differently.

pub mod actions;
#[cfg(feature = "demo")]
pub mod demo;
pub mod editor;
pub mod failures;
pub mod finding;
pub mod import;
pub mod matrix;
pub mod organization;
pub mod request;
pub mod rows;
pub mod scopes;
pub mod setup;
pub mod spec;
pub mod tab;
pub mod time;

/// Joins parts into one text; `format!` would bring its whole machinery into the page.
fn join(parts: &[&str]) -> String {
    parts.concat()
}

/// A count as text.
fn number(count: usize) -> String {
    count.to_string()
}

/// `one` when `count` is 1, otherwise `many`.
fn plural<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

#[cfg(test)]
mod tests;
