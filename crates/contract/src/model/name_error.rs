//! Why a name was refused.

/// Which rule a key, path, id or environment broke.
///
/// It never holds the refused text: people paste values where names belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing was given.
    #[error("the name is empty")]
    Empty,
    /// Longer than allowed.
    #[error("the name has {length} characters; at most {max} are allowed")]
    TooLong {
        /// Characters given.
        length: usize,
        /// Characters allowed.
        max: usize,
    },
    /// The first character is not one that a name may begin with.
    #[error("the name begins with a character that is not allowed there")]
    BadStart,
    /// A later character is not allowed.
    #[error("character {position} is not allowed in the name")]
    BadCharacter {
        /// Position of the character, counted from 1.
        position: usize,
    },
    /// A path that is absolute, leaves its folder, or is not in its simplest form.
    #[error(
        "the path must be relative, inside the workspace, and without empty, `.` or `..` parts"
    )]
    BadPath,
}
