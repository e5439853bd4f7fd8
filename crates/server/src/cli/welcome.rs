//! What `envdock serve` says when it starts.

use crate::configurations::Opened;
use serde_json::json;
use std::path::Path;

/// A few lines about what was found in `folder`, and how to go on.
pub(crate) fn welcome(folder: &Path, opened: &Opened, setup: bool) -> String {
    let found = if setup { SETUP.to_owned() } else { found(opened) };
    let mut lines = vec![format!("Envdock serves {}", folder.display()), found];
    let n_new = opened.merged.added.len();
    let spec = &opened.merged.spec;
    let n_slots: usize = spec.files.iter().map(|file| file.slots.len()).sum();
    if n_new > 0 && n_new < n_slots {
        lines.push(format!("New since the last scan: {}", keys(n_new)));
    }
    if !opened.merged.vanished.is_empty() {
        lines.push(format!("No longer found: {}", keys(opened.merged.vanished.len())));
    }
    lines.extend(opened.merged.made_secret.iter().map(|file| {
        format!("{file} is left out of snapshots from now on: it has a new secret key")
    }));
    let n_skipped: usize = opened.scan.n_skipped.values().sum();
    if n_skipped > 0 {
        let reasons: Vec<_> =
            opened.scan.n_skipped.iter().map(|(reason, n)| format!("{n} {reason}")).collect();
        lines.push(format!("Not read: {}", reasons.join(", ")));
    }
    lines.extend(opened.scan.diagnostics.iter().take(MOST_DIAGNOSTICS).map(ToString::to_string));
    if let Some(n_more) = opened.scan.diagnostics.len().checked_sub(MOST_DIAGNOSTICS + 1) {
        lines.push(format!(
            "... and {} more lines to look at: `envdock scan` lists them",
            n_more + 1
        ));
    }
    lines.extend(opened.moved.iter().flat_map(|before| {
        [
            format!("This repository was in {}, which is gone. To go on with what is", before.path),
            format!(
                "stored for it: envdock serve {} --adopt-from {}",
                argument(folder),
                before.configuration
            ),
        ]
    }));
    lines.push("Open this link; it works once, `envdock open` prints a new one:".to_owned());
    lines.join("\n")
}

/// How an agent is connected: a line for the configuration of its MCP servers.
pub(crate) fn agents(folder: &Path, data_dir: &Path) -> String {
    let program = std::env::current_exe().unwrap_or_else(|_unknown| "envdock".into());
    let arguments = json!(["--data-dir", data_dir, "mcp", folder]);
    let server = json!({ "command": program, "args": arguments });
    format!(
        "For an agent, put this among the MCP servers of its configuration:\n\"envdock\": {server}"
    )
}

/// The path as an argument for a shell.
fn argument(path: &Path) -> String {
    let text = path.to_string_lossy();
    // Only NUL cannot be quoted, which no path has.
    shlex::try_quote(&text).map_or_else(|_nul| text.to_string(), |quoted| quoted.to_string())
}

const SETUP: &str = "An agent finds out what the project needs, and asks for it on the page";

const MOST_DIAGNOSTICS: usize = 10;

fn found(opened: &Opened) -> String {
    let files = &opened.merged.spec.files;
    let n_slots: usize = files.iter().map(|file| file.slots.len()).sum();
    if n_slots == 0 {
        return "Nothing to fill in was found. If the project needs variables, name them in a file \
                .env.example and run `envdock serve` again"
            .to_owned();
    }
    let plural = if files.len() == 1 { "env file" } else { "env files" };
    format!("{} in {} {plural}", keys(n_slots), files.len())
}

fn keys(n: usize) -> String {
    if n == 1 { "1 key".to_owned() } else { format!("{n} keys") }
}
