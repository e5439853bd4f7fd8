//! How much of each env file is set.

use crate::components::environment_tab::tab::Tab;
use envdock_contract::model::FileRef;
use envdock_core::Summary;
use leptos::prelude::*;
use std::collections::HashMap;

/// Of an env file how many required keys are set, and how many there are.
type Count = (usize, usize);

/// One signal for each heading: there may be hundreds, and a save changes one of them.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    tab: Tab,
    shown: StoredValue<HashMap<FileRef, RwSignal<Count>>>,
}

impl Counts {
    /// Starts following; ends with the owner it is created in.
    pub(crate) fn new(tab: Tab) -> Self {
        let counts = Self { tab, shown: StoredValue::default() };
        let summary = tab.summary();
        Effect::new(move |_| summary.with(|summary| counts.follow(summary)));
        counts
    }

    /// The count of a heading that is made now.
    pub(crate) fn of(self, file: &FileRef) -> Signal<Count> {
        let summary = self.tab.summary();
        let now = summary.with_untracked(|summary| {
            let (_, count) = summary.per_file.iter().find(|(known, _)| known == file)?;
            Some((count.required_set, count.required))
        });
        let count = RwSignal::new(now.unwrap_or_default());
        self.shown.update_value(|shown| {
            shown.insert(file.clone(), count);
        });
        count.into()
    }

    fn follow(self, summary: &Summary) {
        self.shown.with_value(|shown| {
            for (file, count) in &summary.per_file {
                let now = (count.required_set, count.required);
                // A heading that is gone has left its signal behind.
                let shown = shown.get(file);
                if let Some(shown) = shown.filter(|it| it.try_get_untracked() != Some(now)) {
                    shown.try_set(now);
                }
            }
        });
    }
}
