//! What to change in one env file. Pure: bytes and decisions in, bytes and results out.

use crate::sandbox::state::{Owner, views};
use crate::sandbox::{FileBytes, FileState, LineOrigin, LineRecord, readers};
use envdock_contract::model::{KeyName, Scope, SecretText, Version};
use envdock_contract::wire::{AppliedFile, ConflictChoice};
use envdock_dotenv::{ReaderView, Reading};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// What should be in the line of one key.
#[derive(Debug)]
pub enum Wanted {
    /// This value.
    Value {
        /// The value that applies.
        value: SecretText,
        /// Its scope.
        scope: Scope,
        /// Its version.
        version: Version,
    },
    /// Nothing: no value applies.
    Nothing,
    /// A value applies, but a person must accept the slot first.
    Proposed,
}

/// What to do with a file, and what to tell.
#[derive(Debug, Default)]
pub struct FilePlan {
    /// The new content; `None`: leave the file alone.
    pub bytes: Option<FileBytes>,
    /// What happens to each key once the content is written.
    pub results: Vec<(KeyName, AppliedFile)>,
    /// Records to save (or to forget) once the content is written.
    pub records: Vec<(KeyName, Option<LineRecord>)>,
}

impl FileState<'_> {
    /// Plans the change for some keys.
    ///
    /// A value that a reader would not get out of the file as a whole is left out of the change
    /// and reported.
    #[must_use]
    pub fn plan(
        mut self,
        wanted: &[(KeyName, Wanted)],
        choice: impl Fn(&KeyName) -> Option<ConflictChoice>,
    ) -> FilePlan {
        let before = Zeroizing::new(self.original.to_bytes());
        let mut refused: BTreeMap<&KeyName, String> = BTreeMap::new();
        loop {
            let mut plan = FilePlan::default();
            self.document = self.original.clone();
            for (key, wanted) in wanted {
                let result = match refused.get(key) {
                    Some(detail) => AppliedFile::Failed { detail: detail.clone() },
                    None => self.plan_key(key, wanted, choice(key), &mut plan.records),
                };
                plan.results.push((key.clone(), result));
            }
            let n_refused = refused.len();
            self.refuse_unreadable(wanted, &plan, &mut refused);
            if refused.len() == n_refused {
                let after = Zeroizing::new(self.document.to_bytes());
                plan.bytes = (before != after).then_some(after);
                return plan;
            }
        }
    }

    /// Looks at the planned file with the eyes of each reader, once for all keys.
    fn refuse_unreadable<'k>(
        &self,
        wanted: &'k [(KeyName, Wanted)],
        plan: &FilePlan,
        refused: &mut BTreeMap<&'k KeyName, String>,
    ) {
        let views = views(&self.document, self.readers);
        for ((key, wanted), (_, result)) in wanted.iter().zip(&plan.results) {
            let (Wanted::Value { value, .. }, AppliedFile::Written) = (wanted, result) else {
                continue;
            };
            let is_read = |view: &ReaderView| match view.reading(key.as_str()) {
                Reading::Value(read) => read.expose() == value.expose(),
                // What a shell makes of a file with commands in it cannot be known.
                Reading::Unsure => true,
                Reading::Absent | Reading::Expanded | Reading::Refused { .. } => false,
            };
            if !views.iter().all(is_read) {
                let alone = self.original.clone().write(
                    key.as_str(),
                    value.expose(),
                    &readers(self.readers),
                );
                let detail = alone.err().map_or_else(
                    || "another line of the file would change the value; mend that line".to_owned(),
                    |error| error.to_string(),
                );
                refused.insert(key, detail);
            }
        }
    }

    fn plan_key(
        &mut self,
        key: &KeyName,
        wanted: &Wanted,
        choice: Option<ConflictChoice>,
        records: &mut Vec<(KeyName, Option<LineRecord>)>,
    ) -> AppliedFile {
        let owner = self.owner(key);
        match wanted {
            Wanted::Proposed => AppliedFile::Proposed,
            Wanted::Nothing => self.plan_nothing(key, owner, choice, records),
            Wanted::Value { value, scope, version } => {
                let record = self.records.get(key);
                let is_current = record
                    .is_some_and(|record| (&record.scope, record.version) == (scope, *version));
                let decided = match owner {
                    // A kept line may be given up later, by choice.
                    Owner::Known(LineOrigin::Kept) if choice.is_some() => choice,
                    Owner::Known(_) if is_current => return AppliedFile::Unchanged,
                    Owner::Nobody | Owner::Known(LineOrigin::Written | LineOrigin::Adopted) => {
                        Some(ConflictChoice::TakeStored)
                    }
                    Owner::Known(LineOrigin::Kept) | Owner::SomebodyElse => choice,
                };
                let same =
                    || matches!(self.value(key), Ok(Some(v)) if v.expose() == value.expose());
                let origin = match decided {
                    _ if owner == Owner::SomebodyElse && same() => LineOrigin::Adopted,
                    Some(ConflictChoice::KeepFile) => LineOrigin::Kept,
                    Some(ConflictChoice::TakeStored) => LineOrigin::Written,
                    None => return AppliedFile::Conflict { line: self.line(key).unwrap_or(1) },
                };
                if origin == LineOrigin::Written
                    && let Err(detail) = self.place(key, value)
                {
                    return AppliedFile::Failed { detail };
                }
                if let Some(record) = self.record(key, scope, *version, origin) {
                    records.push((key.clone(), Some(record)));
                }
                let written = origin == LineOrigin::Written;
                if written { AppliedFile::Written } else { AppliedFile::Unchanged }
            }
        }
    }

    /// No value applies: a line of ours goes. One that was ours and was changed by hand is asked
    /// about.
    fn plan_nothing(
        &mut self,
        key: &KeyName,
        owner: Owner,
        choice: Option<ConflictChoice>,
        records: &mut Vec<(KeyName, Option<LineRecord>)>,
    ) -> AppliedFile {
        let Some(record) = self.records.get(key) else { return AppliedFile::Unchanged };
        let was_ours = record.origin == LineOrigin::Written;
        let goes = match owner {
            Owner::Known(origin) => origin == LineOrigin::Written,
            Owner::SomebodyElse if was_ours => match choice {
                Some(choice) => choice == ConflictChoice::TakeStored,
                None => return AppliedFile::Conflict { line: self.line(key).unwrap_or(1) },
            },
            Owner::Nobody | Owner::SomebodyElse => false,
        };
        records.push((key.clone(), None));
        if goes {
            self.document.remove(key.as_str());
        }
        if goes { AppliedFile::Removed } else { AppliedFile::Unchanged }
    }

    fn place(&mut self, key: &KeyName, value: &SecretText) -> Result<(), String> {
        self.document
            .place(key.as_str(), value.expose(), &readers(self.readers))
            .map_err(|error| error.to_string())
    }
}
