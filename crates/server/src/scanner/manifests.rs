//! What a folder is made of, as its manifest says.

use envdock_contract::model::Reader;
use std::collections::BTreeSet;

/// What the manifests of one folder say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// Libraries that read its env file.
    pub(crate) readers: BTreeSet<Reader>,
    /// Its tools read `.env.local` first.
    pub(crate) prefers_local: bool,
    /// It is a member of a workspace whose root reads the env file.
    pub(crate) is_rust: bool,
    pub(crate) is_rust_workspace: bool,
}

impl Manifest {
    /// Adds what another manifest of the same folder says.
    pub(crate) fn merge(&mut self, other: Self) {
        self.readers.extend(other.readers);
        self.prefers_local |= other.prefers_local;
        self.is_rust |= other.is_rust;
        self.is_rust_workspace |= other.is_rust_workspace;
    }
}

/// Reads the manifest `name`.
pub(crate) fn read(name: &str, text: &[u8]) -> Manifest {
    let text = String::from_utf8_lossy(text);
    let mut manifest = Manifest::default();
    match name {
        "package.json" => read_package(&text, &mut manifest),
        "pyproject.toml" | "requirements.txt" | "Pipfile" | "setup.py" => {
            let readers = [
                "python-dotenv",
                "django-environ",
                "environs",
                "pydantic-settings",
                "decouple",
                "pydantic",
            ];
            if readers.iter().any(|reader| text.contains(reader)) {
                manifest.readers.insert(Reader::PythonDotenv);
            }
        }
        "Cargo.toml" => {
            manifest.is_rust = true;
            manifest.is_rust_workspace = text.contains("[workspace]");
            if text.contains("dotenv") {
                manifest.readers.insert(Reader::Dotenvy);
            }
        }
        _ => {}
    }
    manifest
}

fn read_package(text: &str, manifest: &mut Manifest) {
    let Ok(package) = serde_json::from_str::<serde_json::Value>(text) else { return };
    let has = |name: &str| {
        ["dependencies", "devDependencies"]
            .iter()
            .any(|group| package.get(group).is_some_and(|group| group.get(name).is_some()))
    };
    let local = ["next", "vite", "@vitejs/plugin-react", "react-scripts"];
    manifest.prefers_local = local.iter().any(|name| has(name));
    let dotenv = ["dotenv", "dotenv-cli", "@nestjs/config", "nuxt", "astro", "@sveltejs/kit"];
    if manifest.prefers_local || dotenv.iter().any(|name| has(name)) {
        manifest.readers.insert(Reader::NodeDotenv);
    }
}
