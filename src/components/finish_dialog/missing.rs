//! From missing slots to what a person reads: by file, an any-of group once.

use crate::store::MissingSlot;
use envdock_contract::model::FileRef;

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// This key.
    Key(String),
    /// One of these keys.
    OneOf(Vec<String>),
}

/// A gap with the any-of group that it stands for.
type Grouped = (Option<String>, Gap);

/// What is missing per file, in the order it was given.
pub(crate) fn gaps(missing: &[MissingSlot]) -> Vec<(FileRef, Vec<Gap>)> {
    let mut files: Vec<(FileRef, Vec<Grouped>)> = Vec::new();
    for slot in missing {
        let key = slot.key.as_str().to_owned();
        let index = files.iter().position(|(file, _)| *file == slot.file).unwrap_or_else(|| {
            files.push((slot.file.clone(), Vec::new()));
            files.len() - 1
        });
        let Some((_, gaps)) = files.get_mut(index) else { continue };
        let group = gaps.iter_mut().find(|(group, _)| group.is_some() && *group == slot.any_of);
        match (group, &slot.any_of) {
            (Some((_, Gap::OneOf(keys))), _) => keys.push(key),
            (_, Some(group)) => gaps.push((Some(group.clone()), Gap::OneOf(vec![key]))),
            (_, None) => gaps.push((None, Gap::Key(key))),
        }
    }
    let named = |(file, gaps): (FileRef, Vec<Grouped>)| {
        (file, gaps.into_iter().map(|(_, gap)| gap).collect())
    };
    files.into_iter().map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use envdock_contract::model::{FilePath, KeyName, WorkspacePath};

    fn slot(file: &str, key: &str, any_of: Option<&str>) -> MissingSlot {
        let workspace_path = WorkspacePath::default();
        MissingSlot {
            file: FileRef { workspace_path, path: FilePath::new(file).unwrap() },
            key: KeyName::new(key).unwrap(),
            any_of: any_of.map(str::to_owned),
        }
    }

    #[test]
    fn keys_are_listed_by_file_and_a_group_counts_once() {
        let missing = [
            slot(".env", "A", None),
            slot(".env.local", "B", Some("model")),
            slot(".env", "C", Some("model")),
            slot(".env", "D", Some("model")),
        ];
        let gaps = gaps(&missing);
        let keys = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let expected = [
            (".env", vec![Gap::Key("A".to_owned()), Gap::OneOf(keys(&["C", "D"]))]),
            (".env.local", vec![Gap::OneOf(keys(&["B"]))]),
        ];
        let named: Vec<_> =
            gaps.iter().map(|(file, gaps)| (file.to_string(), gaps.clone())).collect();
        let expected: Vec<_> =
            expected.into_iter().map(|(file, gaps)| (file.to_owned(), gaps)).collect();
        assert_eq!(named, expected);
    }
}
