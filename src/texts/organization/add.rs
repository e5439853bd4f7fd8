//! Adding a key.

/// Opens the form.
pub const ADD: &str = "Add key";
/// The form's heading.
pub const TITLE: &str = "New key";
/// A field.
pub const KEY: &str = "Key";
/// The rule.
pub const KEY_HINT: &str = "Letters, digits and _, not beginning with a digit.";
/// A choice.
pub const SCOPE: &str = "Applies to";
/// A field.
pub const DESCRIPTION: &str = "Description (optional)";
/// A field.
pub const VALUE: &str = "Value";
/// No key was typed.
pub const EMPTY: &str = "Type a key first.";
/// It begins wrongly.
pub const BAD_START: &str = "A key begins with a letter or _.";
/// It is too long.
pub const TOO_LONG: &str = "A key has at most 200 characters.";

/// A character is not allowed.
#[must_use]
pub fn bad_character(position: usize) -> String {
    let position = crate::texts::number(position);
    crate::texts::join(&["Character ", &position, " is not allowed: letters, digits and _ only."])
}
