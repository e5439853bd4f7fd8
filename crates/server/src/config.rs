//! Where data lives and where the server listens.

use crate::http::AllowedOrigins;
use std::path::{Path, PathBuf};

/// The port that is used unless another one is asked for.
pub const DEFAULT_PORT: u16 = 7420;

/// What the command line and the environment decide.
#[derive(Clone, Debug)]
pub struct Config {
    /// The folder with the database, the key file and `server.json`.
    pub data_dir: PathBuf,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// The address people open, when it is not the loopback one: its host is accepted too.
    pub public_url: Option<String>,
    /// The hosts whose pages may call the interface.
    pub allowed_origins: AllowedOrigins,
}

/// The data folder cannot be chosen.
#[derive(Debug, thiserror::Error)]
#[error("no data folder: set HOME, or choose one with --data-dir")]
pub struct NoDataDir;

/// `--data-dir`, else `$ENVDOCK_DATA_DIR` (clap reads it), else `$XDG_DATA_HOME/envdock`, else
/// `~/.local/share/envdock`.
///
/// # Errors
/// When the environment names no home.
pub fn data_dir(
    chosen: Option<&Path>,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<PathBuf, NoDataDir> {
    if let Some(folder) = chosen {
        return Ok(folder.to_owned());
    }
    // The XDG specification says that relative paths there are invalid and to be ignored.
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute("XDG_DATA_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local/share")))
        .map(|base| base.join("envdock"))
        .ok_or(NoDataDir)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(chosen: Option<&str>, variables: &[(&str, &str)], expected: Option<&str>) {
        let found = data_dir(chosen.map(Path::new), |name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        });
        assert_eq!(found.ok().as_deref(), expected.map(Path::new));
    }

    #[test]
    fn the_data_folder_is_chosen_by_flag_then_xdg_then_home() {
        let both = [("XDG_DATA_HOME", "/xdg"), ("HOME", "/me")];
        check(Some("here"), &both, Some("here"));
        check(None, &both, Some("/xdg/envdock"));
        check(None, &both[1..], Some("/me/.local/share/envdock"));
        check(
            None,
            &[("XDG_DATA_HOME", "relative"), ("HOME", "/me")],
            Some("/me/.local/share/envdock"),
        );
        check(None, &[], None);
    }
}
