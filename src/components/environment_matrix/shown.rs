//! Which keys are shown.

use crate::components::environment_matrix::matrix::Matrix;
use crate::components::parts::Status;
use envdock_contract::model::FileRef;
use leptos::prelude::*;
use std::sync::Arc;

/// What a person looks for.
#[derive(Clone, Copy, Default)]
pub(super) struct Filter {
    /// Part of a key, file or description.
    pub(super) text: RwSignal<String>,
    /// Only what is missing in at least one environment.
    pub(super) missing: RwSignal<bool>,
}

impl Filter {
    pub(super) fn clear(self) {
        self.text.set(String::new());
        self.missing.set(false);
    }

    /// Whether nothing but the box leaves keys out.
    pub(super) fn only_missing(self) -> bool {
        self.missing.get() && self.text.with(|text| text.trim().is_empty())
    }
}

/// One env file with the numbers of its slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ShownFile {
    pub(super) file: FileRef,
    pub(super) rows: Vec<usize>,
}

/// The files with a key that is looked for, in the spec's order.
pub(super) fn shown(matrix: Matrix, filter: Filter) -> Memo<Arc<Vec<ShownFile>>> {
    let any_missing = Memo::new(move |_| filter.missing.get().then(|| missing(matrix)));
    Memo::new(move |_| {
        let query = filter.text.with(|text| text.trim().to_ascii_lowercase());
        let missing = any_missing.get();
        let files = matrix.slots().with(|columns| {
            let slots = columns.as_ref()?.first()?;
            let is_shown = |row: &usize| {
                let is_missing = missing.as_ref().is_none_or(|missing| missing.contains(row));
                let matches = |text: &str| text.to_ascii_lowercase().contains(&query);
                is_missing
                    && slots.get(*row).is_some_and(|of| {
                        query.is_empty()
                            || matches(of.id.key().as_str())
                            || matches(&of.id.file().to_string())
                            || of.slot.description.as_deref().is_some_and(matches)
                    })
            };
            let file = |(file, range): &(FileRef, std::ops::Range<usize>)| {
                let rows: Vec<usize> = range.clone().filter(is_shown).collect();
                (!rows.is_empty()).then(|| ShownFile { file: file.clone(), rows })
            };
            Some(slots.files().iter().filter_map(file).collect())
        });
        Arc::new(files.unwrap_or_default())
    })
}

/// What is missing somewhere. Looked through whenever a count changes, far more rarely than single
/// keys do.
fn missing(matrix: Matrix) -> Vec<usize> {
    let columns = 0..matrix.n_columns();
    for column in columns.clone() {
        if let Some(summary) = matrix.summary(column) {
            summary.track();
        }
    }
    untrack(|| {
        let is_missing = |row: &usize| {
            columns.clone().any(|column| matrix.status(column, *row) == Some(Status::Missing))
        };
        (0..matrix.n_rows()).filter(is_missing).collect()
    })
}
