// long: every word of one page, in one catalogue
//! The organization's stored keys.

use crate::texts::{join, number, plural};

/// The page's name.
pub const TITLE: &str = "Organization secrets";
/// What it shows.
pub const LEAD: &str = "Every stored key, where it applies and what uses it. A stored value is never shown; it can be replaced, deleted and restored.";
/// A member who may only read.
pub const READ_ONLY: &str =
    "You see names and facts. Stored values are changed by owners and admins.";
/// Until the first answer.
pub const LOADING: &str = "Looking up what is stored";
/// The server has no such list.
pub const UNABLE: &str = "This server cannot list what is stored";
/// What to do instead.
pub const UNABLE_NEXT: &str = "Keys are set on the Environment tab of a session.";
/// The search field's label.
pub const SEARCH: &str = "Search keys and descriptions";
/// The label of a choice.
pub const ENVIRONMENT: &str = "Environment";
/// The label of a choice.
pub const SCOPE: &str = "Scope";
/// The label of a choice.
pub const SHOW: &str = "Show";
/// The label of a choice.
pub const SORT: &str = "Sort by";
/// No choice was made.
pub const ALL: &str = "All";
/// A choice: no configuration asks for it.
pub const UNUSED: &str = "Unused";
/// A choice: it was deleted and can be restored.
pub const REMOVED: &str = "Removed";
/// An order.
pub const BY_KEY: &str = "Key";
/// An order.
pub const BY_CHANGE: &str = "Last change";
/// Nothing is stored.
pub const EMPTY: &str = "No key is stored yet";
/// What to do about it.
pub const EMPTY_NEXT: &str = "Add one here, or fill what a project needs on its Environment tab.";
/// Nothing was found.
pub const NO_MATCH: &str = "No key matches";
/// What to do about it. It does not repeat the search: people paste values there.
pub const NO_MATCH_NEXT: &str = "The search looks at keys and descriptions, never at values.";
/// Nothing was removed.
pub const NO_REMOVED: &str = "Nothing was removed";
/// What would be there.
pub const NO_REMOVED_NEXT: &str = "A deleted key stays here for 30 days and can be restored.";
/// Takes back search and choices.
pub const SHOW_ALL: &str = "Show all keys";
/// Reads the next page.
pub const MORE: &str = "Load more";
/// While it is read.
pub const READING: &str = "Loading…";
/// The list's name.
pub const LIST: &str = "Keys";
/// The rest of the list did not come.
pub const MORE_FAILED: &str = "The rest of the list could not be loaded.";
/// No file lists it where it applies.
pub const NOT_USED: &str = "unused";
/// A value was typed.
pub const TYPED: &str = "typed, not saved";

/// How many there are, and how many are drawn.
#[must_use]
pub fn total(total: usize, shown: usize, is_all: bool) -> String {
    let keys = plural(total, " key", " keys");
    let found = if is_all { "" } else { " found" };
    if shown < total {
        return join(&[&number(shown), " of ", &number(total), keys, found, " shown"]);
    }
    join(&[&number(total), keys, found])
}

/// Who uses it.
#[must_use]
pub fn used_by(names: &str, more: usize) -> String {
    if more == 0 {
        return join(&["used by ", names]);
    }
    join(&["used by ", names, " and ", &number(more), " more"])
}

/// A configuration with the files that list the key.
#[must_use]
pub fn use_in(name: &str, files: &str) -> String {
    join(&[name, ": ", files])
}

/// When it was deleted, and by whom.
#[must_use]
pub fn deleted(change: &str) -> String {
    join(&["deleted ", change])
}

/// How long it can be restored.
#[must_use]
pub fn restorable(days: usize) -> String {
    join(&["can be restored for ", &number(days), plural(days, " day", " days")])
}

/// A key with its place, as screen readers say it.
#[must_use]
pub fn spoken(key: &str, environment: &str, scope: &str) -> String {
    join(&[key, ", ", environment, ", ", scope])
}

/// The checkbox of a row.
#[must_use]
pub fn select(spoken: &str) -> String {
    join(&["Select ", spoken])
}

/// Where a value applies, with a name.
pub mod scope {
    use crate::texts::join;

    /// The organization.
    pub const ORGANIZATION: &str = "organization";

    /// A configuration.
    #[must_use]
    pub fn configuration(name: &str) -> String {
        join(&["configuration ", name])
    }

    /// A repository.
    #[must_use]
    pub fn repository(name: &str) -> String {
        join(&["repository ", name])
    }

    /// An env file.
    #[must_use]
    pub fn file(name: &str, file: &str) -> String {
        join(&["file ", file, " of ", name])
    }

    /// A session.
    pub const SESSION: &str = "one session";
    /// A person.
    pub const USER: &str = "one person";
    /// The kinds to choose from, nearest last.
    pub const KINDS: [&str; 4] = ["Organization", "Repository", "Configuration", "Env file"];
}

/// Adding a key.
pub mod add {
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
        crate::texts::join(&[
            "Character ",
            &position,
            " is not allowed: letters, digits and _ only.",
        ])
    }
}

/// What can be done to a key.
pub mod act {
    use crate::texts::{join, number};

