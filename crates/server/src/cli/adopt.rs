//! A repository that is found in another folder than before.

use crate::cli::{CliError, print};
use crate::configurations::{RegisterError, adopt_moved, moved};
use crate::db::{KnownFolder, Repository};
use envdock_contract::model::ConfigurationId;
use std::io::{BufRead, IsTerminal};
use std::path::Path;

/// Takes over what is stored for another folder, if `from` says so or a person does when asked.
/// Without a person nothing happens: the welcome says which command does it.
pub(crate) async fn adopt(
    repository: &dyn Repository,
    folder: &Path,
    from: Option<ConfigurationId>,
) -> Result<(), CliError> {
    let from = match from {
        None if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() => {
            asked(repository, folder).await?
        }
        given => given,
    };
    if let Some(from) = from {
        adopt_moved(repository, folder, &from).await?;
    }
    Ok(())
}

/// Asks about a folder that has nothing of its own yet.
async fn asked(
    repository: &dyn Repository,
    folder: &Path,
) -> Result<Option<ConfigurationId>, CliError> {
    let path = folder.to_str().ok_or_else(|| RegisterError::NotText(folder.to_owned()))?;
    if repository.configuration_of(path).await?.is_some() {
        return Ok(None);
    }
    let before = moved(repository, folder).await?;
    let wanted = before.into_iter().find(|before| is_wanted(before, std::io::stdin().lock()));
    Ok(wanted.map(|before| before.configuration))
}

/// Anything but yes is no.
fn is_wanted(before: &KnownFolder, mut answers: impl BufRead) -> bool {
    print::line(&format!(
        "This repository was in {}, which is gone. Go on with the keys and values stored for it? \
         [y/N]",
        before.path
    ));
    let mut answer = String::new();
    let is_read = answers.read_line(&mut answer).is_ok();
    is_read && matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_yes_is_yes() {
        let before = KnownFolder {
            configuration: ConfigurationId::new("cfg_1").unwrap(),
            name: "shop".to_owned(),
            path: "/old/shop".to_owned(),
        };
        for (answer, expected) in [
            ("y\n", true),
            ("YES\n", true),
            ("\n", false),
            ("", false),
            ("n\n", false),
            ("sure", false),
        ] {
            assert_eq!(is_wanted(&before, answer.as_bytes()), expected, "{answer:?}");
        }
    }
}
