//! Values, while they pass through memory.

use std::fmt;
use zeroize::Zeroizing;

/// A value. Its memory is overwritten when it is dropped; `Debug` shows only its length.
///
/// It has neither `Clone` nor `Serialize` on purpose: every copy is a decision.
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Takes the text over without copying it.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The value itself. Do not format, log or store what this returns.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it has no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SecretText({} bytes)", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_the_length_only() {
        let value = SecretText::new("s3cr3t".to_owned());
        assert_eq!(format!("{value:?}"), "SecretText(6 bytes)");
        assert_eq!((value.expose(), value.is_empty()), ("s3cr3t", false));
    }
}
