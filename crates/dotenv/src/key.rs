//! The rule for keys.

use thiserror::Error;

/// The longest key that is accepted, in characters.
pub const MAX_KEY_LENGTH: usize = 200;

/// Why a key is refused. Never holds the key itself: people paste values into key fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyError {
    /// There is no key.
    #[error("the key is empty")]
    Empty,
    /// The key is longer than [`MAX_KEY_LENGTH`].
    #[error("the key is longer than {MAX_KEY_LENGTH} characters")]
    TooLong,
    /// A character is not allowed where it stands, counted from 1.
    #[error(
        "character {position} of the key is not allowed: use A-Z, a-z, 0-9 and _, no digit first"
    )]
    Character {
        /// Which character, counted from 1.
        position: usize,
    },
}

/// Checks a key against `[A-Za-z_][A-Za-z0-9_]*`, 1 to 200 characters.
///
/// # Errors
/// Says which part of the rule is broken, without the key.
pub fn check_key(key: &str) -> Result<(), KeyError> {
    if key.is_empty() {
        return Err(KeyError::Empty);
    }
    if let Some(index) = key.chars().enumerate().position(|(index, c)| !is_key_char(index, c)) {
        return Err(KeyError::Character { position: index + 1 });
    }
    if key.len() > MAX_KEY_LENGTH {
        return Err(KeyError::TooLong);
    }
    Ok(())
}

/// Whether a text is a valid key.
#[must_use]
pub fn is_key(text: &str) -> bool {
    check_key(text).is_ok()
}

fn is_key_char(index: usize, c: char) -> bool {
    c == '_' || c.is_ascii_alphabetic() || (index > 0 && c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{KeyError, check_key};

    #[test]
    fn ordinary_names_are_keys() {
        for key in ["A", "_", "a9", "DATABASE_URL", "_1", "export", &"K".repeat(200)] {
            assert_eq!(check_key(key), Ok(()), "{key}");
        }
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        assert_eq!(check_key(""), Err(KeyError::Empty));
        assert_eq!(check_key(&"K".repeat(201)), Err(KeyError::TooLong));
        for (key, position) in [
            ("9A", 1),
            ("A-B", 2),
            ("A.B", 2),
            ("A B", 2),
            (" A", 1),
            ("Ä", 1),
            ("AÄ", 2),
            ("A=", 2),
        ] {
            assert_eq!(check_key(key), Err(KeyError::Character { position }), "{key}");
        }
    }

    #[test]
    fn a_refusal_does_not_show_the_key() {
        let refusal = check_key("sk-secret").unwrap_err();
        assert!(!refusal.to_string().contains("sk-"), "{refusal}");
        assert!(!KeyError::TooLong.to_string().is_empty());
    }
}
