//! When and by whom a value was changed, as far as that is known.

use crate::components::environment_tab::tab::Tab;
use crate::texts::{rows, time};
use envdock_contract::model::{Stored, Timestamp, UserId};

/// When and by whom a value was written; nothing where the host knows only that it is there.
pub(crate) fn known_change(tab: Tab, stored: &Stored) -> Option<String> {
    stored.updated_at.is_known().then(|| last_change(tab, stored))
}

/// The same inside of a sentence.
pub(crate) fn last_change(tab: Tab, stored: &Stored) -> String {
    by_whom(tab, &stored.updated_at, &stored.updated_by)
}

pub(crate) fn by_whom(tab: Tab, at: &Timestamp, by: &UserId) -> String {
    if !at.is_known() {
        return rows::CHANGED_SOME_TIME.to_owned();
    }
    rows::changed(&time::ago(tab.elapsed_ms(at)), &tab.name(by))
}
