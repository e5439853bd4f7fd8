//! Which paths an agent or the scanner may propose as env files.

use crate::agent_text::is_deceptive;
use envdock_contract::model::{FileRef, NameError};

/// Why a path is no env file that may be proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathRefused {
    /// It breaks the rule of paths.
    #[error(transparent)]
    Name(#[from] NameError),
    /// Its last part is not `.env`, `.env.*` or `*.env`.
    #[error("an env file is named `.env`, `.env.<name>` or `<name>.env`")]
    NotAnEnvFile,
    /// `.envrc` is a program that direnv runs.
    #[error("`.envrc` is a program, not an env file")]
    Program,
    /// It is under `.git` or `node_modules`.
    #[error("env files are never under `.git` or `node_modules`")]
    ForbiddenFolder,
    /// It is an example that other people read.
    #[error("example files are committed and never hold values")]
    Example,
    /// It can be mistaken for another file, or shows as another one.
    #[error("the path has characters that hide others or look like others")]
    Deceptive,
}

/// Endings of files that describe an env file and are committed.
pub const EXAMPLE_ENDINGS: [&str; 5] = ["example", "sample", "template", "dist", "defaults"];

/// Whether the file name is that of an example (`.env.example`, `.env.local.sample`, `sample.env`, …).
#[must_use]
pub fn is_example(file_name: &str) -> bool {
    let lower = file_name.to_ascii_lowercase();
    lower.contains("env")
        && lower.split(['.', '-', '_']).any(|part| EXAMPLE_ENDINGS.contains(&part))
}

/// Decides whether `file` may be proposed as an env file.
///
/// # Errors
/// [`PathRefused`] says why not.
pub fn check_env_file(file: &FileRef) -> Result<(), PathRefused> {
    let whole = file.to_string();
    let lower = whole.to_ascii_lowercase();
    if lower.split('/').any(|part| matches!(part, ".git" | "node_modules")) {
        return Err(PathRefused::ForbiddenFolder);
    }
    let name = lower.rsplit('/').next().unwrap_or_default();
    if name == ".envrc" {
        return Err(PathRefused::Program);
    }
    let stem_dot_env = name.strip_suffix(".env").is_some_and(|stem| !stem.is_empty());
    if name != ".env" && !name.starts_with(".env.") && !stem_dot_env {
        return Err(PathRefused::NotAnEnvFile);
    }
    if is_example(name) {
        return Err(PathRefused::Example);
    }
    // Folders have the names that they have; an env file has one that cannot imitate another.
    if whole.chars().any(is_deceptive) || !name.chars().all(|c| c.is_ascii_graphic()) {
        return Err(PathRefused::Deceptive);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use envdock_contract::model::{FilePath, WorkspacePath};

    fn check(path: &str) -> Result<(), PathRefused> {
        let path = FilePath::new(path)?;
        check_env_file(&FileRef { workspace_path: WorkspacePath::default(), path })
    }

    #[test]
    fn env_files_may_be_proposed() {
        for path in
            [".env", ".env.local", "web/.env.production", "config/prod.env", ".ENV", "größe 2/.env"]
        {
            assert_eq!(check(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn other_paths_may_not() {
        for (path, expected) in [
            (".envrc", PathRefused::Program),
            ("a/.EnvRc", PathRefused::Program),
            (".git/.env", PathRefused::ForbiddenFolder),
            ("a/node_modules/b/.env", PathRefused::ForbiddenFolder),
            (".GIT/config.env", PathRefused::ForbiddenFolder),
            (".bashrc", PathRefused::NotAnEnvFile),
            (".ssh/config", PathRefused::NotAnEnvFile),
            (".environment", PathRefused::NotAnEnvFile),
            (".env/config", PathRefused::NotAnEnvFile),
            (".env.example", PathRefused::Example),
            ("../.env", PathRefused::Name(NameError::BadPath)),
            (".env.l\u{43e}cal", PathRefused::Deceptive),
            (".env.\u{202e}lacol", PathRefused::Deceptive),
            (".env.local ", PathRefused::Deceptive),
            ("we\u{200b}b/.env", PathRefused::Deceptive),
        ] {
            assert_eq!(check(path), Err(expected), "{path}");
        }
    }

    #[test]
    fn a_forbidden_folder_hides_in_no_workspace_path() {
        let file = FileRef {
            workspace_path: WorkspacePath::new("node_modules/x").unwrap(),
            path: FilePath::new(".env").unwrap(),
        };
        assert_eq!(check_env_file(&file), Err(PathRefused::ForbiddenFolder));
    }

    #[test]
    fn examples_are_known_by_their_name() {
        for name in
            [".env.example", ".env.local.sample", "example.env", ".env-dist", "env.template"]
        {
            assert!(is_example(name), "{name}");
        }
        for name in [".env", ".env.local", "example.txt", ".env.examples"] {
            assert!(!is_example(name), "{name}");
        }
    }
}
