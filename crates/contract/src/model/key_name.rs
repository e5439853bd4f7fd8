//! Keys: the names of environment variables.

use crate::model::name::name;
use crate::model::{MAX_KEY_LENGTH, NameError};
use serde::{Deserialize, Serialize};

name!(
    /// The name of an environment variable.
    ///
    /// ASCII `[A-Za-z_][A-Za-z0-9_]*`, 1 to 200 characters, case-sensitive: the portable subset of
    /// POSIX.1-2024, section 8.1. A wrong name is refused, never repaired. Cheap to clone.
    KeyName,
    check_key,
    "^[A-Za-z_][A-Za-z0-9_]{0,199}$"
);

fn check_key(name: &str) -> Result<(), NameError> {
    let mut characters = name.chars().enumerate();
    match characters.next() {
        None => return Err(NameError::Empty),
        Some((_, first)) if first.is_ascii_alphabetic() || first == '_' => {}
        Some(_) => return Err(NameError::BadStart),
    }
    for (index, character) in characters {
        if !character.is_ascii_alphanumeric() && character != '_' {
            return Err(NameError::BadCharacter { position: index + 1 });
        }
    }
    if name.len() > MAX_KEY_LENGTH {
        return Err(NameError::TooLong { length: name.len(), max: MAX_KEY_LENGTH });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portable_names_are_keys() {
        for name in ["A", "_", "DATABASE_URL", "next_PUBLIC_2", &"A".repeat(MAX_KEY_LENGTH)] {
            assert_eq!(KeyName::new(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn other_names_are_refused_with_the_broken_rule() {
        let long = "A".repeat(MAX_KEY_LENGTH + 1);
        for (name, expected) in [
            ("", NameError::Empty),
            ("1A", NameError::BadStart),
            ("-A", NameError::BadStart),
            ("É", NameError::BadStart),
            ("A-B", NameError::BadCharacter { position: 2 }),
            ("AB C", NameError::BadCharacter { position: 3 }),
            ("Aé", NameError::BadCharacter { position: 2 }),
            ("A\u{202e}", NameError::BadCharacter { position: 2 }),
            (&long, NameError::TooLong { length: 201, max: 200 }),
        ] {
            assert_eq!(KeyName::new(name), Err(expected));
        }
    }
}
