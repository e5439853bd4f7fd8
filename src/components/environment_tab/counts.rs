//! How much of each env file is set.

use crate::components::environment_tab::tab::Tab;
use envdock_contract::model::FileRef;
use envdock_rules::completeness::Count;
use leptos::prelude::*;
use std::collections::HashMap;

/// Of an env file how many required keys are set, and how many there are.
type Shown = (usize, usize);
type PerFile = Vec<(FileRef, Count)>;

/// One signal for each heading: there may be hundreds, and a save changes one of them.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    tab: Tab,
    shown: StoredValue<HashMap<FileRef, RwSignal<Shown>>>,
}

impl Counts {
    /// Starts following; ends with the owner it is created in.
    pub(crate) fn new(tab: Tab) -> Self {
        let counts = Self { tab, shown: StoredValue::default() };
        let summary = tab.summary();
        Effect::new(move |before: Option<PerFile>| {
            summary.with(|summary| {
                counts.follow(&before.unwrap_or_default(), &summary.per_file);
                summary.per_file.clone()
            })
        });
        counts
    }

    /// The count of a heading that is made now.
    pub(crate) fn of(self, file: &FileRef) -> Signal<Shown> {
        let summary = self.tab.summary();
        let now = summary.with_untracked(|summary| {
            summary.per_file.iter().find(|(known, _)| known == file).map(|(_, count)| shown(count))
        });
        let count = RwSignal::new(now.unwrap_or_default());
        self.shown.update_value(|shown| {
            shown.insert(file.clone(), count);
        });
        count.into()
    }

    /// Most stay as they were, and are not even looked up.
    fn follow(self, before: &PerFile, now: &PerFile) {
        self.shown.with_value(|headings| {
            for (index, (file, count)) in now.iter().enumerate() {
                let is_same = before.get(index).is_some_and(|(old, of)| old == file && of == count);
                let heading = headings.get(file).filter(|_| !is_same);
                if let Some(heading) = heading {
                    // It may be gone by now.
                    heading.try_set(shown(count));
                }
            }
        });
    }
}

fn shown(count: &Count) -> Shown {
    (count.required_set, count.required)
}
