//! In which order files and keys stand.

use crate::components::environment_tab::row_status::status;
use crate::components::environment_tab::slots::Slots;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::Status;
use envdock_contract::model::FileRef;
use envdock_core::Summary;
use leptos::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// With more keys than this, complete files start closed.
const MANY: usize = 40;

/// One env file of the tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) file: FileRef,
    /// Numbers of its slots, in the order they are shown.
    pub(crate) rows: Arc<Vec<usize>>,
    /// What the rows are made of; with another, they are made again.
    pub(crate) content: u64,
    /// Whether its rows are shown before anybody chose.
    pub(crate) starts_open: bool,
}

impl Group {
    pub(crate) fn new(slots: &Slots, file: FileRef, rows: Vec<usize>, starts_open: bool) -> Self {
        let mut content = DefaultHasher::new();
        for number in &rows {
            number.hash(&mut content);
            if let Some(of) = slots.get(*number) {
                of.id.key().hash(&mut content);
            }
        }
        Self { file, rows: Arc::new(rows), content: content.finish(), starts_open }
    }
}

/// What is missing first, files and keys. The order is made once the first answer is there and
/// then stays, so that nothing moves away under a person who works through it.
pub(crate) fn ordered(tab: Tab) -> Memo<Arc<Vec<Group>>> {
    let summary = tab.summary();
    let files = tab.files();
    let is_checked = Memo::new(move |was: Option<&bool>| {
        let is_known = |s: &Summary| s.checked_at.is_some() && !s.checking && !s.any_unknown;
        was == Some(&true) || summary.with(is_known)
    });
    let is_read = Memo::new(move |was: Option<&bool>| {
        let is_known = || files.as_ref().is_none_or(|files| files.with(|f| f.known.is_some()));
        was == Some(&true) || is_known()
    });
    Memo::new(move |_| {
        // Reading is what makes a memo look at its sources; the answers themselves do not matter.
        let _ = (is_checked.get(), is_read.get());
        tab.slots.with(|slots| Arc::new(groups(tab, slots)))
    })
}

fn groups(tab: Tab, slots: &Slots) -> Vec<Group> {
    let is_long = slots.len() > MANY;
    let mut groups: Vec<(u8, Group)> = Vec::new();
    for (file, range) in slots.files() {
        let rank = |number: &usize| {
            let Some(of) = slots.get(*number) else { return u8::MAX };
            tab.peek(of.id, |entry| status(of.slot, entry, false)).rank()
        };
        let mut rows: Vec<(u8, usize)> =
            range.clone().map(|number| (rank(&number), number)).collect();
        rows.sort_unstable();
        let first = rows.first().map_or(u8::MAX, |(rank, _)| *rank);
        let is_done = first >= Status::Optional.rank();
        let rows = rows.into_iter().map(|(_, number)| number).collect();
        let group = Group::new(slots, file.clone(), rows, !(is_long && is_done));
        groups.push((u8::from(is_done), group));
    }
    groups.sort_by_key(|(is_done, _)| *is_done);
    groups.into_iter().map(|(_, group)| group).collect()
}
