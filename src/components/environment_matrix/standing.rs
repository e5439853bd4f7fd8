//! Whether there is a table to show.

use crate::components::environment_matrix::matrix::Matrix;
use envdock_core::CheckFailure;
use leptos::prelude::*;

/// What is known of the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Loading,
    Failed(CheckFailure),
    BeforeSpec,
    Empty,
    Table,
}

impl Matrix {
    /// Followed. What was known once is shown until something newer is.
    pub(super) fn standing(self) -> Standing {
        self.configuration().with(|answer| {
            let Some(known) = &answer.known else {
                return answer.status.failure.map_or(Standing::Loading, Standing::Failed);
            };
            match known.spec.as_deref() {
                None => Standing::BeforeSpec,
                Some(spec) if spec.files.iter().all(|file| file.slots.is_empty()) => {
                    Standing::Empty
                }
                Some(_) => Standing::Table,
            }
        })
    }
}
