// long: one catalogue for one dialog
//! The import of a dotenv text.

use crate::texts::{join, number, plural};

/// Opens the import.
pub const IMPORT: &str = "Import…";
/// The dialog's name.
pub const TITLE: &str = "Import variables";
/// Shown while a file hangs over the tab.
pub const DROP: &str = "Drop a .env file to look at it. Nothing is stored yet.";
/// What happens next.
pub const START: &str = "Choose or paste a .env file. You see what is in it first; nothing is stored before you import.";
/// Chooses a file.
pub const CHOOSE_FILE: &str = "Choose a file…";
/// The label of the field that takes a text.
pub const PASTE: &str = "Or paste its text here";
/// Looks at what was typed there.
pub const PREVIEW: &str = "Preview";
/// While a file is read.
pub const READING: &str = "Reading…";
/// Closes the dialog.
pub const CLOSE: &str = "Close";
/// Gives what is shown up.
pub const DISCARD: &str = "Discard";
/// Closes the dialog after everything went well.
pub const DONE: &str = "Done";
/// Takes everything back that was imported.
pub const UNDO: &str = "Undo the import";
/// While values are on their way.
pub const SAVING: &str = "Importing…";
/// Something else was pasted or dropped meanwhile.
pub const BUSY: &str =
    "Values are still being imported, so what came now was not taken. Do it again afterwards.";
/// Nothing says what is imported into.
pub const NOWHERE: &str =
    "No project is chosen, so there is nothing to import into. Nothing was taken.";
/// Chooses every line that can be imported.
pub const CHOOSE_ALL: &str = "Choose all";
/// Chooses no line.
pub const CHOOSE_NONE: &str = "Choose none";
/// The list's name.
pub const LINES: &str = "Lines";
/// Why *Import* does nothing.
pub const NOTHING_CHOSEN: &str = "Choose a line first.";

/// Why nothing is shown.
pub mod refusal {
    /// Too many bytes.
    pub const TOO_LARGE: &str =
        "The file is larger than 4 MiB, the most that is imported. Split it. Nothing was stored.";
    /// Too many lines.
    pub const TOO_MANY_LINES: &str = "The file has more than 20,000 lines, the most that are imported. Split it. Nothing was stored.";
    /// UTF-16.
    pub const UTF_16: &str =
        "The file is UTF-16. Save it as UTF-8 and choose it again. Nothing was stored.";
    /// No text.
    pub const BINARY: &str = "This is not a text file. Choose a .env file. Nothing was stored.";
    /// No assignment.
    pub const NOTHING: &str =
        "There is nothing to import: blank lines and comments only. Nothing was stored.";
    /// More than one file.
    pub const TWO_FILES: &str =
        "Several files at once cannot be told apart. Drop one. Nothing was stored.";
    /// A folder.
    pub const FOLDER: &str = "This is a folder. Drop a .env file. Nothing was stored.";
    /// It cannot be read.
    pub const UNREADABLE: &str = "It could not be read. Choose a file, not a folder, that you may \
        read. Nothing was stored.";
}

/// Imports what is chosen.
#[must_use]
pub fn import(count: usize) -> String {
    join(&["Import ", &number(count)])
}

/// Imports once more what failed.
#[must_use]
pub fn try_again(count: usize) -> String {
    join(&["Try again (", &number(count), ")"])
}

/// Takes the text as one value after all.
#[must_use]
pub fn as_value(key: &str) -> String {
    join(&["Use it as the value of ", key])
}

/// Where the target is chosen.
pub const TARGET: &str = "New keys go to";
/// Where the environment is chosen.
pub const ENVIRONMENT: &str = "Environment";
/// The choice of a scope for each line.
pub const SCOPE_PER_LINE: &str = "Choose the scope for each line";
/// The same where there are several environments.
pub const BOTH_PER_LINE: &str = "Choose environment and scope for each line";
/// The label of the scope of one line.
#[must_use]
pub fn scope_of(key: &str, line: usize) -> String {
    join(&["Save ", key, " of line ", &number(line), " for"])
}
/// The label of the environment of one line.
#[must_use]
pub fn environment_of(key: &str, line: usize) -> String {
    join(&["Environment of ", key, ", line ", &number(line)])
}
/// Who gets a value of one file.
pub const SCOPE_FILE_HINT: &str =
    "Only the env file that each line names, now and in future sessions.";
/// All or nothing.
pub const ATOMIC: &str = "All or nothing: if one value is refused, none is stored";
/// Why it is not offered for so many.
#[must_use]
pub fn too_many_for_one_step(most: usize) -> String {
    let most = number(most);
    join(&[
        "All or nothing is possible for up to ",
        &most,
        " values. With more, what can be stored is.",
    ])
}

/// What is shown, in a sentence.
#[must_use]
pub fn summary(n_lines: usize, n_chosen: usize, n_flawed: usize) -> String {
    let lines = plural(n_lines, " line, ", " lines, ");
    let flawed = if n_flawed == 0 {
        String::new()
    } else {
        join(&[", ", &number(n_flawed), " cannot be imported"])
    };
    join(&[&number(n_lines), lines, &number(n_chosen), " chosen", &flawed, "."])
}