    /// Opens the field for a new value.
    pub const REPLACE: &str = "Replace value";
    /// Opens the field for the description.
    pub const DESCRIBE: &str = "Edit description";
    /// Shows what was done.
    pub const HISTORY: &str = "History";
    /// Removes it.
    pub const DELETE: &str = "Delete";
    /// Stores it again.
    pub const RESTORE: &str = "Restore";
    /// Destroys it.
    pub const PURGE: &str = "Delete for good";
    /// Takes back.
    pub const UNDO: &str = "Undo";
    /// Does not.
    pub const CANCEL: &str = "Cancel";
    /// Lets a notice go.
    pub const DISMISS: &str = "Dismiss";
    /// After a conflict.
    pub const ADD_ANYWAY: &str = "Replace the stored value";
    /// After a conflict.
    pub const DESCRIBE_ANYWAY: &str = "Save anyway";
    /// After a conflict.
    pub const DELETE_ANYWAY: &str = "Delete anyway";
    /// After a conflict.
    pub const RESTORE_ANYWAY: &str = "Restore anyway";
    /// Chooses every row that is drawn.
    pub const SELECT_ALL: &str = "Select all shown";
    /// Chooses none.
    pub const SELECT_NONE: &str = "Clear selection";

    /// A deed to several.
    #[must_use]
    pub fn several(deed: &str, count: usize) -> String {
        join(&[deed, " (", &number(count), ")"])
    }

    /// How many are chosen.
    #[must_use]
    pub fn selected(count: usize) -> String {
        join(&[&number(count), " selected"])
    }
}

/// Before something is destroyed.
pub mod purge {
    use crate::texts::{join, number, plural};

    /// What happens.
    pub const NEXT: &str = "The value, every earlier one that is kept and the description are destroyed at once. This cannot be undone.";

    /// One key.
    #[must_use]
    pub fn ask(key: &str, place: &str) -> String {
        join(&["Delete ", key, " (", place, ") for good?"])
    }

    /// Several keys.
    #[must_use]
    pub fn ask_several(count: usize, keys: &str) -> String {
        join(&["Delete ", &number(count), plural(count, " key", " keys"), " for good? ", keys])
    }
}

/// What became of an order.
pub mod told {
    use crate::texts::{join, number, plural};

    /// What was done.
    pub const ADDED: &str = "added";
    /// What was done.
    pub const REPLACED: &str = "replaced";
    /// What was done.
    pub const DESCRIBED: &str = "described";
    /// What was done.
    pub const DELETED: &str = "deleted";
    /// What was done.
    pub const RESTORED: &str = "restored";
    /// What was done.
    pub const PURGED: &str = "deleted for good";
    /// Something is on its way.
    pub const RUNNING: &str = "saving…";

    /// To one key.
    #[must_use]
    pub fn one(key: &str, done: &str) -> String {
        join(&[key, " ", done, "."])
    }

    /// To several keys.
    #[must_use]
    pub fn several(count: usize, done: &str) -> String {
        join(&[&number(count), plural(count, " key ", " keys "), done, "."])
    }

    /// Not to one key.
    #[must_use]
    pub fn not_one(key: &str, done: &str) -> String {
        join(&[key, " was not ", done, "."])
    }

    /// To several keys, and not to others.
    #[must_use]
    pub fn mixed(n_done: usize, n_failed: usize, done: &str) -> String {
        join(&[&number(n_done), " ", done, ", ", &number(n_failed), " not. Each says why."])
    }

    /// Why something was not taken back.
    #[must_use]
    pub fn not_undone(why: &str) -> String {
        join(&["Not undone. ", why])
    }
}

/// Somebody else was first.
pub mod conflict {
    use crate::texts::join;

    /// A value was typed.
    #[must_use]
    pub fn typed(change: &str) -> String {
        join(&["Somebody stored another value meanwhile (", change, "). Yours is kept, not saved."])
    }

    /// The key is there already.
    #[must_use]
    pub fn exists(change: &str) -> String {
        join(&["This key is stored there already (", change, "). Yours is kept, not saved."])
    }

    /// Something else was ordered.
    #[must_use]
    pub fn other(change: &str) -> String {
        join(&["Somebody stored another value meanwhile (", change, "). Nothing was changed."])
    }

    /// A value was typed, and what was stored is gone.
    pub const TYPED_REMOVED: &str =
        "Somebody deleted it meanwhile. What you typed is kept, not saved.";
    /// It is gone.
    pub const REMOVED: &str = "Somebody deleted it meanwhile. Nothing was changed.";
}

/// What is known of a key.
pub mod details {
    /// The heading of its uses.
    pub const USED_BY: &str = "Used by";
    /// It has none.
    pub const NO_USE: &str = "No configuration lists this key where the value applies.";
    /// The label of the field.
    pub const DESCRIPTION_FIELD: &str = "Description, at most 500 characters";
    /// More than is allowed.
    pub const TOO_LONG: &str = "A description has at most 500 characters.";
}

/// What was done to a key.
pub mod history {
    use crate::texts::join;

    /// The heading.
    pub const TITLE: &str = "History";
    /// Until it is there.
    pub const LOADING: &str = "Loading the history…";
    /// Nothing was done.
    pub const EMPTY: &str = "Nothing is recorded.";
    /// Reads what came before.
    pub const MORE: &str = "Earlier entries";
    /// Who may look.
    pub const FORBIDDEN: &str = "Owners and admins see the history.";
    /// What was done, by the server's words.
    pub const ACTIONS: [(&str, &str); 8] = [
        ("set", "Value stored"),
        ("unset", "Deleted"),
        ("move", "Moved"),
        ("restore", "Restored"),
        ("describe", "Description changed"),
        ("purge", "Deleted for good"),
        ("adopt", "Taken from an env file"),
        ("submit", "Value stored for a request"),
    ];

    /// The version that it made.
    #[must_use]
    pub fn version(version: u64) -> String {
        join(&["version ", &version.to_string()])
    }
    /// It was not done.
    pub const REFUSED: &str = "refused";
}
