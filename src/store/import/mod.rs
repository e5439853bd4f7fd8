//! The variables of a dotenv text on their way into the store.

mod left;
mod merging;
mod order;
mod reading;

pub use left::ImportGuard;
pub(crate) use left::LeftImport;
pub(super) use left::OpenImports;
pub(super) use merging::merged;
pub(crate) use merging::usual_file;
pub use merging::{Addition, Place, places};
pub(super) use order::additions;
pub use order::{ImportItem, ImportOrder, ImportState, MOST_AT_ONCE};
pub use reading::{ImportReader, MAX_IMPORT_BYTES, looks_like_env};

use envdock_contract::model::{KeyName, Reader, SecretText};
use std::rc::Rc;
use std::sync::Arc;

/// The variables of a dotenv text, with their values, until they are stored or given up.
#[derive(Debug)]
pub struct Import {
    lines: Arc<Vec<ImportLine>>,
    values: Vec<Option<Rc<SecretText>>>,
    notes: Vec<FileNote>,
}

impl Import {
    /// Every line that says something, from top to bottom.
    #[must_use]
    pub fn lines(&self) -> &Arc<Vec<ImportLine>> {
        &self.lines
    }

    /// What is to be known about the file as a whole.
    #[must_use]
    pub fn notes(&self) -> &[FileNote] {
        &self.notes
    }

    fn value(&self, index: usize) -> Option<&Rc<SecretText>> {
        self.values.get(index)?.as_ref()
    }
}

/// One line as it is shown. It holds no value, and of a refused key only place and length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportLine {
    /// Its number, counted from 1.
    pub number: usize,
    /// The key, where it is valid.
    pub key: Option<KeyName>,
    /// The comment above it.
    pub description: Option<String>,
    /// The length of its value in bytes.
    pub length: usize,
    /// Why it cannot be imported.
    pub flaw: Option<LineFlaw>,
    /// What is to be known before it is.
    pub notes: Vec<LineNote>,
}

/// Why a line cannot be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFlaw {
    /// The key breaks the rule. It is not shown, because people paste values there.
    BadKey {
        /// The column where it begins, in characters from 1.
        position: usize,
        /// Its length in characters.
        length: usize,
    },
    /// There is no `=`.
    NoEquals,
    /// Neither an assignment nor a comment.
    NotAnAssignment,
    /// A quote is not closed.
    UnclosedQuote,
    /// There is text after the closing quote.
    TrailingText,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// A NUL character.
    Nul,
    /// The value is empty: there is nothing to store.
    Empty,
    /// The value is larger than the contract allows.
    TooLarge,
}

/// What is to be known about a line that can be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineNote {
    /// These read something else from the line than what is imported.
    ReadOtherwise(Vec<Reader>),
    /// A `$` is imported as it stands.
    Dollar,
    /// A `#` belongs to the value.
    Hash,
    /// What follows a `#` is a comment and left out.
    CommentLeftOut,
    /// A later line assigns the same key.
    OverruledBy {
        /// The line's number.
        number: usize,
    },
    /// An earlier line assigns the same key.
    Overrules {
        /// The number of the first such line.
        number: usize,
    },
}

impl LineNote {
    /// Whether it is about another line with the same key: of no account where that goes elsewhere.
    #[must_use]
    pub fn is_of_twins(&self) -> bool {
        matches!(self, Self::OverruledBy { .. } | Self::Overrules { .. })
    }
}

/// What is to be known about a text as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileNote {
    /// It begins with a byte-order mark.
    ByteOrderMark,
    /// Its lines end as on Windows.
    CarriageReturns,
}

/// Why nothing of a text can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportRefusal {
    /// More bytes than [`MAX_IMPORT_BYTES`].
    #[error("more than 4 MiB")]
    TooLarge,
    /// More lines than a spec has slots.
    #[error("more than 20,000 lines")]
    TooManyLines,
    /// Every character takes two bytes.
    #[error("UTF-16")]
    Utf16,
    /// No text at all.
    #[error("not a text")]
    Binary,
    /// No line says anything.
    #[error("nothing but blank lines and comments")]
    Nothing,
}

#[cfg(test)]
mod tests;
