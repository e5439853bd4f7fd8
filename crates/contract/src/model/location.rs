//! Where an env file is.

use crate::model::NameError;
use crate::model::name::name;
use serde::{Deserialize, Serialize};
use std::fmt;

const MAX_PATH_LENGTH: usize = 1_024;

fn check_path(path: &str) -> Result<(), NameError> {
    if path.is_empty() {
        return Err(NameError::Empty);
    }
    let length = path.chars().count();
    if length > MAX_PATH_LENGTH {
        return Err(NameError::TooLong { length, max: MAX_PATH_LENGTH });
    }
    if let Some(index) = path.chars().position(|c| c.is_control() || c == '\\') {
        return Err(NameError::BadCharacter { position: index + 1 });
    }
    let simple = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if simple { Ok(()) } else { Err(NameError::BadPath) }
}

fn check_workspace_path(path: &str) -> Result<(), NameError> {
    if path == "." { Ok(()) } else { check_path(path) }
}

name!(
    /// A folder of the workspace, relative to its root, parts separated by `/`; `.` is the root itself.
    WorkspacePath,
    check_workspace_path,
    r"^[^\x00-\x1f\\]{1,1024}$"
);
name!(
    /// An env file's path, relative to its [`WorkspacePath`], parts separated by `/`.
    FilePath,
    check_path,
    r"^[^\x00-\x1f\\]{1,1024}$"
);

impl Default for WorkspacePath {
    /// `.`, the root.
    fn default() -> Self {
        Self(".".into())
    }
}

impl WorkspacePath {
    /// Whether it is the root (`.`).
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.as_str() == "."
    }
}

/// Names one env file of a configuration.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileRef {
    /// The folder of the workspace it belongs to; `.` when left out.
    #[serde(default)]
    pub workspace_path: WorkspacePath,
    /// The file in that folder.
    pub path: FilePath,
}

impl fmt::Display for FileRef {
    /// The path from the root of the workspace.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.workspace_path.is_root() {
            formatter.write_str(self.workspace_path.as_str())?;
            formatter.write_str("/")?;
        }
        formatter.write_str(self.path.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_the_workspace() {
        assert!(FilePath::new("apps/web/.env.local").is_ok());
        for path in ["/etc/passwd", "../x", "a/../b", "a//b", "a/", "./a", "."] {
            assert_eq!(FilePath::new(path), Err(NameError::BadPath), "{path}");
        }
        assert_eq!(FilePath::new(""), Err(NameError::Empty));
        assert_eq!(FilePath::new("a\\b"), Err(NameError::BadCharacter { position: 2 }));
        assert_eq!(FilePath::new("a\0b"), Err(NameError::BadCharacter { position: 2 }));
        let long = "a".repeat(1_025);
        assert_eq!(FilePath::new(&long), Err(NameError::TooLong { length: 1_025, max: 1_024 }));
    }

    #[test]
    fn a_file_is_shown_with_its_folder() {
        let path = FilePath::new(".env").unwrap();
        let root = FileRef { workspace_path: WorkspacePath::default(), path: path.clone() };
        let api = FileRef { workspace_path: WorkspacePath::new("api").unwrap(), path };
        assert_eq!(root.to_string(), ".env");
        assert_eq!(api.to_string(), "api/.env");
    }
}
