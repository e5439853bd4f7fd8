//! One thing this repository needs on the machine, and how it gets there.

use anyhow::Result;

use crate::repo::Repo;

/// Which commands cannot do without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// `serve` and everything else.
    Serve,
    /// `test` only.
    Test,
}

/// What is there, against what is wanted.
#[derive(Debug)]
pub(crate) struct Probe {
    pub(crate) wanted: String,
    /// The version that will be used, or what is wrong.
    pub(crate) found: Result<String, String>,
}

impl Probe {
    /// An exact version is needed.
    pub(crate) fn exact(wanted: &str, found: Option<String>) -> Self {
        Self::version(wanted.to_owned(), found, |version| version == wanted)
    }

    /// A version is needed that `fits`.
    pub(crate) fn version(
        wanted: String,
        found: Option<String>,
        fits: impl Fn(&str) -> bool,
    ) -> Self {
        let found = found.ok_or("missing".to_owned());
        let found = found.and_then(|found| if fits(&found) { Ok(found) } else { Err(found) });
        Self { wanted, found }
    }
}

/// One requirement: everything `setup` and `doctor` say and do about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Requirement {
    pub(crate) name: &'static str,
    pub(crate) why: &'static str,
    pub(crate) usual_time: &'static str,
    /// How a person gets it without us.
    pub(crate) by_hand: &'static str,
    pub(crate) purpose: Purpose,
    pub(crate) probe: fn(&Repo) -> Probe,
    pub(crate) install: fn(&Repo) -> Result<()>,
}

/// The first word that looks like a version in `text`.
pub(crate) fn version_in(text: &str) -> Option<String> {
    text.split(|c: char| c.is_whitespace() || c == '(' || c == ')')
        .map(|word| word.trim_start_matches('v'))
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Probe, version_in};

    #[test]
    fn a_version_is_found_wrong_or_missing() {
        let probe = |found: Option<&str>| Probe::exact("2", found.map(str::to_owned)).found;
        assert_eq!(probe(Some("2")), Ok("2".to_owned()));
        assert_eq!(probe(Some("1")), Err("1".to_owned()));
        assert_eq!(probe(None), Err("missing".to_owned()));
    }

    #[test]
    fn versions_are_found_in_what_the_tools_print() {
        let printed = [
            ("trunk 0.21.14", "0.21.14"),
            ("wasm-opt version 132 (version_132)", "132"),
            ("v20.20.2", "20.20.2"),
            ("Chromium 156.0.1 built on Debian", "156.0.1"),
        ];
        for (text, version) in printed {
            assert_eq!(version_in(text).as_deref(), Some(version));
        }
        assert_eq!(version_in("nothing here"), None);
    }
}
