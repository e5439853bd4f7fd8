//! The field of one key, and what surrounds it.

use crate::texts::{join, number, plural, rows};
use envdock_rules::value_hints::ValueHint;

/// The legend of the scope choice.
pub const SCOPE_LEGEND: &str = "Save for";
/// The scope of a configuration.
pub const SCOPE_CONFIGURATION: &str = "This configuration";
/// Who gets it.
pub const SCOPE_CONFIGURATION_HINT: &str =
    "Every env file of this configuration that lists the key, now and in future sessions.";
/// The scope of a file.
pub const SCOPE_FILE: &str = "Only this file";

/// The label of the field.
#[must_use]
pub fn label(key: &str) -> String {
    join(&["Value of ", key])
}

/// The label of the field when a value is stored.
#[must_use]
pub fn label_new(key: &str) -> String {
    join(&["New value of ", key])
}

/// Above the field, where a value is stored that will be replaced.
pub const WRITE_ONLY: &str = "The stored value is never shown. Saving replaces it.";
/// The label of values that the project proposes.
pub const SUGGESTIONS: &str = "Suggested";

/// A farther value stays, but does not apply any more.
#[must_use]
pub fn overrides(scope: &str) -> String {
    join(&["A value applies already: the one for ", scope, ". It stays; yours applies before it."])
}

/// What is saved would not be what the session gets.
#[must_use]
pub fn nearer_wins(scope: &str) -> String {
    join(&[
        "Another value applies first: the one for ",
        scope,
        ". What you save here is hidden by it.",
    ])
}

/// Saving decides about a key that was proposed.
#[must_use]
pub fn accepts(key: &str) -> String {
    join(&[
        "Saving also accepts ",
        key,
        ", which an agent or the scanner proposed: the value is written to its env file.",
    ])
}

/// How to use the field.
pub const KEYS: &str = "Enter saves, Escape closes and keeps what you typed.";
/// How to use the field with several lines.
pub const KEYS_LINES: &str = "Ctrl Enter saves, Escape closes and keeps what you typed.";
/// Takes the value from a file.
pub const FROM_FILE: &str = "From a file…";

/// What was taken from a file; its name is nobody's business.
#[must_use]
pub fn from_file(n_bytes: usize, n_lines: usize) -> String {
    let lines = plural(n_lines, " line.", " lines.");
    join(&["Taken from the file: ", &rows::bytes(n_bytes), ", ", &number(n_lines), lines])
}

/// The field has one kind of line end.
pub const FILE_LINE_ENDS: &str = "Its line ends were Windows’ and are now Unix’.";
/// Why a file was not taken.
pub const FILE_TOO_LARGE: &str = "The file is larger than 256 KiB, the most that can be stored. \
    Choose a smaller one. What was typed is kept.";
/// Why a file was not taken.
pub const FILE_EMPTY: &str =
    "The file is empty. Choose one that holds the value. What was typed is kept.";
/// Why a file was not taken.
pub const FILE_NUL: &str = "The file holds a NUL byte, which no env file can carry. Choose a text \
    file, or one that is encoded as text, as with base64. What was typed is kept.";
/// Why a file was not taken.
pub const FILE_NOT_TEXT: &str = "The file is not UTF-8 text. Save it as UTF-8, or encode it as \
    text, as with base64, and choose it again. What was typed is kept.";
/// Why a file was not taken.
pub const FILE_UNREADABLE: &str = "It could not be read. Choose a file, not a folder, that you \
    may read. What was typed is kept.";
/// White space at an end of the value.
pub const EDGE_SPACE: &str = "Starts or ends with white space. It is saved exactly as it is.";

/// What may be wrong with what is typed; it repeats nothing of it.
#[must_use]
pub fn hint(hint: ValueHint) -> String {
    match hint {
        ValueHint::Quoted => {
            "It begins and ends with quotes. They are saved as a part of the value.".to_owned()
        }
        ValueHint::Placeholder => {
            "This looks like a placeholder from an example, not like a value.".to_owned()
        }
        ValueHint::OtherProvider { value, name } => {
            join(&["This looks like a key of ", value, "; the name speaks of ", name, "."])
        }
        ValueHint::Publishable(provider) => join(&[
            "This looks like a publishable key of ",
            provider,
            "; the name asks for the secret one.",
        ]),
        ValueHint::ShippedToBrowsers(prefix) => join(&[
            "This looks like a secret, and what begins with ",
            prefix,
            " is shipped to every browser.",
        ]),
        ValueHint::Expired => "This token has expired.".to_owned(),
        ValueHint::EnvFile => {
            "This looks like an env file with several variables, and is saved as \
                               one value. Import, on the Environment tab, makes a key of each line."
                .to_owned()
        }
    }
}

/// Opens the choice of a random value; puts one in.
pub const GENERATE: &str = "Generate…";
/// How many characters a random value has.
pub const GENERATE_LENGTH: &str = "Length";
/// Which characters a random value has.
pub const GENERATE_ALPHABET: &str = "Characters";
/// The choices of characters.
pub const ALPHABETS: [&str; 4] =
    ["Letters and digits", "Hexadecimal", "Base64, safe in URLs", "With punctuation"];
/// Puts a random value into the field.
pub const GENERATE_INSERT: &str = "Insert";

/// What a random value is worth.
#[must_use]
pub fn generate_bits(bits: usize) -> String {
    join(&["About ", &number(bits), " random bits. Insert replaces what is typed."])
}

/// The browser gives no random numbers.
pub const GENERATE_FAILED: &str =
    "This browser gives no secure random numbers. Generate the value elsewhere and paste it.";
/// A length out of bounds.
pub const GENERATE_BOUNDS: &str = "Choose a length from 8 to 512.";
/// More than the contract allows.
pub const TOO_LARGE: &str = "Larger than 256 KiB, the most that can be stored.";
/// Why *Save* does nothing.
pub const NOTHING_TYPED: &str = "Type or paste a value first.";
/// Why nothing can be saved.
pub const SIGNED_OUT: &str = "Sign in to save. What you typed is kept.";
/// Why nothing can be saved.
pub const READ_ONLY: &str = "A shared value applies here. Ask an owner or an admin to change it.";
/// The heading of the lines that prove the need.
pub const FOUND_IN: &str = "Found in";
/// The heading of the words of whoever declared the key.
pub const DESCRIPTION: &str = "The project says";
/// The heading of what is stored.
pub const APPLIES: &str = "Applies now";
/// The heading of what is hidden by it.
pub const SHADOWED: &str = "Shadowed";
/// The heading of an any-of group.
pub const GROUP: &str = "One is enough";
/// Nothing more is known about the key.
pub const NO_DETAILS: &str = "Nothing in the project describes this key.";