/// What became of it, in a sentence.
#[must_use]
pub fn result(n_stored: usize, n_failed: usize) -> String {
    let stored = join(&[&number(n_stored), plural(n_stored, " value", " values"), " imported"]);
    let failed = if n_failed == 0 {
        String::new()
    } else {
        join(&[", ", &number(n_failed), " not. What failed stays here"])
    };
    join(&[&stored, &failed, "."])
}

/// What became of taking it back, in a sentence.
#[must_use]
pub fn taken_back(n_values: usize, n_left: usize) -> String {
    let taken = plural(n_values, " value taken back", " values taken back");
    let left = if n_left == 0 {
        ": what was stored before applies again".to_owned()
    } else {
        join(&[", ", &number(n_left), " not"])
    };
    join(&[&number(n_values), taken, &left, "."])
}

/// The new keys could not be listed.
#[must_use]
pub fn not_begun(why: &str) -> String {
    join(&["Nothing was stored, because the new keys could not be added. ", why])
}

/// Where a line stands and how long its value is.
#[must_use]
pub fn place(line: usize, n_bytes: usize) -> String {
    join(&["line ", &number(line), ", ", &crate::texts::rows::bytes(n_bytes)])
}

/// Stands for the key of a line that has none.
#[must_use]
pub fn line(line: usize) -> String {
    join(&["Line ", &number(line)])
}

/// What would happen to a line, or has happened.
pub mod standing {
    use crate::texts::join;

    /// It cannot be imported.
    pub const FLAWED: &str = "Invalid";
    /// It is asked.
    pub const CHECKING: &str = "Checking";
    /// Nobody knows.
    pub const UNKNOWN: &str = "Not known whether it is set";
    /// Nothing is stored.
    pub const NEW: &str = "New";
    /// Nothing is stored, and no file lists it.
    pub const UNLISTED: &str = "Not in the spec, will be added";
    /// No file lists it, and the host does not take new keys.
    pub const NOT_ADDED: &str = "Not in the spec, and cannot be added here";
    /// Something is stored there.
    pub const REPLACES: &str = "Already set, will be replaced";
    /// Something was typed for it.
    pub const TYPED: &str = "Typed in the tab, will be replaced";
    /// Something else is on its way for the key.
    pub const BUSY: &str = "Being saved in the tab";
    /// What was there before is there again.
    pub const TAKEN_BACK: &str = "Taken back";
    /// What was there before could not come back.
    pub const NOT_TAKEN_BACK: &str = "Imported, not taken back";
    /// On its way.
    pub const SAVING: &str = "Importing";
    /// It is stored.
    pub const STORED: &str = "Imported";
    /// It was refused.
    pub const FAILED: &str = "Not imported";

    /// Something is stored elsewhere.
    #[must_use]
    pub fn elsewhere(scope: &str) -> String {
        join(&["Already set for ", scope])
    }
}

/// What is wrong with a line.
pub mod flaw {
    use crate::texts::{join, number, rows};

    /// The key breaks the rule.
    #[must_use]
    pub fn bad_key(position: usize, length: usize) -> String {
        join(&[
            "The name at column ",
            &number(position),
            ", ",
            &number(length),
            " characters long, is no valid key: A–Z, a–z, digits and _, no digit first, at most \
             200 characters.",
        ])
    }
    /// No `=`.
    pub const NO_EQUALS: &str = "There is no = after the key.";
    /// No assignment.
    pub const NOT_AN_ASSIGNMENT: &str = "This is neither an assignment nor a comment.";
    /// An open quote.
    pub const UNCLOSED_QUOTE: &str = "A quote is not closed.";
    /// Text behind a quote.
    pub const TRAILING_TEXT: &str = "There is text after the closing quote.";
    /// Not UTF-8.
    pub const NOT_UTF_8: &str = "The line is not UTF-8 text.";
    /// NUL.
    pub const NUL: &str = "The value holds a NUL character, which no env file can carry.";
    /// Empty.
    pub const EMPTY: &str = "The value is empty: there is nothing to store.";

    /// Too large.
    #[must_use]
    pub fn too_large(n_bytes: usize) -> String {
        join(&["The value has ", &rows::bytes(n_bytes), "; at most 256 KiB can be stored."])
    }
}

/// What is to be known about a line.
pub mod note {
    use crate::texts::{join, number};

    /// Readers that differ.
    #[must_use]
    pub fn read_otherwise(readers: &str) -> String {
        join(&["Read differently by ", readers, "."])
    }
    /// A `$`.
    pub const DOLLAR: &str = "The $ is imported as it stands; nothing is filled in.";
    /// A `#`.
    pub const HASH: &str = "The # belongs to the value.";
    /// A comment.
    pub const COMMENT: &str = "The comment after the value is left out.";
    /// A later line.
    #[must_use]
    pub fn overruled_by(line: usize) -> String {
        join(&["Assigned again in line ", &number(line), ", which counts."])
    }
    /// An earlier line.
    #[must_use]
    pub fn overrules(line: usize) -> String {
        join(&["Also assigned in line ", &number(line), "; this one counts."])
    }
    /// The file begins with a mark.
    pub const BYTE_ORDER_MARK: &str = "The file begins with a byte-order mark, which is left out.";
    /// The file is from Windows.
    pub const CARRIAGE_RETURNS: &str = "Lines end as on Windows; values get none of it.";
}
