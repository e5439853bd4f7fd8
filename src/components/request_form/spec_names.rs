//! Names that the project has, found by how they look.

use envdock_contract::model::Spec;
use envdock_rules::look_alikes::folded;
use std::collections::HashMap;

/// The files and keys of a spec. Made once for a form: each of its keys is compared with them all.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct SpecNames {
    pub(crate) keys: Looks,
    pub(crate) files: Looks,
    /// Whether there is a folder in which keys were looked for.
    pub(crate) has_folder: bool,
}

/// Names by what all that look like them have in common, in the spec's order.
pub(crate) type Looks = HashMap<String, Vec<String>>;

impl SpecNames {
    pub(crate) fn of(spec: Option<&Spec>) -> Self {
        let mut names = Self::default();
        for file in spec.into_iter().flat_map(|spec| &spec.files) {
            add(&mut names.files, file.file_ref().to_string());
            for slot in &file.slots {
                add(&mut names.keys, slot.key.as_str().to_owned());
            }
        }
        names
    }

    /// The first key that can be mistaken for this one.
    pub(crate) fn key_like(&self, key: &str) -> Option<&str> {
        other(&self.keys, key)
    }

    /// The first file that can be mistaken for this one.
    pub(crate) fn file_like(&self, file: &str) -> Option<&str> {
        other(&self.files, file)
    }

    /// Whether the project has other files, but not this one.
    pub(crate) fn is_new_file(&self, file: &str) -> bool {
        let same = self.files.get(&folded(file));
        !self.files.is_empty() && !same.is_some_and(|same| same.iter().any(|name| name == file))
    }
}

fn add(looks: &mut Looks, name: String) {
    looks.entry(folded(&name)).or_default().push(name);
}

fn other<'a>(looks: &'a Looks, name: &str) -> Option<&'a str> {
    let same = looks.get(&folded(name))?;
    same.iter().find(|other| *other != name).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::{SpecNames, add};

    #[test]
    fn names_are_found_by_their_looks_and_never_by_themselves() {
        let mut names = SpecNames::default();
        for key in ["STRIPE_KEY", "REDIS_URL", "STR1PE_KEY"] {
            add(&mut names.keys, key.to_owned());
        }
        assert_eq!(names.key_like("STRlPE_KEY"), Some("STRIPE_KEY"));
        assert_eq!(names.key_like("STRIPE_KEY"), Some("STR1PE_KEY"));
        assert_eq!(names.key_like("REDIS_URL"), None);
    }

    #[test]
    fn a_file_is_new_only_to_a_project_that_has_files() {
        let mut names = SpecNames::default();
        assert!(!names.is_new_file(".env"));
        add(&mut names.files, ".env.local".to_owned());
        assert!(names.is_new_file(".env.1ocal") && !names.is_new_file(".env.local"));
        assert_eq!(names.file_like(".env.1ocal"), Some(".env.local"));
    }
}
