//! What is searched for, and which rows that leaves.

use crate::components::environment_tab::order::Group;
use crate::components::environment_tab::row_status::status;
use crate::components::environment_tab::slots::{Listed, Slots};
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::Status;
use envdock_contract::model::KeyName;
use leptos::{html, prelude::*};
use std::collections::HashSet;
use std::sync::Arc;

/// What a person looks for. It lives as long as the tab.
#[derive(Clone, Copy)]
pub(crate) struct Finding {
    pub(crate) query: RwSignal<String>,
    pub(crate) is_missing_only: RwSignal<bool>,
    /// A link led to this key, which is not listed.
    pub(crate) lost: RwSignal<Option<KeyName>>,
    pub(crate) field: NodeRef<html::Input>,
}

impl Finding {
    pub(crate) fn new() -> Self {
        Self {
            query: RwSignal::default(),
            is_missing_only: RwSignal::new(false),
            lost: RwSignal::default(),
            field: NodeRef::new(),
        }
    }

    /// Whether anything may be left out.
    pub(crate) fn is_on(self) -> bool {
        self.is_missing_only.get() || self.is_searching()
    }

    pub(crate) fn is_searching(self) -> bool {
        self.query.with(|query| !query.trim().is_empty())
    }

    /// Lists everything again.
    pub(crate) fn clear(self) {
        self.query.set(String::new());
        self.is_missing_only.set(false);
    }

    /// Moves the focus into the field; tells whether there is one.
    pub(crate) fn focus(self) -> bool {
        let field = self.field.get_untracked();
        field.is_some_and(|field| {
            field.select();
            field.focus().is_ok()
        })
    }

    /// The groups with their rows that match; all, when nothing is looked for.
    pub(crate) fn shown(self, tab: Tab, groups: Memo<Arc<Vec<Group>>>) -> Memo<Shown> {
        let summary = tab.summary();
        Memo::new(move |old: Option<&Shown>| {
            let filter = Filter {
                query: self.query.with(|query| query.trim().to_owned()),
                is_missing_only: self.is_missing_only.get(),
                slots: tab.slots.get(),
            };
            if filter.is_missing_only {
                // What is missing now changes with the counts.
                summary.track();
            }
            let stay = old.filter(|old| old.filter == filter).map(|old| &old.rows);
            let groups = groups.with(|groups| filter.of(tab, groups, stay));
            let rows = groups.iter().flat_map(|group| group.rows.iter().copied()).collect();
            Shown { groups, rows, filter }
        })
    }
}

/// What is listed.
#[derive(Clone, PartialEq)]
pub(crate) struct Shown {
    pub(crate) groups: Arc<Vec<Group>>,
    rows: HashSet<usize>,
    filter: Filter,
}

impl Shown {
    pub(crate) fn n_rows(&self) -> usize {
        self.rows.len()
    }
}

#[derive(Clone, PartialEq)]
struct Filter {
    query: String,
    is_missing_only: bool,
    /// Numbers of rows mean something only together with these.
    slots: Arc<Slots>,
}

impl Filter {
    /// Rows that were listed stay until something else is looked for: what somebody has just saved
    /// is not taken away from under them.
    fn of(
        &self,
        tab: Tab,
        groups: &Arc<Vec<Group>>,
        stay: Option<&HashSet<usize>>,
    ) -> Arc<Vec<Group>> {
        if self.query.is_empty() && !self.is_missing_only {
            return Arc::clone(groups);
        }
        let keep = |group: &Group| {
            let in_file = contains(&group.file.to_string(), &self.query);
            let is_kept = |number: &&usize| {
                self.slots.get(**number).is_some_and(|of| {
                    (in_file || is_match(of, &self.query))
                        && (!self.is_missing_only
                            || stay.is_some_and(|rows| rows.contains(*number))
                            || self.may_be_missing(tab, **number, of))
                })
            };
            let rows: Vec<usize> = group.rows.iter().filter(is_kept).copied().collect();
            let has_some = !rows.is_empty();
            has_some.then(|| Group::new(&self.slots, group.file.clone(), rows, true))
        };
        Arc::new(groups.iter().filter_map(keep).collect())
    }

    /// Whether it is missing for all that is known, or somebody is at it.
    fn may_be_missing(&self, tab: Tab, number: usize, of: Listed<'_>) -> bool {
        let is_set = |of: Listed<'_>| tab.peek(of.id, |entry| entry.presence.winner().is_some());
        let is_covered = || self.slots.others(number).into_iter().any(is_set);
        tab.is_open(of.id)
            || tab.peek(of.id, |entry| {
                let is_typed = entry.draft.dirty && entry.draft.length > 0;
                is_typed || !is_known(status(of.slot, entry, is_covered()))
            })
    }
}

fn is_match(of: Listed<'_>, query: &str) -> bool {
    contains(of.id.key().as_str(), query)
        || of.slot.description.as_deref().is_some_and(|words| contains(words, query))
}

/// Whether `text` has `part` in it, whatever the case of ASCII letters. It allocates nothing: it
/// runs thousands of times for every letter of a search.
fn contains(text: &str, part: &str) -> bool {
    let part = part.as_bytes();
    part.is_empty() || text.as_bytes().windows(part.len()).any(|at| at.eq_ignore_ascii_case(part))
}

/// Whether it is known not to be missing.
fn is_known(status: Status) -> bool {
    matches!(
        status,
        Status::Set
            | Status::Optional
            | Status::Covered
            | Status::NotNeeded
            | Status::Outdated
            | Status::NotWritten
            | Status::LineChanged
            | Status::Proposed
    )
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn a_part_is_found_whatever_the_case_of_its_letters() {
        assert!(contains("DATABASE_URL", "base_u") && contains("Überall", "Überall"));
        assert!(contains("anything", "") && contains("", ""));
        assert!(!contains("KEY", "KEYS") && !contains("KEY", "x"));
    }
}
