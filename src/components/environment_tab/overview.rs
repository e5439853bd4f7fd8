//! What can be done for many keys at once.

use crate::components::environment_tab::row_status::status;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::Status;
use envdock_core::SlotId;
use leptos::prelude::*;

/// Keys that wait for one decision about all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Overview {
    /// In a file, not stored.
    pub(crate) adoptable: Vec<SlotId>,
    /// Waiting for acceptance.
    pub(crate) proposed: Vec<SlotId>,
}

impl Overview {
    /// Looks through all keys whenever a count, a file or the spec has changed: far more rarely
    /// than single keys do.
    pub(crate) fn memo(tab: Tab) -> Memo<Self> {
        let summary = tab.summary();
        let files = tab.files();
        let any_proposed =
            Memo::new(move |_| tab.slots.with(|slots| slots.all().any(|of| of.slot.proposed)));
        Memo::new(move |_| {
            summary.track();
            if let Some(files) = &files {
                files.track();
            }
            tab.slots.with(|slots| {
                let mut overview = Self::default();
                // Without files on disk and without proposed keys there is nothing to decide.
                if files.is_none() && !any_proposed.get() {
                    return overview;
                }
                for of in slots.all() {
                    let now = tab.peek(of.id, |entry| status(of.slot, entry, false));
                    if now == Status::InFile {
                        overview.adoptable.push(of.id.clone());
                    } else if now == Status::Proposed {
                        overview.proposed.push(of.id.clone());
                    }
                }
                overview
            })
        })
    }
}
